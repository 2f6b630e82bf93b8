package org.trialmap.app.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.trialmap.app.cli.UsageException;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.History;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;

/** TimeLockData: averages over trials with a band, a line for each channel; of histograms of spikes bars, a panel for each train. */
final class Averages {
    static final int MOST_LINES = 16;
    static final int MOST_PANELS = 6;
    private static final String SECONDS = "time (s)";

    private final AnalogData data;
    private final PlotOptions wishes;
    private final Spread band;
    /** Position of the first time that is drawn. */
    private final int first;
    private final double[] time;
    /** Of each channel that is drawn, its position in the file. */
    private final int[] channels;
    private final int width;
    private final IntToDoubleFunction average;
    private final IntToDoubleFunction variance;
    /** Of each drawn time and channel how many trials have a value; empty if the file does not have the trials. */
    private final int[] counts;

    private Averages(AnalogData all, AnalogData part, int[] channels, PlotOptions wishes, Optional<Spread> asked) throws IOException {
        this.data = part;
        this.wishes = wishes;
        this.time = part.time(0);
        this.channels = channels;
        this.width = all.channel().size();
        double[] times = all.time(0);
        this.first = IntStream.range(0, times.length).filter(i -> times[i] == time[0]).findFirst().orElseThrow();
        try (Hdf5File file = Hdf5File.open(all.path())) {
            this.average = ArrayNumbers.of(file.dataset("/avg").read());
            this.variance = ArrayNumbers.of(file.dataset("/var").read());
        }
        this.counts = all.trials().count() > 1 ? counts() : new int[0];
        this.band = asked.orElse(counts.length > 0 ? Spread.SE : Spread.SD);
        if (band == Spread.SE && counts.length == 0) {
            throw new UsageException(
                    "--band se asks for the standard error, but " + all.path() + " does not have the trials of its average, so their number is not known. Draw the standard deviation with"
                            + " --band sd, or compute the average with --keeptrials true.");
        }
    }

    /** Whether an HDF5 file has an average and a variance over trials, of time x channel. */
    static boolean isOne(Path path) throws IOException {
        if (Recording.isForeign(path)) {
            return false;
        }
        try (Hdf5File file = Hdf5File.open(path)) {
            return file.isDataset("/avg") && file.isDataset("/var") && file.dataset("/avg").shape().length == 2 && Arrays.equals(file.dataset("/avg").shape(), file.dataset("/var").shape());
        }
    }

    /** The averages of all trials; single trials are drawn as a recording's. */
    static List<Picture> of(AnalogData all, Selection selection, PlotOptions wishes, Optional<Spread> band) throws IOException {
        AnalogData part = all.select(selection);
        if (part.trials().count() < all.trials().count()) {
            throw new UsageException(
                    part.trials().count() + " of the " + all.trials().count() + " trials of " + all.path() + " are selected, but its average and its variance are those of all of them. Select no"
                            + " trials, or draw single ones with --average false.");
        }
        Optional<History.Step> psth = all.history().steps().stream().filter(step -> step.command().equals("spike_psth")).reduce((earlier, later) -> later);
        int count = wishes.limited(part.channel().size(), psth.isPresent() ? MOST_PANELS : MOST_LINES, psth.isPresent() ? "train" : "channel", "--channels SEL");
        int[] drawn = IntStream.range(0, count).toArray();
        AnalogData shown = part.select(Selection.all().channels(drawn));
        int[] channels = IntStream.of(drawn).map(c -> selection.resolveChannels(all.channel())[c]).toArray();
        Averages averages = new Averages(all, shown, channels, wishes, band);
        return psth.isPresent() ? averages.bars(psth.get()) : List.of(averages.lines());
    }

    private int[] counts() throws IOException {
        int[] finite = new int[time.length * channels.length];
        for (int k = 0; k < data.trials().count(); k++) {
            IntToDoubleFunction values = ArrayNumbers.of(data.trial(k));
            for (int i = 0; i < finite.length; i++) {
                finite[i] += Double.isFinite(values.applyAsDouble(i)) ? 1 : 0;
            }
        }
        return finite;
    }

    private double mean(int t, int c) {
        return average.applyAsDouble((first + t) * width + channels[c]);
    }

    private double spread(int t, int c) {
        return band.of(variance.applyAsDouble((first + t) * width + channels[c]), counts.length == 0 ? 0 : counts[t * channels.length + c]);
    }

    /** For example {@code mean ± standard error of 20 trials}. */
    private String label() {
        return band.label() + (counts.length == 0 ? "" : " of " + data.trials().count() + " trials");
    }

    private Picture lines() {
        List<Picture.Line> lines = new ArrayList<>();
        for (int c = 0; c < channels.length; c++) {
            int channel = c;
            String name = data.channel().get(c);
            lines.add(band == Spread.NONE ? LineThinning.of(name, time.length, t -> time[t], t -> mean(t, channel), wishes.columns())
                    : LineThinning.of(name, time.length, t -> time[t], t -> mean(t, channel), t -> spread(t, channel), wishes.columns()));
        }
        String title = lines.size() == 1 ? wishes.title(data.channel().get(0), label()) : wishes.title(label());
        return new Picture.Lines(title, SECONDS, wishes.labelled("amplitude"), false, List.of(), lines);
    }

    private List<Picture> bars(History.Step psth) {
        String label = switch (String.valueOf(psth.options().get("output"))) {
            case "spikecount" -> "spikes per bin";
            case "proportion" -> "share of the spikes";
            default -> "rate (spikes/s)";
        };
        double half = 0.5 / data.samplerateHz();
        double[] edges = IntStream.rangeClosed(0, time.length).mapToDouble(i -> i < time.length ? time[i] - half : time[i - 1] + half).toArray();
        List<Picture> panels = new ArrayList<>();
        for (int c = 0; c < channels.length; c++) {
            int train = c;
            double[] heights = IntStream.range(0, time.length).mapToDouble(t -> mean(t, train)).toArray();
            double[] spread = band == Spread.NONE ? new double[0] : IntStream.range(0, time.length).mapToDouble(t -> spread(t, train)).toArray();
            panels.add(new Picture.Bars(wishes.title(data.channel().get(c), label()), SECONDS, label, edges, heights, spread));
        }
        return panels;
    }
}
