package org.trialmap.app.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.trial.History;

/** Small results as the analyses write them, with values that tests can foretell. */
final class ResultFiles {
    private ResultFiles() {}

    private static NdArray history(String command, String option, String value) {
        return NdArray.from(History.NONE.with(new History.Step(command, Map.of("method", option, "output", value), "1", Optional.empty(), Optional.empty())).json());
    }

    /** Frequencies 10, 20, 30 Hz, channels A, B, C: 100 f + 10 i + j. */
    static Path cross(Path file, String method, String output) throws IOException {
        double[] values = IntStream.range(0, 27).mapToDouble(k -> 100 * (k / 9) + 10 * (k / 3 % 3) + k % 3).toArray();
        return cross(file, NdArray.of(values, 1, 3, 3, 3), new double[] {10, 20, 30}, history("connectivityanalysis", method, output));
    }

    /** As {@link #cross(Path, String, String)}, by spikestats. */
    static Path phases(Path file) throws IOException {
        return cross(file, NdArray.of(IntStream.range(0, 27).asDoubleStream().toArray(), 1, 3, 3, 3), new double[] {10, 20, 30}, history("spikestats", "ppc0", ""));
    }

    /** Lags of 0 and 0.01 s. */
    static Path lags(Path file) throws IOException {
        return cross(file, NdArray.of(IntStream.range(0, 18).asDoubleStream().map(v -> v - 3).toArray(), 2, 1, 3, 3), new double[0], history("connectivityanalysis", "corr", "abs"));
    }

    private static Path cross(Path file, NdArray data, double[] freq, NdArray history) throws IOException {
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(100.0));
            writer.root().attribute("dimord", NdArray.from(new String[] {"time", "freq", "channel_i", "channel_j"}));
            writer.root().attribute("cfg", history);
            writer.root().dataset("data", data);
            if (freq.length > 0) {
                writer.root().dataset("freq", NdArray.from(freq));
            }
            writer.root().dataset("channel_i", NdArray.from(new String[] {"A", "B", "C"}));
            writer.root().dataset("channel_j", NdArray.from(new String[] {"A", "B", "C"}));
            writer.root().dataset("trialdefinition", NdArray.of(new double[] {0, data.shape()[0], 0}, 1, 3));
        }
        return file;
    }

    /** Two channels, 4 times from -0.15 s on in steps of 0.1 s; avg 0 to 7, var 4 everywhere; two trials or none. */
    static Path average(Path file, String command, int trials) throws IOException {
        double[] data = IntStream.range(0, 8 * trials).mapToDouble(i -> i == 9 ? Double.NaN : i).toArray();
        double[] table = IntStream.range(0, trials).boxed().flatMapToDouble(k -> java.util.stream.DoubleStream.of(4 * k, 4 * k + 4, -1.5)).toArray();
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(10.0));
            writer.root().attribute("cfg", history(command, "", "rate"));
            writer.root().dataset("data", NdArray.of(data, 4 * trials, 2));
            writer.root().dataset("avg", NdArray.of(IntStream.range(0, 8).asDoubleStream().toArray(), 4, 2));
            writer.root().dataset("var", NdArray.of(IntStream.range(0, 8).mapToDouble(i -> 4).toArray(), 4, 2));
            writer.root().dataset("trialdefinition", NdArray.of(table, trials, 3));
        }
        return file;
    }

    /** t of 3 times, frequencies and 2 channels: its number - 8; one cluster of p = 0.01 in channel A at the last time and the first two frequencies, one of p = 0.4 in channel B. */
    static Path clusters(Path file, boolean significant) throws IOException {
        int[] labels = new int[18];
        labels[12] = 1;
        labels[14] = 1;
        labels[1] = -1;
        boolean[] mask = new boolean[18];
        mask[12] = significant;
        mask[14] = significant;
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(10.0));
            writer.root().dataset("data", NdArray.of(IntStream.range(0, 18).mapToDouble(i -> i - 8).toArray(), 3, 1, 3, 2)).attribute("statistic", NdArray.from("depsamplesT"));
            writer.root().dataset("freq", NdArray.from(new double[] {4, 8, 12}));
            writer.root().dataset("channel", NdArray.from(new String[] {"A", "B"}));
            writer.root().dataset("labels", NdArray.of(labels, 3, 1, 3, 2));
            writer.root().dataset("mask", NdArray.of(mask, 3, 1, 3, 2));
            writer.root().dataset("cluster_label", NdArray.from(new int[] {1, -1}));
            writer.root().dataset("cluster_stat", NdArray.from(new double[] {10, -7}));
            writer.root().dataset("cluster_size", NdArray.from(new int[] {2, 1}));
            writer.root().dataset("cluster_p", NdArray.from(new double[] {significant ? 0.01 : 0.2, 0.4}));
            writer.root().dataset("trialdefinition", NdArray.of(new double[] {0, 3, -1}, 1, 3));
        }
        return file;
    }
}
