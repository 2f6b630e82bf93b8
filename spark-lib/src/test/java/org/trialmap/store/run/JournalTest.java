package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.store.Durability;
import org.trialmap.store.OwnFiles;

/** When lines of the journal reach the system, and when the disk; the clock and the disk are the test's. */
class JournalTest {
    private static final long MILLISECOND = 1_000_000;

    @TempDir
    Path folder;
    private long now = Long.MAX_VALUE - 10 * MILLISECOND; // System.nanoTime may overflow
    private int forced;

    private Journal journal(Durability durability) throws IOException {
        FileChannel channel = OwnFiles.open(folder.resolve("journal.jsonl"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return new Journal(channel, durability, () -> now, () -> forced++);
    }

    private void add(Journal journal, int task, int forcedThen) throws IOException {
        journal.add(new PayloadCommit(task, 0, RunFolder.payloadFile(task, 0, "0123abcd"), 1, "00000000", new int[] {task}, List.of(), "h", 0, 1, Map.of()));
        assertEquals(task + 1, Files.readAllLines(folder.resolve("journal.jsonl")).size(), "the system has every line at once");
        assertEquals(forcedThen, forced, "after task " + task);
    }

    @Test
    void linesAreForcedAtMostEvery50Milliseconds() throws IOException {
        try (Journal journal = journal(Durability.DISK)) {
            add(journal, 0, 0);
            now += 50 * MILLISECOND;
            add(journal, 1, 0);
            now += 1;
            add(journal, 2, 1);
            add(journal, 3, 1);
            now += 49 * MILLISECOND;
            add(journal, 4, 1);
            now += 2 * MILLISECOND;
            add(journal, 5, 2);
            journal.force();
            assertEquals(2, forced, "nothing is pending");
            add(journal, 6, 2);
            journal.force();
            assertEquals(3, forced);
            add(journal, 7, 3);
        }
        assertEquals(4, forced, "at the end, too");
        assertEquals(8, Journal.read(folder.resolve("journal.jsonl")).commits().size());
    }

    @Test
    void withoutADiskToSurviveNothingIsForced() throws IOException {
        try (Journal journal = journal(Durability.SYSTEM)) {
            add(journal, 0, 0);
            now += 1000 * MILLISECOND;
            add(journal, 1, 0);
            journal.force();
        }
        assertEquals(0, forced);
    }
}
