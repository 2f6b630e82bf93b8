package org.trialmap.signal.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.signal.SciPy;

/** Analytic signals against scipy.signal.hilbert. */
class HilbertTest {
    private static final Map<HilbertOutput, String> NUMPY = Map.of(HilbertOutput.ABS, "np.abs(%s)", HilbertOutput.COMPLEX, "%s.view(float)",
            HilbertOutput.REAL, "%s.real", HilbertOutput.IMAG, "%s.imag", HilbertOutput.ABSREAL, "np.abs(%s.real)",
            HilbertOutput.ABSIMAG, "np.abs(%s.imag)", HilbertOutput.ANGLE, "np.angle(%s)");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 6, 997, 1000, 1994, 10007, 10014})
    void everyLengthAndWidthIsSciPys(int samples) throws IOException {
        SciPy scipy = new SciPy(folder);
        List<double[]> ours = new ArrayList<>();
        for (int channels : new int[] {1, 2, 3, 8, samples > 5000 ? 17 : 300}) {
            double[] x = SciPy.noise(samples, channels);
            scipy.add("s.hilbert(x, axis=0).view(float)", x, channels);
            ours.add(Hilbert.ofLength(samples).apply(x, channels, HilbertOutput.COMPLEX));
        }
        SciPy.assertAllNear(scipy.values(), ours);
    }

    @ParameterizedTest
    @EnumSource(HilbertOutput.class)
    void everyOutputIsNumPys(HilbertOutput output) throws IOException {
        SciPy scipy = new SciPy(folder);
        double[] x = SciPy.noise(1000, 3);
        scipy.add(NUMPY.get(output).formatted("s.hilbert(x, axis=0)"), x, 3);
        Hilbert hilbert = Hilbert.ofLength(1000);
        double[] ours = hilbert.apply(x, 3, HilbertOutput.of(output.toString()));
        SciPy.assertNear(scipy.values().get(0), ours, 1e-9, output.toString());
        float[] narrow = SciPy.floats(x);
        assertArrayEquals(SciPy.floats(hilbert.apply(SciPy.doubles(narrow), 3, output)), hilbert.apply(narrow, 3, output));
    }

    @ParameterizedTest
    @EnumSource(HilbertOutput.class)
    void resultsGoToTheirPlaceInALargerArray(HilbertOutput output) {
        double[] x = SciPy.noise(100, 3);
        float[] narrow = SciPy.floats(x);
        Hilbert hilbert = Hilbert.ofLength(100);
        int size = output == HilbertOutput.COMPLEX ? 600 : 300;
        float[] all = new float[size + 10];
        hilbert.apply(narrow, 3, output, all, 4);
        assertArrayEquals(hilbert.apply(narrow, 3, output), Arrays.copyOfRange(all, 4, 4 + size));
        hilbert.apply(x, 3, output, all, 7);
        assertArrayEquals(SciPy.floats(hilbert.apply(x, 3, output)), Arrays.copyOfRange(all, 7, 7 + size));
        assertEquals("A result of " + size + " values does not fit at 11 of an array of " + (size + 10) + " values. Results are never cut off. Make the array longer.",
                ButterworthTest.refusal(() -> hilbert.apply(narrow, 3, output, all, 11)));
    }

    @Test
    void aChannelDoesNotDependOnItsNeighbours() {
        double[] x = SciPy.noise(1500, 13);
        x[700 * 13 + 5] = Double.NaN;
        double[] together = Hilbert.ofLength(1500).apply(x, 13, HilbertOutput.IMAG);
        for (int c = 0; c < 13; c++) {
            double[] alone = Hilbert.ofLength(1500).apply(SosFilterTest.channel(x, 13, c), 1, HilbertOutput.IMAG);
            assertArrayEquals(SosFilterTest.channel(together, 13, c), alone);
        }
    }

    @Test
    void magnitudesNeitherOverflowNorVanish() {
        double[] huge = {3e200, 0, -3e200, 0};
        assertArrayEquals(new double[] {3e200, 3e200, 3e200, 3e200}, Hilbert.ofLength(4).apply(huge, 1, HilbertOutput.ABS), 1e190);
        double[] tiny = {3e-200, 0, -3e-200, 0};
        assertArrayEquals(new double[] {3e-200, 3e-200, 3e-200, 3e-200}, Hilbert.ofLength(4).apply(tiny, 1, HilbertOutput.ABS), 1e-210);
    }

    @Test
    void refusesOtherTrialsThanItWasMadeFor() {
        assertEquals("A trial has 5 samples; the Hilbert transform was made for 4. The transform is as long as the trial. Make another one with"
                + " Hilbert.ofLength(5).",
                ButterworthTest.refusal(() -> Hilbert.ofLength(4).apply(new double[5], 1, HilbertOutput.ABS)));
        assertEquals("The trial has no samples. There is nothing to compute. Leave it out with trials(...).",
                ButterworthTest.refusal(() -> Hilbert.ofLength(0)));
    }

    @Test
    void outputsHaveNames() {
        assertEquals("There is no Hilbert output 'phase'. The outputs are abs, complex, real, imag, absreal, absimag, angle. Correct hilbert(...).",
                ButterworthTest.refusal(() -> HilbertOutput.of("phase")));
    }
}
