package org.trialmap.app.examples;

import org.trialmap.task.TaskFunction;
import org.trialmap.trial.TrialChunk;

/**
 * Line length of each channel over the samples of its trial: the sum of |x[t + 1] - x[t]|, in the recording's unit. The result has one number
 * per channel, 0 for a trial of one sample. A NaN sample makes its channel NaN.
 */
public final class LineLength implements TaskFunction<TrialChunk, double[]> {
    private static final long serialVersionUID = 1;

    @Override
    public double[] apply(TrialChunk chunk) {
        double[] values = chunk.doubles();
        int channels = chunk.channels();
        double[] length = new double[channels];
        for (int s = 1, at = channels; s < chunk.samples(); s++) {
            for (int c = 0; c < channels; c++, at++) {
                length[c] += Math.abs(values[at] - values[at - channels]);
            }
        }
        return length;
    }
}
