package org.trialmap.trial;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialmap.support.JsonFile;
import org.trialmap.trial.History.Input;
import org.trialmap.trial.History.Step;
import org.trialmap.trial.SyncopyContainer.Header;

/** Histories as JSON and back, and what is made of files that other programs wrote. */
final class HistoryJson {
    static final String KEY = "trialmap";
    static final List<String> KEYS = List.of("command", "options", "version", "input", "when");
    private static final String FOREIGN = "syncopy";

    private HistoryJson() {}

    static List<Map<String, Object>> of(List<Step> steps) {
        return steps.stream().map(HistoryJson::of).toList();
    }

    private static Map<String, Object> of(Step step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("command", step.command());
        json.put("options", step.options());
        json.put("version", step.version());
        json.put("input", step.input().map(HistoryJson::of).orElse(null));
        json.put("when", step.when().map(Instant::toString).orElse(null));
        return json;
    }

    private static Map<String, Object> of(Input input) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", input.file());
        json.put("dataset", input.dataset());
        json.put("shape", input.shape());
        json.put("dtype", input.dtype());
        json.put("samplerate", input.samplerateHz());
        json.put("digest", input.digest());
        return json;
    }

    /** The steps in a JSON value, or nothing if it is not an array of steps. */
    static Optional<List<Step>> steps(Object json) {
        if (!(json instanceof List<?> list)) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        for (Object element : list) {
            try {
                Map<?, ?> step = (Map<?, ?>) element;
                Map<String, Object> options = new LinkedHashMap<>();
                ((Map<?, ?>) step.get("options")).forEach((name, value) -> options.put((String) name, value));
                steps.add(new Step((String) step.get("command"), options, (String) step.get("version"), Optional.ofNullable(step.get("input"))
                        .map(input -> input((Map<?, ?>) input)), Optional.ofNullable((String) step.get("when")).map(Instant::parse)));
            } catch (ClassCastException | NullPointerException | DateTimeParseException | IllegalArgumentException e) {
                return Optional.empty(); // of another form: of another program
            }
        }
        return Optional.of(steps);
    }

    private static Input input(Map<?, ?> json) {
        List<Long> shape = ((List<?>) json.get("shape")).stream().map(extent -> ((Number) extent).longValue()).toList();
        return new Input((String) json.get("file"), (String) json.get("dataset"), shape, (String) json.get("dtype"),
                ((Number) json.get("samplerate")).doubleValue(), (String) json.get("digest"));
    }

    /** The chain in a Syncopy header; what Syncopy did itself, before or since, is one step. */
    static History of(Header header) {
        Map<String, Object> others = new LinkedHashMap<>(header.cfg());
        Optional<List<Step>> ours = steps(others.get(KEY));
        if (ours.isEmpty()) {
            return foreign(header.log(), others, header.version());
        }
        others.remove(KEY);
        History chain = History.of(ours.get());
        String log = header.log().startsWith(chain.text()) ? header.log().substring(chain.text().length()) : header.log();
        return others.isEmpty() ? chain : chain.with(foreign(log, others, header.version()).steps().get(0));
    }

    /** The chain in a plain HDF5 file, of its root attributes {@code cfg}, {@code _log} and {@code _version}; empty text for those that are not there. */
    static History of(String cfg, String log, String version) {
        Optional<List<Step>> ours = Optional.empty();
        try {
            ours = steps(JsonFile.parse(cfg));
        } catch (IllegalArgumentException e) {
            ours = Optional.empty(); // of another program: kept as text
        }
        return ours.map(History::of).orElseGet(() -> foreign(log, cfg, version));
    }

    private static History foreign(String log, Object cfg, String version) {
        boolean configured = !cfg.equals("") && !cfg.equals(Map.of());
        if (log.isBlank() && !configured) {
            return History.NONE;
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("_log", log);
        if (configured) {
            options.put("cfg", cfg);
        }
        return History.NONE.with(new Step(FOREIGN, options, version, Optional.empty(), Optional.empty()));
    }
}
