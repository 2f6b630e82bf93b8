package org.trialmap.parallel;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.parallel.closure.JShellClasses;
import org.trialmap.parallel.closure.SharedBox;
import org.trialmap.parallel.closure.SharedMeasure;
import org.trialmap.parallel.closure.SharedValue;
import org.trialmap.parallel.resource.GpuPool;
import org.trialmap.parallel.resource.SparkGpus;
import org.trialmap.parallel.resource.UnsetThreads;
import org.trialmap.setting.Setting;
import org.trialmap.support.LocalMaster;
import org.trialmap.task.RunOptions;
import scala.Tuple2;

/** Partitions as tasks of a Spark application: {@code local[N]}, {@code local-cluster}, standalone. */
final class SparkBackend implements Backend {
    private static final Logger LOG = LoggerFactory.getLogger(ParallelMap.class);
    private static final Duration FIRST_WORKER = Duration.ofSeconds(360);
    private static final long POLL_MILLIS = 100;
    private static final long SAY_NANOS = 2_000_000_000;
    private static final int WRITE_ATTEMPTS = 2;

    private final JavaSparkContext spark;
    private final AtomicBoolean introduced = new AtomicBoolean();

    SparkBackend(JavaSparkContext spark) {
        this.spark = spark;
    }

    @Override
    public String master() {
        return spark.master();
    }

    private boolean isLocal() {
        return spark.isLocal();
    }

    @Override
    public RunOptions settle(RunOptions options) {
        InsideTask.refuse(master());
        if (isLocal()) {
            requireNoResources();
        }
        return cpus(isLocal() ? GpuPool.settle(options, master(), System.getenv()) : new SparkGpus(spark.getConf()).settle(options, spark.appName()));
    }

    private RunOptions cpus(RunOptions options) {
        int configured = cpusOfConfiguration();
        if (options.cpusPerTask() == 1 || options.cpusPerTask() == configured) {
            return options.withCpusPerTask(configured);
        }
        throw new IllegalArgumentException(Setting.CPUS_PER_TASK.with(options.cpusPerTask()) + " contradicts spark.task.cpus=" + configured + " of the running Spark application "
                + spark.appName() + ", which was fixed when it started. Start the session with spark.task.cpus=" + options.cpusPerTask() + ".");
    }

    /** Refuses what makes a local master start no task and say nothing. (More cores per task than it has are refused by Spark.) */
    private void requireNoResources() {
        for (Tuple2<String, String> setting : spark.getConf().getAllWithPrefix("spark.task.resource.")) {
            if (setting._1().endsWith(".amount") && !setting._2().trim().matches("0+(\\.0*)?")) {
                throw new IllegalArgumentException(
                        "spark.task.resource." + setting._1() + "=" + setting._2() + " of the running Spark application " + spark.appName() + " cannot be served by " + master()
                                + ", which has no such resources: no task would ever start. Start the session without it, or on a cluster whose executors have them.");
            }
        }
    }

    private int cpusOfConfiguration() {
        return spark.getConf().getInt("spark.task.cpus", 1);
    }

    @Override
    public int slots(RunOptions options) {
        if (!isLocal() && workers() == 0) {
            awaitWorkers(1, FIRST_WORKER);
        }
        return slots(options.gpusPerTask(), options.gpus().size());
    }

    private int slots(int gpus, int devices) {
        int byDevices = isLocal() ? GpuPool.slots(gpus, devices) : new SparkGpus(spark.getConf()).slots(workers());
        return Math.max(1, Math.min(cores() / cpusOfConfiguration(), byDevices));
    }

    @Override
    public long slotBytes(RunOptions options) {
        int slots = slots(options);
        return isLocal() ? Runtime.getRuntime().maxMemory() / slots
                : spark.getConf().getSizeAsBytes("spark.executor.memory", "1g") / Math.max(1, slots / Math.max(1, workers()));
    }

