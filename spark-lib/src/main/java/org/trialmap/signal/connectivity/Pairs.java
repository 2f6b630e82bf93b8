package org.trialmap.signal.connectivity;

/** Pairs of channels (i, j), j at most i, in the order of the half matrix's rows: (0, 0), (1, 0), (1, 1), (2, 0), ... */
public final class Pairs {
    private Pairs() {}

    /** How many there are. */
    public static int count(int channels) {
        return Math.toIntExact((long) channels * (channels + 1) / 2);
    }

    /** Position of a pair, whichever of the two is named first. */
    public static int at(int i, int j) {
        return i >= j ? row(i) + j : row(j) + i;
    }

    /** Position of (i, 0). */
    static int row(int i) {
        return (int) ((long) i * (i + 1) / 2);
    }
}
