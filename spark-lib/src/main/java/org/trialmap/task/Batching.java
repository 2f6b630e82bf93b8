package org.trialmap.task;

/**
 * How many tasks go into one partition. It changes speed only, never a result.
 *
 * @param size tasks per partition; 0 = automatic
 */
public record Batching(int size) {
    /** Below this many partitions per slot each task gets its own partition, so that long and short tasks balance. */
    static final int PARTITIONS_PER_SLOT = 50;
    /** Tasks per slot in the first wave, the last of which is timed: the first call of a process is slow for reasons of its own. */
    public static final int TIMED_PER_SLOT = 2;
    private static final int FEWEST_PER_SLOT = 3;
    private static final double SECONDS_PER_PARTITION = 0.2;

    public Batching {
        if (size < 0) {
            throw new IllegalArgumentException("A batch of " + size + " tasks is impossible: give a number of at least 1, or use automatic batching.");
        }
    }

    /** The size is chosen from the measured time of the calls. */
    public static Batching auto() {
        return new Batching(0);
    }

    /** So many tasks per partition, at least 1; throws {@link IllegalArgumentException} otherwise. */
    public static Batching of(int tasksPerPartition) {
        if (tasksPerPartition < 1) {
            throw new IllegalArgumentException("A batch of " + tasksPerPartition + " tasks is impossible: give a number of at least 1, or use automatic batching.");
        }
        return new Batching(tasksPerPartition);
    }

    /** Whether the size is chosen from the measured time of the calls. */
    public boolean isAuto() {
        return size == 0;
    }

    /** Whether so many tasks are timed in a first wave before the size of the other batches is chosen. */
    public boolean needsTiming(int tasks, int slots) {
        return isAuto() && tasks > (long) PARTITIONS_PER_SLOT * slots;
    }

    /** Tasks per partition when nothing has been timed. */
    public int withoutTiming() {
        return isAuto() ? 1 : size;
    }

    /**
     * Tasks per partition for {@code tasks} calls of {@code seconds} each: enough for 0.2 s per partition, at most 50 and (unless there are
     * fewer tasks) at least 3 partitions per slot. A size that the user chose stays as it is.
     *
     * @param tasks still to be run, at least 0
     * @param slots tasks that can run at the same time, at least 1
     * @param seconds per call, at least 0
     * @return at least 1
     */
    public int timed(int tasks, int slots, double seconds) {
        if (!isAuto()) {
            return size;
        }
        double enough = Math.min(tasks, Math.ceil(SECONDS_PER_PARTITION / Math.max(seconds, 1e-9)));
        long fewest = -Math.floorDiv(-(long) tasks, (long) PARTITIONS_PER_SLOT * slots);
        long most = tasks / ((long) FEWEST_PER_SLOT * slots); // rounded down, else there could be fewer partitions
        return (int) Math.max(1, Math.max(fewest, Math.min(most, (long) enough)));
    }

    @Override
    public String toString() {
        return isAuto() ? "auto" : Integer.toString(size);
    }
}
