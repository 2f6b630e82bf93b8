package org.trialmap.signal;

/** The real or the imaginary parts of lanes {@code from} to {@code to}; lane 0 is channel {@code channel}. */
record FftHalf(int channel, int from, int to) {}
