package org.trialmap.app.plot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.trialmap.array.NdArray;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Selection;

/** Trials over time: of one channel on one pair of axes; of several channels one above the other, each trial in a panel of its own. */
final class Traces {
    static final int MOST_LINES = 16;
    static final int MOST_ROWS = 32;
    static final int MOST_PANELS = 6;
    private static final double GAP = 1.2;
    private static final String SECONDS = "time (s)";

    private final AnalogData data;
    private final PlotOptions wishes;

    private Traces(AnalogData data, PlotOptions wishes) {
        this.data = data;
        this.wishes = wishes;
    }

    /** One panel, or one per trial. */
    static List<Picture> of(AnalogData all, PlotOptions wishes) throws IOException {
        int channels = wishes.limited(all.channel().size(), MOST_ROWS, "channel", "--channels SEL");
        boolean average = wishes.average().orElse(false);
        int trials = average ? all.trials().count() : wishes.limited(all.trials().count(), channels == 1 ? MOST_LINES : MOST_PANELS, "trial",
                "--trials SEL, or draw their mean with --average");
        Selection shown = Selection.all().trials(IntStream.range(0, trials).toArray()).channels(IntStream.range(0, channels).toArray());
        if (all.dtype().isComplex()) {
            wishes.note("the values are complex; their magnitude is drawn.");
        }
        Traces traces = new Traces(all.select(shown), wishes);
        return channels == 1 ? List.of(traces.overlay(average)) : traces.panels(average);
    }

    /** One trial, or the mean of several. */
    private record Samples(String name, double[] time, int channels, IntToDoubleFunction values) {
        IntToDoubleFunction channel(int c) {
            return i -> values.applyAsDouble(i * channels + c);
        }
    }

    private List<Samples> samples(boolean average) throws IOException {
        List<Samples> samples = new ArrayList<>();
        int channels = data.channel().size();
        if (average) {
            samples.add(new Samples(TrialMeans.name(data.trials().count()), data.time(0), channels, TrialMeans.of(data, wishes)));
        } else {
            for (int k = 0; k < data.trials().count(); k++) {
                NdArray trial = data.trial(k);
                samples.add(new Samples("trial " + data.trialPositions()[k], data.time(k), channels, ArrayNumbers.of(trial)));
            }
        }
        return samples;
    }

    private Picture overlay(boolean average) throws IOException {
        List<Picture.Line> lines = new ArrayList<>();
        for (Samples trial : samples(average)) {
            lines.add(LineThinning.of(trial.name, trial.time.length, i -> trial.time[i], trial.channel(0), wishes.columns()));
        }
        String title = wishes.title(data.channel().get(0), lines.size() == 1 ? lines.get(0).name() : "");
        return new Picture.Lines(title, SECONDS, wishes.labelled(quantity()), false, List.of(), lines);
    }

    private String quantity() {
        return data.dtype().isComplex() ? "magnitude" : "amplitude";
    }

    private List<Picture> panels(boolean average) throws IOException {
        List<Samples> trials = samples(average);
        List<List<Picture.Line>> reduced = new ArrayList<>();
        for (Samples trial : trials) {
            reduced.add(IntStream.range(0, data.channel().size()).mapToObj(c -> LineThinning.of(data.channel().get(c), trial.time.length, i -> trial.time[i],
                    trial.channel(c), wishes.columns())).toList());
        }
        double distance = distance(reduced);
        List<Picture> panels = new ArrayList<>();
        for (int k = 0; k < trials.size(); k++) {
            Samples trial = trials.get(k);
            int last = reduced.get(k).size() - 1;
            List<Picture.Line> rows = new ArrayList<>();
            for (int c = 0; c <= last; c++) {
                rows.add(inRow(reduced.get(k).get(c), mean(trial.channel(c), trial.time.length), distance, last - c));
            }
            String label = "channels, " + Tick.text(distance) + wishes.unit().map(unit -> " " + unit).orElse("") + " apart";
            panels.add(new Picture.Lines(wishes.title(trial.name), SECONDS, label, false, data.channel(), rows));
        }
        return panels;
    }

    private static Picture.Line inRow(Picture.Line line, double mean, double distance, int row) {
        return new Picture.Line(line.name(), line.x(), Arrays.stream(line.y()).map(value -> row + (value - mean) / distance).toArray());
    }

    private static double mean(IntToDoubleFunction values, int count) {
        return IntStream.range(0, count).mapToDouble(values).filter(Double::isFinite).average().orElse(0);
    }

    /** From row to row: somewhat more than half of the traces reach from top to bottom. */
    private static double distance(List<List<Picture.Line>> panels) {
        double[] heights = panels.stream().flatMap(List::stream).mapToDouble(line -> Range.of(line.y()).extent()).sorted().toArray();
        double median = heights[heights.length / 2];
        double largest = heights[heights.length - 1];
        return median > 0 ? Tick.roundedUp(GAP * median) : largest > 0 ? Tick.roundedUp(largest) : 1;
    }
}
