package org.trialmap.analysis.data;

import org.trialmap.analysis.SumFunction;
import org.trialmap.analysis.SummedMethod;
import org.trialmap.analysis.TrialFunction;

/**
 * Mean and sum of squared deviations of each channel over all samples of all trials, trial by trial (Chan, Golub and LeVeque 1983), which loses no digits where values are large and differ little. One
 * slice: the number of samples, the means, the sums of squares.
 *
 * @param steps before
 * @param channels that they leave
 */
record ChannelMoments(TrialFunction steps, int channels) implements SumFunction {
    @Override
    public int slices() {
        return 1;
    }

    @Override
    public int perSlice() {
        return 1 + 2 * channels;
    }

    @Override
    public Summation begin(int from, int to) {
        TrialFunction own = steps.forTask();
        return (trial, sums) -> add(own.apply(trial.widened()).doubles(), sums);
    }

    private void add(double[] x, double[] sums) {
        double[] one = new double[perSlice()];
        int samples = x.length / channels;
        one[0] = samples;
        for (int i = 0; i < x.length; i++) {
            one[1 + i % channels] += x[i];
        }
        for (int c = 1; c <= channels; c++) {
            one[c] /= samples;
        }
        for (int i = 0; i < x.length; i++) {
            double apart = x[i] - one[1 + i % channels];
            one[1 + channels + i % channels] += apart * apart;
        }
        merge(sums, one);
    }

    /** Adds what other trials gave. */
    private void merge(double[] sums, double[] more) {
        double all = sums[0] + more[0];
        double share = all == 0 ? 0 : more[0] / all;
        for (int c = 1; c <= channels; c++) {
            double apart = more[c] - sums[c];
            sums[c] += apart * share;
            sums[channels + c] += more[channels + c] + apart * apart * (sums[0] * share);
        }
        sums[0] = all;
    }

    SummedMethod.Sums merge(SummedMethod.Sums first, SummedMethod.Sums more) {
        double[] sums = first.values();
        merge(sums, more.values());
        return new SummedMethod.Sums(0, 1, sums, first.trials() + more.trials());
    }

    double mean(double[] sums, int channel) {
        return sums[1 + channel];
    }

    /** The population's. */
    double deviation(double[] sums, int channel) {
        return Math.sqrt(sums[1 + channels + channel] / sums[0]);
    }
}
