package org.trialmap.analysis.average;

import org.trialmap.analysis.SumFunction;
import org.trialmap.setting.Setting;
import org.trialmap.signal.fft.NonFinite;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.TrialChunks;

/**
 * The median over trials. It is no sum: the trials are only counted by the tasks, and read once more for each range of rows of which all trials' numbers fit in memory.
 *
 * @param slices rows of a trial
 */
record MedianRows(int slices) implements SumFunction {
    /** Numbers of all trials that are in memory at once: 128 MB. */
    private static final long KEPT = 1 << 24;

    @Override
    public int perSlice() {
        return 1;
    }

    @Override
    public Summation begin(int from, int to) {
        return (trial, sums) -> {};
    }

    /**
     * Of some rows, each of {@code perRow} numbers.
     *
     * @param count trials without NaN
     * @throws IllegalArgumentException if a row of all trials is more than an array in memory holds
     */
    static double[] of(TrialChunks trials, int from, int to, int count) {
        int perRow = Math.toIntExact(trials.perSample() * trials.channelNames().size());
        if ((long) perRow * count > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "The median over " + count + " trials of " + perRow + " numbers at each time was asked for, more than one array in memory holds. Select fewer channels with "
                            + Setting.CHANNELS + ", or fewer frequencies.");
        }
        int rows = (int) Math.max(1, Math.min(to - from, KEPT / ((long) perRow * count)));
        double[] medians = new double[(to - from) * perRow];
        for (int row = from; row < to; row += rows) {
            int end = Math.min(to, row + rows);
            rows(trials, row * perRow, end * perRow, count, medians, (row - from) * perRow);
        }
        return medians;
    }

    private static void rows(TrialChunks trials, int from, int to, int count, double[] medians, int at) {
        double[] all = new double[(to - from) * count];
        int k = 0;
        for (int position = 0; position < trials.count(); position++) {
            TrialChunk trial = trials.get(position);
            double[] x = trial.doubles();
            if (NonFinite.in(x, 1) == null) {
                for (int i = from; i < to; i++) {
                    all[(i - from) * count + k] = x[i];
                }
                k++;
            }
        }
        double[] column = new double[count];
        for (int i = 0; i < to - from; i++) {
            System.arraycopy(all, i * count, column, 0, count);
            medians[at + i] = AxisFunction.middle(column);
        }
    }
}
