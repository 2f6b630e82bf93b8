package org.trialmap.signal.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.signal.SciPy;

/** Thresholds against SciPy's quantiles. */
class TestStatisticTest {
    private static final String STATS = "__import__('scipy.stats').stats.";

    @TempDir
    Path folder;

    @Test
    void thresholdsAreSciPysQuantiles() throws IOException {
        SciPy scipy = new SciPy(folder);
        List<Double> ours = new ArrayList<>();
        for (double alpha : new double[] {0.4, 0.05, 0.01, 1e-3, 1e-5}) {
            for (int n : new int[] {2, 3, 20, 97, 1000}) {
                scipy.add(STATS + "t.isf(" + alpha / 2 + ", " + (n - 1) + ")", new double[1], 1);
                ours.add(TestStatistic.DEPSAMPLES_T.threshold(alpha, Tail.BOTH, new int[] {n}));
                scipy.add(STATS + "t.isf(" + alpha + ", " + (n + 1) + ")", new double[1], 1);
                ours.add(TestStatistic.INDEPSAMPLES_T.threshold(alpha, Tail.NEGATIVE, new int[] {n, 3}));
                scipy.add(STATS + "f.isf(" + alpha + ", 2, " + (2 * n + 4 - 3) + ")", new double[1], 1);
                ours.add(TestStatistic.INDEPSAMPLES_F.threshold(alpha, Tail.POSITIVE, new int[] {n, n, 4}));
            }
        }
        List<double[]> expected = scipy.values();
        for (int i = 0; i < ours.size(); i++) {
            assertEquals(expected.get(i)[0], ours.get(i), 1e-8 * expected.get(i)[0], "case " + i);
        }
    }
}
