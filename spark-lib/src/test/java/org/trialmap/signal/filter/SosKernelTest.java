package org.trialmap.signal.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.signal.SciPy;
import org.trialmap.signal.fft.FftKernels;

/** The vector code and its scalar twin give the same bits. */
class SosKernelTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void vectorAndScalarGiveTheSameBits(int lanes) {
        for (int order : new int[] {1, 2, 4, 5, 7, 8, 11}) {
            double[][] sections = Butterworth.design(order, Band.of(FilterType.LP, 30), 1000).sections();
            assertArrayEquals(run(sections, lanes, new SosScalar()), run(sections, lanes, new SosVector()));
        }
    }

    @Test
    void theTestsRunWithTheVectorModule() {
        assertTrue(FftKernels.vectorsAreHere());
    }

    /** The lanes, without what fills up the rows. */
    private static double[] run(double[][] sections, int lanes, SosKernel kernel) {
        int width = kernel.width(lanes);
        double[] noise = SciPy.noise(333, lanes);
        double[] rows = new double[333 * width];
        for (int s = 0; s < 333; s++) {
            System.arraycopy(noise, s * lanes, rows, s * width, lanes);
        }
        double[][] steady = new double[sections.length][];
        java.util.Arrays.setAll(steady, s -> new double[] {0.5 + s, 0.25 - s});
        SosRun run = new SosRun(sections, width, kernel);
        run.start(steady, rows, 0);
        run.run(rows, new SosRun.Way(0, width, 333));
        run.start(steady, rows, 332 * width);
        run.run(rows, new SosRun.Way(332 * width, -width, 333));
        double[] filtered = new double[333 * lanes];
        for (int s = 0; s < 333; s++) {
            System.arraycopy(rows, s * width, filtered, s * lanes, lanes);
        }
        return filtered;
    }
}
