package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.trialmap.setting.Setting;
import org.trialmap.support.Channels;
import org.trialmap.trial.format.EdfHeader.Signal;
import org.trialmap.trial.format.ForeignRecording.Segment;

/**
 * The annotations of an EDF+ or BDF+ file: lists of {@code +onset 0x15 duration 0x14 text 0x14 text 0x14 0x00}. The first of each record has the time at
 * which the record begins. Times are given relative to the begin of the first one.
 */
record EdfAnnotations(EdfHeader header) {
    /** A gap, or two records that overlap, by more than this part of a sample. */
    private static final double TOLERANCE = 0.5;

    private record Tal(double onset, double duration, List<String> texts) {}

    List<Marker> markers() throws IOException {
        List<Marker> markers = new ArrayList<>();
        Scan scan = new Scan();
        scan.each((record, tals) -> tals.forEach(tal -> tal.texts.stream().filter(text -> !text.isEmpty())
                .forEach(text -> markers.add(Marker.at(tal.onset - scan.begin, tal.duration, text)))));
        return markers;
    }

    /** What lies between gaps, by the times of the records. */
    List<Segment> segments(int perRecord) throws IOException {
        List<Segment> segments = new ArrayList<>();
        double seconds = header.seconds();
        Scan scan = new Scan();
        scan.each((record, tals) -> {
            if (tals.isEmpty()) {
                throw new IllegalArgumentException("Record " + record + " of " + header.file() + " (from 0) has no time. The recording has gaps (" + header.format() + "), so where"
                        + " its samples belong is not known. Export it once more.");
            }
            double start = tals.get(0).onset - scan.begin;
            Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
            double due = last == null ? start : last.startSeconds() + last.count() / perRecord * seconds;
            if (start < due - TOLERANCE * seconds / perRecord) {
                throw new IllegalArgumentException("Record " + record + " of " + header.file() + " (from 0) begins at " + start + " s, before the one in front of it ends (" + due
                        + " s). Its times are damaged. Export it once more.");
            }
            boolean gap = last == null || start > due + TOLERANCE * seconds / perRecord;
            if (gap) {
                segments.add(new Segment(record * perRecord, perRecord, start));
            } else {
                segments.set(segments.size() - 1, new Segment(last.first(), last.count() + perRecord, last.startSeconds()));
            }
        });
        return segments;
    }

    private interface Use {
        void record(long record, List<Tal> tals);
    }

    private final class Scan {
        private double begin;

        void each(Use use) throws IOException {
            List<Signal> signals = header.signals().stream().filter(Signal::isAnnotations).toList();
            if (signals.isEmpty()) {
                return;
            }
            try (FileChannel file = FileChannel.open(header.file())) {
                for (long record = 0; record < header.records(); record++) {
                    List<Tal> tals = new ArrayList<>();
                    for (Signal signal : signals) {
                        ByteBuffer bytes = ByteBuffer.allocate(signal.perRecord() * header.type().bytes());
                        Channels.readFully(file, bytes, header.base() + record * header.recordBytes() + signal.offset());
                        parse(bytes.array(), record, tals);
                    }
                    begin = record == 0 && !tals.isEmpty() && header.isPlus() ? tals.get(0).onset : begin;
                    use.record(record, tals);
                }
            }
        }
    }

    private void parse(byte[] bytes, long record, List<Tal> tals) {
        for (int from = 0; from < bytes.length;) {
            int end = from;
            while (end < bytes.length && bytes[end] != 0) {
                end++;
            }
            if (end > from) {
                tals.add(tal(TextDecoder.decode(bytes, from, end - from), record));
            }
            from = end + 1;
        }
    }

    private Tal tal(String text, long record) {
        String[] parts = text.split("\u0014", -1);
        String[] times = parts[0].split("\u0015", -1);
        boolean signed = parts.length > 1 && times.length <= 2 && (times[0].startsWith("+") || times[0].startsWith("-"));
        if (!signed) {
            throw new IllegalArgumentException("The annotation '" + printable(text) + "' in record " + record + " of " + header.file() + " (from 0) has no time in front. The file is"
                    + " damaged, or its annotations are not written as EDF+ demands. Export it once more, or give the events with " + Setting.EVENTS + ".");
        }
        String what = "A time of the annotation '" + printable(text) + "' in record " + record;
        double duration = times.length == 2 && !times[1].isEmpty() ? Math.max(0, header.number(times[1], what)) : 0;
        return new Tal(header.number(times[0], what), duration, List.of(parts).subList(1, parts.length).stream().map(String::strip).toList());
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }
}
