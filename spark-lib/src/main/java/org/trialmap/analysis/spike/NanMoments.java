package org.trialmap.analysis.spike;

import java.util.Arrays;

/**
 * Mean and variance (divided by n) of each of some values over trials, without those that are NaN; NaN if there is none. All values are added twice, in the same order: first for the
 * means, then for the squares.
 */
final class NanMoments {
    private final int size;
    private final double[] means;
    private final double[] squares;
    private final long[] counts;

    NanMoments(int size) {
        this.size = size;
        this.means = new double[size];
        this.squares = new double[size];
        this.counts = new long[size];
    }

    /** @param trials one after the other */
    void addValues(double[] trials) {
        for (int i = 0; i < trials.length; i++) {
            if (!Double.isNaN(trials[i])) {
                means[i % size] += trials[i];
                counts[i % size]++;
            }
        }
    }

    void endOfMeans() {
        Arrays.setAll(means, i -> counts[i] == 0 ? Double.NaN : means[i] / counts[i]);
    }

    void addSquares(double[] trials) {
        for (int i = 0; i < trials.length; i++) {
            if (!Double.isNaN(trials[i])) {
                double off = trials[i] - means[i % size];
                squares[i % size] += off * off;
            }
        }
    }

    double[] means() {
        return means;
    }

    double[] variances() {
        double[] variances = new double[size];
        Arrays.setAll(variances, i -> counts[i] == 0 ? Double.NaN : squares[i] / counts[i]);
        return variances;
    }
}
