package org.trialmap.hdf5.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** HDF5's filter shuffle: the first bytes of all elements, then the second ones and so on; bytes that make no whole element are left at the end. */
public final class Shuffle {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Shuffle() {}

    /** The elements one after the other. */
    public static byte[] undone(byte[] stored, int width) {
        int count = width < 2 ? 0 : stored.length / width;
        if (count < 2) {
            return stored;
        }
        byte[] elements = new byte[stored.length];
        int at = 0; // of an element's bytes
        for (; at + 4 <= width; at += 4) {
            four(stored, at * count, count, elements, at, width);
        }
        for (; at + 2 <= width; at += 2) {
            two(stored, at * count, count, elements, at, width);
        }
        if (at < width) {
            for (int i = 0, from = at * count; i < count; i++) {
                elements[at + i * width] = stored[from + i];
            }
        }
        System.arraycopy(stored, count * width, elements, count * width, stored.length - count * width);
        return elements;
    }

    private static void four(byte[] stored, int from, int count, byte[] elements, int to, int width) {
        for (int i = 0; i < count; i++) {
            int low = stored[from + i] & 0xff | (stored[from + count + i] & 0xff) << 8;
            int high = stored[from + 2 * count + i] & 0xff | (stored[from + 3 * count + i] & 0xff) << 8;
            INTS.set(elements, to + i * width, low | high << 16);
        }
    }

    private static void two(byte[] stored, int from, int count, byte[] elements, int to, int width) {
        for (int i = 0; i < count; i++) {
            SHORTS.set(elements, to + i * width, (short) (stored[from + i] & 0xff | stored[from + count + i] << 8));
        }
    }
}
