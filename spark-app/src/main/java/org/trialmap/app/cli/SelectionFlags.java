package org.trialmap.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.trialmap.support.Suggestions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.Selection;
import org.trialmap.trial.TrialChunks;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What of a recording to work on, and how its channels are cut into tasks. */
public final class SelectionFlags {
    @Option(names = "--dataset", paramLabel = "PATH", description = "The recording's dataset (default: /data).")
    private String dataset;

    @Option(names = "--samplerate", paramLabel = "HZ", description = "Its samplerate, if the file does not say.")
    private Double samplerate;

    @Option(names = "--raw", description = "Take the numbers as they are stored, without unit, where the file says how they are scaled.")
    private boolean raw;

    @Mixin
    private EventFlags events;

    @Option(names = "--trials", paramLabel = "SEL", description = "Trials: 0,3,5:10 (from 0, stop excluded), or by their columns: stim=3,4 (default: all).")
    private String trials;

    @Option(names = "--channels", paramLabel = "SEL", description = "Channels: Cz,Pz,0:4 (names, or from 0; default: all).")
    private String channels;

    @Option(names = "--latency", arity = "2", parameterConsumer = NumberList.class, paramLabel = "A B", hideParamSyntax = true, description = "Only t = A to B"
            + " seconds of every trial, both included; trials that do not cover it are left out and named.")
    private List<Double> latency;

    @Option(names = "--frequency", arity = "2", parameterConsumer = NumberList.class, paramLabel = "A B", hideParamSyntax = true, description = "Only A to B Hz,"
            + " of spectra; recordings have none.")
    private List<Double> frequency;

    @Option(names = "--chan-per-worker", preprocessor = Converters.NoneIsNothing.class,
            paramLabel = "N", description = "At most N channels per task (default: all in one).")
    private Integer channelsPerTask;

    /** Names of the options that are given. */
    public List<String> given() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("--dataset", dataset);
        values.put("--samplerate", samplerate);
        values.put("--raw", raw ? true : null);
        values.putAll(events.values());
        values.put("--trials", trials);
        values.put("--channels", channels);
        values.put("--latency", latency);
        values.put("--frequency", frequency);
        values.put("--chan-per-worker", channelsPerTask);
        List<String> given = new ArrayList<>();
        values.forEach((name, value) -> {
            if (value != null) {
                given.add(name);
            }
        });
        return given;
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
        if (file.toString().isEmpty()) {
            throw new UsageException((option.isEmpty() ? "FILE" : option.strip()) + " is empty, often since a variable is not set. Name a recording.");
        }
        if (!Files.exists(file) && !Files.isDirectory(Path.of(file + ".spy"))) {
            throw new UsageException(option + file + " does not exist. Correct the path.");
        }
        try {
            RecordingOptions options = new RecordingOptions(Optional.ofNullable(dataset), samplerate == null ? OptionalDouble.empty()
                    : OptionalDouble.of(samplerate), raw);
            Recording recording = Recording.open(file, options);
            refuseFrequency(file);
            TrialChunks chunks = events.around(recording, notes).chunks(selection());
            if (notes != null) {
                recording.leftOut().forEach(left -> notes.println("trialmap: left out of " + file + ": " + left + "."));
                report(chunks.dropped(), notes);
            }
            return channelsPerTask == null ? chunks : chunks.channelsPerTask(channelsPerTask);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private Selection selection() {
        Selection selection = Selection.all();
        selection = trials == null ? selection : selection.trials(trials);
        selection = channels == null ? selection : selection.channels(channels);
        return latency == null ? selection : selection.latency(latency.get(0), latency.get(1));
    }

    private void refuseFrequency(Path file) {
        if (frequency != null) {
            throw new UsageException("--frequency " + frequency.get(0) + " " + frequency.get(1) + " is given for " + file + ", a recording. Samples over time"
                    + " have no frequencies to select from, spectra do. Leave it out; for some frequencies of the spectrum there is freqanalysis"
                    + " --foilim A B, for a band of the signal preprocessing --filter-type bp --freq A B.");
        }
    }

    private void report(List<TrialChunks.Dropped> dropped, PrintWriter notes) {
        if (!dropped.isEmpty()) {
            boolean one = dropped.size() == 1;
            TrialChunks.Dropped first = dropped.get(0);
            String list = Suggestions.list(dropped.stream().map(trial -> Integer.toString(trial.trial())).toList());
            notes.println("trialmap: " + (one ? "trial " + list + " does" : dropped.size() + " trials do") + " not cover the latency " + latency.get(0)
                    + " to " + latency.get(1) + " s and " + (one ? "is left out: " + first.reason()
                    : "are left out: " + list + " (trial " + first.trial() + ": " + first.reason() + ")") + ".");
        }
    }
}
