package org.trialmap.signal.synth;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * {@code x[t] = A' x[t-1] + alpha2 x[t-2] + noise}, in double. The first two samples are noise alone; some samples may be left out in front.
 */
final class Autoregression {
    /** For each channel, what comes into it from a channel's last sample. */
    private final int[][] sources;
    private final double[][] weights;
    private final double alpha2;

    private Autoregression(int[][] sources, double[][] weights, double alpha2) {
        this.sources = sources;
        this.weights = weights;
        this.alpha2 = alpha2;
    }

    static Autoregression uncoupled(int channels, double alpha1) {
        int[][] sources = new int[channels][];
        double[][] weights = new double[channels][];
        for (int c = 0; c < channels; c++) {
            sources[c] = new int[] {c};
            weights[c] = new double[] {alpha1};
        }
        return new Autoregression(sources, weights, 0);
    }

    /** @param adjMat entry (i, j): from channel i to channel j */
    static Autoregression network(List<List<Double>> adjMat, double alpha1, double alpha2) {
        int channels = adjMat.size();
        int[][] sources = new int[channels][];
        double[][] weights = new double[channels][];
        for (int to = 0; to < channels; to++) {
            int[] from = new int[channels];
            double[] weight = new double[channels];
            int count = 0;
            for (int c = 0; c < channels; c++) {
                double w = adjMat.get(c).get(to) + (c == to ? alpha1 : 0);
                if (w != 0) {
                    from[count] = c;
                    weight[count++] = w;
                }
            }
            sources[to] = java.util.Arrays.copyOf(from, count);
            weights[to] = java.util.Arrays.copyOf(weight, count);
        }
        return new Autoregression(sources, weights, alpha2);
    }

    float[] trial(SyntheticTrial trial, int settling, UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        int channels = trial.channels();
        float[] x = new float[trial.size()];
        double[] next = new double[channels];
        double[] last = new double[channels];
        double[] beforeLast = new double[channels];
        for (long t = 0, at = -(long) settling * channels; t < (long) settling + trial.samples(); t++) {
            for (int c = 0; c < channels; c++, at++) {
                next[c] = (t < 2 ? 0 : recursion(c, last, beforeLast)) + normal.sample();
                if (at >= 0) {
                    x[(int) at] = (float) next[c];
                }
            }
            double[] free = beforeLast;
            beforeLast = last;
            last = next;
            next = free;
        }
        return x;
    }

    private double recursion(int channel, double[] last, double[] beforeLast) {
        int[] from = sources[channel];
        double[] weight = weights[channel];
        double sum = alpha2 * beforeLast[channel];
        for (int i = 0; i < from.length; i++) {
            sum += weight[i] * last[from[i]];
        }
        return sum;
    }

    static int requireSettling(String function, int settling) {
        if (settling < 0) {
            throw new IllegalArgumentException(function + " was asked to settle for " + settling + " samples. That many are left out in front of a trial, 0 or more."
                    + " Correct settling.");
        }
        return settling;
    }
}
