package org.trialmap.signal.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.signal.SciPy;

/** Recursive filters against scipy.signal.sosfilt and sosfiltfilt. */
public class SosFilterTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 997, 1000, 10007})
    void everyLengthAndWidthIsSciPys(int samples) throws IOException {
        SciPy scipy = new SciPy(folder);
        List<double[]> ours = new ArrayList<>();
        SosFilter filter = Butterworth.design(4, Band.of(FilterType.BP, 20, 40), 1000);
        for (int channels : new int[] {1, 2, 3, 8, samples > 5000 ? 17 : 300}) {
            double[] x = SciPy.noise(samples, channels);
            scipy.add("s.sosfilt(s.butter(4, [20, 40], 'bp', fs=1000, output='sos'), x, axis=0)", x, channels);
            ours.add(filter.onepass(x, channels));
            if (samples > filter.padding()) {
                scipy.add("s.sosfiltfilt(s.butter(4, [20, 40], 'bp', fs=1000, output='sos'), x, axis=0)", x, channels);
                ours.add(filter.twopass(x, channels));
            }
        }
        SciPy.assertAllNear(scipy.values(), ours);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyOrderIsSciPys(int order) throws IOException {
        SciPy scipy = new SciPy(folder);
        List<double[]> ours = new ArrayList<>();
        double[] x = SciPy.noise(1000, 3);
        for (FilterType type : FilterType.values()) {
            for (double[] freq : new double[][] {{20, 40}, {50, 440}}) {
                double[] used = Arrays.copyOf(freq, type.frequencies());
                SosFilter filter = Butterworth.design(order, Band.of(type, used), 1000);
                String design = "s.butter(%d, %s, '%s', fs=1000, output='sos')".formatted(order, Arrays.toString(used), type);
                scipy.add("s.sosfilt(" + design + ", x, axis=0)", x, 3);
                ours.add(filter.onepass(x, 3));
                scipy.add("s.sosfiltfilt(" + design + ", x, axis=0)", x, 3);
                ours.add(filter.twopass(x, 3));
            }
        }
        SciPy.assertAllNear(scipy.values(), ours);
    }

    @Test
    void float32IsFilteredInDoubleAndRoundedOnce() {
        SosFilter filter = Butterworth.design(4, Band.of(FilterType.BP, 20, 40), 1000);
        float[] x = SciPy.floats(SciPy.noise(1000, 11));
        assertArrayEquals(SciPy.floats(filter.twopass(SciPy.doubles(x), 11)), filter.twopass(x, 11));
        assertArrayEquals(SciPy.floats(filter.onepass(SciPy.doubles(x), 11)), filter.onepass(x, 11));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 8})
    void aChannelDoesNotDependOnItsNeighbours(int order) {
        SosFilter filter = Butterworth.design(order, Band.of(FilterType.LP, 30), 1000);
        double[] x = SciPy.noise(600, 13);
        double[] together = filter.twopass(x, 13);
        for (int c = 0; c < 13; c++) {
            assertArrayEquals(channel(together, 13, c), filter.twopass(channel(x, 13, c), 1));
        }
    }

    @Test
    void theShortestTrialThatFitsIsOneLongerThanThePadding() {
        SosFilter filter = Butterworth.design(4, Band.of(FilterType.BP, 20, 40), 1000);
        assertEquals(27, filter.padding());
        assertEquals(28, filter.twopass(SciPy.noise(28, 1), 1).length);
        assertEquals("The trial has 27 samples; filtering it in two passes needs at least 28. The 4 second-order sections of the filter are"
                + " started on 27 samples mirrored at each end. Use a lower order(...), Filter.Direction.ONEPASS, or leave"
                + " the trial out with trials(...).", ButterworthTest.refusal(() -> filter.twopass(SciPy.noise(27, 2), 2)));
    }

    @Test
    void refusesWhatIsNoTrial() {
        SosFilter filter = Butterworth.design(1, Band.of(FilterType.LP, 30), 1000);
        assertEquals("The trial has no samples. There is nothing to compute. Leave it out with trials(...).",
                ButterworthTest.refusal(() -> filter.onepass(new double[0], 3)));
        assertEquals("10 values are not a whole number of samples of 3 channels. A trial is an array of samples x channels. Give the number of"
                + " channels that the array has.", ButterworthTest.refusal(() -> filter.onepass(new float[10], 3)));
    }

    @Test
    void theInputIsLeftAsItWas() {
        double[] x = SciPy.noise(100, 2);
        double[] before = x.clone();
        SosFilter filter = Butterworth.design(2, Band.of(FilterType.HP, 30), 1000);
        filter.twopass(x, 2);
        assertArrayEquals(before, x);
    }

    public static double[] channel(double[] x, int channels, int c) {
        double[] one = new double[x.length / channels];
        for (int s = 0; s < one.length; s++) {
            one[s] = x[s * channels + c];
        }
        return one;
    }
}
