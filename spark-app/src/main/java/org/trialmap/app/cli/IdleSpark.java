package org.trialmap.app.cli;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.trialmap.parallel.ParallelMap;
import scala.Tuple2;

/** A Spark application that is started before the process knows its command, and that commands leave running. It ends with the process. */
final class IdleSpark {
    /** What it was started with; null = there is none. */
    private static Map<String, String> settings;

    private IdleSpark() {}

    static synchronized void start(SparkConf conf) {
        settings = texts(conf);
        ParallelMap.start(conf);
    }

    /** Whether one with these settings runs. One with others, which nobody could use from now on, is stopped. */
    static synchronized boolean isFor(SparkConf conf) {
        if (settings != null && !settings.equals(texts(conf))) {
            stop();
        }
        return settings != null;
    }

    static synchronized boolean isThere() {
        return settings != null;
    }

    static synchronized void stop() {
        if (settings != null) {
            settings = null;
            SparkContext.getOrCreate().stop();
        }
    }

    private static Map<String, String> texts(SparkConf conf) {
        Map<String, String> texts = new HashMap<>();
        for (Tuple2<String, String> setting : conf.getAll()) {
            texts.put(setting._1(), setting._2());
        }
        return texts;
    }
}
