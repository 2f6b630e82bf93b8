package org.trialmap.store.run;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.trialmap.array.NdArray;
import org.trialmap.support.ScalaValues;

/** What is stored of a value: a list becomes an array, exact decimals, big integers and enums become texts, of which none loses a digit. */
final class StorableValue {
    private StorableValue() {}

    /** The value as one of Java's library, without its Optional or Option; null where that is empty. */
    static Object plain(Object value) {
        Object java = ScalaValues.asJava(value);
        if (java instanceof Optional<?> optional) {
            return optional.isPresent() ? plain(optional.get()) : null;
        } else if (java instanceof OptionalDouble optional) {
            return optional.isPresent() ? optional.getAsDouble() : null;
        } else if (java instanceof OptionalInt optional) {
            return optional.isPresent() ? optional.getAsInt() : null;
        } else if (java instanceof OptionalLong optional) {
            return optional.isPresent() ? optional.getAsLong() : null;
        }
        return java;
    }

    /** Throws {@link IllegalArgumentException} if the {@link #plain} value cannot be stored as one array. */
    static NdArray array(Object plain) {
        if (plain instanceof List<?> list) {
            return list(list);
        } else if (plain instanceof BigDecimal || plain instanceof BigInteger) {
            return NdArray.from(plain.toString());
        }
        return NdArray.from(plain instanceof Enum<?> constant ? constant.name() : plain);
    }

    private static NdArray list(List<?> list) {
        if (list.isEmpty()) {
            throw new IllegalArgumentException("It is an empty list, which does not say of what type its elements are. Return an array where there may be none, for example new double[0].");
        }
        NdArray first = null;
        NdArray all = null;
        int at = 0;
        for (Object one : list) {
            NdArray element = element(at, one);
            if (first == null) {
                first = element;
                all = NdArray.zeros(first.dtype(), shape(list.size(), first));
            } else if (element.dtype() != first.dtype() || !Arrays.equals(element.shape(), first.shape())) {
                throw new IllegalArgumentException("Element [" + at + "] of the list is " + element + ", the first one is " + first + ": a list is stored as one array, so its elements must have"
                        + " one type and one shape. Convert them, or return a record or a map of them.");
            }
            int length = Array.getLength(element.data());
            System.arraycopy(element.data(), 0, all.data(), at * length, length);
            at++;
        }
        return all;
    }

    private static NdArray element(int at, Object one) {
        Object plain = plain(one);
        if (plain == null) {
            throw new IllegalArgumentException("Element [" + at + "] of the list is " + one + ", but a list is stored as one array, in which every element must be there. Use NaN where there is no"
                    + " number.");
        }
        try {
            return array(plain);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Element [" + at + "] of the list: " + e.getMessage(), e);
        }
    }

    private static int[] shape(int size, NdArray first) {
        int[] shape = new int[first.rank() + 1];
        shape[0] = size;
        System.arraycopy(first.shape(), 0, shape, 1, first.rank());
        return shape;
    }
}
