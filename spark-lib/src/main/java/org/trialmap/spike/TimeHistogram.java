package org.trialmap.spike;

import java.util.Arrays;
import java.util.List;

/** How many spikes of some trains lie in each bin of time, as Elephant's {@code time_histogram}. */
public final class TimeHistogram {
    private TimeHistogram() {}

    /** What a bin has. */
    public enum Output {
        /** Spikes of all trains. */
        COUNTS,
        /** Spikes per train. */
        MEAN,
        /** Spikes per train and second. */
        RATE
    }

    /**
     * One value for each bin; spikes in no bin are not counted.
     *
     * @param trains times in seconds, at least one train; a train may be empty
     * @throws IllegalArgumentException if there is no train, or one is not in the order of its times
     */
    public static double[] of(List<double[]> trains, Bins bins, Output output) {
        if (trains.isEmpty()) {
            throw new IllegalArgumentException("There are no spike trains to count in bins. Give at least one; it may have no spikes.");
        }
        long[] counts = new long[bins.count()];
        for (double[] train : trains) {
            SpikeStatistics.requireAscending(train);
            long[] own = bins.counts(train);
            Arrays.setAll(counts, bin -> counts[bin] + own[bin]);
        }
        double per = switch (output) {
            case COUNTS -> 1;
            case MEAN -> trains.size();
            case RATE -> trains.size() * bins.width();
        };
        return Arrays.stream(counts).mapToDouble(count -> count / per).toArray();
    }
}
