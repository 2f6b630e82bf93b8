package org.trialmap.parallel.resource;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.trialmap.setting.Setting;
import org.trialmap.support.LocalMaster;
import org.trialmap.task.RunOptions;

/**
 * The GPUs of a cluster's workers, which Spark hands out to its tasks.
 *
 * @param conf of the Spark application
 */
public record SparkGpus(SparkConf conf) {
    private static final String PER_TASK = "spark.task.resource.gpu.amount";
    private static final String PER_EXECUTOR = "spark.executor.resource.gpu.amount";
    /** From trialmap-slurm and trialmap-cluster: GPUs that each worker has, and all together. */
    private static final String PER_WORKER = "spark.trialmap.worker.gpus";
    private static final String MOST = "spark.trialmap.gpus.max";
    private static final double ROUNDING = 1e-9;

    /** Those of the calling thread's task. */
    public static List<String> of(TaskContext task) {
        return task.resourcesJMap().containsKey("gpu") ? List.of(task.resourcesJMap().get("gpu").addresses()) : List.of();
    }

    static String counted(int gpus) {
        return gpus + (gpus == 1 ? " GPU" : " GPUs");
    }

    /** The options with what the application dictates. Refuses what it was not started for. */
    public RunOptions settle(RunOptions options, String application) {
        if (!options.gpus().isEmpty()) {
            throw new IllegalArgumentException("The GPUs " + String.join(", ", options.gpus()) + " were named (" + Setting.GPUS + "), but tasks run on " + conf.get("spark.master")
                    + ", whose workers announce their own. Leave the names out.");
        }
        double configured = conf.getDouble(PER_TASK, 0);
        if (options.gpusPerTask() == 0 || options.gpusPerTask() == configured) {
            return options.withGpusPerTask((int) configured); // part of one is shared
        }
        String started = configured == 0 ? " asks for GPUs, but the running Spark application " + application + " was started without any for its tasks"
                : " contradicts " + PER_TASK + "=" + conf.get(PER_TASK) + " of the running Spark application " + application + ", which was fixed when it started";
        throw new IllegalArgumentException(Setting.GPUS_PER_TASK.with(options.gpusPerTask()) + started + ". Start the session with " + PER_TASK + "=" + options.gpusPerTask() + ".");
    }

    /** What executors may wait for in vain, as the end of a sentence; empty where they ask for none. */
    public String asked() {
        return conf.contains(PER_EXECUTOR) ? ", or the GPUs that " + PER_EXECUTOR + "=" + conf.get(PER_EXECUTOR) + " asks for" : "";
    }

    /** Tasks for which there are devices at the same time, in so many executors; some may not have come yet. */
    public int slots(int executors) {
        double perTask = conf.getDouble(PER_TASK, 0);
        if (perTask == 0) {
            return Integer.MAX_VALUE;
        }
        double perExecutor = conf.getDouble(PER_EXECUTOR, 0);
        double all = Math.max(conf.getDouble(MOST, 0) / Math.max(1, perExecutor), executors);
        return (int) (Math.floor(perExecutor / perTask + ROUNDING) * Math.floor(all + ROUNDING));
    }

    /** For an application that is to start: as many devices for each executor as a worker has, where tasks ask for some. Refuses to wait for ever for executors that cannot come. */
    public static void complete(SparkConf conf) {
        int perTask = (int) Math.ceil(conf.getDouble(PER_TASK, 0));
        if (perTask == 0 || conf.contains(PER_EXECUTOR) || LocalMaster.matches(conf.get("spark.master"))) {
            return;
        }
        String asked = "Each task asks for " + counted(perTask) + " (" + Setting.either("", Setting.GPUS_PER_TASK + ", ") + PER_TASK + "), but ";
        if (!conf.contains(PER_WORKER)) {
            throw new IllegalArgumentException(
                    asked + "it is not known how many an executor on " + conf.get("spark.master") + " has. Say so with " + Setting.CONF.with(PER_EXECUTOR + "=N") + "; its workers must"
                            + " announce as many (spark.worker.resource.gpu.amount).");
        }
        int perWorker = conf.getInt(PER_WORKER, 0);
        if (perWorker < perTask) {
            throw new IllegalArgumentException(asked + (perWorker == 0 ? "the workers of this cluster have none" : "each worker of this cluster has " + perWorker) + ". Start it with more, on SLURM by"
                    + " --gres=gpu:" + perTask + ", or ask for fewer.");
        }
        conf.set(PER_EXECUTOR, Integer.toString(perWorker));
    }
}
