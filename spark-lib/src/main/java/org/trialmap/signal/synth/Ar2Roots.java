package org.trialmap.signal.synth;

import java.util.List;
import org.netlib.lapack.Dgeev;
import org.netlib.util.intW;
import org.trialmap.signal.filter.Complex;
import org.trialmap.signal.spectrum.Dpss;

/** The roots of coupled AR(2) processes: those of z^2 - lambda z - alpha2 for the eigenvalues lambda of the matrix of the last sample. */
final class Ar2Roots {
    private Ar2Roots() {}

    /** The largest magnitude of a root. */
    static double largest(List<List<Double>> adjMat, double alpha1, double alpha2) {
        int n = adjMat.size();
        double[] matrix = new double[Math.multiplyExact(n, n)];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i * n + j] = adjMat.get(i).get(j) + (i == j ? alpha1 : 0);
            }
        }
        double largest = 0;
        for (Complex eigenvalue : eigenvalues(matrix, n)) {
            Complex root = eigenvalue.times(eigenvalue).plus(Complex.real(4 * alpha2)).sqrt();
            largest = Math.max(largest, Math.max(eigenvalue.plus(root).abs(), eigenvalue.minus(root).abs()) / 2);
        }
        return largest;
    }

    private static Complex[] eigenvalues(double[] matrix, int n) {
        double[] re = new double[n];
        double[] im = new double[n];
        intW info = new intW(0);
        synchronized (Dpss.class) { // LAPACK's translation serves one thread at a time
            Dgeev.dgeev("N", "N", n, matrix, 0, n, re, 0, im, 0, new double[1], 0, 1, new double[1], 0, 1, new double[4 * n], 0, 4 * n, info);
        }
        if (info.val != 0) {
            throw new ArithmeticException("The eigenvalues of an AdjMat of " + n + " channels did not converge (dgeev: " + info.val + "). Its entries are out"
                    + " of the usual range. Use another AdjMat.");
        }
        Complex[] eigenvalues = new Complex[n];
        for (int i = 0; i < n; i++) {
            eigenvalues[i] = new Complex(re[i], im[i]);
        }
        return eigenvalues;
    }
}
