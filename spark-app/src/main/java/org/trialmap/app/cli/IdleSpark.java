package org.trialmap.app.cli;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import scala.Tuple2;

/** A Spark application that is started before the process knows its command, and that commands leave running. It ends with the process. */
final class IdleSpark {
    private static final String JARS = "spark.jars";
    /** Spark makes a property of this process of it, with the application's number. */
    private static final String PROXY = "spark.ui.proxyBase";

    /** What it was started with, and its cluster; null = there is none. */
    private static Map<String, String> settings;
    private static Set<String> jars;
    private static SparkContext spark;

    private IdleSpark() {}

    /** @param cluster what the connection file says; nothing of one in this process */
    static synchronized void start(SparkConf conf, Properties cluster, Runnable starter) {
        starter.run();
        settings = texts(conf, cluster);
        jars = jars(conf);
        spark = SparkContext.getOrCreate();
    }

    /** Whether one with these settings runs: it gets the jars that it has not. One with other settings, which nobody could use from now on, is stopped. */
    static synchronized boolean isFor(SparkConf conf, Properties cluster) {
        if (settings != null && (spark.isStopped() || !settings.equals(texts(conf, cluster)))) {
            stop();
        }
        if (settings != null) {
            jars(conf).stream().filter(jars::add).forEach(spark::addJar);
        }
        return settings != null;
    }

    static synchronized boolean isThere() {
        return settings != null;
    }

    static synchronized Session.Ahead ahead() {
        return settings == null ? null : new Session.Ahead(spark.applicationId(), spark.isLocal() || spark.statusTracker().getExecutorInfos().length > 1); // the driver is one
    }

    static synchronized void stop() {
        if (settings != null) {
            settings = null;
            spark.stop();
        }
    }

    private static Set<String> jars(SparkConf conf) {
        return new LinkedHashSet<>(Arrays.stream(conf.get(JARS, "").split(",")).filter(jar -> !jar.isBlank()).toList());
    }

    private static Map<String, String> texts(SparkConf conf, Properties cluster) {
        Map<String, String> texts = new HashMap<>();
        for (Tuple2<String, String> setting : conf.getAll()) {
            texts.put(setting._1(), setting._2());
        }
        texts.keySet().removeAll(Set.of(JARS, PROXY));
        cluster.stringPropertyNames().forEach(key -> texts.put("cluster " + key, cluster.getProperty(key)));
        return texts;
    }
}
