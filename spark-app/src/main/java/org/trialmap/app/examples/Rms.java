package org.trialmap.app.examples;

import org.trialmap.task.TaskFunction;
import org.trialmap.trial.TrialChunk;

/**
 * Root mean square of each channel over the samples of its trial: sqrt(mean(x^2)), in the recording's unit. The result has one number per
 * channel. A NaN sample makes its channel NaN.
 */
public final class Rms implements TaskFunction<TrialChunk, double[]> {
    private static final long serialVersionUID = 1;

    @Override
    public double[] apply(TrialChunk chunk) {
        double[] values = chunk.doubles();
        double[] rms = new double[chunk.channels()];
        for (int s = 0, at = 0; s < chunk.samples(); s++) {
            for (int c = 0; c < rms.length; c++, at++) {
                rms[c] += values[at] * values[at];
            }
        }
        for (int c = 0; c < rms.length; c++) {
            rms[c] = Math.sqrt(rms[c] / chunk.samples());
        }
        return rms;
    }
}
