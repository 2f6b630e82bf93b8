package org.trialmap.analysis;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.NdArray;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Inputs;
import org.trialmap.task.Stacking;
import org.trialmap.trial.TrialBlock;
import org.trialmap.trial.TrialChunks;

/**
 * Trials as tasks: a number of neighbouring trials each, or of some channels of them; chunks of channels run faster. How many depends on the trials
 * alone, so that a run may be resumed on another machine.
 */
final class TrialBlocks implements Inputs<TrialBlocks.Block> {
    private final TrialChunks trials;
    private final ResultForm form;
    private final int perBlock;
    private final ChunkGrid grid;
    private final Map<String, NdArray> attributes;

    /**
     * One task.
     *
     * @param trials what to work on
     * @param rows of the result of each trial; a single number if all have as many
     */
    record Block(TrialBlock trials, long[] rows) implements Serializable {
        long rows(int k) {
            return rows.length == 1 ? rows[0] : rows[k];
        }

        long allRows() {
            return rows.length == 1 ? rows[0] * trials.size() : Arrays.stream(rows).sum();
        }

        @Override
        public String toString() {
            return trials.toString();
        }
    }

    /** @param attributes of the data that the results become */
    TrialBlocks(TrialChunks trials, ResultForm form, int perBlock, Map<String, NdArray> attributes) {
        this.trials = trials;
        this.form = form;
        this.perBlock = Math.min(perBlock, count());
        this.grid = trials.channelGrid();
        this.attributes = attributes;
    }

    /** Trials of each task, but for the last one of the trials. */
    int perBlock() {
        return perBlock;
    }

    private int count() {
        return trials.count();
    }

    private int blocks() {
        return -Math.floorDiv(-count(), perBlock);
    }

    @Override
    public int size() {
        return Math.multiplyExact(blocks(), grid.count());
    }

    @Override
    public Block get(int index) {
        int from = index / grid.count() * perBlock;
        int to = Math.min(count(), from + perBlock);
        long[] rows = Arrays.copyOfRange(form.rows(), from, to);
        boolean alike = Arrays.stream(rows).allMatch(n -> n == rows[0]);
        return new Block(trials.block(from, to, index % grid.count()), alike ? Arrays.copyOf(rows, 1) : rows);
    }

    @Override
    public long bytesRead(int index) {
        int from = index / grid.count() * perBlock;
        return IntStream.range(from, Math.min(count(), from + perBlock)).mapToLong(k -> trials.bytesRead(k, index % grid.count())).sum();
    }

    @Override
    public Map<String, String> planWords() {
        return trials.planWords(perBlock);
    }

    /** The block of a task. */
    int block(int index) {
        return index / grid.count();
    }

    @Override
    public Stacking stacking() {
        long[] starts = form.starts();
        long[] rows = new long[blocks() + 1];
        for (int b = 0; b <= blocks(); b++) {
            rows[b] = starts[Math.min(count(), b * perBlock)];
        }
        return Stacking.rowsByChannels(rows, form.grid(trials));
    }

    @Override
    public Map<String, NdArray> attributes() {
        return attributes;
    }

    @Override
    public void fingerprint(Fingerprint fingerprint) {
        trials.fingerprint(fingerprint);
        fingerprint.add(perBlock);
    }

    @Override
    public String toString() {
        return trials + ", " + perBlock + " trials per task";
    }
}
