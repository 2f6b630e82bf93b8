package org.trialmap.app.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.trialmap.analysis.statistics.ClusterResult;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;

/** Results of cluster tests: t or F over time and frequency, of each channel a panel, or over one of both and channels; significant clusters have an outline. */
final class ClusterMaps {
    static final int MOST_PANELS = 6;
    private static final int MOST_P = 3;

    private final Axes all;
    private final Axes shown;
    private final ClusterResult result;
    private final boolean[] mask;
    private final double[] stat;
    private final PlotOptions wishes;
    private final String statistic;

    /** @param freq empty without that axis */
    private record Axes(double[] time, double[] freq, List<String> channels) {
        int frequencies() {
            return Math.max(1, freq.length);
        }
    }

    private ClusterMaps(Path path, Axes all, Axes shown, PlotOptions wishes) throws IOException {
        this.all = all;
        this.shown = shown;
        this.wishes = wishes;
        this.result = ClusterResult.open(path);
        this.mask = (boolean[]) result.mask().data();
        this.stat = result.stat().doubles();
        try (Hdf5File file = Hdf5File.open(path)) {
            this.statistic = file.dataset("/data").attribute("statistic").map(name -> name.item().toString().endsWith("F") ? "F" : "t").orElse("t");
        }
    }

    /** Whether an HDF5 file is such a result. */
    static boolean isOne(Path path) throws IOException {
        if (Recording.isForeign(path)) {
            return false;
        }
        try (Hdf5File file = Hdf5File.open(path)) {
            return file.isDataset("/mask") && file.isDataset("/labels") && file.isDataset("/cluster_p");
        }
    }

    static List<Picture> of(SpectralData all, Selection selection, PlotOptions wishes) throws IOException {
        SpectralData part = all.select(selection);
        return new ClusterMaps(all.path(), axes(all), axes(part), wishes).pictures();
    }

    static List<Picture> of(AnalogData all, Selection selection, PlotOptions wishes) throws IOException {
        AnalogData part = all.select(selection);
        return new ClusterMaps(all.path(), axes(all), axes(part), wishes).pictures();
    }

    private static Axes axes(SpectralData data) {
        return new Axes(data.time(0), data.freq(), data.channel());
    }

    private static Axes axes(AnalogData data) {
        return new Axes(data.time(0), new double[0], data.channel());
    }

    private List<Picture> pictures() {
        int[] times = positions(all.time, shown.time);
        int[] frequencies = all.freq.length == 0 ? new int[] {0} : positions(all.freq, shown.freq);
        int[] channels = shown.channels.stream().mapToInt(all.channels::indexOf).toArray();
        if (times.length == 1 || frequencies.length == 1) {
            return List.of(overChannels(times, frequencies, channels));
        }
        int panels = wishes.limited(channels.length, MOST_PANELS, "channel", "--channels SEL");
        List<Picture> pictures = new ArrayList<>();
        for (int c = 0; c < panels; c++) {
            Cells cells = new Cells(times.length, frequencies.length);
            for (int t = 0; t < times.length; t++) {
                for (int f = 0; f < frequencies.length; f++) {
                    cells.set(t, f, point(times[t], frequencies[f], channels[c]));
                }
            }
            pictures.add(cells.picture(shown.channels.get(c), "time (s)", shown.time, "frequency (Hz)", shown.freq, List.of()));
        }
        return pictures;
    }

    /** The first channel is at the top. */
    private Picture overChannels(int[] times, int[] frequencies, int[] channels) {
        boolean overTime = times.length > 1 || all.freq.length == 0;
        Cells cells = new Cells(overTime ? times.length : frequencies.length, channels.length);
        for (int x = 0; x < cells.values.length; x++) {
            for (int c = 0; c < channels.length; c++) {
                cells.set(x, channels.length - 1 - c, point(times[overTime ? x : 0], frequencies[overTime ? 0 : x], channels[c]));
            }
        }
        List<String> upwards = new ArrayList<>(shown.channels);
        Collections.reverse(upwards);
        return cells.picture("", overTime ? "time (s)" : "frequency (Hz)", overTime ? shown.time : shown.freq, "channel", IntStream.range(0, channels.length).asDoubleStream().toArray(), upwards);
    }

    private int point(int time, int frequency, int channel) {
        return (time * all.frequencies() + frequency) * all.channels.size() + channel;
    }

    private static int[] positions(double[] all, double[] some) {
        return IntStream.range(0, all.length).filter(i -> IntStream.range(0, some.length).anyMatch(k -> some[k] == all[i])).toArray();
    }

    /** One panel: what is at each place, and which significant clusters it shows. */
    private final class Cells {
        private final double[][] values;
        private final boolean[][] marked;
        private final Set<Integer> labels = new TreeSet<>();

        Cells(int width, int height) {
            this.values = new double[width][height];
            this.marked = new boolean[width][height];
        }

        void set(int x, int y, int point) {
            values[x][y] = stat[point];
            marked[x][y] = mask[point];
            if (mask[point]) {
                labels.add(((int[]) result.labels().data())[point]);
            }
        }

        Picture picture(String name, String xLabel, double[] x, String yLabel, double[] y, List<String> yNames) {
            Picture.Look look = new Picture.Look(List.of(), yNames, marked, statistic.equals("t"));
            return new Picture.Heat(wishes.title(name, significance(labels)), xLabel, yLabel, statistic, x, y, values, look);
        }
    }

    /** For example {@code p = 0.002, 0.01}; if nothing is significant, how far it is from being so. */
    private String significance(Set<Integer> labels) {
        List<Double> p = result.clusters().stream().filter(cluster -> labels.contains(cluster.label())).map(ClusterResult.Cluster::p).sorted().toList();
        if (p.isEmpty()) {
            boolean elsewhere = IntStream.range(0, mask.length).anyMatch(i -> mask[i]);
            return elsewhere ? "no significant cluster here"
                    : "no significant cluster" + result.clusters().stream().map(ClusterResult.Cluster::p).min(Double::compare).map(least -> ", smallest p = " + Tick.text(least)).orElse("");
        }
        return "p = " + p.stream().limit(MOST_P).map(Tick::text).collect(Collectors.joining(", ")) + (p.size() > MOST_P ? " and " + (p.size() - MOST_P) + " more" : "");
    }
}
