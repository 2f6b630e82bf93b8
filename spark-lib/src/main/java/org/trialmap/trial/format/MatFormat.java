package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.trialmap.support.Suggestions;
import org.trialmap.trial.format.MatValue.Kind;

/** A file of MATLAB that holds a dataset of EEGLAB ({@code .set}) or FieldTrip's raw data ({@code .mat}). One of version 7.3 that holds neither is HDF5. */
final class MatFormat implements Format {
    private static final int MARK = 124;
    private static final List<String> EEGLAB = List.of("nbchan", "srate", "data");
    private static final List<String> FIELDTRIP = List.of("label", "trial", "time");

    @Override
    public boolean recognises(Path file, byte[] start) {
        return isVersion5(start) || isVersion73(start) && hasRecording(file) || isVersion4(start);
    }

    private static boolean isVersion5(byte[] start) {
        return Formats.startsWith(start, "MATLAB 5.0") || marked(start, "\u0000\u0001IM") || marked(start, "\u0001\u0000MI");
    }

    static boolean isVersion73(byte[] start) {
        return Formats.startsWith(start, "MATLAB 7.3") || marked(start, "\u0000\u0002IM");
    }

    private static boolean marked(byte[] start, String version) {
        return start.length >= MARK + 4 && new String(start, MARK, 4, StandardCharsets.ISO_8859_1).equals(version);
    }

    /** Its first variable says type, rows, columns, whether it is complex, and the length of its name, in either byte order. */
    private static boolean isVersion4(byte[] start) {
        if (start.length < 22) {
            return false;
        }
        var numbers = ByteBuffer.wrap(start);
        int type = numbers.getInt(0);
        numbers.order(type >= 1000 && type < 5000 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        type = numbers.getInt(0);
        int name = numbers.getInt(16);
        boolean head = type >= 0 && type < 5000 && type % 10 <= 2 && type / 10 % 10 <= 5 && type / 100 % 10 == 0 && numbers.getInt(4) >= 0 && numbers.getInt(8) >= 0
                && (numbers.getInt(12) | 1) == 1 && name > 1 && name <= 64 && start.length >= 20 + name;
        return head && new String(start, 20, name, StandardCharsets.ISO_8859_1).matches("[A-Za-z]\\w*\u0000");
    }

    private static boolean hasRecording(Path file) {
        try (MatFile mat = MatFile.open(file, true)) {
            return isEeglab(mat.root()) || !found(mat.root()).isEmpty();
        } catch (IOException | RuntimeException e) {
            return false; // what is wrong with it is said where it is opened as HDF5
        }
    }

    private static boolean isEeglab(MatValue struct) throws IOException {
        return struct.kind() == Kind.STRUCT && struct.fields().containsAll(EEGLAB);
    }

    /** Names of the variables that are recordings. */
    private static List<String> found(MatValue root) throws IOException {
        List<String> found = new ArrayList<>();
        for (String name : root.fields()) {
            MatValue value = root.field(name, 0).orElseThrow();
            if (isEeglab(value) || value.kind() == Kind.STRUCT && value.fields().containsAll(FIELDTRIP)) {
                found.add(name);
            }
        }
        return found;
    }

    @Override
    public ForeignRecording open(Path file, OptionalDouble samplerateHz) throws IOException {
        byte[] start = Formats.start(file);
        if (!isVersion5(start) && !isVersion73(start)) {
            throw new IllegalArgumentException(file + " is a file of MATLAB's version 4, which is not read. Save it in MATLAB once more, with save(..., '-v7').");
        }
        boolean hdf5 = !isVersion5(start);
        try (MatFile mat = MatFile.open(file, hdf5)) {
            MatValue root = mat.root();
            List<String> found = isEeglab(root) ? List.of("") : found(root);
            if (found.size() != 1) {
                throw new IllegalArgumentException(found.isEmpty() ? file + " holds no recording: neither a dataset of EEGLAB (" + String.join(", ", EEGLAB) + ") nor FieldTrip's raw data ("
                        + String.join(", ", FIELDTRIP) + "). " + contents(root) + " Save one of these, or the samples as .npy or HDF5."
                        : file + " holds " + found.size() + " recordings: "
                                + Suggestions.list(found) + ". Which one is meant is not known. Save each in a file of its own.");
            }
            MatVariable variable = new MatVariable(file, hdf5, root, found.get(0));
            return isEeglab(variable.struct()) ? new EeglabSet(variable).open() : new FieldTripRaw(variable).open();
        }
    }

    private static String contents(MatValue root) throws IOException {
        List<String> shown = new ArrayList<>();
        for (String name : root.fields()) {
            shown.add(name + " (" + root.field(name, 0).orElseThrow().describe() + ")");
        }
        return shown.isEmpty() ? "It has no variables." : "It has " + Suggestions.list(shown) + ".";
    }
}
