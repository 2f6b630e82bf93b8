package org.trialmap.analysis;

import java.util.stream.IntStream;
import org.trialmap.trial.TrialChunks;

/** How many trials go into one task: powers of two that depend on the trials alone. */
record Granularity(long bytesPerTrial, long bytesPerChunk, boolean light) {
    private static final long LEAF = 1 << 20;
    private static final long TASK = 1 << 22;
    /** Means hand back a result per task, so there are fewer tasks. */
    private static final long MEAN = 1 << 25;
    private static final int MOST = 1 << 14;

    static Granularity of(TrialChunks trials, boolean light) {
        long samples = IntStream.range(0, trials.trials().length).mapToLong(trials::samples).max().orElse(1);
        long row = trials.recording().dtype().bytes();
        return new Granularity(samples * row * trials.channelGrid().length(), samples * row * trials.channelGrid().chunk(), light);
    }

    /** Trials per task of which all are kept. */
    int perTask() {
        return light ? powerOfTwo(TASK, bytesPerChunk) : 1;
    }

    /** Trials per task of which the mean is taken. */
    int perSum() {
        return light ? powerOfTwo(MEAN, bytesPerChunk) : 1;
    }

    /** Trials whose results are summed one after the other; no more than are in a task, however the channels are cut. */
    int perLeaf() {
        return light ? Math.min(64, powerOfTwo(LEAF, bytesPerTrial)) : 1;
    }

    private static int powerOfTwo(long budget, long bytes) {
        long most = Math.max(1, Math.min(MOST, budget / Math.max(1, bytes)));
        return (int) Long.highestOneBit(most);
    }
}
