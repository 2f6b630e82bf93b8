package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.trialmap.Sessions;

/** How tasks are put together after some have been timed. */
class TimedBatchesTest {
    private static final int TASKS = 100;
    private static final AtomicIntegerArray CALLS = new AtomicIntegerArray(TASKS);

    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    private static Outcomes<Integer> run(int slowFrom) {
        IntStream.range(0, TASKS).forEach(k -> CALLS.set(k, 0));
        Outcomes<Integer> outcomes = ParallelMap.on(Sessions.on(Sessions.LOCAL_4)).range(TASKS).outcomes(i -> {
            CALLS.incrementAndGet(i);
            if (i >= slowFrom) {
                Thread.sleep(40);
            }
            return 3 * i;
        });
        for (int k = 0; k < TASKS; k++) {
            assertEquals(3 * k, outcomes.get(k).result());
            assertEquals(1, CALLS.get(k), "calls of task " + k);
        }
        return outcomes;
    }

    @Test
    void quickCallsArePutTogether() {
        int fewest = IntStream.range(0, 5).map(again -> run(TASKS).summary().partitions()).min().orElseThrow(); // a busy machine may hold up the call that is timed
        assertEquals(4, fewest, "all in one wave, 25 for each slot");
    }

    @Test
    void slowOnesAfterQuickOnesAreGivenBackAndRunOnce() {
        run(TASKS);
        List<Integer> partitions = IntStream.range(0, 5).mapToObj(again -> run(4).summary().partitions()).toList(); // as above
        assertTrue(partitions.contains(4 + 92), "each slot gives back what it has not begun after its first slow one, and slow ones go one by one: " + partitions);
    }
}
