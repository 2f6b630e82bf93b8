package org.trialmap.signal.connectivity;

import org.trialmap.signal.fft.RealFft;

/**
 * Inverse transforms of many columns whose result is real: from frequencies 0 to length / 2 to lags. It takes one forward transform, of the real sequence Re + Im: its Re + Im are the values at
 * lags 0 to length / 2, its Re - Im those at the negative lags, both times length.
 */
final class HermitianInverse {
    final int length;
    final int frequencies;
    final RealFft fft;

    HermitianInverse(int length) {
        this.length = length;
        this.frequencies = length / 2 + 1;
        this.fft = RealFft.ofLength(length);
    }

    /**
     * @param re real parts: that of frequency f and column c at {@code reAt + f * stride + c}
     * @param im imaginary parts, in the same way
     * @param outRe lags 0 to length / 2 x columns; added to {@code outIm} and divided by the length they are the values at these lags
     */
    void apply(double[] re, int reAt, double[] im, int imAt, int stride, int columns, double[] outRe, double[] outIm) {
        double[] x = new double[length * columns];
        for (int k = 0; k < length; k++) {
            int row = (k < frequencies ? k : length - k) * stride;
            double sign = k < frequencies ? 1 : -1;
            for (int c = 0; c < columns; c++) {
                x[k * columns + c] = re[reAt + row + c] + sign * im[imAt + row + c];
            }
        }
        fft.forward(x, columns, outRe, outIm);
    }
}
