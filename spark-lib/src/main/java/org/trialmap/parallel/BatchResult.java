package org.trialmap.parallel;

import java.io.Serializable;
import java.util.List;
import org.trialmap.store.run.PayloadCommit;
import org.trialmap.task.TaskFailure;

/**
 * What comes back from one partition. Tasks that are in neither list were not run, or nothing can be said of them: they are to be run in other partitions.
 *
 * @param partition number within the run
 * @param tasks indices that have a result, ascending
 * @param values their results, {@link Encoded} unless they are plain; empty where results were saved
 * @param failures of the tasks that have none
 * @param thrown the first failure's exception, encoded; null if there is none or it cannot be serialized
 * @param timing of the calls
 * @param commit of the payload; null where results were not saved or none succeeded
 * @param unwritable why the payload could not be written; null if it could
 */
record BatchResult(int partition, int[] tasks, Object[] values, List<TaskFailure> failures, byte[] thrown, Timing timing,
        PayloadCommit commit, String unwritable) implements Serializable {

    /** A result in bytes: its class may not be known here, and reading it is the user's code. */
    record Encoded(byte[] bytes) implements Serializable {}

    /** Nothing can be said of any task, since one that is not known has spoilt the partition. */
    static BatchResult nothing(int partition) {
        return new BatchResult(partition, new int[0], new Object[0], List.of(), null, Timing.NONE, null, null);
    }

    /** The one task of the partition has failed. */
    static BatchResult failed(int partition, TaskFailure failure, byte[] thrown) {
        return new BatchResult(partition, new int[0], new Object[0], List.of(failure), thrown, Timing.NONE, null, null);
    }

    /** The results of the partition could not be written. */
    static BatchResult unwritable(int partition, String why) {
        return new BatchResult(partition, new int[0], new Object[0], List.of(), null, Timing.NONE, null, why);
    }

    /** The same with fewer results. */
    BatchResult with(int[] fewer, Object[] theirs) {
        return new BatchResult(partition, fewer, theirs, failures, thrown, timing, commit, unwritable);
    }

    /**
     * @param retried attempts beyond the first of each task
     * @param callNanos sum over the calls
     * @param longestNanos longest single call
     * @param lastNanos the last call of the partition, which is a warm one if there were several
     * @param partitionNanos from the partition's arrival to its end
     * @param peakBytes memory that the process has had at most by then; 0 = not known
     * @param calls when each task ran
     */
    record Timing(int retried, long callNanos, long longestNanos, long lastNanos, long partitionNanos, long peakBytes, CallTimes calls) implements Serializable {
        static final Timing NONE = new Timing(0, 0, 0, 0, 0, 0, CallTimes.NONE);
    }
}
