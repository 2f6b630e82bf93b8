package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.trialmap.app.Commands;

/** However a job ends, its nodes are as they were: no processes, nothing in /tmp and /dev/shm. Each job has a node of its own here. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SlurmCleanIT {
    @Test
    void failureScancelTimeLimitAndTooLittleMemoryLeaveNothing() throws Exception {
        SlurmTestbed slurm = SlurmTestbed.up();
        CountedJob limited = CountedJob.held(slurm, "node28");
        CountedJob cancelled = CountedJob.held(slurm, "node29");
        Path folder = slurm.folder();
        String failing = slurm.submit(folder, "--nodes", "1", "--mem", "2G", "--sbatch=--nodelist=node30", "--", "exec", "--over", "i=0:3", "--out", "out", "--", "sh", "-c",
                "echo x >/dev/shm/mine; rm /dev/shm/mine; exit 3");
        Commands.Ended hungry = slurm.lab(folder, SlurmTestbed.SLURM, "run", "--wait", "--nodes", "1", "--mem", "2G", "--sbatch=--nodelist=node31", "--", "exec", "--over", "i=0:1", "--out", "hungry",
                "--", "python3", "-c", "import time; x = bytearray(3 << 30); time.sleep(60)");
        assertTrue(hungry.code() != 0, hungry.out());
        assertTrue(hungry.err().contains("because they took more memory than was asked for. What has finished is kept. Ask for more (--mem or --mem-per-cpu)"), hungry.err() + hungry.out());
        assertFalse(hungry.out().contains("starting them again"), hungry.out()); // what takes too much memory would do so again

        assertEquals("FAILED 1:0", slurm.end(failing, folder));
        assertTrue(SlurmTestbed.log(failing, folder).contains("\nresult   : failed with exit code 1\n"), SlurmTestbed.log(failing, folder));
        limited.settled();
        slurm.limitIsNear(limited.id());
        cancelled.settled();
        slurm.lab(folder, "scancel", cancelled.id());
        assertTrue(slurm.end(cancelled.id(), folder).startsWith("CANCELLED"), cancelled::log);
        assertTrue(cancelled.log().contains("  kept  : 3 finished results in out/job_payload\n"), cancelled::log);
        assertTrue(cancelled.log().contains("\nresult   : was cancelled\n"), cancelled::log);
        assertEquals("FAILED 143:0", slurm.end(limited.id(), limited.folder()), limited::log);
        assertTrue(limited.log().contains("\nresult   : reaches its time limit\n"), limited::log);
        assertEquals(List.of(), slurm.leftOnNodes(28, 29, 30));
        // What SLURM kills at once for its memory cannot tidy up; the user's next job on that node does.
        String next = slurm.submit(folder, "--nodes", "1", "--mem", "2G", "--sbatch=--nodelist=node31", "--", "exec", "--over", "i=0:1", "--out", "next", "--", "true");
        assertEquals("COMPLETED 0:0", slurm.end(next, folder));
        assertEquals(List.of(), slurm.leftOnNodes(31));
        for (String id : List.of(limited.id(), cancelled.id(), failing)) {
            assertFalse(hasSecret(Path.of("/run/slurm-testbed/home/lab/.trialmap/jobs", id)), id);
        }
    }

    private static boolean hasSecret(Path folder) throws IOException {
        try (var tree = Files.walk(folder)) {
            return tree.anyMatch(file -> file.getFileName().toString().matches("secret|spark-defaults\\.conf|outside\\.conf"));
        }
    }
}
