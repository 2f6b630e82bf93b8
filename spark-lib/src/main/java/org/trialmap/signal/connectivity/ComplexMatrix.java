package org.trialmap.signal.connectivity;

import java.util.Arrays;

/** A square complex matrix, row-major; in loops over rows, which need no sums across a vector. */
final class ComplexMatrix {
    final int n;
    final double[] re;
    final double[] im;

    ComplexMatrix(int n) {
        this.n = n;
        this.re = new double[n * n];
        this.im = new double[n * n];
    }

    void set(double[] fromRe, double[] fromIm, int at) {
        System.arraycopy(fromRe, at, re, 0, n * n);
        System.arraycopy(fromIm, at, im, 0, n * n);
    }

    /** This becomes a b. */
    void product(ComplexMatrix a, ComplexMatrix b) {
        Arrays.fill(re, 0);
        Arrays.fill(im, 0);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                addRow(a.re[i * n + k], a.im[i * n + k], b, k, this, i, n);
            }
        }
    }

    /** This becomes a a*, the whole of it. */
    void square(ComplexMatrix a, ComplexMatrix work) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                work.re[j * n + i] = a.re[i * n + j];
                work.im[j * n + i] = -a.im[i * n + j];
            }
        }
        Arrays.fill(re, 0);
        Arrays.fill(im, 0);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                addRow(a.re[i * n + k], a.im[i * n + k], work, k, this, i, i + 1);
            }
        }
        mirror();
    }

    private void mirror() {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                re[j * n + i] = re[i * n + j];
                im[j * n + i] = -im[i * n + j];
            }
            im[i * n + i] = 0;
        }
    }

    /** Row {@code to} of y becomes itself plus (re, im) times row {@code from} of x, up to a column. */
    private static void addRow(double re, double im, ComplexMatrix x, int from, ComplexMatrix y, int to, int columns) {
        double[] xRe = x.re;
        double[] xIm = x.im;
        double[] yRe = y.re;
        double[] yIm = y.im;
        int f = from * x.n;
        int t = to * y.n;
        for (int j = 0; j < columns; j++) {
            yRe[t + j] += re * xRe[f + j] - im * xIm[f + j];
        }
        for (int j = 0; j < columns; j++) {
            yIm[t + j] += re * xIm[f + j] + im * xRe[f + j];
        }
    }

    /**
     * Solves {@code this x = b} by elimination with pivots; x replaces b, this is spoilt.
     *
     * @return false if this is singular
     */
    boolean solve(ComplexMatrix b) {
        for (int k = 0; k < n; k++) {
            int pivot = pivot(k);
            double pRe = re[pivot * n + k];
            double pIm = im[pivot * n + k];
            double norm = pRe * pRe + pIm * pIm;
            if (!(norm > 0)) {
                return false;
            }
            swap(k, pivot);
            b.swap(k, pivot);
            for (int i = k + 1; i < n; i++) {
                double aRe = re[i * n + k];
                double aIm = im[i * n + k];
                if (aRe != 0 || aIm != 0) {
                    double fRe = -(aRe * pRe + aIm * pIm) / norm;
                    double fIm = -(aIm * pRe - aRe * pIm) / norm;
                    addRow(fRe, fIm, this, k, this, i, n);
                    addRow(fRe, fIm, b, k, b, i, n);
                }
            }
        }
        for (int k = n - 1; k >= 0; k--) {
            for (int i = k + 1; i < n; i++) {
                addRow(-re[k * n + i], -im[k * n + i], b, i, b, k, n);
            }
            double norm = re[k * n + k] * re[k * n + k] + im[k * n + k] * im[k * n + k];
            b.scaleRow(k, re[k * n + k] / norm, -im[k * n + k] / norm);
        }
        return true;
    }

    private int pivot(int k) {
        int pivot = k;
        double largest = -1;
        for (int i = k; i < n; i++) {
            double norm = re[i * n + k] * re[i * n + k] + im[i * n + k] * im[i * n + k];
            if (norm > largest) {
                largest = norm;
                pivot = i;
            }
        }
        return pivot;
    }

    private void swap(int a, int b) {
        for (int j = 0; j < n && a != b; j++) {
            double r = re[a * n + j];
            double i = im[a * n + j];
            re[a * n + j] = re[b * n + j];
            im[a * n + j] = im[b * n + j];
            re[b * n + j] = r;
            im[b * n + j] = i;
        }
    }

    private void scaleRow(int k, double factorRe, double factorIm) {
        for (int j = k * n; j < (k + 1) * n; j++) {
            double r = re[j] * factorRe - im[j] * factorIm;
            im[j] = re[j] * factorIm + im[j] * factorRe;
            re[j] = r;
        }
    }

    /**
     * This Hermitian matrix becomes its lower Cholesky factor.
     *
     * @return false if it is not positive definite
     */
    boolean cholesky() {
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                double r = re[i * n + j];
                double m = im[i * n + j];
                for (int k = 0; k < j; k++) {
                    r -= re[i * n + k] * re[j * n + k] + im[i * n + k] * im[j * n + k];
                    m -= im[i * n + k] * re[j * n + k] - re[i * n + k] * im[j * n + k];
                }
                if (i == j) {
                    if (!(r > 0)) {
                        return false;
                    }
                    re[j * n + j] = Math.sqrt(r);
                    im[j * n + j] = 0;
                } else {
                    re[i * n + j] = r / re[j * n + j];
                    im[i * n + j] = m / re[j * n + j];
                }
            }
            for (int c = j + 1; c < n; c++) {
                re[j * n + c] = 0;
                im[j * n + c] = 0;
            }
        }
        return true;
    }
}
