package org.trialmap.app;

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

/** Nodes fail: the result is complete, and what was finished before is not done again. Each job has nodes of its own. */
@Tag("slow")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class SlurmFaultIT {
    private static SlurmTestbed slurm;

    @BeforeAll
    static void up() throws Exception {
        slurm = SlurmTestbed.up("7");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aLostWorkerIsMadeUpForByTheOthers() throws Exception {
        CountedJob job = CountedJob.held(slurm, "node[1-2]");
        List<String> ended = job.settled();
        slurm.run("crash", "node2");
        job.go();
        job.assertCompleted(0);
        job.assertOnce(ended);
        assertEquals(List.of(), slurm.leftOnNodes(1));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aLostHeadPutsTheJobBackAndItContinues() throws Exception {
        CountedJob job = CountedJob.held(slurm, "node[3-4]");
        List<String> ended = job.settled();
        slurm.run("crash", "node3");
        slurm.await(job.id(), job.folder(), 120, "PENDING");
        assertEquals(0, slurm.run("boot", "node3").code());
        job.go();
        slurm.startNow(job.id());
        job.assertCompleted(1);
        job.assertOnce(ended);
        assertEquals(List.of(), slurm.leftOnNodes(4));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aNodeThatIsLostWhileWorkersAreStartedPutsTheJobBack() throws Exception {
        CountedJob job = CountedJob.held(slurm, "node[5-7]");
        slurm.awaitLog(job.id(), job.folder(), 60, "trialmap: node7: ");
        slurm.run("crash", "node7");
        slurm.await(job.id(), job.folder(), 120, "PENDING");
        assertTrue(job.log().contains("\nresult   : lost a node while its workers were started, and goes back in the queue\n"), job::log);
        assertEquals(0, slurm.run("boot", "node7").code());
        job.go();
        slurm.startNow(job.id());
        assertEquals("COMPLETED 0:0", slurm.end(job.id(), job.folder()), job::log);
        int restarts = slurm.job(job.id()).restarts();
        assertTrue(restarts == 1 || restarts == 2, job::log); // SLURM may put it back once more, for the node that it has not yet seen to be there again
        job.assertCompleted(restarts);
        assertEquals(List.of(), slurm.leftOnNodes(5, 6, 7)); // SLURM has killed what was started; the next start has tidied up
    }
}
