package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The network, or a node, is away before SLURM notices: nothing is lost, and nothing is done again. Meanwhile SLURM is patient, so nobody who waits for it to notice a lost node may run. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(SlurmTestbed.PATIENCE)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SlurmNetworkIT {
    private static SlurmTestbed slurm;

    @BeforeAll
    static void up() throws Exception {
        slurm = SlurmTestbed.up();
        slurm.patience(180); // a network that is away for longer than that is a lost node
    }

    @AfterAll
    static void impatient() throws Exception {
        slurm.patience(10);
    }

    private static void away(String node, int seconds) throws Exception {
        assertEquals(0, slurm.run("cut", node).code());
        TimeUnit.SECONDS.sleep(seconds);
        assertEquals(0, slurm.run("mend", node).code());
    }

    @Test
    void aNetworkThatIsAwayForFifteenSecondsIsNoReasonToStartAgain() throws Exception {
        CountedJob job = CountedJob.sleeping(slurm, "node[26-27]", 14, 4);
        job.await("ended", 2);
        away("node27", 15); // a worker's
        job.await("ended", 5);
        away("node26", 15); // the Master's and the driver's
        job.assertCompleted(0);
        job.assertOnce(job.lines("ended"));
        assertEquals(List.of(), slurm.leftOnNodes(26, 27));
    }

    /** Without power at once and back soon, so that no connection is closed: srun ends the workers of all nodes then. */
    @Test
    void aNodeThatIsBackBeforeItIsMissedCostsTimeButNoResult() throws Exception {
        CountedJob job = CountedJob.held(slurm, "node[26-27]");
        List<String> ended = job.settled();
        assertEquals(0, slurm.run("cut", "node27").code());
        assertEquals(0, slurm.run("crash", "node27").code());
        assertEquals(0, slurm.run("boot", "node27").code());
        slurm.awaitLog(job.id(), job.folder(), "trialmap: all workers have ended, but the job goes on: starting them again");
        job.go();
        job.assertCompleted(0);
        job.assertOnce(ended);
        assertEquals(List.of(), slurm.leftOnNodes(26, 27));
    }

    @Test
    void aNodeThatSlurmDoesNotMissYetIsDoneWithout() throws Exception {
        CountedJob job = CountedJob.held(slurm, "node[26-27]", "--timeout", "75");
        slurm.await(job.id(), job.folder(), "RUNNING"); // its script is not yet at srun
        slurm.run("crash", "node27");
        job.go();
        String result = slurm.awaitLog(job.id(), job.folder(), "result   : ");
        assertEquals(0, slurm.run("boot", "node27").code());
        if (result.equals("result   : lost a node while its workers were started, and goes back in the queue")) { // on a busy machine SLURM has called the node while srun was still trying
            slurm.await(job.id(), job.folder(), "PENDING");
            slurm.startNow(job.id());
            job.assertCompleted(1);
        } else {
            job.assertCompleted(0);
            assertTrue(job.log().contains("\ntrialmap: srun could not start a worker on node27, which SLURM does not call lost. Going on without it\n")
                    || job.log().contains("\ntrialmap: 1/2 workers available, waiting.. 74s\n"), job::log); // it was lost just after that
            assertTrue(Pattern.compile("\ntrialmap: 1/2 workers came in \\d+ s, starting with these\n").matcher(job.log()).find(), job::log);
        }
        assertEquals(List.of(), slurm.leftOnNodes(26));
    }
}
