package org.trialmap.trial;

import java.io.Serializable;

/**
 * A window of time relative to t = 0, both ends included, in seconds. Sample k of a trial is at (offset + k) / samplerate; those with
 * {@code from <= t <= to} are taken, without tolerance, from trials whose first sample is not after {@code from} and whose last is not before
 * {@code to}. All of them give the same number of samples, as offsets are whole.
 */
record Latency(double from, double to) implements Serializable {
    static final String OPTION = "--latency A B (latency(...))";

    Latency {
        if (!Double.isFinite(from) || !Double.isFinite(to) || from > to) {
            throw new IllegalArgumentException("The latency " + from + " to " + to + " s is not possible. It is a window of time around t = 0: two"
                    + " finite numbers of seconds, the first not greater than the second. Correct " + OPTION + ".");
        }
    }

    /** Whether trial {@code k} reaches from the window's begin to its end. */
    boolean isCoveredBy(TrialDefinition trials, int k, double hz) {
        return seconds(trials.offset(k), hz) <= from && seconds(trials.offset(k) + trials.length(k) - 1, hz) >= to;
    }

    /** Where trial {@code k} begins and ends, for messages. */
    static String extent(TrialDefinition trials, int k, double hz) {
        return seconds(trials.offset(k), hz) + " to " + seconds(trials.offset(k) + trials.length(k) - 1, hz) + " s";
    }

    /**
     * Position of the first sample of the window relative to t = 0, for windows that a trial covers.
     *
     * @throws IllegalArgumentException if the window lies between two samples
     */
    long first(double hz) {
        long first = (long) Math.ceil(from * hz); // one off at most: times are compared as they are shown, (offset + k) / samplerate
        while (seconds(first, hz) < from) {
            first++;
        }
        while (seconds(first - 1, hz) >= from) {
            first--;
        }
        if (seconds(first, hz) > to) {
            throw new IllegalArgumentException("The latency " + this + " has no samples: it lies between those at " + seconds(first - 1, hz) + " and "
                    + seconds(first, hz) + " s (" + hz + " Hz). There would be nothing to compute. Widen " + OPTION + ".");
        }
        return first;
    }

    /** Number of samples in the window, which begins at {@code first}. */
    long samples(long first, double hz) {
        long last = Math.max(first, (long) Math.floor(to * hz));
        while (seconds(last, hz) > to) {
            last--;
        }
        while (seconds(last + 1, hz) <= to) {
            last++;
        }
        return last - first + 1;
    }

    private static double seconds(long position, double hz) {
        return position / hz;
    }

    /** For example {@code -0.5 to 1.0 s}. */
    @Override
    public String toString() {
        return from + " to " + to + " s";
    }
}
