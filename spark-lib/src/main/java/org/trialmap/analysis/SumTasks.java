package org.trialmap.analysis;

import java.io.Serializable;
import java.util.Map;
import java.util.stream.IntStream;
import org.trialmap.array.NdArray;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Inputs;
import org.trialmap.trial.TrialBlock;
import org.trialmap.trial.TrialChunks;

/**
 * Sums over trials as tasks: a range of consecutive trials and a range of slices each; ranges of trials run faster. Which ranges depends on the number of trials
 * and what is summed only.
 *
 * @param perRange trials of each range but the last
 * @param perPart slices of each part but the last
 */
record SumTasks(TrialChunks trials, int slices, int perRange, int perPart) implements Inputs<SumTasks.Piece> {
    private static final int MOST_RANGES = 32;
    /** Blocks of each range, where there are as many: what tasks have summed is written and read, and takes as long as summing few trials. */
    private static final int FEWEST_BLOCKS = 2;
    /** Of the sums of one task. */
    private static final long MOST_BYTES = 1 << 27;

    /** One task. */
    record Piece(TrialBlock trials, int from, int to) implements Serializable {
        @Override
        public String toString() {
            return trials.toString();
        }
    }

    static SumTasks of(TrialChunks trials, SumFunction function) {
        int blocks = ceil(trials.count(), SumFunction.BLOCK);
        int ranges = Math.min(MOST_RANGES, ceil(blocks, FEWEST_BLOCKS));
        int perRange = ceil(blocks, ranges) * SumFunction.BLOCK;
        long bytes = 8L * function.perSlice() * function.slices();
        int parts = (int) Math.min(function.slices(), -Math.floorDiv(-bytes, MOST_BYTES));
        return new SumTasks(trials, function.slices(), perRange, ceil(function.slices(), parts));
    }

    /** About so many parts and ranges. */
    static SumTasks of(TrialChunks trials, SumFunction function, int parts, int ranges) {
        return new SumTasks(trials, function.slices(), ceil(trials.count(), ranges), ceil(function.slices(), parts));
    }

    private static int ceil(int count, int per) {
        return -Math.floorDiv(-count, per);
    }

    int parts() {
        return ceil(slices, perPart);
    }

    int ranges() {
        return ceil(trials.count(), perRange);
    }

    int task(int part, int range) {
        return part * ranges() + range;
    }

    int from(int part) {
        return part * perPart;
    }

    int to(int part) {
        return Math.min(slices, from(part) + perPart);
    }

    @Override
    public int size() {
        return Math.multiplyExact(parts(), ranges());
    }

    @Override
    public Piece get(int index) {
        int part = index / ranges();
        int first = index % ranges() * perRange;
        return new Piece(trials.block(first, Math.min(trials.count(), first + perRange), 0), from(part), to(part));
    }

    @Override
    public long bytesRead(int index) {
        int first = index % ranges() * perRange;
        return IntStream.range(first, Math.min(trials.count(), first + perRange)).mapToLong(k -> trials.bytesRead(k, 0)).sum();
    }

    @Override
    public Map<String, String> planWords() {
        return trials.planWords(Math.min(perRange, trials.count()));
    }

    @Override
    public void fingerprint(Fingerprint fingerprint) {
        trials.fingerprint(fingerprint);
        fingerprint.add("sums").add(slices).add(perRange).add(perPart);
    }

    @Override
    public Map<String, NdArray> attributes() {
        return Map.of();
    }
}
