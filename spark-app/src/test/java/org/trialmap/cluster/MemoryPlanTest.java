package org.trialmap.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryPlanTest {
    @Test
    void theHeadCarriesMasterWorkerDriverAndExecutor() {
        assertEquals(new MemoryPlan(128, 512, 1648), MemoryPlan.of(Allocations.of(3072), null, true));
        assertEquals(new MemoryPlan(128, 512, 1648), MemoryPlan.of(Allocations.of(3072, 3072, 3072), null, true));
        assertEquals(new MemoryPlan(128, 0, 2327), MemoryPlan.of(Allocations.of(3072), null, false));
        assertEquals(new MemoryPlan(128, 1024, 3596), MemoryPlan.of(Allocations.of(8192, 4096 + 116), 1024, true));
    }

    @ParameterizedTest
    @ValueSource(ints = {1936, 2000, 2048, 3000, 4096, 10_000, 65_536, 1_000_000})
    void everythingFitsIntoTheRequestAndLittleIsLeft(int memory) {
        MemoryPlan plan = MemoryPlan.of(Allocations.of(memory, memory), null, true);
        int used = 2 * MemoryPlan.DAEMON_WHOLE + MemoryPlan.whole(plan.driver()) + MemoryPlan.whole(plan.executor());
        assertTrue(used <= memory && used > memory - 3, () -> plan + " uses " + used);
        assertTrue(plan.driver() >= MemoryPlan.SMALLEST && plan.executor() >= MemoryPlan.SMALLEST, plan::toString);
    }

    @Test
    void theNodeWithTheLeastRoomDecides() {
        int alone = MemoryPlan.of(Allocations.of(8192), null, true).executor();
        assertEquals(alone, MemoryPlan.of(Allocations.of(8192, 8192), null, true).executor());
        assertEquals(MemoryPlan.heap(2048 - 256), MemoryPlan.of(Allocations.of(8192, 2048), null, true).executor());
    }

    @Test
    void nodesThatJoinCarryAWorkerAndAnExecutorLikeTheClustersOthers() {
        assertEquals(new MemoryPlan(128, 0, 1336), MemoryPlan.joining(Allocations.of(1792, 8192), 1336));
        assertRefused("Node node2 gives the job 1791 MiB of memory, but 1792 MiB are needed (it carries a Worker, and an executor of 1336 MiB as the cluster's others). Ask for --mem=1792M, or"
                + " --mem-per-cpu=896M.", () -> MemoryPlan.joining(Allocations.of(8192, 1791), 1336));
    }

    @Test
    void tooSmallARequestIsRefusedWithTheOneThatWouldDo() {
        assertRefused("Node node1 gives the job 1024 MiB of memory, but 1936 MiB are needed (the first one carries Master, Worker, driver and executor). Ask for --mem=1936M, or"
                + " --mem-per-cpu=968M.", () -> MemoryPlan.of(Allocations.of(1024), null, true));
        assertRefused("Node node2 gives the job 900 MiB of memory, but 1936 MiB are needed (it carries a Worker and an executor). Ask for --mem=1936M, or --mem-per-cpu=968M.",
                () -> MemoryPlan.of(Allocations.of(4096, 900), null, true));
        assertEquals(512, MemoryPlan.of(Allocations.of(1936, 1936), null, true).executor());
        assertRefused("A driver memory of 300 MiB is less than Spark starts with, 512 MiB. Ask for more with --driver-memory, or leave it out.",
                () -> MemoryPlan.of(Allocations.of(4096), 300, true));
    }
}
