package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** How light trials are cut into tasks, and tasks into partitions. */
class TaskSizingTest {
    private static final TaskSizing SPECTRUM = new TaskSizing(128_000, 128_000, 32_000, true);

    @Test
    void lightTrialsGoInTasksOfSomeMebibytesOthersOneByOne() {
        assertEquals(32, SPECTRUM.perTask());
        assertEquals(256, SPECTRUM.perSum(10_000));
        assertEquals(8, SPECTRUM.perLeaf());
        assertEquals(1, new TaskSizing(128_000, 128_000, 32_000, false).perTask());
    }

    @Test
    void partitionsAreManyEnoughForTheSlotsAndNotTooManyForTheEngine() {
        assertEquals(16, SPECTRUM.perPartition(32, 157, 2), "64 MiB, rounded down");
        assertEquals(7, SPECTRUM.perPartition(32, 157, 6), "4 partitions for each slot");
        assertEquals(1, SPECTRUM.perPartition(32, 3, 2));
        assertEquals(100, SPECTRUM.perPartition(32, 10_000, 2), "50 partitions for each slot");
        assertEquals(14, SPECTRUM.perPartition(32, 244_141, 32_000), "no more than 16,384 or so, which the driver hands out in some seconds");
        assertEquals(524, SPECTRUM.perPartition(1, 5000, 2), "single trials");
        assertEquals(1, new TaskSizing(1L << 30, 1L << 30, 1L << 28, true).perPartition(1, 40, 2), "larger than a partition should be");
    }

    @Test
    void whatMeansKeepIsBounded() {
        assertEquals(1, new TaskSizing(128_000, 128_000, 16_000, false).perSum(8000), "1 GB in all");
        assertEquals(4, new TaskSizing(128_000, 128_000, 1 << 25, false).perSum(100), "32 tasks, 25 of them used");
        assertEquals(1, new TaskSizing(128_000, 128_000, 1 << 25, false).perSum(32));
        assertEquals(128, new TaskSizing(128_000, 128_000, 1 << 17, false).perSum(100_000), "782 tasks of 1 MiB");
        assertEquals(1, new TaskSizing(128_000, 128_000, 1 << 28, false).perSum(1));
    }
}
