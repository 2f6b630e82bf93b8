package org.trialmap.analysis.connectivity;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialmap.analysis.SummedMethod;
import org.trialmap.analysis.support.SecondPass;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.setting.Setting;
import org.trialmap.signal.connectivity.PairSums;
import org.trialmap.task.OnError;
import org.trialmap.trial.TrialChunks;

/**
 * Bias and variance of an estimate that is made of sums over trials, by leaving out one trial at a time: theta_k is the estimate from the sums less those of trial k, theta that of all n trials.
 * Bias: (n - 1) (mean theta_k - theta). Variance: (n - 1) / n times the sum of |theta_k - mean theta_k|^2 (Tukey 1958; Thomson and Chave 1991). The trials are read once more, in tasks.
 *
 * @param what was summed
 * @param estimate what is made of the sums
 * @param width numbers of each value, 2 if it is complex: real and imaginary part in turn
 */
record Jackknife(TrialSpectra spectra, PairSums what, Estimate estimate, int width) {
    /** Names of the datasets, which are Syncopy's. */
    private static final String VARIANCE = "jack_var";
    private static final String BIAS = "jack_bias";
    /** Numbers of an estimate that a task has in memory, several times: 32 MB. */
    private static final int KEPT = 1 << 22;
    /** Tasks of estimates that fit in memory: each computes the trials' spectra again, which is little beside the estimates. */
    private static final int PARTS = 8;
    /** Tasks of estimates that need all frequencies: each result is as large as the estimate. */
    private static final int RANGES = 16;

    /** The estimate from the sums of some frequencies over some trials. */
    interface Estimate extends Serializable {
        double[] of(double[] sums, int frequencies, int trials);
    }

    /**
     * @param variance one number for each of {@code bias}' values
     */
    record BiasAndVariance(double[] bias, double[] variance) {}

    /** Into how many tasks the work is cut: the frequencies, which changes no bit, and the trials. */
    record Cut(int parts, int ranges) {}

    /**
     * @param fewest trials of which the method makes a result
     * @throws IllegalArgumentException if fewer are left without one
     */
    static void require(String name, int trials, int fewest) {
        if (trials <= fewest) {
            throw new IllegalArgumentException(
                    "The jackknife of " + name + " was asked for (jackknife true) of " + trials + (trials == 1 ? " trial" : " trials") + " without NaN. It leaves out one at a time, and"
                            + " the rest must be at least " + fewest + ". Select more with " + Setting.TRIALS + ", or leave out " + Setting.JACKKNIFE + ".");
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
     * Of an estimate of which each frequency is made of its own sums.
     *
     * @param times of each frequency; those of the estimate come first: time x frequency
     */
    BiasAndVariance ofEach(ParallelMap pmap, TrialChunks trials, SummedMethod.Sums sums, int times) {
        double[] theta = estimate.of(sums.values(), sums.slices(), sums.trials());
        return of(pmap, trials, sums, theta, times, new Cut(Math.max(PARTS, 1 + theta.length / KEPT), 1));
    }

    /** Of an estimate that needs the sums of all frequencies. */
    BiasAndVariance ofAll(ParallelMap pmap, TrialChunks trials, SummedMethod.Sums sums) {
        return of(pmap, trials, sums, estimate.of(sums.values(), sums.slices(), sums.trials()), 1, new Cut(1, RANGES));
    }

    /** Ranges of trials add up in their order. */
    BiasAndVariance of(ParallelMap pmap, TrialChunks trials, SummedMethod.Sums sums, double[] theta, int times, Cut cut) {
        int slices = cut.parts == 1 ? 1 : sums.slices();
        LeaveOneOut deviations = new LeaveOneOut(spectra.function(), what, estimate, width, times, new LeaveOneOut.Sizes(sums.from(), sums.slices(), slices, sums.trials(), theta.length),
                pmap.share(sums.values()), pmap.share(theta));
        List<SummedMethod.Sums> parts = collect(pmap.onError(OnError.FAIL), trials, deviations, cut);
        double[] bias = new double[theta.length];
        double[] variance = new double[theta.length / width];
        int count = sums.trials();
        for (SummedMethod.Sums part : parts) {
            double[] values = part.values();
            int row = theta.length / (slices * times) * part.slices(); // of one time
            int all = theta.length / times;
            int first = all / slices * part.from();
            for (int i = 0; i < row * times; i++) {
                bias[i / row * all + first + i % row] = values[i] * (count - 1);
            }
            for (int i = 0; i < row * times / width; i++) {
                variance[(i / (row / width) * all + first) / width + i % (row / width)] = values[row * times + i] * (count - 1) / count;
            }
        }
        return new BiasAndVariance(bias, variance);
    }

    private static List<SummedMethod.Sums> collect(ParallelMap pmap, TrialChunks trials, LeaveOneOut deviations, Cut cut) {
        try {
            return SummedMethod.Sums.collect(pmap, "jackknife", deviations, trials, cut.parts, cut.ranges, deviations::merge);
        } catch (MapFailedException e) {
            for (Throwable ofTrial : e.getCause() == null ? new Throwable[0] : e.getCause().getSuppressed()) {
                if (ofTrial instanceof IllegalArgumentException refused) {
                    throw new IllegalArgumentException(refused.getMessage(), e);
                }
            }
            throw SecondPass.failed("The second pass over the trials, for the jackknife (jackknife true),", e);
        }
    }
}
