package org.trialmap.examples;

/** The lasso by coordinate descent, from covariances alone. */
final class Lasso {
    private Lasso() {}

    /**
     * Improves weights w of w' Q w / 2 - q' w + penalty |w|.
     *
     * @param weights changed in place
     * @param rows of the matrices that belong to them
     * @param q covariances with what is explained, by row
     */
    static void descend(double[] weights, double penalty, int[] rows, double[][] covariance, double[] q, int most, double tolerance) {
        double[] explained = new double[rows.length];
        double variance = 0;
        for (int i = 0; i < rows.length; i++) {
            variance += q[rows[i]] * q[rows[i]];
            for (int j = 0; j < rows.length; j++) {
                explained[i] += covariance[rows[i]][rows[j]] * weights[j];
            }
        }
        for (int step = 0; step < most; step++) {
            double largest = 0;
            double change = 0;
            for (int i = 0; i < rows.length; i++) {
                double own = covariance[rows[i]][rows[i]];
                double before = weights[i];
                double free = q[rows[i]] - explained[i] + own * before;
                weights[i] = Math.signum(free) * Math.max(Math.abs(free) - penalty, 0) / own;
                if (weights[i] != before) {
                    for (int j = 0; j < rows.length; j++) {
                        explained[j] += (weights[i] - before) * covariance[rows[i]][rows[j]];
                    }
                }
                change = Math.max(change, Math.abs(weights[i] - before));
                largest = Math.max(largest, Math.abs(weights[i]));
            }
            if (largest == 0 || change / largest < tolerance && gap(weights, penalty, rows, explained, q, variance) < tolerance * variance) {
                return;
            }
        }
    }

    /** How far from the best that can be. */
    private static double gap(double[] weights, double penalty, int[] rows, double[] explained, double[] q, double variance) {
        double most = 0;
        double l1 = 0;
        double fit = 0;
        double square = 0;
        for (int i = 0; i < rows.length; i++) {
            most = Math.max(most, Math.abs(q[rows[i]] - explained[i]));
            l1 += Math.abs(weights[i]);
            fit += weights[i] * q[rows[i]];
            square += weights[i] * (explained[i] - q[rows[i]]);
        }
        double residual = variance + square - fit;
        double scale = most > penalty ? penalty / most : 1;
        return (most > penalty ? 0.5 * (residual + residual * scale * scale) : residual) + penalty * l1 - scale * variance + scale * fit;
    }
}
