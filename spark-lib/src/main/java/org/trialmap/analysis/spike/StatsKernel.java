package org.trialmap.analysis.spike;

import org.trialmap.array.Decimals;

/** Of each train in a trial, within a window: number of spikes, number of intervals between them, their mean in seconds, and the sum of their squared differences from it. */
record StatsKernel(double from, double to, double samplerateHz) implements TrialKernel {
    static final int ROWS = 4;

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public void put(int k, long[][] samples, double[] values, int at) {
        for (int train = 0; train < samples.length; train++) {
            long[] all = samples[train];
            int first = 0;
            while (first < all.length && !Decimals.isAtMost(from, all[first] / samplerateHz)) {
                first++;
            }
            int end = first;
            while (end < all.length && !Decimals.isAtMost(to, all[end] / samplerateHz)) {
                end++;
            }
            int intervals = Math.max(0, end - first - 1);
            double mean = intervals == 0 ? 0 : (all[end - 1] - all[first]) / samplerateHz / intervals;
            double squares = 0;
            for (int i = first + 1; i < end; i++) {
                double off = (all[i] - all[i - 1]) / samplerateHz - mean;
                squares += off * off;
            }
            double[] row = {end - first, intervals, mean, squares};
            for (int i = 0; i < ROWS; i++) {
                values[at + i * samples.length + train] = row[i];
            }
        }
    }
}
