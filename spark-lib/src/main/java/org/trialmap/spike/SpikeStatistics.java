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
