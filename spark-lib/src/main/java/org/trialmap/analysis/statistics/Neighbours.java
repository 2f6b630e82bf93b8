package org.trialmap.analysis.statistics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.trialmap.files.InputPath;
import org.trialmap.setting.Setting;
import org.trialmap.support.JsonFile;
import org.trialmap.support.Suggestions;

/** Which channels lie beside each other, so that clusters reach from one to the other. Immutable. */
public final class Neighbours {
    private static final Neighbours NONE = new Neighbours("none", Map.of());

    private final String source;
    private final Map<String, Set<String>> lists;

    private Neighbours(String source, Map<String, Set<String>> lists) {
        this.source = source;
        this.lists = lists;
    }

    /** Clusters do not reach from channel to channel. */
    public static Neighbours none() {
        return NONE;
    }

    /** Per channel its neighbours; a pair may stand on one side only. */
    public static Neighbours of(Map<String, ? extends Iterable<String>> lists) {
        Map<String, Set<String>> all = new LinkedHashMap<>();
        lists.forEach((channel, others) -> {
            Set<String> own = all.computeIfAbsent(channel.strip(), name -> new LinkedHashSet<>());
            others.forEach(other -> own.add(other.strip()));
        });
        return new Neighbours("a map", all);
    }

    /**
     * Reads a line per channel: its name and those of its neighbours, with commas, semicolons or tabs between them; or JSON, {@code {"label": "Cz", "neighblabel": ["C1", "C2"]}}
     * (FieldTrip's names). Channels that the data do not have are passed over.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if a line is neither
     */
    public static Neighbours read(Path path) throws IOException {
        Path file = InputPath.of(path);
        Map<String, Set<String>> lists = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replace("\ufeff", "").strip();
            if (!line.isEmpty()) {
                List<String> names = line.startsWith("{") ? json(line, file, i + 1) : fields(line);
                lists.computeIfAbsent(names.get(0), name -> new LinkedHashSet<>()).addAll(names.subList(1, names.size()));
            }
        }
        return new Neighbours(file.toString(), lists);
    }

    private static List<String> fields(String line) {
        return Arrays.stream(line.split("[\t;,]", -1)).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    private static List<String> json(String line, Path file, int number) {
        IllegalArgumentException refused = new IllegalArgumentException("Line " + number + " of " + file + " does not say which channels are neighbours. A line of JSON is"
                + " {\"label\": \"Cz\", \"neighblabel\": [\"C1\", \"C2\"]}. Correct the file.");
        try {
            Map<?, ?> object = (Map<?, ?>) JsonFile.parse(line);
            List<String> names = new ArrayList<>();
            if (!(object.get("label") instanceof String label) || !(object.get("neighblabel") instanceof List<?> others)) {
                throw refused;
            }
            names.add(label.strip());
            others.forEach(other -> names.add(other.toString().strip()));
            return names;
        } catch (IllegalArgumentException | ClassCastException e) {
            throw refused;
        }
    }

    /**
     * Joins channels whose electrodes are less than {@code distance} apart. The file has a line per channel: name and two or three coordinates, in the unit of {@code distance}, with commas,
     * semicolons or tabs between them; a first line of names ({@code name, x, y, z}, as BIDS's electrodes.tsv), electrodes
     * without position ({@code n/a}) and channels that the data do not have are passed over.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if a line is not such a line, or the distance is not above 0
     */
    public static Neighbours within(Path path, double distance) throws IOException {
        if (!(distance > 0 && distance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Electrodes that are less than " + distance + " apart cannot be neighbours. A distance is above 0, in the unit of the positions. Correct " + Setting.NEIGHBOURDIST + ".");
        }
        Path file = InputPath.of(path);
        Map<String, double[]> positions = positions(file);
        Map<String, Set<String>> lists = new LinkedHashMap<>();
        positions.forEach((channel, position) -> {
            Set<String> near = new LinkedHashSet<>();
            positions.forEach((other, there) -> {
                if (!other.equals(channel) && distance(position, there) < distance) {
                    near.add(other);
                }
            });
            lists.put(channel, near);
        });
        return new Neighbours(file + " (less than " + distance + " apart)", lists);
    }

    private static double distance(double[] a, double[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(squares);
    }

    private static Map<String, double[]> positions(Path file) throws IOException {
        Map<String, double[]> positions = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0, axes = 0; i < lines.size(); i++) {
            List<String> fields = fields(lines.get(i).replace("\ufeff", ""));
            double[] position = position(fields);
            if (fields.isEmpty() || position.length == 0 && (i == 0 || fields.get(1).equalsIgnoreCase("n/a"))) {
                continue;
            }
            axes = axes == 0 ? position.length : axes;
            if (position.length != axes || axes == 0 || positions.put(fields.get(0), position) != null) {
                throw new IllegalArgumentException("Line " + (i + 1) + " of " + file + " does not say where an electrode is: '" + lines.get(i).strip() + "'. Each line has the name of another"
                        + " channel and its coordinates, two on every line or three, with commas, semicolons or tabs between them. Correct the file.");
            }
        }
        return positions;
    }

    /** Empty if it is none. */
    private static double[] position(List<String> fields) {
        try {
            double[] position = fields.stream().skip(1).limit(3).mapToDouble(Double::parseDouble).toArray();
            return position.length >= 2 && Arrays.stream(position).allMatch(Double::isFinite) ? position : new double[0];
        } catch (NumberFormatException e) {
            return new double[0];
        }
    }

    boolean isNone() {
        return this == NONE;
    }

    /** Per channel the positions of its neighbours. */
    int[][] joined(List<String> channels) {
        if (isNone()) {
            return new int[channels.size()][0];
        }
        List<String> names = channels.stream().map(String::strip).toList();
        Set<String> known = new TreeSet<>(lists.keySet());
        lists.values().forEach(known::addAll);
        List<String> unknown = names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("The neighbours of " + source + " do not have " + (unknown.size() == 1 ? "the channel " : "the channels ") + Suggestions.list(unknown) + "."
                    + Suggestions.of(unknown.get(0), known) + " Clusters would end there without need. Add a line for each, or leave the channels out with " + Setting.CHANNELS + ".");
        }
        if (new LinkedHashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException(
                    "Two channels have the same name, so their neighbours are not known by name: " + Suggestions.list(names) + ". Select one of them with " + Setting.CHANNELS + ".");
        }
        int[][] joined = new int[names.size()][];
        int pairs = 0;
        for (int c = 0; c < joined.length; c++) {
            int own = c;
            joined[c] = lists.getOrDefault(names.get(c), Set.of()).stream().mapToInt(names::indexOf).filter(other -> other >= 0 && other != own).toArray();
            pairs += joined[c].length;
        }
        if (pairs == 0) {
            throw new IllegalArgumentException(
                    "No two of the channels " + Suggestions.list(names) + " are neighbours by " + source + ". Correct the file or the distance (" + Setting.NEIGHBOURDIST + "), or leave "
                            + Setting.NEIGHBOURS_POSITIONS + " out for clusters within channels.");
        }
        return joined;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Neighbours that && lists.equals(that.lists) && isNone() == that.isNone();
    }

    @Override
    public int hashCode() {
        return lists.hashCode();
    }

    /** Where they are from. */
    @Override
    public String toString() {
        return source;
    }
}
