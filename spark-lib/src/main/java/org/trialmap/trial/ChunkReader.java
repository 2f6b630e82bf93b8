package org.trialmap.trial;

import java.io.IOException;
import org.trialmap.array.NdArray;

/** Reads the trials of a block in their order; of short ones that lie side by side many at once. */
final class ChunkReader implements AutoCloseable {
    /** Trials of so many bytes are read one by one: then a copy would cost more than a read. */
    private static final long SHORT = 1 << 15;
    private static final long AHEAD = 1 << 20;

    private final SampleSource source;
    private final SampleSource.OpenSamples samples;
    private final int[] channels;
    private NdArray spare;
    private NdArray stored;
    private NdArray ahead;
    private long from;
    private long to;

    ChunkReader(SampleSource source, SampleSource.OpenSamples samples, int[] channels) {
        this.source = source;
        this.samples = samples;
        this.channels = channels;
    }

    /** In the memory of {@code room}, if it fits; may be null. */
    NdArray read(long first, int count, NdArray room) throws IOException {
        if (!source.scaling().scales()) {
            return samples.read(first, count, channels, room);
        }
        stored = samples.read(first, count, channels, stored);
        return source.scaling().apply(stored, channels, room);
    }

    /** Valid until the next call. */
    NdArray read(TrialChunk.Cut[] cuts, int k) throws IOException {
        long row = (long) channels.length * source.dtype().bytes();
        long first = cuts[k].first();
        int samples = cuts[k].samples();
        if (samples * row > SHORT || source.shape().length > 2) {
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
        samples.close();
    }
}
