package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.array.DType;
import org.trialmap.store.Existing;
import org.trialmap.store.Layout;
import org.trialmap.store.ResultShape;
import org.trialmap.store.RunRefusedException;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.support.IndexRanges;

/** Drivers that die, files that rot, and runs that go on. */
class ResumeTest {
    private static final IntFunction<Object> SQUARE = i -> new double[] {i, i * i};

    @TempDir
    Path folder;

    private Path journal(int tasks) {
        return folder.resolve(".run").resolve(Runs.plan("r", tasks).planId()).resolve("journal.jsonl");
    }

    private static void assertSquares(SavedResults saved) {
        assertEquals(new BitSet(), saved.missing());
        for (int i = 0; i < saved.tasks(); i++) {
            assertArrayEquals(new double[] {i, i * i}, saved.doubles(i), "task " + i);
        }
    }

    /** A driver that was killed: nothing is finished, kept or closed in good order (but the lock, which the system drops). */
    private void killed(SaveOptions save, int tasks, int... finished) throws IOException {
        ResultRun run = Runs.open(folder, Runs.plan("r", tasks), save);
        Runs.compute(run, 0, SQUARE, finished);
        run.close();
    }

    enum Way {
        LINKED(Runs.LINKED),
        SINGLE(Runs.SINGLE),
        STACKED(Runs.STACKED),
        IN_PLACE(Runs.LINKED.withShape(new ResultShape(DType.FLOAT64, ResultShape.UNKNOWN, 2)));

        final SaveOptions save;

