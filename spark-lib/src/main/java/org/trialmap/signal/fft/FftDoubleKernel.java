package org.trialmap.signal.fft;

/**
 * The loops over lanes, of which there are two writings with the same results, bit for bit: every lane is computed by itself, in the same
 * order, without fused multiply-adds.
 */
interface FftDoubleKernel {
    /** One pass; the result is in the lanes' {@code nextRe}, {@code nextIm}. */
    void pass(FftStage stage, FftDoubleLanes lanes);

    /** Row k of all lanes times the complex factor k; the result is in the lanes' {@code nextRe}, {@code nextIm}. */
    void multiply(FftDoubleLanes lanes, double[] factors, int rows);

    /** Reads the lanes' columns: trend off, times weights; what follows the samples is left as it was. */
    void pack(double[] x, FftInput input, FftDoubleLanes lanes);

    /** Adds, with twice the digits (Knuth's two-sum), {@code rows} rows of x from {@code from} on to the row of {@code sums}, {@code lost}. */
    void sum(double[] x, int from, int rows, FftDoubleSums sums);

    /** The squared moduli of the chosen bins, put or added to the lanes' columns of rows of channels that begin at {@code at}. */
    void power(FftDoubleLanes lanes, FftBins bins, double[] out, int at, boolean add);

    /** The chosen bins, as rows of channels. */
    void split(FftDoubleLanes lanes, FftBins bins, double[] re, double[] im);
}
