package org.trialmap.parallel.resource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** How much memory this process has had at most, as the system counts it: heap, stacks, code and native libraries. Only Linux says it. */
public final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String LINE = "VmHWM:";
    private static final int KIBI = 1024;
    /** Reading it takes 50 microseconds, which a partition of one short task should not take longer for. */
    private static final long FRESH = Duration.ofMillis(10).toNanos();
    private static volatile Reading last = new Reading(System.nanoTime() - 2 * FRESH, 0);

    private record Reading(long nanos, long bytes) {}

    private PeakMemory() {}

    /** Resident bytes at most since the process began, as of 10 ms ago or later; 0 where nobody says. */
    public static long bytes() {
        Reading known = last;
        if (System.nanoTime() - known.nanos > FRESH) {
            known = new Reading(System.nanoTime(), read(STATUS));
            last = known;
        }
        return known.bytes;
    }

    static long read(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(LINE)).mapToLong(line -> KIBI * Long.parseLong(line.substring(LINE.length()).replace("kB", "").strip())).findFirst().orElse(0);
        } catch (IOException | RuntimeException e) { // another system, or one that hides it
            return 0;
        }
    }
}
