package org.trialmap.analysis.average;

import java.util.Arrays;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.trial.TrialChunk;

/**
 * A statistic along one axis of a trial's array.
 *
 * @param dtype of the result
 */
record AxisFunction(Statistic statistic, int axis, DType dtype) implements TrialFunction {
    @Override
    public NdArray apply(TrialChunk trial) {
        int[] shape = trial.array().shape();
        int width = trial.array().dtype().width();
        int count = shape[axis];
        int inner = width;
        for (int a = axis + 1; a < shape.length; a++) {
            inner *= shape[a];
        }
        shape[axis] = 1;
        double[] values = statistic == Statistic.MEDIAN ? median(Components.of(trial), count, inner) : moment(Components.of(trial), count, inner, width);
        return Components.array(dtype, values, shape);
    }

    private double[] moment(double[] x, int count, int inner, int width) {
        double[] mean = means(x, count, inner);
        if (statistic == Statistic.MEAN) {
            return mean;
        }
        double[] variance = variances(x, mean, count, inner, width);
        return statistic == Statistic.STD ? Arrays.stream(variance).map(Math::sqrt).toArray() : variance;
    }

    private static double[] means(double[] x, int count, int inner) {
        double[] mean = new double[x.length / count];
        for (int from = 0, to = 0; from < x.length; from += count * inner, to += inner) {
            for (int k = 0; k < count; k++) {
                for (int i = 0; i < inner; i++) {
                    mean[to + i] += x[from + k * inner + i];
                }
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= count;
        }
        return mean;
    }

    /** Of complex numbers: of their distance from the mean. */
    private static double[] variances(double[] x, double[] mean, int count, int inner, int width) {
        double[] variance = new double[mean.length / width];
        for (int from = 0, to = 0; from < x.length; from += count * inner, to += inner) {
            for (int k = 0; k < count; k++) {
                for (int i = 0; i < inner; i++) {
                    double apart = x[from + k * inner + i] - mean[to + i];
                    variance[(to + i) / width] += apart * apart;
                }
            }
        }
        for (int i = 0; i < variance.length; i++) {
            variance[i] /= count;
        }
        return variance;
    }

    private static double[] median(double[] x, int count, int inner) {
        double[] median = new double[x.length / count];
        double[] column = new double[count];
        for (int to = 0; to < median.length; to++) {
            int from = to / inner * count * inner + to % inner;
            for (int k = 0; k < count; k++) {
                column[k] = x[from + k * inner];
            }
            median[to] = middle(column);
        }
        return median;
    }

    /** The median; NaN if one of them is NaN. Sorts the numbers. */
    static double middle(double[] column) {
        Arrays.sort(column); // NaN comes last
        int count = column.length;
        double last = column[count - 1];
        return Double.isNaN(last) || count % 2 == 1 ? Double.isNaN(last) ? Double.NaN : column[count / 2] : (column[count / 2 - 1] + column[count / 2]) / 2;
    }
}
