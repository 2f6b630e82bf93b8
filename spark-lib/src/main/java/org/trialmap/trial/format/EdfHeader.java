package org.trialmap.trial.format;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The header of an EDF or BDF file, checked against the file's size.
 *
 * @param format EDF, EDF+, EDF+D, BDF, BDF+, BDF+D
 * @param records how many there are
 * @param recordSeconds duration of one; text as in the file
 */
record EdfHeader(Path file, String format, SampleType type, long bytes, long base, long records, String recordSeconds, List<Signal> signals) {
    private static final int FIXED = 256;
    private static final int PER_SIGNAL = 256;
    private static final int MOST_SIGNALS = 9999;

    /**
     * A signal as the header has it.
     *
     * @param number from 1
     * @param offset bytes from the begin of a record
     * @param perRecord samples in a record
     */
    record Signal(int number, String label, String unit, String[] limits, int perRecord, long offset) {
        boolean isAnnotations() {
            return label.equals("EDF Annotations") || label.equals("BDF Annotations");
        }

        /** The trigger channel of BioSemi: numbers of events, not of samples. */
        boolean isStatus() {
            return label.equals("Status");
        }

        @Override
        public String toString() {
            return "signal " + number + " ('" + label + "')";
        }
    }

    boolean isPlus() {
        return format.contains("+");
    }

    boolean isDiscontinuous() {
        return format.endsWith("D");
    }

    long recordBytes() {
        return signals.stream().mapToLong(Signal::perRecord).sum() * type.bytes();
    }

    double seconds() {
        return number(recordSeconds, "The duration of a record");
    }

    /** Throws {@link IllegalArgumentException} if the text is not a finite number; a comma is one way to write the point. */
    double number(String text, String what) {
        double number;
        try {
            number = Double.parseDouble(text.replace(',', '.'));
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(what + " in the header of " + file + " is '" + text + "', which is not a number. The file is damaged, or not written as the format"
                    + " demands. Export it once more.");
        }
        return number;
    }

    static EdfHeader read(Path file) throws IOException {
        long bytes = Files.size(file);
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            return new Fields(file, in).header(bytes);
        } catch (EOFException e) {
            throw new IllegalArgumentException(file + " is truncated: it has " + bytes + " bytes, its header alone has more. A copy was interrupted. Copy it once more.", e);
        }
    }

    /** The header's fields in their order. */
    private record Fields(Path file, DataInputStream in) {
        EdfHeader header(long bytes) throws IOException {
            byte[] fixed = in.readNBytes(FIXED);
            if (fixed.length < FIXED) {
                throw new EOFException();
            }
            boolean bdf = fixed[0] == (byte) 0xFF;
            String reserved = text(fixed, 192, 44);
            String name = bdf ? "BDF" : "EDF";
            String format = name + (reserved.startsWith(name + "+") ? reserved.startsWith(name + "+D") ? "+D" : "+" : "");
            SampleType type = bdf ? SampleType.INT24 : SampleType.INT16;
            long records = integer(text(fixed, 236, 8), "The number of records");
            int count = (int) integer(text(fixed, 252, 4), "The number of signals");
            if (count < 1 || count > MOST_SIGNALS) {
                throw new IllegalArgumentException("The header of " + file + " says that there are " + count + " signals. There would be nothing to compute. Export the recording"
                        + " once more.");
            }
            List<Signal> signals = signals(count, type);
            EdfHeader header = new EdfHeader(file, format, type, bytes, FIXED + (long) count * PER_SIGNAL, records, text(fixed, 244, 8), signals);
            header.requireHeaderBytes(integer(text(fixed, 184, 8), "The header's number of bytes"));
            return header.withRecords();
        }

        private List<Signal> signals(int count, SampleType type) throws IOException {
            int[] widths = {16, 80, 8, 8, 8, 8, 8, 80, 8, 32};
            String[][] columns = new String[widths.length][count];
            for (int f = 0; f < widths.length; f++) {
                for (int i = 0; i < count; i++) {
                    byte[] field = new byte[widths[f]];
                    in.readFully(field);
                    columns[f][i] = text(field, 0, field.length);
                }
            }
            List<Signal> signals = new ArrayList<>();
            long offset = 0;
            for (int i = 0; i < count; i++) {
                long perRecord = integer(columns[8][i], "The number of samples of signal " + (i + 1));
                if (perRecord < 1 || perRecord > 1 << 26) {
                    throw new IllegalArgumentException("Signal " + (i + 1) + " ('" + columns[0][i] + "') of " + file + " has " + perRecord + " samples in a record, which is"
                            + " impossible. The header is damaged. Export the recording once more.");
                }
                String[] limits = {columns[3][i], columns[4][i], columns[5][i], columns[6][i]};
                signals.add(new Signal(i + 1, columns[0][i], columns[2][i], limits, (int) perRecord, offset));
                offset += perRecord * type.bytes();
            }
            return signals;
        }

        private static String text(byte[] bytes, int from, int length) {
            return TextDecoder.decode(bytes, from, length).replace('\0', ' ').strip();
        }

        private long integer(String text, String what) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(what + " in the header of " + file + " is '" + text + "', which is not a whole number. The file is damaged, or not written as the"
                        + " format demands. Export it once more.", e);
            }
        }
    }

    private void requireHeaderBytes(long said) {
        if (said != base) {
            throw new IllegalArgumentException("The header of " + file + " says that it has " + said + " bytes, but " + signals.size() + " signals make it " + base + ". The file"
                    + " is damaged. Export the recording once more.");
        }
    }

    /** A number of -1 is what a recording has that was not closed: then the whole records that there are count. */
    private EdfHeader withRecords() {
        long there = (bytes - base) / recordBytes();
        long rest = (bytes - base) % recordBytes();
        long all = records == -1 ? there : records;
        if (all < 1) {
            throw new IllegalArgumentException(file + " has no records: its header says " + records + ", and it has " + (bytes - base) + " bytes after the header, where a record"
                    + " has " + recordBytes() + ". There would be nothing to compute. Export the recording once more.");
        }
        if (records != -1 && (there < records || there > records || rest != 0)) {
            boolean less = there < records;
            throw new IllegalArgumentException(file + " has " + bytes + " bytes, its header says " + (base + records * recordBytes()) + " (" + records + " records of " + recordBytes()
                    + " bytes)." + (less ? " It is truncated: a copy was interrupted, or the disk was full. Copy it once more."
                            : " Which of both is right cannot be known. Copy it once more, or write -1 as the number of records (bytes 236 to 243) to read all that there are."));
        }
        return new EdfHeader(file, format, type, bytes, base, all, recordSeconds, signals);
    }
}
