package org.trialmap.trial;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.setting.Setting;
import org.trialmap.support.Suggestions;
import org.trialmap.trial.format.TextTable;

/**
 * Reads a trial definition: a row per trial of first sample, sample after the last, offset, free columns.
 *
 * @param where the table and its file, for messages
 * @param data the samples' dataset, for messages
 * @param shape shape of the samples' dataset
 * @param offsets which ones there may be
 */
record TrialTable(String where, String data, long[] shape, Offsets offsets) {
    private static final double LARGEST = 1L << 52; // beyond it there are no fractions

    /** What the positions of first samples relative to t = 0 are. */
    enum Offsets {
        WHOLE,
        /** Of time-frequency spectra and histograms: counted in steps from one window, or bin, to the next. */
        FRACTIONAL
    }

    TrialTable(String where, String data, long[] shape) {
        this(where, data, shape, Offsets.WHOLE);
    }

    TrialDefinition read(NdArray table) {
        int[] extent = table.shape();
        if (!ExactNumbers.isNumeric(table.dtype()) || extent.length != 2 || extent[1] < 3) {
            throw new IllegalArgumentException(where + " is " + table + ", which is not a trial definition. It must be a table of numbers with a row per"
                    + " trial: first sample, sample after the last, offset in samples, and any further columns. Correct the file.");
        }
        if (extent[0] == 0) {
            throw new IllegalArgumentException(where + " has no rows, so the recording has no trials. There would be nothing to compute. Correct the"
                    + " file, or remove the dataset to have all samples as one trial.");
        }
        int count = extent[0];
        int columns = extent[1] - 3;
        long[] start = new long[count];
        long[] stop = new long[count];
        long[] offset = new long[count];
        double[] fraction = new double[count];
        boolean whole = true;
        Object info = Array.newInstance(table.dtype().component(), count * columns);
        Rows rows = Rows.of(table);
        for (int k = 0; k < count; k++) {
            start[k] = whole(rows, k, 0);
            stop[k] = whole(rows, k, 1);
            double exact = offsets == Offsets.FRACTIONAL && rows.floats != null ? rows.floats[k * rows.width + 2] : 0;
            boolean fractional = !ExactNumbers.isWhole(exact) && Math.abs(exact) < LARGEST;
            offset[k] = fractional ? (long) Math.floor(exact) : whole(rows, k, 2);
            fraction[k] = fractional ? exact - Math.floor(exact) : 0;
            whole &= !fractional;
            check(k, start[k], stop[k]);
            if (columns > 0) {
                System.arraycopy(table.data(), k * extent[1] + 3, info, k * columns, columns);
            }
        }
        TrialDefinition trials = new TrialDefinition(start, stop, offset, NdArray.of(info, count, columns), whole ? null : fraction);
        if (shape.length == 3) {
            checkRows(trials);
        }
        return trials;
    }

    /**
     * Of a text: a line of names, {@code start}, {@code stop}, {@code offset} and those of free columns, then a line for each trial.
     *
     * @param data the samples' dataset, for messages
     */
    static TrialDefinition ofText(Path file, String data, long[] shape) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no file " + file + " with trials. Correct " + Setting.TRIALDEFINITION + ".");
        }
        TextTable table = TextTable.read(file, " is not a table of trials: it is binary. Correct " + Setting.TRIALDEFINITION + ".");
        List<String> names = table.names();
        List<String> wanted = List.of("start", "stop", "offset");
        if (!names.containsAll(wanted)) {
            throw new IllegalArgumentException(
                    file + " has the columns " + Suggestions.list(names) + ". A table of trials has start, stop (excluded) and offset, in samples, and may have more. Name its"
                            + " columns so.");
        }
        List<String> more = names.stream().filter(name -> !wanted.contains(name)).toList();
        String[][] texts = more.stream().map(name -> table.column(name)).toArray(String[][]::new);
        List<String[]> places = wanted.stream().map(table::column).toList();
        int count = places.get(0).length;
        double[] numbers = new double[count * 3];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(places.get(i % 3)[i / 3]);
        }
        TrialDefinition trials = new TrialTable(file.toString(), data, shape).read(NdArray.of(numbers, count, 3));
        TrialColumns columns = new TrialColumns(more, texts);
        return more.isEmpty() ? trials : trials.named(columns.numbers(count), columns);
    }

    /** NaN if it is none. */
    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The table's numbers: as doubles if they are floats, else as longs, so that each is exact. */
    private record Rows(double[] floats, long[] integers, int width) {
        static Rows of(NdArray table) {
            boolean floating = table.dtype().isFloating();
            return new Rows(floating ? table.toDoubles() : null, floating ? null : ExactNumbers.longs(table), table.shape()[1]);
        }
    }

    private long whole(Rows rows, int trial, int column) {
        int i = trial * rows.width + column;
        if (rows.floats == null) {
            return rows.integers[i];
        }
        double value = rows.floats[i];
        if (!ExactNumbers.isWhole(value)) {
            String name = new String[] {"start", "stop", "offset"}[column];
            throw new IllegalArgumentException("Trial " + trial + " in " + where + " has the " + name + " " + value
                    + ". Trials are cut at samples, so it must be a whole number of samples; nothing is rounded. Correct the file: times in seconds"
                    + " must be multiplied by the samplerate.");
        }
        return (long) value;
    }

    private void check(int trial, long start, long stop) {
        if (stop <= start) {
            throw new IllegalArgumentException("Trial " + trial + " in " + where + " goes from sample " + start + " to " + stop + ", so it has no"
                    + " samples. The stop is excluded and must be greater than the start. Correct the file.");
        }
        if (start < 0 || stop > samples()) {
            throw new IllegalArgumentException("Trial " + trial + " in " + where + " goes from sample " + start + " to " + stop + " (excluded), but "
                    + data + " has the samples 0 to " + (samples() - 1) + ". A trial must lie inside the data; nothing is cut or padded. Correct the"
                    + " file, or read the dataset that the trials were defined for with " + Setting.DATASET + ".");
        }
    }

    /** A (trial, sample, channel) dataset is cut already; a table beside it may add offsets and free columns, but not cut it differently. */
    private void checkRows(TrialDefinition trials) {
        long length = shape[1];
        if (trials.count() != shape[0]) {
            throw new IllegalArgumentException(where + " has " + trials.count() + " rows, but " + data + " of shape " + Shape.format(shape) + " has "
                    + shape[0] + " trials. A dataset (trial, sample, channel) is cut into trials already; the table may only add offsets and free"
                    + " columns, one row per trial. Correct the file.");
        }
        for (int k = 0; k < trials.count(); k++) {
            if (trials.start(k) != k * length || trials.stop(k) != (k + 1) * length) {
                throw new IllegalArgumentException("Trial " + k + " in " + where + " goes from sample " + trials.start(k) + " to " + trials.stop(k)
                        + " (excluded), but trial " + k + " of " + data + " goes from " + k * length + " to " + (k + 1) * length + ". A dataset"
                        + " (trial, sample, channel) is cut into trials already; samples count as if its trials lay one after the other."
                        + " Correct the file.");
            }
        }
    }

    private long samples() {
        return shape.length == 3 ? shape[0] * shape[1] : shape[0];
    }
}
