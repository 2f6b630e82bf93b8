package org.trialmap.analysis;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.ParallelMap;
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

    /**
     * The result that is made of the mean over trials, where not all are kept; the mean itself by default. Called in the process that runs the analysis.
     *
     * @param mean of what {@link #function} gave of each trial, in the type and shape of the form; a channel that is NaN in all trials is NaN
     * @return data of the same type and shape, and further datasets of the result
     * @throws IllegalArgumentException if there is no result of this mean; what was summed is kept
     */
    default SummedMethod.Finished ofMean(TrialChunks trials, NdArray mean) {
        return new SummedMethod.Finished(mean);
    }

    /**
     * As {@link #ofMean(TrialChunks, NdArray)}, where the result takes so long that it is made in tasks, which run there.
     *
     * @hidden
     */
    default SummedMethod.Finished ofMean(TrialChunks trials, NdArray mean, ParallelMap pmap) {
        return ofMean(trials, mean);
    }

    /**
     * Makes further datasets of the result, by name, of what {@link TrialFunction#found} of each trial and channel, where all trials are kept. Empty, the default: there are none, and tasks write
     * their results where they belong, not the process that runs the analysis.
     *
     * @hidden
     */
    default Optional<Function<double[][][], Map<String, NdArray>>> ofFound() {
        return Optional.empty();
    }

    /**
     * How many samples on both sides of a window of a long recording (see {@link org.trialmap.trial.Recording#windows(double)}) its result depends on. {@link #function} is then given each window with
     * such margins, {@link org.trialmap.trial.TrialChunk#before}, and gives the result of the window alone. Empty, the default: windows are trials like others.
     */
    default OptionalLong margin(TrialChunks trials) {
        return OptionalLong.empty();
    }

    /**
     * Whether results of windows, put together, are that of the whole recording: see {@link org.trialmap.trial.Recording#pieces(double)}.
     *
     * @throws IllegalArgumentException if they would be but for an option
     */
    default boolean joins() {
        return false;
    }

    /** Whether a trial takes little more time than reading it does, so that many short ones are computed in one task. */
    default boolean isLight() {
        return false;
    }
}
