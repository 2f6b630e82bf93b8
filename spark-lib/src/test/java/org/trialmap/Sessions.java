package org.trialmap;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Spark contexts of every kind on which the engine's promises hold. A JVM has one context at a time: opening another kind stops the former. */
public final class Sessions {
    public static final String LOCAL_1 = "local[1]";
    public static final String LOCAL_4 = "local[4]";
    /** Four slots and up to four attempts of a task. */
    public static final String LOCAL_4_RETRYING = "local[4,4]";
    /** Two real executor processes with one slot and 1 GiB each. */
    public static final String LOCAL_CLUSTER = "local-cluster[2,1,1024]";

    private static Map<String, String> currentSettings;
    private static JavaSparkContext current;

    /** How Spark serializes what it ships (task results, broadcasts); closures are always Java-serialized by Spark. */
    public enum Serializer {
        JAVA("org.apache.spark.serializer.JavaSerializer"),
        KRYO("org.apache.spark.serializer.KryoSerializer");

        private final String className;

        Serializer(String className) {
            this.className = className;
        }
    }

    private Sessions() {}

    /** The masters above, for parameterised tests. */
    public static Stream<String> masters() {
        return Stream.of(LOCAL_1, LOCAL_4, LOCAL_4_RETRYING, LOCAL_CLUSTER);
    }

    public static JavaSparkContext on(String master) {
        return on(master, Serializer.JAVA);
    }

    public static JavaSparkContext on(String master, Serializer serializer) {
        return on(master, serializer, Map.of());
    }

    /** A running context with exactly these settings: the current one if it has them and is alive, else a new one. */
    public static synchronized JavaSparkContext on(String master, Serializer serializer, Map<String, String> more) {
        Map<String, String> settings = settings(master, serializer, more);
        if (isOpen(settings)) {
            return current;
        }
        stop();
        SparkHome.ofTests();
        SparkConf conf = new SparkConf().setMaster(master).setAppName("trialmap tests");
        settings.forEach(conf::set);
        current = new JavaSparkContext(conf);
        currentSettings = settings;
        return current;
    }

    /** Whether the current context is of this kind: then {@link #on} starts no processes. */
    public static synchronized boolean isOpen(String master, Serializer serializer) {
        return isOpen(settings(master, serializer, Map.of()));
    }

    /** Stops the current context, if any; for tests that need a fresh one, and for the last of a class. */
    public static synchronized void stop() {
        if (current != null) {
            current.stop();
            current = null;
        }
    }

    /** What all test contexts have in common: no UI, nothing but the loopback device. */
    static Map<String, String> common() {
        return Map.of(
                "spark.ui.enabled", "false",
                "spark.driver.host", "127.0.0.1",
                "spark.driver.bindAddress", "127.0.0.1");
    }

    private static boolean isOpen(Map<String, String> settings) {
        return current != null && !current.sc().isStopped() && settings.equals(currentSettings);
    }

    private static Map<String, String> settings(String master, Serializer serializer, Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(common());
        settings.put("spark.master", master);
        settings.put("spark.serializer", serializer.className);
        settings.put("spark.kryo.registrationRequired", "false");
        settings.put("spark.executor.extraJavaOptions", ChildJvm.options().stream().map(option -> '"' + option + '"').collect(Collectors.joining(" ")));
        settings.put("spark.executor.extraClassPath", ChildJvm.libraries());
        settings.putAll(more);
        return settings;
    }
}
