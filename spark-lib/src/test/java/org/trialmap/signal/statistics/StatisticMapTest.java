package org.trialmap.signal.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.signal.SciPy;

/** Maps of t and F against scipy.stats, of samples with a large common offset, too. */
class StatisticMapTest {
    private static final int POINTS = 1031; // more than two blocks, and a prime

    @TempDir
    Path folder;

    private static double[][] samples(int count, double offset) {
        Random random = new Random(count);
        return random.doubles((long) count * POINTS).map(x -> x * x + offset).boxed().collect(java.util.stream.Collectors.collectingAndThen(java.util.stream.Collectors.toList(), all -> {
            double[][] rows = new double[count][POINTS];
            for (int i = 0; i < all.size(); i++) {
                rows[i / POINTS][i % POINTS] = all.get(i);
            }
            return rows;
        }));
    }

    private static double[] map(TestStatistic statistic, double[][] samples, int[] sizes, int... arrangement) {
        double[] map = new double[samples[0].length];
        new StatisticMap(statistic, samples, sizes).compute(arrangement, map);
        return map;
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void mapsAreSciPys() throws IOException {
        String stats = "(lambda s: %s)(__import__('scipy.stats').stats)";
        SciPy scipy = new SciPy(folder);
        double[][] five = samples(5, -0.3);
        double[][] seven = samples(7, 1e6);
        double[][] two = samples(2, 0);
        scipy.add(stats.formatted("s.ttest_1samp(x, 0)[0]"), flat(five), POINTS);
        scipy.add(stats.formatted("s.ttest_1samp(x * np.array([1, -1, 1, 1, -1])[:, None], 0)[0]"), flat(five), POINTS);
        scipy.add(stats.formatted("s.ttest_1samp(x, 0)[0]"), flat(two), POINTS);
        scipy.add(stats.formatted("s.ttest_ind(x[[0, 2, 5]], x[[1, 3, 4, 6]])[0]"), flat(seven), POINTS);
        scipy.add(stats.formatted("s.f_oneway(x[[0, 4]], x[[1, 2]], x[[3, 5, 6]])[0]"), flat(seven), POINTS);
        double[][] ours = {map(TestStatistic.DEPSAMPLES_T, five, new int[] {5}, 0, 0, 0, 0, 0), map(TestStatistic.DEPSAMPLES_T, five, new int[] {5}, 0, 1, 0, 0, 1),
            map(TestStatistic.DEPSAMPLES_T, two, new int[] {2}, 0, 0), map(TestStatistic.INDEPSAMPLES_T, seven, new int[] {3, 4}, 0, 1, 0, 1, 1, 0, 1),
            map(TestStatistic.INDEPSAMPLES_F, seven, new int[] {2, 2, 3}, 0, 1, 1, 2, 0, 2, 2)};
        double[] tolerance = {1e-13, 1e-13, 1e-13, 1e-9, 1e-9}; // of 1e6 + x a double has 1e-10 of x
        List<double[]> expected = scipy.values();
        for (int i = 0; i < ours.length; i++) {
            SciPy.assertNear(expected.get(i), ours[i], tolerance[i], "case " + i);
        }
    }

    @Test
    void exchangingAllIsTheSignOfTAndNothingElse() {
        double[][] six = samples(6, 0.1);
        double[] t = map(TestStatistic.DEPSAMPLES_T, six, new int[] {6}, 0, 1, 0, 0, 1, 0);
        assertArrayEquals(Arrays.stream(t).map(x -> -x).toArray(), map(TestStatistic.DEPSAMPLES_T, six, new int[] {6}, 1, 0, 1, 1, 0, 1));
        double[] groups = map(TestStatistic.INDEPSAMPLES_T, six, new int[] {3, 3}, 0, 1, 0, 1, 1, 0);
        assertArrayEquals(Arrays.stream(groups).map(x -> -x).toArray(), map(TestStatistic.INDEPSAMPLES_T, six, new int[] {3, 3}, 1, 0, 1, 0, 0, 1));
    }

    @Test
    void nothingIsZeroAndVeryLargeNumbersAreAsGoodAsOthers() {
        double[][] rows = {{0, 1, 1e200, 1e-200, 5}, {0, 3, 3e200, 3e-200, 5}, {0, 8, 8e200, 8e-200, 5}};
        assertEquals(4, SampleRows.prepare(TestStatistic.DEPSAMPLES_T, rows, new int[] {3}), "5, 5, 5 have no variance");
        double[] t = map(TestStatistic.DEPSAMPLES_T, rows, new int[] {3}, 0, 0, 0);
        assertEquals(0, t[0]);
        assertEquals(t[1], t[2], 1e-14);
        assertEquals(t[1], t[3], 1e-14);
        double[][] groups = {{5, 1}, {5, 1}, {5, 2}, {5, 2}};
        assertEquals(1, SampleRows.prepare(TestStatistic.INDEPSAMPLES_F, groups, new int[] {2, 2}));
        assertEquals(0, map(TestStatistic.INDEPSAMPLES_F, groups, new int[] {2, 2}, 0, 0, 1, 1)[0]);
    }

    @Test
    void differencesAreOfTheFirstMinusTheSecondHalf() {
        assertArrayEquals(new double[][] {{-4, 1}, {2, -3}}, SampleRows.differences(new double[][] {{1, 2}, {3, 4}, {5, 1}, {1, 7}}));
    }
}
