package org.trialmap.signal.fft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held against scipy.signal.detrend in double. */
class DetrendTest {
    @ParameterizedTest
    @CsvSource({"1, 3", "2, 1", "3, 2", "97, 8", "1000, 33", "10007, 2", "1000, 300"})
    void restsAreSciPys(int samples, int channels) {
        double[] x = drifting(samples, channels);
        for (Detrend kind : new Detrend[] {Detrend.MEAN, Detrend.LINE}) {
            String type = kind == Detrend.MEAN || samples == 1 ? "constant" : "linear";
            double[] expected = FftReference.compute("y = scipy.signal.detrend(x.reshape(-1, arg[0]), axis=0, type=arg[1])", x, channels, type);
            if (samples > 2) {
                FftReference.assertClose(expected, kind.remove(x, channels), 1e-9, kind + ", double");
                FftReference.assertClose(expected, FftReference.doubles(kind.remove(FftReference.floats(x), channels)), 1e-6, kind + ", float");
            } else {
                assertArrayEquals(expected, kind.remove(x, channels), 1e-9 * 3000);
            }
        }
    }

    /** A mean of 1000 and a slope, far larger than the noise; exact in float32. */
    private static double[] drifting(int samples, int channels) {
        double[] x = FftReference.noise(samples * channels, samples);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (x[i] + 1000 + 0.3 * (i / channels) / samples * 1000 * (i % channels + 1) / channels);
        }
        return x;
    }

    @Test
    void meansSurviveLargeOffsetsInFloat() {
        float[] x = new float[100_000];
        for (int i = 0; i < x.length; i++) {
            x[i] = 1e7f + i % 2;
        }
        float[] rest = Detrend.MEAN.remove(x, 1);
        assertEquals(-0.5f, rest[0]);
        assertEquals(0.5f, rest[1]);
    }

    @Test
    void noneIsACopyAndOneSampleIsItsMean() {
        double[] x = {1, 2, 3, 4};
        assertArrayEquals(x, Detrend.NONE.remove(x, 2));
        assertArrayEquals(new double[4], Detrend.LINE.remove(x, 4));
        assertEquals(
                "5 values are not a whole number of samples of 2 channels. A trial is an array of samples x channels with at least one of each. Give the number of"
                        + " channels that the array has.",
                assertThrows(IllegalArgumentException.class, () -> Detrend.MEAN.remove(new double[5], 2)).getMessage());
    }
}
