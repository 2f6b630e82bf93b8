package org.trialmap.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;

/**
 * Copies of public records of options with one of them changed. A record with a new option keeps its other copy methods as they are.
 *
 * @hidden
 */
public final class Copies {
    private Copies() {}

    /**
     * @param option name of the record's component
     * @throws RuntimeException what the record's constructor throws when it refuses the value
     */
    @SuppressWarnings("unchecked") // the constructor is that of the record's class
    public static <T extends Record> T with(T record, String option, Object value) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        boolean found = false;
        try {
            for (int i = 0; i < components.length; i++) {
                boolean changed = components[i].getName().equals(option);
                found |= changed;
                types[i] = components[i].getType();
                values[i] = changed ? value : components[i].getAccessor().invoke(record);
            }
            if (!found) {
                throw new IllegalArgumentException(record.getClass().getSimpleName() + " has no option " + option + ".");
            }
            return (T) record.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The options of " + record + " cannot be copied.", e);
        }
    }
}
