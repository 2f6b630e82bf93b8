package org.trialmap.signal;

/**
 * The loops over lanes, of which there are two writings with the same results, bit for bit: every lane is computed by itself, in the same
 * order, without fused
 * multiply-adds.
 */
interface FftDoubleKernel {
    /** How many lanes are best worked on together, if {@code wanted} are there; may be more. */
    int width(int wanted);

    /** One pass; the result is in the lanes' {@code nextRe}, {@code nextIm}. */
    void pass(FftStage stage, FftDoubleLanes lanes);

    /** Row k of all lanes times the complex factor k. */
    void multiply(FftDoubleLanes lanes, double[] factors, int rows);

    /** Reads columns into the lanes: trend off, times weights. */
    void pack(double[] x, FftInput input, FftDoubleLanes lanes);

    /** The mean of each channel, its sum taken with twice the digits (Knuth's two-sum): as good as one in double. */
    void means(double[] x, double[] mean);

    /** Adds the squared moduli of the pairs' two transforms to rows of channels that begin at {@code at}. */
    void power(FftDoubleLanes lanes, FftBins bins, double[] out, int at);

    /** The pairs' two transforms, as rows of channels. */
    void split(FftDoubleLanes lanes, FftBins bins, double[] re, double[] im);
}
