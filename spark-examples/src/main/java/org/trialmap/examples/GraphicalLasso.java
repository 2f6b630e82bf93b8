package org.trialmap.examples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Sparse inverse covariance (J. Friedman, T. Hastie, R. Tibshirani 2008) by coordinate descent, with the penalty by cross-validation: five folds of consecutive samples, four penalties at a
 * time, and four times a finer grid around the best, as scikit-learn's GraphicalLassoCV has it.
 */
final class GraphicalLasso {
    private static final double TOLERANCE = 1e-4;
    private static final int FOLDS = 5;
    private static final int PENALTIES = 4;
    private static final int REFINEMENTS = 4;
    private static final double TINY = 1000 * Math.ulp(1.0);

    private final double[][] empirical;
    private final double[][] covariance;
    private final double[][] precision;

    /** @param start covariance of another penalty, of which this one goes on */
    private GraphicalLasso(double[][] empirical, double[][] start) {
        int n = empirical.length;
        this.empirical = empirical;
        this.covariance = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                covariance[i][j] = i == j ? empirical[i][i] : 0.95 * start[i][j];
            }
        }
        this.precision = inverse(covariance);
    }

    /** A penalty, and the mean log-likelihood of what was left out. */
    private record Scored(double penalty, double score) {}

    /** The covariance of series, sample x region, at the penalty that explains left-out samples best. */
    static double[][] covariance(double[][] series) {
        double[][] empirical = empirical(series);
        return fitted(empirical, empirical, best(series, empirical), 100).orElseThrow().covariance;
    }

    private static double best(double[][] series, double[][] empirical) {
        double high = 0;
        for (int i = 0; i < empirical.length; i++) {
            for (int j = 0; j < i; j++) {
                high = Math.max(high, Math.abs(empirical[i][j]));
            }
        }
        double[] penalties = logspace(high, 0.01 * high, PENALTIES);
        List<Scored> scored = new ArrayList<>();
        int best = 0;
        for (int refinement = 0; refinement < REFINEMENTS; refinement++) {
            double[] scores = scores(series, penalties);
            for (int k = 0; k < penalties.length; k++) {
                scored.add(new Scored(penalties[k], scores[k]));
            }
            scored.sort(Comparator.comparingDouble(Scored::penalty).reversed());
            best = 0;
            int finite = 0;
            for (int k = 1; k < scored.size(); k++) {
                finite = Double.isFinite(scored.get(k).score) ? k : finite;
                best = Double.isFinite(scored.get(k).score) && scored.get(k).score >= scored.get(best).score ? k : best;
            }
            boolean last = best == scored.size() - 1;
            double above = scored.get(last || best == finite ? best : Math.max(0, best - 1)).penalty; // below the last one that could be fitted, others may be
            double below = last ? 0.01 * scored.get(best).penalty : scored.get(best + 1).penalty;
            double[] finer = logspace(above, below, PENALTIES + 2);
            penalties = IntStream.range(1, PENALTIES + 1).mapToDouble(k -> finer[k]).toArray();
        }
        return scored.get(best).penalty;
    }

    /** For each penalty the mean of the folds; not finite where one of them could not be fitted. */
    private static double[] scores(double[][] series, double... penalties) {
        double[] scores = new double[penalties.length];
        for (int fold = 0; fold < FOLDS; fold++) {
            int longer = series.length % FOLDS; // the first folds have one sample more
            int from = fold * (series.length / FOLDS) + Math.min(fold, longer);
            int to = from + series.length / FOLDS + (fold < longer ? 1 : 0);
            double[][] train = empirical(IntStream.range(0, series.length).filter(t -> t < from || t >= to).mapToObj(t -> series[t]).toArray(double[][]::new));
            double[][] test = empirical(IntStream.range(from, to).mapToObj(t -> series[t]).toArray(double[][]::new));
            double[][] start = train;
            for (int k = 0; k < penalties.length; k++) {
                Optional<GraphicalLasso> fit = fitted(train, start, penalties[k], 10);
                start = fit.isPresent() ? fit.get().covariance : start;
                scores[k] += fit.isPresent() ? fit.get().likelihood(test) / FOLDS : Double.NEGATIVE_INFINITY;
            }
        }
        return scores;
    }

    /** Empty where the system is too ill-conditioned for the penalty. */
    private static Optional<GraphicalLasso> fitted(double[][] empirical, double[][] start, double penalty, int most) {
        GraphicalLasso fit = new GraphicalLasso(empirical, start);
        for (int k = 0; k < most; k++) {
            for (int region = 0; region < empirical.length; region++) {
                fit.update(region, penalty, most);
            }
            double gap = fit.dualGap(penalty);
            if (!Double.isFinite(gap) || k > 0 && !Double.isFinite(fit.likelihood(empirical))) {
                return Optional.empty();
            }
            if (Math.abs(gap) < TOLERANCE) {
                break;
            }
        }
        return Optional.of(fit);
    }

    /** Regresses a region on all others. */
    private void update(int region, double penalty, int most) {
        int n = empirical.length;
        double[] weights = IntStream.range(0, n).mapToDouble(i -> i == region ? 0 : -precision[i][region] / (precision[region][region] + TINY)).toArray();
        Lasso.descend(weights, region, penalty, covariance, empirical[region], most, TOLERANCE);
        double explained = 0;
        for (int i = 0; i < n; i++) {
            explained += covariance[region][i] * weights[i];
        }
        double own = 1 / (covariance[region][region] - explained);
        precision[region][region] = own;
        double[] row = Lasso.times(covariance, weights);
        for (int i = 0; i < n; i++) {
            if (i != region) {
                precision[i][region] = -own * weights[i];
                precision[region][i] = precision[i][region];
                covariance[i][region] = row[i];
                covariance[region][i] = row[i];
            }
        }
    }

    private double dualGap(double penalty) {
        double gap = -empirical.length;
        for (int i = 0; i < empirical.length; i++) {
            for (int j = 0; j < empirical.length; j++) {
                gap += empirical[i][j] * precision[i][j] + (i == j ? 0 : penalty * Math.abs(precision[i][j]));
            }
        }
        return gap;
    }

    private double likelihood(double[][] of) {
        double sum = 0;
        for (int i = 0; i < of.length; i++) {
            for (int j = 0; j < of.length; j++) {
                sum += of[i][j] * precision[i][j];
            }
        }
        double logDeterminant = 0;
        double[][] factor = cholesky(precision);
        for (int i = 0; i < of.length; i++) {
            logDeterminant += 2 * Math.log(factor[i][i]);
        }
        return (logDeterminant - sum - of.length * Math.log(2 * Math.PI)) / 2;
    }

    /** Covariance of the columns, divided by the number of samples. */
    static double[][] empirical(double[][] series) {
        int n = series[0].length;
        double[] means = IntStream.range(0, n).mapToDouble(i -> IntStream.range(0, series.length).mapToDouble(t -> series[t][i]).sum() / series.length).toArray();
        double[][] covariance = new double[n][n];
        for (double[] sample : series) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    covariance[i][j] += (sample[i] - means[i]) * (sample[j] - means[j]) / series.length;
                }
            }
        }
        return covariance;
    }

    private static double[] logspace(double from, double to, int count) {
        return IntStream.range(0, count).mapToDouble(k -> Math.pow(10, Math.log10(from) + k * (Math.log10(to) - Math.log10(from)) / (count - 1))).toArray();
    }

    /** The lower factor of a positive definite matrix. */
    private static double[][] cholesky(double[][] matrix) {
        double[][] factor = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? Math.sqrt(sum) : sum / factor[j][j];
            }
        }
        return factor;
    }

    private static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] factor = cholesky(matrix);
        double[][] inverse = new double[n][n];
        for (int column = 0; column < n; column++) {
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                double sum = i == column ? 1 : 0;
                for (int k = 0; k < i; k++) {
                    sum -= factor[i][k] * x[k];
                }
                x[i] = sum / factor[i][i];
            }
            for (int i = n - 1; i >= 0; i--) {
                for (int k = i + 1; k < n; k++) {
                    x[i] -= factor[k][i] * x[k];
                }
                x[i] /= factor[i][i];
            }
            inverse[column] = x;
        }
        return inverse;
    }
}
