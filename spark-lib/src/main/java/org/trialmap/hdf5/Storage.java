package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.trialmap.hdf5.format.HeaderMessages;

/** Where a dataset's elements are (HDF5 File Format Specification, IV.A.2.i "Data Layout"). */
sealed interface Storage {
    /** What of a dataset is known before its layout. */
    record Described(OpenFile file, StoredType type, StoredSpace space, ByteBuffer fill, String where) {}

    /** In the header itself. */
    record Compact(ByteBuffer bytes) implements Storage {}

    /** One after the other; the address is -1 where nothing was written. */
    record Contiguous(long address) implements Storage {}

    /**
     * In chunks of equal extents.
     *
     * @param rawEdges whether chunks that reach beyond the dataset's edge are stored without filters
     */
    record Chunked(ChunkIndex index, boolean rawEdges) implements Storage {}

    /** In other datasets. */
    record Virtual(VirtualDataset parts) implements Storage {
        @Override
        public StoredSpace space(StoredSpace said) {
            return parts.space();
        }
    }

    /** The shape that the dataset really has. */
    default StoredSpace space(StoredSpace said) {
        return said;
    }

    static Storage read(Described dataset, ByteBuffer layout) throws IOException {
        int version = layout.get();
        if (version == 1 || version == 2) {
            return older(dataset, layout);
        }
        if (version != 3 && version != 4) {
            throw new IOException("its layout has the unknown version " + version);
        }
        int kind = layout.get();
        return switch (kind) {
            case 0 -> new Compact(FieldReader.part(layout, layout.getShort() & 0xffff));
            case 1 -> new Contiguous(dataset.file.offset(layout));
            case 2 -> version == 3 ? chunked3(dataset, layout) : chunked4(dataset, layout);
            case 3 -> new Virtual(VirtualDataset.read(dataset, layout));
            default -> throw new IOException("its layout is of the unknown kind " + kind);
        };
    }

    private static Storage older(Described dataset, ByteBuffer layout) throws IOException {
        int axes = layout.get() & 0xff;
        int kind = layout.get();
        FieldReader.skip(layout, 5);
        long address = kind == 0 ? HeaderMessages.UNDEFINED : dataset.file.offset(layout);
        int[] extents = extents(layout, axes, 4);
        return switch (kind) {
            case 0 -> new Compact(FieldReader.part(layout, layout.getInt()));
            case 1 -> new Contiguous(address);
            case 2 -> tree(dataset, address, extents);
            default -> throw new IOException("its layout is of the unknown kind " + kind);
        };
    }

    private static int[] extents(ByteBuffer from, int axes, int bytes) {
        int[] extents = new int[axes];
        for (int axis = 0; axis < axes; axis++) {
            extents[axis] = Math.toIntExact(FieldReader.uint(from, bytes));
        }
        return extents;
    }

    private static Chunked chunked3(Described dataset, ByteBuffer layout) {
        int axes = layout.get() & 0xff;
        long address = dataset.file.offset(layout);
        return tree(dataset, address, extents(layout, axes, 4));
    }

    /** @param extents of a chunk, and an element's bytes */
    private static Chunked tree(Described dataset, long address, int[] extents) {
        return new Chunked(new ChunkIndex(dataset, Arrays.copyOf(extents, extents.length - 1), new ChunkIndex.Place(ChunkIndex.Kind.TREE, address, null)),
                false);
    }

    private static Chunked chunked4(Described dataset, ByteBuffer layout) throws IOException {
        int flags = layout.get();
        int axes = layout.get() & 0xff;
        int[] chunk = Arrays.copyOf(extents(layout, axes, layout.get()), axes - 1);
        ChunkIndex.Kind kind = ChunkIndex.Kind.of(layout.get());
        ChunkIndex.Chunk filtered = null;
        switch (kind) {
            case SINGLE -> filtered = (flags & 2) == 0 ? null : new ChunkIndex.Chunk(0, dataset.file.length(layout), layout.getInt());
            case FIXED_ARRAY -> FieldReader.skip(layout, 1);
            case EXTENSIBLE_ARRAY -> FieldReader.skip(layout, 5);
            case TREE_2 -> FieldReader.skip(layout, 6);
            default -> {
            }
        }
        ChunkIndex.Place place = new ChunkIndex.Place(kind, dataset.file.offset(layout), filtered);
        return new Chunked(new ChunkIndex(dataset, chunk, place), (flags & 1) != 0);
    }
}
