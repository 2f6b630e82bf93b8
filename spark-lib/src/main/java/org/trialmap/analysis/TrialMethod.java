package org.trialmap.analysis;

import org.trialmap.trial.TrialChunks;

/**
 * An analysis that works on one trial after the other, on some channels or all. {@link Analysis} runs it on every trial and channel and puts the results in one
 * container.
 */
public non-sealed interface TrialMethod extends AnalysisMethod {
    /** What is computed of each of these trials. */
    TrialFunction function(TrialChunks trials);

    /** Whether the result has all trials; else it is their mean, summed in double and in a fixed order. */
    default boolean keeptrials() {
        return true;
    }

    /** Whether a trial takes little more time than reading it does, so that many short ones are computed in one task. */
    default boolean isLight() {
        return false;
    }
}
