package org.trialmap.signal.statistics;

import java.util.Arrays;

/**
 * Maps of t or F values of samples in any arrangement. Two passes over the samples, mean and then squares around it, in the samples' order: each value is an ordered sum, the same
 * at any vector width, and exchanging two groups of one size changes nothing but the sign of t. Where all samples are the same, 0 / 0, it is 0. Keeps buffers; for one thread.
 */
public final class StatisticMap {
    private static final int BLOCK = 512; // points, so that sums stay in the first cache and samples in the second

    private final TestStatistic statistic;
    private final double[][] samples;
    private final int[] sizes;
    private final double[][] mean;
    private final double[] squares = new double[BLOCK];

    /**
     * @param samples per sample the values of all points; differences for {@link TestStatistic#DEPSAMPLES_T}
     * @param sizes samples per group
     */
    public StatisticMap(TestStatistic statistic, double[][] samples, int[] sizes) {
        this.statistic = statistic;
        this.samples = samples;
        this.sizes = sizes.clone();
        this.mean = new double[sizes.length][BLOCK];
    }

    /**
     * @param arrangement per sample: for {@link TestStatistic#DEPSAMPLES_T} 1 if its sign is flipped, else 0; for the others its group, from 0
     * @param map takes the values of all points
     */
    public void compute(int[] arrangement, double[] map) {
        for (int from = 0; from < map.length; from += BLOCK) {
            int width = Math.min(BLOCK, map.length - from);
            Arrays.fill(squares, 0);
            if (statistic == TestStatistic.DEPSAMPLES_T) {
                flipped(arrangement, from, width);
                t(sizes[0] * (sizes[0] - 1.0), map, from, width);
            } else {
                grouped(arrangement, from, width);
                if (statistic == TestStatistic.INDEPSAMPLES_T) {
                    double[] second = mean[1];
                    for (int i = 0; i < width; i++) {
                        mean[0][i] -= second[i];
                    }
                    t((sizes[0] + sizes[1] - 2) / (1.0 / sizes[0] + 1.0 / sizes[1]), map, from, width);
                } else {
                    f(map, from, width);
                }
            }
        }
    }

    private void flipped(int[] flips, int from, int width) {
        double[] sum = mean[0];
        Arrays.fill(sum, 0);
        for (int k = 0; k < samples.length; k++) {
            double[] sample = samples[k];
            double sign = 1 - 2 * flips[k];
            for (int i = 0; i < width; i++) {
                sum[i] += sign * sample[from + i];
            }
        }
        divide(sum, samples.length, width);
        for (int k = 0; k < samples.length; k++) {
            double[] sample = samples[k];
            double sign = 1 - 2 * flips[k];
            for (int i = 0; i < width; i++) {
                double rest = sign * sample[from + i] - sum[i];
                squares[i] += rest * rest;
            }
        }
    }

    private void grouped(int[] groups, int from, int width) {
        for (double[] sum : mean) {
            Arrays.fill(sum, 0);
        }
        for (int k = 0; k < samples.length; k++) {
            double[] sample = samples[k];
            double[] sum = mean[groups[k]];
            for (int i = 0; i < width; i++) {
                sum[i] += sample[from + i];
            }
        }
        for (int g = 0; g < sizes.length; g++) {
            divide(mean[g], sizes[g], width);
        }
        for (int k = 0; k < samples.length; k++) {
            double[] sample = samples[k];
            double[] own = mean[groups[k]];
            for (int i = 0; i < width; i++) {
                double rest = sample[from + i] - own[i];
                squares[i] += rest * rest;
            }
        }
    }

    private static void divide(double[] sum, int by, int width) {
        for (int i = 0; i < width; i++) {
            sum[i] /= by;
        }
    }

    /** The effect, in {@code mean[0]}, over its standard error: the square root of squares / scale. */
    private void t(double scale, double[] map, int from, int width) {
        double[] effect = mean[0];
        for (int i = 0; i < width; i++) {
            map[from + i] = effect[i] / Math.sqrt(squares[i] / scale);
        }
        zeroForNothing(map, from, width);
    }

    private void f(double[] map, int from, int width) {
        double freedom = (samples.length - sizes.length) / (sizes.length - 1.0);
        for (int i = 0; i < width; i++) {
            double all = 0;
            for (int g = 0; g < sizes.length; g++) {
                all += sizes[g] * mean[g][i];
            }
            all /= samples.length;
            double between = 0;
            for (int g = 0; g < sizes.length; g++) {
                double rest = mean[g][i] - all;
                between += sizes[g] * rest * rest;
            }
            map[from + i] = between * freedom / squares[i];
        }
        zeroForNothing(map, from, width);
    }

    private static void zeroForNothing(double[] map, int from, int width) {
        for (int i = from; i < from + width; i++) {
            if (Double.isNaN(map[i])) {
                map[i] = 0;
            }
        }
    }
}
