package org.trialmap.array;

/**
 * Whole numbers of what was computed of decimals, as samples of seconds and hertz: {@code 0.57 * 100} is 56.99999999999999 as a double, and 57 is meant. All
 * rounding in this library to samples, windows, bins and steps is done here.
 *
 * <p>The tolerance: numbers count as equal if they differ by at most 5e-10, or by 4 units of their last place (of numbers above 10^6). So whole numbers are those
 * of exact arithmetic where decimals have up to 9 digits after the point between them, and results of a few steps of double arithmetic are as good as those
 * that were typed.
 *
 * @hidden
 */
public final class Decimals {
    private static final double TOLERANCE = 5e-10;
    private static final long LARGEST_EXACT = 1L << 53;

    private Decimals() {}

    /** The largest whole number up to {@code x}. */
    public static double floor(double x) {
        return Math.floor(whole(x)) + 0.0; // not -0
    }

    /** The smallest whole number from {@code x} on. */
    public static double ceil(double x) {
        return Math.ceil(whole(x)) + 0.0;
    }

    /** The nearest whole number; of two, the larger one. */
    public static double nearest(double x) {
        return floor(x + 0.5);
    }

    /** The whole number that {@code x} is equal to, else {@code x}. */
    public static double whole(double x) {
        double near = Math.rint(x) + 0.0;
        return isEqual(x, near) ? near : x;
    }

    /** Whether {@code a} is less than {@code b}, or equal to it. False for NaN. */
    public static boolean isAtMost(double a, double b) {
        return a <= b || isEqual(a, b);
    }

    /** Whether the number is within 2^53, where each whole number has a double. */
    public static boolean isExactDouble(long number) {
        return number >= -LARGEST_EXACT && number <= LARGEST_EXACT;
    }

    private static boolean isEqual(double a, double b) {
        return Math.abs(a - b) <= Math.max(TOLERANCE, Math.min(4 * Math.ulp(a), 0.25));
    }
}
