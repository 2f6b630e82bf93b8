package org.trialmap.parallel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function0;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.trialmap.parallel.guard.StreamGuard;
import org.trialmap.support.LocalPath;
import org.trialmap.task.Batching;
import org.trialmap.task.Inputs;
import org.trialmap.task.OnError;
import org.trialmap.task.Pair;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.RunOptions;
import org.trialmap.task.Shared;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The entry point of the library: runs a function over many inputs, serially or on Spark, with the same results bit for bit.
 *
 * <pre>{@code
 * ParallelMap pmap = ParallelMap.on(spark).seed(42);
 * List<Double> y = pmap.over(List.of(2.0, 4.0, 6.0, 8.0)).collect(x -> (x + 4) * 3);   // [18, 24, 30, 36]
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads: every option returns a changed copy. The Spark application belongs to the caller, who also stops
 * it.
 */
public final class ParallelMap {
    private final Backend backend;
    private final RunOptions options;

    private ParallelMap(Backend backend, RunOptions options) {
        this.backend = backend;
        this.options = options;
    }

    /** One task after the other in the calling thread. */
    public static ParallelMap serial() {
        return new ParallelMap(new SerialBackend(), RunOptions.DEFAULTS);
    }

    /** On the slots of a Spark application. */
    public static ParallelMap on(SparkSession spark) {
        return on(spark.sparkContext());
    }

    /** On the slots of a Spark application. One without {@code spark.authenticate} is open to other accounts of its machines, which is said once in the log. */
    public static ParallelMap on(JavaSparkContext spark) {
        OpenDriver.tell(spark.getConf());
        StreamGuard.of(spark.sc());
        return new ParallelMap(new SparkBackend(spark), RunOptions.DEFAULTS);
    }

    /** On the slots of a Spark application. */
    public static ParallelMap on(SparkContext spark) {
        return on(JavaSparkContext.fromSparkContext(spark));
    }

    /**
     * On a new Spark application on this machine, or on a Master of one's own, closed to other accounts: its ports ask for a secret of its own, its web pages, if they are
     * switched on, are locked and cannot kill. It ends with this process or with {@code SparkContext.getOrCreate().stop()}.
     *
     * @param settings for the application, which win; without {@code spark.master}, {@code local[*,4]}
     */
    public static ParallelMap start(SparkConf settings) {
        return on(ClosedDriver.start(settings));
    }

    /** As {@link #attach(Path, SparkConf)}, without settings of one's own. */
    public static ParallelMap attach(Path connectionFile) {
        return attach(connectionFile, new SparkConf());
    }

    /**
     * On a cluster that {@code trialmap-slurm up} or {@code trialmap-cluster up} has started, authenticated and encrypted; as often as wanted, one after the other.
     * Starts a Spark application, which ends with this process or with {@code SparkContext.getOrCreate().stop()}, and which is stopped when the cluster ends.
     *
     * @param connectionFile the file that {@code up} has printed
     * @param settings for the application; authentication, encryption and master are the file's
     * @throws IllegalArgumentException if the file is not a connection file, or others may read it
     * @throws IllegalStateException if the cluster has ended, or does not answer
     */
    public static ParallelMap attach(Path connectionFile, SparkConf settings) {
        return on(ClusterConnection.start(LocalPath.of(connectionFile), settings));
    }

    /**
     * On what the settings say, so that a program runs anywhere as it is: the system property {@code trialmap.master}, else spark-submit's {@code --conf spark.trialmap.master=...}, else the
     * environment variable {@code TRIALMAP_MASTER}. Its value is {@code serial}, {@code local} (all cores, as {@link #start}), {@code local[4]}, {@code spark://HOST:PORT} or another master of
     * Spark, or the connection file of a cluster as for {@link #attach(Path)}. Where none is set, on the process's Spark session if there is one, else on spark-submit's master, else {@code local}.
     * Asked again for the same, it gives the same application.
     *
     * @throws IllegalArgumentException if the value is none of these
     */
    public static ParallelMap fromSettings() {
        return MasterSetting.find(System::getProperty, System::getenv).map(MasterSetting::map).orElseGet(MasterSetting::otherwise);
    }

    /**
     * Cancels all maps that are under way in this process, from any thread: for notebooks and servers that must stop what others have started. Each of them soon ends with
     * {@link MapFailedException}; results that have finished by then are kept as after a failure. An interrupt of the thread that waits for a map would end it less orderly.
     *
     * @return how many there were
     */
    public static int cancelAll() {
        return RunLoop.cancelAll();
    }

    /** All options at once. */
    public ParallelMap options(RunOptions value) {
        return new ParallelMap(backend, value);
    }

    public RunOptions options() {
        return options;
    }

    /** Where tasks run: {@code serial}, or Spark's master URL, for example {@code local[4]}. */
    public String master() {
        return backend.master();
    }

    /** Tasks that can run at the same time. */
    public int slots() {
        return backend.slots(backend.settle(options));
    }

    /** Whether all tasks run in this process. */
    public boolean isInProcess() {
        return backend.isInProcess();
    }

    /** Seed of the tasks' random streams; 0 by default. */
    public ParallelMap seed(long value) {
        return options(options.withSeed(value));
    }

    /** Generator of the tasks' random streams. */
    public ParallelMap random(RandomAlgorithm value) {
        return options(options.withRandom(value));
    }

    /** How often a failed task is tried again; 0 by default. */
    public ParallelMap retries(int value) {
        return options(options.withRetries(value));
    }

    /** What happens when a task fails; by default all tasks run, what finished is kept, then the map fails. */
    public ParallelMap onError(OnError value) {
        return options(options.withOnError(value));
    }

    /** Processor cores per task; must agree with the Spark application's {@code spark.task.cpus}. */
    public ParallelMap cpusPerTask(int value) {
        return options(options.withCpusPerTask(value));
    }

    /**
     * GPUs of each task, which has them to itself: {@link org.trialmap.task.TaskContext#gpus}. On a cluster they are those of the workers, and the Spark application must have been started with
     * as many, {@code spark.task.resource.gpu.amount}; elsewhere those of {@link #gpus}. No more tasks run at the same time than there are GPUs for. A map is refused where there are none.
     */
    public ParallelMap gpusPerTask(int value) {
        return options(options.withGpusPerTask(value));
    }

    /**
     * Names of the GPUs that tasks in this process may have, serially and on {@code local[N]}; by default those of the environment variable CUDA_VISIBLE_DEVICES. All maps of the process together
     * give each of them to one task at a time; other processes know nothing of it.
     */
    public ParallelMap gpus(String... names) {
        return options(options.withGpus(List.of(names)));
    }

    /** Tasks per partition; by default chosen from measured call times. */
    public ParallelMap batch(int tasksPerPartition) {
        return options(options.withBatching(Batching.of(tasksPerPartition)));
    }

    /** Name of the map and of its result files; by default the function's. */
    public ParallelMap name(String value) {
        return options(options.withName(value));
    }

    /** Whether progress is shown on standard error. */
    public ParallelMap progress(RunOptions.Progress value) {
        return options(options.withProgress(value));
    }

    /** In which order tasks begin; by default that of the inputs. It changes speed only, never a result. */
    public ParallelMap order(RunOptions.Order value) {
        return options(options.withOrder(value));
    }

    /** Time limit of each task; a task that takes longer is interrupted and has failed. */
    public ParallelMap timeLimitPerTask(Duration value) {
        return options(options.withTimeLimit(value));
    }

    /**
     * Most bytes that a function may have captured; 100 MiB by default. What it has captured is sent with every partition and read again for every task, so a
     * large value that tasks read is better {@linkplain #share shared}; above 1 MiB a warning says so.
     */
    public ParallelMap captureLimit(long bytes) {
        return options(options.withCaptureLimit(bytes));
    }

    /** One task per element, in the list's order. */
    public <T> MapCall<T> over(List<T> inputs) {
        return over(Inputs.of(inputs));
    }

    /** One task per input. */
    public <T> MapCall<T> over(Inputs<T> inputs) {
        return new MapCall<>(backend, options, inputs);
    }

    /**
     * One task per row of a table of Spark SQL, which is computed and brought to the driver now; results have the table's columns as names of their inputs. To resume a run, the rows must come in
     * the same order: sort them where Spark does not keep one (after joins and {@code groupBy}).
     */
    public <T> MapCall<T> over(Dataset<T> rows) {
        return over(DatasetRows.of(rows));
    }

    /** One task per element of a Scala sequence, in its order. */
    public <T> MapCall<T> over(scala.collection.Seq<T> inputs) {
        return over(CollectionConverters.asJava(inputs));
    }

    /**
     * Calls different functions at once, one task each, and gives what they returned in the functions' order: {@code invokeAll(() -> mean(data), () -> fit(data))}. Failures are as of
     * {@link MapCall#collect}, and name the function.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // read only
    public final <R> List<R> invokeAll(Function0<? extends R>... functions) {
        List<Function0<? extends R>> all = List.of(functions);
        return name(options.name().orElse("invokeAll")).over(Calls.of(all)).collect(new Calls.Call<R>(all));
    }

    /** Over 0, 1, ..., n - 1. */
    public MapCall<Integer> range(int n) {
        return over(Inputs.range(n));
    }

    /** The same input {@code n} times; calls differ in their index and random stream. */
    public <T> MapCall<T> replicate(T input, int n) {
        return over(Inputs.replicate(input, n));
    }

    /** {@code n} calls that get nothing but their number, 0 to n - 1; made for functions that use their random stream. */
    public MapCall<Integer> replicate(int n) {
        return range(n);
    }

    /** First with first, second with second, ... */
    public <A, B> MapCall<Pair<A, B>> zip(List<A> first, List<B> second) {
        return over(Inputs.<A, B>zip(first, second));
    }

    /** All combinations, the second running faster. */
    public <A, B> GridCall<A, B> grid(List<A> first, List<B> second) {
        return new GridCall<>(backend, options, Inputs.<A, B>grid(first, second), second.size());
    }

    /** First with first, second with second, ... of Scala sequences. */
    public <A, B> MapCall<Pair<A, B>> zip(scala.collection.Seq<A> first, scala.collection.Seq<B> second) {
        return zip(CollectionConverters.asJava(first), CollectionConverters.asJava(second));
    }

    /** All combinations of the elements of Scala sequences, the second running faster. */
    public <A, B> GridCall<A, B> grid(scala.collection.Seq<A> first, scala.collection.Seq<B> second) {
        return grid(CollectionConverters.asJava(first), CollectionConverters.asJava(second));
    }

    /** Brings a large value once to each process; capture the handle in the function and call its {@code value()} there. */
    public <T> Shared<T> share(T value) {
        return backend.share(value);
    }

    /** Waits up to 360 s until {@code fewest} workers are there; see {@link #awaitWorkers(int, Duration)}. */
    public ParallelMap awaitWorkers(int fewest) {
        return awaitWorkers(fewest, Duration.ofSeconds(360));
    }

    /**
     * Waits until {@code fewest} workers (executors) are there, saying so now and then, and returns this. Later ones join by themselves.
     *
     * @throws IllegalStateException if they have not come within {@code timeout}
     */
    public ParallelMap awaitWorkers(int fewest, Duration timeout) {
        backend.awaitWorkers(fewest, timeout);
        return this;
    }

    /** For example {@code ParallelMap on local[4]}. */
    @Override
    public String toString() {
        return "ParallelMap on " + master();
    }
}
