package org.trialmap.app.plot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.EventFlags;
import org.trialmap.app.cli.ExitCode;
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

@Command(name = "plot", sortOptions = false, description = "Draws a recording, a spectrum or a time-frequency spectrum as PNG or SVG.",
        footer = {"", "Examples:", "  trialmap plot eeg.h5 --trials 0 --channels 0:8 --latency 0 0.5 --out traces.png",
            "  trialmap plot spectrum.spy --channels O1,O2 --frequency 2 60 --out spectrum.svg"})
public final class PlotCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "What is drawn: HDF5, a Syncopy container, or a recording of another format, as EDF.")
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
        if (file.toString().isEmpty()) {
            throw new UsageException("FILE is empty, often since a variable is not set. Name a recording or a spectrum.");
        }
        if (!Files.exists(file) && !Files.isDirectory(Path.of(file + ".spy"))) {
            throw new UsageException(file + " does not exist. Only what a file holds can be drawn. Correct the path.");
        }
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
        EventFlags events = source.events();
        try {
            RecordingOptions options = source.options();
            if (SpectralData.isSpectrum(file, options)) {
                events.refuseForSpectrum(file);
                SpectralData all = SpectralData.open(file, options);
                SpectralData part = all.select(selection());
                source.report(part.dropped(), spec.commandLine().getErr());
                return Spectra.of(part, wishes(Optional.empty()));
            }
            AnalogData all = events.isGiven() ? events.around(Recording.open(file, options), spec.commandLine().getErr()).data() : AnalogData.open(file, options);
            if (log != null) {
                throw new UsageException("--log " + log + " is given for " + file + ", samples over time. Their axis has negative values too, so it is never"
                        + " logarithmic. Leave it out.");
            }
            AnalogData part = all.select(selection());
            source.report(part.dropped(), spec.commandLine().getErr());
            return Traces.of(part, wishes(all.unit()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private Selection selection() {
        Selection selection = source.selection();
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
