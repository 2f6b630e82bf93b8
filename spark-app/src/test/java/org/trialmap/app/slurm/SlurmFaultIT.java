package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Nodes fail: the result is complete, and what was finished before is not done again. Each job has nodes of its own. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = SlurmTestbed.PATIENCE, mode = ResourceAccessMode.READ)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SlurmFaultIT {
    private static SlurmTestbed slurm;

    @BeforeAll
    static void up() throws Exception {
        slurm = SlurmTestbed.up();
    }

    @Test
    void aLostWorkerIsMadeUpForByTheOthers() throws Exception {
        CountedJob job = CountedJob.held(slurm, "node[13-14]");
        List<String> ended = job.settled();
        slurm.run("crash", "node14");
        job.go();
        job.assertCompleted(0);
        job.assertOnce(ended);
        assertEquals(List.of(), slurm.leftOnNodes(13));
    }

    @Test
    void aLostHeadPutsTheJobBackAndItContinues() throws Exception {
        CountedJob job = CountedJob.held(slurm, "node[15-16]");
        List<String> ended = job.settled();
        slurm.run("crash", "node15");
        slurm.await(job.id(), job.folder(), "PENDING");
        assertEquals(0, slurm.run("boot", "node15").code());
        job.go();
        slurm.startNow(job.id());
        job.assertCompleted(1);
        job.assertOnce(ended);
        assertEquals(List.of(), slurm.leftOnNodes(16));
    }

    @Test
    void aNodeThatIsLostWhileWorkersAreStartedCostsTimeButNoResult() throws Exception {
        CountedJob job = CountedJob.held(slurm, "node[17-19]", "--timeout", "75");
        slurm.awaitLog(job.id(), job.folder(), "trialmap: node19: ");
        slurm.run("crash", "node19");
        job.go();
        // Lost before its worker was launched, srun ends the start of all, and SLURM may have noticed by then or not; after that, the others wait for it in vain.
        if (slurm.await(job.id(), job.folder(), "PENDING|COMPLETED").startsWith("PENDING")) {
            assertTrue(job.log().contains("\nresult   : lost a node while its workers were started, and goes back in the queue\n"), job::log);
            assertEquals(0, slurm.run("boot", "node19").code());
            slurm.startNow(job.id());
        } else {
            boolean unnoticed = job.log().contains("\ntrialmap: srun could not start a worker on node19, which SLURM does not call lost. Going on without it\n");
            assertTrue(job.log().matches("(?s).*\ntrialmap: 2/3 workers came in " + (unnoticed ? "\\d+" : "75") + " s, starting with these\n.*"), job::log);
        }
        assertEquals("COMPLETED 0:0", slurm.end(job.id(), job.folder()), job::log);
        job.assertCompleted(slurm.job(job.id()).restarts());
        assertEquals(List.of(), slurm.leftOnNodes(17, 18));
    }
}
