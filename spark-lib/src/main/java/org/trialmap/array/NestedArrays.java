package org.trialmap.array;

import java.lang.reflect.Array;
import java.util.Arrays;

/** Turns Java's arrays of arrays into one flat array with a shape, and refuses ragged ones. */
final class NestedArrays {
    private NestedArrays() {}

    static NdArray flatten(Object nested) {
        Class<?> type = nested.getClass();
        int rank = 0;
        for (Class<?> c = type; c.isArray(); c = c.getComponentType()) {
            type = c.getComponentType();
            rank++;
        }
        DType dtype = DType.ofComponent(type);
        int[] shape = new int[rank];
        Object level = nested;
        for (int axis = 0; axis < rank && level != null; axis++) {
            shape[axis] = Array.getLength(level);
            level = shape[axis] == 0 || axis == rank - 1 ? null : Array.get(level, 0);
        }
        Object flat = rank == 1 ? nested : Array.newInstance(type, Shape.size(shape));
        copy(nested, flat, shape, new int[0], 0);
        return NdArray.of(flat, shape);
    }

    /** Copies one level of the nesting and checks its lengths on the way; returns the next free position in {@code flat}. */
    private static int copy(Object from, Object flat, int[] shape, int[] where, int position) {
        int axis = where.length;
        if (from == null || Array.getLength(from) != shape[axis]) {
            throw new IllegalArgumentException("The array is ragged: element " + Arrays.toString(where) + " "
                    + (from == null ? "is null" : "has length " + Array.getLength(from) + ", the first one has length " + shape[axis])
                    + ". Only rectangular arrays can be stored; pad it yourself or return a record of several arrays.");
        }
        if (axis == shape.length - 1) {
            if (from instanceof String[] strings) {
                refuseNull(strings, where);
            }
            if (from != flat) {
                System.arraycopy(from, 0, flat, position, shape[axis]);
            }
            return position + shape[axis];
        }
        int[] inner = inside(where);
        for (int i = 0; i < shape[axis]; i++) {
            inner[axis] = i;
            position = copy(Array.get(from, i), flat, shape, inner, position);
        }
        return position;
    }

    private static int[] inside(int[] where) {
        return Arrays.copyOf(where, where.length + 1);
    }

    private static void refuseNull(String[] strings, int[] where) {
        int index = Arrays.asList(strings).indexOf(null);
        if (index >= 0) {
            int[] place = inside(where);
            place[where.length] = index;
            throw new IllegalArgumentException("The string array holds null at index " + Arrays.toString(place)
                    + "; null cannot be stored. Use an empty string or leave the element out.");
        }
    }

    /** The opposite of {@link #flatten}: {@code type} is that of the nested array. */
    static Object nest(NdArray array, Class<?> type) {
        return level(array, array.shape(), 0, 0, type);
    }

    private static Object level(NdArray array, int[] shape, int axis, int from, Class<?> type) {
        Object level = Array.newInstance(type.getComponentType(), shape[axis]);
        if (axis == shape.length - 1) {
            System.arraycopy(array.data(), from, level, 0, shape[axis]);
            return level;
        }
        int inner = Shape.size(Arrays.copyOfRange(shape, axis + 1, shape.length));
        for (int i = 0; i < shape[axis]; i++) {
            Array.set(level, i, level(array, shape, axis + 1, from + i * inner, type.getComponentType()));
        }
        return level;
    }
}