    /**
     * Cores of all executors: those that the application may have, where it says so, since some may not have come yet; else those that are there, which Spark's
     * public API tells as default parallelism, unless that was set by hand.
     */
    private int cores() {
        SparkConf conf = spark.getConf();
        if (!isLocal() && conf.contains("spark.cores.max")) {
            return conf.getInt("spark.cores.max", 1);
        }
        if (!conf.contains("spark.default.parallelism")) {
            return spark.defaultParallelism();
        }
        int perWorker = isLocal() ? LocalMaster.threads(master()) : conf.getInt("spark.executor.cores", 1);
        return perWorker * Math.max(1, workers());
    }

    /** Executors that are there; the driver itself where it does the work. */
    int workers() {
        if (spark.sc().isStopped()) {
            throw new IllegalStateException("The Spark application " + spark.appName() + " on " + master() + " has been stopped: by its owner, or by the master after executors"
                    + " that did not start. The executors' logs are in the workers' work folders. Start a new session.");
        }
        int known = spark.sc().statusTracker().getExecutorInfos().length;
        return isLocal() ? 1 : known - 1; // the driver is listed, too
    }

    @Override
    public void awaitWorkers(int fewest, Duration timeout) {
        long start = System.nanoTime();
        long said = 0;
        for (int there = workers(); there < fewest; there = workers()) {
            long waited = System.nanoTime() - start;
            if (waited > TaskCall.nanos(timeout)) {
                throw new IllegalStateException(there + " of " + fewest + " workers have come to " + master() + " in " + TaskCall.words(timeout)
                        + ". Either the cluster is full or down, or the workers cannot reach the driver (spark.driver.host, firewall) or do not have the memory that"
                        + " spark.executor.memory asks for" + new SparkGpus(spark.getConf()).asked() + ". Look at the master's page, ask for fewer workers, or wait longer.");
            }
            if (waited - said >= SAY_NANOS) {
                said = waited;
                LOG.info("{}/{} workers available, waiting.. {}s", there, fewest, waited / 1_000_000_000);
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for workers of " + master() + ".", e);
        }
    }

    @Override
    public <T> SharedValue<T> share(T value) {
        JShellClasses session = new JShellClasses();
        SharedMeasure measure = SharedMeasure.of(value, session);
        if (!isInProcess()) {
            session.refuseShared(master());
        }
        Broadcast<SharedBox> broadcast = spark.broadcast(new SharedBox(value));
        LOG.info("Shared a value of {} ({} bytes), once per process.", value == null ? "null" : value.getClass().getTypeName(), measure.bytes());
        return new SharedValue<>(value, broadcast, measure.bytes(), measure.digest());
    }

    @Override
    public Running start(TaskRunner runner, Map<String, SharedValue<?>> shared, String description) {
        if (!introduced.getAndSet(true)) {
            LOG.info(describe(runner.options()));
            UnsetThreads.tell(spark.getConf(), slots(runner.options().gpus(), runner.options().devices().size()));
        }
        return new SparkRun(spark, new SparkRunner(runner, Math.min(WRITE_ATTEMPTS, attempts()), shared), description);
    }

    /** How often Spark tries a task. */
    private int attempts() {
        return isLocal() ? LocalMaster.attempts(master()) : spark.getConf().getInt("spark.task.maxFailures", 4);
    }

    private static String counted(int n, String what) {
        return n + what + (n == 1 ? "" : "s");
    }

    /** One line about what the work runs on. */
    String describe(TaskRunner.Options options) {
        long memory = Runtime.getRuntime().maxMemory();
        String perWorker = isLocal() ? memory / (1 << 20) + " MiB" : spark.getConf().get("spark.executor.memory", "1g");
        String ui = DriverPages.address(spark.sc()).map(address -> ", UI at " + address).orElse("");
        int slots = slots(options.gpus(), options.devices().size());
        return "Spark " + spark.version() + " on " + master() + ": " + counted(workers(), " executor") + ", " + counted(slots, " slot") + ", " + perWorker + " each" + ui;
    }
}