        Way(SaveOptions save) {
            this.save = save;
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aKilledRunGoesOnWhereItWas(Way way) throws IOException {
        killed(way.save, 6, 1, 2);
        try (ResultRun run = Runs.open(folder, Runs.plan("r", 6), way.save.withExisting(Existing.RESUME))) {
            assertEquals(List.of(), run.notices());
            assertEquals(IndexRanges.parse("1-2"), run.finished());
            Runs.compute(run, 0, SQUARE, 0, 3, 4, 5);
            try (SavedResults saved = Runs.finish(run)) {
                assertSquares(saved);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aCompleteRunIsLeftAsItIs(Way way) throws IOException {
        Runs.all(folder, Runs.plan("r", 4), way.save, 2, SQUARE).close();
        byte[] container = Files.readAllBytes(folder.resolve("r.h5"));
        List<String> files = Runs.files(folder);
        try (ResultRun run = Runs.open(folder, Runs.plan("r", 4), way.save.withExisting(Existing.RESUME))) {
            assertEquals(IndexRanges.parse("0-3"), run.finished());
            try (SavedResults saved = Runs.finish(run)) {
                assertSquares(saved);
            }
        }
        assertArrayEquals(container, Files.readAllBytes(folder.resolve("r.h5")));
        assertEquals(files, Runs.files(folder));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void missingTasksAreMarkedAndFilledInLater(Way way) throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("r", 5), way.save)) {
            Runs.compute(run, 0, SQUARE, 0, 1, 4);
            try (SavedResults saved = run.finish(Runs.summary(run), List.of(Runs.failure(2), Runs.failure(3)))) {
                assertEquals(IndexRanges.parse("2-3"), saved.missing());
                assertArrayEquals(new double[] {4, 16}, saved.doubles(4));
                assertEquals("Task 2 of 5 has no result in " + saved.container() + ": it failed or was not run. Run the same again with Existing.RESUME"
                        + " to run what is missing.",
                        assertThrows(java.util.NoSuchElementException.class, () -> saved.read(2)).getMessage());
                if (saved.layout() == Layout.STACKED) {
                    assertArrayEquals(new double[] {0, 0, 1, 1, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 4, 16},
                            saved.stacked(0).read().doubles());
                }
            }
        }
        for (int i = 0; i < 2; i++) { // the second time after a kill: the incomplete container is there all the time
            try (ResultRun run = Runs.open(folder, Runs.plan("r", 5), way.save.withExisting(Existing.RESUME))) {
                assertEquals(i == 0 ? IndexRanges.parse("0-1,4") : IndexRanges.parse("0-2,4"), run.finished());
                Runs.compute(run, 7, SQUARE, 2 + i);
                try (SavedResults old = SavedResults.open(folder)) {
                    assertEquals(IndexRanges.parse("2-3"), old.missing());
                }
                if (i == 1) {
                    try (SavedResults saved = Runs.finish(run)) {
                        assertSquares(saved);
                    }
                }
            }
        }
        if (way != Way.LINKED) {
            assertFalse(Files.exists(folder.resolve("r_payload")));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 100})
    void aTornLastLineIsCutOff(int bytes) throws IOException {
        killed(Runs.LINKED, 4, 0, 1);
        long whole = Files.size(journal(4));
        byte[] line = Files.readAllBytes(journal(4));
        Files.write(journal(4), java.util.Arrays.copyOf(line, bytes), StandardOpenOption.APPEND);
        try (ResultRun run = Runs.open(folder, Runs.plan("r", 4), Runs.RESUME)) {
            assertEquals(List.of(), run.notices());
            assertEquals(IndexRanges.parse("0-1"), run.finished());
            assertEquals(whole, Files.size(journal(4)));
            Runs.compute(run, 1, SQUARE, 2, 3);
            try (SavedResults saved = Runs.finish(run)) {
                assertSquares(saved);
            }
        }
        assertEquals(2, Files.readAllLines(journal(4)).size());
    }

    @Test
    void aDamagedLineCountsAsMissing() throws IOException {
        killed(Runs.LINKED, 4, 0, 1);
        Files.writeString(journal(4), "{\"partition\": 1, nonsense}\n", StandardOpenOption.APPEND);
        try (ResultRun run = Runs.open(folder, Runs.plan("r", 4), Runs.RESUME)) {
            assertEquals(List.of("Line 2 of " + journal(4) + " is damaged; the results that it listed count as missing."), run.notices());
            assertEquals(IndexRanges.parse("0-1"), run.finished());
        }
    }

    @Test
    void damagedPayloadCountsAsMissing() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("r", 6), Runs.LINKED)) {
            Runs.compute(run, 0, SQUARE, 0, 1);
            Runs.compute(run, 1, SQUARE, 2, 3);
            Runs.compute(run, 2, SQUARE, 4, 5);
            run.keep(Runs.summary(run), List.of());
            List<Path> payload = Runs.payload(run);
            byte[] bytes = Files.readAllBytes(payload.get(0));
            bytes[bytes.length / 2] ^= 1;
            Files.write(payload.get(0), bytes);
            Files.write(payload.get(1), new byte[] {1, 2, 3});
            Files.delete(payload.get(2));
        }
        try (ResultRun run = Runs.open(folder, Runs.plan("r", 6), Runs.RESUME)) {
            List<String> lines = run.notices().stream().map(line -> line.replaceAll("-[0-9a-f]{8}-[0-9a-f]{8}", "").replaceAll("not [0-9a-f]{8}",
                    "not X")
                    .replaceAll("instead of \\d+", "instead of N")).toList();
            String part = run.payloadFolder() + "/part-0000";
            assertEquals(List.of(part + "0-0.h5 is damaged: its checksum is not X; the results of tasks 0-1 count as missing.",
                    part + "1-0.h5 is damaged: it has 3 bytes instead of N; the results of tasks 2-3 count as missing.",
                    part + "2-0.h5 is gone; the results of tasks 4-5 count as missing."), lines);
            assertEquals(new BitSet(), run.finished());
            Runs.missing(run, 3, SQUARE);
            try (SavedResults saved = Runs.finish(run)) {
                assertSquares(saved);
            }
            assertEquals(2, Runs.payload(run).size());
        }
    }

