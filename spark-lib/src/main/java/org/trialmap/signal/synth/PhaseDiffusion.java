package org.trialmap.signal.synth;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * An oscillation whose phase diffuses ({@code phase_diffusion}): the phase grows by {@code 2 pi freq / samplerate} per sample and by independent normal
 * steps, from the first sample on and independently in each channel. The variance of the phase grows by D rad^2 per second, so that the spectrum is a
 * Lorentzian line of D / (2 pi) Hz full width at half maximum.
 *
 * <p>Syncopy's time axis has samples / (samples - 1) times the step of the samplerate; ours has the samplerate's.
 *
 * @param freqHz     {@code freq} in Hz: above 0, below half the samplerate
 * @param eps        strength of the diffusion, at least 0; its meaning is that of {@code increments}
 * @param increments what {@code eps} is relative to
 * @param start      the phases before the first sample ({@code rand_ini})
 * @param values     what comes out ({@code return_phase})
 */
public record PhaseDiffusion(double freqHz, double eps, Increments increments, Start start, Values values) implements SyntheticSignal {
    /** Syncopy's {@code eps}. */
    public static final double DEFAULT_EPS = 0.1;

    /** The meaning of {@code eps}. */
    public enum Increments {
        /** D = 2 pi freq eps: the line is {@code freq * eps} Hz wide, whatever the samplerate is (Syncopy's). */
        RELATIVE,
        /** D = eps, in rad^2 per second: as wide at any frequency. */
        ABSOLUTE
    }

    /** The phases before the first sample. */
    public enum Start {
        ZERO,
        /** Uniform in 0 to 2 pi, independently in each channel. */
        RANDOM
    }

    /** What comes out. */
    public enum Values {
        /** The cosine of the phase. */
        COSINE,
        /** The phase in radians, not wrapped. */
        PHASE
    }

    /** @throws IllegalArgumentException if the frequency is not positive and finite, or {@code eps} negative or not finite */
    public PhaseDiffusion {
        SyntheticTrial.requireFrequency("phase_diffusion", freqHz);
        if (!(eps >= 0 && eps < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The diffusion of phase_diffusion is eps = " + eps + ". It is the size of a variance, 0 or more. Correct eps.");
        }
    }

    /** As Syncopy's: {@code eps} is relative, phases begin at 0 and cosines come out. */
    public static PhaseDiffusion of(double freqHz, double eps) {
        return new PhaseDiffusion(freqHz, eps, Increments.RELATIVE, Start.ZERO, Values.COSINE);
    }

    public PhaseDiffusion increments(Increments other) {
        return new PhaseDiffusion(freqHz, eps, other, start, values);
    }

    public PhaseDiffusion start(Start other) {
        return new PhaseDiffusion(freqHz, eps, increments, other, values);
    }

    public PhaseDiffusion values(Values other) {
        return new PhaseDiffusion(freqHz, eps, increments, start, other);
    }

    @Override
    public String function() {
        return "phase_diffusion";
    }

    @Override
    public Map<String, Object> keywords() {
        Map<String, Object> keywords = new LinkedHashMap<>();
        keywords.put("freq", freqHz);
        keywords.put("eps", eps);
        keywords.put("increments", increments.name().toLowerCase(Locale.ROOT));
        keywords.put("rand_ini", start == Start.RANDOM);
        keywords.put("return_phase", values == Values.PHASE);
        return Collections.unmodifiableMap(keywords);
    }

    @Override
    public float[] trial(int samples, int channels, double samplerateHz, UniformRandomProvider random) {
        SyntheticTrial trial = new SyntheticTrial(function(), samples, channels, samplerateHz);
        trial.requireBelowNyquist(freqHz);
        double step = Math.sqrt((increments == Increments.RELATIVE ? 2 * Math.PI * freqHz * eps : eps) / samplerateHz);
        double[] wandered = new double[channels];
        if (start == Start.RANDOM) {
            for (int c = 0; c < channels; c++) {
                wandered[c] = 2 * Math.PI * random.nextDouble();
            }
        }
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        float[] x = new float[trial.size()];
        for (int s = 0, at = 0; s < samples; s++) {
            double steady = 2 * Math.PI * (values == Values.PHASE ? freqHz * s / samplerateHz : trial.partOfCycle(freqHz, s));
            for (int c = 0; c < channels; c++, at++) {
                wandered[c] += step * normal.sample();
                double phase = steady + wandered[c];
                x[at] = (float) (values == Values.PHASE ? phase : StrictMath.cos(phase));
            }
        }
        return x;
    }
}
