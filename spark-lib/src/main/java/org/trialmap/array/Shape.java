package org.trialmap.array;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Index arithmetic on row-major shapes. An empty shape is a scalar with one element. */
public final class Shape {
    private Shape() {}

    /** Number of elements; 1 for a scalar. Throws {@link ArithmeticException} beyond 2^63. */
    public static long size(long... shape) {
        long size = 1;
        for (long extent : shape) {
            if (extent < 0) {
                throw new IllegalArgumentException("Negative extent in shape " + format(shape) + ".");
            }
            size = Math.multiplyExact(size, extent);
        }
        return size;
    }

    /** Number of elements of an array in memory. Throws if it exceeds what one Java array holds. */
    public static int size(int... shape) {
        long size = size(toLong(shape));
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("Shape " + format(shape) + " has " + size + " elements; one array in memory holds at most "
                    + (Integer.MAX_VALUE - 8) + ". Split the work into smaller tasks.");
        }
        return (int) size;
    }

    /** Elements between neighbours along each axis, row-major. */
    public static long[] strides(long... shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride = Math.multiplyExact(stride, Math.max(1, shape[axis]));
        }
        return strides;
    }

    public static long[] toLong(int... shape) {
        return Arrays.stream(shape).asLongStream().toArray();
    }

    public static int[] toInt(long... shape) {
        return Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
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

    public static String format(int... shape) {
        return format(toLong(shape));
    }
}
