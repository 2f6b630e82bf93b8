package org.trialmap.store;

import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.trialmap.array.NdArray;
import org.trialmap.support.ScalaValues;

/** Makes of a stored array what a program wants to have of it: the opposite of what is done to results when they are saved. Nothing is cast. */
final class StoredTypes {
    private StoredTypes() {}

    /** What stands for a value that is not there: an empty Optional or Option; empty if the type has nothing for that. */
    static Optional<Object> absent(Type type) {
        Class<?> raw = raw(type);
        return raw == Optional.class ? Optional.of(Optional.empty()) : raw == OptionalDouble.class ? Optional.of(OptionalDouble.empty()) : raw == OptionalInt.class ? Optional.of(OptionalInt.empty())
                : raw == OptionalLong.class ? Optional.of(OptionalLong.empty()) : ScalaValues.fromJava(Optional.empty(), raw);
    }

    /** Throws {@link IllegalArgumentException} if the array is not of that type. */
    static Object convert(NdArray array, Type type) {
        Class<?> raw = raw(type);
        if (raw == NdArray.class) {
            return array;
        } else if (raw == Object.class) { // a type variable, or what Scala leaves of a number
            return array.size() == 1 && array.rank() <= 1 ? array.item() : array;
        } else if (raw == Optional.class) {
            return Optional.of(convert(array, argument(type)));
        } else if (raw == OptionalDouble.class) {
            return OptionalDouble.of(array.as(Double.class));
        } else if (raw == OptionalInt.class) {
            return OptionalInt.of(array.as(Integer.class));
        } else if (raw == OptionalLong.class) {
            return OptionalLong.of(array.as(Long.class));
        } else if (raw.isAssignableFrom(List.class)) {
            return list(array, argument(type));
        }
        return number(array, raw).or(() -> scala(array, type, raw)).orElseGet(() -> array.as(raw));
    }

    private static Optional<Object> number(NdArray array, Class<?> raw) {
        if (raw == BigDecimal.class) {
            return Optional.of(new BigDecimal(array.as(String.class)));
        } else if (raw == BigInteger.class) {
            return Optional.of(new BigInteger(array.as(String.class)));
        } else if (raw.isEnum()) {
            String name = array.as(String.class);
            return Optional.of(Arrays.stream(raw.getEnumConstants()).filter(constant -> ((Enum<?>) constant).name().equals(name)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("it has no constant " + name + ".")));
        }
        return Optional.empty();
    }

    private static Optional<Object> scala(NdArray array, Type type, Class<?> raw) {
        if (!ScalaValues.isConverted(raw)) {
            return Optional.empty();
        } else if (raw.getName().equals("scala.Option")) {
            return ScalaValues.fromJava(Optional.of(convert(array, argument(type))), raw);
        } else if (raw.getName().equals("scala.math.BigDecimal")) {
            return ScalaValues.fromJava(new BigDecimal(array.as(String.class)), raw);
        } else if (raw.getName().equals("scala.math.BigInt")) {
            return ScalaValues.fromJava(new BigInteger(array.as(String.class)), raw);
        }
        return ScalaValues.fromJava(list(array, argument(type)), raw);
    }

    /** Along the first axis. */
    private static List<Object> list(NdArray array, Type element) {
        int[] inner = array.rank() == 0 ? new int[0] : Arrays.copyOfRange(array.shape(), 1, array.rank());
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < (array.rank() == 0 ? 1 : array.shape()[0]); i++) {
            NdArray part = NdArray.zeros(array.dtype(), inner);
            int length = Array.getLength(part.data());
            System.arraycopy(array.data(), i * length, part.data(), 0, length);
            list.add(convert(part, element));
        }
        return list;
    }

    private static Type argument(Type type) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : Object.class;
    }

    private static Class<?> raw(Type type) {
        return type instanceof Class<?> plain ? plain : type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : Object.class;
    }
}
