package org.trialmap.analysis.statistics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.support.Suggestions;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.Selection;

/**
 * The result of a {@link ClusterStat}, read back. Maps have the axes of the samples: (time, taper, freq, channel), one taper, or (time, channel).
 *
 * @param stat t or F, float64
 * @param labels int32: 1, 2, ... in the positive clusters, the largest first; -1, -2, ... in the negative ones; else 0
 * @param mask true in clusters whose p is below alpha (half of it per tail where both are tested apart)
 * @param clusters the positive ones, then the negative ones
 */
public record ClusterResult(NdArray stat, NdArray labels, NdArray mask, List<Cluster> clusters) {
    /**
     * A cluster and how far it reaches.
     *
     * @param label its number in {@link ClusterResult#labels}
     * @param statistic sum of t or F, or number of points; negative for negative clusters
     * @param p its p value
     * @param points how many it has
     * @param time first and last, in s
     * @param freq lowest and highest, in Hz; empty without frequencies
     * @param channels in the order of the data
     */
    public record Cluster(int label, double statistic, double p, int points, List<Double> time, List<Double> freq, List<String> channels) {}

    /**
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is not such a result
     */
    public static ClusterResult open(Path result) throws IOException {
        MapFile map = MapFile.open(result, RecordingOptions.DEFAULT, Selection.all());
        try (Hdf5File file = Hdf5File.open(map.path())) {
            if (!isOne(file)) {
                throw new IllegalArgumentException(map.path() + " is not the result of a cluster test: it has no dataset " + ClusterReduction.P + ". Name a file that clusterstat wrote.");
            }
            NdArray labels = file.dataset(ClusterReduction.LABELS).read();
            return new ClusterResult(map.read(0), labels, file.dataset(ClusterReduction.MASK).read(), clusters(file, map.axes(0), (int[]) labels.data()));
        }
    }

    /** Whether a file is such a result. */
    static boolean isOne(Hdf5File file) throws IOException {
        return file.isDataset(ClusterReduction.P) && file.isDataset(ClusterReduction.LABELS);
    }

    private static List<Cluster> clusters(Hdf5File file, MapAxes axes, int[] labels) throws IOException {
        int[] label = (int[]) file.dataset(ClusterReduction.LABEL).read().data();
        int[] size = (int[]) file.dataset(ClusterReduction.SIZE).read().data();
        double[] statistic = file.dataset(ClusterReduction.STAT).read().doubles();
        double[] p = file.dataset(ClusterReduction.P).read().doubles();
        List<Cluster> clusters = new ArrayList<>();
        for (int c = 0; c < label.length; c++) {
            TreeSet<Integer> times = new TreeSet<>();
            TreeSet<Integer> frequencies = new TreeSet<>();
            TreeSet<Integer> channels = new TreeSet<>();
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] == label[c]) {
                    channels.add(i % axes.channels().size());
                    frequencies.add(i / axes.channels().size() % axes.frequencies());
                    times.add(i / axes.channels().size() / axes.frequencies());
                }
            }
            clusters.add(new Cluster(label[c], statistic[c], p[c], size[c], List.of(axes.times()[times.first()], axes.times()[times.last()]),
                    axes.freq().length == 0 ? List.of() : List.of(axes.freq()[frequencies.first()], axes.freq()[frequencies.last()]), channels.stream().map(axes.channels()::get).toList()));
        }
        return clusters;
    }

    /** A table for people, a line per cluster. */
    public String table() {
        if (clusters.isEmpty()) {
            return "No point is beyond the threshold: there are no clusters.\n";
        }
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%7s %12s %8s %8s  %-18s %-16s %s%n", "cluster", "statistic", "points", "p", "time (s)", "frequency (Hz)", "channels"));
        for (Cluster cluster : clusters) {
            text.append(String.format(Locale.ROOT, "%+7d %12.4f %8d %8.5f  %-18s %-16s %s%n", cluster.label, cluster.statistic, cluster.points, cluster.p, range(cluster.time), range(cluster.freq),
                    Suggestions.list(cluster.channels)));
        }
        return text.toString();
    }

    private static String range(List<Double> ends) {
        return ends.isEmpty() ? "-" : ends.get(0).equals(ends.get(1)) ? number(ends.get(0)) : number(ends.get(0)) + " to " + number(ends.get(1));
    }

    private static String number(double value) {
        return Double.toString(Math.rint(value * 1e6) / 1e6);
    }
}
