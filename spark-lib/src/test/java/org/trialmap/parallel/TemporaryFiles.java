package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What a run must not leave behind. */
final class TemporaryFiles {
    private static final long SECONDS = 60;

    private TemporaryFiles() {}

    /** No temporary file below the folder; an attempt that is just being killed removes its own, which may take a moment. */
    static void assertNone(Path folder) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!below(folder).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertEquals(List.of(), below(folder));
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".tmp")).toList();
        } catch (NoSuchFileException | UncheckedIOException e) {
            return List.of(folder); // a file went away while it was looked at: look again
        }
    }
}
