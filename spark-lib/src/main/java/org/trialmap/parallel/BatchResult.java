package org.trialmap.parallel;

import java.io.Serializable;
import java.util.List;
import org.trialmap.store.PayloadCommit;
import org.trialmap.task.TaskFailure;

/**
 * What comes back from one partition.
 *
 * @param partition number within the run
 * @param tasks indices that have a result, ascending
 * @param values their results; null where results were saved
 * @param failures of the tasks that have none
 * @param thrown the first failure's exception, encoded; null if there is none or it cannot travel
 * @param timing of the calls
 * @param commit of the payload; null where results were not saved or none succeeded
 * @param unwritable why the payload could not be written; null if it could
 */
record BatchResult(int partition, int[] tasks, Object[] values, List<TaskFailure> failures, byte[] thrown, Timing timing,
        PayloadCommit commit, String unwritable) implements Serializable {

    /** The results of the partition could not be written. */
    static BatchResult unwritable(int partition, String why) {
        return new BatchResult(partition, new int[0], null, List.of(), null, new Timing(0, 0, 0, 0), null, why);
    }

    /**
     * @param retried attempts beyond the first of each task
     * @param callNanos sum over the calls
     * @param longestNanos longest single call
     * @param lastNanos the last call of the partition, which is a warm one if there were several
     */
    record Timing(int retried, long callNanos, long longestNanos, long lastNanos) implements Serializable {}
}
