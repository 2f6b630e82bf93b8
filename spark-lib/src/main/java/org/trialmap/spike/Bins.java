package org.trialmap.spike;

import org.trialmap.array.Decimals;
import org.trialmap.setting.Setting;

/**
 * Equal bins of time that follow one another: bin k is {@code start + k * width <= t < start + (k + 1) * width}. Times on an edge belong to the bin that begins there, also where
 * rounding of decimals would have it otherwise ({@code 0.3} of bins of {@code 0.1}), see {@link Decimals}.
 *
 * @param start of the first bin, in seconds
 * @param width of each, in seconds
 * @param count at least 1
 */
public record Bins(double start, double width, int count) {
    private static final int MOST = 1 << 24;

    /** @throws IllegalArgumentException unless the width is a positive, finite number, the start finite, and there are 1 to 16,777,216 bins */
    public Bins {
        if (!(width > 0 && width < Double.POSITIVE_INFINITY) || !Double.isFinite(start)) {
            throw new IllegalArgumentException("Bins of " + width + " s from " + start + " s on are impossible. The width is a positive number of seconds. Correct binsize.");
        }
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException(count + " bins are impossible. There are 1 to " + MOST + ". Correct binsize or the window.");
        }
    }

    /**
     * The whole bins of that width between two times; what is left at the end is in no bin.
     *
     * @throws IllegalArgumentException if there is no whole bin, or there are too many
     */
    public static Bins ofWidth(double width, double tStart, double tStop) {
        SpikeStatistics.requireInterval(tStart, tStop);
        double bins = Decimals.floor((tStop - tStart) / width);
        if (!(width > 0) || !(bins >= 1 && bins <= MOST)) {
            throw new IllegalArgumentException("Bins of " + width + " s do not fit into the window from " + tStart + " to " + tStop + " s. A bin is longer than 0 s and at most as long as the window, "
                    + "and there are at most " + MOST + ". Correct " + Setting.BINSIZE + " or " + Setting.SPIKE_LATENCY + ".");
        }
        return new Bins(tStart, width, (int) bins);
    }

    /** That many bins, which fill the time between two times. */
    public static Bins ofCount(int count, double tStart, double tStop) {
        SpikeStatistics.requireInterval(tStart, tStop);
        return new Bins(tStart, (tStop - tStart) / count, count);
    }

    /** The begin of each bin and the end of the last one, in seconds: count + 1. */
    public double[] edges() {
        double[] edges = new double[count + 1];
        for (int k = 0; k <= count; k++) {
            edges[k] = start + k * width;
        }
        return edges;
    }

    /** The bin that a time is in; -1 if it is in none. */
    public int of(double t) {
        double bin = Decimals.floor((t - start) / width);
        return bin >= 0 && bin < count ? (int) bin : -1;
    }

    /** As {@link #of}, but the end of the last bin belongs to it, as {@code numpy.histogram} has it. */
    public int closed(double t) {
        double bin = Decimals.whole((t - start) / width);
        return bin == count ? count - 1 : of(t);
    }

    /** How many of the times are in each bin. */
    public long[] counts(double[] times) {
        long[] counts = new long[count];
        for (double t : times) {
            int bin = of(t);
            if (bin >= 0) {
                counts[bin]++;
            }
        }
        return counts;
    }

    /** The first bin that begins at or after that time, 0 to count. */
    public int firstFrom(double t) {
        return (int) Math.max(0, Math.min(count, Decimals.ceil((t - start) / width)));
    }

    /** The number of bins that end at or before that time, 0 to count. */
    public int endUntil(double t) {
        return (int) Math.max(0, Math.min(count, Decimals.floor((t - start) / width)));
    }
}
