package org.trialmap.app.plot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.trialmap.app.cli.UsageException;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.support.Suggestions;
import org.trialmap.trial.Selection;

/** CrossSpectralData: a matrix of all pairs of channels, averaged over frequencies; or lines of chosen pairs over frequency. */
final class CrossPictures {
    static final int MOST_LINES = 16;

    private final CrossValues values;
    private final CrossQuantity quantity;
    private final PlotOptions wishes;
    /** Positions of the frequencies or lags. */
    private final int[] shown;

    private CrossPictures(CrossValues values, PlotOptions wishes, int[] shown) {
        this.values = values;
        this.quantity = CrossQuantity.of(values);
        this.wishes = wishes;
        this.shown = shown;
        if (values.dtype().isComplex()) {
            wishes.note("the values are complex; their magnitude is drawn.");
        }
    }

    /** @param shown positions of frequencies or lags */
    static Picture matrix(CrossValues values, PlotOptions wishes, Selection selection, int[] shown) throws IOException {
        return new CrossPictures(values, wishes, shown).matrix(selection);
    }

    /**
     * @param senders names along channel_i
     * @param receivers names along channel_j
     */
    static Picture lines(CrossValues values, PlotOptions wishes, List<String> senders, List<String> receivers, int[] shown) throws IOException {
        return new CrossPictures(values, wishes, shown).lines(senders, receivers);
    }

    private Picture matrix(Selection selection) throws IOException {
        boolean square = values.rows().equals(values.columns());
        if (!square && selection.resolveChannels(values.rows()).length < values.rows().size()) {
            throw new UsageException(
                    "--channels is given for " + values.file() + ", whose rows and columns are different channels. It would mean two different things. Leave it out, or name pairs with"
                            + " --channelcmb 'A,B;C,D'.");
        }
        if (quantity.angle() && shown.length > 1) {
            throw new UsageException("The values of " + values.file() + " are phases, at " + shown.length + " frequencies. A mean of angles says nothing, so none is drawn. Choose one frequency with"
                    + " --frequency HZ HZ, or pairs with --channelcmb 'A,B;C,D'.");
        }
        int[] rows = square ? selection.resolveChannels(values.rows()) : IntStream.range(0, values.rows().size()).toArray();
        int[] columns = square ? rows : IntStream.range(0, values.columns().size()).toArray();
        double[][] mean = mean(rows, columns);
        for (int j = 0; square && !quantity.power() && j < columns.length; j++) {
            mean[j][columns.length - 1 - j] = Double.NaN; // always the same number
        }
        boolean log = wishes.log().orElse(false);
        Range range = Range.over(Arrays.stream(mean));
        if (log) {
            requirePositive(range);
            mean = Arrays.stream(mean).map(column -> Arrays.stream(column).map(value -> value > 0 ? Math.log10(value) : Double.NaN).toArray()).toArray(double[][]::new);
        }
        List<String> upwards = new ArrayList<>(Arrays.stream(rows).mapToObj(values.rows()::get).toList());
        Collections.reverse(upwards);
        List<String> across = Arrays.stream(columns).mapToObj(values.columns()::get).toList();
        Picture.Look look = new Picture.Look(across, upwards, new boolean[0][], !log && range.from() < 0);
        boolean from = quantity.directed();
        return new Picture.Heat(wishes.title(extent()), from ? "to (channel_j)" : "channel_j", from ? "from (channel_i)" : "channel_i", (log ? "log10 of " : "") + quantity.label(),
                places(columns.length),
                places(rows.length), mean, look);
    }

    private static double[] places(int count) {
        return IntStream.range(0, count).asDoubleStream().toArray();
    }

    /** Of (column, row from below). */
    private double[][] mean(int[] rows, int[] columns) throws IOException {
        double[][] sums = new double[columns.length][rows.length];
        try (Hdf5File file = Hdf5File.open(values.file())) {
            Hdf5File.Dataset data = file.dataset("/data");
            for (int at : shown) {
                IntToDoubleFunction matrix = values.matrix(data, at);
                for (int i = 0; i < rows.length; i++) {
                    for (int j = 0; j < columns.length; j++) {
                        sums[j][rows.length - 1 - i] += matrix.applyAsDouble(rows[i] * values.columns().size() + columns[j]) / shown.length;
                    }
                }
            }
        }
        return sums;
    }

