package org.trialmap.store;

import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.ChunkOffset;
import io.jhdf.dataset.chunked.ChunkedDatasetBase;
import io.jhdf.dataset.chunked.ChunkedDatasetV4;
import io.jhdf.filter.FilterManager;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;

/**
 * The chunks of a dataset that a region touches. HDF5 leaves filters out for single chunks (those that lzf or gzip would not make smaller, and
 * chunks that a program wrote directly) and says so in each chunk's filter mask, and on request for all chunks that reach beyond the dataset's edge.
 * jHDF 0.13.0 ignores both (its issue 873): such chunks are decoded here. Only the masks of touched chunks are looked at, in an index that jHDF has
 * read anyhow.
 */
final class Chunks {
    private static final Method LOOKUP = lookup();

    private static final int LAYOUT_VERSION = 4;

    private final ChunkedDatasetBase dataset;
    private final Map<ChunkOffset, Chunk> written;
    private final Region region;
    private final int[] chunk;
    private final List<long[]> touched; // offsets
    private final boolean filtered;
    private final boolean rawEdges;

    Chunks(OpenFile file, ChunkedDatasetBase dataset, Region region) throws IOException {
        this.dataset = dataset;
        this.written = written(dataset);
        this.region = region;
        this.chunk = dataset.getChunkDimensions();
        this.touched = touched();
        this.filtered = dataset.getHeader().hasMessageOfType(FilterPipelineMessage.class);
        this.rawEdges = filtered && dataset instanceof ChunkedDatasetV4 && touched.stream().anyMatch(this::isEdge) && rawEdges(file, dataset);
    }

    /** jHDF has the masks, but gives them to subclasses only. */
    private static Method lookup() {
        try {
            Method method = ChunkedDatasetBase.class.getDeclaredMethod("getChunkLookup");
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("This is not jHDF 0.13.0.", e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<ChunkOffset, Chunk> written(ChunkedDatasetBase dataset) {
        try {
            return (Map<ChunkOffset, Chunk>) LOOKUP.invoke(dataset);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<long[]> touched() {
        long[] first = new long[chunk.length];
        long[] count = new long[chunk.length];
        for (int axis = 0; axis < chunk.length; axis++) {
            first[axis] = region.offset()[axis] / chunk[axis];
            count[axis] = new ChunkGrid(region.offset()[axis] + region.extent()[axis], chunk[axis]).count() - first[axis];
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

    /** jHDF reads chunks that were never written as zeros, whatever the fill value: those are refused here. */
    void requireWritten(String where) throws Hdf5Exception {
        for (long[] offset : touched) {
            if (!written.containsKey(new ChunkOffset(offset))) {
                throw new Hdf5Exception("Cannot read " + where + ": the chunk at " + Arrays.toString(offset)
                        + " was never written, and its fill value is not zero, which jHDF 0.13.0 would not respect."
                        + " Write the dataset fully, or copy it with h5py.");
            }
        }
    }

    /** Offset of the first touched chunk without some of the dataset's filters; null if there is none, and jHDF reads the region rightly. */
    long[] unfiltered() {
        for (long[] offset : filtered ? touched : List.<long[]>of()) {
            Chunk one = written.get(new ChunkOffset(offset));
            if (one != null && (rawEdges && isEdge(offset) || !one.getFilterMask().isEmpty())) {
                return offset;
            }
        }
        return null;
    }

    private boolean isEdge(long[] offset) {
        long[] shape = dataset.getDimensionsAsLong();
        for (int axis = 0; axis < chunk.length; axis++) {
            if (offset[axis] + chunk[axis] > shape[axis]) {
                return true;
            }
        }
        return false;
    }

    /** The flag "do not filter partial edge chunks" of the layout message (Format Specification, IV.A.2.i), which jHDF does not keep. */
    private static boolean rawEdges(OpenFile file, ChunkedDatasetBase dataset) throws IOException {
        long address = dataset.getAddress() + file.hdf.getUserBlockSize();
        ByteBuffer header = ByteBuffer.allocate((int) Math.min(1 << 16, file.channel.size() - address)).order(ByteOrder.LITTLE_ENDIAN);
        Channels.readFully(file.channel, header, address);
        int flags = header.get(5);
        int sizeAt = 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
        int sizeBytes = 1 << (flags & 3);
        long size = sizeBytes == 1 ? header.get(sizeAt) & 0xff : sizeBytes == 2 ? header.getShort(sizeAt) & 0xffff : header.getInt(sizeAt);
        int prefix = (flags & 0x04) != 0 ? 6 : 4;
        int start = sizeAt + sizeBytes;
        for (int at = start; at + prefix + 3 <= start + size; at += prefix + (header.getShort(at + 1) & 0xffff)) {
            if (header.get(at) == Messages.LAYOUT && header.get(at + prefix) == LAYOUT_VERSION) {
                return (header.get(at + prefix + 2) & 1) != 0;
            }
        }
        throw new IOException("the layout of its chunks is not where it is expected in the object header at byte " + address);
    }

    /** The region's elements as stored, row-major; zeros where no chunk was written. */
    ByteBuffer read(int elementBytes) {
        byte[] all = new byte[Math.toIntExact(region.size() * elementBytes)];
        for (long[] offset : touched) {
            Chunk one = written.get(new ChunkOffset(offset));
            if (one != null) {
                copy(decoded(one), offset, all, elementBytes);
            }
        }
        return ByteBuffer.wrap(all);
    }

    private byte[] decoded(Chunk one) {
        int[] offset = Shape.toInt(one.getChunkOffset());
        boolean raw = rawEdges && isEdge(one.getChunkOffset());
        if (!raw && one.getFilterMask().isEmpty()) {
            return dataset.getDecompressedChunk(offset);
        }
        ByteBuffer stored = dataset.getRawChunkBuffer(offset);
        byte[] bytes = new byte[stored.remaining()];
        stored.get(bytes);
        List<FilterInfo> filters = dataset.getHeader().getMessageOfType(FilterPipelineMessage.class).getFilters();
        List<FilterInfo> applied = new ArrayList<>();
        for (int i = 0; i < filters.size(); i++) {
            if (!raw && !one.getFilterMask().get(i)) {
                applied.add(filters.get(i));
            }
        }
        return applied.isEmpty() ? bytes : FilterManager.getPipeline(applied).decode(bytes);
    }

    private void copy(byte[] from, long[] offset, byte[] to, int width) {
        long[] inChunk = new long[chunk.length];
        long[] inRegion = new long[chunk.length];
        long[] extent = new long[chunk.length];
        for (int axis = 0; axis < chunk.length; axis++) {
            long start = Math.max(offset[axis], region.offset()[axis]);
            inChunk[axis] = start - offset[axis];
            inRegion[axis] = start - region.offset()[axis];
            extent[axis] = Math.min(offset[axis] + chunk[axis], region.offset()[axis] + region.extent()[axis]) - start;
        }
        byte[] common = new byte[Math.toIntExact(Shape.size(extent) * width)];
        new Region(inChunk, extent).forEachRun(Shape.toLong(chunk), (position, at, count) ->
                System.arraycopy(from, (int) position * width, common, (int) at * width, (int) count * width));
        new Region(inRegion, extent).forEachRun(region.extent(), (position, at, count) ->
                System.arraycopy(common, (int) at * width, to, (int) position * width, (int) count * width));
    }
}
