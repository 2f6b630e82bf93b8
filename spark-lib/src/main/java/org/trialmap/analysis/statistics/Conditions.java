package org.trialmap.analysis.statistics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.trialmap.setting.Setting;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.Selection;

/**
 * The samples of a test, in groups: one group per condition, one map per sample. A map has axes (time, frequency, channel), the same for all samples. All values are in memory, in
 * double.
 */
public final class Conditions {
    private final MapAxes axes;
    private final List<Group> groups;
    private final List<Path> paths;
    private final boolean trials;

    /**
     * Samples of one condition.
     *
     * @param name for people and the history
     * @param samples one per sample, in words
     * @param values per sample those of its map
     */
    record Group(String name, List<String> samples, List<double[]> values) {}

    private Conditions(MapAxes axes, List<Group> groups, List<Path> paths, boolean trials) {
        this.axes = axes;
        this.groups = groups;
        this.paths = paths;
        this.trials = trials;
    }

    /** As {@link #files(List, RecordingOptions, Selection)}, of all that the files have. */
    public static Conditions files(List<List<Path>> groups) throws IOException {
        return files(groups, RecordingOptions.DEFAULT, Selection.all());
    }

    /**
     * A file per subject and condition, each with one map: a power spectrum, a time-frequency spectrum, an average. Dependent samples are in the same order in both groups.
     *
     * @param groups a list of files per condition
     * @param selection what to take of each file
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if files have several maps, different axes, or values that are NaN or infinite; the text names files and axes
     */
    public static Conditions files(List<List<Path>> groups, RecordingOptions options, Selection selection) throws IOException {
        Reader reader = new Reader();
        List<Group> read = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            Group group = new Group("group " + (g + 1), new ArrayList<>(), new ArrayList<>());
            for (Path path : groups.get(g)) {
                MapFile file = MapFile.open(path, options, selection);
                if (file.positions().length != 1) {
                    throw new IllegalArgumentException(file.path() + " has " + file.positions().length + " trials. A file is one sample of the test, so it has one map. Average its trials first"
                            + " (" + Setting.KEEPTRIALS.with(false) + "), take one of them with " + Setting.TRIALS + ", or compare the trials of one file with " + Setting.CONDITION + ".");
                }
                reader.add(file, 0, group);
            }
            read.add(group);
        }
        return reader.conditions(read, false);
    }

    /**
     * The trials of one file, each a sample; conditions select them, as {@code stim=1} or {@code 0:20} (see {@link Selection#trials(String)}).
     *
     * @param conditions one text per condition
     * @param selection what to take of the file, trials too; conditions count within it
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if a condition selects nothing, trials are in two conditions, have different axes, or values that are NaN or infinite
     */
    public static Conditions trials(Path path, List<String> conditions, RecordingOptions options, Selection selection) throws IOException {
        MapFile file = MapFile.open(path, options, selection);
        Reader reader = new Reader();
        Map<Integer, String> taken = new LinkedHashMap<>();
        List<Group> read = new ArrayList<>();
        for (String condition : conditions) {
            MapFile selected = file.select(Selection.all().trials(condition));
            Group group = new Group(condition, new ArrayList<>(), new ArrayList<>());
            for (int k = 0; k < selected.positions().length; k++) {
                int position = selected.positions()[k];
                String earlier = taken.put(position, condition);
                if (earlier != null) {
                    throw new IllegalArgumentException("Trial " + position + " of " + file.path() + " is in the condition '" + earlier + "' and " + (earlier.equals(condition) ? "there again"
                            : "in '" + condition + "'") + ". Groups of a test share no sample. Correct " + Setting.CONDITION + ".");
                }
                reader.add(selected, k, group);
            }
            read.add(group);
        }
        return reader.conditions(read, true);
    }

    /** Reads maps and compares their axes with those of the first one. */
    private static final class Reader {
        private final List<Path> paths = new ArrayList<>();
        private MapAxes axes;
        private String first;

        void add(MapFile file, int trial, Group group) throws IOException {
            int position = file.positions()[trial];
            String name = file.path() + (position == 0 ? "" : " (trial " + position + ")");
            MapAxes own = file.axes(trial);
            if (axes == null) {
                axes = own;
                first = name;
            }
            List<String> differences = axes.differences(own);
            if (!differences.isEmpty()) {
                throw new IllegalArgumentException(first + " and " + name + " do not have the same axes: " + String.join("; ", differences) + ". A test compares the same points of all samples."
                        + " Select what they have in common with " + Setting.CHANNELS + ", " + Setting.LATENCY + " and " + Setting.FREQUENCY + ", or compute both with the same options.");
            }
            double[] values = file.values(trial);
            IntStream.range(0, values.length).filter(i -> !Double.isFinite(values[i])).findFirst().ifPresent(i -> {
                throw new IllegalArgumentException(name + " has the value " + values[i] + " at " + axes.where(i) + ". There are no t and F of values that are not finite, and the test needs all"
                        + " samples at each point. Leave such points out with " + Setting.CHANNELS + ", " + Setting.LATENCY + " or " + Setting.FREQUENCY + ", or leave the sample out.");
            });
            paths.add(file.path());
            group.samples.add(file.identity().file() + ", trial " + position + ", digest " + file.identity().digest());
            group.values.add(values);
        }

        Conditions conditions(List<Group> groups, boolean trials) {
            for (int g = 0; g < groups.size(); g++) {
                if (groups.get(g).samples.isEmpty()) {
                    throw new IllegalArgumentException("Group " + (g + 1) + " has no samples. There would be nothing to compare. Correct " + Setting.GROUP + ".");
                }
            }
            if (groups.isEmpty()) {
                throw new IllegalArgumentException(
                        "There are no groups of samples. Name the files of each condition with " + Setting.GROUP + ", or conditions on the trials of one file with " + Setting.CONDITION + ".");
            }
            return new Conditions(axes, groups, paths.stream().distinct().toList(), trials);
        }
    }

    /** Samples per group. */
    public int[] sizes() {
        return groups.stream().mapToInt(group -> group.samples.size()).toArray();
    }

    MapAxes axes() {
        return axes;
    }

    /** The files, each once. */
    List<Path> paths() {
        return paths;
    }

    /** Whether samples are trials of one file, which are independent of each other. */
    boolean areTrials() {
        return trials;
    }

    List<Group> groups() {
        return groups;
    }

    /** As the history has them: files and trials by group. */
    Map<String, List<String>> described() {
        Map<String, List<String>> described = new LinkedHashMap<>();
        groups.forEach(group -> described.put(group.name, group.samples));
        return described;
    }

    /** For example {@code 20 in group 1, 20 in group 2}. */
    @Override
    public String toString() {
        return groups.stream().map(group -> group.samples.size() + " in " + group.name).collect(Collectors.joining(", "));
    }
}
