package org.trialmap.app.map;

import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Identifiable;
import org.trialmap.task.NamedFunction;
import org.trialmap.task.TaskContext;

/**
 * Calls a public static method that was chosen by name. It is serialized as text and looked up again where it runs.
 *
 * @param className full name
 * @param method name
 * @param parameterTypes class name of each parameter, primitive ones as {@code int}
 * @param sources where each parameter's value comes from
 * @param shared values that all tasks have in common
 */
record MethodFunction(String className, String method, List<String> parameterTypes, List<Source> sources, List<Object> shared)
        implements ContextFunction<Object, Object>, NamedFunction, Identifiable {

    /** What becomes a parameter. */
    enum From {
        /** The input as it is. */
        INPUT,
        /** One of the input's values. */
        VALUE,
        SHARED,
        CONTEXT
    }

    /** Where a parameter's value comes from; {@code index} counts within its kind. */
    record Source(From from, int index) implements Serializable {}

    @Override
    public Object apply(Object input, TaskContext context) throws Exception {
        Method target = find();
        Class<?>[] types = target.getParameterTypes();
        Object[] values = new Object[types.length];
        for (int i = 0; i < values.length; i++) {
            Source source = sources.get(i);
            values[i] = switch (source.from) {
                case INPUT -> input;
                case VALUE -> Conversion.convert(((Arguments) input).values().get(source.index), types[i]).orElseThrow();
                case SHARED -> Conversion.convert(shared.get(source.index), types[i]).orElseThrow();
                case CONTEXT -> context;
            };
        }
        try {
            return target.invoke(null, values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw (Error) e.getCause();
        }
    }

    private Method find() throws ClassNotFoundException {
        Class<?> type = Class.forName(className, true, Thread.currentThread().getContextClassLoader());
        return Arrays.stream(type.getMethods()).filter(candidate -> candidate.getName().equals(method)
                && names(candidate).equals(parameterTypes)).findFirst()
                .orElseThrow(() -> new IllegalStateException(function() + " is not in the class " + className
                        + " of this process, which is another version of it."
                        + " Give the executors the same jar."));
    }

    @Override
    public void fingerprint(Fingerprint fingerprint) {
        fingerprint.add(sources.stream().map(source -> source.from + " " + source.index).toList()).add(shared);
    }

    static List<String> names(Method method) {
        return Arrays.stream(method.getParameterTypes()).map(Class::getName).toList();
    }

    @Override
    public String name() {
        return method;
    }

    @Override
    public Class<?> code() {
        try {
            return Class.forName(className, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            return null; // a call will say so
        }
    }

    @Override
    public String function() {
        return className + "::" + method + "(" + String.join(", ", parameterTypes) + ")";
    }
}
