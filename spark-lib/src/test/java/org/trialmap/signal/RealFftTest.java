package org.trialmap.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against numpy's fft in double. */
class RealFftTest {
    private static final String RFFT = "z = np.fft.rfft(x.reshape(-1, arg[0]), arg[1], axis=0)\ny = np.concatenate([z.real.ravel(), z.imag.ravel()])";
    private static final String FFT = "z = np.fft.%s(x[:x.size // 2].reshape(arg[1], arg[0]) + 1j * x[x.size // 2:].reshape(arg[1], arg[0]), axis=0)\n"
            + "y = np.concatenate([z.real.ravel(), z.imag.ravel()])";
    private static final int[] CHANNELS = {1, 2, 3, 8, 20, 300};

    /** Each radix by itself and mixed, primes below and above the largest radix, long ones. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 11, 30, 31, 37, 60, 97, 128, 243, 343, 625, 1000, 1001, 1024, 1922, 2003})
    void spectraAreNumpys(int length) {
        for (int channels : CHANNELS) {
            check(length, length, channels);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 300})
    void spectraOfLongPrimeLengthsAreNumpys(int channels) {
        check(10007, 10007, channels);
    }

    @Test
    void shorterTrialsAreFollowedByZeros() {
        check(700, 1024, 5);
        check(1, 4, 2);
        check(100, 10007, 2);
    }

    @Test
    void verySmallAndLargeLengthsWork() {
        check(1 << 18, 1 << 18, 3);
        check(300_007, 300_007, 1);
    }

    private static void check(int samples, int length, int channels) {
        double[] x = FftReference.noise(samples * channels, 7 * length + channels);
        double[] expected = FftReference.compute(RFFT, x, channels, length);
        RealFft fft = RealFft.ofLength(length);
        int size = fft.bins() * channels;
        double[] re = new double[size];
        double[] im = new double[size];
        fft.forward(x, channels, re, im);
        String what = samples + " of " + length + " samples, " + channels + " channels";
        FftReference.assertClose(expected, joined(re, im), 1e-9, what + ", double");
        float[] floatRe = new float[size];
        float[] floatIm = new float[size];
        fft.forward(FftReference.floats(x), channels, floatRe, floatIm);
        FftReference.assertClose(expected, joined(FftReference.doubles(floatRe), FftReference.doubles(floatIm)), 1e-6, what + ", float");
    }

    private static double[] joined(double[] first, double[] second) {
        double[] both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 12, 37, 1000})
    void complexTransformsAreNumpysForwardAndInverse(int length) {
        for (int columns : new int[] {1, 7, 40}) {
            double[] x = FftReference.noise(2 * length * columns, length);
            double[] re = java.util.Arrays.copyOf(x, length * columns);
            double[] im = java.util.Arrays.copyOfRange(x, length * columns, x.length);
            float[] floatRe = FftReference.floats(re);
            float[] floatIm = FftReference.floats(im);
            Fft fft = Fft.ofLength(length);
            fft.forward(re, im, columns);
            FftReference.assertClose(FftReference.compute(FFT.formatted("fft"), x, columns, length), joined(re, im), 1e-9, "forward");
            fft.inverse(re, im, columns);
            FftReference.assertClose(x, joined(re, im), 1e-12, "there and back");
            fft.inverse(floatRe, floatIm, columns);
            FftReference.assertClose(FftReference.compute(FFT.formatted("ifft"), x, columns, length),
                    joined(FftReference.doubles(floatRe), FftReference.doubles(floatIm)), 1e-6, "inverse");
        }
    }

    @Test
    void threadsMayShareATransform() throws Exception {
        RealFft fft = RealFft.ofLength(600);
        List<float[]> expected = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            expected.add(real(RealFft.ofLength(600), t));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<float[]>> found = new ArrayList<>();
            for (int k = 0; k < 200; k++) {
                int t = k % 8;
                found.add(threads.submit(() -> real(fft, t)));
            }
            for (int k = 0; k < found.size(); k++) {
                assertArrayEquals(expected.get(k % 8), found.get(k).get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static float[] real(RealFft fft, int seed) {
        float[] re = new float[fft.bins() * 6];
        fft.forward(FftReference.floats(FftReference.noise(fft.length() * 6, seed)), 6, re, new float[re.length]);
        return re;
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertEquals("A transform of length 0 was asked for. Lengths begin at 1. Give the number of samples, or more.",
                assertThrows(IllegalArgumentException.class, () -> RealFft.ofLength(0)).getMessage());
        RealFft fft = RealFft.ofLength(4);
        assertEquals("7 values are no whole number of samples of 2 channels. A trial is an array of samples x channels with at least one of each. Give the number of"
                + " channels that the array has.", assertThrows(IllegalArgumentException.class, () -> fft.forward(new float[7], 2, new float[0], new float[0])).getMessage());
        assertEquals("A trial of 5 samples does not fit into a transform of length 4. Samples are never cut off. Pad to the longest trial (pad) or select shorter"
                + " ones (latency).",
                assertThrows(IllegalArgumentException.class, () -> fft.forward(new float[10], 2, new float[6], new float[6])).getMessage());
        assertEquals("The array for a result has 5 elements; the result has 6. Make it as long as the result.",
                assertThrows(IllegalArgumentException.class, () -> fft.forward(new double[8], 2, new double[5], new double[6])).getMessage());
    }
}
