/**
 * Connectivity between channels: sums over trials of cross-spectra and of their phases, and what is made of them (coherence, phase locking, Granger causality); cross-correlation.
 * Uses {@code signal.fft}. Not promised, but for the types of options.
 */
package org.trialmap.signal.connectivity;
