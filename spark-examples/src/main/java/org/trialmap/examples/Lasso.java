package org.trialmap.examples;

/** The lasso by coordinate descent, from covariances alone. */
final class Lasso {
    private Lasso() {}

    /**
     * Improves weights w of w' Q w / 2 - q' w + penalty |w|, where one region is explained by the others.
     *
     * @param weights changed in place; that of the explained region is 0 and stays so
     * @param region the explained one
     * @param q covariances of the others with it
     */
    static void descend(double[] weights, int region, double penalty, double[][] covariance, double[] q, int most, double tolerance) {
        double[] explained = times(covariance, weights);
        double variance = 0;
        for (int i = 0; i < weights.length; i++) {
            variance += i == region ? 0 : q[i] * q[i];
        }
        for (int step = 0; step < most; step++) {
            double largest = 0;
            double change = 0;
            for (int i = 0; i < weights.length; i++) {
                if (i != region) {
                    double own = covariance[i][i];
                    double before = weights[i];
                    double free = q[i] - explained[i] + own * before;
                    weights[i] = Math.signum(free) * Math.max(Math.abs(free) - penalty, 0) / own;
                    if (weights[i] != before) {
                        add(weights[i] - before, covariance[i], explained);
                    }
                    change = Math.max(change, Math.abs(weights[i] - before));
                    largest = Math.max(largest, Math.abs(weights[i]));
                }
            }
            if (largest == 0 || change / largest < tolerance && gap(weights, region, penalty, explained, q, variance) < tolerance * variance) {
                return;
            }
        }
    }

    /** A symmetric matrix times a vector in which most are 0. */
    static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            if (vector[i] != 0) {
                add(vector[i], matrix[i], product);
            }
        }
        return product;
    }

    private static void add(double factor, double[] row, double[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] += factor * row[j];
        }
    }

    /** How far from the best that can be. */
    private static double gap(double[] weights, int region, double penalty, double[] explained, double[] q, double variance) {
        double most = 0;
        double l1 = 0;
        double fit = 0;
        double square = 0;
        for (int i = 0; i < weights.length; i++) {
            if (i != region) {
                most = Math.max(most, Math.abs(q[i] - explained[i]));
                l1 += Math.abs(weights[i]);
                fit += weights[i] * q[i];
                square += weights[i] * (explained[i] - q[i]);
            }
        }
        double residual = variance + square - fit;
        double scale = most > penalty ? penalty / most : 1;
        return (most > penalty ? 0.5 * (residual + residual * scale * scale) : residual) + penalty * l1 - scale * variance + scale * fit;
    }
}
