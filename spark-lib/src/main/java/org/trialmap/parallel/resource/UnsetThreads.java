package org.trialmap.parallel.resource;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.support.LocalMaster;
import org.trialmap.support.ThreadVariables;
import scala.Tuple2;

/**
 * Says once that native numeric libraries may start a thread for each core in every task, where nobody has told them otherwise and it is too late to do so.
 *
 * @hidden
 */
public final class UnsetThreads {
    private static final Logger LOG = LoggerFactory.getLogger("org.trialmap.parallel.ParallelMap");
    /** Beginning of settings that are environment variables of executors. */
    public static final String EXECUTORS = "spark.executorEnv.";
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private UnsetThreads() {}

    /** @param slots of the application; one task at a time may have all cores */
    public static void tell(SparkConf conf, int slots) {
        if (slots > 1) {
            text(conf, System.getenv()).filter(text -> !TOLD.getAndSet(true)).ifPresent(LOG::info);
        }
    }

    /** What is to be said; empty if all is set. */
    public static Optional<String> text(SparkConf conf, Map<String, String> environment) {
        String cpus = conf.get("spark.task.cpus", "1");
        boolean local = LocalMaster.matches(conf.get("spark.master"));
        Map<String, String> set = local ? environment : Stream.of(conf.getAllWithPrefix(EXECUTORS)).collect(Collectors.toMap(Tuple2::_1, Tuple2::_2));
        String missing = String.join(", ", ThreadVariables.missing(set, 1).keySet());
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String may = ". Native numeric libraries that tasks call (BLAS, OpenMP) may start a thread for each core in every task. If yours do, ";
        return Optional.of(local ? "Not set, and Java cannot set variables of its own process: " + missing + may + "set them to " + cpus + " before the program starts, as trialmap's commands do."
                : "Not set for the executors on " + conf.get("spark.master") + ": " + missing + may + "start the session with spark.executorEnv.NAME=" + cpus
                        + " for each of them, or by ParallelMap.start(...) or attach(...), which set them.");
    }
}
