package org.trialmap.array;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Index arithmetic on row-major shapes. An empty shape is a scalar with one element. */
public final class Shape {
    private Shape() {}

    /**
     * Number of elements; 1 for a scalar, 0 if any extent is 0.
     *
     * @throws IllegalArgumentException if an extent is negative or there are 2^63 or more elements
     */
    public static long size(long... shape) {
        boolean empty = false;
        for (long extent : shape) {
            if (extent < 0) {
                throw new IllegalArgumentException("Negative extent in shape " + format(shape) + ".");
            }
            empty |= extent == 0;
        }
        return empty ? 0 : product(shape, shape);
    }

    private static long product(long[] factors, long[] shape) {
        long product = 1;
        for (long factor : factors) {
            if (factor > Long.MAX_VALUE / product) {
                throw new IllegalArgumentException("Shape " + format(shape) + " has more than " + Long.MAX_VALUE + " elements.");
            }
            product *= factor;
        }
        return product;
    }

    /** Number of elements of an array in memory. Throws {@link IllegalArgumentException} if it exceeds what one Java array holds (2^31 - 9). */
    public static int size(int... shape) {
        long size = size(toLong(shape));
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("Shape " + format(shape) + " has " + size + " elements; one array in memory holds at most "
                    + (Integer.MAX_VALUE - 8) + ". Split the work into smaller tasks.");
        }
        return (int) size;
    }

    /**
     * Elements between neighbours along each axis, row-major; an extent of 0 counts as 1, as in NumPy.
     *
     * @throws IllegalArgumentException if there are 2^63 or more elements
     */
    public static long[] strides(long... shape) {
        long[] counted = Arrays.stream(shape).map(extent -> Math.max(1, extent)).toArray();
        product(counted, shape);
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= counted[axis];
        }
        return strides;
    }

    /** The same extents as {@code long}. */
    public static long[] toLong(int... shape) {
        return Arrays.stream(shape).asLongStream().toArray();
    }

    /** The same extents as {@code int}. Throws {@link IllegalArgumentException} if one does not fit. */
    public static int[] toInt(long... shape) {
        int[] extents = new int[shape.length];
        for (int axis = 0; axis < shape.length; axis++) {
            extents[axis] = (int) shape[axis];
            if (extents[axis] != shape[axis]) {
                throw new IllegalArgumentException("Shape " + format(shape) + " does not fit in memory: axis " + axis + " is longer than " + Integer.MAX_VALUE
                        + ". Read or compute it in parts.");
            }
        }
        return extents;
    }

    /** {@code first} followed by {@code second}. */
    public static long[] concat(long[] first, long[] second) {
        long[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** As NumPy prints it: {@code (), (3,), (20, 8)}. */
    public static String format(long... shape) {
        String inner = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
        return shape.length == 1 ? "(" + inner + ",)" : "(" + inner + ")";
    }

    /** As NumPy prints it: {@code (), (3,), (20, 8)}. */
    public static String format(int... shape) {
        return format(toLong(shape));
    }
}
