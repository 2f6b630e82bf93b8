package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.format.HeaderMessages;

/**
 * Where the chunks of a dataset are, in each of the six forms that HDF5 has for that (HDF5 File Format Specification, III.A and VII). Read at the
 * first question, checksums verified. Only chunks inside the dataset's present shape are kept.
 */
final class ChunkIndex {
    /** In the order of the numbers by which layouts name them; the first is that of older files. */
    enum Kind {
        TREE,
        SINGLE,
        IMPLICIT,
        FIXED_ARRAY,
        EXTENSIBLE_ARRAY,
        TREE_2;

        static Kind of(int number) throws IOException {
            if (number < 1 || number >= values().length) {
                throw new IOException("the index of its chunks is of the unknown kind " + number);
            }
            return values()[number];
        }
    }

    /**
     * A chunk that was written.
     *
     * @param mask bit i is set if the i-th filter was left out
     */
    record Chunk(long address, long size, int mask) {}

    /** @param filtered size and mask of the only chunk, else null */
    record Place(Kind kind, long address, Chunk filtered) {}

    private final OpenFile file;
    private final StoredSpace space;
    private final int[] chunk;
    private final Place place;
    private final long chunkBytes;
    private final long[] counts;
    private final long[] strides;
    private Map<Long, Chunk> chunks;

    ChunkIndex(Storage.Described dataset, int[] chunk, Place place) {
        this.file = dataset.file();
        this.space = dataset.space();
        this.chunk = chunk;
        this.place = place;
        this.chunkBytes = Shape.size(Shape.toLong(chunk)) * dataset.type().bytes();
        this.counts = counts(space.shape());
        this.strides = Shape.strides(counts);
        if (chunk.length != space.shape().length || Shape.size(chunk) == 0) {
            throw new IllegalStateException("its chunks of " + Shape.format(chunk) + " do not fit its shape " + Shape.format(space.shape()));
        }
    }

    int[] chunk() {
        return chunk.clone();
    }

    long chunkBytes() {
        return chunkBytes;
    }

    /** The chunk that begins at that element, or null if it was never written. */
    synchronized Chunk at(long[] offset) throws IOException {
        if (chunks == null) {
            Map<Long, Chunk> all = new HashMap<>();
            if (place.address != HeaderMessages.UNDEFINED && Shape.size(space.shape()) > 0) {
                read(all);
            }
            chunks = all;
        }
        long number = 0;
        for (int axis = 0; axis < chunk.length; axis++) {
            number += offset[axis] / chunk[axis] * strides[axis];
        }
        return chunks.get(number);
    }

    private long[] counts(long[] shape) {
        long[] all = new long[shape.length];
        for (int axis = 0; axis < all.length; axis++) {
            all[axis] = shape[axis] < 0 ? 1 : new ChunkGrid(shape[axis], chunk[axis]).count();
        }
        return all;
    }

    private void read(Map<Long, Chunk> to) throws IOException {
        switch (place.kind) {
            case TREE -> tree(to, place.address, 64);
            case TREE_2 -> tree2(to);
            case SINGLE -> to.put(0L, place.filtered == null ? new Chunk(place.address, chunkBytes, 0)
                    : new Chunk(place.address, place.filtered.size, place.filtered.mask));
            case IMPLICIT -> {
                long[] grid = counts(space.most());
                for (long number = 0; number < Shape.size(grid); number++) {
                    put(to, coordinates(number, grid), new Chunk(place.address + number * chunkBytes, chunkBytes, 0));
                }
            }
            case FIXED_ARRAY -> {
                long[] grid = counts(space.most());
                new ChunkArrays(file, chunkBytes, (number, one) -> put(to, coordinates(number, grid), one)).fixed(place.address);
            }
            case EXTENSIBLE_ARRAY -> {
                int first = List.of(Arrays.stream(space.most()).boxed().toArray(Long[]::new)).indexOf(-1L);
                long[] grid = toFront(counts(space.most()), Math.max(first, 0));
                new ChunkArrays(file, chunkBytes, (number, one) -> put(to, back(coordinates(number, grid), Math.max(first, 0)), one))
                        .extensible(place.address);
            }
        }
    }

    /** The first coordinate may be any. */
    private static long[] coordinates(long number, long[] grid) {
        long[] strides = Shape.strides(grid);
        long[] at = new long[grid.length];
        for (int axis = 0; axis < grid.length; axis++) {
            at[axis] = axis == 0 ? number / strides[0] : number / strides[axis] % Math.max(1, grid[axis]);
        }
        return at;
    }

    /** The axis of any length counts slowest. */
    private static long[] toFront(long[] values, int axis) {
        long[] moved = values.clone();
        System.arraycopy(values, 0, moved, 1, axis);
        moved[0] = values[axis];
        return moved;
    }

    private static long[] back(long[] values, int axis) {
        long[] moved = values.clone();
        System.arraycopy(values, 1, moved, 0, axis);
        moved[axis] = values[0];
        return moved;
    }

    private void put(Map<Long, Chunk> to, long[] coordinates, Chunk one) {
        long number = 0;
        for (int axis = 0; axis < counts.length; axis++) {
            if (coordinates[axis] < 0 || coordinates[axis] >= counts[axis]) {
                return; // the dataset was longer once
            }
            number += coordinates[axis] * strides[axis];
        }
        to.put(number, one);
    }

    private void tree(Map<Long, Chunk> to, long address, int deepest) throws IOException {
        int head = 8 + 2 * file.offsetBytes();
        ByteBuffer start = file.read(address, head);
        FieldReader.requireSigned(start, "TREE", address);
        int level = start.get(5) & 0xff;
        if (start.get(4) != 1 || deepest == 0) {
            throw new IOException("the index of its chunks at byte " + address + " is malformed");
        }
        int entries = start.getShort(6) & 0xffff;
        ByteBuffer keys = file.read(address + head, (long) entries * (16 + 8 * chunk.length + file.offsetBytes()));
        for (int i = 0; i < entries; i++) {
            long size = keys.getInt() & 0xffffffffL;
            int mask = keys.getInt();
            long[] coordinates = new long[chunk.length];
            for (int axis = 0; axis < chunk.length; axis++) {
                coordinates[axis] = keys.getLong() / chunk[axis];
            }
            FieldReader.skip(keys, 8);
            long child = file.offset(keys);
            if (level > 0) {
                tree(to, child, deepest - 1);
            } else {
                put(to, coordinates, new Chunk(child, size, mask));
            }
        }
    }

    private void tree2(Map<Long, Chunk> to) throws IOException {
        BTree2 records = BTree2.at(file, place.address);
        for (ByteBuffer record : records.all()) {
            int sizeBytes = record.remaining() - file.offsetBytes() - 4 - 8 * chunk.length;
            long address = file.offset(record);
            boolean filtered = records.type() == 11;
            long size = filtered ? FieldReader.uint(record, sizeBytes) : chunkBytes;
            int mask = filtered ? record.getInt() : 0;
            long[] coordinates = new long[chunk.length];
            for (int axis = 0; axis < chunk.length; axis++) {
                coordinates[axis] = record.getLong();
            }
            put(to, coordinates, new Chunk(address, size, mask));
        }
    }
}
