package org.trialmap.signal.connectivity;

import org.trialmap.signal.fft.FftKernels;

/**
 * What is summed over trials, for every pair of channels and frequency; all connectivity measures are made of these sums. S is X_i conj(X_j), X the Fourier coefficients. Each sum runs over the
 * snapshots one after the other, in double: its bits do not depend on vector widths, on how many trials are added at once, or on which frequencies are.
 *
 * <p>The sums of one frequency are {@link #parts} parts, each with one value per pair in the order of {@link Pairs}; frequencies follow one another.
 */
public enum PairSums {
    /** Real and imaginary part of S; every taper of every trial is a snapshot. */
    CROSS(2),
    /** Real and imaginary part of S / |S|; every trial is a snapshot, S summed over its tapers. Nothing is added where S is 0. */
    PHASES(2),
    /** The sign of Im S: -1, 0 or 1; every trial is a snapshot. */
    SIGNS(1),
    /** Im S, |Im S| and (Im S)^2; every trial is a snapshot. */
    IMAGINARY(3);

    static final PairKernel KERNEL = FftKernels.vectorsAreHere() ? new PairVector() : new PairScalar();

    private final int parts;

    PairSums(int parts) {
        this.parts = parts;
    }

    /** Values for each pair and frequency. */
    public int parts() {
        return parts;
    }

    /** Values for each frequency. */
    public int values(int channels) {
        return Math.multiplyExact(parts, Pairs.count(channels));
    }

    /**
     * Adds the trials.
     *
     * @param first the frequency of {@code trials} that the sums begin with
     * @param count how many frequencies are added
     * @param at where the sums begin in the array
     */
    public void add(Snapshots trials, int first, int count, double[] sums, int at) {
        add(trials, first, count, sums, at, KERNEL);
    }

    void add(Snapshots trials, int first, int count, double[] sums, int at, PairKernel kernel) {
        int values = values(trials.channels());
        for (int f = 0; f < count; f++) {
            Snapshots.Slab slab = trials.slab(first + f);
            int to = at + f * values;
            switch (this) {
                case CROSS -> kernel.cross(slab, sums, to);
                case PHASES -> kernel.phases(slab, sums, to);
                case SIGNS -> kernel.signs(slab, sums, to);
                case IMAGINARY -> kernel.imaginary(slab, sums, to);
            }
        }
    }
}
