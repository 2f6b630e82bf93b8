package org.trialmap.analysis.average;

import java.util.Arrays;
import org.trialmap.analysis.SumFunction;
import org.trialmap.trial.TrialChunk;

/**
 * Mean and sum of squared deviations over trials of each sample (a slice) and channel, updated trial by trial (Welford 1962), which loses no digits where values are large and differ little; after the
 * samples' slices those of the sum of the trials' covariances.
 *
 * @param channels numbers of each sample
 * @param covariance null without
 */
record Moments(int samples, int channels, CovarianceWindow covariance) implements SumFunction {
    @Override
    public int slices() {
        return samples + (covariance == null ? 0 : -Math.floorDiv(-CovarianceWindow.packed(channels), perSlice()));
    }

    /** The channels' means, then their sums of squares. */
    @Override
    public int perSlice() {
        return 2 * channels;
    }

    @Override
    public Summation begin(int from, int to) {
        double[] packed = new double[covariance != null && to > samples ? CovarianceWindow.packed(channels) : 0];
        return new Summation() {
            private int count;

            @Override
            public void add(TrialChunk trial, double[] sums) {
                double[] x = Components.of(trial);
                count++;
                for (int s = from; s < Math.min(to, samples); s++) {
                    addSample(x, s * channels, sums, (s - from) * perSlice(), count);
                }
                if (packed.length > 0) {
                    covariance.of(x, channels, packed);
                    addCovariance(packed, from, sums);
                }
            }
        };
    }

    private void addSample(double[] x, int sample, double[] sums, int slice, int count) {
        for (int c = 0; c < channels; c++) {
            double before = x[sample + c] - sums[slice + c];
            double mean = sums[slice + c] + before / count;
            sums[slice + c] = mean;
            sums[slice + channels + c] += before * (x[sample + c] - mean);
        }
    }

    /** Where the covariances begin among sums of the slices from {@code from} on; negative if these begin later. */
    private int covarianceAt(int from) {
        return (samples - from) * perSlice();
    }

    private void addCovariance(double[] packed, int from, double[] sums) {
        int at = covarianceAt(from);
        for (int i = Math.max(0, -at); i < packed.length && at + i < sums.length; i++) {
            sums[at + i] += packed[i];
        }
    }

    /** Adds what other trials gave (Chan, Golub and LeVeque 1983). */
    void merge(int from, double[] sums, int trials, double[] more, int moreTrials) {
        if (moreTrials == 0) {
            return;
        }
        if (trials == 0) {
            System.arraycopy(more, 0, sums, 0, sums.length);
            return;
        }
        double share = (double) moreTrials / (trials + moreTrials);
        int end = Math.min(sums.length, Math.max(0, covarianceAt(from)));
        for (int slice = 0; slice < end; slice += perSlice()) {
            for (int c = 0; c < channels; c++) {
                double apart = more[slice + c] - sums[slice + c];
                sums[slice + c] += apart * share;
                sums[slice + channels + c] += more[slice + channels + c] + apart * apart * (trials * share);
            }
        }
        for (int i = end; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }

    /** Samples x channels, of the first {@code count} slices of {@code sums}. */
    double[] mean(double[] sums, int count) {
        return pick(sums, count, 0, 1);
    }

    /** The population's. */
    double[] variance(double[] sums, int count, int trials) {
        return pick(sums, count, channels, trials);
    }

    private double[] pick(double[] sums, int count, int first, int divisor) {
        double[] picked = new double[count * channels];
        for (int i = 0; i < picked.length; i++) {
            double value = sums[i / channels * perSlice() + first + i % channels] / divisor;
            picked[i] = Double.isNaN(value) ? Double.POSITIVE_INFINITY : value; // of finite numbers, so they are too large
        }
        return picked;
    }

    /** Channels x channels, the mean over trials. */
    double[] covariance(double[] sums, int trials) {
        double[] matrix = new double[channels * channels];
        CovarianceWindow.unpack(Arrays.copyOfRange(sums, samples * perSlice(), sums.length), channels, trials, matrix, 0);
        return matrix;
    }
}
