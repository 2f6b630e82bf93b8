package org.trialmap.hdf5.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing little-endian byte array, in which file structures are put together before they go out in one piece. */
public final class Bytes {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] array;
    private int size;

    public Bytes(int capacity) {
        array = new byte[capacity];
    }

    public byte[] array() {
        return array;
    }

    public int size() {
        return size;
    }

    byte[] toArray() {
        return Arrays.copyOf(array, size);
    }

    public Bytes clear() {
        size = 0;
        return this;
    }

    public Bytes u8(int value) {
        room(1);
        array[size++] = (byte) value;
        return this;
    }

    public Bytes u16(int value) {
        room(2);
        SHORT.set(array, size, (short) value);
        size += 2;
        return this;
    }

    public Bytes u32(int value) {
        room(4);
        INT.set(array, size, value);
        size += 4;
        return this;
    }

    public Bytes u64(long value) {
        room(8);
        LONG.set(array, size, value);
        size += 8;
        return this;
    }

    public Bytes ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            u8(text.charAt(i));
        }
        return this;
    }

    public Bytes bytes(byte[] value) {
        return bytes(value, 0, value.length);
    }

    public Bytes bytes(byte[] value, int from, int length) {
        room(length);
        System.arraycopy(value, from, array, size, length);
        size += length;
        return this;
    }

    public Bytes zeros(int count) {
        room(count);
        Arrays.fill(array, size, size + count, (byte) 0);
        size += count;
        return this;
    }

    Bytes padTo8() {
        return zeros(-size & 7);
    }

    /** Appends the checksum of everything from {@code from} on, as object headers, heaps and trees end with one. */
    public Bytes checksum(int from) {
        return u32(Lookup3.hash(array, from, size - from));
    }

    void set16(int at, int value) {
        SHORT.set(array, at, (short) value);
    }

    public void set32(int at, int value) {
        INT.set(array, at, value);
    }

    void set64(int at, long value) {
        LONG.set(array, at, value);
    }

    private void room(int count) {
        if (array.length - size < count) {
            array = Arrays.copyOf(array, Math.max(Math.addExact(size, count), (int) Math.min(Integer.MAX_VALUE - 8, array.length * 2L)));
        }
    }
}
