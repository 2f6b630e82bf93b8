package org.trialmap.trial;

import java.io.IOException;
import java.util.List;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;

/** Reads the trials of a block in their order; of short ones that lie side by side many at once. */
final class ChunkReader implements AutoCloseable {
    /** Trials of so many bytes are read one by one: then a copy would cost more than a read. */
    private static final long SHORT = 1 << 15;
    private static final long AHEAD = 1 << 20;

    private final SampleSource source;
    private final OpenFiles<Hdf5File>.Lease lease;
    private final Hdf5File.Dataset dataset;
    private final int[] channels;
    private final List<ChannelRuns.Run> runs;
    private final boolean neighbours;
    private NdArray spare;
    private NdArray stored;
    private NdArray ahead;
    private long from;
    private long to;

    ChunkReader(SampleSource source, OpenFiles<Hdf5File>.Lease lease, Hdf5File.Dataset dataset, int[] channels) {
        this.source = source;
        this.lease = lease;
        this.dataset = dataset;
        this.channels = channels;
        this.runs = ChannelRuns.of(channels);
        this.neighbours = runs.get(0).size() == channels.length && SampleSource.ascending(channels);
    }

    /** In the memory of {@code room}, if it fits; may be null. */
    NdArray read(long first, int count, NdArray room) throws IOException {
        if (!source.scaling().scales()) {
            return stored(first, count, room);
        }
        stored = stored(first, count, stored);
        return source.scaling().apply(stored, channels, room);
    }

    private NdArray stored(long first, int count, NdArray room) throws IOException {
        if (neighbours) {
            return dataset.read(source.region(first, count, runs.get(0)), room).reshape(count, channels.length);
        }
        NdArray values = NdArray.zeros(source.stored(), count, channels.length);
        for (ChannelRuns.Run run : runs) {
            ChannelRuns.pick(dataset.read(source.region(first, count, run)), run, channels, values);
        }
        return values;
    }

    /** Valid until the next call. */
    NdArray read(TrialChunk.Cut[] cuts, int k) throws IOException {
        long row = (long) channels.length * source.dtype().bytes();
        long first = cuts[k].first();
        int samples = cuts[k].samples();
        if (samples * row > SHORT || source.shape().length == 3) {
            spare = read(first, samples, spare);
            return spare;
        }
        if (first < from || first + samples > to || ahead == null) {
            fetch(cuts, k, row);
        }
        int begin = (int) (first - from) * channels.length;
        if (spare == null || spare.shape()[0] != samples) {
            spare = NdArray.zeros(ahead.dtype(), samples, channels.length);
        }
        System.arraycopy(ahead.data(), begin, spare.data(), 0, samples * channels.length);
        return spare;
    }

    /** This trial, and those after it that begin where another ends, or before. */
    private void fetch(TrialChunk.Cut[] cuts, int k, long row) throws IOException {
        from = cuts[k].first();
        to = from + cuts[k].samples();
        for (int next = k + 1; next < cuts.length && cuts[next].first() >= from && cuts[next].first() <= to
                && (cuts[next].first() + cuts[next].samples() - from) * row <= AHEAD; next++) {
            to = Math.max(to, cuts[next].first() + cuts[next].samples());
        }
        ahead = read(from, (int) (to - from), ahead);
    }

    @Override
    public void close() {
        lease.close();
    }
}
