package org.trialmap.signal.connectivity;

import org.netlib.lapack.Dsyev;
import org.netlib.util.intW;
import org.trialmap.setting.Setting;
import org.trialmap.signal.spectrum.Dpss;

/**
 * Spectral matrices that are nearly singular, because channels are copies or sums of each other or trials are few, are made invertible: some power is added to every channel at every frequency,
 * as much as it takes for the condition number to be below 10^4 (Syncopy's limit).
 *
 * @param spectra what can be factorized
 * @param factor which part of the mean power was added: 0, or 10^-10 to 10^-1 in 15 logarithmic steps
 * @param condition the largest condition number of all frequencies before; infinite if one is singular
 */
record Regularization(SpectralMatrix spectra, double factor, double condition) {
    private static final double LIMIT = 1e4;
    private static final int STEPS = 15;

    /** @throws IllegalArgumentException if the largest step is not enough, or there is no power at all */
    static Regularization of(SpectralMatrix spectra) {
        double[][] extremes = eigenvalues(spectra);
        double before = condition(extremes, 0);
        if (before < LIMIT) {
            return new Regularization(spectra, 0, before);
        }
        double power = meanPower(spectra);
        for (int step = 0; step < STEPS; step++) {
            double factor = StrictMath.pow(10, -10 + 9.0 * step / (STEPS - 1));
            if (condition(extremes, factor * power) < LIMIT) {
                return new Regularization(spectra.plusDiagonal(factor * power), factor, before);
            }
        }
        throw new IllegalArgumentException("The cross-spectra of " + spectra.channels() + " channels cannot be factorized: their condition number is " + before
                + ", and adding a tenth of the mean power to each channel does not bring it below " + LIMIT + ". Channels that are copies or sums of each other, or constant, or of very unequal"
                + " power, have no Granger causality. Leave them out with " + Setting.CHANNELS + ", scale them alike, or compute pairs (" + Setting.PAIRWISE + ").");
    }

    private static double condition(double[][] extremes, double added) {
        double worst = 0;
        for (double[] of : extremes) {
            double least = of[0] + added;
            worst = Math.max(worst, least > 0 ? (of[1] + added) / least : Double.POSITIVE_INFINITY);
        }
        return worst;
    }

    private static double meanPower(SpectralMatrix spectra) {
        double sum = 0;
        for (int f = 0; f < spectra.frequencies(); f++) {
            for (int i = 0; i < spectra.channels(); i++) {
                sum += spectra.power(f, i);
            }
        }
        return sum / spectra.frequencies() / spectra.channels();
    }

    /** The smallest and the largest eigenvalue of every frequency. */
    private static double[][] eigenvalues(SpectralMatrix spectra) {
        int n = spectra.channels();
        double[][] extremes = new double[spectra.frequencies()][];
        double[] work = new double[6 * n];
        double[] values = new double[2 * n];
        double[] real = new double[4 * n * n];
        synchronized (Dpss.class) { // LAPACK's translation serves one thread at a time
            for (int f = 0; f < extremes.length; f++) {
                asReal(spectra, f, real);
                intW info = new intW(0);
                Dsyev.dsyev("N", "L", 2 * n, real, 0, 2 * n, values, 0, work, 0, work.length, info);
                if (info.val != 0) {
                    throw new ArithmeticException("The eigenvalues of a spectral matrix of " + n + " channels did not converge (dsyev: " + info.val + ").");
                }
                extremes[f] = new double[] {values[0], values[2 * n - 1]};
            }
        }
        return extremes;
    }

    /** A Hermitian matrix A + iB as the symmetric [A, -B; B, A], which has each eigenvalue twice. */
    private static void asReal(SpectralMatrix spectra, int f, double[] real) {
        int n = spectra.channels();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double a = spectra.re()[(f * n + i) * n + j];
                double b = spectra.im()[(f * n + i) * n + j];
                real[i * 2 * n + j] = a;
                real[(n + i) * 2 * n + n + j] = a;
                real[(n + i) * 2 * n + j] = b;
                real[i * 2 * n + n + j] = -b;
            }
        }
    }
}