    /** For example {@code mean of 8 to 12 Hz}. */
    private String extent() {
        String unit = values.lags() ? " s" : " Hz";
        String first = Tick.text(values.x()[shown[0]]);
        String end = Tick.text(values.x()[shown[shown.length - 1]]);
        return shown.length == 1 ? (values.lags() ? "lag " : "") + first + unit : "mean of " + first + " to " + end + unit;
    }

    private void requirePositive(Range range) {
        if (!(range.to() > 0)) {
            throw new UsageException(
                    "--log true asks for a logarithmic axis, but none of the selected values of " + values.file() + " is above 0. Only such values have a logarithm. Use --log false, or select"
                            + " others.");
        }
    }

    private record Pair(int row, int column, String name) {}

    private Picture lines(List<String> senders, List<String> receivers) throws IOException {
        List<Pair> pairs = pairs(senders, receivers);
        int count = wishes.limited(pairs.size(), MOST_LINES, "pair", "--channelcmb 'A,B;C,D'");
        List<Picture.Line> lines = new ArrayList<>();
        try (Hdf5File file = Hdf5File.open(values.file())) {
            for (Pair pair : pairs.subList(0, count)) {
                IntToDoubleFunction all = values.pair(file.dataset("/data"), pair.row, pair.column);
                lines.add(LineThinning.of(pair.name, shown.length, k -> values.x()[shown[k]], k -> all.applyAsDouble(shown[k]), wishes.columns()));
            }
        }
        boolean log = wishes.log().orElse(false);
        if (log) {
            requirePositive(Range.over(lines.stream().map(Picture.Line::y)));
            lines.replaceAll(line -> new Picture.Line(line.name(), line.x(), Arrays.stream(line.y()).map(y -> y > 0 ? y : Double.NaN).toArray()));
        }
        String title = lines.size() == 1 ? wishes.title(lines.get(0).name()) : wishes.title();
        return new Picture.Lines(title, values.lags() ? "lag (s)" : "frequency (Hz)", quantity.label(), log, List.of(), lines);
    }

    /** Each of the ones with each of the others, not with itself; the other direction too where it says something else. */
    private List<Pair> pairs(List<String> senders, List<String> receivers) {
        List<Pair> pairs = new ArrayList<>();
        for (String sender : senders) {
            for (String receiver : receivers) {
                add(pairs, position(sender, values.rows(), "channel_i"), position(receiver, values.columns(), "channel_j"));
                if (quantity.directed() && values.rows().contains(receiver) && values.columns().contains(sender)) {
                    add(pairs, values.rows().indexOf(receiver), values.columns().indexOf(sender));
                }
            }
        }
        if (pairs.isEmpty()) {
            throw new UsageException("--channelcmb names " + String.join(",", senders) + " on both sides, which is no pair. Name different channels: --channelcmb 'A,B;C,D'.");
        }
        return pairs;
    }

    private void add(List<Pair> pairs, int row, int column) {
        String sender = values.rows().get(row);
        String receiver = values.columns().get(column);
        boolean there = pairs.stream()
                .anyMatch(pair -> pair.row == row && pair.column == column || !quantity.directed() && pair.row == column && pair.column == row && values.rows().equals(values.columns()));
        if (!sender.equals(receiver) && !there) {
            pairs.add(new Pair(row, column, sender + (quantity.directed() ? " to " : ", ") + receiver));
        }
    }

    private int position(String name, List<String> names, String axis) {
        int position = names.indexOf(name);
        if (position < 0) {
            throw new UsageException("--channelcmb names '" + name + "', which is not among " + axis + " of " + values.file() + "." + Suggestions.of(name, names) + " They are "
                    + Suggestions.list(names) + ". Correct --channelcmb.");
        }
        return position;
    }
}
