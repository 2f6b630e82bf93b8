package org.trialmap;

import java.util.Collections;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Loads what an executor, a driver, a Master and a Worker load ({@link LibraryArchive}). Uses no class of the tests. */
public final class LibraryTraining {
    private LibraryTraining() {}

    public static void main(String[] arguments) throws ClassNotFoundException {
        SparkConf conf = new SparkConf().setMaster("local[2]").setAppName("training").set("spark.ui.enabled", "false").set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1").set("spark.authenticate", "true").set("spark.authenticate.secret", "training");
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            if (spark.parallelize(Collections.nCopies(1000, "x"), 4).count() != 1000 || spark.broadcast(new byte[1000]).value().length != 1000) {
                throw new IllegalStateException("Spark does not count.");
            }
        }
        for (String name : List.of("executor.CoarseGrainedExecutorBackend$", "deploy.worker.Worker", "deploy.worker.WorkerWatcher", "deploy.worker.ExecutorRunner", "deploy.master.Master",
                "scheduler.cluster.StandaloneSchedulerBackend", "deploy.client.StandaloneAppClient")) {
            Class.forName("org.apache.spark." + name);
        }
    }
}
