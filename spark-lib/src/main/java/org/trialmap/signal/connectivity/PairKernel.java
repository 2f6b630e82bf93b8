package org.trialmap.signal.connectivity;

import org.trialmap.signal.connectivity.Snapshots.Slab;

/**
 * The loops over pairs of channels, written twice with the same results, bit for bit: no fused multiply-adds, and every sum runs over the snapshots in their order. Each method adds to sums that
 * lie in parts one after the other, each part with one value per pair in the order of {@link Pairs}.
 */
interface PairKernel {
    /** Values of a row of so many channels: vectors are whole, what is in the channels too many does not matter. */
    int width(int channels);

    /** Adds S = X_i conj(X_j) of every snapshot: real parts, imaginary parts. */
    void cross(Slab x, double[] sums, int at);

    /** Adds S / |S| of every trial, S summed over its tapers: real parts, imaginary parts; nothing where S is 0. */
    void phases(Slab x, double[] sums, int at);

    /** Adds the sign of Im S of every trial. */
    void signs(Slab x, double[] sums, int at);

    /** Adds Im S, |Im S| and (Im S)^2 of every trial. */
    void imaginary(Slab x, double[] sums, int at);
}
