package org.trialmap.signal.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.signal.SciPy;

/** Scores and magnitudes against NumPy. */
class AmplitudeTest {
    @TempDir
    Path folder;

    @Test
    void scoresAreNumPys() throws IOException {
        SciPy scipy = new SciPy(folder);
        List<double[]> ours = new ArrayList<>();
        for (int samples : new int[] {2, 3, 997, 10007}) {
            for (int channels : new int[] {1, 3, 17}) {
                double[] x = SciPy.noise(samples, channels);
                scipy.add("(x - x.mean(0)) / x.std(0)", x, channels);
                ours.add(Amplitude.zscore(x, channels));
            }
        }
        SciPy.assertAllNear(scipy.values(), ours);
    }

    @Test
    void aConstantChannelHasNoScore() {
        double[] x = new double[2000];
        for (int s = 0; s < 1000; s++) {
            x[2 * s] = s;
            x[2 * s + 1] = 0.1;
        }
        double[] constant = SosFilterTest.channel(Amplitude.zscore(x, 2), 2, 1);
        double[] nan = new double[1000];
        Arrays.fill(nan, Double.NaN);
        assertArrayEquals(nan, constant);
    }

    @Test
    void float32IsScoredInDoubleAndRoundedOnce() {
        float[] x = SciPy.floats(SciPy.noise(1000, 3));
        assertArrayEquals(SciPy.floats(Amplitude.zscore(SciPy.doubles(x), 3)), Amplitude.zscore(x, 3));
    }

    @Test
    void rectifyingGivesMagnitudes() {
        assertArrayEquals(new double[] {2, 0, Double.NaN, Double.POSITIVE_INFINITY},
                Amplitude.rectify(new double[] {-2, -0.0, Double.NaN, Double.NEGATIVE_INFINITY}));
        assertArrayEquals(new float[] {2, 0, 1}, Amplitude.rectify(new float[] {-2, -0f, 1}));
    }
}
