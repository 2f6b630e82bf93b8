package org.trialmap.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.trialmap.files.InputPath;
import org.trialmap.support.Suggestions;
import org.trialmap.trial.Event;
import org.trialmap.trial.Recording;
import org.trialmap.trial.SyncopyClass;
import org.trialmap.trial.TrialChunks;
import org.trialmap.trial.discrete.EventData;
import picocli.CommandLine.Option;

/** Trials around events in place of those that a recording has. */
public final class EventFlags {
    private static final String AUTO = "auto";
    /** sub-01/ses-a/eeg/FILE */
    private static final int DEEPEST = 4;

    @Option(names = "--events", paramLabel = "FILE|DIR|auto",
            description = "Where events are: a table (BIDS events.tsv, CSV), .vmrk, EDF+, EventData (.spy); a study's folder, which has its events.tsv; auto:"
                    + " events.tsv beside a recording of BIDS, else its own events (default: auto).")
    private String events;

    @Option(names = "--trigger", paramLabel = "CHANNEL", description = "Events are where the number of this channel changes to another one than 0; that is their value.")
    private String trigger;

    @Option(names = "--threshold", paramLabel = "X", description = "For a --trigger channel whose samples are not event numbers: 1 from X on, else 0.")
    private Double threshold;

    @Option(names = "--event", paramLabel = "VALUE[,VALUE]", description = "A trial around each event of these values (info lists them).")
    private String event;

    @Option(names = "--pre", paramLabel = "S", description = "It begins S seconds before the event.")
    private Double pre;

    @Option(names = "--post", paramLabel = "S", description = "It ends S seconds after the event.")
    private Double post;

    @Option(names = "--trialdefinition", paramLabel = "FILE", converter = Converters.InputPaths.class,
            description = "In place of events: a table of trials (CSV) with the columns start, stop (excluded), offset in samples, and any more.")
    private Path trialdefinition;

    /** Values of the options that are given, by name. */
    Map<String, Object> values() {
        Map<String, Object> values = new java.util.LinkedHashMap<>();
        values.put("--events", events);
        values.put("--trigger", trigger);
        values.put("--threshold", threshold);
        values.put("--event", event);
        values.put("--pre", pre);
        values.put("--post", post);
        values.put("--trialdefinition", trialdefinition);
        return values;
    }

    /** Throws {@link UsageException} if events are given: spectra have none. */
    void refuseForSpectrum(Path file) {
        if (isGiven()) {
            String option = trialdefinition != null ? "--trialdefinition" : trigger != null ? "--trigger" : "--event";
            throw new UsageException(option + " is given for " + file + ", a spectrum. " + (trialdefinition != null ? "Other trials are cut from a recording. Leave it out."
                    : "Trials are cut around the events of a recording. Leave out " + (trigger != null ? option : "--events") + ", --event, --pre and --post."));
        }
    }

    public boolean isGiven() {
        return !given().isEmpty();
    }

    private List<String> given() {
        return values().entrySet().stream().filter(option -> option.getValue() != null).map(Map.Entry::getKey).toList();
    }

    /**
     * The recording with a trial around each of the events; itself, if no events are wanted.
     *
     * @param notes gets what is to be said of events that have no trial; null = nobody
     */
    Recording around(Recording recording, PrintWriter notes) throws IOException {
        if (!isGiven()) {
            return recording;
        }
        refuseContradictions();
        if (trialdefinition != null) {
            return recording.withTrials(trialdefinition);
        }
        List<Event> all = all(recording);
        if (event == null && trigger == null) {
            throw new UsageException((events != null ? "--events is given" : "--pre or --post is given") + ", but not which events trials are cut around. Name them with --event"
                    + " VALUE[,VALUE]. " + (all.isEmpty() ? "There are none in " + recording.path() + "; --events FILE gives others." : "There are: " + counts(all) + "."));
        }
        if (pre == null || post == null) {
            throw new UsageException((event == null ? "--trigger " + trigger : "--event " + event) + " is given without "
                    + (pre == null && post == null ? "--pre and --post" : pre == null ? "--pre" : "--post") + ". A trial goes from"
                    + " --pre S seconds before to --post S seconds after each event, for example --pre 0.2 --post 0.8.");
        }
        List<String> wanted = event == null ? List.of() : Arrays.stream(event.split(",")).map(String::strip).filter(value -> !value.isEmpty()).toList();
        if (event != null && wanted.isEmpty()) {
            throw new UsageException("--event is '" + event + "', which names no event. There are: " + counts(all) + ".");
        }
        Recording cut = recording.around(all, wanted, pre, post);
        List<TrialChunks.Dropped> without = cut.withoutTrial();
        if (notes != null && !without.isEmpty()) {
            notes.println("trialmap: " + without.size() + (without.size() == 1 ? " event has" : " events have") + " no trial: " + without.get(0).reason()
                    + (without.size() == 1 ? "." : ", for example."));
        }
        return cut;
    }

