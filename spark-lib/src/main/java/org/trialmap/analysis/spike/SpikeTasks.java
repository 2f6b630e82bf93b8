package org.trialmap.analysis.spike;

import java.io.Serializable;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Inputs;
import org.trialmap.trial.discrete.SpikeData;

/** The trials of spikes as tasks: how many trials a task has depends on their number and what is made of each only. */
record SpikeTasks(SpikeData spikes, int perTask) implements Inputs<SpikeTasks.Block> {
    private static final int MOST_TASKS = 64;
    /** Values of one task: 64 MiB. */
    private static final long MOST_VALUES = 1 << 23;

    /** Trials {@code first} to {@code first + count - 1}. */
    record Block(int first, int count) implements Serializable {
        @Override
        public String toString() {
            return count == 1 ? "trial " + first : "trials " + first + ".." + (first + count - 1);
        }
    }

    /** @param rows of values for each train that are made of a trial */
    static SpikeTasks of(SpikeData spikes, int rows) {
        int trials = spikes.trials().count();
        long fitting = Math.max(1, MOST_VALUES / ((long) rows * spikes.trains().size()));
        return new SpikeTasks(spikes, (int) Math.min(fitting, ceil(trials, MOST_TASKS)));
    }

    private static int ceil(int count, int per) {
        return -Math.floorDiv(-count, per);
    }

    @Override
    public int size() {
        return ceil(spikes.trials().count(), perTask);
    }

    @Override
    public Block get(int index) {
        return new Block(first(index), Math.min(perTask, spikes.trials().count() - first(index)));
    }

    int first(int index) {
        return index * perTask;
    }

    @Override
    public void fingerprint(Fingerprint fingerprint) {
        spikes.fingerprint(fingerprint);
        fingerprint.add(perTask);
    }
}
