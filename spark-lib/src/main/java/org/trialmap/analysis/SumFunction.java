package org.trialmap.analysis;

import java.io.Serializable;
import org.trialmap.trial.TrialChunk;

/**
 * What a {@link SummedMethod} sums over trials: a number of slices (frequencies, times, channels), of as many numbers each. Each slice must be computed
 * independently of which others are: where all of them do not fit in memory, tasks sum ranges of slices. It is serialized and sent to other processes; a record of
 * numbers, strings and arrays is what works best.
 *
 * <p>Order: blocks of {@value #BLOCK} consecutive trials by their position in the selection, one after the other within a task; what tasks have summed is added in
 * the trials' order.
 */
public interface SumFunction extends Serializable {
    /** Trials of a block. */
    int BLOCK = 32;

    /** Number of slices, at least 1. */
    int slices();

    /** Numbers of each slice, at least 1. */
    int perSlice();

    /** Begins a task: the place to make tables and buffers that its trials share. Called for each task, so that tasks of several threads have their own. */
    Summation begin(int from, int to);

    /** Adds trials, one after the other, to the sums of one task. */
    @FunctionalInterface
    interface Summation {
        /**
         * Takes in one trial: adds to the sums, or keeps what {@link #endBlock} needs. The trial's samples are valid during the call only.
         *
         * @param trial all selected channels, finite samples
         * @param sums of the slices from {@code from} to {@code to - 1}: that of slice {@code from} comes first; zeros before the first trial
         */
        void add(TrialChunk trial, double[] sums) throws Exception;

        /** Called after the last trial of each block of at most {@value #BLOCK}: the place to add what is kept of them, many at once. */
        default void endBlock(double[] sums) throws Exception {}
    }
}
