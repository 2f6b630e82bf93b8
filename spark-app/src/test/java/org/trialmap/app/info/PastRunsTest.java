package org.trialmap.app.info;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.parallel.MapHandle;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.SavedResults;
import org.trialmap.task.OnError;
import org.trialmap.task.RunOptions;

/** {@code trialmap log}, {@code report} and {@code clean} over a folder with a finished, an incomplete and a failed run. */
class PastRunsTest {
    private static final ParallelMap SERIAL = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN).batch(1);

    @TempDir
    private Path folder;

    @BeforeEach
    void runs() throws IOException {
        SERIAL.name("whole").range(3).save(folder, PastRunsTest::call).close();
        SERIAL.name("gaps").onError(OnError.CONTINUE).range(9).save(folder, PastRunsTest::call).close();
        try {
            SERIAL.name("failed").range(9).save(folder, PastRunsTest::call).close();
        } catch (RuntimeException e) { // task 7
            assertTrue(e.getMessage().startsWith("Task 7 of 9 (7) failed on "), e.getMessage());
        }
    }

    private static double call(int i) {
        if (i == 7) {
            throw new IllegalStateException("seven");
        }
        return i;
    }

    /** All files, with their lengths. */
    private List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile).sorted()::iterator) {
                files.add(folder.relativize(file) + " " + Files.size(file));
            }
        }
        return files;
    }

    private void age(Duration time) throws IOException {
        FileTime then = FileTime.from(Instant.now().minus(time));
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                Files.setLastModifiedTime(file, then);
            }
        }
    }

    private String plain(String text) {
        return text.replace(folder.toString(), "DIR").replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "TIME").replaceAll("\\d+\\.\\d [kM]B", "SIZE").replaceAll("\\.run/[\\w-]+", ".run/ID")
                .replaceAll(" {2,}", "  ");
    }

    private Ended run(String... arguments) {
        Ended ended = InProcess.run(arguments);
        return new Ended(ended.code(), plain(ended.out()), plain(ended.err()));
    }

    @Test
    void logListsAllRunsWithStatesDatesAndSizes() throws IOException {
        Ended log = run("log", folder.toString());
        assertEquals(List.of(0, ""), List.of(log.code(), log.err()));
        List<String> lines = log.out().lines().toList();
        assertEquals("name  state  finished  begun  last written  size  record", lines.get(0));
        assertEquals(
                List.of("failed  failed  8 of 9  TIME  TIME  SIZE  DIR/.run/ID", "gaps  incomplete  8 of 9  TIME  TIME  SIZE  DIR/.run/ID", "whole  complete  3 of 3  TIME  TIME  SIZE  DIR/.run/ID"),
                lines.stream().skip(1).sorted().toList());
        assertEquals(2, run("log", folder.resolve("gaps.h5").toString()).out().lines().count());
    }

    @Test
    void reportWritesThePageOfEachRun() throws IOException {
        assertEquals(1, files().stream().filter(file -> file.contains("report.html")).count(), "of the run that failed");
        assertEquals(new Ended(0, "DIR/.run/ID/report.html\n", ""), run("report", folder.resolve("failed.h5").toString()));
        assertEquals(new Ended(0, "DIR/.run/ID/report.html\n".repeat(3), ""), run("report", folder.toString()));
        assertEquals(3, files().stream().filter(file -> file.contains("report.html")).count());
    }

    @Test
    void cleanShowsWhatItWouldRemoveAndRemovesItOnlyIfAsked() throws IOException {
        List<String> before = files();
        assertEquals(new Ended(0, "", "trialmap: There is nothing to remove in DIR: no run that old has ended without a result file.\n"),
                run("clean", folder.toString(), "--older-than", "7d", "--yes"));
        age(Duration.ofDays(8));
        assertEquals(
                new Ended(0, "would remove failed: failed, 8 of 9 tasks finished, last written TIME UTC, SIZE, DIR/.run/ID\n", "trialmap: Nothing was removed. Add --yes to remove this run (SIZE);"
                        + " what they have finished can then no longer be resumed or gathered.\n".replace("they have", "it has")),
                run("clean", folder.toString(), "--older-than", "7d"));
        assertEquals(before, files());
        assertEquals(new Ended(0, "removed failed: failed, 8 of 9 tasks finished, last written TIME UTC, SIZE, DIR/.run/ID\n", ""), run("clean", folder.toString(), "--older-than", "7d", "--yes"));
        assertFalse(Files.exists(folder.resolve("failed_payload")));
        List<String> left = run("log", folder.toString()).out().lines().skip(1).map(line -> line.substring(0, line.indexOf(' '))).sorted().toList();
        assertEquals(List.of("gaps", "whole"), left);
        try (SavedResults gaps = SavedResults.open(folder.resolve("gaps.h5")); SavedResults whole = SavedResults.open(folder.resolve("whole.h5"))) {
            assertEquals(List.of(8.0, 2.0), List.of(gaps.doubles(8)[0], whole.doubles(2)[0]));
        }
    }

    @Test
    void cleanLeavesARunThatIsGoingOn() throws Exception {
        Path go = folder.resolve("go");
        String file = go.toString();
        MapHandle<SavedResults> running = SERIAL.name("running").range(2).submitSave(folder, i -> {
            while (!Files.exists(Path.of(file))) {
                Thread.sleep(5);
            }
            return i;
        });
        try {
            while (run("log", folder.toString()).out().lines().noneMatch(line -> line.startsWith("running  running  0 of 2  "))) {
                Thread.sleep(20);
            }
            age(Duration.ofDays(8));
            assertEquals("removed failed: failed, 8 of 9 tasks finished, last written TIME UTC, SIZE, DIR/.run/ID\n", run("clean", folder.toString(), "--older-than", "1h", "--yes").out());
        } finally {
            Files.createFile(go);
        }
        try (SavedResults results = running.join()) {
            assertEquals(2, results.tasks());
        }
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertEquals(new Ended(2, "", "trialmap: DIR/none does not exist. Name the folder that was given to --out.\nHelp: trialmap log --help\n"), run("log", folder.resolve("none").toString()));
        Path empty = folder.resolve("whole_payload");
        assertEquals(new Ended(1, "", "trialmap: There is no record of a run in DIR/whole_payload. Name the folder that was given to --out.\n"), run("report", empty.toString()));
        assertEquals("trialmap: Missing required option: '--older-than=T'", run("clean", folder.toString()).err().lines().findFirst().orElseThrow());
    }
}
