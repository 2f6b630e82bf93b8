package org.trialmap.signal.filter;

/** The loop over rows, of which there are two writings with the same results, bit for bit: no fused multiply-adds, every lane by itself. */
interface SosKernel {
    /** How many values make a row of so many lanes: vectors are whole, what is in the lanes too many does not matter. */
    int width(int lanes);

    /**
     * Filters the rows in place, by all sections, one after the other.
     *
     * @param sections rows of b0, b1, b2, 1, a1, a2; an even number
     * @param states   what each section remembers where the run starts, two values by lane; spoilt afterwards
     */
    void run(double[][] sections, double[][] states, double[] rows, SosRun.Way way);
}
