package org.trialmap.trial;

import java.io.IOException;
import org.trialmap.array.NdArray;

/** Reads the trials of a block in their order; of short ones that lie side by side many at once. */
final class ChunkReader {
    /** Trials of so many bytes are read one by one: then a copy would cost more than a read. */
    private static final long SHORT = 1 << 15;
    private static final long AHEAD = 1 << 20;

    private final SampleSource source;
    private final int[] channels;
    private NdArray spare;
    private NdArray ahead;
    private long from;
    private long to;

    ChunkReader(SampleSource source, int[] channels) {
        this.source = source;
        this.channels = channels;
    }

    /** Valid until the next call. */
    NdArray read(TrialChunk.Cut[] cuts, int k) throws IOException {
        long row = (long) channels.length * source.dtype().bytes();
        long first = cuts[k].first();
        int samples = cuts[k].samples();
        if (samples * row > SHORT || source.shape().length == 3) {
            spare = source.read(first, samples, channels, spare);
            return spare;
        }
        if (first < from || first + samples > to || ahead == null) {
            fetch(cuts, k, row);
        }
        int begin = (int) (first - from) * channels.length;
        Object part = java.lang.reflect.Array.newInstance(ahead.data().getClass().getComponentType(), samples * channels.length);
        System.arraycopy(ahead.data(), begin, part, 0, samples * channels.length);
        return NdArray.of(part, samples, channels.length);
    }

    /** This trial, and those after it that begin where another ends, or before. */
    private void fetch(TrialChunk.Cut[] cuts, int k, long row) throws IOException {
        from = cuts[k].first();
        to = from + cuts[k].samples();
        for (int next = k + 1; next < cuts.length && cuts[next].first() >= from && cuts[next].first() <= to
                && (cuts[next].first() + cuts[next].samples() - from) * row <= AHEAD; next++) {
            to = Math.max(to, cuts[next].first() + cuts[next].samples());
        }
        ahead = source.read(from, (int) (to - from), channels);
    }
}
