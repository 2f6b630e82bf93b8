package org.trialmap.signal.synth;

import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * {@code cos(2 pi freq t)} with t = sample / samplerate, the same in all channels ({@code harmonic}).
 *
 * @param freqHz {@code freq} in Hz: above 0, below half the samplerate
 */
public record Harmonic(double freqHz) implements SyntheticSignal {
    /** @throws IllegalArgumentException if the frequency is not positive and finite */
    public Harmonic {
        SyntheticTrial.requireFrequency("harmonic", freqHz);
    }

    @Override
    public String function() {
        return "harmonic";
    }

    @Override
    public Map<String, Object> keywords() {
        return Map.of("freq", freqHz);
    }

    @Override
    public float[] trial(int samples, int channels, double samplerateHz, UniformRandomProvider random) {
        SyntheticTrial trial = new SyntheticTrial(function(), samples, channels, samplerateHz);
        trial.requireBelowNyquist(freqHz);
        float[] rhythm = new float[samples];
        for (int s = 0; s < samples; s++) {
            rhythm[s] = (float) StrictMath.cos(2 * Math.PI * trial.partOfCycle(freqHz, s));
        }
        return trial.inAllChannels(rhythm);
    }
}
