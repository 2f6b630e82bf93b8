package org.trialmap.analysis.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import org.trialmap.analysis.NanPolicy;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.task.TaskFunction;
import org.trialmap.trial.TrialChunk;

/**
 * Finds the artifacts of one trial.
 *
 * @param mean of each channel
 * @param deviation of each channel
 * @param padding samples before and after
 */
record ArtifactSearch(TrialFunction steps, double[] mean, double[] deviation, double cutoff, int padding, NanPolicy nan) implements TaskFunction<TrialChunk, ArtifactSearch.Found> {
    /**
     * Artifacts of one trial.
     *
     * @param from first samples, from 0 within the trial
     * @param to the ones after the last
     * @param peak the largest z-value of each; NaN where there are none but NaN
     */
    record Found(int[] from, int[] to, double[] peak) implements Serializable {}

    @Override
    public Found apply(TrialChunk trial) throws Exception {
        steps.isSpoilt(trial, nan);
        double[] z = zvalues(steps.forTask().apply(trial.widened()).doubles());
        BitSet marked = new BitSet(z.length);
        for (int s = 0; s < z.length; s++) {
            if (!(z[s] <= cutoff)) { // NaN, too
                marked.set(Math.max(0, s - padding), Math.min(z.length, s + padding + 1));
            }
        }
        return found(z, marked);
    }

    private double[] zvalues(double[] x) {
        int channels = mean.length;
        double[] z = new double[x.length / channels];
        double scale = Math.sqrt(channels);
        for (int i = 0; i < x.length; i++) {
            z[i / channels] += (x[i] - mean[i % channels]) / deviation[i % channels];
        }
        for (int s = 0; s < z.length; s++) {
            z[s] /= scale;
        }
        return z;
    }

    private static Found found(double[] z, BitSet marked) {
        int[] from = marked.stream().filter(s -> s == 0 || !marked.get(s - 1)).toArray();
        int[] to = Arrays.stream(from).map(marked::nextClearBit).toArray();
        double[] peak = new double[from.length];
        for (int i = 0; i < peak.length; i++) {
            peak[i] = Arrays.stream(z, from[i], to[i]).filter(value -> !Double.isNaN(value)).max().orElse(Double.NaN);
        }
        return new Found(from, to, peak);
    }
}
