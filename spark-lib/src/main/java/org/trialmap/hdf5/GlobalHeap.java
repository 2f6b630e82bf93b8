package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.trialmap.hdf5.format.HeaderMessages;

/**
 * Objects of a file's global heap (HDF5 File Format Specification, III.E): texts of any length, and what virtual datasets consist of. Collections
 * that were looked at are kept as long as this object.
 */
final class GlobalHeap {
    private static final byte[] NOTHING = {};

    private final OpenFile file;
    private final Map<Long, Map<Integer, ByteBuffer>> collections = new HashMap<>();

    GlobalHeap(OpenFile file) {
        this.file = file;
    }

    /** The bytes of a text, from its length and place. */
    byte[] text(ByteBuffer reference) throws IOException {
        long length = reference.getInt() & 0xffffffffL;
        long address = file.offset(reference);
        int index = reference.getInt();
        if (length == 0 || address == 0 || address == HeaderMessages.UNDEFINED) {
            return NOTHING;
        }
        byte[] text = FieldReader.bytes(object(address, index), length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return end == text.length ? text : Arrays.copyOf(text, end);
    }

    ByteBuffer object(long address, int index) throws IOException {
        Map<Integer, ByteBuffer> collection = collections.get(address);
        if (collection == null) {
            collection = collection(address);
            collections.put(address, collection);
        }
        ByteBuffer object = collection.get(index);
        if (object == null) {
            throw new IOException("object " + index + " of the heap at byte " + address + " is missing");
        }
        return object.duplicate().order(object.order());
    }

    private Map<Integer, ByteBuffer> collection(long address) throws IOException {
        int head = 8 + file.lengthBytes();
        ByteBuffer start = file.read(address, head);
        FieldReader.requireSigned(start, "GCOL", address);
        FieldReader.skip(start, 4);
        ByteBuffer all = file.read(address, file.length(start)).position(head);
        Map<Integer, ByteBuffer> objects = new HashMap<>();
        while (all.remaining() >= head) {
            int index = all.getShort() & 0xffff;
            if (index == 0) {
                break; // free space
            }
            FieldReader.skip(all, 6);
            long size = file.length(all);
            objects.put(index, FieldReader.part(all, size));
            FieldReader.skip(all, (int) Math.min(-size & 7, all.remaining()));
        }
        return objects;
    }
}
