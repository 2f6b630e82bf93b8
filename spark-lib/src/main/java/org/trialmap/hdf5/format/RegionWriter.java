package org.trialmap.hdf5.format;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.support.Channels;

/**
 * Writes regions into a contiguous dataset whose place in its file is known, with positional writes only. Many processes may write disjoint
 * regions of one dataset at the same time: nothing but the region's own bytes is ever touched, nothing is read, nothing is locked.
 *
 * <p>Long runs go out at once; short ones (a few channels of many) are collected, and those that are adjacent in the file are written together
 * (coalesced). So call {@link #flush()} or {@link #close()} at the end; the channel stays open. Where regions overlap, the later one wins. Not for
 * use by several threads at once: give each its own (they may share the channel).
 */
public final class RegionWriter implements Closeable {
    private static final int LONG_RUN = 1 << 16;
    private static final int BUFFER = 1 << 18;

    private final FileChannel channel;
    private final long address;
    private final DType dtype;
    private final long[] shape;

    private ByteBuffer pending;
    private long[] positions = new long[64]; // file position of each pending run
    private int[] starts = new int[65]; // where its bytes begin in `pending`
    private int runs;

    /**
     * @param channel open for writing
     * @param address file offset of the dataset's first byte, see {@link Hdf5Writer.Dataset#address()}
     * @param dtype element type, any but strings
     * @param shape extents of the whole dataset
     */
    public RegionWriter(FileChannel channel, long address, DType dtype, long... shape) {
        if (dtype == DType.STRING) {
            throw new IllegalArgumentException("Regions of strings cannot be written in place: strings have no fixed size."
                    + " Write all of them at once as one dataset.");
        }
        this.channel = channel;
        this.address = address;
        this.dtype = dtype;
        this.shape = shape.clone();
    }

    /** Writes an array of the region's shape and the dataset's dtype. Nothing is cast. */
    public void write(Region region, NdArray values) throws IOException {
        if (values.dtype() != dtype || !Arrays.equals(Shape.toLong(values.shape()), region.extent())) {
            throw new IllegalArgumentException("An array of " + values + " cannot be written to " + region + " of a dataset of " + dtype + " "
                    + Shape.format(shape) + ": dtype and shape must be the region's. Convert it first.");
        }
        write(region, values, new CRC32C());
    }

    /** As {@link #write(Region, NdArray)}; updates a checksum with the bytes, in the array's order. */
    public void write(Region region, NdArray values, Checksum checksum) throws IOException {
        int width = dtype.width();
        region.forEachRun(shape, (from, at, count) -> {
            long position = address + from * dtype.bytes();
            if (count * dtype.bytes() >= LONG_RUN) {
                flush();
                pieces(position, new Entries(values.data(), (int) at * width, (int) count * width), checksum);
            } else {
                ByteBuffer bytes = room(position, (int) count * dtype.bytes());
                int begin = bytes.position();
                PrimitiveBytes.encode(values.data(), (int) at * width, (int) count * width, bytes);
                starts[runs] = bytes.position();
                checksum.update(bytes.slice(begin, bytes.position() - begin));
            }
        });
    }

    /** Writes the region's elements, row-major and little-endian as stored; takes all remaining bytes of the buffer. */
    public void write(Region region, ByteBuffer littleEndian) throws IOException {
        long bytes = region.size() * dtype.bytes();
        if (littleEndian.remaining() != bytes) {
            throw new IllegalArgumentException(region + " of " + dtype + " takes " + bytes + " bytes, not " + littleEndian.remaining() + ".");
        }
        ByteBuffer source = littleEndian.duplicate();
        int start = source.position();
        region.forEachRun(shape, (from, at, count) -> {
            source.limit(start + (int) ((at + count) * dtype.bytes())).position(start + (int) (at * dtype.bytes()));
            run(address + from * dtype.bytes(), source);
        });
        littleEndian.position(littleEndian.limit());
    }

    /** A stretch of a flat array. */
    private record Entries(Object array, int from, int count) {}

    /** Writes a long run through the buffer, which is empty. */
    private void pieces(long position, Entries entries, Checksum checksum) throws IOException {
        ByteBuffer piece = buffer();
        int most = piece.capacity() / PrimitiveBytes.entryBytes(entries.array);
        for (int done = 0; done < entries.count; done += most) {
            PrimitiveBytes.encode(entries.array, entries.from + done, Math.min(most, entries.count - done), piece.clear());
            checksum.update(piece.flip().duplicate());
            long at = position + (long) done * PrimitiveBytes.entryBytes(entries.array);
            Channels.writeFully(channel, piece, at);
        }
        piece.clear();
    }

    private ByteBuffer buffer() {
        if (pending == null) {
            pending = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        }
        return pending;
    }

    private void run(long position, ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        if (length >= LONG_RUN) {
            flush();
            Channels.writeFully(channel, bytes, position);
        } else {
            room(position, length).put(bytes);
            starts[runs] = pending.position();
        }
    }

    /** The buffer, with room for the next run of so many bytes. */
    private ByteBuffer room(long position, int length) throws IOException {
        if (buffer().remaining() < length) {
            flush();
        }
        boolean follows = runs > 0 && positions[runs - 1] + pending.position() - starts[runs - 1] == position;
        if (!follows) {
            if (runs == positions.length) {
                positions = Arrays.copyOf(positions, runs * 2);
                starts = Arrays.copyOf(starts, runs * 2 + 1);
            }
            positions[runs] = position;
            starts[runs++] = pending.position();
        }
        return pending;
    }

    /** Hands what is still collected to the operating system. */
    public void flush() throws IOException {
        if (runs == 0) {
            return;
        }
        Integer[] order = sortedUnlessOverlapping();
        ByteBuffer joined = null;
        for (int i = 0; i < runs;) {
            int j = i + 1;
            while (j < runs && positions[order[j]] == end(order[j - 1])) {
                j++;
            }
            ByteBuffer bytes;
            if (j == i + 1) {
                bytes = slice(order[i]);
            } else {
                joined = joined == null ? ByteBuffer.allocateDirect(pending.position()) : joined.clear();
                for (int k = i; k < j; k++) {
                    joined.put(slice(order[k]));
                }
                bytes = joined.flip();
            }
            Channels.writeFully(channel, bytes, positions[order[i]]);
            i = j;
        }
        pending.clear();
        runs = 0;
    }

    /** Same as {@link #flush()}; the channel stays open. */
    @Override
    public void close() throws IOException {
        flush();
    }

    private Integer[] sortedUnlessOverlapping() {
        Integer[] asGiven = new Integer[runs];
        Arrays.setAll(asGiven, i -> i);
        Integer[] sorted = asGiven.clone();
        Arrays.sort(sorted, (a, b) -> Long.compare(positions[a], positions[b]));
        for (int i = 1; i < runs; i++) {
            if (positions[sorted[i]] < end(sorted[i - 1])) {
                return asGiven;
            }
        }
        return sorted;
    }

    private long end(int run) {
        return positions[run] + starts[run + 1] - starts[run];
    }

    private ByteBuffer slice(int run) {
        return pending.slice(starts[run], starts[run + 1] - starts[run]);
    }
}
