package org.trialmap.app.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.trialmap.cluster.Secret;
import org.trialmap.parallel.ConnectionSettings;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.support.LockedPages;
import org.trialmap.support.Reason;
import scala.Tuple2;

/** A Spark application for one command, or none where the run is serial. */
public final class Session implements AutoCloseable {
    /** A connection file, from {@code --cluster}. */
    public static final String CLUSTER = "trialmap.cluster";

    private static final Properties NO_CLUSTER = new Properties();

    private static volatile boolean onSpark;

    private final JavaSparkContext spark;
    /** To the application's web pages; null = they are off, or have another way in. */
    private final UiProxy door;

    private final EarlyStop stop;

    private Session(JavaSparkContext spark, UiProxy door, EarlyStop stop) {
        this.spark = spark;
        this.stop = stop;
        onSpark |= spark != null;
        this.door = door;
    }

    public static Session open(SessionOptions options) {
        EarlyStop stop = new EarlyStop();
        try {
            return open(options, stop);
        } catch (RuntimeException | Error e) {
            stop.close();
            throw e;
        }
    }

    private static Session open(SessionOptions options, EarlyStop stop) {
        String cluster = System.getProperty(CLUSTER);
        if (cluster != null) {
            Session session = new Session(attach(options, Path.of(cluster)), null, stop);
            if (options.quiet()) {
                Logging.quiet();
            }
            return session;
        }
        String master = options.master(System.getProperty("spark.master"));
        if (!SessionOptions.isLocal(master)) {
            IdleSpark.stop();
        }
        Session session = master.equals(SessionOptions.SERIAL) || master.equals(SessionOptions.ELSEWHERE) ? new Session(null, null, stop) : start(options, master, stop);
        if (options.quiet()) {
            Logging.quiet(); // after the start, at which Spark sets up its logging
        }
        return session;
    }

    private static JavaSparkContext attach(SessionOptions options, Path file) {
        if (options.master() != null) {
            throw new UsageException("--cluster " + file + " contradicts --master " + options.master() + ". Leave one of them out.");
        }
        SparkConf conf = configured(options, "spark://" + file.toAbsolutePath());
        RunFlags.checked(() -> IdleSpark.isFor(conf, ConnectionSettings.read(file)) || ParallelMap.attach(file, conf) != null);
        return JavaSparkContext.fromSparkContext(SparkContext.getOrCreate());
    }

    private static Session start(SessionOptions options, String master, EarlyStop stop) {
        SparkConf conf = configured(options, master);
        try {
            if (!IdleSpark.isFor(conf, NO_CLUSTER)) {
                ParallelMap.start(conf);
            }
            JavaSparkContext spark = JavaSparkContext.fromSparkContext(SparkContext.getOrCreate());
            return new Session(spark, conf.contains(LockedPages.KEY) ? null : door(spark), stop);
        } catch (Exception e) { // SparkException is a checked one, which Scala does not declare
            String text = "Spark cannot be started on " + master + ": " + Reason.sentence(e) + " Correct --master or --conf, or try --master serial, which needs no Spark.";
            throw e instanceof IllegalArgumentException ? new UsageException(text, e) : new IllegalStateException(text, e);
        }
    }

    /**
     * Starts what a command without options on Spark would start, if that is on this machine alone and nobody can see what ran on it before. Returns whether it did.
     *
     * @param cluster connection file of one on this machine, for a command with {@code --cluster}; else null
     */
    public static boolean startAhead(Path cluster) {
        SparkDefaults.load();
        SessionOptions options = new SessionOptions(null, Map.of(), null, List.of(), false);
        if (cluster != null) {
            SparkConf conf = configured(options, "spark://" + cluster.toAbsolutePath());
            if (conf.getBoolean("spark.eventLog.enabled", false)) {
                return false;
            }
            IdleSpark.start(conf, ConnectionSettings.read(cluster), () -> ParallelMap.attach(cluster, conf));
            onSpark = true;
            return true;
        }
        String master = options.master(System.getProperty("spark.master"));
        SparkConf conf = configured(options, master);
        if (!SessionOptions.isLocal(master) || conf.getBoolean("spark.ui.enabled", false) || conf.getBoolean("spark.eventLog.enabled", false)) {
            return false;
        }
        IdleSpark.start(conf, NO_CLUSTER, () -> ParallelMap.start(conf));
        onSpark = true;
        return true;
    }

    /** Of what was started ahead: its number, and whether processes have come to compute; null = there is none. */
    public static Ahead ahead() {
        return IdleSpark.ahead();
    }

    /**
     * A Spark application without a command.
     *
     * @param id by which its Master calls it
     * @param served whether it has somebody to compute for it
     */
    public record Ahead(String id, boolean served) {}

    /** Where the pages were locked for us. */
    private static UiProxy door(JavaSparkContext spark) {
        String key = spark.getConf().get(LockedPages.KEY, null);
        if (key == null || spark.sc().uiWebUrl().isEmpty()) {
            return null;
        }
        try {
            int port = URI.create(spark.sc().uiWebUrl().get()).getPort(); // they listen on the loop
            UiProxy door = new UiProxy(URI.create("http://127.0.0.1:" + port), new Secret(key), 0);
            System.err.println("trialmap: Spark's web pages are locked; this address opens them, to whoever has it: " + door.address());
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException("There is no free port on the loopback interface of this machine for the proxy of Spark's web pages: " + Reason.of(e) + ". Leave them off with --conf"
                    + " spark.ui.enabled=false.", e);
        }
    }

    private static SparkConf configured(SessionOptions options, String master) {
        SparkConf conf = new SparkConf();
        Map<String, String> known = new HashMap<>();
        for (Tuple2<String, String> setting : conf.getAll()) {
            known.put(setting._1(), setting._2());
        }
        options.settings(master, known, OwnJar.path()).forEach(conf::set);
        return conf;
    }

    /** Whether this process has had a Spark application. */
    static boolean isOnSpark() {
        return onSpark;
    }

    public ParallelMap map() {
        return spark == null ? ParallelMap.serial() : ParallelMap.on(spark);
    }

    /** For tables. Throws {@link IllegalStateException} where the run is serial. */
    public SparkSession sql() {
        if (spark == null) {
            throw new IllegalStateException("There is no Spark in a serial run.");
        }
        return SparkSession.builder().sparkContext(spark.sc()).getOrCreate();
    }

    @Override
    public void close() {
        stop.orAwaitEnd();
        if (door != null) {
            door.close();
        }
        if (spark != null && !IdleSpark.isThere()) {
            stopSpark();
        }
        stop.close();
    }

    private void stopSpark() {
        PrintStream err = System.err;
        Logging.ends();
        Logging.silenceStderr();
        try {
            spark.stop();
        } finally {
            System.setErr(err);
        }
    }
}
