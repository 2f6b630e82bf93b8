package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.trialmap.hdf5.format.Lookup3;

/**
 * Objects of a fractal heap (HDF5 File Format Specification, III.G), in which the links of large groups and the attributes of objects with many of
 * them are kept. Checksums are verified.
 */
final class FractalHeap {
    private static final int KEPT = 64;

    private final OpenFile file;
    private final int idBytes;
    private final boolean checked;
    private final long huge;
    private final int width;
    private final long start;
    private final long largest;
    private final int offsetBytes;
    private final int lengthBytes;
    private final long root;
    private final int rows;
    private final Map<Long, ByteBuffer> blocks = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, ByteBuffer> eldest) {
            return sparse && size() > KEPT;
        }
    };
    private final boolean sparse;
    private Map<Long, long[]> hugeObjects;

    FractalHeap(OpenFile file, long address) throws IOException {
        this(file, address, false);
    }

    /** @param sparse whether few of its objects are read: then no more of it is than is needed for each, and little of that is kept */
    FractalHeap(OpenFile file, long address, boolean sparse) throws IOException {
        this.file = file;
        this.sparse = sparse;
        int size = 26 + 12 * file.lengthBytes() + 3 * file.offsetBytes();
        ByteBuffer header = file.read(address, size);
        FieldReader.requireSigned(header, "FRHP", address);
        header.get();
        this.idBytes = header.getShort() & 0xffff;
        if (header.getShort() != 0) {
            throw new IOException("the heap at byte " + address + " is compressed, which is not supported");
        }
        FieldReader.requireChecksum(header, size - 4, "heap", address);
        this.checked = (header.get() & 2) != 0;
        long managed = header.getInt() & 0xffffffffL;
        file.length(header);
        this.huge = file.offset(header);
        FieldReader.skip(header, 9 * file.lengthBytes() + file.offsetBytes());
        this.width = header.getShort() & 0xffff;
        this.start = file.length(header);
        this.largest = file.length(header);
        int bits = header.getShort() & 0xffff;
        this.offsetBytes = (bits + 7) / 8;
        this.lengthBytes = (64 - Long.numberOfLeadingZeros(Math.min(largest, managed)) + 7) / 8;
        FieldReader.skip(header, 2);
        this.root = file.offset(header);
        this.rows = header.getShort() & 0xffff;
        if (width == 0 || Long.bitCount(width) != 1 || Long.bitCount(start) != 1 || Long.bitCount(largest) != 1) {
            throw new IOException("the heap at byte " + address + " is malformed");
        }
    }

    ByteBuffer get(ByteBuffer id) throws IOException {
        int flags = id.get();
        switch (flags >> 4 & 3) {
            case 0 -> {
                long offset = FieldReader.uint(id, offsetBytes);
                long length = FieldReader.uint(id, lengthBytes);
                return rows == 0 ? object(root, start, 0, offset, length) : indirect(root, rows, 0, offset, length);
            }
            case 1 -> {
                boolean direct = idBytes - 1 >= file.offsetBytes() + file.lengthBytes();
                long[] place = direct ? new long[] {file.offset(id), file.length(id)} : hugeObjects().get(FieldReader.uint(id, Math.min(8, idBytes - 1)));
                if (place == null) {
                    throw new IOException("a large object is missing in its heap");
                }
                return file.read(place[0], place[1]);
            }
            default -> {
                return FieldReader.part(id, (flags & 15) + 1);
            }
        }
    }

    private Map<Long, long[]> hugeObjects() throws IOException {
        if (hugeObjects == null) {
            hugeObjects = new HashMap<>();
            for (ByteBuffer record : BTree2.at(file, huge).all()) {
                long[] place = {file.offset(record), file.length(record)};
                hugeObjects.put(file.length(record), place);
            }
        }
        return hugeObjects;
    }

    private ByteBuffer indirect(long address, int blockRows, long base, long offset, long length) throws IOException {
        int directRows = log2(largest) - log2(start) + 2;
        int direct = Math.min(blockRows, directRows);
        int size = 9 + file.offsetBytes() + offsetBytes + blockRows * width * file.offsetBytes();
        ByteBuffer block = blocks.get(address);
        if (block == null) {
            block = file.read(address, size);
            FieldReader.requireChecksum(block, size - 4, "heap block", address);
            FieldReader.requireSigned(block, "FHIB", address);
            blocks.put(address, block);
        }
        long inside = offset - base;
        int row = inside < width * start ? 0 : log2(inside / (width * start)) + 1;
        if (inside < 0 || row >= blockRows) {
            throw new IOException("an object lies outside its heap");
        }
        long rowSize = row == 0 ? start : start << row - 1;
        long rowStart = row == 0 ? 0 : width * start << row - 1;
        long column = (inside - rowStart) / rowSize;
        int entry = (int) (row * width + column);
        long child = FieldReader.uint(block.duplicate().position(5 + file.offsetBytes() + offsetBytes + entry * file.offsetBytes()), file.offsetBytes());
        long childBase = base + rowStart + column * rowSize;
        if (row < direct) {
            return object(child, rowSize, childBase, offset, length);
        }
        return indirect(child, log2(rowSize) - log2(start) - log2(width) + 1, childBase, offset, length);
    }

    private ByteBuffer object(long address, long size, long base, long offset, long length) throws IOException {
        if (sparse && !checked && offset >= base && length <= size - (offset - base)) {
            return file.read(address + offset - base, length);
        }
        ByteBuffer block = blocks.get(address);
        if (block == null) {
            block = direct(address, size);
            blocks.put(address, block);
        }
        return block.slice(Math.toIntExact(offset - base), Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer direct(long address, long size) throws IOException {
        ByteBuffer block = file.read(address, size);
        if (checked) {
            int at = 5 + file.offsetBytes() + offsetBytes;
            int said = block.getInt(at);
            byte[] bytes = block.array().clone();
            Arrays.fill(bytes, at, at + 4, (byte) 0);
            if (Lookup3.hash(bytes, 0, bytes.length) != said) {
                throw new IOException("the checksum of the heap block at byte " + address + " is wrong");
            }
        }
        FieldReader.requireSigned(block, "FHDB", address);
        return block;
    }

    private static int log2(long value) {
        return 63 - Long.numberOfLeadingZeros(value);
    }
}
