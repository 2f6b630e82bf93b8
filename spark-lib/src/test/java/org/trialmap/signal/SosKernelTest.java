package org.trialmap.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector code and its scalar twin give the same bits. */
class SosKernelTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void vectorAndScalarGiveTheSameBits(int lanes) {
        for (int order : new int[] {1, 2, 4, 7}) {
            double[][] sections = Butterworth.design(order, Band.of(FilterType.LP, 30), 1000).sections();
            assertArrayEquals(run(sections, lanes, new SosScalar()), run(sections, lanes, new SosVector()));
        }
    }

    @Test
    void theTestsRunWithTheVectorModule() {
        assertTrue(FftKernels.vectorsAreHere());
    }

    private static double[] run(double[][] sections, int lanes, SosKernel kernel) {
        double[] rows = SciPy.noise(333, lanes);
        double[][] steady = new double[sections.length][];
        java.util.Arrays.setAll(steady, s -> new double[] {0.5 + s, 0.25 - s});
        SosRun run = new SosRun(sections, lanes, kernel);
        run.start(steady, rows, 0);
        run.run(rows, new SosRun.Way(0, lanes, 333));
        run.start(steady, rows, 332 * lanes);
        run.run(rows, new SosRun.Way(332 * lanes, -lanes, 333));
        return rows;
    }
}
