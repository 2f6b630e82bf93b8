package org.trialmap.parallel;

import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * When the tasks of a partition ran, in the order in which they did; arrays since there may be many of them. Written by the partition, read by the driver.
 *
 * @param tasks indices
 * @param starts of each task's first attempt, in microseconds since 1970 by the executor's clock
 * @param micros that all its attempts took together
 * @param attempts of each task
 */
record CallTimes(int[] tasks, long[] starts, long[] micros, int[] attempts) implements Serializable {
    static final CallTimes NONE = new CallTimes(new int[0], new long[0], new long[0], new int[0]);
    private static final int NANOS_PER_MICRO = 1000;

    /** Collects them. */
    static final class Clock {
        private final CallTimes all;
        private final long zero = System.nanoTime();
        private final long epoch = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        private int count;

        /** @param most tasks that may be added */
        Clock(int most) {
            all = new CallTimes(new int[most], new long[most], new long[most], new int[most]);
        }

        /** A task that began at {@code start} of {@link System#nanoTime} has ended. */
        void add(int task, long start, long nanos, int attempts) {
            all.tasks[count] = task;
            all.starts[count] = epoch + (start - zero) / NANOS_PER_MICRO;
            all.micros[count] = nanos / NANOS_PER_MICRO;
            all.attempts[count++] = attempts;
        }

        CallTimes times() {
            return new CallTimes(Arrays.copyOf(all.tasks, count), Arrays.copyOf(all.starts, count), Arrays.copyOf(all.micros, count), Arrays.copyOf(all.attempts, count));
        }
    }
}
