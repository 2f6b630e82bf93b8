package org.trialmap.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;

/**
 * Reads regions of a contiguous dataset with positional reads straight into a flat array. Long runs are read as they are; short ones that lie
 * close together (less than a disk page apart) are fetched in one read, since the page would come from the disk anyhow.
 */
final class ContiguousReader {
    private static final int BUFFER = 1 << 18;
    private static final int PAGE = 4096;
    private static final int MAX_RUNS = 4096;

    private final FileChannel channel;
    private final long address;
    private final StoredType type;
    private final Object flat;
    private final ByteBuffer buffer;
    private final long[] from;
    private final int[] at;
    private final int[] count;
    private int runs;

    private ContiguousReader(FileChannel channel, long address, StoredType type, Part part) {
        this.channel = channel;
        this.address = address;
        this.type = type;
        int size = Math.toIntExact(part.region.size());
        this.flat = type.newArray(size);
        this.buffer = ByteBuffer.allocate((int) Math.min(BUFFER, part.span() * type.bytes()));
        int most = Math.min(MAX_RUNS, size);
        this.from = new long[most];
        this.at = new int[most];
        this.count = new int[most];
    }

    /** What to read of an array of which shape; not empty. */
    record Part(Region region, long[] shape) {
        /** Elements from the region's first to its last, in the file. */
        long span() {
            long[] strides = Shape.strides(shape);
            long span = 1;
            for (int axis = 0; axis < shape.length; axis++) {
                span += (region.extent()[axis] - 1) * strides[axis];
            }
            return span;
        }
    }

    /** The region's elements as a flat row-major array. */
    static Object read(FileChannel channel, long address, StoredType type, Part part) throws IOException {
        ContiguousReader reader = new ContiguousReader(channel, address, type, part);
        part.region.forEachRun(part.shape, reader::run);
        reader.fetch();
        return reader.flat;
    }

    private void run(long position, long into, long length) throws IOException {
        int perBuffer = buffer.capacity() / type.bytes();
        if (length > perBuffer) {
            fetch();
            for (long done = 0; done < length; done += perBuffer) {
                int n = (int) Math.min(perBuffer, length - done);
                load(position + done, n);
                type.decode(buffer, flat, (int) (into + done), n);
            }
            return;
        }
        if (runs == from.length || runs > 0 && (gap(position) > PAGE || (position + length - from[0]) > perBuffer)) {
            fetch();
        }
        from[runs] = position;
        at[runs] = (int) into;
        count[runs++] = (int) length;
    }

    private long gap(long position) {
        return (position - from[runs - 1] - count[runs - 1]) * type.bytes();
    }

    private void fetch() throws IOException {
        if (runs == 0) {
            return;
        }
        load(from[0], (int) (from[runs - 1] + count[runs - 1] - from[0]));
        for (int i = 0; i < runs; i++) {
            buffer.position((int) (from[i] - from[0]) * type.bytes());
            type.decode(buffer, flat, at[i], count[i]);
        }
        runs = 0;
    }

    private void load(long element, int elements) throws IOException {
        buffer.clear().limit(elements * type.bytes());
        Channels.readFully(channel, buffer, address + element * type.bytes());
        buffer.flip();
    }
}
