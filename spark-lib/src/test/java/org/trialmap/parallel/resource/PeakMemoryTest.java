package org.trialmap.parallel.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RunOptions;
import org.trialmap.task.RunSummary;

class PeakMemoryTest {
    private static final int MORE = 64 << 20;

    @TempDir
    Path folder;

    @Test
    void isWhatLinuxSays() throws IOException {
        assertEquals(431_132L * 1024, PeakMemory.read(Files.writeString(folder.resolve("status"), "Name:\tjava\nVmPeak:\t 9999999 kB\nVmHWM:\t  431132 kB\nVmRSS:\t  1 kB\n")));
        assertEquals(0, PeakMemory.read(Files.writeString(folder.resolve("other"), "Name:\tjava\n")));
        assertEquals(0, PeakMemory.read(folder.resolve("none")));
    }

    /** Outside the heap, since that may be as large as it gets already. */
    @Test
    void aSummaryHasWhatItsTasksNeeded() throws IOException {
        long before = summary(1).peakMemoryBytes();
        Path status = Path.of("/proc/self/status");
        assertEquals(Files.exists(status), before > 0);
        if (before > 0) {
            long now = Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS:")).mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", ""))).sum();
            long after = summary((int) (before - now) + MORE).peakMemoryBytes();
            assertTrue(after > before + MORE / 2, before + " and " + after);
        }
    }

    private static RunSummary summary(int bytes) {
        return ParallelMap.serial().progress(RunOptions.Progress.HIDDEN).range(1).outcomes(i -> {
            ByteBuffer held = ByteBuffer.allocateDirect(bytes); // zeros are written to all of it
            Thread.sleep(Duration.ofMillis(20).toMillis());
            return held.capacity();
        }).summary();
    }
}
