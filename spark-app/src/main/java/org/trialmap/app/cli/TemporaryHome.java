package org.trialmap.app.cli;

import java.io.File;
import org.apache.spark.util.ShutdownHookManager;

/**
 * The SPARK_HOME that scripts/trialmap makes where Workers run in this process: they work in its folder {@code work}, where the logs of their
 * executors are.
 */
public final class TemporaryHome {
    private static final String PROPERTY = "trialmap.home";

    private TemporaryHome() {}

    /** By Spark's own hook, which comes after the Workers have ended. */
    public static void removeAtEnd() {
        String home = System.getProperty(PROPERTY);
        if (home != null) {
            ShutdownHookManager.registerShutdownDeleteDir(new File(home));
        }
    }
}
