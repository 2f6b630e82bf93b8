package org.trialmap.spike;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.trialmap.array.Decimals;
import org.trialmap.setting.Setting;

/**
 * Which time of trials is looked at, relative to t = 0: Syncopy's {@code latency}. A trial of n samples lasts n / samplerate seconds from its first sample on.
 *
 * @param period found from the trials, or two times
 * @param fromSeconds begin, if times are given
 * @param toSeconds end, if times are given
 */
public record TimeWindow(Period period, double fromSeconds, double toSeconds) {
    /** Where the window begins and ends. */
    public enum Period {
        /** With the first trial that begins; with the last one that ends. */
        MAXPERIOD,
        /** When all trials have begun; when the first one ends. */
        MINPERIOD,
        /** With the first trial that begins; at t = 0. */
        PRESTIM,
        /** At t = 0; with the last trial that ends. */
        POSTSTIM,
        /** At given times. */
        TIMES
    }

    /** @throws IllegalArgumentException for times that are not finite, or not in order */
    public TimeWindow {
        if (period == Period.TIMES && !(fromSeconds < toSeconds && Double.isFinite(toSeconds - fromSeconds))) {
            throw new IllegalArgumentException(
                    "The latency " + fromSeconds + " to " + toSeconds + " s is not possible. It is a window of time around t = 0: two finite numbers of seconds, the first less"
                            + " than the second. Correct " + Setting.SPIKE_LATENCY + ".");
        }
    }

    /** A window that is found from the trials. */
    public static TimeWindow of(Period period) {
        if (period == Period.TIMES) {
            throw new IllegalArgumentException("A window of given times needs two times. Use of(from, to).");
        }
        return new TimeWindow(period, 0, 0);
    }

    /** A window of given times, in seconds. */
    public static TimeWindow of(double fromSeconds, double toSeconds) {
        return new TimeWindow(Period.TIMES, fromSeconds, toSeconds);
    }

    /**
     * Begin and end of the window in seconds.
     *
     * @param begins when each trial begins, in seconds
     * @param ends when each ends
     * @throws IllegalArgumentException if there is no such time, or none of the trials is in it
     */
    public double[] among(double[] begins, double[] ends) {
        double earliest = Arrays.stream(begins).min().orElseThrow();
        double latest = Arrays.stream(ends).max().orElseThrow();
        double[] window = switch (period) {
            case MAXPERIOD -> new double[] {earliest, latest};
            case MINPERIOD -> new double[] {Arrays.stream(begins).max().orElseThrow(), Arrays.stream(ends).min().orElseThrow()};
            case PRESTIM -> new double[] {earliest, 0};
            case POSTSTIM -> new double[] {0, latest};
            case TIMES -> new double[] {fromSeconds, toSeconds};
        };
        if (Decimals.isAtMost(window[1], window[0]) || Decimals.isAtMost(window[1], earliest) || Decimals.isAtMost(latest, window[0])) {
            throw new IllegalArgumentException(switch (period) {
                case MINPERIOD -> "The trials have no time in common: one begins at " + window[0] + " s, another has ended by then, at " + window[1] + " s";
                case PRESTIM -> "No trial begins before t = 0: the first one begins at " + earliest + " s";
                case POSTSTIM -> "No trial goes on after t = 0: the last one ends at " + latest + " s";
                default -> "No trial is in the window from " + window[0] + " to " + window[1] + " s: they lie between " + earliest + " and " + latest + " s";
            } + ". There would be nothing to count. Correct " + Setting.SPIKE_LATENCY + ".");
        }
        return window;
    }

    /** Positions of the trials that cover the window from {@code window[0]} to {@code window[1]}. */
    public static int[] covering(double[] window, double[] begins, double[] ends) {
        return IntStream.range(0, begins.length).filter(k -> Decimals.isAtMost(begins[k], window[0]) && Decimals.isAtMost(window[1], ends[k])).toArray();
    }

    /** As the command line has it, for example {@code maxperiod} or {@code -0.5 1.0}. */
    @Override
    public String toString() {
        return period == Period.TIMES ? fromSeconds + " " + toSeconds : period.name().toLowerCase(Locale.ROOT);
    }
}
