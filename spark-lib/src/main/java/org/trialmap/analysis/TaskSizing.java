package org.trialmap.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.trialmap.trial.TrialChunks;

/**
 * How many trials go into one task: powers of two that depend on the trials alone.
 *
 * @param valuesPerTrial numbers in the result of one trial
 */
record TaskSizing(long bytesPerTrial, long bytesPerChunk, long valuesPerTrial, boolean light) {
    private static final long LEAF = 1 << 20;
    private static final long TASK = 1 << 22;
    /** Means hand back a result per task, so there are fewer tasks. */
    private static final long MEAN = 1 << 25;
    private static final long SUMS = 1 << 30;
    private static final long MOST_SUMS = 32;
    private static final int MOST = 1 << 14;
    /** What a partition reads or gives: what one costs the engine is little beside that, and what is lost with a process, too. */
    private static final long PARTITION = 1 << 26;
    private static final int FEWEST_PER_SLOT = 4;
    private static final int MOST_PER_SLOT = 50;
    /** Each costs the driver a quarter of a millisecond: on thousands of slots it would take longer to hand them out than they take. */
    private static final int MOST_PARTITIONS = 1 << 14;

    /** What counts is the larger of what a trial reads and what it gives. */
    static TaskSizing of(TrialChunks trials, ResultForm form, boolean light) {
        long samples = IntStream.range(0, trials.count()).mapToLong(trials::samplesRead).max().orElse(1);
        long read = samples * trials.perSample() * trials.recording().dtype().bytes();
        long values = Arrays.stream(form.rows()).max().orElse(1) * form.valuesPerRow();
        long given = values * form.dtype().bytes();
        long perChannel = Math.max(read, given);
        return new TaskSizing(perChannel * trials.channelGrid().length(), perChannel * trials.channelGrid().chunk(),
                values * form.dtype().width() * trials.channelGrid().length(), light);
    }

    /** Trials per task of which all are kept. */
    int perTask() {
        return light ? powerOfTwo(TASK, bytesPerChunk) : 1;
    }

    /**
     * Tasks of {@code trials} trials each per partition: light ones take alike long, so that nothing needs to be timed. 4 partitions per slot, if there are
     * as many tasks, up to 50, if they become too large; some 16,000 in all.
     */
    int perPartition(int trials, int tasks, int slots) {
        long enough = PARTITION / Math.max(1, trials * bytesPerChunk);
        long most = -Math.floorDiv(-tasks, (long) FEWEST_PER_SLOT * slots);
        long fewest = tasks / Math.min(MOST_PARTITIONS, (long) MOST_PER_SLOT * slots);
        return (int) Math.max(1, Math.max(fewest, Math.min(most, enough)));
    }

    /**
     * Trials per task of which the mean is taken: what tasks have summed is kept until the end, so it is that of 32 tasks (for each chunk of channels) at most, or
     * 1 GiB.
     */
    int perSum(int trials) {
        long sum = 8 * valuesPerTrial;
        int perSum = light ? powerOfTwo(MEAN, bytesPerChunk) : 1;
        while (perSum * MOST_SUMS < trials && -Math.floorDiv(-trials, perSum) * sum > SUMS) {
            perSum *= 2;
        }
        return perSum;
    }

    /** Trials whose results are summed one after the other; no more than are in a task, however the channels are cut. */
    int perLeaf() {
        return light ? Math.min(64, powerOfTwo(LEAF, bytesPerTrial)) : 1;
    }

    /** Of what a task sums, for its channels. */
    long sumBytes() {
        return 8 * valuesPerTrial * bytesPerChunk / Math.max(1, bytesPerTrial);
    }

    private static int powerOfTwo(long budget, long bytes) {
        long most = Math.max(1, Math.min(MOST, budget / Math.max(1, bytes)));
        return (int) Long.highestOneBit(most);
    }
}
