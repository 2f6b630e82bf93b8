package org.trialmap.signal.spectrum;

/** How wavelets are scaled and sampled. */
public enum WaveletScale {
    /**
     * True amplitude: a cosine of amplitude A has the modulus A at its frequency, at any samplerate; the response to a real wavelet peaks at A. Wavelets have
     * an odd number of samples with the middle of the wavelet on the middle one, so that phases of complex ones are those of the signal.
     */
    AMPLITUDE,
    /**
     * Syncopy's: the modulus grows with the square root of the samplerate, and the middle of a wavelet lies up to half a sample beside the middle one,
     * as the number of samples has it.
     */
    SYNCOPY
}
