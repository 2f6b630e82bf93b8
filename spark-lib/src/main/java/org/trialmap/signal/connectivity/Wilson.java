package org.trialmap.signal.connectivity;

/**
 * Factors spectral matrices into S = psi psi* with a causal psi, and these into transfer functions H and the covariance of the noise: S = H Sigma H* (Wilson 1972; Dhamala et al. 2008).
 *
 * @param transferRe H: frequencies x channels x channels
 * @param noise Sigma: channels x channels
 * @param error largest |S - psi psi*|_ij / sqrt(S_ii S_jj) of all frequencies
 * @param converged whether it fell below 5 * 10^-6 within 100 steps
 */
record Wilson(double[] transferRe, double[] transferIm, double[] noise, double error, boolean converged) {
    private static final double TOLERANCE = 5e-6;
    /** The error is squared from step to step at the end, so it costs little to go on until it is this small, or no longer halved. */
    private static final double EXACT = 1e-9;
    private static final int MOST_STEPS = 100;

    /** @throws IllegalArgumentException if S is not positive definite */
    static Wilson of(SpectralMatrix spectra) {
        return new Steps(spectra).run();
    }

    /** One factorization on its way. */
    private static final class Steps {
        private final SpectralMatrix spectra;
        private final int n;
        private final int size;
        private final CausalPart causal;
        /** Cholesky factors of S: they make g = psi^-1 S psi^-* Hermitian whatever is rounded. */
        private final double[] lowerRe;
        private final double[] lowerIm;
        private final double[] psiRe;
        private final double[] psiIm;
        private final double[] gRe;
        private final double[] gIm;
        private final ComplexMatrix a;
        private final ComplexMatrix b;
        private final ComplexMatrix c;

        Steps(SpectralMatrix spectra) {
            this.spectra = spectra;
            this.n = spectra.channels();
            this.size = n * n;
            this.causal = new CausalPart(spectra.length());
            int all = spectra.re().length;
            this.lowerRe = new double[all];
            this.lowerIm = new double[all];
            this.psiRe = new double[all];
            this.psiIm = new double[all];
            this.gRe = new double[all];
            this.gIm = new double[all];
            this.a = new ComplexMatrix(n);
            this.b = new ComplexMatrix(n);
            this.c = new ComplexMatrix(n);
        }

        Wilson run() {
            start();
            double error = Double.POSITIVE_INFINITY;
            double before = error;
            for (int step = 0; step < MOST_STEPS && !(error < EXACT || error < TOLERANCE && error > before / 2); step++) {
                before = error;
                bracket();
                next(causal.apply(gRe, gIm, size));
                error = error();
            }
            return result(error);
        }

        /** psi is at first the same at all frequencies: upper triangular, and as large as the covariance of the signals. */
        private void start() {
            double[] covariance = new double[size];
            for (int f = 0; f < spectra.frequencies(); f++) {
                a.set(spectra.re(), spectra.im(), f * size);
                requireDefinite(a.cholesky());
                System.arraycopy(a.re, 0, lowerRe, f * size, size);
                System.arraycopy(a.im, 0, lowerIm, f * size, size);
                double weight = (f == 0 || 2 * f == spectra.length() ? 1.0 : 2.0) / spectra.length();
                for (int e = 0; e < size; e++) {
                    covariance[e] += weight * spectra.re()[f * size + e];
                }
            }
            a.set(covariance, new double[size], 0);
            requireDefinite(a.cholesky());
            for (int f = 0; f < spectra.frequencies(); f++) {
                for (int i = 0; i < n; i++) {
                    for (int j = i; j < n; j++) {
                        psiRe[f * size + i * n + j] = a.re[j * n + i];
                    }
                }
            }
        }

        /** g = psi^-1 S psi^-* + 1. */
        private void bracket() {
            for (int f = 0; f < spectra.frequencies(); f++) {
                a.set(psiRe, psiIm, f * size);
                b.set(lowerRe, lowerIm, f * size);
                requireDefinite(a.solve(b));
                c.square(b, a);
                for (int i = 0; i < n; i++) {
                    c.re[i * n + i] += 1;
                }
                System.arraycopy(c.re, 0, gRe, f * size, size);
                System.arraycopy(c.im, 0, gIm, f * size, size);
            }
        }

        /** psi becomes psi (g+ + s), where s makes lag 0 upper triangular. */
        private void next(double[] zero) {
            for (int f = 0; f < spectra.frequencies(); f++) {
                a.set(psiRe, psiIm, f * size);
                b.set(gRe, gIm, f * size);
                for (int i = 0; i < n; i++) {
                    for (int j = i + 1; j < n; j++) {
                        b.re[i * n + j] += zero[i * n + j];
                        b.re[j * n + i] -= zero[i * n + j];
                    }
                }
                c.product(a, b);
                System.arraycopy(c.re, 0, psiRe, f * size, size);
                System.arraycopy(c.im, 0, psiIm, f * size, size);
            }
        }

        private double error() {
            double worst = 0;
            for (int f = 0; f < spectra.frequencies(); f++) {
                a.set(psiRe, psiIm, f * size);
                c.square(a, b);
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j <= i; j++) {
                        double re = c.re[i * n + j] - spectra.re()[f * size + i * n + j];
                        double im = c.im[i * n + j] - spectra.im()[f * size + i * n + j];
                        double square = (re * re + im * im) / (spectra.power(f, i) * spectra.power(f, j));
                        worst = square <= worst ? worst : square; // NaN is the worst
                    }
                }
            }
            return Math.sqrt(worst);
        }

        /** With A the value of psi at lag 0: Sigma = A A', H = psi A^-1. */
        private Wilson result(double error) {
            double[] lagZero = new double[size];
            for (int f = 0; f < spectra.frequencies(); f++) {
                double weight = (f == 0 || 2 * f == spectra.length() ? 1.0 : 2.0) / spectra.length();
                for (int e = 0; e < size; e++) {
                    lagZero[e] += weight * psiRe[f * size + e];
                }
            }
            a.set(lagZero, new double[size], 0);
            c.square(a, b);
            double[] noise = c.re.clone();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    b.re[i * n + j] = i == j ? 1 : 0;
                    b.im[i * n + j] = 0;
                }
            }
            requireDefinite(a.solve(b));
            for (int f = 0; f < spectra.frequencies(); f++) {
                a.set(psiRe, psiIm, f * size);
                c.product(a, b);
                System.arraycopy(c.re, 0, psiRe, f * size, size);
                System.arraycopy(c.im, 0, psiIm, f * size, size);
            }
            return new Wilson(psiRe, psiIm, noise, error, error < TOLERANCE);
        }

        private static void requireDefinite(boolean definite) {
            if (!definite) {
                throw new IllegalArgumentException("A spectral matrix is not positive definite, so it has no factors. Regularize it first.");
            }
        }
    }
}
