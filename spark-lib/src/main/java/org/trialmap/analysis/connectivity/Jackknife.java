package org.trialmap.analysis.connectivity;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.trialmap.analysis.NanPolicy;
import org.trialmap.analysis.SummedMethod;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.array.NdArray;
import org.trialmap.signal.connectivity.PairSums;
import org.trialmap.support.Reason;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.TrialChunks;

/**
 * Bias and variance of an estimate that is made of sums over trials, by leaving out one trial at a time: theta_k is the estimate from the sums less those of trial k, theta that of all n trials.
 * Bias: (n - 1) (mean theta_k - theta). Variance: (n - 1) / n times the sum of |theta_k - mean theta_k|^2 (Tukey 1958; Thomson and Chave 1991). The trials are read once more, in their order.
 *
 * @param what was summed
 * @param estimate what is made of the sums
 * @param width numbers of each value, 2 if it is complex: real and imaginary part in turn
 * @param kept numbers of an estimate that are in memory at once, several times
 */
record Jackknife(TrialSpectra spectra, PairSums what, Estimate estimate, int width, long kept) {
    /** Names of the datasets, which are Syncopy's. */
    private static final String VARIANCE = "jack_var";
    private static final String BIAS = "jack_bias";
    /** Of 32 MB. */
    private static final long KEPT = 1 << 22;

    Jackknife(TrialSpectra spectra, PairSums what, Estimate estimate, int width) {
        this(spectra, what, estimate, width, KEPT);
    }

    /** The estimate from the sums of some frequencies over some trials. */
    interface Estimate {
        double[] of(double[] sums, int frequencies, int trials);
    }

    /**
     * @param variance one number for each of {@code bias}' values
     */
    record BiasAndVariance(double[] bias, double[] variance) {}

    /**
     * @param fewest trials of which the method makes a result
     * @throws IllegalArgumentException if fewer are left without one
     */
    static void require(String name, int trials, int fewest) {
        if (trials <= fewest) {
            throw new IllegalArgumentException("The jackknife of " + name + " was asked for (jackknife true) of " + trials + (trials == 1 ? " trial" : " trials") + " without NaN. It leaves out one at a time, and"
                    + " the rest must be at least " + fewest + ". Select more with --trials SEL (trials(...)), or leave out --jackknife true (jackknife(true)).");
        }
    }

    /** Only where it is asked for, so that other plans keep their ids. */
    static Map<String, Object> options(boolean jackknife) {
        return jackknife ? Map.of("jackknife", true) : Map.of();
    }

    static Map<String, NdArray> datasets(NdArray bias, NdArray variance) {
        Map<String, NdArray> datasets = new LinkedHashMap<>();
        datasets.put(BIAS, bias);
        datasets.put(VARIANCE, variance);
        return datasets;
    }

    /**
     * Of some frequencies at a time, so that memory is bounded.
     *
     * @param times of each frequency
     */
    BiasAndVariance of(TrialChunks trials, SummedMethod.Sums sums, int times) {
        int perSlice = sums.values().length / sums.slices();
        int values = estimate.of(Arrays.copyOf(sums.values(), perSlice), 1, sums.trials()).length / times;
        int most = (int) Math.max(1, kept / ((long) values * times));
        if (most >= sums.slices()) {
            return ofAll(trials, sums);
        }
        double[] bias = new double[Math.multiplyExact(values * times, sums.slices())];
        double[] variance = new double[bias.length / width];
        for (int from = sums.from(); from < sums.to(); from += most) {
            int to = Math.min(sums.to(), from + most);
            double[] some = Arrays.copyOfRange(sums.values(), (from - sums.from()) * perSlice, (to - sums.from()) * perSlice);
            BiasAndVariance part = ofAll(trials, new SummedMethod.Sums(from, to, some, sums.trials()));
            for (int t = 0; t < times; t++) {
                int at = t * sums.slices() + from - sums.from();
                System.arraycopy(part.bias, t * (to - from) * values, bias, at * values, (to - from) * values);
                System.arraycopy(part.variance, t * (to - from) * values / width, variance, at * values / width, (to - from) * values / width);
            }
        }
        return new BiasAndVariance(bias, variance);
    }

    /** At once. */
    BiasAndVariance ofAll(TrialChunks trials, SummedMethod.Sums sums) {
        int count = sums.trials();
        double[] theta = estimate.of(sums.values(), sums.slices(), count);
        double[] mean = new double[theta.length]; // of theta_k - theta, which is small
        double[] squares = new double[theta.length / width];
        int[] seen = new int[1];
        forEachOther(trials, sums, others -> add(others, theta, mean, squares, ++seen[0]));
        Arrays.setAll(mean, i -> mean[i] * (count - 1));
        Arrays.setAll(squares, i -> squares[i] * (count - 1) / count);
        return new BiasAndVariance(mean, squares);
    }

    private void forEachOther(TrialChunks trials, SummedMethod.Sums sums, Consumer<double[]> work) {
        TrialFunction transform = spectra.function().forTask();
        try {
            trials.block(0, trials.trials().length, 0).forEach((position, trial) -> {
                if (!transform.isSpoilt(trial, NanPolicy.PROPAGATE)) {
                    double[] others = CrossSums.ofOne(transform.apply(trial), what, sums.from(), sums.to());
                    Arrays.setAll(others, i -> sums.values()[i] - others[i]);
                    work.accept(without(trial, others, sums));
                }
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The jackknife cannot be computed: " + Reason.of(e), e);
        }
    }

    private double[] without(TrialChunk trial, double[] others, SummedMethod.Sums sums) {
        try {
            return estimate.of(others, sums.slices(), sums.trials() - 1);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("There is no result without " + trial + ", so that the jackknife (jackknife true) has none. " + e.getMessage(), e);
        }
    }

    /** Mean and squared deviations with one more (Welford 1962). */
    private void add(double[] replicate, double[] theta, double[] mean, double[] squares, int seen) {
        for (int i = 0; i < mean.length; i++) {
            double apart = replicate[i] - theta[i];
            double before = apart - mean[i];
            mean[i] += before / seen;
            squares[i / width] += before * (apart - mean[i]);
        }
    }
}
