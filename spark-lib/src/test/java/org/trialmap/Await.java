package org.trialmap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.trialmap.support.IndexRanges;

/** Waits for conditions, so that no test depends on which of two things is faster. The limit is for what never comes. */
public final class Await {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 20;
    private static final Pattern TASKS = Pattern.compile("\"tasks\":\"([^\"]*)\"");

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

    /** How many partitions are journalled by the runs in this results folder. */
    public static int journalled(Path results) {
        return lines(results).size();
    }

    /** Tasks that are journalled by the runs in this results folder, in this order. */
    public static List<Integer> journalledTasks(Path results) {
        return lines(results).stream().flatMap(line -> TASKS.matcher(line).results()).flatMap(tasks -> Arrays.stream(IndexRanges.indices(tasks.group(1))).boxed()).toList();
    }

    /** Complete ones, of all journals. */
    private static List<String> lines(Path results) {
        try (Stream<Path> files = Files.walk(results.resolve(".run"))) {
            List<String> lines = new ArrayList<>();
            for (Path journal : files.filter(file -> file.endsWith("journal.jsonl")).toList()) {
                String text = Files.readString(journal);
                text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(lines::add);
            }
            return lines;
        } catch (NoSuchFileException e) {
            return List.of(); // not begun
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
