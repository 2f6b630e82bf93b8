package org.trialmap.analysis;

import java.io.Serializable;
import java.util.List;
import org.trialmap.array.NdArray;
import org.trialmap.trial.TrialChunk;

/**
 * What a {@link TrialMethod} computes of one trial, or of some channels of it. The result of a channel must not depend on which others are in the chunk. It
 * is sent to other processes; a record of numbers, strings and arrays works best.
 */
@FunctionalInterface
public interface TrialFunction extends Serializable {
    /**
     * @param trial samples x channels
     * @return shape (time, channel) or (time, taper, freq, channel): the channels last, in the chunk's order
     */
    NdArray apply(TrialChunk trial) throws Exception;

    /** Called once for each task, before its first trial: the place to make tables that trials share. */
    default TrialFunction forTask() {
        return this;
    }

    /**
     * Whether the trial has samples that are NaN or infinite, so that its result may have NaN; makes all of them NaN. Who reads further trials looks at those, too.
     *
     * @throws IllegalArgumentException if such samples are refused
     */
    default boolean isSpoilt(TrialChunk trial, NanPolicy nan) {
        return FiniteCheck.isSpoilt(trial, nan);
    }

    /**
     * Writes the result, as {@link #apply} would give it, to its place in a larger array: for functions that take no longer than copying their result does.
     *
     * @param array flat array of the result's type, where the result begins at {@code at}
     * @return false if nothing was written, and {@link #apply} is to be called; the default
     */
    default boolean place(TrialChunk trial, Object array, int at) throws Exception {
        return false;
    }

    /**
     * Adds the result, as {@link #apply} would give it, to sums in double, for means over trials.
     *
     * @param sums the first values are those of the result, in its order
     * @return false if nothing was added, and {@link #apply} is to be called; the default
     */
    default boolean add(TrialChunk trial, double[] sums) throws Exception {
        return false;
    }

    /**
     * Numbers that it found besides the results since {@link #forTask}, for each trial that it was given and each channel of it, one after the other; what {@link TrialMethod#ofFound} is made of.
     *
     * @hidden
     */
    default List<double[]> found() {
        return List.of();
    }
}
