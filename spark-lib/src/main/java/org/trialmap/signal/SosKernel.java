package org.trialmap.signal;

/** The loop over rows, of which there are two writings with the same results, bit for bit: no fused multiply-adds, every lane by itself. */
interface SosKernel {
    /**
     * Two sections, one after the other.
     *
     * @param first  b0, b1, b2, 1, a1, a2
     * @param states what the sections remember, by lane: two values of the first, two of the second
     */
    record Pair(double[] first, double[] second, double[] states, int lanes) {}

    /** Filters the rows in place. The states are only read: they are where the run starts. */
    void pair(Pair pair, double[] rows, SosRun.Way way);
}
