package org.trialmap.app.map;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Identifiable;
import org.trialmap.task.NamedFunction;
import org.trialmap.task.TaskContext;
import org.trialmap.task.TaskFunction;

/**
 * Calls an object of the user's with what the command line gives, in the form that its class asks for.
 *
 * @param user a {@link TaskFunction} or {@link ContextFunction}
 * @param type what it takes: a Map, a record whose components are the names, or the type of a single value
 * @param shared values that all tasks have in common, by name
 */
record InstanceFunction(Object user, Class<?> type, Map<String, Object> shared) implements ContextFunction<Arguments, Object>, NamedFunction, Identifiable {

    @Override
    @SuppressWarnings("unchecked")
    public Object apply(Arguments input, TaskContext context) throws Exception {
        Object value = value(input);
        return user instanceof ContextFunction<?, ?> function ? ((ContextFunction<Object, Object>) function).apply(value, context)
                : ((TaskFunction<Object, Object>) user).apply(value);
    }

    @Override
    public void fingerprint(Fingerprint fingerprint) {
        fingerprint.add(user).add(type.getName()).add(shared);
    }

    private Object value(Arguments input) throws ReflectiveOperationException {
        Map<String, Object> all = input.toMap();
        all.putAll(shared);
        if (type == Map.class) {
            return all;
        }
        return type.isRecord() ? record(all) : Conversion.convert(input.values().get(0), type).orElseThrow();
    }

    private Object record(Map<String, Object> values) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] parts = Arrays.stream(components).map(part -> Conversion.convert(values.get(part.getName()), part.getType()).orElseThrow())
                .toArray();
        return type.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new)).newInstance(parts);
    }

    @Override
    public String name() {
        return user.getClass().getSimpleName();
    }

    @Override
    public Class<?> code() {
        return user.getClass();
    }

    @Override
    public String function() {
        return user.getClass().getName();
    }
}
