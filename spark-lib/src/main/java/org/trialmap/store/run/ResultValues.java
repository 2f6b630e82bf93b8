package org.trialmap.store.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.store.UnfitResultException;
import org.trialmap.support.Reason;
import org.trialmap.support.Utf8;

/**
 * Takes apart what a task returned: one array, or the named arrays of a record, a map, a case class or a tuple. Values that are not there (an empty Optional or Option) are left out.
 *
 * @hidden
 * @param names of the values; empty texts if the task returned a single value
 * @param arrays as they are stored
 */
public record ResultValues(List<String> names, List<NdArray> arrays) {

    /** Throws {@link UnfitResultException} if it is, or has, anything else. */
    public static ResultValues of(int task, Object result) {
        Object plain = StorableValue.plain(result);
        if (plain == null) {
            throw unfit(task, result + ", which cannot be stored: a saved task needs a value. Return one (an empty array where there is nothing to say),"
                    + " or use"
                    + " collect instead of save.");
        }
        if (plain instanceof Record record) {
            return named(task, result, components(task, record));
        }
        if (plain instanceof Map<?, ?> map) {
            return named(task, result, entries(task, map));
        }
        return new ResultValues(List.of(""), List.of(array(task, "", plain)));
    }

    /** By name; what has none is {@code result_0}, as in a file. */
    public Map<String, NdArray> byName() {
        Map<String, NdArray> byName = new LinkedHashMap<>();
        for (int k = 0; k < arrays.size(); k++) {
            byName.put(names.get(k).isEmpty() ? "result_" + k : names.get(k), arrays.get(k));
        }
        return byName;
    }

    private static ResultValues named(int task, Object result, Map<String, Object> values) {
        List<String> names = new ArrayList<>();
        List<NdArray> arrays = new ArrayList<>();
        values.forEach((name, value) -> {
            Object plain = StorableValue.plain(value);
            if (plain != null || value == null) { // an empty Optional is a value that is not there
                names.add(name);
                arrays.add(array(task, name, plain));
            }
        });
        if (arrays.isEmpty()) {
            throw unfit(task, "an empty " + result.getClass().getSimpleName() + ", in which there is nothing to store. Return at least one value.");
        }
        return new ResultValues(names, arrays);
    }

    private static Map<String, Object> components(int task, Record record) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                values.put(component.getName(), component.getAccessor().invoke(record));
            } catch (InvocationTargetException e) {
                throw unfit(task, "a " + record.getClass().getName() + " whose accessor " + component.getName() + " failed: " + e.getCause()
                        + ". Correct the"
                        + " record.");
            } catch (ReflectiveOperationException | RuntimeException e) {
                throw unfit(task, "a " + record.getClass().getName() + ", whose components cannot be read (" + Reason.of(e)
                        + "). Make the record public,"
                        + " or return a map.");
            }
        }
        return values;
    }

    /** Maps that have an order keep it; others go by key, so that all tasks agree whatever JVM they ran in. */
    private static Map<String, Object> entries(int task, Map<?, ?> map) {
        Map<String, Object> values = map instanceof LinkedHashMap || map instanceof SortedMap ? new LinkedHashMap<>() : new TreeMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name) || name.isEmpty()) {
                throw unfit(task, "a map with the key " + entry.getKey() + ", but the keys name the values and must be strings that are not empty."
                        + " Convert"
                        + " the keys.");
            }
            try {
                Utf8.encode(name, "A key");
            } catch (IllegalArgumentException e) {
                throw unfit(task, "a map that cannot be stored: " + e.getMessage());
            }
            values.put(name, entry.getValue());
        }
        return values;
    }

    private static NdArray array(int task, String name, Object value) {
        String of = name.isEmpty() ? "" : " as its value '" + name + "'";
        if (value == null) {
            throw unfit(task, "null" + of + ", which cannot be stored: every value must be there. Use an empty array or NaN where there is nothing"
                    + " to say.");
        }
        if (value instanceof Collection<?> && !(value instanceof List<?>)) {
            throw unfit(task, "a " + value.getClass().getName() + of + ", which cannot be stored: of collections only lists are, as one array."
                    + " Return a list or an array, for example set.stream().sorted().toList().");
        }
        try {
            NdArray array = StorableValue.array(value);
            Hdf5Writer.requireAxes(array.rank(), "It");
            if (array.dtype() == DType.STRING) {
                for (String text : (String[]) array.data()) {
                    if (text == null) {
                        throw new IllegalArgumentException("It holds a null string. Use an empty one.");
                    }
                    Utf8.encode(text, "A string");
                }
            }
            return array;
        } catch (IllegalArgumentException e) {
            throw unfit(task, "a value" + of + " that cannot be stored: " + e.getMessage());
        }
    }

    private static UnfitResultException unfit(int task, String rest) {
        return new UnfitResultException("Task " + task + " returned " + rest);
    }
}
