package org.trialmap.analysis.statistics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;

/** Files of maps for tests: noise with an effect, one file per subject. */
final class MapFiles {
    static final double HZ = 50;

    private MapFiles() {}

    static String[] channels(int count) {
        return IntStream.range(0, count).mapToObj(c -> "c" + c).toArray(String[]::new);
    }

    /** Noise that depends on the seed, and an effect in the middle of the map. */
    static double[] values(long seed, int[] size, double effect) {
        Random random = new Random(seed);
        double[] values = new double[size[0] * size[1] * size[2]];
        for (int i = 0; i < values.length; i++) {
            int channel = i % size[2];
            int frequency = i / size[2] % size[1];
            int time = i / size[2] / size[1];
            boolean inside = time >= size[0] / 3 && time <= size[0] * 2 / 3 && frequency <= size[1] / 2 && channel <= size[2] / 2;
            values[i] = random.nextGaussian() + (inside ? effect : 0);
        }
        return values;
    }

    /** A time-frequency spectrum of some trials one after the other, whose free column is their number modulo 3. */
    static Path spectrum(Path file, int[] size, double[]... trials) throws IOException {
        double[] all = new double[trials.length * trials[0].length];
        double[][] table = new double[trials.length][];
        for (int k = 0; k < trials.length; k++) {
            System.arraycopy(trials[k], 0, all, k * trials[0].length, trials[0].length);
            table[k] = new double[] {k * size[0], (k + 1) * size[0], -3, k % 3};
        }
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(HZ));
            writer.root().dataset("data", NdArray.of(all, trials.length * size[0], 1, size[1], size[2]));
            writer.root().dataset("trialdefinition", NdArray.from(table));
            writer.root().dataset("freq", NdArray.of(IntStream.range(0, size[1]).mapToDouble(f -> 2 + 1.5 * f).toArray(), size[1]));
            writer.root().dataset("channel", NdArray.of(channels(size[2]), size[2]));
        }
        return file;
    }

    /** Values over time. */
    static Path courses(Path file, int times, int channels, Object values) throws IOException {
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(HZ));
            writer.root().dataset("data", NdArray.of(values, times, channels));
            writer.root().dataset("channel", NdArray.of(channels(channels), channels));
        }
        return file;
    }

    /** A file per subject. */
    static List<Path> group(Path folder, String name, int subjects, int[] size, double effect) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int k = 0; k < subjects; k++) {
            files.add(spectrum(folder.resolve(name + k + ".h5"), size, values(name.hashCode() * 31L + k, size, effect)));
        }
        return files;
    }
}
