package org.trialmap.analysis;

import java.io.Serializable;
import org.trialmap.array.ChunkGrid;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Inputs;
import org.trialmap.task.Stacking;

/** The numbers of the trials that are generated, some to a task. */
record SynthBlocks(int trials, int perTask, int samples, int channels) implements Inputs<SynthBlocks.Block> {

    /** Trials {@code first} to {@code first + count - 1}. */
    record Block(int first, int count) implements Serializable {
        @Override
        public String toString() {
            return count == 1 ? "trial " + first : "trials " + first + ".." + (first + count - 1);
        }
    }

    @Override
    public int size() {
        return -Math.floorDiv(-trials, perTask);
    }

    @Override
    public Block get(int index) {
        return new Block(index * perTask, Math.min(perTask, trials - index * perTask));
    }

    @Override
    public Stacking stacking() {
        long[] rows = new long[size() + 1];
        for (int b = 0; b <= size(); b++) {
            rows[b] = Math.min(trials, (long) b * perTask) * samples;
        }
        return Stacking.rowsByChannels(rows, new ChunkGrid(channels, channels));
    }

    @Override
    public void fingerprint(Fingerprint fingerprint) {
        fingerprint.add(trials).add(perTask).add(samples).add(channels);
    }
}
