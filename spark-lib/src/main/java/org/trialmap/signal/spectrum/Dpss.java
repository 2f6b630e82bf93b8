package org.trialmap.signal.spectrum;

import org.netlib.lapack.Dstevx;
import org.netlib.util.intW;

/**
 * Discrete prolate spheroidal sequences (Slepian tapers): the eigenvectors of largest eigenvalue of a tridiagonal matrix (Percival and Walden
 * 1993, page 379),
 * found by LAPACK's Java translation, so that they do not depend on a node's native libraries. Norm 1, signs as SciPy's.
 */
public final class Dpss {
    private Dpss() {}

    /** @param nw half bandwidth in bins of the window: time times half bandwidth */
    static double[][] symmetric(int length, double nw, int count) {
        if (!(nw > 0 && nw < length / 2.0)) {
            throw new IllegalArgumentException(
                    "Slepian tapers of " + length + " samples with NW = " + nw + " were asked for. NW lies between 0 and half the samples."
                            + " Choose a smaller bandwidth (tapsmofrq) or longer trials.");
        }
        if (count < 1 || count > length) {
            throw new IllegalArgumentException(
                    count + " Slepian tapers of " + length + " samples were asked for. There are at least 1 and at most as many as"
                            + " samples. Choose fewer (nTaper).");
        }
        double[][] tapers = length == 1 ? new double[][] {{1}} : eigenvectors(length, nw, count);
        for (int k = 0; k < count; k++) {
            if (startsNegative(tapers[k], k)) {
                for (int s = 0; s < length; s++) {
                    tapers[k][s] = -tapers[k][s];
                }
            }
        }
        return tapers;
    }

    /** LAPACK's translation keeps constants of the machine in static fields without a lock: one thread at a time. */
    private static synchronized double[][] eigenvectors(int length, double nw, int count) {
        double[] diagonal = new double[length];
        double[] beside = new double[length];
        double turn = StrictMath.cos(2 * Math.PI * (nw / length));
        for (int s = 0; s < length; s++) {
            double middle = (length - 1 - 2.0 * s) / 2;
            diagonal[s] = middle * middle * turn;
            beside[s] = (s + 1.0) * (length - 1.0 - s) / 2;
        }
        double[] vectors = new double[Math.multiplyExact(length, count)];
        int[] failed = new int[length];
        intW info = new intW(0);
        Dstevx.dstevx("V", "I", length, diagonal, 0, beside, 0, 0, 0, length - count + 1, length, 2 * Double.MIN_NORMAL, new intW(0), new double[length], 0,
                vectors, 0, length, new double[5 * length], 0, new int[5 * length], 0, failed, 0, info);
        if (info.val != 0) {
            throw new ArithmeticException(
                    "Slepian tapers of " + length + " samples with NW = " + nw + " did not converge (dstevx: " + info.val + "). The bandwidth is"
                            + " out of the usual range. Choose another one (tapsmofrq).");
        }
        double[][] tapers = new double[count][length];
        for (int k = 0; k < count; k++) {
            System.arraycopy(vectors, (count - 1 - k) * length, tapers[k], 0, length);
        }
        return tapers;
    }

    /** Symmetric tapers have a positive sum; antisymmetric ones begin with a positive lobe, that is a first value above the noise. */
    private static boolean startsNegative(double[] taper, int order) {
        double noise = Math.max(1e-7, 1.0 / taper.length);
        double sum = 0;
        for (double value : taper) {
            if (order % 2 == 1 && value * value > noise) {
                return value < 0;
            }
            sum += value;
        }
        return order % 2 == 0 && sum < 0;
    }
}
