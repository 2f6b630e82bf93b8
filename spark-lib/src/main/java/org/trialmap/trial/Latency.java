package org.trialmap.trial;

import java.io.Serializable;
import java.util.stream.IntStream;
import org.trialmap.array.Decimals;
import org.trialmap.setting.Setting;

/**
 * A window of time relative to t = 0, both ends included, in seconds. Sample k of a trial is at (offset + k) / samplerate; those with
 * {@code from <= t <= to} are taken, equal as {@link Decimals} has it, from trials whose first sample is not after {@code from} and whose last is not before
 * {@code to}. All of them give the same number of samples where offsets are whole.
 */
record Latency(double from, double to) implements Serializable {
    Latency {
        if (!Double.isFinite(from) || !Double.isFinite(to) || from > to) {
            throw new IllegalArgumentException("The latency " + from + " to " + to + " s is not possible. It is a window of time around t = 0: two"
                    + " finite numbers of seconds, the first not greater than the second. Correct " + Setting.LATENCY + ".");
        }
    }

    /** Whether trial {@code k} reaches from the window's begin to its end. */
    boolean isCoveredBy(TrialDefinition trials, int k, double hz) {
        return Decimals.isAtMost(first(trials, k), from * hz) && Decimals.isAtMost(to * hz, last(trials, k));
    }

    /** Where trial {@code k} begins and ends, for messages. */
    static String extent(TrialDefinition trials, int k, double hz) {
        return first(trials, k) / hz + " to " + last(trials, k) / hz + " s";
    }

    private static double first(TrialDefinition trials, int k) {
        return trials.offset(k) + trials.offsetFraction(k);
    }

    private static double last(TrialDefinition trials, int k) {
        return trials.offset(k) + trials.length(k) - 1 + trials.offsetFraction(k);
    }

    /**
     * Position of the first sample of the window relative to t = 0, for windows that a trial covers.
     *
     * @throws IllegalArgumentException if the window lies between two samples
     */
    long first(double hz) {
        return first(hz, 0);
    }

    /** As {@link #first(double)}, for trials whose samples lie by that part of a sample after whole positions. */
    long first(double hz, double part) {
        long first = (long) Decimals.ceil(from * hz - part);
        if (!Decimals.isAtMost(first + part, to * hz)) {
            throw none((first - 1 + part) / hz, (first + part) / hz, hz);
        }
        return first;
    }

    private IllegalArgumentException none(double before, double after, double hz) {
        return new IllegalArgumentException("The latency " + this + " has no samples: it lies between those at " + before + " and " + after + " s (" + hz
                + " Hz). There would be nothing to compute. Widen " + Setting.LATENCY + ".");
    }

    /**
     * The window that takes of rows at the times {@code even} those that this one takes of rows at {@code times}; this one, if they do not cover it.
     *
     * @throws IllegalArgumentException if the window lies between two of them
     */
    Latency evenly(double[] times, double[] even, double hz) {
        int end = times.length;
        if (!Decimals.isAtMost(times[0], from) || !Decimals.isAtMost(to, times[end - 1])) {
            return this;
        }
        int first = IntStream.range(0, end).filter(i -> Decimals.isAtMost(from, times[i])).findFirst().orElseThrow();
        int after = IntStream.range(first, end).filter(i -> !Decimals.isAtMost(times[i], to)).findFirst().orElse(end);
        if (first == after) {
            throw none(times[first - 1], times[first], hz);
        }
        return new Latency(even[first], even[after - 1]);
    }

    /** Number of samples in the window, which begins at {@code first}. */
    long samples(long first, double hz) {
        return samples(first, hz, 0);
    }

    /** As {@link #samples(long, double)}, after {@link #first(double, double)}. */
    long samples(long first, double hz, double part) {
        return Math.max(first, (long) Decimals.floor(to * hz - part)) - first + 1;
    }

    /** For example {@code -0.5 to 1.0 s}. */
    @Override
    public String toString() {
        return from + " to " + to + " s";
    }
}
