package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nodes and networks fail: the result is complete, and what was finished before is not done again. Each job has nodes of its own. */
@Tag("slow")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class SlurmFaultIT {
    private static SlurmTestbed slurm;

    @BeforeAll
    static void up() throws Exception {
        slurm = SlurmTestbed.up("9");
    }

    private static void away(String node, int seconds) throws Exception {
        assertEquals(0, slurm.run("cut", node).code());
        TimeUnit.SECONDS.sleep(seconds);
        assertEquals(0, slurm.run("mend", node).code());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aNetworkThatIsAwayForFifteenSecondsIsNoReasonToStartAgain() throws Exception {
        CountedJob job = CountedJob.submit(slurm, "node[1-2]", 16, 5);
        job.awaitEnded(2);
        away("node2", 15); // a worker's
        job.awaitEnded(6);
        away("node1", 15); // the Master's and the driver's
        job.assertCompleted(0);
        job.assertOnce(job.lines("ended"));
        assertEquals(List.of(), slurm.leftOnNodes(1, 2));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aLostWorkerIsMadeUpForByTheOthers() throws Exception {
        CountedJob job = CountedJob.submit(slurm, "node[3-4]", 10, 4);
        job.awaitEnded(4);
        List<String> ended = job.settled();
        slurm.run("crash", "node4");
        job.assertCompleted(0);
        job.assertOnce(ended);
        assertEquals(List.of(), slurm.leftOnNodes(3));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aLostHeadPutsTheJobBackAndItContinues() throws Exception {
        CountedJob job = CountedJob.submit(slurm, "node[5-6]", 8, 5);
        job.awaitEnded(3);
        List<String> ended = job.settled();
        slurm.run("crash", "node5");
        slurm.await(job.id(), job.folder(), 120, "PENDING");
        assertEquals(0, slurm.run("boot", "node5").code());
        job.startAgain();
        job.assertCompleted(1);
        job.assertOnce(ended);
        assertEquals(List.of(), slurm.leftOnNodes(6));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aNodeThatIsLostWhileWorkersAreStartedIsNotWaitedForUntilTheEnd() throws Exception {
        CountedJob job = CountedJob.submit(slurm, "node[7-9]", 6, 2);
        slurm.awaitLog(job.id(), job.folder(), 60, "trialmap: node9: ");
        slurm.run("crash", "node9");
        slurm.await(job.id(), job.folder(), 120, "PENDING|COMPLETED");
        assertEquals(0, slurm.run("boot", "node9").code());
        int restarts = slurm.job(job.id()).restarts();
        if (!slurm.job(job.id()).state().equals("COMPLETED")) {
            restarts = 1;
            job.startAgain();
        }
        job.assertCompleted(restarts);
        Set<String> hosts = new TreeSet<>(job.lines("hosts"));
        assertTrue(hosts.containsAll(List.of("node7", "node8")), hosts::toString);
    }
}
