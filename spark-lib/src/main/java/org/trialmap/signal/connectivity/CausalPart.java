package org.trialmap.signal.connectivity;

import org.trialmap.signal.fft.RealFft;

/** The causal part of matrix-valued functions of frequency that are the transforms of real matrices by lag: half of lag 0, all positive lags, half of the last one of an even length. */
final class CausalPart {
    private static final int COLUMNS = 64;

    private final int length;
    private final int frequencies;
    private final RealFft fft;

    CausalPart(int length) {
        this.length = length;
        this.frequencies = length / 2 + 1;
        this.fft = RealFft.ofLength(length);
    }

    /**
     * Replaces frequencies 0 to length / 2 of every column by those of its causal part.
     *
     * @param re frequencies x columns
     * @return half of lag 0: one value per column
     */
    double[] apply(double[] re, double[] im, int columns) {
        double[] zero = new double[columns];
        for (int from = 0; from < columns; from += COLUMNS) {
            columns(re, im, columns, from, Math.min(COLUMNS, columns - from), zero);
        }
        return zero;
    }

    /** The inverse transform is a forward one, too: of the real sequence Re + Im, whose Re + Im is the answer. */
    private void columns(double[] re, double[] im, int columns, int from, int count, double[] zero) {
        double[] x = new double[length * count];
        for (int k = 0; k < length; k++) {
            int row = (k < frequencies ? k : length - k) * columns + from;
            double sign = k < frequencies ? 1 : -1;
            for (int c = 0; c < count; c++) {
                x[k * count + c] = re[row + c] + sign * im[row + c];
            }
        }
        double[] outRe = new double[frequencies * count];
        double[] outIm = new double[frequencies * count];
        fft.forward(x, count, outRe, outIm);
        double[] lags = new double[frequencies * count];
        for (int n = 0; n < frequencies; n++) {
            double scale = (n == 0 || 2 * n == length ? 0.5 : 1.0) / length;
            for (int c = n * count; c < (n + 1) * count; c++) {
                lags[c] = (outRe[c] + outIm[c]) * scale;
            }
        }
        System.arraycopy(lags, 0, zero, from, count);
        fft.forward(lags, count, outRe, outIm);
        for (int k = 0; k < frequencies; k++) {
            System.arraycopy(outRe, k * count, re, k * columns + from, count);
            System.arraycopy(outIm, k * count, im, k * columns + from, count);
        }
    }
}
