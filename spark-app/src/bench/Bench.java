import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.trialmap.array.DType;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.Layout;
import org.trialmap.store.ResultShape;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.task.RunOptions;

/**
 * Measures one row of docs/benchmarks.md and prints a JSON line per figure; started by scripts/bench, one process per row. Ours and plain Python
 * (bench.py) take turns, each after a warm-up, and the medians are compared.
 */
public final class Bench {
    private static final int REPEATS = Integer.getInteger("bench.repeats", 5);
    private static final int WARM_UPS = Integer.getInteger("bench.warmups", 8);
    private static final long GIB = 1L << 30;

    private final Path scratch;
    private final Python python;
    private int folders;

    private Bench(Path scratch, Python python) {
        this.scratch = scratch;
        this.python = python;
    }

    interface Work {
        /** @return seconds until what was asked for is there; 0 = that is the end of the work */
        double run() throws Exception;
    }

    /** Seconds; {@code main} is the CPU time of the process that hands out the tasks. */
    record Cost(double wall, double cpu, double main) {}

    /** Costs of the same work, in the order of measuring; {@code theirs} is empty where there is no Python to compare with. */
    record Series(List<Cost> ours, List<Cost> theirs) {}

    public static void main(String[] arguments) throws Exception {
        Path scratch = Files.createTempDirectory(Path.of(arguments[1]), "bench");
        try (Python python = Python.start(Path.of(arguments[2]))) {
            new Bench(scratch, python).row(arguments[0]);
        } finally {
            delete(scratch);
        }
    }

    private void row(String row) throws Exception {
        switch (row) {
            case "collect" -> collect();
            case "small" -> small();
            case "single" -> single();
            case "save" -> save();
            case "balance" -> balance();
            case "first" -> first();
            case "demo" -> demo();
            case "memory-linked" -> memory(row, SaveOptions.DEFAULTS);
            case "memory-stacked" -> memory(row, SaveOptions.DEFAULTS.withLayout(Layout.STACKED));
            case "memory-in-place" -> memory(row, SaveOptions.DEFAULTS.withShape(new ResultShape(DType.FLOAT64, ResultShape.UNKNOWN, 1 << 20)));
            case "driver" -> driver();
            case "slurm" -> slurm();
            default -> {
                if (SumRows.NAMES.contains(row)) {
                    new SumRows(this, scratch).row(row);
                } else if (TimeFrequencyRows.NAMES.contains(row)) {
                    new TimeFrequencyRows(this, scratch).row(row);
                } else if (ScaleRows.NAMES.contains(row)) {
                    new ScaleRows(this, scratch).row(row);
                } else if (row.equals("scale-model")) {
                    new ScaleModel(this, scratch).row();
                } else if (row.equals("resident")) {
                    new ResidentRow(this, scratch).row();
                } else {
                    new AnalysisRows(this, scratch).row(row);
                }
            }
        }
    }

    private void collect() throws Exception {
        try (JavaSparkContext spark = spark("local[2]")) {
            Series series = compare(() -> trivial(map(spark), 10_000), "collect 2 10000 0");
            print(new Figure("collect-wall", "s", 1.0), series, Cost::wall);
            print(new Figure("collect-cpu-per-call", "ms", null), series, cost -> cost.cpu() / 10);
        }
    }

    /** A hundred calls of 10 us. */
    private void small() throws Exception {
        try (JavaSparkContext spark = spark("local[2]")) {
            List<Integer> inputs = IntStream.range(0, 100).boxed().toList();
            Work calls = () -> map(spark).over(inputs).collect(Bench::tenMicroseconds).size() * 0;
            for (int i = 0; i < 200; i++) { // a session that has been used for a while
                calls.run();
            }
            Series series = compare(calls, "small 2 100 0");
            print(new Figure("small-wall", "ms", 15.0), series, cost -> cost.wall() * 1e3);
            Series bare = compare(() -> spark.parallelize(inputs, 2).map(Bench::next).collect().size() * 0, null);
            print(new Figure("small-wall-of-one-job-of-bare-spark", "ms", null), bare, cost -> cost.wall() * 1e3);
            smallBesideSerial(map(spark), inputs);
        }
    }

