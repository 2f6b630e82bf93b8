package org.trialmap.signal.fft;

/**
 * The loops over lanes, of which there are two writings with the same results, bit for bit: every lane is computed by itself, in the same
 * order, without fused multiply-adds.
 */
interface FftFloatKernel {
    /** One pass; the result is in the lanes' {@code nextRe}, {@code nextIm}. */
    void pass(FftStage stage, FftFloatLanes lanes);

    /** Row k of all lanes times the complex factor k; the result is in the lanes' {@code nextRe}, {@code nextIm}. */
    void multiply(FftFloatLanes lanes, float[] factors, int rows);

    /**
     * Row k of all lanes becomes {@code factors[2 k]} times the conjugate of row {@code rows - k}, plus i times {@code factors[2 k + 1]} times row k; row 0 stands
     * behind the last one, too. The result is in the lanes' {@code nextRe}, {@code nextIm}.
     */
    void quadrature(FftFloatLanes lanes, float[] factors, int rows);

    /** Reads the lanes' columns: trend off, times weights; what follows the samples is left as it was. */
    void pack(float[] x, FftInput input, FftFloatLanes lanes);

    /** Adds, with twice the digits (Knuth's two-sum), {@code rows} rows of x from {@code from} on to the row of {@code sums}, {@code lost}. */
    void sum(float[] x, int from, int rows, FftFloatSums sums);

    /** The squared moduli of the chosen bins, put or added to the lanes' columns of rows of channels that begin at {@code at}. */
    void power(FftFloatLanes lanes, FftBins bins, float[] out, int at, boolean add);

    /** The chosen bins, as rows of channels. */
    void split(FftFloatLanes lanes, FftBins bins, float[] re, float[] im);
}
