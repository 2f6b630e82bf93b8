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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.trialmap.support.Suggestions;
import org.trialmap.trial.Event;
import org.trialmap.trial.Recording;
import org.trialmap.trial.TrialChunks;
import picocli.CommandLine.Option;

/** Trials around events in place of those that a recording has. */
public final class EventFlags {
    private static final String AUTO = "auto";
    /** sub-01/ses-a/eeg/FILE */
    private static final int DEEPEST = 4;

    @Option(names = "--events", paramLabel = "FILE|DIR|auto", description = "Where events are: a table (BIDS events.tsv, CSV), .vmrk, EDF+; a study's folder, which has its events.tsv; auto: events.tsv beside a"
            + " recording of BIDS, else its own events (default: auto).")
    private String events;

    @Option(names = "--event", paramLabel = "VALUE[,VALUE]", description = "A trial around each event of these values (info lists them).")
    private String event;

    @Option(names = "--pre", paramLabel = "S", description = "It begins S seconds before the event.")
    private Double pre;

    @Option(names = "--post", paramLabel = "S", description = "It ends S seconds after the event.")
    private Double post;

    /** Values of the options that are given, by name. */
    Map<String, Object> values() {
        Map<String, Object> values = new java.util.LinkedHashMap<>();
        values.put("--events", events);
        values.put("--event", event);
        values.put("--pre", pre);
        values.put("--post", post);
        return values;
    }

    /** Throws {@link UsageException} if events are given: spectra have none. */
    void refuseForSpectrum(Path file) {
        if (isGiven()) {
            throw new UsageException("--event is given for " + file + ", a spectrum. Trials are cut around the events of a recording. Leave out --events, --event, --pre and --post.");
        }
    }

    boolean isGiven() {
        return values().values().stream().anyMatch(value -> value != null);
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
        List<Event> all = events == null || events.equals(AUTO) ? automatic(recording) : recording.events(table(recording, Path.of(events)));
        if (event == null) {
            throw new UsageException((events != null ? "--events is given" : "--pre or --post is given") + ", but not which events trials are cut around. Name them with --event"
                    + " VALUE[,VALUE]. " + (all.isEmpty() ? "There are none in " + recording.path() + "; --events FILE gives others." : "There are: " + counts(all) + "."));
        }
        if (pre == null || post == null) {
            throw new UsageException("--event " + event + " is given without " + (pre == null && post == null ? "--pre and --post" : pre == null ? "--pre" : "--post") + ". A trial goes from"
                    + " --pre S seconds before to --post S seconds after each event, for example --pre 0.2 --post 0.8.");
        }
        List<String> wanted = Arrays.stream(event.split(",")).map(String::strip).filter(value -> !value.isEmpty()).toList();
        if (wanted.isEmpty()) {
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
            throw new UsageException("--events " + place + " is a folder with " + (found.isEmpty() ? "no " + name : found.size() + " files " + name + ", " + found.get(0) + " and " + found.get(1)) + ", which would have"
                    + " the events of " + recording.path() + ". Name the folder of the study that this is a recording of, or a file.");
        }
        if (recording.trials().count() > 1) {
            throw new UsageException("--events " + place + " gives the events of the recording that " + recording.path() + " was made of. This has " + recording.trials().count() + " trials or parts, in which times of that"
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
