package org.trialmap.trial;

import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trialmap.array.Shape;
import org.trialmap.support.JsonFile;
import org.trialmap.support.JsonValues;

/**
 * Provenance of data: a chain of steps, the oldest first. It is kept in the files themselves: as an object in the {@code cfg} of a Syncopy header
 * ({@link #cfg}), as a JSON array in the root attribute {@code cfg} of a plain HDF5 file ({@link #json}), and for people in {@code _log}
 * ({@link #text}). Immutable; equal chains have equal JSON; safe for use by several threads.
 */
public final class History implements Serializable {
    /** No step at all: data as they were recorded. */
    public static final History NONE = new History(List.of());

    private static final long serialVersionUID = 1;

    private final transient List<Step> steps;

    private History(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * What a step worked on; file names are without folder, so that data may be moved.
     *
     * @param dataset path inside the file
     * @param dtype NumPy's name
     * @param digest as {@link Recording#identity} gives it, hexadecimal
     */
    public record Input(String file, String dataset, List<Long> shape, String dtype, double samplerateHz, String digest) implements Serializable {
        public Input {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(dataset, "dataset");
            shape = List.copyOf(shape);
            Objects.requireNonNull(dtype, "dtype");
            Objects.requireNonNull(digest, "digest");
        }

        /** For example {@code /data of ecg.h5: float32 (38400, 15), 1000.0 Hz, digest 4f1c...}. */
        @Override
        public String toString() {
            return dataset + " of " + file + ": " + dtype + " " + Shape.format(shape.stream().mapToLong(Long::longValue).toArray()) + ", " + samplerateHz
                    + " Hz, digest " + digest;
        }
    }

    /**
     * One program that was run.
     *
     * @param command for example {@code freqanalysis}; {@code syncopy} for what Syncopy did before, whose options are its own {@code _log} and
     *         {@code cfg}
     * @param options by name: JSON values (maps, lists, arrays of numbers, strings, numbers, booleans, null); the order is kept
     * @param version of the program
     * @param input what it worked on; empty if that is not known
     * @param when it was run; empty if that is not known
     */
    public record Step(String command, Map<String, Object> options, String version, Optional<Input> input, Optional<Instant> when) {
        /** Throws {@link IllegalArgumentException} for an option that is not valid JSON value; names it. */
        public Step {
            if (command.isBlank()) {
                throw new IllegalArgumentException("A step of a history has no name. It is known by the command that was run. Give the command.");
            }
            options = JsonValues.options(command, options);
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(input, "input");
            when = when.map(time -> time.truncatedTo(ChronoUnit.SECONDS));
        }

        /** A step that is run now. */
        public static Step now(String command, Map<String, ?> options, String version, Input input) {
            return new Step(command, new LinkedHashMap<>(options), version, Optional.of(input), Optional.of(Instant.now()));
        }

        private String text() {
            String title = Stream.of(when.map(Instant::toString).orElse(""), command, version).filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" "));
            List<String> lines = new ArrayList<>(List.of(title));
            input.ifPresent(from -> lines.add("    input: " + from));
            options.forEach((name, value) -> lines.add("    " + name + ": " + (value instanceof String text ? text : JsonFile.text(value))));
            return String.join("\n", lines) + "\n";
        }
    }

    /** The steps, the oldest first. */
    public List<Step> steps() {
        return steps;
    }

    /** This chain and one step more. */
    public History with(Step step) {
        return new History(Stream.concat(steps.stream(), Stream.of(step)).toList());
    }

    /** For people, as {@code _log} holds it: a paragraph per step. */
    public String text() {
        return steps.stream().map(Step::text).collect(Collectors.joining("\n"));
    }

    /** One line of JSON: an array of objects with the keys {@code command}, {@code options}, {@code version}, {@code input}, {@code when}. */
    public String json() {
        return JsonFile.text(HistoryJson.of(steps));
    }

    /** For the {@code cfg} of a Syncopy header, which is an object: the array of steps under the key {@code trialmap}. Empty without steps. */
    public Map<String, Object> cfg() {
        return steps.isEmpty() ? Map.of() : Map.of(HistoryJson.KEY, HistoryJson.of(steps));
    }

    /**
     * The chain that {@link #json} wrote.
     *
     * @throws IllegalArgumentException if it is not valid JSON or not such an array
     */
    public static History parse(String json) {
        return HistoryJson.steps(JsonFile.parse(json)).map(History::new).orElseThrow(() -> new IllegalArgumentException("A JSON text of " + json.length()
                + " characters is not a history. It must be an array of steps, each with the keys " + HistoryJson.KEYS + ". Give what History.json()"
                + " wrote."));
    }

    static History of(List<Step> steps) {
        return steps.isEmpty() ? NONE : new History(steps);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof History that && steps.equals(that.steps);
    }

    @Override
    public int hashCode() {
        return steps.hashCode();
    }

    /** For example {@code preprocessing, freqanalysis}. */
    @Override
    public String toString() {
        return steps.isEmpty() ? "no steps" : steps.stream().map(Step::command).collect(Collectors.joining(", "));
    }

    private record Travelling(String json) implements Serializable {
        private Object readResolve() {
            return parse(json);
        }
    }

    private Object writeReplace() {
        return new Travelling(json());
    }
}