    private void refuseContradictions() {
        if (trialdefinition != null && given().size() > 1) {
            throw new UsageException("--trialdefinition and " + given().get(0) + " are given. Trials are those of a table, or around events. Leave one of them out.");
        }
        if (trigger != null && events != null) {
            throw new UsageException("--trigger and --events are given. Events are those of a channel, or of a file. Leave one of them out.");
        }
        if (threshold != null && trigger == null) {
            throw new UsageException("--threshold is given without --trigger. It says from which number on a channel has an event. Add --trigger CHANNEL, or leave it out.");
        }
    }

    private List<Event> all(Recording recording) throws IOException {
        if (trigger != null) {
            return recording.triggers(trigger, threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold));
        }
        if (events == null || events.equals(AUTO)) {
            return automatic(recording);
        }
        Path file = InputPath.of(events);
        return events.endsWith(".spy") || events.endsWith(SyncopyClass.EVENT.extension()) ? ofContainer(file, recording) : recording.events(table(recording, file));
    }

    private static List<Event> ofContainer(Path file, Recording recording) throws IOException {
        EventData data = EventData.open(file);
        if (data.samplerateHz() != recording.samplerateHz()) {
            throw new UsageException(
                    "The events in " + file + " count samples of " + data.samplerateHz() + " Hz, " + recording.path() + " has " + recording.samplerateHz() + " Hz. Trials would be cut at other"
                            + " times. Name the events of this recording with --events FILE.");
        }
        return data.events();
    }

    /** Those of a table beside the recording, as BIDS has it, else its own. */
    public static List<Event> automatic(Recording recording) throws IOException {
        Optional<Path> table = bidsTable(recording.path());
        return table.isPresent() ? recording.events(table.get()) : recording.events();
    }

    /** The file, or that of the recording in the folder of a study: results of a study's recordings have no events beside them. */
    private static Path table(Recording recording, Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return place;
        }
        String name = tableName(recording.path());
        List<Path> found;
        try (Stream<Path> files = Files.find(place, DEEPEST, (file, attributes) -> file.getFileName().toString().equals(name) && attributes.isRegularFile())) {
            found = files.sorted().toList();
        }
        if (found.size() != 1) {
            throw new UsageException("--events " + place + " is a folder with " + (found.isEmpty() ? "no " + name : found.size() + " files " + name + ", " + found.get(0) + " and " + found.get(1))
                    + ", which would have"
                    + " the events of " + recording.path() + ". Name the folder of the study that this is a recording of, or a file.");
        }
        if (recording.trials().count() > 1) {
            throw new UsageException("--events " + place + " gives the events of the recording that " + recording.path() + " was made of. This has " + recording.trials().count()
                    + " trials or parts, in which times of that"
                    + " recording cannot be counted. Cut the recording itself around its events.");
        }
        return found.get(0);
    }

    private static String tableName(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, Math.max(0, name.lastIndexOf('_'))) + "_events.tsv";
    }

    /** {@code sub-01_task-rest_events.tsv} for {@code sub-01_task-rest_eeg.edf}, if it is there. */
    private static Optional<Path> bidsTable(Path file) {
        String name = file.getFileName().toString();
        return Optional.of(file.resolveSibling(tableName(file))).filter(table -> name.startsWith("sub-") && name.contains("_") && Files.isRegularFile(table));
    }

    /** For example {@code S253 (2), S255 (6)}. */
    public static String counts(List<Event> events) {
        Map<String, Integer> counts = new TreeMap<>();
        events.forEach(one -> counts.merge(one.value(), 1, Integer::sum));
        List<String> shown = new ArrayList<>();
        counts.forEach((value, count) -> shown.add(value + " (" + count + ")"));
        return Suggestions.list(shown);
    }
}
