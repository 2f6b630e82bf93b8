package org.trialmap.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchingTest {
    private static final Batching AUTO = Batching.auto();

    private static long partitions(int tasks, int size) {
        return new org.trialmap.array.ChunkGrid(tasks, size).count();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void timedBatchesKeepTheirBounds(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            int tasks = random.nextInt(Integer.MAX_VALUE) >>> random.nextInt(31);
            int slots = 1 + (random.nextInt(20_000) >>> random.nextInt(15));
            double seconds = random.nextInt(5) == 0 ? 0 : Math.pow(10, random.nextDouble() * 14 - 10);
            int size = AUTO.timed(tasks, slots, seconds);
            long partitions = partitions(tasks, size);
            String what = tasks + " tasks, " + slots + " slots, " + seconds + " s: " + size + " per partition, " + partitions + " partitions";
            assertTrue(size >= 1, what);
            assertTrue(partitions <= 50L * slots, what);
            assertTrue(partitions >= Math.min(tasks, 3L * slots), what);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 1000})
    void noMoreTasksPerPartitionThanTheTimeAsksForIfTheNumberOfPartitionsAllows(int slots) {
        int tasks = 50 * slots;
        for (double seconds : new double[] {0.2, 0.5, 3, 1e6, Double.MAX_VALUE}) {
            assertEquals(1, AUTO.timed(tasks, slots, seconds));
        }
        assertEquals(1, AUTO.timed(tasks, slots, 0.02));
        assertEquals(2, AUTO.timed(tasks, slots, 0.01));
        assertEquals(3, AUTO.timed(tasks, slots, 0.008));
        assertEquals(16, AUTO.timed(tasks, slots, 0));
        assertEquals(17, AUTO.timed(10 * tasks, slots, 0.012));
        assertEquals(10, AUTO.timed(10 * tasks, slots, 0.1), "no more than 50 per slot");
    }

    @Test
    void aPartitionWaitsFiveTimesAsLongAsItWasToTake() {
        assertEquals(100_000_000, AUTO.patienceNanos(98, 2, 0));
        assertEquals(100_000_000, AUTO.patienceNanos(98, 2, 0.01));
        assertEquals(15_000_000_000L, AUTO.patienceNanos(98, 2, 3));
        assertEquals(1_000_000_000, AUTO.patienceNanos(996, 2, 0.001));
        assertEquals(5_000_000_000L, AUTO.patienceNanos(996, 2, 0.1));
    }

    @Test
    void aThousandTrivialTasksOnTwoSlotsMakeAtMostTwentyPartitions() {
        int first = 2 * AUTO.timedPerSlot(1000, 2);
        int rest = 1000 - first;
        assertEquals(4, first);
        for (double seconds : new double[] {0, 1e-9, 1e-6, 1e-4, 1e-3}) {
            assertTrue(2 + partitions(rest, AUTO.timed(rest, 2, seconds)) <= 20, () -> "at " + seconds + " s");
        }
    }

    @Test
    void oddTimesDoNoHarm() {
        for (double seconds : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE}) {
            int size = AUTO.timed(1000, 2, seconds);
            assertTrue(size >= 10 && size <= 166, () -> size + " at " + seconds);
        }
        assertEquals(1, AUTO.timed(0, 4, 0));
    }

    @Test
    void manySlotsDoNotOverflow() {
        assertEquals(1, AUTO.timed(Integer.MAX_VALUE, Integer.MAX_VALUE, 1));
        assertEquals(1, AUTO.timed(Integer.MAX_VALUE, 1 << 26, 1));
        assertEquals(1, AUTO.timedPerSlot(Integer.MAX_VALUE, 1 << 26));
        assertEquals(0, AUTO.timedPerSlot(Integer.MAX_VALUE, 1 << 29));
    }

    @Test
    void veryFewTasksAreNotTimedAndGoOneByOne() {
        assertEquals(0, AUTO.timedPerSlot(13, 2));
        assertEquals(1, AUTO.timedPerSlot(14, 2));
        assertEquals(1, AUTO.timedPerSlot(100, 2));
        assertEquals(2, AUTO.timedPerSlot(101, 2));
        assertEquals(1, AUTO.withoutTiming());
        assertEquals("auto", AUTO.toString());
    }

    @Test
    void fewTasksOnFewSlotsGoInOneWaveThatGivesBackWhatTakesLonger() {
        assertFalse(AUTO.isOneWave(13, 2), "as those below");
        assertTrue(AUTO.isOneWave(14, 2));
        assertTrue(AUTO.isOneWave(100, 2));
        assertFalse(AUTO.isOneWave(101, 2), "many are timed first");
        assertTrue(AUTO.isOneWave(400, 8));
        assertFalse(AUTO.isOneWave(400, 9), "each slot's rest would be a job");
        assertEquals(20_000_000, AUTO.patienceOfOneWave());
    }

    @Test
    void aChosenSizeStays() {
        Batching seven = Batching.of(7);
        assertFalse(seven.isAuto());
        assertEquals(0, seven.timedPerSlot(1_000_000, 1));
        assertFalse(seven.isOneWave(40, 2));
        assertEquals(Long.MAX_VALUE, seven.patienceNanos(1_000_000, 1, 0));
        assertEquals(7, seven.withoutTiming());
        assertEquals(7, seven.timed(1_000_000, 1, 0));
        assertEquals("7", seven.toString());
        assertEquals(Batching.of(7), seven);
    }

    @Test
    void refusesBatchesOfNothing() {
        assertRefused("A batch of 0 tasks is impossible: give a number of at least 1, or use automatic batching.", () -> Batching.of(0));
        assertRefused("A batch of -3 tasks is impossible: give a number of at least 1, or use automatic batching.", () -> new Batching(-3));
    }
}
