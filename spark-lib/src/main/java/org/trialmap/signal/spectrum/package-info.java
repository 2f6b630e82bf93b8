/**
 * Time-frequency spectra: sliding windows, Welch, wavelets, superlets; tapers and windows. Uses {@code signal.filter} and {@code signal.fft}. Not promised, but for the types of options.
 */
package org.trialmap.signal.spectrum;
