package org.trialmap.app.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.trialmap.support.Reason;

/**
 * The settings of {@code spark-defaults.conf} for a driver that was not started by spark-submit (which reads the file itself): what
 * scripts/trialmap names with {@code -Dtrialmap.conf=FOLDER} becomes system properties, which every new SparkConf takes up. Keys are
 * {@code spark.*} and {@code trialmap.*}; what is set already wins.
 */
public final class SparkDefaults {
    private static final Set<String> OF_CLUSTER = Set.of("spark.master", "spark.driver.memory", "spark.executor.memory");

    private SparkDefaults() {}

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

    /** The user's settings for drivers of a cluster, sorted: without those that the cluster decides. */
    public static Map<String, String> forCluster() {
        Properties properties = new Properties();
        load(Path.of(System.getProperty("trialmap.conf"), "spark-defaults.conf"), properties);
        Map<String, String> settings = new LinkedHashMap<>();
        properties.stringPropertyNames().stream().sorted().filter(key -> !OF_CLUSTER.contains(key)).forEach(key -> settings.put(key, properties.getProperty(key)));
        return settings;
    }
}
