package org.trialmap.signal.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Finds what is joined among the points of a map that are at or beyond a threshold: union-find, in the order of the points, so that sums have the same bits every time. Keeps
 * buffers; for one thread.
 */
public final class ClusterFinder {
    private final PointGrid grid;
    private final Rule rule;
    private final byte[] side;
    private final int[] parent;
    private final int[] beyond;
    private final double[] sum;
    private int count;

    /**
     * What makes a cluster.
     *
     * @param threshold above 0: points at or above it, and at or below its negative
     * @param minnbchan how many neighbouring channels of a point must be beyond the threshold too, on the same side, for it to count; points are left out until all have as many
     */
    public record Rule(double threshold, Tail tail, ClusterStatistic statistic, int minnbchan) implements java.io.Serializable {
        public Rule {
            if (!(threshold > 0)) {
                throw new IllegalArgumentException("The threshold of clusters is " + threshold + ". It must be above 0.");
            }
        }
    }

    /**
     * The clusters of a map.
     *
     * @param labels per point: 1, 2, ... in positive clusters, -1, -2, ... in negative ones, else 0
     * @param statistics of the clusters: the positive ones, the largest first, then the negative ones, the most negative first
     * @param sizes of the clusters, in points
     * @param positive how many are positive
     */
    public record Clusters(int[] labels, double[] statistics, int[] sizes, int positive) {
        /** The label of cluster {@code c} of {@link #statistics}. */
        public int label(int c) {
            return c < positive ? c + 1 : positive - c - 1;
        }
    }

    public ClusterFinder(PointGrid grid, Rule rule) {
        this.grid = grid;
        this.rule = rule;
        this.side = new byte[grid.points()];
        this.parent = new int[grid.points()];
        this.beyond = new int[grid.points()];
        this.sum = new double[grid.points()];
    }

    /** The statistics of the largest positive and of the most negative cluster; 0 where there is none. */
    public PValues.Observed extremes(double[] map) {
        join(map);
        double largest = 0;
        double smallest = 0;
        for (int i = 0; i < count; i++) {
            int point = beyond[i];
            if (parent[point] == point) {
                largest = Math.max(largest, sum[point]);
                smallest = Math.min(smallest, sum[point]);
            }
        }
        return new PValues.Observed(largest, smallest);
    }

    /** All clusters of a map. */
    public Clusters find(double[] map) {
        join(map);
        int[] roots = IntStream.range(0, count).map(i -> beyond[i]).filter(point -> parent[point] == point).boxed()
                .sorted(Comparator.<Integer>comparingInt(root -> -side[root]).thenComparingDouble(root -> -Math.abs(sum[root]))).mapToInt(Integer::intValue).toArray();
        int positive = (int) Arrays.stream(roots).filter(root -> side[root] > 0).count();
        int[] ofRoot = new int[side.length];
        for (int c = 0; c < roots.length; c++) {
            ofRoot[roots[c]] = c;
        }
        Clusters clusters = new Clusters(new int[side.length], Arrays.stream(roots).mapToDouble(root -> sum[root]).toArray(), new int[roots.length], positive);
        for (int i = 0; i < count; i++) {
            int c = ofRoot[root(beyond[i])];
            clusters.labels[beyond[i]] = clusters.label(c);
            clusters.sizes[c]++;
        }
        return clusters;
    }

    private void join(double[] map) {
        mark(map);
        for (int i = 0; i < count; i++) {
            link(beyond[i]);
        }
        boolean sums = rule.statistic == ClusterStatistic.MAXSUM;
        for (int i = 0; i < count; i++) { // a root is the first point of its cluster
            int point = beyond[i];
            int root = root(point);
            double value = sums ? map[point] : side[point];
            sum[root] = root == point ? value : sum[root] + value;
        }
    }

    private void mark(double[] map) {
        double high = rule.tail.hasPositive() ? rule.threshold : Double.NaN; // no number is at or above NaN
        double low = rule.tail.hasNegative() ? -rule.threshold : Double.NaN;
        count = 0;
        for (int point = 0; point < side.length; point++) {
            double value = map[point];
            byte own = (byte) (value >= high ? 1 : value <= low ? -1 : 0);
            side[point] = own;
            if (own != 0) {
                beyond[count++] = point;
            }
        }
        for (boolean changes = rule.minnbchan > 0; changes;) {
            changes = leaveOut();
        }
    }

    /** Leaves out points with too few neighbours; whether there were any. */
    private boolean leaveOut() {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int point = beyond[i];
            int channel = point % grid.channels();
            int joined = 0;
            for (int other : grid.neighbours()[channel]) {
                joined += side[point + other - channel] == side[point] ? 1 : 0;
            }
            if (joined < rule.minnbchan) {
                side[point] = 0;
            } else {
                beyond[kept++] = point;
            }
        }
        boolean any = kept < count;
        count = kept;
        return any;
    }

    /** Joins a point to those before it that it touches. */
    private void link(int point) {
        int channels = grid.channels();
        int row = channels * grid.frequencies();
        int channel = point % channels;
        byte own = side[point];
        parent[point] = point;
        if (point >= row && side[point - row] == own) {
            join(point - row, point);
        }
        if (point % row >= channels && side[point - channels] == own) {
            join(point - channels, point);
        }
        for (int other : grid.neighbours()[channel]) {
            if (other > channel) {
                break; // they are ascending, and those after the point are joined when it is their turn
            }
            if (side[point + other - channel] == own) {
                join(point + other - channel, point);
            }
        }
    }

    private void join(int first, int second) {
        int a = root(first);
        int b = root(second);
        parent[Math.max(a, b)] = Math.min(a, b);
    }

    private int root(int point) {
        int at = point;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
