package org.trialmap.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.trialmap.trial.Recording;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.TrialChunks;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What of a recording to work on, and how its channels are cut into tasks. */
public final class SelectionFlags {
    @Mixin
    private SourceFlags source;

    @Option(names = "--chan-per-worker", preprocessor = Converters.NoneIsNothing.class,
            paramLabel = "N", description = "At most N channels per task (default: all in one).")
    private Integer channelsPerTask;

    /** Names of the options that are given. */
    public List<String> given() {
        Map<String, Object> values = source.values();
        values.put("--chan-per-worker", channelsPerTask);
        List<String> given = new ArrayList<>();
        values.forEach((name, value) -> {
            if (value != null) {
                given.add(name);
            }
        });
        return given;
    }

    /** Whether other trials than those of the file are asked for. */
    public boolean isCut() {
        return source.areTrialsCut();
    }

    public boolean isChunked() {
        return channelsPerTask != null;
    }

    /**
     * Opens a recording and selects.
     *
     * @param option what the user gave the file to, with a space, or nothing
     * @param notes gets what is to be said of trials that are left out; null = nobody
     */
    public TrialChunks open(String option, Path file, PrintWriter notes) throws IOException {
        return open(option, file, notes, Wanted.RECORDING);
    }

    /** As {@link #open(String, Path, PrintWriter)}, with windows whose results become one recording again. */
    public TrialChunks openJoined(Path file, PrintWriter notes) throws IOException {
        return open("", file, notes, Wanted.JOINED);
    }

    /** Throws {@link UsageException} for a margin where there are no filters. */
    public void refuseMargin(String command) {
        source.windows().refuseMargin(command);
    }

    private enum Wanted {
        RECORDING, JOINED, ANY
    }

    /** As {@link #open(String, Path, PrintWriter)}, but the file may hold a spectrum. */
    public TrialChunks openAny(Path file, PrintWriter notes) throws IOException {
        return open("", file, notes, Wanted.ANY);
    }

    private TrialChunks open(String option, Path file, PrintWriter notes, Wanted wanted) throws IOException {
        GivenFile.require(option.strip(), file, "a recording", "");
        try {
            TrialChunks chunks = wanted == Wanted.ANY && SpectralData.isSpectrum(file, source.options()) ? spectra(file) : recording(file, notes, wanted == Wanted.JOINED);
            if (notes != null) {
                source.report(chunks.dropped(), notes);
            }
            return cut(chunks);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    /** Cuts the channels of trials into tasks. */
    public TrialChunks cut(TrialChunks chunks) {
        return channelsPerTask == null ? chunks : chunks.channelsPerTask(channelsPerTask);
    }

    private TrialChunks recording(Path file, PrintWriter notes, boolean joined) throws IOException {
        Recording recording = Recording.open(file, source.options());
        refuseFrequency(file);
        TrialChunks chunks = source.cut(recording, joined, notes).chunks(source.part().selection());
        if (notes != null) {
            recording.leftOut().forEach(left -> notes.println("trialmap: left out of " + file + ": " + left + "."));
        }
        return chunks;
    }

    private TrialChunks spectra(Path file) throws IOException {
        source.refuseCutsForSpectrum(file);
        return SpectralData.open(file, source.options()).chunks(source.part().selection());
    }

    private void refuseFrequency(Path file) {
        if (source.part().frequency().isPresent()) {
            List<Double> hz = source.part().frequency().get();
            throw new UsageException("--frequency " + hz.get(0) + " " + hz.get(1) + " is given for " + file + ", a recording. Samples over time"
                    + " have no frequencies to select from, spectra do. Leave it out; for some frequencies of the spectrum there is freqanalysis"
                    + " --foilim A B, for a band of the signal preprocessing --filter-type bp --freq A B.");
        }
    }
}