    @Test
    void bytesThatRottedInPlaceCountAsMissing() throws IOException {
        killed(Way.IN_PLACE.save, 6, 1, 2);
        Path data = Files.list(folder.resolve("r_payload")).findFirst().orElseThrow();
        byte[] bytes = Files.readAllBytes(data);
        bytes[bytes.length - 3] ^= 1; // the last byte written belongs to task 2
        Files.write(data, bytes);
        try (ResultRun run = Runs.open(folder, Runs.plan("r", 6), Runs.RESUME.withShape(Way.IN_PLACE.save.shape().get()))) {
            assertEquals(List.of(data + " does not hold what partition 0 wrote; the results of tasks 1-2 count as missing."), run.notices());
            assertEquals(new BitSet(), run.finished());
        }
    }

    @Test
    void damageIsFoundInACompleteLinkedContainerToo() throws IOException {
        Runs.all(folder, Runs.plan("r", 4), Runs.LINKED, 2, SQUARE).close();
        Files.write(folder.resolve("r_payload").resolve(Files.list(folder.resolve("r_payload")).sorted().findFirst().orElseThrow().getFileName()),
                new byte[3]);
        try (ResultRun run = Runs.open(folder, Runs.plan("r", 4), Runs.RESUME)) {
            assertEquals(IndexRanges.parse("2-3"), run.finished());
            Runs.missing(run, 2, SQUARE);
            try (SavedResults saved = Runs.finish(run)) {
                assertSquares(saved);
            }
        }
    }

    @Test
    void anotherPlanIsRefusedNamingTheField() throws IOException {
        killed(Runs.LINKED, 4, 0, 1);
        Map<String, List<Byte>> before = Runs.content(folder);
        RunRefusedException refused = assertThrows(RunRefusedException.class, () -> Runs.open(folder, Runs.plan("r", 4, 2), Runs.RESUME));
        assertEquals("The results named 'r' in " + folder + " are of another plan (seed: 1 -> 2), so they cannot be resumed; nothing was touched."
                + " The earlier plan is in "
                + journal(4).resolveSibling("plan.json") + ". Run with what it says, use Existing.OVERWRITE to start over, or choose another name with"
                + " name(...).",
                refused.getMessage());
        assertEquals(before, Runs.content(folder));
    }

    @Test
    void aDamagedRecordIsNamed() throws IOException {
        killed(Runs.LINKED, 4, 0, 1);
        Path record = journal(4).resolveSibling("plan.json");
        Files.writeString(record, Files.readString(record).substring(0, 60));
        IOException refused = assertThrows(IOException.class, () -> Runs.open(folder, Runs.plan("r", 4), Runs.RESUME));
        assertEquals("The record of a run, " + record + ", cannot be read (it is damaged at line 4, column 27), so the run can be neither resumed nor gathered. Restore the"
                + " file, or start over with Existing.OVERWRITE.", refused.getMessage());
    }

    @Test
    void anotherPlanBeginsAnewWhereNothingIsFinished() throws IOException {
        Runs.open(folder, Runs.plan("r", 4), Runs.LINKED).close();
        try (ResultRun run = Runs.open(folder, Runs.plan("r", 4, 2), Runs.RESUME)) {
            Runs.missing(run, 4, SQUARE);
            try (SavedResults saved = Runs.finish(run)) {
                assertSquares(saved);
                assertEquals(2, saved.plan().orElseThrow().seed());
            }
        }
    }

