package org.trialmap.signal.synth;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Independent AR(1) processes {@code x[t] = alpha x[t-1] + noise} of unit noise ({@code red_noise}); near 1 a stand-in for a 1/f background. As in
 * Syncopy the first two samples are white; the standard deviation grows from 1 to 1 / sqrt(1 - alpha^2) over some 1 / (1 - alpha) samples.
 *
 * @param alpha    0 or more, below 1
 * @param settling samples that are left out in front of a trial, so that it begins in the steady state; 0 as Syncopy, 5 / (1 - alpha) to settle
 */
public record RedNoise(double alpha, int settling) implements SyntheticSignal {
    /** @throws IllegalArgumentException if alpha is outside [0, 1), or settling negative */
    public RedNoise {
        if (!(alpha >= 0 && alpha < 1)) {
            throw new IllegalArgumentException("The parameter of red_noise is alpha = " + alpha + ". It lies in [0, 1): from 1 on the process grows without"
                    + " limit. Correct alpha.");
        }
        Autoregression.requireSettling("red_noise", settling);
    }

    /** As Syncopy's. */
    public static RedNoise of(double alpha) {
        return new RedNoise(alpha, 0);
    }

    public RedNoise settling(int samples) {
        return new RedNoise(alpha, samples);
    }

    @Override
    public String function() {
        return "red_noise";
    }

    @Override
    public Map<String, Object> keywords() {
        Map<String, Object> keywords = new LinkedHashMap<>();
        keywords.put("alpha", alpha);
        keywords.put("settling", settling);
        return Collections.unmodifiableMap(keywords);
    }

    @Override
    public float[] trial(int samples, int channels, double samplerateHz, UniformRandomProvider random) {
        SyntheticTrial trial = new SyntheticTrial(function(), samples, channels, samplerateHz);
        return Autoregression.uncoupled(channels, alpha).trial(trial, settling, random);
    }
}
