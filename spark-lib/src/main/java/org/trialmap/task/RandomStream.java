package org.trialmap.task;

import org.apache.commons.rng.RestorableUniformRandomProvider;

/**
 * The random numbers of one task, one after the other: uniform ones as of every generator of Commons RNG, and normal and exponential ones as the program draws them whose
 * generator this is. Not safe for use by several threads.
 */
public interface RandomStream extends RestorableUniformRandomProvider {
    /**
     * A number of the normal distribution with mean 0 and standard deviation 1: with {@link RandomAlgorithm#LECUYER} R's {@code rnorm} (inversion), to 1e-15 of the value, else NumPy's
     * {@code standard_normal} (ziggurat), to 1e-13 of the value.
     */
    double nextGaussian();

    /** A number of the exponential distribution with mean 1: with {@link RandomAlgorithm#LECUYER} R's {@code rexp}, else NumPy's
     * {@code standard_exponential} (ziggurat), to 1e-13 of the value. */
    double nextExponential();
}
