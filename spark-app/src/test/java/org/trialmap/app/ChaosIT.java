package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.trialmap.References;

/** Twenty runs of {@code scripts/chaos}: jobs whose processes are killed. They touch nobody else's, so they run beside the other tests. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class ChaosIT {
    @Test
    void killedJobsAreResumedToTheUndisturbedResult(@TempDir Path folder) throws Exception {
        References.python("import h5py");
        Commands commands = new Commands(Files.createDirectory(folder.resolve("work")));
        Process chaos = commands.start(Commands.ROOT.resolve("scripts/chaos").toString(), "20", "1");
        try {
            assertTrue(chaos.waitFor(60, TimeUnit.MINUTES), () -> "still running\n" + commands.read("out"));
            assertEquals(0, chaos.exitValue(), () -> commands.read("out") + commands.read("err"));
            assertTrue(commands.read("out").contains("20 runs from seed 1 in "), commands.read("out"));
        } finally {
            chaos.destroy();
        }
    }
}
