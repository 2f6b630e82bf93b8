package org.trialmap.parallel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.trialmap.parallel.closure.SharedValue;
import org.trialmap.support.LocalMaster;
import org.trialmap.task.RunOptions;

/** Where partitions are computed. */
interface Backend {
    /** For example {@code serial} or {@code local[4]}. */
    String master();

    /** Whether all tasks run in this process. */
    default boolean isInProcess() {
        return master().equals("serial") || LocalMaster.matches(master());
    }

    /** The options with what the backend dictates filled in. Throws if they contradict the backend's settings, or a map can never end here. */
    RunOptions settle(RunOptions options);

    /** Tasks that can run at the same time. */
    int slots(RunOptions options);

    /** Bytes of heap for each of them. */
    long slotBytes(RunOptions options);

    /** Waits until workers are there; see {@link ParallelMap#awaitWorkers}. */
    void awaitWorkers(int fewest, Duration timeout);

    /** Makes a value available to all processes, once each. */
    <T> SharedValue<T> share(T value);

    /** Begins a run; nothing is computed before batches are added. */
    Running start(TaskRunner runner, Map<String, SharedValue<?>> shared, String description);

    /** A run in progress. Used by one thread, except for {@link #cancel()}. */
    interface Running extends AutoCloseable {
        /** Queues encoded batches; {@code first} is the number of the first one, the others follow. */
        void add(int first, List<byte[]> batches);

        /**
         * Waits for the next event.
         *
         * @return null if {@code timeout} passed without one
         */
        Event next(Duration timeout) throws InterruptedException;

        /** Asks to stop; {@link #next} then ends with {@link Stopped}. May be called by any thread. */
        void cancel();

        @Override
        void close();
    }

    /** What can happen to a run. */
    sealed interface Event permits Finished, Lost, Stopped {}

    /** A partition is done; {@code result} is an encoded {@link BatchResult}. */
    record Finished(byte[] result) implements Event {}

    /** A partition ended its process again and again, or could not be run at all; the others go on. */
    record Lost(int partition, int attempts, Throwable cause) implements Event {}

    /** Nothing more will come; {@code cause} is null if the run was cancelled. */
    record Stopped(Throwable cause) implements Event {}
}