    /** A hundred calls of 100 us on two slots, and one after the other in the calling thread, in turns. */
    private static void smallBesideSerial(ParallelMap two, List<Integer> inputs) throws Exception {
        ParallelMap one = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
        List<Cost> slots = new ArrayList<>();
        List<Cost> serial = new ArrayList<>();
        for (int i = -50; i < 10 * REPEATS; i++) {
            Cost beside = measure(() -> two.over(inputs).collect(Bench::hundredMicroseconds).size() * 0);
            Cost alone = measure(() -> one.over(inputs).collect(Bench::hundredMicroseconds).size() * 0);
            if (i >= 0) {
                slots.add(beside);
                serial.add(alone);
            }
        }
        double[] ratios = IntStream.range(0, slots.size()).mapToDouble(i -> slots.get(i).wall() / serial.get(i).wall()).toArray();
        print(new Figure("small-100us-wall", "ms", null), new Series(slots, List.of()), cost -> cost.wall() * 1e3);
        print(new Figure("small-100us-wall-serially", "ms", null), new Series(serial, List.of()), cost -> cost.wall() * 1e3);
        print(new Figure("small-100us-ratio-to-serial", "median of the turns", null), median(ratios));
    }

    private void single() throws Exception {
        try (JavaSparkContext spark = spark("local[2]")) {
            Series series = compare(() -> trivial(map(spark).batch(1), 10_000), "single 2 10000 0");
            print(new Figure("single-cpu-per-call", "ms", 1.0), series, cost -> cost.cpu() / 10);
            List<Integer> inputs = IntStream.range(0, 10_000).boxed().toList();
            Series bare = compare(() -> spark.parallelize(inputs, inputs.size()).map(Bench::next).collect().size() * 0, null);
            print(new Figure("single-cpu-per-call-of-bare-spark", "ms", null), bare, cost -> cost.cpu() / 10);
        }
    }

    private void save() throws Exception {
        try (JavaSparkContext spark = spark("local[2]")) {
            int[] files = {0};
            Series series = compare(() -> {
                Path folder = folder();
                try (SavedResults saved = map(spark).range(1000).save(folder, Bench::next)) {
                    check(saved.read(999).item().equals(1000));
                }
                files[0] = Math.max(files[0], files(folder));
                return 0;
            }, "save 2 1000 1");
            print(new Figure("save-cpu-per-call", "ms", 0.3), series, Cost::cpu);
            print(new Figure("save-wall-per-call", "ms", null), series, Cost::wall);
            print(new Figure("save-files", "files", 20.0), files[0]);
        }
    }

