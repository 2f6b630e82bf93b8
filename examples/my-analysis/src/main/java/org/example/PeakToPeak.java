package org.example;

import org.trialmap.task.TaskFunction;
import org.trialmap.trial.TrialChunk;

/** Largest minus smallest value of each channel within a trial. Replace it by a function of yours. */
public final class PeakToPeak implements TaskFunction<TrialChunk, double[]> {
    private static final long serialVersionUID = 1;

    @Override
    public double[] apply(TrialChunk chunk) {
        double[] range = new double[chunk.channels()];
        for (int channel = 0; channel < range.length; channel++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double value : chunk.channel(channel)) {
                low = Math.min(low, value);         // a NaN makes the result NaN
                high = Math.max(high, value);
            }
            range[channel] = high - low;
        }
        return range;
    }
}
