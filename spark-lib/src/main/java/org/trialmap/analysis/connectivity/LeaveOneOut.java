package org.trialmap.analysis.connectivity;

import java.io.Serializable;
import java.util.Arrays;
import org.trialmap.analysis.SumFunction;
import org.trialmap.analysis.SummedMethod;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.array.NdArray;
import org.trialmap.signal.connectivity.PairSums;
import org.trialmap.task.Shared;
import org.trialmap.trial.TrialChunk;

/**
 * Of estimates that leave out one trial each, by how much their mean is apart from the estimate of all trials, and the sum of their squared deviations from that mean (Welford 1962): time x
 * frequency x value, then the squares.
 *
 * @param sums of all trials
 * @param theta the estimate from them
 */
record LeaveOneOut(TrialFunction spectra, PairSums what, Jackknife.Estimate estimate, int width, int times, Sizes sizes, Shared<double[]> sums, Shared<double[]> theta) implements SumFunction {
    /**
     * @param first the frequency that the sums begin with
     * @param slices into how many the frequencies can be cut: as many as there are, or 1
     * @param trials that were summed
     * @param values of the estimate
     */
    record Sizes(int first, int frequencies, int slices, int trials, int values) implements Serializable {
        /** Values of a slice at one time. */
        int perTime(int times) {
            return values / (slices * times);
        }
    }

    @Override
    public int slices() {
        return sizes.slices;
    }

    @Override
    public int perSlice() {
        return sizes.perTime(times) * times + sizes.perTime(times) * times / width;
    }

    @Override
    public Summation begin(int from, int to) {
        TrialFunction transform = spectra.forTask();
        int perSlice = sizes.frequencies / sizes.slices;
        int perFrequency = sums.value().length / sizes.frequencies;
        double[] all = Arrays.copyOfRange(sums.value(), from * perSlice * perFrequency, to * perSlice * perFrequency);
        double[] ofAll = theta(from, to);
        int[] seen = new int[1];
        return (trial, deviations) -> {
            double[] others = of(transform.apply(trial), sizes.first + from * perSlice, sizes.first + to * perSlice);
            Arrays.setAll(others, i -> all[i] - others[i]);
            add(without(trial, others, (to - from) * perSlice), ofAll, deviations, ++seen[0]);
        };
    }

    private double[] of(NdArray fourier, int from, int to) {
        return CrossSums.ofOne(fourier, what, from, to);
    }

    private double[] theta(int from, int to) {
        int row = sizes.perTime(times) * (to - from);
        double[] some = new double[row * times];
        for (int t = 0; t < times; t++) {
            System.arraycopy(theta.value(), (t * sizes.slices + from) * sizes.perTime(times), some, t * row, row);
        }
        return some;
    }

    private double[] without(TrialChunk trial, double[] others, int frequencies) {
        try {
            return estimate.of(others, frequencies, sizes.trials - 1);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("There is no result without " + trial + ", so that the jackknife (jackknife true) has none. " + e.getMessage(), e);
        }
    }

    private void add(double[] replicate, double[] ofAll, double[] deviations, int seen) {
        for (int i = 0; i < ofAll.length; i++) {
            double apart = replicate[i] - ofAll[i];
            double before = apart - deviations[i];
            deviations[i] += before / seen;
            deviations[ofAll.length + i / width] += before * (apart - deviations[i]);
        }
    }

    /** Of more trials (Chan 1979). */
    SummedMethod.Sums merge(SummedMethod.Sums first, SummedMethod.Sums more) {
        if (first.trials() == 0 || more.trials() == 0) {
            return first.trials() == 0 ? more : first;
        }
        double[] a = first.values();
        double[] b = more.values();
        int count = first.trials() + more.trials();
        int values = a.length / (width + 1) * width;
        for (int i = 0; i < values; i++) {
            double apart = b[i] - a[i];
            a[i] += apart * more.trials() / count;
            a[values + i / width] += apart * apart * first.trials() * more.trials() / count;
        }
        for (int i = values; i < a.length; i++) {
            a[i] += b[i];
        }
        return new SummedMethod.Sums(first.from(), first.to(), a, count);
    }
}
