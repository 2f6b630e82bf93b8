package org.trialmap.app.map;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.TaskFunction;

/** Finds the T of a class that implements {@code TaskFunction<T, R>}, through superclasses and generic interfaces. */
final class InputType {
    private final Map<TypeVariable<?>, Type> known = new HashMap<>();

    private InputType() {}

    /** The class of T; Object if it cannot be known. */
    static Class<?> of(Class<?> function) {
        Type found = new InputType().search(function);
        return found instanceof Class<?> type ? type : Object.class;
    }

    private Type search(Type type) {
        Class<?> raw = raw(type);
        if (raw == null) {
            return null;
        }
        if (type instanceof ParameterizedType parameterized) {
            for (int i = 0; i < raw.getTypeParameters().length; i++) {
                known.put(raw.getTypeParameters()[i], resolved(parameterized.getActualTypeArguments()[i]));
            }
        }
        if (raw == TaskFunction.class || raw == ContextFunction.class) {
            return raw(resolved(raw.getTypeParameters()[0]));
        }
        for (Type parent : raw.getGenericInterfaces()) {
            Type found = search(parent);
            if (found != null) {
                return found;
            }
        }
        return raw.getGenericSuperclass() == null ? null : search(raw.getGenericSuperclass());
    }

    private Type resolved(Type type) {
        return type instanceof TypeVariable<?> variable ? known.getOrDefault(variable, Object.class) : type;
    }

    private static Class<?> raw(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        return type instanceof GenericArrayType ? Object[].class : type instanceof Class<?> known ? known : null;
    }
}
