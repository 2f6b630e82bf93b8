package org.trialmap.signal.connectivity;

/** The causal part of matrix-valued functions of frequency that are the transforms of real matrices by lag: half of lag 0, all positive lags, half of the last one of an even length. */
final class CausalPart {
    private static final int COLUMNS = 64;

    private final HermitianInverse inverse;

    CausalPart(int length) {
        this.inverse = new HermitianInverse(length);
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

    private void columns(double[] re, double[] im, int columns, int from, int count, double[] zero) {
        int frequencies = inverse.frequencies;
        double[] outRe = new double[frequencies * count];
        double[] outIm = new double[frequencies * count];
        inverse.apply(re, from, im, from, columns, count, outRe, outIm);
        double[] lags = new double[frequencies * count];
        for (int n = 0; n < frequencies; n++) {
            double scale = (n == 0 || 2 * n == inverse.length ? 0.5 : 1.0) / inverse.length;
            for (int c = n * count; c < (n + 1) * count; c++) {
                lags[c] = (outRe[c] + outIm[c]) * scale;
            }
        }
        System.arraycopy(lags, 0, zero, from, count);
        inverse.fft.forward(lags, count, outRe, outIm);
        for (int k = 0; k < frequencies; k++) {
            System.arraycopy(outRe, k * count, re, k * columns + from, count);
            System.arraycopy(outIm, k * count, im, k * columns + from, count);
        }
    }
}
