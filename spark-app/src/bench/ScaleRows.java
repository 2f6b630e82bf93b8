import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.ResultFile;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.Existing;
import org.trialmap.store.Layout;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.trial.Recording;
import org.trialmap.trial.TrialChunks;

/**
 * What the driver costs with the number of tasks and of trials (docs/scaling.md). The executor is a process of its own, so that the CPU time of this one, and its heap, are the driver's. Each size is
 * measured once, after a smaller one. BENCH_JAVA_OPTS="-Dbench.tasks=1000000 -Dbench.trials=10000000" sets the largest sizes; a hundred million trials take -Xmx10g.
 */
final class ScaleRows {
    static final List<String> NAMES = List.of("scale", "scale-linked", "scale-trials", "scale-partitions");
    private static final String MASTER = "local-cluster[1,2,1024]";
    private static final int SAMPLES = 8;
    /** Trials beyond are planned only. */
    private static final int MOST_RUN = 10_000_000;

    private final Bench bench;
    private final Path scratch;

    ScaleRows(Bench bench, Path scratch) {
        this.bench = bench;
        this.scratch = scratch;
    }

    void row(String row) throws Exception {
        switch (row) {
            case "scale" -> tasks(row, Layout.STACKED, Integer.getInteger("bench.tasks", 10_000_000));
            case "scale-linked" -> tasks(row, Layout.LINKED, Integer.getInteger("bench.tasks", 10_000_000));
            case "scale-partitions" -> partitions();
            default -> trials(Integer.getInteger("bench.trials", 100_000_000));
        }
    }

    /** Tasks that add 1 to their number, saved. */
    private void tasks(String row, Layout layout, int most) throws Exception {
        try (JavaSparkContext spark = Bench.spark(MASTER)) {
            save(spark, layout, 10_000); // warms up
            for (int tasks = 10_000; tasks <= most; tasks *= 10) {
                String name = row + "-" + tasks;
                Path folder = scratch.resolve("scale");
                Bench.Cost cost;
                try (Heap heap = new Heap()) {
                    int size = tasks;
                    cost = Bench.measure(() -> save(spark, layout, size));
                    Bench.figure(name + "-driver-heap", "MiB", heap.mebibytes());
                }
                Bench.figure(name + "-wall", "s", cost.wall());
                Bench.figure(name + "-driver-cpu-per-task", "us", cost.main() / tasks * 1e6);
                Bench.figure(name + "-journal", "bytes per task", bytes(folder.resolve(".run"), "journal.jsonl") / (double) tasks);
                Bench.figure(name + "-container", "bytes per task", Files.size(folder.resolve("bench.h5")) / (double) tasks);
                Bench.figure(name + "-all-files", "bytes per task", bytes(folder, "") / (double) tasks);
                open(name, tasks, layout);
            }
        }
    }

    private double save(JavaSparkContext spark, Layout layout, int tasks) throws IOException {
        Path folder = scratch.resolve("scale");
        if (Files.exists(folder)) {
            Bench.delete(folder);
        }
        Bench.map(spark).range(tasks).saving(SaveOptions.DEFAULTS.withLayout(layout)).save(folder, Bench::next).close();
        return 0;
    }

    /** Opens the container and reads one value in the middle; then others while it is open. */
    private void open(String name, int tasks, Layout layout) throws Exception {
        Path folder = scratch.resolve("scale");
        Bench.Series series = bench.compare(() -> {
            try (SavedResults results = SavedResults.open(folder)) {
                Bench.check(results.read(tasks / 2).item().equals(tasks / 2 + 1));
            }
            return 0;
        }, "one-value 2 " + tasks + " " + (layout == Layout.LINKED ? 1 : 0));
        Bench.print(new Bench.Figure(name + "-open-and-read-one", "ms", null), series, cost -> cost.wall() * 1e3);
        int reads = 1000;
        try (SavedResults results = SavedResults.open(folder)) {
            Bench.Cost cost = Bench.measure(() -> {
                for (int i = 0; i < reads; i++) {
                    int task = (int) (i * 7919L * 104_729 % tasks);
                    Bench.check(results.read(task).item().equals(task + 1));
                }
                return 0;
            });
            Bench.figure(name + "-read-one-more", "ms", cost.wall() / reads * 1e3);
        }
    }

    /** What a partition costs the driver: one task each, nothing is saved. */
    private void partitions() throws Exception {
        try (JavaSparkContext spark = Bench.spark(MASTER)) {
            for (int tasks : new int[] {2_000, 2_000, 20_000, 100_000}) { // the first one warms up
                try (Heap heap = new Heap()) {
                    Bench.Cost cost = Bench.measure(() -> {
                        Bench.check(Bench.map(spark).batch(1).range(tasks).collect(Bench::next).get(tasks - 1) == tasks);
                        return 0;
                    });
                    Bench.figure("scale-partitions-" + tasks + "-driver-heap", "MiB", heap.mebibytes());
                    Bench.figure("scale-partitions-" + tasks + "-driver-cpu", "us", cost.main() / tasks * 1e6);
                    Bench.figure("scale-partitions-" + tasks + "-wall", "us", cost.wall() / tasks * 1e6);
                }
            }
        }
    }

    /** A recording of trials of 8 samples of one channel, all zeros, which takes no room on the disk: what would be done, then (up to ten million) the mean spectrum. */
    private void trials(int most) throws Exception {
        try (JavaSparkContext spark = Bench.spark(MASTER)) {
            for (int trials = Integer.getInteger("bench.trials.least", 100_000); trials <= most; trials *= 10) {
                String name = "scale-trials-" + trials;
                Path file = zeros(scratch.resolve("trials.h5"), trials, SAMPLES, 1);
                ParallelMap pmap = Bench.map(spark);
                try (Heap heap = new Heap()) {
                    Bench.Cost cost = Bench.measure(() -> {
                        Bench.check(analysis(file).plan(pmap).partitions() > 0);
                        return 0;
                    });
                    Bench.figure(name + "-plan-driver-heap", "MiB", heap.mebibytes());
                    Bench.figure(name + "-plan-driver-cpu-per-trial", "us", cost.main() / trials * 1e6);
                }
                if (trials > MOST_RUN) {
                    continue;
                }
                try (Heap heap = new Heap()) {
                    Bench.Cost cost = Bench.measure(() -> {
                        analysis(file).run(pmap);
                        return 0;
                    });
                    Bench.figure(name + "-driver-heap", "MiB", heap.mebibytes());
                    Bench.figure(name + "-wall", "s", cost.wall());
                    Bench.figure(name + "-driver-cpu-per-trial", "us", cost.main() / trials * 1e6);
                }
            }
        }
    }

    /** A recording that takes no room on the disk. */
    static Path zeros(Path file, int trials, int samples, int channels) throws IOException {
        Files.deleteIfExists(file);
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().reserve("data", DType.FLOAT32, trials, samples, channels);
        }
        return file;
    }

    private Analysis analysis(Path file) throws IOException {
        TrialChunks trials = Recording.open(file).chunks();
        return Analysis.of(FreqAnalysis.mtmfft().keeptrials(false), trials, ResultFile.at(scratch.resolve("mean.h5")).withExisting(Existing.OVERWRITE));
    }

    private static long bytes(Path folder, String end) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            long sum = 0;
            for (Path file : tree.filter(Files::isRegularFile).filter(path -> path.toString().endsWith(end)).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }
}
