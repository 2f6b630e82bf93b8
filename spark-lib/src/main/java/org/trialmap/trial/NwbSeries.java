package org.trialmap.trial;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.setting.Setting;

/**
 * A series of samples in a file of NWB 2: a group with {@code data}, its times, and the rows of the table of electrodes that its channels are.
 *
 * @param name of the file, for messages
 * @param group path of the series
 */
record NwbSeries(Hdf5File file, String name, String group) {
    private static final String ELECTRODES = "/general/extracellular_ephys/electrodes";
    private static final List<String> LABELS = List.of("label", "channel_name");
    private static final List<String> PLACES = List.of("/acquisition", "/processing");
    private static final int DEEPEST = 5;
    private static final int PIECE = 1 << 20;
    private static final double TOLERANCE = 1e-3;

    static boolean isNwb(Hdf5File file) throws IOException {
        return file.attribute("/", "nwb_version").isPresent();
    }

    static NwbSeries of(Hdf5File file, String name, String dataset) {
        return new NwbSeries(file, name, dataset.substring(0, Math.max(0, dataset.lastIndexOf('/'))));
    }

    /** The data of the only ElectricalSeries; empty if the file has none. Throws {@link IllegalArgumentException} if it has several. */
    static Optional<String> onlyOne(Hdf5File file, String name) throws IOException {
        List<String> found = new ArrayList<>();
        for (String place : PLACES) {
            if (file.isGroup(place)) {
                collect(file, place, 0, found);
            }
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(name + " has " + found.size() + " series of samples: " + String.join(", ", found) + ". A recording is one of them. Name it with "
                    + Setting.DATASET + ".");
        }
        return found.stream().findFirst();
    }

    private static void collect(Hdf5File file, String group, int depth, List<String> found) throws IOException {
        String type = file.attribute(group, "neurodata_type").filter(value -> value.dtype() == DType.STRING && value.size() == 1)
                .map(value -> ((String[]) value.data())[0]).orElse("");
        if (type.equals("ElectricalSeries") && file.isDataset(group + "/data")) {
            found.add(group + "/data");
            return;
        }
        for (String child : file.names(group)) {
            if (depth < DEEPEST && file.isGroup(group + "/" + child)) {
                collect(file, group + "/" + child, depth + 1, found);
            }
        }
    }

    /** Labels of the electrodes, else their ids; empty if the series does not say its electrodes. */
    Optional<List<String>> channelNames(long count) throws IOException {
        if (!file.isDataset(group + "/electrodes") || !file.isGroup(ELECTRODES)) {
            return Optional.empty();
        }
        long[] rows = integers(group + "/electrodes");
        String column = LABELS.stream().map(label -> ELECTRODES + "/" + label).filter(this::isTexts).findFirst().orElse(ELECTRODES + "/id");
        NdArray names = file.dataset(column).read();
        if (rows.length != count || Arrays.stream(rows).anyMatch(row -> row < 0 || row >= names.size())) {
            throw new IllegalArgumentException(group + "/electrodes of " + name + " has " + rows.length + " rows of " + ELECTRODES + ", which has " + names.size() + ", for " + count
                    + " channels. There must be one row that is there for each channel. Correct the file.");
        }
        return Optional.of(Arrays.stream(rows).mapToObj(row -> names.data() instanceof String[] texts ? texts[(int) row] : Long.toString(ExactNumbers.longs(names)[(int) row])).toList());
    }

    private boolean isTexts(String path) {
        try {
            return file.isDataset(path) && file.dataset(path).dtype() == DType.STRING;
        } catch (IOException e) {
            return false;
        }
    }

    private long[] integers(String path) throws IOException {
        NdArray numbers = file.dataset(path).read();
        if (!ExactNumbers.isNumeric(numbers.dtype()) || numbers.dtype().isFloating()) {
            throw new IllegalArgumentException(path + " of " + name + " is " + numbers + ". It must be whole numbers. Correct the file.");
        }
        return ExactNumbers.longs(numbers);
    }

    /** When the first sample was taken, in seconds of the file's clock. */
    double begin() throws IOException {
        String path = file.isDataset(group + "/starting_time") ? group + "/starting_time" : group + "/timestamps";
        if (!file.isDataset(path)) {
            return 0;
        }
        Hdf5File.Dataset times = file.dataset(path);
        NdArray first = times.shape().length == 0 ? times.read() : times.read(new Region(new long[1], new long[] {1}));
        return first.toDoubles()[0];
    }

    /** The rate of samples that have a time each, which must be even to a thousandth of a step; empty if they have none. */
    OptionalDouble evenRate(long samples) throws IOException {
        String path = group + "/timestamps";
        if (!file.isDataset(path) || samples < 2) {
            return OptionalDouble.empty();
        }
        Hdf5File.Dataset times = file.dataset(path);
        if (!times.dtype().isFloating() || !Arrays.equals(times.shape(), new long[] {samples})) {
            throw new IllegalArgumentException(path + " of " + name + " is " + times.dtype() + " " + Arrays.toString(times.shape()) + ". It must be one time in seconds for each of the " + samples
                    + " samples. Correct the file.");
        }
        double first = read(times, 0, 1)[0];
        double step = (read(times, samples - 1, 1)[0] - first) / (samples - 1);
        for (long from : LongStream.iterate(0, at -> at < samples, at -> at + PIECE).toArray()) {
            double[] piece = read(times, from, (int) Math.min(PIECE, samples - from));
            int odd = IntStream.range(0, piece.length).filter(i -> !(Math.abs(piece[i] - first - (from + i) * step) <= TOLERANCE * step)).findFirst().orElse(-1);
            if (odd >= 0) {
                throw new IllegalArgumentException("The times of samples in " + path + " of " + name + " are not even: sample " + (from + odd) + " is at " + piece[odd] + " s, by the step of " + step
                        + " s it is due at " + (first + (from + odd) * step) + " s. Spectra and filters need even samples, and nothing is resampled. If the times are to be ignored, give"
                        + " the rate with " + Setting.SAMPLERATE + ".");
            }
        }
        double hz = 1 / step;
        boolean whole = Math.abs(hz - Math.rint(hz)) * (samples - 1) / hz < TOLERANCE;
        return OptionalDouble.of(whole ? Math.rint(hz) : hz);
    }

    private static double[] read(Hdf5File.Dataset times, long from, int count) throws IOException {
        return times.read(new Region(new long[] {from}, new long[] {count})).toDoubles();
    }
}
