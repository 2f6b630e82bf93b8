import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.ResultFile;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.Existing;
import org.trialmap.trial.Recording;

/**
 * What a cluster would do, computed from what this machine does (docs/scaling.md): the hann spectrum of trials of 1000 samples x 32 channels, float32, of which all are kept. Measured here: the CPU time
 * of a trial, of the driver for a trial and for a partition. Planned here: the partitions, by the same code as on a cluster, for as many slots. All else is assumed, as the constants say.
 */
final class ScaleModel {
    private static final int CORES = 32;
    /** A network of 10 Gbit/s. */
    private static final double NODE_BYTES_PER_SECOND = 1.1e9;
    /** All nodes together, from a file server, a parallel file system, a large one. */
    private static final double[] FILE_SYSTEM_BYTES_PER_SECOND = {2e9, 20e9, 200e9};
    /** From the start of the processes until workers are there, as the row slurm measures it for three; and what each of them costs the driver. */
    private static final double START_SECONDS = 3.3;
    private static final double EXECUTOR_SECONDS = 0.005;

    private static final int SAMPLES = 1000;
    private static final int CHANNELS = 32;
    private static final double READ = 4.0 * SAMPLES * CHANNELS;
    private static final double WRITTEN = 4.0 * (SAMPLES / 2 + 1) * CHANNELS;

    private final Bench bench;
    private final Path scratch;

    /** Seconds of CPU. */
    private record Measured(double trial, double driverPerTrial, double driverPerPartition) {}

    private record Job(String name, int trials) {}

    ScaleModel(Bench bench, Path scratch) {
        this.bench = bench;
        this.scratch = scratch;
    }

    void row() throws Exception {
        Measured measured = measured();
        System.setProperty("spark.rpc.netty.dispatcher.numThreads", "4"); // else a thread for each of the 32,000 slots that are planned for
        for (Job job : new Job[] {new Job("example", 5000), new Job("1-tb", (int) (1e12 / READ))}) {
            Path file = ScaleRows.zeros(scratch.resolve("planned.h5"), job.trials, SAMPLES, CHANNELS); // nothing but its description is read
            for (int nodes : new int[] {1, 10, 100, 1000}) {
                int partitions;
                double planning;
                try (JavaSparkContext spark = Bench.spark("local[" + nodes * CORES + "]")) {
                    long start = System.nanoTime();
                    partitions = analysis(file).plan(Bench.map(spark)).partitions();
                    planning = (System.nanoTime() - start) / 1e9;
                }
                String name = "scale-model-" + job.name + "-" + nodes + "-nodes";
                Bench.figure(name + "-partitions", "", partitions);
                Bench.figure(name + "-plan", "s", planning);
                for (double system : FILE_SYSTEM_BYTES_PER_SECOND) {
                    print(name + "-" + (int) (system / 1e9) + "-gb-per-s", job, nodes, partitions, system, measured);
                }
            }
        }
    }

    /** What goes on at the same time takes as long as the longest of it. */
    private static void print(String name, Job job, int nodes, int partitions, double system, Measured measured) {
        double compute = job.trials * measured.trial / Math.min(partitions, nodes * CORES);
        double files = job.trials * (READ + WRITTEN) / Math.min(system, nodes * NODE_BYTES_PER_SECOND);
        double driver = job.trials * measured.driverPerTrial + partitions * measured.driverPerPartition;
        double longest = Math.max(compute, Math.max(files, driver));
        double start = START_SECONDS + nodes * EXECUTOR_SECONDS;
        double last = (double) job.trials / partitions * measured.trial; // partitions end unevenly by one of them
        String bound = start > longest ? "start" : longest == compute ? "processors" : longest == driver ? "driver" : system < nodes * NODE_BYTES_PER_SECOND ? "file system" : "network";
        System.err.printf(Locale.ROOT, "%s: processors %.1f s, files %.1f s, driver %.1f s, start %.1f s, last partition %.2f s%n", name, compute, files, driver, start, last);
        Bench.figure(name, "s, of which most is " + bound, start + longest + last);
    }

    /** Or as {@code -Dbench.figures=TRIAL,DRIVER_PER_TRIAL,DRIVER_PER_PARTITION} gives them, in microseconds: those of an idle machine, where this one is busy. */
    private Measured measured() throws Exception {
        String given = System.getProperty("bench.figures");
        if (given != null) {
            double[] figures = Arrays.stream(given.split(",")).mapToDouble(figure -> Double.parseDouble(figure) / 1e6).toArray();
            return new Measured(figures[0], figures[1], figures[2]);
        }
        int trials = 5000;
        double trial;
        try (JavaSparkContext spark = Bench.spark("local[2]")) {
            ParallelMap pmap = Bench.map(spark);
            AnalysisRows rows = new AnalysisRows(bench, scratch);
            rows.noise(pmap, new AnalysisRows.Sizes(trials, SAMPLES, CHANNELS));
            Bench.Series series = bench.compare(() -> rows.run(pmap, FreqAnalysis.mtmfft(), scratch.resolve("out.h5")), null);
            trial = least(series) / trials;
        }
        double driver;
        double partition;
        try (JavaSparkContext spark = Bench.spark("local-cluster[1,2,1024]")) {
            int many = 180_000;
            ParallelMap pmap = Bench.map(spark);
            AnalysisRows rows = new AnalysisRows(bench, scratch);
            rows.noise(pmap, new AnalysisRows.Sizes(many, 50, 4));
            driver = least(bench.compare(() -> rows.run(pmap, FreqAnalysis.mtmfft(), scratch.resolve("out.h5")), null)) / many;
            int tasks = 20_000;
            partition = least(bench.compare(() -> {
                Bench.check(pmap.batch(1).range(tasks).collect(Bench::next).get(tasks - 1) == tasks);
                return 0;
            }, null)) / tasks;
        }
        Bench.figure("scale-model-cpu-per-trial", "us", trial * 1e6);
        Bench.figure("scale-model-driver-cpu-per-trial", "us", driver * 1e6);
        Bench.figure("scale-model-driver-cpu-per-partition", "us", partition * 1e6);
        return new Measured(trial, driver, partition);
    }

    /** Others on the same machine add to times, they take nothing from them. */
    private static double least(Bench.Series series) {
        return series.ours().stream().mapToDouble(Bench.Cost::main).min().orElseThrow();
    }

    private Analysis analysis(Path file) throws IOException {
        return Analysis.of(FreqAnalysis.mtmfft(), Recording.open(file).chunks(), ResultFile.at(scratch.resolve("planned-out.h5")).withExisting(Existing.OVERWRITE));
    }
}
