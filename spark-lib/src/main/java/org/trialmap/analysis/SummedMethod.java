package org.trialmap.analysis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.trial.TrialChunks;

/**
 * An analysis that sums over trials and makes its result of the sums: cross-spectra, variances. Nothing is kept of single trials. Sums are of doubles and in an order that depends on
 * the number of trials only, so that the result has the same bits on every backend; see {@link SumFunction}. Sums that are finished survive the end of the process:
 * {@code --resume} goes on from there.
 *
 * <p>A trial that has NaN or infinite samples in a selected channel is left out as a whole (sums of some channels of it would not fit those of others); the
 * attribute {@code nan_trials} of the data lists such trials. If no trial is left the run fails.
 */
public non-sealed interface SummedMethod extends AnalysisMethod {
    /** What is summed over these trials. */
    SumFunction function(TrialChunks trials);

    /**
     * The result, or a range of it, made of the sums. Called in the process that runs the analysis, range after range, ascending.
     *
     * @throws IllegalArgumentException if there is no result of these sums, for example of too few trials; what was summed is kept
     */
    Finished finish(TrialChunks trials, Sums sums);

    /**
     * As {@link #finish(TrialChunks, Sums)}, where the result takes another pass over the trials, whose tasks run there.
     *
     * @hidden
     */
    default Finished finish(TrialChunks trials, Sums sums, ParallelMap pmap) {
        return finish(trials, sums);
    }

    /**
     * Puts together what two tasks have summed of the same slices, the first of them of earlier trials. Adds number to number, in the array of the first; for
     * methods that keep what is not a plain sum, such as a mean and deviations from it.
     *
     * @param first has no trials if they were all left out, as {@code more}
     */
    default Sums merge(TrialChunks trials, Sums first, Sums more) {
        double[] sum = first.values();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more.values()[i];
        }
        return new Sums(first.from(), first.to(), sum, first.trials() + more.trials());
    }

    /** What runs in place of this where the options ask for a result of each trial, and it has one; empty, the default: the sums do. */
    default Optional<TrialMethod> ofEachTrial() {
        return Optional.empty();
    }

    /**
     * Whether the data are the selected trials themselves, in the type of the form, and only further datasets come of the sums. They are copied one by one when all is
     * summed; the form has a trial for each. Not asked where {@link #ofEachTrial} runs.
     */
    default boolean keeptrials() {
        return false;
    }

    /** The axis of the data along which slices lie, from 0: slice {@code s} of the sums becomes entry {@code s} of that axis. */
    default int axis() {
        return 0;
    }

    /** Whether {@link #finish} needs all slices at once; they are then all in memory, and their number may differ from the axis' length. */
    default boolean needsAllSlices() {
        return false;
    }

    /**
     * Sums over all trials, of some slices.
     *
     * @param from the first slice
     * @param to the one after the last
     * @param values slice after slice, {@link SumFunction#perSlice} numbers each
     * @param trials that were summed; at least 1 in {@link #finish}
     */
    record Sums(int from, int to, double[] values, int trials) {
        public int slices() {
            return to - from;
        }

        /**
         * Small sums for the program itself, not for a file; by the tasks and in the order of a summed method, so that they have the same bits on every backend. Waits for the end.
         *
         * @param name of the map, as progress shows it
         * @param merge adds what later trials gave to what earlier ones did
         * @throws org.trialmap.parallel.MapFailedException if a task fails
         * @hidden
         */
        public static Sums collect(ParallelMap pmap, String name, SumFunction function, TrialChunks trials, NanPolicy nan, BinaryOperator<Sums> merge) {
            return TrialRangeSum.collect(pmap, name, function, trials, nan).reduce(merge).orElseThrow();
        }

        /**
         * As {@link #collect(ParallelMap, String, SumFunction, TrialChunks, NanPolicy, BinaryOperator)}, in tasks of the caller's choice.
         *
         * @param parts into how many the slices are cut, at most; that changes no bit
         * @param ranges into how many the trials are cut, at most: bits depend on it
         * @return the sums of each part, in order
         * @hidden
         */
        public static List<Sums> collect(ParallelMap pmap, String name, SumFunction function, TrialChunks trials, int parts, int ranges, BinaryOperator<Sums> merge) {
            return TrialRangeSum.collect(pmap, name, function, SumTasks.of(trials, function, parts, ranges), merge);
        }
    }

    /**
     * What is made of sums.
     *
     * @param data of the form that the method declares, of the slices that it is made of only; not used if the method keeps the trials
     * @param datasets further datasets of the container, by name, for example {@code jack_var}; those of the data's rank are put together along {@link #axis} if there
     *     are several ranges, others must be the same for each range. They are kept in memory until the end
     */
    record Finished(NdArray data, Map<String, NdArray> datasets) {
        public Finished(NdArray data) {
            this(data, Map.of());
        }
    }
}
