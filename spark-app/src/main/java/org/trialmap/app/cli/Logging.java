package org.trialmap.app.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;

/** Spark's own noise is off unless the user has set up logging: the launcher's log4j2.properties does it; under a foreign spark-submit this does. */
public final class Logging {
    /** Names the appender of conf/log4j2.properties; not set = with stack traces. */
    private static final String CONSOLE = "trialmap.console";
    private static final List<String> PARTS = List.of("deploy", "network", "rpc", "scheduler");

    private Logging() {}

    /** Before anything is logged. Spark, which puts its own noisy settings in place when its first class logs, is put right at once. */
    public static void setUp() {
        if (isSetUp()) {
            if (Boolean.getBoolean("SPARK_SUBMIT")) { // it has logged already, without our property
                LoggerContext.getContext(false).reconfigure();
            }
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

    /** Whether stack traces are wanted; call before {@link #setUp}. */
    public static void showTraces(boolean wanted) {
        if (!wanted) {
            System.setProperty(CONSOLE, "terminal");
        }
    }

    private static boolean showsTraces() {
        return System.getProperty(CONSOLE) == null;
    }

    /**
     * From now on Spark is being stopped on purpose: that its parts no longer find each other is not worth a message. Spark stops its endpoints one after the other, and those
     * of {@code local-cluster}, all in this process, go on starting executors for each other meanwhile.
     */
    static void ends() {
        if (!showsTraces()) {
            PARTS.forEach(part -> Configurator.setAllLevels("org.apache.spark." + part, Level.OFF));
        }
    }

    /** What Spark's threads print past the logging while they are stopped: Scala's futures, whose executors have ended, print their stack traces. */
    static void silenceStderr() {
        if (!showsTraces()) {
            System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        }
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
