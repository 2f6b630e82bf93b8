/**
 * Filters: Butterworth as second-order sections, windowed-sinc FIR, convolution, the Hilbert transform, resampling. Uses {@code signal.fft}. Not promised, but for the types of options.
 */
package org.trialmap.signal.filter;
