package org.trialmap.signal.synth;

import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Independent normal values of mean 0 and standard deviation 1 ({@code white_noise}). */
public record WhiteNoise() implements SyntheticSignal {
    @Override
    public String function() {
        return "white_noise";
    }

    @Override
    public Map<String, Object> keywords() {
        return Map.of();
    }

    @Override
    public float[] trial(int samples, int channels, double samplerateHz, UniformRandomProvider random) {
        float[] x = new float[new SyntheticTrial(function(), samples, channels, samplerateHz).size()];
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) normal.sample();
        }
        return x;
    }
}
