package org.trialmap.app.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.trialmap.support.Reason;

/**
 * The settings of {@code spark-defaults.conf} for a driver that was not started by spark-submit (which reads the file itself): what
 * scripts/trialmap names with {@code -Dtrialmap.conf=FOLDER} becomes system properties, which every new SparkConf takes up. Keys are
 * {@code spark.*} and {@code trialmap.*}; what is set already wins.
 */
public final class SparkDefaults {
    private SparkDefaults() { }

    /** Loads the file if the launcher named a folder and the file is there. */
    public static void load() {
        String folder = System.getProperty("trialmap.conf");
        if (folder != null) {
            load(Path.of(folder, "spark-defaults.conf"), System.getProperties());
        }
    }

    public static void load(Path file, Properties into) {
        if (!Files.exists(file)) {
            return;
        }
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("The settings in " + file + " cannot be read (" + Reason.of(e)
                    + "). Correct the file, or name another folder with TRIALMAP_CONF.", e);
        }
        for (String key : settings.stringPropertyNames()) {
            if (key.startsWith("spark.") || key.startsWith("trialmap.")) {
                into.putIfAbsent(key, settings.getProperty(key).trim());
            }
        }
    }
}
