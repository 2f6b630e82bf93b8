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

/** SLURM stops a job and starts it again: the result is complete, and what was finished before is not done again. Each job has nodes of its own. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SlurmLifeIT {
    private static SlurmTestbed slurm;

    @BeforeAll
    static void up() throws Exception {
        slurm = SlurmTestbed.up();
    }

    @Test
    void theOneThatIsPutBackContinues() throws Exception {
        CountedJob job = CountedJob.held(slurm, "node[20-21]");
        List<String> ended = job.settled();
        assertEquals(0, slurm.lab(job.folder(), "scontrol", "requeue", job.id()).code());
        job.startAgain();
        job.assertCompleted(1);
        job.assertOnce(ended);
        assertEquals(List.of(), slurm.leftOnNodes(20, 21));
    }

    @Test
    void thePreemptedOneContinues() throws Exception {
        CountedJob job = CountedJob.held(slurm, "node[22-23]", "--partition", "scavenge");
        List<String> ended = job.settled();
        String other = slurm.lab(job.folder(), "sbatch", "--parsable", "--nodelist=node[22-23]", "--nodes=2", "--cpus-per-task=2", "--wrap", "sleep 1").out().strip();
        slurm.await(job.id(), job.folder(), "PENDING");
        slurm.end(other, job.folder());
        job.startAgain();
        job.assertCompleted(1);
        job.assertOnce(ended);
        assertTrue(job.log().contains("\nresult   : is preempted: SLURM puts it back in the queue, and it continues\n"), job::log);
        assertEquals(List.of(), slurm.leftOnNodes(22, 23));
    }

    @Test
    void theOneAtItsTimeLimitContinues() throws Exception {
        CountedJob job = CountedJob.held(slurm, "node24", "--requeue-on-timeout");
        List<String> ended = job.settled();
        slurm.limitIsNear(job.id());
        slurm.awaitLog(job.id(), job.folder(), "trialmap: back in the queue, to continue");
        slurm.await(job.id(), job.folder(), "PENDING");
        slurm.update(job.id(), "TimeLimit=30");
        job.startAgain();
        job.assertCompleted(1);
        job.assertOnce(ended);
        assertTrue(job.log().contains("\nresult   : reaches its time limit\n") && job.log().contains(": 1 executor, 1 slot, 624m each"), job::log);
        assertEquals(List.of(), slurm.leftOnNodes(24));
    }

    @Test
    void theOneThatFinishesNoTaskWithinItsTimeLimitIsNotStartedForEver() throws Exception {
        CountedJob job = CountedJob.held(slurm, slurm.folder(), "node25", 0, "--requeue-on-timeout");
        job.await("started", 1);
        slurm.limitIsNear(job.id());
        assertEquals("FAILED 143:0", slurm.end(job.id(), job.folder()), job::log);
        assertEquals(0, slurm.job(job.id()).restarts());
        assertTrue(job.log().endsWith("\ntrialmap: Job " + job.id() + " does not go back in the queue: within its time limit of " + slurm.job(job.id()).value("TimeLimit").orElseThrow()
                + " it has not finished a single task (0 before and now), and would not the next time either. What has finished is kept. Ask for a longer --time, or cut the work"
                + " into smaller tasks, then run the same with --resume.\n"), job::log);
        assertEquals(List.of(), slurm.leftOnNodes(25));
    }
}
