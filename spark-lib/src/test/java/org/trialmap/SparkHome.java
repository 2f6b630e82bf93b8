package org.trialmap;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The SPARK_HOME of the tests (target/spark-home): a folder {@code jars/} whose one jar refers to the whole test class path. So executors of
 * {@code local-cluster} and standalone workers have Spark, the library and the test classes, and nothing is copied.
 */
public final class SparkHome {
    private static final String REFERENCES = "test-classpath.jar";

    private SparkHome() {}

    /** Whether it is one that {@link #ofTests} has made, not a distribution. */
    static boolean isOfTests(Path home) {
        return Files.exists(home.resolve("jars").resolve(REFERENCES));
    }

    /** The folder that the environment variable SPARK_HOME names, made ready for use. */
    public static Path ofTests() {
        String home = System.getenv("SPARK_HOME");
        if (home == null) {
            throw new IllegalStateException("SPARK_HOME is not set. Run the tests with Maven, or set it to spark-lib/target/spark-home"
                    + " and SPARK_SCALA_VERSION to 2.13.");
        }
        try {
            Path jars = Files.createDirectories(Path.of(home, "jars"));
            ReferenceJar.write(jars.resolve(REFERENCES), List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
            return Path.of(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
