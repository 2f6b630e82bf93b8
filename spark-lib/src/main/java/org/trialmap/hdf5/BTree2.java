package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.trialmap.hdf5.format.HeaderMessages;

/** All records of a version 2 B-tree (HDF5 File Format Specification, III.A.2), checksums verified. */
final class BTree2 {
    private static final int OVERHEAD = 10;
    private static final int DEEPEST = 64;

    private final OpenFile file;
    private final int nodeBytes;
    private final int recordBytes;
    private final List<ByteBuffer> records = new ArrayList<>();

    private BTree2(OpenFile file, int nodeBytes, int recordBytes) {
        this.file = file;
        this.nodeBytes = nodeBytes;
        this.recordBytes = recordBytes;
    }

    /** @param type of the records that are expected */
    record Records(int type, List<ByteBuffer> all) {}

    static Records read(OpenFile file, long address) throws IOException {
        int size = 22 + file.offsetBytes() + file.lengthBytes();
        ByteBuffer header = file.read(address, size);
        FieldReader.requireChecksum(header, size - 4, "B-tree", address);
        FieldReader.requireSigned(header, "BTHD", address);
        header.get();
        int type = header.get();
        BTree2 tree = new BTree2(file, header.getInt(), header.getShort() & 0xffff);
        int depth = header.getShort() & 0xffff;
        FieldReader.skip(header, 2);
        long root = file.offset(header);
        int count = header.getShort() & 0xffff;
        if (root != HeaderMessages.UNDEFINED && count > 0) {
            if (depth > DEEPEST || tree.recordBytes == 0) {
                throw new IOException("the B-tree at byte " + address + " is malformed");
            }
            tree.node(root, count, depth);
        }
        return new Records(type, tree.records);
    }

    private void node(long address, int count, int depth) throws IOException {
        ByteBuffer node = file.read(address, nodeBytes);
        FieldReader.requireSigned(node, depth == 0 ? "BTLF" : "BTIN", address);
        FieldReader.skip(node, 2);
        for (int i = 0; i < count; i++) {
            records.add(FieldReader.part(node, recordBytes));
        }
        List<long[]> children = new ArrayList<>();
        for (int i = 0; depth > 0 && i <= count; i++) {
            children.add(new long[] {file.offset(node), FieldReader.uint(node, width(most(depth - 1)))});
            if (depth > 1) {
                FieldReader.skip(node, width(all(depth - 1)));
            }
        }
        FieldReader.requireChecksum(node, node.position(), "B-tree node", address);
        for (long[] child : children) {
            node(child[0], (int) child[1], depth - 1);
        }
    }

    /** Records that a node of that depth has at most. */
    private long most(int depth) {
        if (depth == 0) {
            return (nodeBytes - OVERHEAD) / recordBytes;
        }
        int pointer = pointer(depth);
        return (nodeBytes - OVERHEAD - pointer) / (recordBytes + pointer);
    }

    /** Records that a node of that depth has with all below it at most. */
    private long all(int depth) {
        return depth == 0 ? most(0) : (most(depth) + 1) * all(depth - 1) + most(depth);
    }

    private int pointer(int depth) {
        return file.offsetBytes() + width(most(depth - 1)) + (depth > 1 ? width(all(depth - 1)) : 0);
    }

    private static int width(long largest) {
        return (64 - Long.numberOfLeadingZeros(largest) + 7) / 8;
    }
}
