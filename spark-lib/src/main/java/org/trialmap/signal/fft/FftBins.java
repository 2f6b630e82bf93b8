package org.trialmap.signal.fft;

import java.util.stream.IntStream;

/**
 * Which bins of a real transform come out, and how they are made of the complex one's rows: twice bin {@code bins[f]} is {@code z + conj(y) +
 * turns[f] (z - conj(y))} with the rows z = {@code bins[f]} and y = {@code mirror - bins[f]}.
 *
 * @param mirror number of rows of the complex transform; row 0 stands behind the last one, too
 * @param turns  real and imaginary parts; null: none, the complex transform has the real one's length
 * @param run    whether each bin follows the one before it
 */
record FftBins(int[] bins, int mirror, FftValues turns, boolean run) {
    FftBins(int[] bins, int mirror, FftValues turns) {
        this(bins, mirror, turns, bins.length > 0 && IntStream.range(1, bins.length).allMatch(f -> bins[f] == bins[f - 1] + 1));
    }
}
