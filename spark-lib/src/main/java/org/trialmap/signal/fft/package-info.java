/**
 * Fourier transforms of any length, real and complex, in float and double; detrending; the multitaper spectrum of a whole trial. Uses {@code array}. Not promised, but for the types of options.
 */
package org.trialmap.signal.fft;
