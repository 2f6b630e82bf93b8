package org.trialmap.signal.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.trialmap.Refusals;
import org.trialmap.signal.statistics.ClusterFinder.Clusters;
import org.trialmap.signal.statistics.ClusterFinder.Rule;

/** Clusters by hand, and against filling from every point in turn. */
class ClusterFinderTest {
    private static final int[][] LINE = {{1}, {0, 2}, {1}};

    private static Rule rule(Tail tail, int minnbchan) {
        return new Rule(2, tail, ClusterStatistic.MAXSUM, minnbchan);
    }

    @Test
    void pointsAreJoinedAlongTimeFrequencyAndChannels() {
        double[] map = {
            3, 0, 2.5, // time 0, frequency 0: channels 0, 1, 2
            3, 0, 0,
            0, 0, 4, // time 1
            0, -2, -3};
        Clusters clusters = new ClusterFinder(new PointGrid(2, 2, LINE), rule(Tail.BOTH, 0)).find(map);
        assertArrayEquals(new int[] {2, 0, 1, 2, 0, 0, 0, 0, 1, 0, -1, -1}, clusters.labels());
        assertArrayEquals(new double[] {6.5, 6, -5}, clusters.statistics());
        assertArrayEquals(new int[] {2, 2, 2}, clusters.sizes());
        assertEquals(2, clusters.positive());
        Clusters apart = new ClusterFinder(PointGrid.apart(2, 2, 3), rule(Tail.BOTH, 0)).find(map);
        assertArrayEquals(new int[] {2, 0, 1, 2, 0, 0, 0, 0, 1, 0, -2, -1}, apart.labels());
        assertArrayEquals(new int[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}, new ClusterFinder(new PointGrid(2, 2, LINE), rule(Tail.NEGATIVE, 0)).find(map).labels());
        assertEquals(new PValues.Observed(6.5, 0), new ClusterFinder(new PointGrid(2, 2, LINE), rule(Tail.POSITIVE, 0)).extremes(map));
    }

    @Test
    void sizesOfNegativeClustersAreNegative() {
        ClusterFinder finder = new ClusterFinder(new PointGrid(1, 2, LINE), new Rule(2, Tail.BOTH, ClusterStatistic.MAXSIZE, 0));
        assertEquals(new PValues.Observed(2, -3), finder.extremes(new double[] {2, 3, 0, -9, -2, -2.5}));
        assertEquals(new PValues.Observed(0, 0), finder.extremes(new double[6]), "the finder is as new");
    }

    @Test
    void pointsWithTooFewNeighboursAreLeftOutUntilAllHaveEnough() {
        int[][] chain = {{1}, {2}, {3}, {}, {}};
        double[] map = {3, 3, 3, 3, 3};
        assertArrayEquals(new int[] {1, 1, 1, 1, 0}, new ClusterFinder(new PointGrid(1, 1, chain), rule(Tail.BOTH, 1)).find(map).labels());
        assertArrayEquals(new int[5], new ClusterFinder(new PointGrid(1, 1, chain), rule(Tail.BOTH, 2)).find(map).labels(), "the ends go, then those beside them");
        int[][] ring = {{1}, {2}, {3}, {0}, {0}};
        assertArrayEquals(new int[] {1, 1, 1, 1, 0}, new ClusterFinder(new PointGrid(1, 1, ring), rule(Tail.BOTH, 2)).find(map).labels());
    }

    @Test
    void randomMapsAreAsFilledFromEveryPointInTurn() {
        Random random = new Random(5);
        for (int n = 0; n < 300; n++) {
            int[][] neighbours = new int[1 + random.nextInt(6)][];
            Arrays.setAll(neighbours, c -> random.ints(random.nextInt(3), 0, neighbours.length).toArray());
            PointGrid grid = new PointGrid(1 + random.nextInt(7), 1 + random.nextInt(7), neighbours);
            double[] map = random.doubles(grid.points(), -5, 5).toArray();
            Rule rule = rule(Tail.values()[n % 3], 0);
            ClusterFinder finder = new ClusterFinder(grid, rule);
            double[] sums = filled(grid, map, rule);
            Clusters clusters = finder.find(map);
            double[] sorted = clusters.statistics().clone();
            Arrays.sort(sorted);
            assertArrayEquals(sums, sorted, 1e-12);
            assertEquals(IntStream.of(clusters.labels()).filter(label -> label != 0).count(), Arrays.stream(clusters.sizes()).sum());
            PValues.Observed extremes = finder.extremes(map);
            assertEquals(Math.max(0, sums.length == 0 ? 0 : sums[sums.length - 1]), extremes.largest(), 1e-12);
            assertEquals(Math.min(0, sums.length == 0 ? 0 : sums[0]), extremes.smallest(), 1e-12);
        }
    }

    /** The sums of all clusters, ascending. */
    private static double[] filled(PointGrid grid, double[] map, Rule rule) {
        boolean[] seen = new boolean[map.length];
        return IntStream.range(0, map.length).filter(point -> side(map[point], rule) != 0).mapToDouble(start -> {
            double sum = 0;
            ArrayDeque<Integer> todo = new ArrayDeque<>(seen[start] ? java.util.List.of() : java.util.List.of(start));
            seen[start] = true;
            while (!todo.isEmpty()) {
                int point = todo.pop();
                sum += map[point];
                for (int other = 0; other < map.length; other++) {
                    if (!seen[other] && side(map[other], rule) == side(map[start], rule) && touch(grid, point, other)) {
                        seen[other] = true;
                        todo.push(other);
                    }
                }
            }
            return sum;
        }).filter(sum -> sum != 0).sorted().toArray();
    }

    private static int side(double value, Rule rule) {
        return value >= 2 && rule.tail() != Tail.NEGATIVE ? 1 : value <= -2 && rule.tail() != Tail.POSITIVE ? -1 : 0;
    }

    private static boolean touch(PointGrid grid, int a, int b) {
        int channels = grid.channels();
        int time = Math.abs(a / channels / grid.frequencies() - b / channels / grid.frequencies());
        int frequency = Math.abs(a / channels % grid.frequencies() - b / channels % grid.frequencies());
        int first = a % channels;
        int second = b % channels;
        boolean near = IntStream.of(grid.neighbours()[first]).anyMatch(c -> c == second);
        return first == second ? time + frequency == 1 : near && time + frequency == 0;
    }

    @Test
    void pairsMayStandOnOneSideOnly() {
        assertArrayEquals(new int[][] {{1, 2}, {0}, {0}}, new PointGrid(1, 1, new int[][] {{2, 0, 2}, {0}, {}}).neighbours());
        Refusals.assertRefused("A map of 0 times, 1 frequencies and 2 channels has no points.", () -> PointGrid.apart(0, 1, 2));
        Refusals.assertRefused("The threshold of clusters is 0.0. It must be above 0.", () -> new Rule(0, Tail.BOTH, ClusterStatistic.MAXSUM, 0));
    }
}
