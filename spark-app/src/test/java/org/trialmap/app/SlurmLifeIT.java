package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever happens to a job, its result is complete, and what was finished before is not done again. */
@Tag("slow")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class SlurmLifeIT {
    private SlurmTestbed slurm;

    @BeforeEach
    void up() throws Exception {
        slurm = SlurmTestbed.up("3");
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        slurm.awaitIdle();
        assertEquals(List.of(), slurm.leftOnNodes(1, 2));
    }

    @Test
    void aCutNetworkIsNoReasonToStartAgainARequeueIsAndALostWorkerIsMadeUpFor() throws Exception {
        CountedJob job = CountedJob.submit(slurm, 15, 5, "--nodes", "3", "--mem", "2G");
        job.awaitEnded(2);
        slurm.run("cut", "node2");
        TimeUnit.SECONDS.sleep(15);
        slurm.run("mend", "node2");
        job.awaitEnded(5);
        assertEquals("RUNNING 0", slurm.job(job.id()).state() + " " + slurm.job(job.id()).restarts());
        assertEquals(job.lines("started").size(), job.lines("started").stream().distinct().count(), job::log);

        slurm.lab(job.folder(), "scontrol", "requeue", job.id());
        slurm.await(job.id(), job.folder(), 60, "PENDING");
        int before = job.lines("ended").size();
        slurm.startNow(job.id());
        job.awaitEnded(before + 1);
        slurm.run("crash", "node3");
        job.assertCompleted(1);
        job.assertNotDoneAgain(2 * 3 + 1); // at the requeue one on each node, and one that it began as that one ended; and one on the lost node
        assertEquals(0, slurm.run("boot", "node3").code());
    }

    @Test
    void aLostHeadPutsTheJobBackAndItContinues() throws Exception {
        CountedJob job = CountedJob.submit(slurm, 9, 5, "--nodes", "3", "--mem", "2G");
        job.awaitEnded(3);
        TimeUnit.SECONDS.sleep(2);
        slurm.run("crash", "node1");
        slurm.await(job.id(), job.folder(), 120, "PENDING");
        assertEquals(0, slurm.run("boot", "node1").code());
        slurm.startNow(job.id());
        job.assertCompleted(1);
        job.assertNotDoneAgain(3);
    }

    @Test
    void thePreemptedAndTheOneAtItsTimeLimitContinueUntilTheyAreDone() throws Exception {
        CountedJob limited = CountedJob.submit(slurm, 9, 9, "--nodes", "1", "--mem", "2G", "--time", "2", "--requeue-on-timeout", "--sbatch=--nodelist=node1");
        CountedJob preempted = CountedJob.submit(slurm, 10, 3, "--nodes", "2", "--mem", "2G", "--partition", "scavenge", "--sbatch=--nodelist=node[2-3]");
        preempted.awaitEnded(3);
        String other = slurm.lab(preempted.folder(), "sbatch", "--parsable", "--nodelist=node[2-3]", "--nodes=2", "--cpus-per-task=2", "--wrap", "sleep 1").out().strip();
        slurm.await(preempted.id(), preempted.folder(), 60, "PENDING");
        slurm.end(other, preempted.folder());
        slurm.startNow(preempted.id());
        preempted.assertCompleted(1);
        preempted.assertNotDoneAgain(2);
        assertTrue(preempted.log().contains("\nresult   : is preempted: SLURM puts it back in the queue, and it continues\n"), preempted::log);

        slurm.awaitLog(limited.id(), limited.folder(), 120, "trialmap: back in the queue, to continue");
        int restarts = 0;
        while (!slurm.await(limited.id(), limited.folder(), 180, "PENDING|COMPLETED|FAILED").startsWith("COMPLETED")) {
            restarts++;
            slurm.startNow(limited.id());
            slurm.await(limited.id(), limited.folder(), 30, "RUNNING|COMPLETED");
        }
        limited.assertCompleted(restarts);
        limited.assertNotDoneAgain(restarts);
        assertTrue(restarts > 0 && limited.log().contains("\nresult   : reaches its time limit\n"), limited::log);
    }
}
