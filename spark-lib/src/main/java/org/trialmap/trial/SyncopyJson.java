package org.trialmap.trial;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.trialmap.trial.SyncopyContainer.Header;
import org.trialmap.trial.SyncopyContainer.Info;
import org.trialmap.trial.SyncopyContainer.Stored;

/** A header of Syncopy as JSON and back; says which key is missing or impossible. */
record SyncopyJson(Path file) {
    private static final List<String> REQUIRED = List.of("filename", "dataclass", "data_dtype", "data_shape", "data_offset", "trl_dtype", "trl_shape",
            "trl_offset", "file_checksum", "order", "checksum_algorithm", "dimord", "_version", "_log", "cfg", "samplerate");
    private static final String CURE = " Restore the file, or save the data once more.";

    /** In the order in which Syncopy writes its keys. */
    static Map<String, Object> of(Info all) {
        Stored stored = all.stored();
        Header header = all.header();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("filename", stored.filename());
        json.put("dataclass", header.dataclass().label());
        json.put("data_dtype", stored.dataDtype());
        json.put("data_shape", stored.dataShape());
        json.put("data_offset", boxed(stored.dataOffset()));
        json.put("trl_dtype", stored.trlDtype());
        json.put("trl_shape", stored.trlShape());
        json.put("trl_offset", boxed(stored.trlOffset()));
        json.put("file_checksum", stored.fileChecksum());
        json.put("order", stored.order());
        json.put("checksum_algorithm", stored.checksumAlgorithm());
        json.put("dimord", header.dimord());
        json.put("_version", header.version());
        json.put("_log", header.log());
        json.put("cfg", header.cfg());
        json.put("info", header.info());
        json.put("samplerate", header.samplerateHz().isPresent() ? (Object) header.samplerateHz().getAsDouble() : null);
        header.dataclass().named().forEach(key -> json.put(key, header.names().get(key)));
        if (header.dataclass().hasFrequencies()) {
            json.put("freq", header.freq().isEmpty() ? null : header.freq());
        }
        json.put("_hdfFileDatasetProperties", stored.datasets());
        return json;
    }

    private static Object boxed(OptionalLong value) {
        return value.isPresent() ? (Object) value.getAsLong() : null;
    }

    Info parse(Map<String, Object> json) {
        String label = String.valueOf(json.get("dataclass"));
        List<String> known = Arrays.stream(SyncopyClass.values()).map(SyncopyClass::label).toList();
        SyncopyClass dataclass = SyncopyClass.ofLabel(label).orElse(null);
        List<String> required = Stream.concat(REQUIRED.stream(), dataclass == null ? Stream.of() : keys(dataclass).stream()).toList();
        List<String> missing = required.stream().filter(key -> !json.containsKey(key)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(file + " lacks the key" + (missing.size() == 1 ? "" : "s") + " '" + String.join("', '", missing)
                    + "'. Every header of a Syncopy container has " + (missing.size() == 1 ? "it" : "them") + ", and syncopy.load refuses one"
                    + " without."
                    + CURE);
        }
        if (dataclass == null) {
            throw wrong("dataclass", label, "one of Syncopy's classes (" + String.join(", ", known) + ")");
        }
        Map<String, List<String>> names = new LinkedHashMap<>();
        dataclass.named().forEach(key -> names(json, key).ifPresent(list -> names.put(key, list)));
        Header header = new Header(dataclass, names(json, "dimord").orElseThrow(() -> wrong("dimord", null, "a list of names")),
                samplerate(json.get("samplerate")), names, frequencies(json.get("freq"), dataclass), text(json, "_version"), text(json, "_log"),
                object(json, "cfg"), object(json, "info"));
        Stored stored = new Stored(text(json, "filename"), text(json, "data_dtype"), extents(json, "data_shape"), offset(json, "data_offset"),
                text(json, "trl_dtype"), extents(json, "trl_shape"), offset(json, "trl_offset"), text(json, "file_checksum"), text(json, "order"),
                text(json, "checksum_algorithm"), names(json, "_hdfFileDatasetProperties").orElse(List.of("data")));
        return new Info(header, stored);
    }

    private static List<String> keys(SyncopyClass dataclass) {
        List<String> keys = new ArrayList<>(dataclass.named());
        if (dataclass.hasFrequencies()) {
            keys.add("freq");
        }
        return keys;
    }

    private String text(Map<String, Object> json, String key) {
        if (json.get(key) instanceof String text) {
            return text;
        }
        throw wrong(key, json.get(key), "a text");
    }

    /** Nothing if the key is null or missing. */
    private Optional<List<String>> names(Map<String, Object> json, String key) {
        Object value = json.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return Optional.of(list.stream().map(String.class::cast).toList());
        }
        throw wrong(key, value, "a list of names");
    }

    private List<Long> extents(Map<String, Object> json, String key) {
        if (json.get(key) instanceof List<?> list && list.stream().allMatch(SyncopyJson::isCount)) {
            return list.stream().map(extent -> ((Number) extent).longValue()).toList();
        }
        throw wrong(key, json.get(key), "a list of whole numbers, none of them negative");
    }

    private OptionalLong offset(Map<String, Object> json, String key) {
        Object value = json.get(key);
        if (value != null && !isCount(value)) {
            throw wrong(key, value, "a whole number that is not negative, or null for a chunked dataset");
        }
        return value == null ? OptionalLong.empty() : OptionalLong.of(((Number) value).longValue());
    }

    private static boolean isCount(Object value) {
        return (value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= 0;
    }

    private OptionalDouble samplerate(Object value) {
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (value instanceof Number hz && RecordingOptions.isSamplerate(hz.doubleValue())) {
            return OptionalDouble.of(hz.doubleValue());
        }
        throw wrong("samplerate", value, "a positive, finite number, in Hz");
    }

    private List<Double> frequencies(Object value, SyncopyClass dataclass) {
        if (value == null || !dataclass.hasFrequencies()) {
            return List.of();
        }
        if (value instanceof List<?> list && list.stream().allMatch(hz -> hz instanceof Number n && Double.isFinite(n.doubleValue()))) {
            return list.stream().map(hz -> ((Number) hz).doubleValue()).toList();
        }
        throw wrong("freq", value, "a list of finite numbers, in Hz");
    }

    /** Empty if the key is null or missing: older files have no {@code info}. */
    private Map<String, Object> object(Map<String, Object> json, String key) {
        Object value = json.get(key);
        if (value != null && !(value instanceof Map)) {
            throw wrong(key, value, "an object");
        }
        Map<String, Object> object = new LinkedHashMap<>();
        if (value != null) {
            ((Map<?, ?>) value).forEach((name, content) -> object.put((String) name, content));
        }
        return object;
    }

    private IllegalArgumentException wrong(String key, Object value, String expected) {
        String shown = value instanceof String ? "'" + value + "'" : String.valueOf(value);
        return new IllegalArgumentException("The key '" + key + "' of " + file + " is " + (shown.length() > 100 ? shown.substring(0, 100)
                + "..." : shown)
                + ". It must be " + expected + "." + CURE);
    }
}
