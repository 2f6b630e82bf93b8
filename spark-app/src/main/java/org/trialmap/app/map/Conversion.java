package org.trialmap.app.map;

import java.util.Map;
import java.util.Optional;

/** From the values of the command line (Long, Double, String) to the types of parameters, without losing anything. */
final class Conversion {
    /** How far a type is from a value's own; smaller is nearer. */
    private static final Map<Class<?>, Integer> FROM_LONG = Map.of(long.class, 0, int.class, 1, double.class, 2, float.class, 3, short.class, 4,
            byte.class, 5,
            Number.class, 6, Comparable.class, 7, Object.class, 8, String.class, 9);
    private static final Map<Class<?>, Integer> FROM_DOUBLE = Map.of(double.class, 0, float.class, 1, Number.class, 2, Comparable.class, 3,
            Object.class, 4);
    private static final Map<Class<?>, Integer> FROM_STRING = Map.of(String.class, 0, boolean.class, 1, CharSequence.class, 2, Comparable.class,
            3, Object.class, 4);
    private static final Map<Class<?>, Class<?>> UNBOXED = Map.of(Long.class, long.class, Integer.class, int.class, Double.class, double.class,
            Float.class, float.class,
            Short.class, short.class, Byte.class, byte.class, Boolean.class, boolean.class);

    private Conversion() {}

    /** Distance of {@code to} from the type of the command line's value; empty if there is no way at all. */
    static Optional<Integer> distance(Class<?> from, Class<?> to) {
        Map<Class<?>, Integer> known = from == Long.class ? FROM_LONG : from == Double.class ? FROM_DOUBLE : FROM_STRING;
        return Optional.ofNullable(known.get(UNBOXED.getOrDefault(to, to)));
    }

    /** The value as {@code to}; empty if something would be lost. {@link #distance} must exist. */
    static Optional<Object> convert(Object value, Class<?> to) {
        Class<?> target = UNBOXED.getOrDefault(to, to);
        if (value instanceof Long number) {
            return fromLong(number, target);
        }
        if (value instanceof Double number) {
            boolean lost = target == float.class && !Double.isNaN(number) && (double) number.floatValue() != number;
            return lost ? Optional.empty() : Optional.of(target == float.class ? (Object) number.floatValue() : number);
        }
        if (target == boolean.class) {
            return value.equals("true") || value.equals("false") ? Optional.of(Boolean.valueOf((String) value)) : Optional.empty();
        }
        return Optional.of(value);
    }

    private static Optional<Object> fromLong(long number, Class<?> target) {
        if (target == int.class) {
            return number == (int) number ? Optional.of((int) number) : Optional.empty();
        }
        if (target == short.class) {
            return number == (short) number ? Optional.of((short) number) : Optional.empty();
        }
        if (target == byte.class) {
            return number == (byte) number ? Optional.of((byte) number) : Optional.empty();
        }
        if (target == double.class) {
            return isExact(number, (double) number) ? Optional.of((double) number) : Optional.empty();
        }
        if (target == float.class) {
            return isExact(number, (float) number) ? Optional.of((float) number) : Optional.empty();
        }
        return Optional.of(target == String.class ? (Object) Long.toString(number) : number);
    }

    private static boolean isExact(long number, double floating) {
        return (long) floating == number && floating != 0x1p63;
    }
}
