package org.trialmap.spike;

import java.util.Arrays;

/** Numbers of spike trains, as Elephant defines them. A train is the times of its spikes in seconds, ascending. */
public final class SpikeStatistics {
    private SpikeStatistics() {}

    /**
     * Spikes per second: those with {@code tStart <= t < tStop}, divided by {@code tStop - tStart}. 0 without spikes. Elephant counts one at {@code tStop}, too.
     *
     * @throws IllegalArgumentException if a time is NaN or before the one in front of it, or the interval is empty
     */
    public static double meanFiringRate(double[] train, double tStart, double tStop) {
        requireAscending(train);
        requireInterval(tStart, tStop);
        return Arrays.stream(train).filter(t -> t >= tStart && t < tStop).count() / (tStop - tStart);
    }

    /**
     * The intervals between one spike and the next in seconds: one fewer than spikes; none of one spike or no spike.
     *
     * @throws IllegalArgumentException if a time is NaN or before the one in front of it
     */
    public static double[] isi(double[] train) {
        requireAscending(train);
        double[] intervals = new double[Math.max(0, train.length - 1)];
        for (int i = 0; i < intervals.length; i++) {
            intervals[i] = train[i + 1] - train[i];
        }
        return intervals;
    }

    /** Coefficient of variation: standard deviation (divided by n) by mean, as of {@link #isi}. 0 of one interval; NaN of none, or of a mean of 0. */
    public static double cv(double[] intervals) {
        double mean = Arrays.stream(intervals).average().orElse(Double.NaN);
        return Math.sqrt(variance(intervals, mean)) / mean;
    }

    /** Fano factor: variance (divided by n) of the numbers of spikes in equal intervals, as of trials, by their mean. NaN if there are none, or all are 0. */
    public static double fanofactor(long[] counts) {
        double[] numbers = Arrays.stream(counts).asDoubleStream().toArray();
        double mean = Arrays.stream(counts).average().orElse(Double.NaN);
        return variance(numbers, mean) / mean;
    }

    /**
     * Pairwise phase consistency (Vinck et al. 2010): the mean cosine between the phases of all pairs of spikes, -1 / (n - 1) to 1; 0 on average if phases are random, whatever their number is.
     *
     * @param phases in radians, one of each spike
     * @throws IllegalArgumentException if there are fewer than two, or one is not a number
     */
    public static double ppc(double[] phases) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < phases.length; i++) {
            if (!Double.isFinite(phases[i])) {
                throw new IllegalArgumentException("The phase of spike " + i + " is " + phases[i] + ". Phases are numbers, in radians. Leave such spikes out.");
            }
            re += StrictMath.cos(phases[i]);
            im += StrictMath.sin(phases[i]);
        }
        return ppc(re, im, phases.length);
    }

    /**
     * As {@link #ppc(double[])}, of the sums of unit phasors.
     *
     * @param re sum of the cosines of the phases
     * @param im sum of their sines
     * @param n how many
     */
    public static double ppc(double re, double im, long n) {
        if (n < 2) {
            throw new IllegalArgumentException(
                    "The phases of " + n + (n == 1 ? " spike" : " spikes") + " were asked to be compared. Their consistency is that of pairs, and takes two at least. Leave out such trains.");
        }
        return (re * re + im * im - n) / ((double) n * (n - 1));
    }

    private static double variance(double[] numbers, double mean) {
        double sum = 0;
        for (double number : numbers) {
            sum += (number - mean) * (number - mean);
        }
        return sum / numbers.length;
    }

    static void requireAscending(double[] train) {
        for (int i = 0; i < train.length; i++) {
            if (i == 0 ? Double.isNaN(train[0]) : !(train[i] >= train[i - 1])) {
                throw new IllegalArgumentException("Spike " + i + " is at " + train[i] + " s" + (i == 0 ? "" : ", the one before it at " + train[i - 1] + " s")
                        + ". Spikes of a train are in the order of their times. Sort the times.");
            }
        }
    }

    static void requireInterval(double tStart, double tStop) {
        if (!(tStart < tStop && Double.isFinite(tStop - tStart))) {
            throw new IllegalArgumentException("The interval from " + tStart + " to " + tStop + " s is empty or not finite. There must be time between them. Correct tStart or tStop.");
        }
    }
}
