package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.trialmap.array.NdArray;
import org.trialmap.files.InputPath;
import org.trialmap.support.Channels;

/**
 * Reads samples by their positions, in few large ranges. For one thread, with a channel of its own: the JDK closes a channel for all threads when one
 * of them is interrupted.
 */
final class BlockReader implements SampleStore.Reader {
    /** Gaps up to this are read over: a further read costs more. */
    private static final int GAP = 1 << 16;
    private static final int LARGEST = 1 << 22;
    /** Samples that are decoded of one channel after the other, so that what they are written to stays in the cache. */
    private static final int TILE = 64;

    private final BlockLayout layout;
    private final FileChannel file;
    private ByteBuffer buffer = ByteBuffer.allocate(0);

    /** Samples of a channel that lie in one record. */
    private record Part(int column, long position, int first, int count, int step) {
        long end(int bytes) {
            return position + (long) (count - 1) * step + bytes;
        }
    }

    /**
     * Opens the file.
     *
     * @throws IllegalStateException if its size is another one than that of the layout
     */
    BlockReader(BlockLayout layout) throws IOException {
        this.layout = layout;
        this.file = FileChannel.open(InputPath.of(layout.file()));
        long now = file.size();
        if (now != layout.fileBytes()) {
            file.close();
        }
        SampleStore.requireSize(layout.file(), now, layout.fileBytes());
    }

    @Override
    public NdArray read(long first, int count, int[] channels, NdArray room) throws IOException {
        boolean fits = room != null && room.dtype() == layout.type().dtype() && room.size() == count * channels.length;
        NdArray values = fits ? room.reshape(count, channels.length) : NdArray.zeros(layout.type().dtype(), count, channels.length);
        for (int from = 0; from < count;) {
            int piece = piece(first + from, count - from, channels.length);
            for (List<Part> range : ranges(first + from, piece, channels, from)) {
                decode(range, values.data(), channels.length);
            }
            from += piece;
        }
        return values;
    }

    /** So many samples that a range is not too large; whole records, where they have less. */
    private int piece(long first, int count, int channels) {
        boolean interleaved = layout.step() > layout.type().bytes();
        long perSample = interleaved ? layout.step() : (long) channels * layout.type().bytes();
        long most = Math.max(1, LARGEST / perSample);
        long inRecord = first % layout.perRecord();
        long whole = most / layout.perRecord() * layout.perRecord() - inRecord;
        return (int) Math.min(count, whole > 0 ? whole : Math.min(most, layout.perRecord() - inRecord));
    }

    /** What lies side by side is read at once. */
    private List<List<Part>> ranges(long first, int count, int[] channels, int to) {
        List<Part> parts = new ArrayList<>();
        for (long s = first; s < first + count;) {
            int inRecord = (int) Math.min(first + count - s, layout.perRecord() - s % layout.perRecord());
            for (int c = 0; c < channels.length; c++) {
                parts.add(new Part(c, layout.position(s, channels[c]), (int) (s - first) + to, inRecord, layout.step()));
            }
            s += inRecord;
        }
        parts.sort(Comparator.comparingLong(Part::position));
        List<List<Part>> ranges = new ArrayList<>();
        long begin = 0;
        long end = Long.MIN_VALUE;
        for (Part part : parts) {
            long stop = Math.max(end, part.end(layout.type().bytes()));
            if (end == Long.MIN_VALUE || part.position > end + GAP || stop - begin > 2 * LARGEST) {
                ranges.add(new ArrayList<>());
                begin = part.position;
                stop = part.end(layout.type().bytes());
            }
            ranges.get(ranges.size() - 1).add(part);
            end = stop;
        }
        return ranges;
    }

    private void decode(List<Part> range, Object values, int channels) throws IOException {
        int width = layout.type().bytes();
        long begin = range.get(0).position;
        int bytes = Math.toIntExact(range.stream().mapToLong(part -> part.end(width)).max().orElseThrow() - begin);
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocate(bytes).order(layout.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        }
        Channels.readFully(file, buffer.clear().limit(bytes), begin);
        int most = range.stream().mapToInt(Part::count).max().orElseThrow();
        for (int tile = 0; tile < most; tile += TILE) {
            for (Part part : range) {
                int count = Math.min(TILE, part.count - tile);
                int at = (int) (part.position - begin) + tile * part.step;
                layout.type().decode(buffer, at, part.step, count, values, (part.first + tile) * channels + part.column, channels);
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
