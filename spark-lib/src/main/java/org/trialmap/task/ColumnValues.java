package org.trialmap.task;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.trialmap.array.Decimals;
import org.trialmap.array.NdArray;
import org.trialmap.support.ScalaValues;
import org.trialmap.support.Utf8;

/**
 * Makes columns of a list of any objects. Records, case classes and maps with the same keys become a column for each component or key, pairs those of their halves, anything else is one
 * column. What is neither a number, a truth value nor a text is described in a few words.
 */
final class ColumnValues {
    private static final int LONGEST_TEXT = 1000;
    private static final int LONGEST_NAME = 200;

    private ColumnValues() {}

    /** One column or several; none if there is too much text to keep. {@code name} is that of a single column. */
    static List<InputColumns.Column> of(Inputs<?> inputs, String name, int axis) {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            elements.add(inputs.get(i));
        }
        Map<String, List<Object>> parts = parts(name, elements);
        List<InputColumns.Column> columns = new ArrayList<>();
        long characters = 0;
        for (Map.Entry<String, List<Object>> part : parts.entrySet()) {
            NdArray values = array(part.getValue());
            characters += values.data() instanceof String[] texts ? Arrays.stream(texts).mapToLong(String::length).sum() : 0;
            columns.add(new InputColumns.Column(storable(part.getKey()), axis, values));
        }
        return characters > 16L * InputColumns.MOST ? List.of() : distinct(columns);
    }

    /** Each element taken apart; where they differ in kind, the elements themselves. */
    private static Map<String, List<Object>> parts(String name, List<?> elements) {
        Map<String, List<Object>> parts = new LinkedHashMap<>();
        for (Object element : elements) {
            Map<String, Object> values = parts(name, element);
            if (parts.isEmpty()) {
                values.keySet().forEach(key -> parts.put(key, new ArrayList<>()));
            }
            if (!values.keySet().equals(parts.keySet())) {
                return Map.of(name, new ArrayList<>(elements));
            }
            values.forEach((key, value) -> parts.get(key).add(value));
        }
        return parts;
    }

    private static Map<String, Object> parts(String name, Object element) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (element instanceof Pair<?, ?> pair) {
            values.putAll(parts("first", pair.first()));
            parts("second", pair.second()).forEach((key, value) -> values.put(values.containsKey(key) ? key + "_2" : key, value));
        } else if (ScalaValues.asJava(element) instanceof Map<?, ?> map && !map.isEmpty() && map.keySet().stream().allMatch(String.class::isInstance)) {
            Map<?, ?> inOrder = map instanceof LinkedHashMap || map instanceof SortedMap ? map : new TreeMap<>(map); // any other order differs from JVM to JVM
            inOrder.forEach((key, value) -> values.put((String) key, value));
        } else if (element instanceof Record record && record.getClass().getRecordComponents().length > 0) {
            try {
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    component.getAccessor().setAccessible(true);
                    values.put(component.getName(), component.getAccessor().invoke(record));
                }
            } catch (ReflectiveOperationException | RuntimeException e) { // in a closed module, or one that fails: it is described as a whole
                return new LinkedHashMap<>(Map.of(name, Inputs.labelOf(element)));
            }
        } else {
            values.put(name, element);
        }
        return values;
    }

    /** Whole numbers as int32 or int64, others as float32 or float64 (NaN where there is none), truth values, else texts (empty where there is none). */
    private static NdArray array(List<Object> values) {
        Set<Class<?>> types = new HashSet<>();
        values.stream().filter(Objects::nonNull).forEach(value -> types.add(value.getClass()));
        boolean gaps = values.contains(null);
        int n = values.size();
        if (types.equals(Set.of(Boolean.class)) && !gaps) {
            boolean[] flags = new boolean[n];
            IntStream.range(0, n).forEach(i -> flags[i] = (Boolean) values.get(i));
            return NdArray.of(flags, n);
        }
        if (!types.isEmpty() && Set.of(Byte.class, Short.class, Integer.class).containsAll(types) && !gaps) {
            return NdArray.of(values.stream().mapToInt(value -> ((Number) value).intValue()).toArray(), n);
        }
        Set<Class<?>> whole = Set.of(Byte.class, Short.class, Integer.class, Long.class);
        if (!types.isEmpty() && whole.containsAll(types) && !gaps) {
            return NdArray.of(values.stream().mapToLong(value -> ((Number) value).longValue()).toArray(), n);
        }
        if (types.equals(Set.of(Float.class))) {
            float[] numbers = new float[n];
            IntStream.range(0, n).forEach(i -> numbers[i] = values.get(i) == null ? Float.NaN : (Float) values.get(i));
            return NdArray.of(numbers, n);
        }
        boolean numbers = !types.isEmpty() && types.stream().allMatch(type -> whole.contains(type) || type == Float.class || type == Double.class);
        if (numbers && values.stream().allMatch(ColumnValues::isExact)) {
            return NdArray.of(values.stream().mapToDouble(value -> value == null ? Double.NaN : ((Number) value).doubleValue()).toArray(), n);
        }
        return NdArray.of(values.stream().map(ColumnValues::text).toArray(String[]::new), n);
    }

    private static boolean isExact(Object number) {
        return !(number instanceof Long whole) || Decimals.isExactDouble(whole);
    }

    private static String text(Object value) {
        String text = value == null ? "" : value instanceof String string ? string : value instanceof Character || value instanceof Number ? value.toString() : Inputs.labelOf(value);
        if (text.length() > LONGEST_TEXT) {
            int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
            return Utf8.storable(text.substring(0, end)) + "...";
        }
        return Utf8.storable(text);
    }

    static boolean isName(String name) {
        return !name.isEmpty() && storable(name).equals(name);
    }

    /** A name that a dataset and an attribute may have. */
    private static String storable(String name) {
        String storable = Utf8.storable(name).replace('/', '_');
        storable = storable.length() > LONGEST_NAME ? Utf8.storable(storable.substring(0, LONGEST_NAME)) : storable;
        return storable.isEmpty() || storable.equals(".") ? "input" : storable;
    }

    /** Names that are there already get a number. */
    static List<InputColumns.Column> distinct(List<InputColumns.Column> columns) {
        Set<String> names = new HashSet<>();
        List<InputColumns.Column> distinct = new ArrayList<>();
        for (InputColumns.Column column : columns) {
            String name = column.name();
            for (int k = 2; !names.add(name); k++) {
                name = column.name() + "_" + k;
            }
            distinct.add(new InputColumns.Column(name, column.axis(), column.values()));
        }
        return distinct;
    }
}
