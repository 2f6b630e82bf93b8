package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trialmap.parallel.closure.SharedValue;
import org.trialmap.task.Inputs;
import org.trialmap.task.RunOptions;

/** A backend that ends early without a cause has not succeeded. */
class LostResultsTest {
    private static final Backend ENDS_AT_ONCE = new Backend() {
        @Override
        public String master() {
            return "test";
        }

        @Override
        public RunOptions settle(RunOptions options) {
            return options;
        }

        @Override
        public int slots(RunOptions options) {
            return 1;
        }

        @Override
        public long slotBytes(RunOptions options) {
            return 1;
        }

        @Override
        public void awaitWorkers(int fewest, Duration timeout) {}

        @Override
        public <T> SharedValue<T> share(T value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Running start(TaskRunner runner, Map<String, SharedValue<?>> shared, String description) {
            return new Running() {
                @Override
                public void add(int first, List<byte[]> batches) {}

                @Override
                public Event next(Duration timeout) {
                    return new Stopped(null);
                }

                @Override
                public void cancel() {}

                @Override
                public void close() {}
            };
        }
    };

    @Test
    void partitionsWithoutAResultAreABreakdown() {
        RunOptions options = RunOptions.DEFAULTS.withProgress(RunOptions.Progress.HIDDEN).withBatching(org.trialmap.task.Batching.of(2));
        MapCall<Integer> call = new MapCall<>(ENDS_AT_ONCE, options, Inputs.of(List.of(1, 2, 3)));
        assertEquals("The run failed after 0 of 3 tasks: IllegalStateException: the backend ended while 2 of 2 partitions had no result. Run it again.\n"
                + "  kept  : nothing, since collect stores nothing; outcomes(...) gives the results that there are, save(...) keeps them on disk",
                assertThrows(MapFailedException.class, () -> call.collect(x -> x)).getMessage());
    }
}
