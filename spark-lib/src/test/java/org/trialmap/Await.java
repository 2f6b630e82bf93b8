package org.trialmap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/** Waits for conditions, so that no test depends on which of two things is faster. The limit is for what never comes. */
public final class Await {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 20;

    private Await() {}

    /** What a test waits for. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Returns when the condition holds; fails when it does not for five minutes. */
    public static void until(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                Assertions.fail("Not within " + LIMIT.toSeconds() + " s: " + what);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** For tasks that are to be under way when something happens: returns when the file is gone, or throws when interrupted. */
    public static void whileThere(String file) throws InterruptedException {
        while (Files.exists(Path.of(file))) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** How many partitions are journalled by the runs in this results folder: complete lines of their journals. */
    public static int journalled(Path results) {
        try (Stream<Path> files = Files.walk(results.resolve(".run"))) {
            int lines = 0;
            for (Path journal : files.filter(file -> file.endsWith("journal.jsonl")).toList()) {
                lines += (int) Files.readString(journal).chars().filter(c -> c == '\n').count();
            }
            return lines;
        } catch (NoSuchFileException e) {
            return 0; // not begun
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
