package org.trialmap.signal.synth;

import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;

/**
 * Shot noise ({@code poisson_noise}): the number of spikes in each sampling interval of each channel, independent and Poisson distributed, so that
 * mean and variance are the intensity. Whole numbers, 0 or more, as samples x channels, which filters and spectra take like any signal.
 *
 * <p>Syncopy's generator lists spikes (sample, channel, unit) instead: the same process, but its intensity is that of all channels and units together,
 * with random shares and at most one spike per sample.
 *
 * @param intensity expected spikes per sampling interval and channel: 0 to 1,000,000
 */
public record PoissonNoise(double intensity) implements SyntheticSignal {
    /** Syncopy's intensity. */
    public static final double DEFAULT_INTENSITY = 0.1;

    private static final double MOST = 1e6;

    /** @throws IllegalArgumentException if the intensity is outside 0 to 1,000,000 */
    public PoissonNoise {
        if (!(intensity >= 0 && intensity <= MOST)) {
            throw new IllegalArgumentException("The intensity of poisson_noise is " + intensity + " spikes per sampling interval. It is a number from 0 to"
                    + " 1000000: counts stay exact in float32. Correct intensity.");
        }
    }

    @Override
    public String function() {
        return "poisson_noise";
    }

    @Override
    public Map<String, Object> keywords() {
        return Map.of("intensity", intensity);
    }

    @Override
    public float[] trial(int samples, int channels, double samplerateHz, UniformRandomProvider random) {
        float[] x = new float[new SyntheticTrial(function(), samples, channels, samplerateHz).size()];
        if (intensity > 0) {
            SharedStateDiscreteSampler counts = PoissonSampler.of(random, intensity);
            for (int i = 0; i < x.length; i++) {
                x[i] = counts.sample();
            }
        }
        return x;
    }
}
