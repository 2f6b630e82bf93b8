package org.trialmap.parallel;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.trialmap.support.LocalMaster;
import org.trialmap.support.LocalPath;

/**
 * Where maps run, as it is said outside of the program.
 *
 * @param value for example {@code serial}
 * @param origin the name of the setting
 */
record MasterSetting(String value, String origin) {
    private static final String PROPERTY = "trialmap.master";
    private static final String OF_SPARK = "spark.trialmap.master";
    private static final String VARIABLE = "TRIALMAP_MASTER";
    private static Started started;

    /** An application that was started for a setting, and is used again for the same one. */
    private record Started(String value, JavaSparkContext spark) {}

    /** The first that is set of the system property, spark-submit's setting (which becomes a system property, too) and the environment variable. */
    static Optional<MasterSetting> find(UnaryOperator<String> properties, UnaryOperator<String> environment) {
        return said(properties.apply(PROPERTY), "the system property " + PROPERTY).or(() -> said(properties.apply(OF_SPARK), "the setting " + OF_SPARK))
                .or(() -> said(environment.apply(VARIABLE), "the environment variable " + VARIABLE));
    }

    private static Optional<MasterSetting> said(String value, String origin) {
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(new MasterSetting(value.strip(), origin));
    }

    /** Where nothing is said: the session that is there (a notebook's, spark-shell's), else spark-submit's master, else this machine. */
    static ParallelMap otherwise() {
        scala.Option<SparkSession> session = SparkSession.getDefaultSession();
        boolean there = session.isDefined() && !session.get().sparkContext().isStopped();
        return there ? ParallelMap.on(session.get()) : started("", () -> ClosedDriver.start(new SparkConf()));
    }

    ParallelMap map() {
        if (value.equals("serial")) {
            return ParallelMap.serial();
        }
        if (value.equals("local") || LocalMaster.matches(value) || value.matches("(spark|k8s)://.+|local-cluster\\[.+]|yarn")) {
            return started(value, () -> ClosedDriver.start(value.equals("local") ? new SparkConf().remove("spark.master") : new SparkConf().setMaster(value)));
        }
        Path file = file()
                .orElseThrow(() -> new IllegalArgumentException("Where to run is '" + value + "' (" + origin + "), which is neither serial, local, local[N], spark://HOST:PORT nor another master"
                        + " of Spark, nor an existing file. Correct it; a connection file is what trialmap-slurm up or trialmap-cluster up has printed."));
        return started(value, () -> ClusterConnection.start(LocalPath.of(file), new SparkConf().remove("spark.master")));
    }

    private Optional<Path> file() {
        try {
            return Optional.of(Path.of(value)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** A process has one application at a time, so that of the same setting is used again as long as it lives. */
    private static synchronized ParallelMap started(String value, java.util.function.Supplier<JavaSparkContext> start) {
        if (started == null || started.spark.sc().isStopped() || !started.value.equals(value)) {
            started = new Started(value, start.get());
        }
        return ParallelMap.on(started.spark);
    }
}
