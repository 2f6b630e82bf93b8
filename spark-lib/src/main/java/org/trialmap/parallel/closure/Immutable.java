package org.trialmap.parallel.closure;

import java.io.Externalizable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trialmap.task.Shared;

/**
 * Tells values that no call can change, so that they need no copy: primitives, strings, enums, lambdas that capture such values, and objects all of whose
 * fields are final and hold such values (records, for example). Whatever is not known for certain counts as changeable.
 */
public final class Immutable {
    private static final int DEEPEST = 16;
    private static final Set<Class<?>> KNOWN = Set.of(String.class, Boolean.class, Character.class, Byte.class, Short.class, Integer.class, Long.class, Float.class,
            Double.class, BigInteger.class, BigDecimal.class, Class.class);

    private static final ClassValue<Fields> FIELDS = new ClassValue<>() {
        @Override
        protected Fields computeValue(Class<?> type) {
            return Fields.of(type);
        }
    };

    private Immutable() {}

    static boolean is(Object value) {
        return is(value, 0);
    }

    /** A string, boxed primitive or null: serializes for certain, and without the user's code. */
    public static boolean isPlain(Object value) {
        return value == null || KNOWN.contains(value.getClass()) && value.getClass() != Class.class;
    }

    private static boolean is(Object value, int depth) {
        if (value == null || value instanceof Enum || value instanceof Shared || KNOWN.contains(value.getClass())) { // a shared value's handle is given to all on purpose
            return true;
        }
        if (depth > DEEPEST || value.getClass().isArray()) {
            return false;
        }
        Optional<SerializedLambda> lambda = value.getClass().isHidden() ? FunctionIdentity.lambda(value) : Optional.empty();
        return lambda.isPresent() ? capturesImmutables(lambda.get(), depth) : holdsImmutables(value, depth);
    }

    private static boolean capturesImmutables(SerializedLambda lambda, int depth) {
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            if (!is(lambda.getCapturedArg(i), depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holdsImmutables(Object value, int depth) {
        Fields fields = FIELDS.get(value.getClass());
        if (!fields.allFinal) {
            return false;
        }
        try {
            for (Field field : fields.references) {
                if (!is(field.get(value), depth + 1)) {
                    return false;
                }
            }
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** The fields of a class that hold objects; {@code allFinal} is false also where that cannot be found out. */
    private record Fields(boolean allFinal, List<Field> references) {
        static final Fields UNKNOWN = new Fields(false, List.of());

        static Fields of(Class<?> of) {
            List<Field> references = new ArrayList<>();
            try {
                for (Class<?> type = of; type != Object.class; type = type.getSuperclass()) {
                    for (Field field : type.getDeclaredFields()) {
                        if (Modifier.isStatic(field.getModifiers())) {
                            continue;
                        }
                        if (!Modifier.isFinal(field.getModifiers())) {
                            return UNKNOWN;
                        }
                        if (!field.getType().isPrimitive()) {
                            field.setAccessible(true);
                            references.add(field);
                        }
                    }
                }
            } catch (RuntimeException | LinkageError e) { // a closed module's class: what it holds stays its secret
                return UNKNOWN;
            }
            return Externalizable.class.isAssignableFrom(of) ? UNKNOWN : new Fields(true, references);
        }
    }
}
