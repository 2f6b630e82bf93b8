package org.trialmap.signal.fft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jtransforms.fft.DoubleFFT_1D;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against JTransforms 3.1: lengths with small factors, primes, their products and powers, and neighbours of powers of two. */
class FftJTransformsTest {
    private static final double DOUBLE = 1e-12;
    private static final double FLOAT = 1e-6;
    private static final int COLUMNS = 3;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 13, 31, 37, 97, 169, 210, 251, 257, 509, 510, 1000, 1021, 1023, 1025, 2003, 2310, 4099, 6561, 9973, 10007, 16807, 65537})
    void spectraOfRealAndComplexColumnsAreTheSame(int length) {
        double[] re = FftReference.noise(length * COLUMNS, length);
        double[] im = FftReference.noise(length * COLUMNS, length + 1);
        double[] complex = jtransforms(re, im);
        double[] real = jtransforms(re, new double[im.length]);
        double[] floatReal = jtransforms(rounded(re), new double[im.length]);

        RealFft fft = RealFft.ofLength(length);
        double[][] bins = {new double[fft.bins() * COLUMNS], new double[fft.bins() * COLUMNS]};
        fft.forward(re, COLUMNS, bins[0], bins[1]);
        requireSame(real, bins[0], bins[1], DOUBLE);
        float[][] floatBins = {new float[bins[0].length], new float[bins[0].length]};
        fft.forward(FftReference.floats(re), COLUMNS, floatBins[0], floatBins[1]);
        requireSame(floatReal, FftReference.doubles(floatBins[0]), FftReference.doubles(floatBins[1]), FLOAT);

        double[] x = re.clone();
        double[] y = im.clone();
        Fft both = Fft.ofLength(length);
        both.forward(x, y, COLUMNS);
        requireSame(complex, x, y, DOUBLE);
        both.inverse(x, y, COLUMNS);
        requireSame(interleaved(re, im), x, y, DOUBLE);
    }

    private static double[] rounded(double[] values) {
        return FftReference.doubles(FftReference.floats(values));
    }

    /** Real and imaginary parts in turn, row by row. */
    private static double[] interleaved(double[] re, double[] im) {
        double[] both = new double[2 * re.length];
        for (int i = 0; i < re.length; i++) {
            both[2 * i] = re[i];
            both[2 * i + 1] = im[i];
        }
        return both;
    }

    /** The transform of each column, in the form of {@link #interleaved}. */
    private static double[] jtransforms(double[] re, double[] im) {
        int length = re.length / COLUMNS;
        DoubleFFT_1D fft = new DoubleFFT_1D(length);
        double[] all = interleaved(re, im);
        for (int c = 0; c < COLUMNS; c++) {
            double[] column = new double[2 * length];
            for (int s = 0; s < length; s++) {
                System.arraycopy(all, 2 * (s * COLUMNS + c), column, 2 * s, 2);
            }
            fft.complexForward(column);
            for (int s = 0; s < length; s++) {
                System.arraycopy(column, 2 * s, all, 2 * (s * COLUMNS + c), 2);
            }
        }
        return all;
    }

    /** Within {@code tolerance} of the largest part; the first rows may be all that was found. */
    private static void requireSame(double[] expected, double[] re, double[] im, double tolerance) {
        double largest = 0;
        double farthest = 0;
        for (int i = 0; i < re.length; i++) {
            largest = Math.max(largest, Math.max(Math.abs(expected[2 * i]), Math.abs(expected[2 * i + 1])));
            farthest = Math.max(farthest, Math.max(Math.abs(expected[2 * i] - re[i]), Math.abs(expected[2 * i + 1] - im[i])));
        }
        assertEquals(0, farthest / largest, tolerance);
    }
}
