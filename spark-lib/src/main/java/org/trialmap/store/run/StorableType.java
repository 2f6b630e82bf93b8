package org.trialmap.store.run;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.support.ScalaValues;

/**
 * Tells from its declared type that what a function returns can never be stored. A type that says too little (Object, an interface, an abstract class, a type variable) is not refused.
 *
 * @hidden
 */
public final class StorableType {
    private static final Set<Class<?>> SINGLE = Set.of(Boolean.class, Byte.class, Short.class, Integer.class, Long.class, Float.class, Double.class, String.class, NdArray.class, AnnotatedValue.class,
            BigDecimal.class, BigInteger.class, OptionalDouble.class, OptionalInt.class, OptionalLong.class);
    private static final List<Class<?>> NEVER = List.of(Set.class, Iterator.class, BaseStream.class, Future.class);

    private StorableType() {}

    /** In words what of a result of that type cannot be stored, for example {@code java.util.Set<Foo>}, or {@code Score, whose value 'when' is java.util.Date}; empty if nothing is known. */
    public static Optional<String> refused(Type type) {
        Class<?> raw = raw(type);
        if (raw == null) {
            return Optional.empty();
        } else if (raw == Optional.class) {
            return argument(type, 0).flatMap(StorableType::refused);
        } else if (raw.isRecord()) {
            return component(raw);
        } else if (Map.class.isAssignableFrom(raw)) {
            return argument(type, 0).filter(key -> !mayBeText(key)).map(key -> type.getTypeName() + ", whose keys are not texts")
                    .or(() -> argument(type, 1).flatMap(StorableType::refusedValue).map(value -> type.getTypeName()));
        }
        return refusedValue(type);
    }

    private static Optional<String> component(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components.length == 0) {
            return Optional.of(type.getTypeName() + ", a record without values");
        }
        return Arrays.stream(components).flatMap(component -> refusedValue(component.getGenericType())
                .map(why -> type.getTypeName() + ", whose value '" + component.getName() + "' is " + why).stream()).findFirst();
    }

    private static boolean mayBeText(Type key) {
        Class<?> raw = raw(key);
        return raw == null || raw.isAssignableFrom(String.class);
    }

    /** As {@link #refused} for a value that must be one array, without a name of its own. */
    private static Optional<String> refusedValue(Type type) {
        Class<?> raw = raw(type);
        if (raw == null || raw == Object.class || SINGLE.contains(raw) || raw.isEnum()) {
            return Optional.empty();
        } else if (List.class.isAssignableFrom(raw) || raw == Optional.class) {
            return argument(type, 0).flatMap(StorableType::refusedValue).map(why -> type.getTypeName());
        } else if (raw.isArray() || raw.isPrimitive()) {
            return isElement(element(raw), raw.isArray()) ? Optional.empty() : Optional.of(type.getTypeName());
        }
        boolean never = Map.class.isAssignableFrom(raw) || NEVER.stream().anyMatch(one -> one.isAssignableFrom(raw)) || ScalaValues.isForeign(raw);
        boolean open = raw.isInterface() || Modifier.isAbstract(raw.getModifiers()) || ScalaValues.isConverted(raw);
        return never || !open ? Optional.of(type.getTypeName()) : Optional.empty();
    }

    private static Class<?> element(Class<?> array) {
        Class<?> element = array;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element;
    }

    private static boolean isElement(Class<?> type, boolean inArray) {
        return Arrays.stream(DType.values()).anyMatch(dtype -> dtype.component() == type) && (inArray || type.isPrimitive());
    }

    private static Optional<Type> argument(Type type, int which) {
        return type instanceof ParameterizedType generic && generic.getActualTypeArguments().length > which ? Optional.of(generic.getActualTypeArguments()[which]) : Optional.empty();
    }

    /** Null where the type says too little. */
    private static Class<?> raw(Type type) {
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        } else if (type instanceof GenericArrayType array) {
            Class<?> component = raw(array.getGenericComponentType());
            return component == null ? null : component.arrayType();
        }
        return type instanceof Class<?> plain ? plain : null;
    }
}
