package org.trialmap.spike;

import org.trialmap.array.Decimals;
import org.trialmap.setting.Setting;

/**
 * How a window of time is cut into bins: Syncopy's {@code binsize}.
 *
 * @param rule for their number, or a width
 * @param seconds width of each; 0 with a rule
 */
public record Binning(Rule rule, double seconds) {
    /** How many bins there are, by n, the mean number of samples of a trial. */
    public enum Rule {
        /** 2 n^(1/3), rounded down: Rice's rule. */
        RICE,
        /** The root of n, rounded up. */
        SQRT,
        /** As many as there is room for, of a given width. */
        WIDTH
    }

    /** @throws IllegalArgumentException if the width is not a positive, finite number */
    public Binning {
        if (rule == Rule.WIDTH && !(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The binsize is " + seconds + " s. It is a positive, finite number of seconds, or rice or sqrt. Correct " + Setting.BINSIZE + ".");
        }
    }

    public static Binning rice() {
        return new Binning(Rule.RICE, 0);
    }

    public static Binning sqrt() {
        return new Binning(Rule.SQRT, 0);
    }

    /** Bins of a width. */
    public static Binning of(double seconds) {
        return new Binning(Rule.WIDTH, seconds);
    }

    /**
     * The bins of a window.
     *
     * @param samples per trial, on average, at least 1
     * @throws IllegalArgumentException if a bin is longer than the window
     */
    public Bins bins(double samples, double tStart, double tStop) {
        return switch (rule) {
            case RICE -> Bins.ofCount((int) Decimals.floor(2 * Math.cbrt(samples)), tStart, tStop);
            case SQRT -> Bins.ofCount((int) Decimals.ceil(Math.sqrt(samples)), tStart, tStop);
            case WIDTH -> Bins.ofWidth(seconds, tStart, tStop);
        };
    }

    /** As the command line has it: {@code rice}, {@code sqrt} or seconds. */
    @Override
    public String toString() {
        return rule == Rule.WIDTH ? Double.toString(seconds) : rule.name().toLowerCase(java.util.Locale.ROOT);
    }
}
