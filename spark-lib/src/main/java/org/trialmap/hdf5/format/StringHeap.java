package org.trialmap.hdf5.format;

import java.io.IOException;
import org.trialmap.support.Utf8;

/**
 * Variable-length strings: they live in global heap collections (HDF5 File Format Specification, III.E "Disk Format: Level 1E - Global
 * Heap"), a dataset or an attribute holds only length, collection address and index.
 */
public final class StringHeap {
    public static final int REFERENCE = 16;
    private static final int SMALLEST = 4096; // libhdf5 reads no smaller collections
    private static final int USUAL = 1 << 16;
    private static final int HEADER = 16;
    private static final int LAST_INDEX = 0xffff;
    private static final int LARGEST = Integer.MAX_VALUE - 1024;

    private final FileOutput out;
    private final Bytes collection = new Bytes(SMALLEST);
    private long address = -1;
    private int capacity;
    private int index;

    public StringHeap(FileOutput out) {
        this.out = out;
    }

    /**
     * Stores strings and appends their references to {@code target}.
     *
     * @param where names the attribute or dataset in errors
     */
    public void put(String[] texts, Bytes target, String where) throws IOException {
        for (int i = 0; i < texts.length; i++) {
            if (texts[i] == null) {
                throw new IllegalArgumentException("String " + i + " of " + where + " is null, which HDF5 cannot store. Use an empty string.");
            }
            put(Utf8.encode(texts[i], "String " + i + " of " + where), target);
        }
    }

    /** Stores one string and appends its 16-byte reference to {@code target}. The empty string is the null reference, as libhdf5 writes it. */
    private void put(byte[] utf8, Bytes target) throws IOException {
        if (utf8.length == 0) {
            target.zeros(REFERENCE);
            return;
        }
        long needed = HEADER + (utf8.length + 7L & ~7L);
        if (needed > LARGEST) {
            throw new IllegalArgumentException("A string of " + utf8.length + " bytes cannot be stored, allowed are " + (LARGEST - HEADER)
                    + ". Store it in parts, or as an int8 array.");
        }
        add(needed, utf8);
        target.u32(utf8.length).u64(address).u32(index);
    }

    private void add(long needed, byte[] bytes) throws IOException {
        if (address < 0 || index == LAST_INDEX || collection.size() + needed > capacity) {
            open(needed);
        }
        index++;
        collection.u16(index).u16(1).u32(0).u64(bytes.length).bytes(bytes).padTo8();
    }

    /**
     * Makes room for a sequence of {@code count} elements of {@code width} bytes (a multiple of 8), zeros until they are written, and appends the reference to it to {@code target}.
     *
     * @return file position of the first element
     */
    public long reserve(int count, int width, Bytes target) throws IOException {
        int bytes = Math.multiplyExact(count, width);
        add(HEADER + (long) bytes, new byte[bytes]);
        target.u32(count).u64(address).u32(index);
        return address + collection.size() - bytes;
    }

    /** Writes the collection that is still open. */
    public void finish() throws IOException {
        if (address < 0) {
            return;
        }
        int free = capacity - collection.size();
        if (free >= HEADER) {
            collection.u16(0).u16(0).u32(0).u64(free);
        }
        collection.zeros(capacity - collection.size());
        out.patch(address, collection.array(), capacity);
        address = -1;
    }

    private void open(long needed) throws IOException {
        boolean first = capacity == 0;
        finish();
        capacity = Math.toIntExact(Math.max(first ? SMALLEST : USUAL, HEADER + needed));
        out.align(8);
        address = out.skip(capacity);
        index = 0;
        collection.clear().ascii("GCOL").u8(1).zeros(3).u64(capacity);
    }
}
