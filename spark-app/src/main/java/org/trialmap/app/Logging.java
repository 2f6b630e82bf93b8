package org.trialmap.app;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;

/** Spark's own noise is off unless the user has set up logging: the launcher's log4j2.properties does it; under a foreign spark-submit this does. */
final class Logging {
    private Logging() { }

    /** Before anything is logged. Spark, which puts its own noisy settings in place when its first class logs, is put right at once. */
    static void setUp() {
        if (isSetUp()) {
            return;
        }
        URI ours = URI.create(Logging.class.getResource("log4j2.properties").toString());
        LoggerContext context = LoggerContext.getContext(false);
        context.setConfigLocation(ours);
        context.addPropertyChangeListener(change -> {
            if (!ours.equals(context.getConfigLocation())) {
                context.setConfigLocation(ours);
            }
        });
    }

    /** Warnings and errors only. */
    static void quiet() {
        Configurator.setLevel("org.trialmap", Level.WARN);
    }

    private static boolean isSetUp() {
        return System.getProperty("log4j2.configurationFile") != null || System.getProperty("log4j.configurationFile") != null
                || Stream.of("SPARK_CONF_DIR", "SPARK_HOME").map(System::getenv).filter(folder -> folder != null && !folder.isEmpty())
                .anyMatch(folder -> Files.exists(Path.of(folder, "log4j2.properties")) || Files.exists(Path.of(folder, "conf", "log4j2.properties")));
    }
}
