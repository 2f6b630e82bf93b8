package org.trialmap.app.plot;

import java.io.IOException;
import java.util.function.IntToDoubleFunction;
import org.trialmap.app.cli.UsageException;
import org.trialmap.array.NdArray;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.TrialDefinition;

/**
 * Means over trials, in double, of what {@link ArrayNumbers} gives; trials must be of one length and begin at the same time. Values that are NaN or infinite are
 * left out; how many trials have some is noted.
 */
final class TrialMeans {
    private TrialMeans() {}

    /** For titles; nothing if there is one trial only. */
    static String name(int trials) {
        return trials == 1 ? "" : "mean of " + trials + " trials";
    }

    static IntToDoubleFunction of(AnalogData data, PlotOptions wishes) throws IOException {
        requireSameTimes(data.trials(), data.samplerateHz());
        return mean(data.trials().count(), data::trial, wishes);
    }

    static IntToDoubleFunction of(SpectralData data, PlotOptions wishes) throws IOException {
        requireSameTimes(data.trials(), data.samplerateHz());
        return mean(data.trials().count(), data::trial, wishes);
    }

    private interface Trials {
        NdArray read(int k) throws IOException;
    }

    private static IntToDoubleFunction mean(int count, Trials trials, PlotOptions wishes) throws IOException {
        double[] sum = null;
        int[] counts = null;
        int spoilt = 0;
        for (int k = 0; k < count; k++) {
            NdArray trial = trials.read(k);
            IntToDoubleFunction values = ArrayNumbers.of(trial);
            sum = sum == null ? new double[trial.size()] : sum;
            counts = counts == null ? new int[trial.size()] : counts;
            int used = 0;
            for (int i = 0; i < sum.length; i++) {
                double value = values.applyAsDouble(i);
                if (Double.isFinite(value)) {
                    sum[i] += value;
                    counts[i]++;
                    used++;
                }
            }
            spoilt += used < sum.length ? 1 : 0;
        }
        if (spoilt > 0) {
            wishes.note(spoilt + " of the " + count + " trials " + (spoilt == 1 ? "has" : "have") + " values that are NaN or infinite; the mean is that of the others.");
        }
        double[] mean = sum;
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= counts[i];
        }
        return i -> mean[i];
    }

    private static void requireSameTimes(TrialDefinition trials, double hz) {
        for (int k = 1; k < trials.count(); k++) {
            boolean sameOffset = trials.offset(k) == trials.offset(0) || trials.length(0) == 1;
            if (trials.length(k) != trials.length(0) || !sameOffset) {
                throw new UsageException("The trials have no common times: the first goes from " + extent(trials, 0, hz) + ", number " + (k + 1)
                        + " of the selected ones from " + extent(trials, k, hz) + ". A mean needs the same times in all of them. Give a window that all"
                        + " cover with --latency A B, select trials with --trials SEL, or draw each with --average false.");
            }
        }
    }

    private static String extent(TrialDefinition trials, int k, double hz) {
        return trials.offset(k) / hz + " to " + (trials.offset(k) + trials.length(k) - 1) / hz + " s";
    }
}
