package org.trialmap.analysis.statistics;

import java.io.Serializable;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Inputs;

/** Permutations {@code first} to {@code first + count - 1}. */
record PermutationRange(int first, int count) implements Serializable {
    private static final long WORK = 1L << 27; // values that a task goes through: some tenths of a second
    private static final int TASKS = 256;

    @Override
    public String toString() {
        return count == 1 ? "permutation " + first : "permutations " + first + ".." + (first + count - 1);
    }

    /** All permutations, some to a task: as many as take about as long as one task should, in at most 256 tasks where they take less. Depends on the samples only, not on the machine. */
    record All(int permutations, int perTask) implements Inputs<PermutationRange> {
        static All of(int permutations, long values) {
            long fewest = Math.max(1, -Math.floorDiv(-permutations, TASKS));
            return new All(permutations, (int) Math.max(1, Math.min(fewest, WORK / Math.max(1, values))));
        }

        @Override
        public int size() {
            return -Math.floorDiv(-permutations, perTask);
        }

        @Override
        public PermutationRange get(int index) {
            return new PermutationRange(index * perTask, Math.min(perTask, permutations - index * perTask));
        }

        @Override
        public void fingerprint(Fingerprint fingerprint) {
            fingerprint.add(permutations).add(perTask);
        }
    }
}
