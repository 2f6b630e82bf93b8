package org.trialmap.signal.synth;

import java.io.Serializable;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Synthetic data with the names, keywords and defaults of Syncopy's {@code synthdata}, one trial at a time. Records of validated parameters, equal by
 * value; what they generate depends on the parameters, the sizes and the random stream alone. So give every trial a stream of its own, as the random
 * stream of a task is: then a trial does not depend on how many others there are or where it is computed.
 */
public sealed interface SyntheticSignal extends Serializable
        permits WhiteNoise, LinearTrend, Harmonic, PhaseDiffusion, Ar2Network, RedNoise, PoissonNoise {
    /** Syncopy's name of the generator, for example {@code white_noise}. */
    String function();

    /** The parameters by Syncopy's keywords, in their order: numbers, strings and lists of them, for a history. */
    Map<String, Object> keywords();

    /**
     * One trial: samples x channels, row-major. Noise is drawn sample by sample and, within a sample, channel by channel. Recursions run in double,
     * and each value is rounded to float once.
     *
     * @param samplerateHz samples per second; generators without a frequency check it and do not use it
     * @param random       the trial's random stream; generators without noise take nothing from it
     * @throws IllegalArgumentException if there is not at least one sample and channel, the samplerate is not positive, a frequency is not below
     *         half of it, or the number of channels is not that of the adjacency matrix
     */
    float[] trial(int samples, int channels, double samplerateHz, UniformRandomProvider random);
}
