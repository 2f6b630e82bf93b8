package org.trialmap.task;

/**
 * How many tasks go into one partition. It changes speed only, never a result.
 *
 * @param size tasks per partition; 0 = automatic
 */
public record Batching(int size) {
    /** There are at most so many partitions per slot, so that long and short tasks balance. */
    static final int PARTITIONS_PER_SLOT = 50;
    /** Below so many tasks per slot a wave that is timed would gain nothing. */
    private static final int FEWEST_TIMED_PER_SLOT = 7;
    private static final int FEWEST_PARTITIONS_PER_SLOT = 3;
    private static final double SECONDS_PER_PARTITION = 0.2;
    /** Where there are few tasks, they balance worse, so less is put together. */
    private static final double SECONDS_OF_FEW = 0.02;
    private static final int PATIENCE = 5;
    /** What comes back comes from each slot by itself, and is a job by itself. */
    private static final int MOST_SLOTS_OF_ONE_WAVE = 8;

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

    /**
     * How many tasks of each slot go ahead in a first wave, the last of which is timed before the size of the other batches is chosen; 0 = none do. Of many tasks two,
     * since the first call of a process is slow for reasons of its own.
     */
    public int timedPerSlot(int tasks, int slots) {
        if (!isAuto() || tasks < (long) FEWEST_TIMED_PER_SLOT * slots) {
            return 0;
        }
        return isFew(tasks, slots) ? 1 : 2;
    }

    /**
     * Whether all tasks go out at once, as many to each slot, and each partition gives back those that it has not begun after {@link #patienceOfOneWave}: few tasks on few slots, as on a laptop, where
     * calls of microseconds are done by then, and a second job would take longer than they do.
     */
    public boolean isOneWave(int tasks, int slots) {
        return timedPerSlot(tasks, slots) > 0 && isFew(tasks, slots) && slots <= MOST_SLOTS_OF_ONE_WAVE;
    }

    /** In nanoseconds. */
    public long patienceOfOneWave() {
        return (long) (SECONDS_OF_FEW * 1e9);
    }

    private static boolean isFew(int tasks, int slots) {
        return tasks <= (long) PARTITIONS_PER_SLOT * slots;
    }

    private static double seconds(int tasks, int slots) {
        return isFew(tasks, slots) ? SECONDS_OF_FEW : SECONDS_PER_PARTITION;
    }

    /** Tasks per partition when nothing has been timed. */
    public int withoutTiming() {
        return isAuto() ? 1 : size;
    }

    /**
     * Tasks per partition for {@code tasks} calls of {@code seconds} each: enough for 0.2 s per partition (0.02 s where there are at most 50 tasks per slot), at most 50 and
     * (unless there are fewer tasks) at least 3 partitions per slot. A size that the user chose stays as it is.
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
        double enough = Math.min(tasks, Math.ceil(seconds(tasks, slots) / Math.max(seconds, 1e-9)));
        long fewest = -Math.floorDiv(-(long) tasks, (long) PARTITIONS_PER_SLOT * slots);
        long most = tasks / ((long) FEWEST_PARTITIONS_PER_SLOT * slots); // rounded down, else there could be fewer partitions
        return (int) Math.max(1, Math.max(fewest, Math.min(most, (long) enough)));
    }

    /**
     * After how long a partition of {@code timed} size gives back the tasks that it has not begun, since its calls are slower than the one that was timed: five times as long as it was to take.
     *
     * @return nanoseconds; the largest long where the user chose the size
     */
    public long patienceNanos(int tasks, int slots, double seconds) {
        double expected = Math.max(seconds(tasks, slots), timed(tasks, slots, seconds) * seconds);
        return isAuto() ? (long) (PATIENCE * expected * 1e9) : Long.MAX_VALUE;
    }

    @Override
    public String toString() {
        return isAuto() ? "auto" : Integer.toString(size);
    }
}
