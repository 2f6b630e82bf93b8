import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.connectivity.Connectivity;
import org.trialmap.analysis.statistics.ClusterStat;
import org.trialmap.analysis.statistics.Conditions;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.connectivity.PairMeasure;
import org.trialmap.store.Existing;

/** The rows of what is summed over trials or permuted: connectivity beside a SciPy program of Fourier transforms and matrix products, and cluster tests. */
final class SumRows {
    static final List<String> NAMES = List.of("csd", "csd-128", "csd-1g", "ppc-wpli", "granger", "cluster");
    private final Bench bench;
    private final Path scratch;

    SumRows(Bench bench, Path scratch) {
        this.bench = bench;
        this.scratch = scratch;
    }

    void row(String row) throws Exception {
        switch (row) {
            case "csd" -> connectivity(row, 0.08, channels(32), "csd", Connectivity.csd());
            case "csd-128" -> connectivity(row, 0.5, channels(128), "csd", Connectivity.csd());
            case "csd-1g" -> {
                connectivity(row + "-half", null, new AnalysisRows.Sizes(10_000, 100, 220), "csd", Connectivity.csd());
                connectivity(row, null, new AnalysisRows.Sizes(20_000, 100, 220), "csd", Connectivity.csd());
            }
            case "ppc-wpli" -> connectivity(row, 0.3, channels(32), null, Connectivity.ppc(), Connectivity.of(PairMeasure.WPLI));
            case "granger" -> connectivity(row, 1.5, channels(32), null, Connectivity.granger());
            default -> cluster();
        }
    }

    /** 100 trials of 1000 samples, 501 frequencies. */
    private static AnalysisRows.Sizes channels(int count) {
        return new AnalysisRows.Sizes(100, 1000, count);
    }

    /** The limit is CPU seconds. */
    private void connectivity(String name, Double limit, AnalysisRows.Sizes sizes, String theirs, AnalysisMethod... methods) throws Exception {
        try (JavaSparkContext spark = Bench.spark("local[2]")) {
            ParallelMap pmap = Bench.map(spark);
            AnalysisRows rows = new AnalysisRows(bench, scratch);
            rows.noise(pmap, sizes);
            Path out = scratch.resolve("out.h5");
            Bench.Series series = bench.compare(() -> {
                double seconds = 0;
                for (AnalysisMethod method : methods) {
                    seconds += rows.run(pmap, method, out);
                }
                return seconds;
            }, theirs == null ? null : theirs + " 2 " + sizes.trials() + " " + sizes.samples());
            Bench.print(new Bench.Figure(name + "-wall", "s", null), series, Bench.Cost::wall);
            Bench.print(new Bench.Figure(name + "-cpu", "s", limit), series, Bench.Cost::cpu);
            Bench.print(new Bench.Figure(name + "-peak-rss", "MiB", null), Bench.peakMebibytes());
        }
    }

    /** 20 subjects of 30 times x 40 frequencies x 32 channels, 1000 permutations of signs. */
    private void cluster() throws Exception {
        int permutations = 1000;
        List<Path> subjects = subjects(20, 30, 40, 32);
        try (JavaSparkContext spark = Bench.spark("local[2]")) {
            ParallelMap pmap = Bench.map(spark);
            Path out = scratch.resolve("stat.h5");
            ClusterStat test = ClusterStat.depsamplesT().numrandomization(permutations).seed(1);
            Bench.Series series = bench.compare(() -> {
                Files.deleteIfExists(out);
                long start = System.nanoTime();
                test.analysis(Conditions.files(List.of(subjects)), ResultFile.at(out).withExisting(Existing.OVERWRITE)).run(pmap);
                return (System.nanoTime() - start) / 1e9;
            }, null);
            Bench.print(new Bench.Figure("cluster-cpu-per-permutation", "ms", 5.0), series, cost -> cost.cpu() / permutations * 1e3);
        }
    }

    /** Time-frequency maps of noise, one file for each subject, as mtmconvol with {@code keeptrials} false leaves them. */
    private List<Path> subjects(int count, int times, int freqs, int channels) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<Path> files = new ArrayList<>();
        for (int subject = 0; subject < count; subject++) {
            Path file = scratch.resolve("subject" + subject + ".h5");
            float[] power = new float[times * freqs * channels];
            for (int i = 0; i < power.length; i++) {
                power[i] = (float) (random.nextDouble() - 0.5);
            }
            try (Hdf5Writer writer = Hdf5Writer.create(file)) {
                writer.root().attribute("samplerate", NdArray.from(50.0));
                writer.root().dataset("data", NdArray.of(power, times, 1, freqs, channels));
                writer.root().dataset("trialdefinition", NdArray.from(new double[][] {{0, times, 0}}));
                writer.root().dataset("freq", NdArray.of(IntStream.range(1, freqs + 1).asDoubleStream().toArray(), freqs));
            }
            files.add(file);
        }
        return files;
    }
}
