package org.trialmap.signal.synth;

import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A line from 0 at the first to {@code y_max} at the last sample, the same in all channels ({@code linear_trend}); 0 in a trial of one sample.
 *
 * @param yMax {@code y_max}: finite, of either sign
 */
public record LinearTrend(double yMax) implements SyntheticSignal {
    /** @throws IllegalArgumentException if {@code y_max} is not finite or beyond the range of float32 */
    public LinearTrend {
        if (!(Math.abs(yMax) <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("The last value of linear_trend is " + yMax + ". A line ends at a number that float32 holds. Correct y_max.");
        }
    }

    @Override
    public String function() {
        return "linear_trend";
    }

    @Override
    public Map<String, Object> keywords() {
        return Map.of("y_max", yMax);
    }

    @Override
    public float[] trial(int samples, int channels, double samplerateHz, UniformRandomProvider random) {
        SyntheticTrial trial = new SyntheticTrial(function(), samples, channels, samplerateHz);
        float[] line = new float[samples];
        for (int s = 1; s < samples; s++) {
            line[s] = (float) (yMax * ((double) s / (samples - 1)));
        }
        return trial.inAllChannels(line);
    }
}