    @Test
    void twoAttemptsOfAPartitionLeaveOneResult() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("r", 2), Runs.LINKED)) {
            PayloadCommit first = Runs.write(run, 0, SQUARE, 0, 1);
            PayloadCommit second = Runs.write(run, 0, SQUARE, 0, 1);
            assertEquals(2, Runs.payload(run).size());
            run.journal(second);
            run.journal(first);
            run.journal(second);
            try (SavedResults saved = Runs.finish(run)) {
                assertSquares(saved);
            }
            assertEquals(List.of(run.payloadFolder().resolve(second.file())), Runs.payload(run));
            assertEquals(1, Files.readAllLines(journal(2)).size());
        }
    }

    @Test
    void whatWasRenamedButNotJournalledDoesNotExist() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("r", 4), Runs.LINKED)) {
            Runs.compute(run, 0, SQUARE, 0, 1);
            Runs.write(run, 1, SQUARE, 2, 3);
            run.target().begin(2, 0, new int[] {2, 3}).add(2, 1.0); // an attempt that dies
            assertEquals(3, Runs.payload(run).size());
        }
        try (ResultRun run = Runs.open(folder, Runs.plan("r", 4), Runs.RESUME)) {
            assertEquals(IndexRanges.parse("0-1"), run.finished());
            assertEquals(1, Runs.payload(run).size());
            Runs.missing(run, 2, SQUARE);
            try (SavedResults saved = Runs.finish(run)) {
                assertSquares(saved);
            }
        }
    }

    @Test
    void resumingWhereNothingIsBeginsAnew() throws IOException {
        try (SavedResults saved = Runs.all(folder.resolve("a/b"), Runs.plan("r", 2), Runs.RESUME, 1, SQUARE)) {
            assertSquares(saved);
        }
    }

    @Test
    void aContainerWhoseRecordWasDeletedCountsIfItIsComplete() throws IOException {
        Runs.all(folder, Runs.plan("r", 2), Runs.LINKED, 1, SQUARE).close();
        RunFolder.delete(folder.resolve(".run"));
        try (ResultRun run = Runs.open(folder, Runs.plan("r", 2), Runs.RESUME)) {
            assertEquals(IndexRanges.parse("0-1"), run.finished());
            try (SavedResults saved = Runs.finish(run)) {
                assertSquares(saved);
            }
        }
        try (ResultRun run = Runs.open(folder, Runs.plan("r", 2), Runs.RESUME)) {
            assertEquals(IndexRanges.parse("0-1"), run.finished(), "and a second time");
        }
    }

    @Test
    void keptRunsLeaveNoTemporaryFiles() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("r", 4), Runs.LINKED)) {
            Runs.compute(run, 0, SQUARE, 0, 1);
            run.target().begin(1, 0, new int[] {2, 3}).add(2, 1.0);
            run.log(Runs.failure(2));
            run.keep(Runs.summary(run), List.of(Runs.failure(2)));
            assertEquals(journal(4).resolveSibling("log").resolve("task-00002.txt"), run.logFile(2));
            assertEquals("""
                    Task 2 of 4 (x=2) failed on node3: IllegalStateException: no luck

                    input: x=2
                    host: node3
                    attempts: 1

                    java.lang.IllegalStateException: no luck
                    \tat Example""", Files.readString(run.logFile(2)));
        }
        assertFalse(Files.exists(folder.resolve("r.h5")));
        assertTrue(Runs.files(folder).stream().noneMatch(file -> file.contains(".tmp")), () -> String.valueOf(folder));
    }

    /** Killed while it replaced a file of its record, before or after its container was complete. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void halvesOfRecordsAreRemovedWhenARunGoesOn(Way way) throws IOException {
        for (boolean finished : new boolean[] {false, true}) {
            if (finished) {
                try (ResultRun run = Runs.open(folder, Runs.plan("r", 6), way.save.withExisting(Existing.RESUME))) {
                    Runs.missing(run, 2, SQUARE);
                    Runs.finish(run).close();
                }
            } else {
                killed(way.save, 6, 1, 2);
            }
            for (String name : List.of("plan.json", "summary.json", "trace.csv", "companions.h5", "report.html", "container.h5")) {
                Files.writeString(journal(6).resolveSibling(name + ".tmp"), "{ ");
            }
            Runs.open(folder, Runs.plan("r", 6), way.save.withExisting(Existing.RESUME)).close();
            assertEquals(List.of(), Runs.files(folder).stream().filter(file -> file.endsWith(".tmp")).toList());
        }
    }
}
