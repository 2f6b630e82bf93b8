package org.trialmap.hdf5;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;
import org.trialmap.support.Reason;

/**
 * The chunks of a dataset that a region touches. HDF5 leaves filters out for single chunks (those that lzf or gzip would not make smaller, and
 * chunks that a program wrote directly) and says so in each chunk's filter mask, and on request for all chunks that reach beyond the dataset's edge.
 */
final class ChunkedReader {
    private final StoredDataset dataset;
    private final Storage.Chunked storage;
    private final long[] shape;
    private final Region region;
    private final long[] regionOffset;
    private final long[] regionExtent;
    private final String where;
    private final int[] chunk;
    private final int width;

    ChunkedReader(StoredDataset dataset, Storage.Chunked storage, Region region, String where) {
        this.dataset = dataset;
        this.storage = storage;
        this.shape = dataset.shape();
        this.region = region;
        this.regionOffset = region.offset();
        this.regionExtent = region.extent();
        this.where = where;
        this.chunk = storage.index().chunk();
        this.width = dataset.type().bytes();
    }

    /** The region's elements as stored, row-major; the fill value where no chunk was written. */
    ByteBuffer read() throws IOException {
        byte[] all = new byte[Math.toIntExact(region.size() * width)];
        for (int at = 0; dataset.fill() != null && at < all.length; at += width) {
            dataset.fill().get(0, all, at, width);
        }
        List<long[]> touched = touched();
        storage.index().at(touched.get(0)); // an index that is damaged fails here, by itself
        boolean whole = Arrays.equals(region.extent(), shape);
        try {
            (whole ? touched.parallelStream() : touched.stream()).forEach(offset -> copy(offset, all));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return ByteBuffer.wrap(all);
    }

    private List<long[]> touched() {
        long[] first = new long[chunk.length];
        long[] count = new long[chunk.length];
        for (int axis = 0; axis < chunk.length; axis++) {
            first[axis] = regionOffset[axis] / chunk[axis];
            count[axis] = new ChunkGrid(regionOffset[axis] + regionExtent[axis], chunk[axis]).count() - first[axis];
        }
        long[] strides = Shape.strides(count);
        List<long[]> offsets = new ArrayList<>();
        for (long i = 0; i < Shape.size(count); i++) {
            long[] offset = new long[chunk.length];
            for (int axis = 0; axis < chunk.length; axis++) {
                offset[axis] = (first[axis] + i / strides[axis] % count[axis]) * chunk[axis];
            }
            offsets.add(offset);
        }
        return offsets;
    }

    private boolean isEdge(long[] offset) {
        for (int axis = 0; axis < chunk.length; axis++) {
            if (offset[axis] + chunk[axis] > shape[axis]) {
                return true;
            }
        }
        return false;
    }

    private void copy(long[] offset, byte[] all) {
        try {
            ChunkIndex.Chunk one = storage.index().at(offset);
            if (one != null) {
                copy(decoded(one, offset), offset, all);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] decoded(ChunkIndex.Chunk one, long[] offset) throws IOException {
        byte[] stored = dataset.file().read(one.address(), one.size()).array();
        try {
            int mask = storage.rawEdges() && isEdge(offset) ? -1 : one.mask();
            return Filters.decode(stored, dataset.filters(), mask, storage.index().chunkBytes());
        } catch (IOException e) {
            throw new Hdf5Exception("Cannot read " + where + ": the chunk at " + Shape.format(offset) + " is damaged: " + Reason.of(e)
                    + ". Restore the file from a copy, or leave that part out.", e);
        }
    }

    private void copy(byte[] from, long[] offset, byte[] to) {
        int rank = chunk.length;
        long[] extent = new long[rank];
        long[] strides = Shape.strides(Shape.toLong(chunk));
        long[] into = Shape.strides(region.extent());
        long source = 0;
        long target = 0;
        for (int axis = 0; axis < rank; axis++) {
            long start = Math.max(offset[axis], regionOffset[axis]);
            source += (start - offset[axis]) * strides[axis];
            target += (start - regionOffset[axis]) * into[axis];
            extent[axis] = Math.min(offset[axis] + chunk[axis], regionOffset[axis] + regionExtent[axis]) - start;
        }
        long[] row = new long[rank];
        int bytes = Math.toIntExact(extent[rank - 1] * width);
        while (true) {
            System.arraycopy(from, (int) source * width, to, (int) target * width, bytes);
            int axis = rank - 2;
            for (; axis >= 0; axis--) {
                source += strides[axis];
                target += into[axis];
                if (++row[axis] < extent[axis]) {
                    break;
                }
                source -= extent[axis] * strides[axis];
                target -= extent[axis] * into[axis];
                row[axis] = 0;
            }
            if (axis < 0) {
                return;
            }
        }
    }
}
