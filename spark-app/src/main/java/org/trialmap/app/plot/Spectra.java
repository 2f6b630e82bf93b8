package org.trialmap.app.plot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.trialmap.app.cli.UsageException;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;

/** Spectra: lines over frequency where each trial has one time, else images over time and frequency. */
public final class Spectra {
    static final int MOST_LINES = 16;
    static final int MOST_PANELS = 6;
    private static final double DECADES = 1e-10;
    private static final String HZ = "frequency (Hz)";

    private final SpectralData data;
    private final PlotOptions wishes;
    private final SpectralQuantity quantity;
    private final boolean average;

    private Spectra(SpectralData data, PlotOptions wishes, boolean average) {
        this.data = data;
        this.wishes = wishes;
        this.quantity = SpectralQuantity.of(data);
        this.average = average;
    }

    /** One picture, or for images of each trial a panel per trial. */
    static List<Picture> of(SpectralData all, PlotOptions wishes) throws IOException {
        boolean overTime = IntStream.range(0, all.trials().count()).anyMatch(k -> all.trials().length(k) > 1);
        boolean phase = SpectralQuantity.of(all) == SpectralQuantity.PHASE;
        boolean average = wishes.average().orElse(!phase);
        if (phase && (average || all.taper().size() > 1)) {
            throw new UsageException("The values of " + all.path() + " are phases, of " + all.trials().count() + " trials and " + all.taper().size()
                    + " tapers. A mean of angles says nothing, so none is drawn. Draw each trial with --average false and one taper with --tapers 0.");
        }
        int channels = overTime ? wishes.limited(all.channel().size(), 1, "channel", "--channels SEL")
                : wishes.limited(all.channel().size(), MOST_LINES, "channel", "--channels SEL");
        int trials = average ? all.trials().count() : wishes.limited(all.trials().count(), overTime ? MOST_PANELS : Math.max(1, MOST_LINES / channels), "trial",
                "--trials SEL");
        Selection shown = Selection.all().trials(IntStream.range(0, trials).toArray()).channels(IntStream.range(0, channels).toArray());
        if (all.dtype().isComplex()) {
            wishes.note("the values are complex; their magnitude is drawn.");
        }
        if (all.taper().size() > 1) {
            wishes.note("the mean over " + all.taper().size() + " tapers is drawn. Choose with --tapers SEL.");
        }
        Spectra spectra = new Spectra(all.select(shown), wishes, average);
        return overTime ? spectra.images() : List.of(spectra.lines());
    }

    private Picture lines() throws IOException {
        List<Picture.Line> lines = new ArrayList<>();
        List<SpectralTrial> trials = SpectralTrial.read(data, average, wishes);
        double[] hz = data.freq();
        for (SpectralTrial trial : trials) {
            for (int c = 0; c < trial.channels(); c++) {
                int channel = c;
                String name = data.channel().get(c) + (trials.size() == 1 ? "" : ", " + trial.name());
                lines.add(LineThinning.of(name, hz.length, f -> hz[f], f -> trial.at(0, f, channel), wishes.columns()));
            }
        }
        Range range = Range.over(lines.stream().map(Picture.Line::y));
        boolean log = log(range);
        if (log) {
            double least = range.to() * DECADES;
            warn(lines.stream().mapToLong(line -> Arrays.stream(line.y()).filter(value -> value < least).count()).sum(), range);
            lines.replaceAll(line -> new Picture.Line(line.name(), line.x(), Arrays.stream(line.y()).map(y -> y < least ? Double.NaN : y).toArray()));
        }
        String title = wishes.title(trials.size() == 1 ? trials.get(0).name() : "");
        return new Picture.Lines(title, HZ, quantity.label(wishes, data.unit()), log, List.of(), lines);
    }

    private boolean log(Range range) {
        boolean log = wishes.log().orElse(quantity.isLogarithmic(range) && range.to() > 0);
        if (log && !(range.to() > 0)) {
            throw new UsageException("--log true asks for a logarithmic axis, but none of the selected values of " + data.path() + " is above 0. Only such"
                    + " values have a logarithm. Use --log false, or select others.");
        }
        return log;
    }

    private void warn(long left, Range range) {
        if (left > 0) {
            wishes.note(left + (left == 1 ? " value is" : " values are") + " left out, below 1e-10 of the largest one (" + Tick.text(range.to())
                    + "). To see " + (left == 1 ? "it" : "them") + " use --log false, or narrow --frequency A B.");
        }
    }

    private List<Picture> images() throws IOException {
        List<SpectralTrial> trials = SpectralTrial.read(data, average, wishes);
        List<double[][]> values = trials.stream().map(Spectra::cells).toList();
        Range range = Range.over(values.stream().flatMap(Arrays::stream));
        boolean log = log(range);
        double least = range.to() * DECADES;
        if (log) {
            warn(values.stream().flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).filter(value -> value < least).count(), range);
        }
        List<Picture> images = new ArrayList<>();
        for (int k = 0; k < trials.size(); k++) {
            double[][] cells = values.get(k);
            if (log) {
                cells = Arrays.stream(cells).map(row -> Arrays.stream(row).map(v -> v < least ? Double.NaN : Math.log10(v)).toArray()).toArray(double[][]::new);
            }
            String title = wishes.title(data.channel().get(0), trials.get(k).name());
            images.add(new Picture.Heat(title, "time (s)", HZ, (log ? "log10 of " : "") + quantity.label(wishes, data.unit()), trials.get(k).time(), data.freq(), cells));
        }
        return images;
    }

    /** Of the first channel: (time, freq). */
    private static double[][] cells(SpectralTrial trial) {
        double[][] cells = new double[trial.time().length][trial.freqs()];
        for (int t = 0; t < cells.length; t++) {
            for (int f = 0; f < cells[t].length; f++) {
                cells[t][f] = trial.at(t, f, 0);
            }
        }
        return cells;
    }
}
