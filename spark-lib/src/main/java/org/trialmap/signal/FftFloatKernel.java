package org.trialmap.signal;

/**
 * The loops over lanes, of which there are two writings with the same results, bit for bit: every lane is computed by itself, in the same
 * order, without fused
 * multiply-adds.
 */
interface FftFloatKernel {
    /** How many lanes are best worked on together, if {@code wanted} are there; may be more. */
    int width(int wanted);

    /** One pass; the result is in the lanes' {@code nextRe}, {@code nextIm}. */
    void pass(FftStage stage, FftFloatLanes lanes);

    /** Row k of all lanes times the complex factor k. */
    void multiply(FftFloatLanes lanes, float[] factors, int rows);

    /** Reads columns into the lanes: trend off, times weights. */
    void pack(float[] x, FftInput input, FftFloatLanes lanes);

    /** The mean of each channel, its sum taken with twice the digits (Knuth's two-sum): as good as one in double. */
    void means(float[] x, double[] mean);

    /** Adds the squared moduli of the pairs' two transforms to rows of channels that begin at {@code at}. */
    void power(FftFloatLanes lanes, FftBins bins, float[] out, int at);

    /** The pairs' two transforms, as rows of channels. */
    void split(FftFloatLanes lanes, FftBins bins, float[] re, float[] im);
}
