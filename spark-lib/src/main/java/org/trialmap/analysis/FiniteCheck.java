package org.trialmap.analysis;

import java.util.BitSet;
import org.trialmap.analysis.support.NanValues;
import org.trialmap.array.NdArray;
import org.trialmap.setting.Setting;
import org.trialmap.signal.fft.NonFinite;
import org.trialmap.trial.TrialChunk;

/** What is done about samples that are NaN or infinite, and about results that are, though the samples are not. */
final class FiniteCheck {
    /** What rounding leaves of a straight line, relative to its largest value, is less. */
    private static final double ROUNDING = 1e-13;

    private FiniteCheck() {}

    /**
     * Whether a trial has such samples. They all become NaN, in place: of an infinite one some step might make a number (an angle, for example).
     *
     * @throws IllegalArgumentException if they are refused
     */
    static boolean isSpoilt(TrialChunk trial, NanPolicy policy) {
        NonFinite found = found(trial);
        if (found == null) {
            return false;
        }
        NdArray array = trial.array();
        if (policy == NanPolicy.REFUSE) {
            int value = found.sample() / array.dtype().width();
            int sample = value / (array.size() / trial.samples());
            throw new IllegalArgumentException("In " + trial + " " + found.count() + (found.count() == 1 ? " value is" : " values are") + " NaN or infinite, the"
                    + " first one at " + trial.place(sample, value % trial.channels()) + ". Such trials are refused with " + Setting.NAN_REFUSE + ". Leave the"
                    + " trial out with " + Setting.TRIALS + ", the channel with " + Setting.CHANNELS + ", take a window without it with " + Setting.LATENCY + ", or let " + Setting.NAN_PROPAGATE
                    + " mark what"
                    + " cannot be computed.");
        }
        NanValues.unify(array.data(), 0, array.size() * array.dtype().width());
        return true;
    }

    /** As of one channel: its sample is the position in the flat array. Integers are finite. */
    private static NonFinite found(TrialChunk trial) {
        Object data = trial.array().data();
        return data instanceof float[] floats ? NonFinite.in(floats, 1) : data instanceof double[] doubles ? NonFinite.in(doubles, 1) : null;
    }

    /**
     * Refuses a trial whose result is not finite in a channel whose samples are: it is beyond what the type holds.
     *
     * @param result values whose last axis is the trial's channels
     */
    static void require(TrialChunk trial, double[] result, int width) {
        if (NonFinite.in(result, trial.channels()) != null) {
            requireHeld(trial, NanValues.channels(result, 0, result.length, trial.channels(), width));
        }
    }

    /** As {@link #require(TrialChunk, double[], int)}. */
    static void require(TrialChunk trial, float[] result, int width) {
        require(trial, result, 0, result.length, width);
    }

    /** As {@link #require(TrialChunk, double[], int)}, for a result between two places of a larger array. */
    static void require(TrialChunk trial, float[] array, int from, int to, int width) {
        if (NonFinite.in(array, from, to, trial.channels()) != null) {
            requireHeld(trial, NanValues.channels(array, from, to, trial.channels(), width));
        }
    }

    /** As {@link #require(TrialChunk, double[], int)}, for one row of a result in which a value that is not finite has spread: all channels once. */
    static void requireRow(TrialChunk trial, float[] values, int from, int to, int width) {
        for (int at = from; at < to; at++) {
            if (!(Math.abs(values[at]) <= Float.MAX_VALUE)) {
                requireHeld(trial, NanValues.channels(values, from, to, trial.channels(), width));
                return;
            }
        }
    }

    /** As {@link #requireRow(TrialChunk, float[], int, int, int)}. */
    static void requireRow(TrialChunk trial, double[] values, int from, int to, int width) {
        for (int at = from; at < to; at++) {
            if (!(Math.abs(values[at]) <= Double.MAX_VALUE)) {
                requireHeld(trial, NanValues.channels(values, from, to, trial.channels(), width));
                return;
            }
        }
    }

    private static void requireHeld(TrialChunk trial, BitSet channels) {
        channels.andNot(spoilt(trial));
        if (!channels.isEmpty()) {
            throw new IllegalArgumentException("The values of " + trial + " in the channel '" + trial.channelNames().get(channels.nextSetBit(0))
                    + "' are too large: the result is beyond what its type can hold. Scale the recording, or convert it to float64. A filter gives such values,"
                    + " too, if " + Setting.FREQ + " is too low for " + Setting.ORDER + ".");
        }
    }

    /** Refuses a trial whose scores show that a channel is constant. */
    static void requireVarying(TrialChunk trial, double[] scores) {
        if (NonFinite.in(scores, trial.channels()) != null) {
            BitSet constant = NanValues.channels(scores, 0, scores.length, trial.channels(), 1);
            constant.andNot(spoilt(trial));
            if (!constant.isEmpty()) {
                throw noScores("In " + trial + " the channel '" + trial.channelNames().get(constant.nextSetBit(0)) + "' is constant");
            }
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
                throw noScores("In " + trial + " only rounding errors are left of the channel '" + trial.channelNames().get(c) + "' without its straight line"
                        + " (polyremoval 1)");
            }
        }
    }

    private static IllegalArgumentException noScores(String why) {
        return new IllegalArgumentException(why + ", so it has no scores: its deviation is 0. Leave the channel out with " + Setting.CHANNELS + ", or leave out "
                + Setting.ZSCORE + ".");
    }

    /** The channels that have samples which are not finite. */
    private static BitSet spoilt(TrialChunk trial) {
        return found(trial) == null ? new BitSet() : NanValues.channels(trial.array().data(), 0, trial.array().size() * trial.array().dtype().width(), trial.channels(),
                trial.array().dtype().width());
    }
}
