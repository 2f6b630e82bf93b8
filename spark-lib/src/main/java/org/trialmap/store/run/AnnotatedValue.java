package org.trialmap.store.run;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A result with something to be said of it: whole numbers by name, which become attributes of the stacked dataset (or, where they are many, datasets of the
 * root). What several tasks note under one name is put together: each number once, ascending.
 *
 * @param value what is stored
 */
public record AnnotatedValue(Object value, Map<String, int[]> notes) {
    public AnnotatedValue {
        Objects.requireNonNull(value, "value");
        notes = Collections.unmodifiableMap(new TreeMap<>(notes));
    }
}
