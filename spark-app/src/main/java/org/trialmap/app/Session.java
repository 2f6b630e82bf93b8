package org.trialmap.app;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.Reason;
import scala.Tuple2;

/** A Spark application for one command, or none where the run is serial. */
final class Session implements AutoCloseable {
    /** A connection file, from {@code --cluster}. */
    static final String CLUSTER = "trialmap.cluster";

    private final JavaSparkContext spark;

    private Session(JavaSparkContext spark) {
        this.spark = spark;
    }

    static Session open(SessionOptions options) {
        String cluster = System.getProperty(CLUSTER);
        if (cluster != null) {
            Session session = new Session(attach(options, Path.of(cluster)));
            if (options.quiet()) {
                Logging.quiet();
            }
            return session;
        }
        String master = options.master(System.getProperty("spark.master"));
        Session session = new Session(master.equals(SessionOptions.SERIAL) ? null : start(options, master));
        if (options.quiet()) {
            Logging.quiet(); // after the start, at which Spark sets up its logging
        }
        return session;
    }

    private static JavaSparkContext attach(SessionOptions options, Path file) {
        if (options.master() != null) {
            throw new UsageException("--cluster " + file + " contradicts --master " + options.master() + ". Leave one of them out.");
        }
        RunFlags.checked(() -> ParallelMap.attach(file, configured(options, "spark://" + file)));
        return JavaSparkContext.fromSparkContext(SparkContext.getOrCreate());
    }

    private static JavaSparkContext start(SessionOptions options, String master) {
        SparkConf conf = configured(options, master);
        try {
            return new JavaSparkContext(conf);
        } catch (RuntimeException e) {
            throw new IllegalStateException("Spark cannot be started on " + master + ": " + Reason.of(e)
                    + " Correct --master or --conf, or try --master serial, which needs no Spark.", e);
        }
    }

    private static SparkConf configured(SessionOptions options, String master) {
        SparkConf conf = new SparkConf();
        Map<String, String> known = new HashMap<>();
        for (Tuple2<String, String> setting : conf.getAll()) {
            known.put(setting._1(), setting._2());
        }
        options.settings(master, known, UserCode.ownJar()).forEach(conf::set);
        return conf;
    }

    ParallelMap map() {
        return spark == null ? ParallelMap.serial() : ParallelMap.on(spark);
    }

    @Override
    public void close() {
        if (spark != null) {
            spark.stop();
        }
    }
}
