package org.trialmap.trial.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fields of an object in a JSON file; one that is missing or of another kind is an error that names it. */
record JsonFields(Path file, Map<String, Object> fields) {
    String text(String key) {
        return field(key, String.class, "text");
    }

    String textOr(String key, String otherwise) {
        return fields.containsKey(key) ? text(key) : otherwise;
    }

    double number(String key) {
        double number = field(key, Number.class, "a number").doubleValue();
        if (!Double.isFinite(number) || number == 0) {
            throw new IllegalArgumentException("'" + key + "' in " + file + " is " + number + ". It must be a finite number other than 0. Correct the file.");
        }
        return number;
    }

    @SuppressWarnings("unchecked")
    List<JsonFields> objects(String key) {
        List<JsonFields> objects = new ArrayList<>();
        for (Object object : field(key, List.class, "a list")) {
            if (!(object instanceof Map)) {
                throw new IllegalArgumentException("'" + key + "' in " + file + " has " + object + ". It must be a list of objects. Correct the file.");
            }
            objects.add(new JsonFields(file, (Map<String, Object>) object));
        }
        return objects;
    }

    private <T> T field(String key, Class<T> type, String kind) {
        Object value = fields.get(key);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("'" + key + "' in " + file + " is " + (value == null ? "missing" : value) + ". It must be " + kind + ". The file is damaged or incomplete: restore it,"
                    + " or copy the whole folder of the recording once more.");
        }
        return type.cast(value);
    }
}
