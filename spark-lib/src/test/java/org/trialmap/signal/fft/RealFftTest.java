package org.trialmap.signal.fft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against numpy's fft in double. */
class RealFftTest {
    private static final String RFFT = """
            y, at = [], 0
            for samples, n, channels in arg[0]:
                z = np.fft.rfft(x[at:at + samples * channels].reshape(-1, channels), n, axis=0)
                at += samples * channels
                y += [z.real.ravel(), z.imag.ravel()]
            y = np.concatenate(y)
            """;
    private static final String FFT = "z = np.fft.%s(x[:x.size // 2].reshape(arg[1], arg[0]) + 1j * x[x.size // 2:].reshape(arg[1], arg[0]), axis=0)\n"
            + "y = np.concatenate([z.real.ravel(), z.imag.ravel()])";
    private static final int[] CHANNELS = {1, 2, 3, 8, 20, 300};

    private record Case(int samples, int length, int channels) {
        double[] noise() {
            return FftReference.noise(samples * channels, 7 * length + channels);
        }

        @Override
        public String toString() {
            return "[" + samples + "," + length + "," + channels + "]";
        }
    }

    /** Each radix by itself and mixed, primes below and above the largest radix. */
    @ParameterizedTest
    @ValueSource(strings = {"1 2 3 4 5 7 11 30 31 37 60 97 128 243 343", "625 1000 1001 1024", "1922 2003"})
    void spectraAreNumpys(String lengths) {
        List<Case> cases = new ArrayList<>();
        for (String length : lengths.split(" ")) {
            for (int channels : CHANNELS) {
                cases.add(new Case(Integer.parseInt(length), Integer.parseInt(length), channels));
            }
        }
        check(cases);
    }

    @Test
    void spectraOfLongPrimeLengthsAreNumpys() {
        check(List.of(
                new Case(10007, 10007, 1), new Case(10007, 10007, 2), new Case(10007, 10007, 3), new Case(10007, 10007, 8), new Case(10007, 10007, 300)));
    }

    @Test
    void shorterTrialsAreFollowedByZeros() {
        check(List.of(new Case(700, 1024, 5), new Case(1, 4, 2), new Case(100, 10007, 2)));
    }

    @Test
    void longTransformsHaveFewerLanes() {
        check(List.of(new Case(1 << 18, 1 << 18, 20), new Case(300_007, 300_007, 3)));
    }

    private static void check(List<Case> cases) {
        double[] all = cases.stream().flatMapToDouble(one -> Arrays.stream(one.noise())).toArray();
        double[] expected = FftReference.compute(RFFT, all, cases);
        int at = 0;
        for (Case one : cases) {
            int size = 2 * (one.length / 2 + 1) * one.channels;
            check(one, Arrays.copyOfRange(expected, at, at + size));
            at += size;
        }
        assertEquals(expected.length, at);
    }

    private static void check(Case one, double[] expected) {
        RealFft fft = RealFft.ofLength(one.length);
        int size = fft.bins() * one.channels;
        double[] re = new double[size];
        double[] im = new double[size];
        fft.forward(one.noise(), one.channels, re, im);
        FftReference.assertClose(expected, joined(re, im), 1e-9, one + ", double");
        float[] floatRe = new float[size];
        float[] floatIm = new float[size];
        fft.forward(FftReference.floats(one.noise()), one.channels, floatRe, floatIm);
        FftReference.assertClose(expected, joined(FftReference.doubles(floatRe), FftReference.doubles(floatIm)), 1e-6, one + ", float");
    }

    private static double[] joined(double[] first, double[] second) {
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 12, 37, 1000})
    void complexTransformsAreNumpysForwardAndInverse(int length) {
        for (int columns : new int[] {1, 7, 40}) {
            double[] x = FftReference.noise(2 * length * columns, length);
            double[] re = Arrays.copyOf(x, length * columns);
            double[] im = Arrays.copyOfRange(x, length * columns, x.length);
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
        assertEquals(
                "7 values are not a whole number of samples of 2 channels. A trial is an array of samples x channels with at least one of each. Give the number of"
                        + " channels that the array has.",
                assertThrows(IllegalArgumentException.class, () -> fft.forward(new float[7], 2, new float[0], new float[0])).getMessage());
        assertEquals(
                "A trial of 5 samples does not fit into a transform of length 4. Samples are never cut off. Pad to the longest trial (pad) or select shorter"
                        + " ones (latency).",
                assertThrows(IllegalArgumentException.class, () -> fft.forward(new float[10], 2, new float[6], new float[6])).getMessage());
        assertEquals("The array for a result has 5 elements; the result has 6. Make it as long as the result.",
                assertThrows(IllegalArgumentException.class, () -> fft.forward(new double[8], 2, new double[5], new double[6])).getMessage());
    }
}
