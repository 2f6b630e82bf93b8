package org.trialmap.signal.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * Nonlinear least squares of few parameters, each within bounds: Levenberg and Marquardt's method, damped in proportion to the diagonal, with steps that end at the bounds. A parameter at a
 * bound that the gradient would carry beyond it stays there. The same numbers give the same bits everywhere.
 */
final class BoundedLeastSquares {
    /** Ends when the sum of squares falls by less than this part of it in one step that is hardly damped. */
    private static final double ENOUGH = 1e-12;
    /** Or by less than this in so many steps, as in a valley that hardly descends; */
    private static final double ENOUGH_OF_MANY = 1e-11;
    private static final int MANY = 10;
    /** and by less than this once the curve was evaluated so often. */
    private static final double ENOUGH_OF_LONG = 1e-7;
    private static final int LONG = 500;
    private static final double FIRST_DAMPING = 1e-3;
    private static final double LEAST_DAMPING = 1e-9;
    private static final double MOST_DAMPING = 1e12;
    /** Steps damped more than this say nothing about whether the end is near. */
    private static final double STRONG_DAMPING = 1e-2;
    private static final int EVALUATIONS = 5000;

    private final Curve curve;
    private final double[] values;
    private final double[] lower;
    private final double[] upper;
    private double[] at;
    private double[] residuals;
    private double[][] slopes;
    private double squares;

    /** What is fitted. */
    interface Curve {
        /**
         * @param slopes derivatives by each parameter, at each point; set here
         * @param fitted the curve's values; set here, NaN if there are none for these parameters
         */
        void at(double[] parameters, double[] fitted, double[][] slopes);
    }

    private BoundedLeastSquares(Curve curve, double[] values, double[] start, double[] lower, double[] upper) {
        this.curve = curve;
        this.values = values;
        this.lower = lower;
        this.upper = upper;
        this.at = within(start);
    }

    /**
     * The parameters near {@code start} with the smallest sum of squared differences from {@code values}; empty if none were found.
     */
    static Optional<double[]> fit(Curve curve, double[] values, double[] start, double[] lower, double[] upper) {
        return new BoundedLeastSquares(curve, values, start, lower, upper).minimum();
    }

    private double[] within(double[] parameters) {
        double[] bounded = new double[parameters.length];
        for (int i = 0; i < bounded.length; i++) {
            bounded[i] = Math.min(upper[i], Math.max(lower[i], parameters[i]));
        }
        return bounded;
    }

    /** Goes there if the sum of squares is smaller. */
    private boolean moved(double[] parameters) {
        double[] fitted = new double[values.length];
        double[][] derivatives = new double[parameters.length][values.length];
        curve.at(parameters, fitted, derivatives);
        double sum = 0;
        for (int k = 0; k < fitted.length; k++) {
            fitted[k] -= values[k];
            sum += fitted[k] * fitted[k];
        }
        if (!(sum < squares)) {
            return false;
        }
        at = parameters;
        residuals = fitted;
        slopes = derivatives;
        squares = sum;
        return true;
    }

    private Optional<double[]> minimum() {
        squares = Double.POSITIVE_INFINITY;
        if (!moved(at)) {
            return Optional.empty();
        }
        double damping = FIRST_DAMPING;
        NormalEquations equations = equations();
        double[] earlier = new double[MANY];
        Arrays.fill(earlier, Double.POSITIVE_INFINITY);
        int steps = 0;
        for (int evaluation = 1; evaluation < EVALUATIONS; evaluation++) {
            double before = squares;
            Optional<double[]> step = equations.step(damping);
            if (step.isPresent() && moved(within(sum(at, step.get())))) {
                if (before - squares <= ENOUGH * before && damping <= STRONG_DAMPING || earlier[steps % MANY] - squares <= (evaluation < LONG ? ENOUGH_OF_MANY : ENOUGH_OF_LONG) * squares) {
                    return Optional.of(at);
                }
                earlier[steps++ % MANY] = squares;
                damping = Math.max(LEAST_DAMPING, damping / 10);
                equations = equations();
            } else if (damping >= MOST_DAMPING || equations.isStationary()) {
                return Optional.of(at);
            } else {
                damping *= 10;
            }
        }
        return Optional.empty();
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = new double[a.length];
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }

    private NormalEquations equations() {
        int count = at.length;
        double[] gradient = new double[count];
        boolean[] free = new boolean[count];
        double[][] products = new double[count][count];
        for (int i = 0; i < count; i++) {
            gradient[i] = dot(slopes[i], residuals);
            free[i] = !(at[i] <= lower[i] && gradient[i] >= 0) && !(at[i] >= upper[i] && gradient[i] <= 0);
            for (int j = 0; j <= i; j++) {
                products[i][j] = dot(slopes[i], slopes[j]);
            }
            free[i] &= products[i][i] > 0;
        }
        return new NormalEquations(products, gradient, free);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    /** The lower triangle of products of slopes, and the gradient; parameters that are not free do not move. */
    private record NormalEquations(double[][] products, double[] gradient, boolean[] free) {
        boolean isStationary() {
            for (int i = 0; i < gradient.length; i++) {
                if (free[i] && gradient[i] != 0) {
                    return false;
                }
            }
            return true;
        }

        /** By Cholesky's factorization; empty if rounding leaves no positive pivot. */
        Optional<double[]> step(double damping) {
            int count = gradient.length;
            double[][] factor = new double[count][count];
            double[] step = new double[count];
            for (int i = 0; i < count; i++) {
                if (!free[i]) {
                    continue;
                }
                for (int j = 0; j <= i; j++) {
                    if (!free[j]) {
                        continue;
                    }
                    double sum = i == j ? products[i][i] * (1 + damping) : products[i][j];
                    for (int k = 0; k < j; k++) {
                        sum -= factor[i][k] * factor[j][k];
                    }
                    if (i == j && !(sum > 0)) {
                        return Optional.empty();
                    }
                    factor[i][j] = i == j ? Math.sqrt(sum) : sum / factor[j][j];
                }
                double rest = -gradient[i];
                for (int k = 0; k < i; k++) {
                    rest -= factor[i][k] * step[k];
                }
                step[i] = rest / factor[i][i];
            }
            for (int i = count - 1; i >= 0; i--) {
                if (free[i]) {
                    double rest = step[i];
                    for (int k = i + 1; k < count; k++) {
                        rest -= factor[k][i] * step[k];
                    }
                    step[i] = rest / factor[i][i];
                }
            }
            return Optional.of(step);
        }
    }
}
