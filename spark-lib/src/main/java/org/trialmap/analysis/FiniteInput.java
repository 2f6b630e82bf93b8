package org.trialmap.analysis;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.signal.NonFinite;
import org.trialmap.trial.TrialChunk;

/** What is done about samples that are NaN or infinite. */
final class FiniteInput {
    private static final Logger LOG = LoggerFactory.getLogger(Analysis.class);
    /** What rounding leaves of a straight line, relative to its largest value, is less. */
    private static final double ROUNDING = 1e-13;

    private FiniteInput() {}

    /**
     * Refuses a trial whose result shows that there was one, or, where it spoils no more than what is around it, says so.
     *
     * @param result samples x channels, as long as the trial
     * @param spreads whether one value spoils the whole channel
     */
    static void require(TrialChunk trial, double[] result, boolean spreads) {
        NonFinite found = NonFinite.in(result, trial.channels());
        if (found != null) {
            report(trial, spreads);
        }
    }

    /** As {@link #require(TrialChunk, double[], boolean)}. */
    static void require(TrialChunk trial, float[] result, boolean spreads) {
        require(trial, result, 0, result.length, spreads);
    }

    /** As {@link #require(TrialChunk, double[], boolean)}, for a result between two places of a larger array. */
    static void require(TrialChunk trial, float[] array, int from, int to, boolean spreads) {
        NonFinite found = NonFinite.in(array, from, to, trial.channels());
        if (found != null) {
            report(trial, spreads);
        }
    }

    /** Refuses a trial whose scores show that a channel is constant. */
    static void requireVarying(TrialChunk trial, double[] scores) {
        NonFinite found = NonFinite.in(scores, trial.channels());
        if (found != null && NonFinite.in(trial.doubles(), trial.channels()) == null) {
            throw noScores("In " + trial + " the channel '" + trial.channelNames().get(found.channel()) + "' is constant");
        }
    }

    /** Refuses a trial of which a channel without its straight line has nothing but rounding left, which would become scores. */
    static void requireMoreThanALine(TrialChunk trial, double[] rest) {
        double[] samples = trial.doubles();
        int channels = trial.channels();
        for (int c = 0; c < channels; c++) {
            double largest = 0;
            double left = 0;
            for (int at = c; at < rest.length; at += channels) {
                largest = Math.max(largest, Math.abs(samples[at]));
                left = Math.max(left, Math.abs(rest[at]));
            }
            if (left <= ROUNDING * largest) {
                throw noScores("In " + trial + " nothing is left of the channel '" + trial.channelNames().get(c) + "' without its straight line"
                        + " (polyremoval 1)");
            }
        }
    }

    private static IllegalArgumentException noScores(String why) {
        return new IllegalArgumentException(why + ", so it has no scores: its deviation is 0. Leave the channel out with --channels SEL, or leave out"
                + " --zscore (zscore(false)).");
    }

    /** Refuses a trial whose result shows in one row of values, {@code from} to {@code to}, that there was one. */
    static void requireRow(TrialChunk trial, float[] values, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!(Math.abs(values[at]) <= Float.MAX_VALUE)) {
                report(trial, true);
            }
        }
    }

    /** As {@link #requireRow(TrialChunk, float[], int, int)}. */
    static void requireRow(TrialChunk trial, double[] values, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!(Math.abs(values[at]) <= Double.MAX_VALUE)) {
                report(trial, true);
            }
        }
    }

    /** Says what is wrong with a trial whose result is not finite. */
    static void report(TrialChunk trial, boolean spreads) {
        NonFinite input = trial.array().data() instanceof float[] floats ? NonFinite.in(floats, trial.channels())
                : NonFinite.in(trial.doubles(), trial.channels());
        if (input == null) {
            throw new IllegalArgumentException("The values of " + trial + " are too large: the result is beyond what its type can hold. Scale the"
                    + " recording, or convert it to float64. A filter gives such values, too, if its --freq (freq(...)) is too low for its --order"
                    + " (order(...)).");
        }
        if (spreads) {
            throw new IllegalArgumentException("In " + trial + " " + input + ". The result would spread it over the whole channel. Leave the trial out with"
                    + " --trials SEL, the channel with --channels SEL, or take a window without it with --latency A B; a windowed sinc"
                    + " (--filter-class firws) spoils no more than what is around it.");
        }
        LOG.warn("In {} {}; the result has no number around it.", trial, input);
    }
}
