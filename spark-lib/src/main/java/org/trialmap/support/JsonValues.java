package org.trialmap.support;

import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Options as immutable JSON values in the form in which they are read back, so that a chain equals itself after it was written. */
public final class JsonValues {
    private JsonValues() {}

    public static Map<String, Object> options(String command, Map<String, ?> options) {
        Map<String, Object> copy = new LinkedHashMap<>();
        options.forEach((name, value) -> copy.put(name, value(command, name, value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object value(String command, String option, Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Double || value instanceof Integer
                || value instanceof BigInteger) {
            return value;
        }
        if (value instanceof Float number) {
            return Double.valueOf(number.toString()); // 0.1f is written as 0.1
        }
        if (value instanceof Long || value instanceof Short || value instanceof Byte) {
            long number = ((Number) value).longValue();
            return (int) number == number ? (Object) (int) number : (Object) number;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, content) -> copy.put(String.valueOf(key), value(command, option, content)));
            return Collections.unmodifiableMap(copy);
        }
        List<Object> list = new ArrayList<>();
        if (value instanceof Iterable<?> elements) {
            elements.forEach(element -> list.add(value(command, option, element)));
        } else if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                list.add(value(command, option, Array.get(value, i)));
            }
        } else {
            throw new IllegalArgumentException("The option '" + option + "' of the step '" + command + "' is a " + value.getClass().getName()
                    + ". A history is kept as JSON, so options are maps, lists, arrays, strings, numbers, booleans or null. Give one of these.");
        }
        return Collections.unmodifiableList(list);
    }
}