    private void balance() throws Exception {
        try (JavaSparkContext spark = spark("local[4]")) {
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                seconds.addAll(List.of(1.0, 0.01, 0.01, 0.01));
            }
            trivial(map(spark), 10_000);
            Series series = compare(() -> map(spark).over(seconds).collect(Bench::sleep).size() * 0, "balance 4 16 0");
            print(new Figure("balance-wall", "s", 1.5), series, Cost::wall);
        }
    }

    private void first() throws Exception {
        try (JavaSparkContext spark = spark("local[2]")) {
            trivial(map(spark), 10_000);
            Series series = compare(() -> {
                long start = System.nanoTime();
                var handle = map(spark).replicate(0.05, 100).submit(Bench::sleep);
                handle.asCompleted().iterator().next();
                double seconds = (System.nanoTime() - start) / 1e9;
                handle.join();
                return seconds;
            }, "first 2 100 0");
            print(new Figure("first-result-wall", "s", 0.5), series, Cost::wall);
        }
    }

    private void demo() throws Exception {
        List<String> command = List.of(System.getProperty("bench.launcher"), "demo", "--out");
        Series series = compare(() -> {
            List<String> words = new ArrayList<>(command);
            words.add(folder().toString());
            Process process = new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            check(process.waitFor() == 0);
            return 0;
        }, null);
        print(new Figure("demo-wall", "s", 6.0), series, Cost::wall);
        print(new Figure("demo-cpu", "s", null), series, Cost::cpu);
    }

    /** 4 GiB, once, in a process with a heap of 1 GiB. */
    private void memory(String row, SaveOptions options) throws Exception {
        int tasks = 512;
        long needed = 2L * tasks * (8 << 20) + GIB; // gathering has payload files and the container side by side
        if (Files.getFileStore(scratch).getUsableSpace() < needed) {
            skip(row, "needs " + needed / GIB + " GiB free in " + scratch.getParent());
            return;
        }
        try (JavaSparkContext spark = spark("local[2]")) {
            Path folder = folder();
            Cost cost = measure(() -> {
                map(spark).range(tasks).saving(options).save(folder, Bench::eightMebibytes).close();
                return 0;
            });
            double peak = peakMebibytes();
            try (SavedResults saved = SavedResults.open(folder)) {
                check(saved.doubles(tasks - 1)[(1 << 20) - 1] == tasks - 1);
            }
            delete(folder);
            Cost theirs = python.ask("save 2 " + tasks + " " + (1 << 20), folder());
            Series series = new Series(List.of(cost), theirs == null ? List.of() : List.of(theirs));
            print(new Figure(row + "-wall", "s", null), series, Cost::wall);
            print(new Figure(row + "-cpu", "s", null), series, Cost::cpu);
            print(new Figure(row + "-peak-rss", "MiB", null), peak);
        }
    }

    /** The executor is a process of its own here, so that the CPU time of this one is the driver's. */
    private void driver() throws Exception {
        try (JavaSparkContext spark = spark("local-cluster[1,2,1024]")) {
            Series series = compare(() -> trivial(map(spark), 100_000), "collect 2 100000 0");
            print(new Figure("driver-cpu-per-task", "us", null), series, cost -> cost.main() * 10);
            Series single = compare(() -> trivial(map(spark).batch(1), 10_000), "single 2 10000 0");
            print(new Figure("driver-cpu-per-task-batch-1", "us", null), single, cost -> cost.main() * 100);
        }
    }

    /** Jobs on three nodes, none before to warm up: every job starts its own processes. */
    private void slurm() throws Exception {
        Path scripts = Path.of(System.getProperty("bench.launcher")).getParent();
        SlurmJobs slurm = SlurmJobs.find(scripts, scripts.resolve("slurm-testbed"));
        if (slurm == null) {
            skip("slurm", "there is no SLURM for this account");
            return;
        }
        List<SlurmJobs.Times> all = new ArrayList<>();
        for (int i = 0; i < REPEATS; i++) {
            all.add(slurm.job());
        }
        slurm.end();
        print(new Figure("slurm-workers-registered", "s", 10.0), series(all, SlurmJobs.Times::workers), Cost::wall);
        print(new Figure("slurm-shutdown", "s", 3.0), series(all, SlurmJobs.Times::stop), Cost::wall);
        print(new Figure("slurm-whole-job", "s", null), series(all, SlurmJobs.Times::all), Cost::wall);
    }

    private static Series series(List<SlurmJobs.Times> times, ToDoubleFunction<SlurmJobs.Times> value) {
        return new Series(times.stream().map(each -> new Cost(value.applyAsDouble(each), 0, 0)).toList(), List.of());
    }

    static JavaSparkContext spark(String master) {
        String classes = Path.of(Bench.class.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
        return new JavaSparkContext(new SparkConf().setMaster(master).setAppName("bench").set("spark.executor.extraClassPath", classes));
    }

    static ParallelMap map(JavaSparkContext spark) {
        return ParallelMap.on(spark).name("bench").progress(RunOptions.Progress.HIDDEN);
    }

    private static double trivial(ParallelMap map, int calls) {
        check(map.range(calls).collect(Bench::next).get(calls - 1) == calls);
        return 0;
    }

    static int next(int x) {
        return x + 1;
    }

    static int tenMicroseconds(int x) {
        return busy(x, 10_000);
    }

    static int hundredMicroseconds(int x) {
        return busy(x, 100_000);
    }

    private static int busy(int x, long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return x + 1;
    }

    static double sleep(double seconds) throws InterruptedException {
        Thread.sleep((long) (seconds * 1000));
        return seconds;
    }

    static double[] eightMebibytes(int i) {
        double[] values = new double[1 << 20];
        Arrays.fill(values, i);
        return values;
    }

    Series compare(Work work, String order) throws Exception {
        for (int i = 0; i < WARM_UPS; i++) {
            work.run();
        }
        List<Cost> ours = new ArrayList<>();
        List<Cost> theirs = new ArrayList<>();
        for (int i = 0; i <= REPEATS; i++) {
            Optional<Cost> cost = order == null ? Optional.empty() : theirs(order);
            if (i > 0) { // the first one warms Python up
                cost.ifPresent(theirs::add);
            }
            if (i < REPEATS) {
                ours.add(measure(work));
            }
        }
        return new Series(ours, theirs);
    }

    /** What Python takes, once; empty if it cannot. */
    Optional<Cost> theirs(String order) throws IOException {
        Path folder = folder();
        Optional<Cost> cost = Optional.ofNullable(python.ask(order, folder));
        if (Files.exists(folder)) {
            delete(folder);
        }
        return cost;
    }

    /** Has Python do something that is not measured; whether it could. */
    boolean python(String order) throws IOException {
        return python.ask(order, folder()) != null;
    }

    /** The largest difference between the dataset of a file of ours and that of Python's, as a share of the largest number; NaN without a Python. */
    double difference(String order, Path ours) throws IOException {
        Path folder = folder();
        if (python.ask(order, folder) == null) {
            return Double.NaN;
        }
        try (Hdf5File one = Hdf5File.open(ours);
                Hdf5File other = Hdf5File.open(folder.resolve("out.h5"))) {
            float[] a = one.dataset("/data").read().floats();
            float[] b = other.dataset("/data").read().floats();
            check(a.length == b.length);
            double largest = 0;
            double difference = 0;
            for (int i = 0; i < a.length; i++) {
                largest = Math.max(largest, Math.abs(b[i]));
                difference = Math.max(difference, Math.abs(a[i] - b[i]));
            }
            return difference / largest;
        } finally {
            delete(folder);
        }
    }

    static Cost measure(Work work) throws Exception {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double children = endedChildrenSeconds();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        double first = work.run();
        double wall = (System.nanoTime() - start) / 1e9;
        double used = (system.getProcessCpuTime() - cpu) / 1e9;
        return new Cost(first > 0 ? first : wall, used + endedChildrenSeconds() - children, used);
    }

    /** CPU seconds of the child processes that have ended, from fields 16 and 17 of proc(5)'s stat, in ticks of 10 ms. */
    private static double endedChildrenSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(afterName[13]) + Long.parseLong(afterName[14])) / 100.0;
    }

    /** @param limit the largest value that is good enough; null = none */
    record Figure(String name, String unit, Double limit) {}

    static void print(Figure figure, Series series, ToDoubleFunction<Cost> value) {
        double[] runs = series.ours().stream().mapToDouble(value).toArray();
        double median = median(runs);
        StringBuilder json = new StringBuilder(text("{\"name\":\"%s\",\"value\":%.4g,\"unit\":\"%s\"", figure.name(), median, figure.unit()));
        if (figure.limit() != null) {
            json.append(text(",\"limit\":%s,\"ok\":%s", figure.limit(), median <= figure.limit()));
        }
        if (!series.theirs().isEmpty()) {
            double theirs = median(series.theirs().stream().mapToDouble(value).toArray());
            json.append(text(",\"python\":%.4g,\"ratio\":%.3g", theirs, median / theirs));
        }
        json.append(",\"runs\":").append(Arrays.stream(runs).mapToObj(run -> text("%.4g", run)).toList());
        System.out.println(json.append(",\"machine\":").append(machine()).append("}"));
    }

    static void skip(String name, String reason) {
        System.out.println(text("{\"name\":\"%s\",\"skipped\":\"%s\",\"machine\":%s}", name, reason, machine()));
    }

    private static String machine() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return text("{\"cores\":%d,\"memoryGiB\":%.1f,\"heapGiB\":%.1f,\"load\":%.1f,\"java\":\"%s\",\"revision\":\"%s\"}", system.getAvailableProcessors(),
                system.getTotalMemorySize() / (double) GIB, Runtime.getRuntime().maxMemory() / (double) GIB, system.getSystemLoadAverage(),
                System.getProperty("java.version"), System.getProperty("bench.revision"));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    static double peakMebibytes() throws IOException {
        return peakMebibytes(ProcessHandle.current().pid());
    }

    /** Of a process that has ended, or is about to: 0. */
    static double peakMebibytes(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:")).mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
        } catch (java.nio.file.NoSuchFileException e) {
            return 0;
        }
    }

    Path folder() {
        return scratch.resolve("out" + folders++);
    }

    /** A figure that was measured once, without a limit. */
    static void figure(String name, String unit, double value) {
        print(new Figure(name, unit, null), value);
    }

    /** A figure that was measured once. */
    static void print(Figure figure, double value) {
        print(figure, new Series(List.of(new Cost(value, 0, 0)), List.of()), Cost::wall);
    }

    private static int files(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return (int) tree.filter(Files::isRegularFile).count();
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    static void check(boolean asExpected) {
        if (!asExpected) {
            throw new IllegalStateException("The work that was measured gave a wrong result.");
        }
    }
}
