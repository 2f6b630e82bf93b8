package org.trialmap.hdf5;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trialmap.hdf5.format.HeaderMessages;

/**
 * A version 2 B-tree (HDF5 File Format Specification, III.A.2), checksums verified. What was read of its nodes to find one record is kept as long as there is memory. Not for use by several threads at
 * once.
 */
final class BTree2 {
    private static final int OVERHEAD = 10;
    private static final int NODE_HEAD = 6;
    private static final int DEEPEST = 64;

    private final OpenFile file;
    private final int type;
    private final int nodeBytes;
    private final int recordBytes;
    private final Node root; // null = there are no records
    private final long size;
    private final Map<Long, SoftReference<ByteBuffer>> kept = new HashMap<>();

    /** @param depth 0 = a leaf */
    private record Node(long address, int count, int depth) {}

    private BTree2(OpenFile file, long address) throws IOException {
        this.file = file;
        int length = 22 + file.offsetBytes() + file.lengthBytes();
        ByteBuffer header = file.read(address, length);
        FieldReader.requireChecksum(header, length - 4, "B-tree", address);
        FieldReader.requireSigned(header, "BTHD", address);
        header.get();
        this.type = header.get();
        this.nodeBytes = header.getInt();
        this.recordBytes = header.getShort() & 0xffff;
        int depth = header.getShort() & 0xffff;
        FieldReader.skip(header, 2);
        long first = file.offset(header);
        int count = header.getShort() & 0xffff;
        this.size = file.length(header);
        this.root = first == HeaderMessages.UNDEFINED || count == 0 ? null : new Node(first, count, depth);
        if (root != null && (depth > DEEPEST || recordBytes == 0)) {
            throw new IOException("the B-tree at byte " + address + " is malformed");
        }
    }

    /** Reads the header. */
    static BTree2 at(OpenFile file, long address) throws IOException {
        return new BTree2(file, address);
    }

    /** Of the records. */
    int type() {
        return type;
    }

    /** Number of records, as the header says. */
    long size() {
        return size;
    }

    List<ByteBuffer> all() throws IOException {
        List<ByteBuffer> records = new ArrayList<>();
        if (root != null) {
            addAll(root, records);
        }
        return records;
    }

    private void addAll(Node node, List<ByteBuffer> records) throws IOException {
        ByteBuffer block = read(node);
        for (int i = 0; i < node.count; i++) {
            records.add(record(block, i));
        }
        for (int i = 0; node.depth > 0 && i <= node.count; i++) {
            addAll(child(node, block, i), records);
        }
    }

    /** The records that begin with these four bytes, an unsigned number by which all of them are ordered; of the others only those on the way are read. */
    List<ByteBuffer> of(int key) throws IOException {
        List<ByteBuffer> records = new ArrayList<>();
        if (root != null) {
            find(root, key, records);
        }
        return records;
    }

    private void find(Node node, int key, List<ByteBuffer> records) throws IOException {
        SoftReference<ByteBuffer> known = kept.get(node.address);
        ByteBuffer block = known == null ? null : known.get();
        if (block == null) {
            block = read(node);
            kept.put(node.address, new SoftReference<>(block));
        }
        int at = firstNotBelow(node, block, key);
        for (boolean more = true; more; at++) {
            if (node.depth > 0) {
                find(child(node, block, at), key, records);
            }
            more = at < node.count && key(block, at) == key;
            if (more) {
                records.add(record(block, at));
            }
        }
    }

    private int firstNotBelow(Node node, ByteBuffer block, int key) {
        int from = 0;
        int to = node.count;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (Integer.compareUnsigned(key(block, middle), key) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private int key(ByteBuffer block, int i) {
        return block.getInt(NODE_HEAD + i * recordBytes);
    }

    private ByteBuffer record(ByteBuffer block, int i) {
        return block.slice(NODE_HEAD + i * recordBytes, recordBytes).order(block.order());
    }

    private ByteBuffer read(Node node) throws IOException {
        ByteBuffer block = file.read(node.address, nodeBytes);
        FieldReader.requireSigned(block, node.depth == 0 ? "BTLF" : "BTIN", node.address);
        int end = NODE_HEAD + node.count * recordBytes + (node.depth == 0 ? 0 : (node.count + 1) * pointer(node.depth));
        FieldReader.requireChecksum(block, end, "B-tree node", node.address);
        return block;
    }

    private Node child(Node node, ByteBuffer block, int i) {
        ByteBuffer pointer = block.duplicate().order(block.order()).position(NODE_HEAD + node.count * recordBytes + i * pointer(node.depth));
        return new Node(file.offset(pointer), (int) FieldReader.uint(pointer, width(most(node.depth - 1))), node.depth - 1);
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
