package org.trialmap.signal;

/** Lanes {@code from} to {@code to} of one sample's row; lane 0 is channel {@code channel}. */
record FftRow(int sample, int channel, int from, int to) {}
