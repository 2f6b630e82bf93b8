package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.trialmap.array.Region;
import org.trialmap.support.Channels;

/**
 * Reads regions of a contiguous dataset with positional reads straight into a flat array. Long runs are read as they are; short ones that lie
 * close together (less than a disk page apart) are fetched in one read, since the page would come from the disk anyhow.
 */
final class ContiguousReader {
    private static final int BUFFER = 1 << 18;
    private static final ThreadLocal<ByteBuffer> BUFFERS = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BUFFER));
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

    private ContiguousReader(FileChannel channel, long address, StoredType type, Part part, Object flat) {
        this.channel = channel;
        this.address = address;
        this.type = type;
        int size = Math.toIntExact(part.region.size());
        this.flat = flat;
        this.buffer = BUFFERS.get();
        int most = (int) Math.min(Math.min(MAX_RUNS, size), Math.max(1, part.runs()));
        this.from = new long[most];
        this.at = new int[most];
        this.count = new int[most];
    }

    /** What to read of an array of which shape; not empty. */
    record Part(Region region, long[] shape) {
        /** How many stretches of neighbouring elements the region has, at least. */
        long runs() {
            int last = shape.length - 1;
            return last < 0 || region.extent()[last] == shape[last] ? 1 : region.size() / region.extent()[last];
        }
    }

    /** Puts the region's elements into a flat row-major array, which is returned. */
    static Object read(FileChannel channel, long address, StoredType type, Part part, Object flat) throws IOException {
        ContiguousReader reader = new ContiguousReader(channel, address, type, part, flat);
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
