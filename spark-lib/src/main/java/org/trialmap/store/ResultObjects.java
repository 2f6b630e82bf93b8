package org.trialmap.store;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.RandomAccess;
import org.trialmap.array.NdArray;
import org.trialmap.support.Reason;
import org.trialmap.support.ScalaValues;

/** The results of all tasks as objects of one type, each read when it is asked for; null for tasks without a result. */
final class ResultObjects<T> extends AbstractList<T> implements RandomAccess {
    private final SavedResults results;
    private final Class<T> type;
    private final Constructor<?> constructor; // null = a type of one value
    private final List<Part> parts;

    /** @param name null if the class does not say it, as some Scala compilers leave it out: then values go by their order */
    private record Part(String name, Type type) {}

    ResultObjects(SavedResults results, Class<T> type) {
        this.results = results;
        this.type = type;
        this.constructor = type.isRecord() || ScalaValues.isProduct(type) ? constructor(type) : null;
        this.parts = constructor == null ? List.of() : parts(type, constructor);
    }

    /** The canonical one of a record, the longest of a case class. */
    private static Constructor<?> constructor(Class<?> type) {
        try {
            Constructor<?> found = type.isRecord() ? type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new))
                    : Arrays.stream(type.getDeclaredConstructors()).max(Comparator.comparingInt(Constructor::getParameterCount)).orElseThrow(NoSuchMethodException::new);
            found.setAccessible(true);
            return found;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException("Results cannot be read as " + type.getName() + ": its constructor cannot be called (" + Reason.of(e) + "). Use a record or a case class of its own"
                    + " that is not inside a method.", e);
        }
    }

    private static List<Part> parts(Class<?> type, Constructor<?> constructor) {
        if (type.isRecord()) {
            return Arrays.stream(type.getRecordComponents()).map(component -> new Part(component.getName(), component.getGenericType())).toList();
        }
        List<Part> parts = new ArrayList<>();
        Parameter[] parameters = constructor.getParameters();
        Type[] types = constructor.getGenericParameterTypes();
        for (int i = 0; i < parameters.length; i++) {
            parts.add(new Part(parameters[i].isNamePresent() ? parameters[i].getName() : null, types.length == parameters.length ? types[i] : parameters[i].getType()));
        }
        return parts;
    }

    @Override
    public int size() {
        return results.tasks();
    }

    @Override
    @SuppressWarnings("unchecked") // a primitive type's own class is that of its box
    public T get(int task) {
        if (results.status(task) == SavedResults.Status.MISSING) {
            return null;
        }
        return (T) (constructor == null ? single(task) : object(task));
    }

    private Object single(int task) {
        List<String> names = results.values(task);
        if (names.size() != 1) {
            throw new IllegalArgumentException("Task " + task + " returned the values " + String.join(", ", names) + ", not one that could be read as " + type.getTypeName()
                    + ". Read them as a record or case class of these names, or one of them with value(name, task).");
        }
        return value(task, 0, names.get(0), type);
    }

    private Object object(int task) {
        List<String> names = results.values(task);
        Object[] values = new Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            Part part = parts.get(i);
            int at = part.name == null ? i : names.indexOf(part.name);
            if (at >= 0 && at < names.size()) {
                values[i] = value(task, at, names.get(at), part.type);
            } else {
                values[i] = StoredTypes.absent(part.type).orElseThrow(() -> new NoSuchElementException("Task " + task + " has no value '" + (part.name == null ? "number " + at : part.name)
                        + "', which " + type.getSimpleName() + " needs; it has " + String.join(", ", names) + ". Name the components as the values, or make this one an Optional."));
            }
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("The result of task " + task + " cannot be read as " + type.getSimpleName() + ": its constructor failed: " + Reason.of(e.getCause()) + ".",
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Results cannot be read as " + type.getName() + ": " + Reason.of(e) + ". Use a record or a case class that is not abstract.", e);
        }
    }

    private Object value(int task, int at, String name, Type wanted) {
        NdArray array = results.read(task, at);
        try {
            return StoredTypes.convert(array, wanted);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The value '" + name + "' of task " + task + " cannot be read as " + wanted.getTypeName() + ": " + e.getMessage(), e);
        }
    }
}
