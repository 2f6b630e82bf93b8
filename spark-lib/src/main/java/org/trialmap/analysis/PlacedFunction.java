package org.trialmap.analysis;

import org.trialmap.trial.TrialChunk;

/** A function that writes its results where they are wanted, for methods whose trials take no longer than copying them. */
interface PlacedFunction extends TrialFunction {
    /** Whether it does so for this trial; else {@link #apply} is called. */
    boolean places(TrialChunk trial);

    /** Writes the result to a flat array of the result's type, from {@code at} on. */
    void place(TrialChunk trial, Object array, int at);

    /** One that can add its results to others, too. */
    interface Summed extends PlacedFunction {
        /** Adds the result, as it would be written, to sums in double. */
        void add(TrialChunk trial, double[] sums);
    }
}
