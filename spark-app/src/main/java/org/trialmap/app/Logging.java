package org.trialmap.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Spark's own noise is off unless the user has set up logging: the launcher's log4j2.properties does it, elsewhere this does. */
final class Logging {
    private Logging() { }

    static void calm(boolean quiet) {
        if (!isSetUp()) {
            Configurator.setRootLevel(Level.WARN);
            Configurator.setLevel("org.apache.spark", Level.WARN);
            Configurator.setLevel("org.apache.spark.util.Utils", Level.ERROR);
            Configurator.setLevel("org.apache.hadoop.util.NativeCodeLoader", Level.ERROR);
            Configurator.setLevel("org.apache.spark.scheduler.TaskSetManager", Level.ERROR);
            Configurator.setLevel("org.apache.spark.executor.Executor", Level.OFF);
            Configurator.setLevel("org.trialmap", Level.INFO);
        }
        if (quiet) {
            Configurator.setLevel("org.trialmap", Level.WARN);
        }
    }

    private static boolean isSetUp() {
        return System.getProperty("log4j2.configurationFile") != null || System.getProperty("log4j.configurationFile") != null
                || Stream.of("SPARK_CONF_DIR", "SPARK_HOME").map(System::getenv).filter(folder -> folder != null && !folder.isEmpty())
                .anyMatch(folder -> Files.exists(Path.of(folder, "log4j2.properties")) || Files.exists(Path.of(folder, "conf", "log4j2.properties")));
    }
}
