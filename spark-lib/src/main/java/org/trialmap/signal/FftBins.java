package org.trialmap.signal;

/**
 * Which rows of a transform of {@code length} come out, and for which channels: row f of the result is bin {@code bins[f]}, 0 to length / 2.
 */
record FftBins(int[] bins, int length, FftBlock columns) {}
