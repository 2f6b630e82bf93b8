package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.trialmap.ChildJvm;
import org.trialmap.Sessions;
import org.trialmap.SparkHome;
import org.trialmap.parallel.resource.UnsetThreads;
import org.trialmap.support.ThreadVariables;
import org.trialmap.task.RunOptions;

/** How many threads native libraries start in tasks of library functions. */
class UnsetThreadsTest {
    private static SparkConf conf(String master) {
        return new SparkConf(false).setMaster(master);
    }

    @Test
    void executorsAreToldHowManyUnlessTheUserSaysSo() {
        SparkConf closed = ClosedDriver.closed(conf("spark://h:1").set("spark.task.cpus", "3").set("spark.executorEnv.MKL_NUM_THREADS", "9"), Map.of("OPENBLAS_NUM_THREADS", "8"));
        assertEquals(List.of("3", "8", "9", "3"), ThreadVariables.NAMES.stream().map(name -> closed.get("spark.executorEnv." + name)).toList());
        assertEquals(Optional.empty(), UnsetThreads.text(closed, Map.of()));
        assertEquals(List.of(), List.of(ClosedDriver.closed(conf("local[2]"), Map.of()).getAllWithPrefix("spark.executorEnv.")), "this process is the executor");
    }

    @Test
    void saysWhatCannotBeSetAnyMore() {
        assertEquals(Optional.empty(), UnsetThreads.text(conf("local[4]"), ThreadVariables.elsewhere(Map.of(), 1)));
        assertEquals(
                Optional.of("Not set, and Java cannot set variables of its own process: OPENBLAS_NUM_THREADS, MKL_NUM_THREADS, VECLIB_MAXIMUM_THREADS. Native numeric libraries that tasks call (BLAS,"
                        + " OpenMP) may start a thread for each core in every task. If yours do, set them to 2 before the program starts, as trialmap's commands do."),
                UnsetThreads.text(conf("local[4]").set("spark.task.cpus", "2"), Map.of("OMP_NUM_THREADS", "1")));
        assertEquals(Optional.of("Not set for the executors on spark://h:1: OMP_NUM_THREADS, OPENBLAS_NUM_THREADS, MKL_NUM_THREADS. Native numeric libraries that tasks call (BLAS, OpenMP) may start a"
                + " thread for each core in every task. If yours do, start the session with spark.executorEnv.NAME=1 for each of them, or by ParallelMap.start(...) or attach(...), which set them."),
                UnsetThreads.text(conf("spark://h:1").set("spark.executorEnv.VECLIB_MAXIMUM_THREADS", "1"), ThreadVariables.elsewhere(Map.of(), 1)));
    }

    @Test
    void functionsHaveThemOnExecutors() {
        Sessions.stop();
        SparkHome.ofTests();
        try {
            SparkConf conf = conf("local-cluster[1,2,1024]").set("spark.task.cpus", "2").set("spark.executorEnv.MKL_NUM_THREADS", "7").set("spark.executor.extraClassPath", ChildJvm.libraries());
            List<String> seen = ParallelMap.start(conf).progress(RunOptions.Progress.HIDDEN).over(ThreadVariables.NAMES).collect(System::getenv);
            assertEquals(Stream.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "", "VECLIB_MAXIMUM_THREADS").map(name -> name.isEmpty() ? "7" : System.getenv().getOrDefault(name, "2")).toList(), seen);
        } finally {
            SparkContext.getOrCreate().stop();
        }
    }
}
