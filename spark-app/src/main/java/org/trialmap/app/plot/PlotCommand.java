package org.trialmap.app.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.trialmap.app.cli.ChannelSides;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.GivenFile;
import org.trialmap.app.cli.SourceFlags;
import org.trialmap.app.cli.UsageException;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "plot", sortOptions = false, description = "Draws a recording, a spectrum, a time-frequency spectrum, connectivity, an average or a cluster test as PNG or SVG.",
        footer = {"", "Examples:", "  trialmap plot eeg.h5 --trials 0 --channels 0:8 --latency 0 0.5 --out traces.png",
            "  trialmap plot spectrum.spy --channels O1,O2 --frequency 2 60 --out spectrum.svg",
            "  trialmap plot coherence.spy --frequency 8 12 --out alpha.png"})
public final class PlotCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "FILE", converter = Converters.InputPaths.class, description = "What is drawn: HDF5, a Syncopy container, or a recording of another format, as EDF.")
    private Path file;

    @Option(names = "--out", paramLabel = "PICTURE.png|PICTURE.svg", required = true, description = "The picture.")
    private Path out;

    @Option(names = "--overwrite", description = "Replace a picture that is there.")
    private boolean overwrite;

    @Mixin
    private SourceFlags source;

    @Option(names = "--tapers", paramLabel = "SEL", description = "Tapers of a spectrum, from 0; the mean of them is drawn (default: all).")
    private String tapers;

    @Option(names = "--average", arity = "0..1", fallbackValue = "true", paramLabel = "true|false", converter = Converters.Booleans.class,
            description = "Whether the mean of the trials is drawn, or"
                    + " each of them (default: true for spectra).")
    private Boolean average;

    @Option(names = "--band", paramLabel = "se|sd|none", converter = Spread.Words.class, description = "About an average of timelockanalysis or spike_psth: standard error or deviation over the trials"
            + " (default: se; sd where the file has no trials).")
    private Spread band;

    @Option(names = "--channelcmb", paramLabel = "'A,B;C,D'", hideParamSyntax = true,
            description = "Of connectivityanalysis: lines of each of some channels with each of others over frequency, where they"
                    + " differ in both directions (default: a matrix of all pairs, the mean over --frequency).")
    private String channelcmb;

    @Option(names = "--log", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "Whether a spectrum's values have a logarithmic axis (default: true for"
            + " power).")
    private Boolean log;

    @Option(names = "--unit", paramLabel = "UNIT", description = "Of the samples, for example uV (default: as the file says).")
    private String unit;

    @Option(names = "--title", paramLabel = "TEXT", description = "Above the picture (default: the file's name).")
    private String title;

    @Option(names = "--width", paramLabel = "PIXELS", description = "Of the picture (default: ${DEFAULT-VALUE}).")
    private int width = 1200;

    @Option(names = "--height", paramLabel = "PIXELS", description = "Of the picture (default: ${DEFAULT-VALUE}).")
    private int height = 700;

    @Override
    public Integer call() throws Exception {
        GivenFile.require("", file, "a recording or a spectrum", "Only what a file holds can be drawn.");
        if (source.isRaw() && unit != null) {
            throw new UsageException("--unit " + unit + " and --raw exclude each other: numbers as they are stored are counts, without a unit. Leave one of them out.");
        }
        PictureFile picture = PictureFile.at(out, overwrite, width, height);
        System.setProperty("java.awt.headless", "true");
        PictureFile.requireFonts();
        picture.write(pictures());
        spec.commandLine().getOut().println(out);
        return ExitCode.OK;
    }

    private List<Picture> pictures() throws IOException {
        try {
            RecordingOptions options = source.options();
            Optional<Path> cross = options.dataset().isEmpty() && options.flat().isEmpty() ? CrossValues.find(file) : Optional.empty();
            if (cross.isPresent()) {
                return List.of(cross(CrossValues.open(cross.get())));
            }
            refuse("--channelcmb", channelcmb, "which is not CrossSpectralData, as connectivityanalysis makes. Only such data have pairs of channels.");
            return SpectralData.isSpectrum(file, options) ? spectrum(SpectralData.open(file, options)) : samples(options);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private Picture cross(CrossValues values) throws IOException {
        refuseBand();
        refuse("--average", average, "CrossSpectralData. They are of all trials together, so there is nothing to average.");
        refuse("--tapers", tapers, "CrossSpectralData, which have no tapers.");
        source.refuseCutsForSpectrum(file);
        refuse("--trials", source.part().trials().orElse(null), "CrossSpectralData. They are of all trials together, so there are none to choose from.");
        Selection selection = selection();
        int[] shown = shown(values, selection);
        if (channelcmb == null) {
            return CrossPictures.matrix(values, wishes(Optional.empty()), selection, shown);
        }
        List<List<String>> sides = ChannelSides.of(channelcmb);
        return CrossPictures.lines(values, wishes(Optional.empty()), sides.get(0), sides.get(1), shown);
    }

    /** Which frequencies or lags; a matrix is that of the first lag, which is 0, unless others are chosen. */
    private int[] shown(CrossValues values, Selection selection) {
        if (!values.lags()) {
            refuse("--latency", source.part().latency().map(PlotCommand::words).orElse(null), "CrossSpectralData over frequencies, which have no times.");
            return selection.resolveFrequencies(values.x(), "the frequency axis of " + values.file());
        }
        refuse("--frequency", source.part().frequency().map(PlotCommand::words).orElse(null), "a correlation over lags, which has no frequencies. Lags are chosen with --latency A B.");
        if (source.part().latency().isEmpty()) {
            return channelcmb == null ? new int[] {0} : IntStream.range(0, values.x().length).toArray();
        }
        return values.lags(source.part().latency().get().get(0), source.part().latency().get().get(1));
    }

    private static String words(List<Double> numbers) {
        return numbers.get(0) + " " + numbers.get(1);
    }

    private List<Picture> spectrum(SpectralData all) throws IOException {
        source.refuseCutsForSpectrum(file);
        refuseBand();
        if (ClusterMaps.isOne(all.path())) {
            refuseForClusters();
            return ClusterMaps.of(all, selection(), wishes(Optional.empty()));
        }
        SpectralData part = all.select(selection());
        source.report(part.dropped(), spec.commandLine().getErr());
        return Spectra.of(part, wishes(Optional.empty()));
    }

    private List<Picture> samples(RecordingOptions options) throws IOException {
        boolean cut = source.areTrialsCut();
        source.windows().refuseMargin("plot");
        AnalogData all = cut ? source.cut(Recording.open(file, options), false, spec.commandLine().getErr()).data() : AnalogData.open(file, options);
        if (log != null) {
            throw new UsageException("--log " + log + " is given for " + file + ", samples over time. Their axis has negative values too, so it is never"
                    + " logarithmic. Leave it out.");
        }
        boolean whole = !cut && options.flat().isEmpty(); // what may be a result of ours
        if (whole && ClusterMaps.isOne(all.path())) {
            refuseBand();
            refuseForClusters();
            return ClusterMaps.of(all, selection(), wishes(Optional.empty()));
        }
        if (whole && options.dataset().isEmpty() && !Boolean.FALSE.equals(average) && Averages.isOne(all.path())) {
            return Averages.of(all, selection(), wishes(all.unit()), Optional.ofNullable(band));
        }
        refuseBand();
        AnalogData part = all.select(selection());
        source.report(part.dropped(), spec.commandLine().getErr());
        return Traces.of(part, wishes(all.unit()));
    }

    private void refuseBand() {
        refuse("--band", band == null ? null : band.name().toLowerCase(Locale.ROOT),
                "which is not an average with its variance over trials, as timelockanalysis and spike_psth make. Only such averages"
                        + " have a band.");
    }

    private void refuseForClusters() {
        refuse("--log", log, "a map of t or F. It has negative values too, so it is never logarithmic.");
        refuse("--average", average, "the result of a cluster test. It is one map, so there is nothing to average.");
    }

    private void refuse(String option, Object value, String why) {
        if (value != null) {
            throw new UsageException(option + " " + value + " is given for " + file + ", " + why + " Leave it out.");
        }
    }

    private Selection selection() {
        Selection selection = source.part().selection();
        return tapers == null ? selection : selection.tapers(tapers);
    }

    private PlotOptions wishes(Optional<String> own) {
        return new PlotOptions(title == null ? file.getFileName().toString() : title, Optional.ofNullable(log), Optional.ofNullable(average),
                unit == null ? own : Optional.of(unit), width, this::note);
    }

    private void note(String text) {
        spec.commandLine().getErr().println("trialmap: " + text);
    }
}
