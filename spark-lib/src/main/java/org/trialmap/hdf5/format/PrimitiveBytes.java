package org.trialmap.hdf5.format;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;

/** Between flat Java arrays and stored bytes; the byte order is the buffer's. Strings are not for here. */
public final class PrimitiveBytes {
    private PrimitiveBytes() {}

    /** Puts {@code count} entries of a flat primitive array from {@code from} on; booleans as 0 and 1. Advances the buffer. */
    public static void encode(Object array, int from, int count, ByteBuffer to) {
        int bytes = count;
        if (array instanceof double[] d) {
            to.asDoubleBuffer().put(d, from, count);
            bytes *= 8;
        } else if (array instanceof float[] f) {
            to.asFloatBuffer().put(f, from, count);
            bytes *= 4;
        } else if (array instanceof long[] l) {
            to.asLongBuffer().put(l, from, count);
            bytes *= 8;
        } else if (array instanceof int[] i) {
            to.asIntBuffer().put(i, from, count);
            bytes *= 4;
        } else if (array instanceof short[] s) {
            to.asShortBuffer().put(s, from, count);
            bytes *= 2;
        } else if (array instanceof byte[] b) {
            to.duplicate().put(b, from, count);
        } else {
            boolean[] flags = (boolean[]) array;
            for (int i = 0; i < count; i++) {
                to.put(to.position() + i, (byte) (flags[from + i] ? 1 : 0));
            }
        }
        to.position(to.position() + bytes);
    }

    /** Takes {@code count} entries into a flat primitive array at {@code at}. Advances the buffer. */
    public static void decode(ByteBuffer from, Object array, int at, int count) {
        int bytes = count;
        if (array instanceof double[] d) {
            from.asDoubleBuffer().get(d, at, count);
            bytes *= 8;
        } else if (array instanceof float[] f) {
            from.asFloatBuffer().get(f, at, count);
            bytes *= 4;
        } else if (array instanceof long[] l) {
            from.asLongBuffer().get(l, at, count);
            bytes *= 8;
        } else if (array instanceof int[] i) {
            from.asIntBuffer().get(i, at, count);
            bytes *= 4;
        } else if (array instanceof short[] s) {
            from.asShortBuffer().get(s, at, count);
            bytes *= 2;
        } else if (array instanceof byte[] b) {
            from.duplicate().get(b, at, count);
        } else {
            boolean[] flags = (boolean[]) array;
            for (int i = 0; i < count; i++) {
                flags[at + i] = from.get(from.position() + i) != 0;
            }
        }
        from.position(from.position() + bytes);
    }

    /** Stored bytes of one entry of that flat array. */
    static int entryBytes(Object array) {
        Class<?> type = array.getClass().getComponentType();
        return type == boolean.class || type == byte.class ? 1 : type == short.class ? 2 : type == int.class || type == float.class ? 4 : 8;
    }

    static int length(Object array) {
        return Array.getLength(array);
    }
}
