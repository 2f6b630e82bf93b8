package org.trialmap.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.trialmap.support.Suggestions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.TrialChunks;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What of a file to work on: the dataset, and trials, channels, times and frequencies of it. */
public final class SourceFlags {
    @Option(names = "--dataset", paramLabel = "PATH", description = "The file's dataset (default: /data).")
    private String dataset;

    @Option(names = "--samplerate", paramLabel = "HZ", description = "Its samplerate, if the file does not say.")
    private Double samplerate;

    @Mixin
    private FlatFlags flat;

    @Option(names = "--raw", description = "Take the numbers as they are stored, without unit, where the file says how they are scaled.")
    private boolean raw;

    @Mixin
    private EventFlags events;

    @Mixin
    private WindowFlags windows;

    @Mixin
    private PartFlags part;

    /** Values of the options by name; null: not given. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("--dataset", dataset);
        values.put("--samplerate", samplerate);
        values.put("--raw", raw ? true : null);
        values.putAll(flat.values());
        values.putAll(events.values());
        values.putAll(windows.values());
        values.putAll(part.values());
        return values;
    }

    public boolean isRaw() {
        return raw;
    }

    public WindowFlags windows() {
        return windows;
    }

    /** Whether trials are cut around events, or are windows. */
    public boolean areTrialsCut() {
        return events.isGiven() || windows.isGiven();
    }

    /** Throws {@link UsageException} if trials are cut: those of spectra are not. */
    public void refuseCutsForSpectrum(Path file) {
        events.refuseForSpectrum(file);
        windows.refuseForSpectrum(file);
    }

    /**
     * The recording with trials around events or with windows, if such are wanted.
     *
     * @param joined whether results of windows become one recording again
     * @param notes gets what is to be said of what is left out; null = nobody
     */
    public Recording cut(Recording recording, boolean joined, PrintWriter notes) throws IOException {
        if (events.isGiven() && (windows.isGiven() || joined)) {
            throw new UsageException(
                    "Trials around events (" + names(events.values()) + ") and windows (" + (windows.isGiven() ? names(windows.values()) : "--join") + ") are both asked for. A recording is cut in"
                            + " one of these ways. Leave one of them out.");
        }
        return windows.cut(events.around(recording, notes), joined, notes);
    }

    private static String names(Map<String, Object> values) {
        return values.entrySet().stream().filter(option -> option.getValue() != null).map(Map.Entry::getKey).collect(Collectors.joining(", "));
    }

    /** Trials, channels, times and frequencies. */
    public PartFlags part() {
        return part;
    }

    /** Throws {@link IllegalArgumentException} for values that are impossible. */
    public RecordingOptions options() {
        return new RecordingOptions(Optional.ofNullable(dataset), samplerate == null ? OptionalDouble.empty() : OptionalDouble.of(samplerate), raw,
                flat.layout());
    }

    /** Names the trials that are left out since they do not cover the latency. */
    public void report(List<TrialChunks.Dropped> dropped, PrintWriter notes) {
        if (!dropped.isEmpty()) {
            boolean one = dropped.size() == 1;
            List<Double> window = part.latency().orElseThrow();
            TrialChunks.Dropped first = dropped.get(0);
            String list = Suggestions.list(dropped.stream().map(trial -> Integer.toString(trial.trial())).toList());
            notes.println("trialmap: " + (one ? "trial " + list + " does" : dropped.size() + " trials do") + " not cover the latency " + window.get(0)
                    + " to " + window.get(1) + " s and " + (one ? "is left out: " + first.reason()
                            : "are left out: " + list + " (trial " + first.trial() + ": " + first.reason() + ")")
                    + ".");
        }
    }
}
