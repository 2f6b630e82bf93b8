package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.array.NdArray;
import org.trialmap.store.Json;
import org.trialmap.store.Layout;
import org.trialmap.store.RunRefusedException;
import org.trialmap.store.SavedResults;
import org.trialmap.support.IndexRanges;

/** Containers from what runs left behind. */
class GatherTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Layout.class)
    void buildsTheContainerOfAKilledRun(Layout layout) throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("k", 5), Runs.LINKED.withLayout(layout))) {
            Runs.compute(run, 0, i -> (double) i, 0, 1);
            Runs.compute(run, 1, i -> (double) i, 2, 4);
        }
        try (SavedResults saved = Gather.folder(folder)) {
            assertEquals(IndexRanges.parse("3"), saved.missing());
            assertArrayEquals(new double[] {4}, saved.doubles(4));
            assertEquals(4, saved.summary().orElseThrow().ran());
            assertEquals("gathered", saved.summary().orElseThrow().master());
        }
        try (ResultRun run = Runs.open(folder, Runs.plan("k", 5), Runs.RESUME.withLayout(layout))) {
            assertEquals(IndexRanges.parse("0-2,4"), run.finished());
            Runs.compute(run, 9, i -> (double) i, 3);
        }
        try (SavedResults saved = Gather.folder(folder.resolve("k.h5"))) {
            assertEquals(IndexRanges.parse(""), saved.missing());
            assertArrayEquals(new double[] {3}, saved.doubles(3));
        }
        Gather.folder(folder).close();
    }

    @Test
    void keepsTheFailuresThatTheRunRecorded() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("k", 3), Runs.LINKED)) {
            Runs.compute(run, 0, i -> 1.0, 0);
            run.keep(Runs.summary(run), List.of(Runs.failure(1), Runs.failure(2)));
        }
        Gather.folder(folder).close();
        Path summary = folder.resolve(".run").resolve(Runs.plan("k", 3).planId()).resolve("summary.json");
        assertEquals(2, Json.MAPPER.readTree(summary.toFile()).get("failures").size());
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertEquals("There is nothing to gather in " + folder + ": " + folder.resolve(".run") + " has no record of a run. Name the folder that was"
                + " given to save(...) or ResultFile.at(...).",
                assertThrows(IOException.class, () -> Gather.folder(folder)).getMessage());
        try (ResultRun run = Runs.open(folder, Runs.plan("a", 3), Runs.LINKED)) {
            assertEquals("Another run is writing " + run.container() + " at this moment (ME), so this one was refused; nothing was touched. Wait until it"
                    + " has ended, or choose another"
                    + " name with name(...).", Runs.byThisProcess(assertThrows(RunRefusedException.class, () -> Gather.folder(folder)).getMessage()));
        }
        assertEquals("There is nothing to gather in " + folder + ": no task of 'a' is finished. Run it again with Existing.RESUME.",
                assertThrows(IOException.class, () -> Gather.folder(folder)).getMessage());
        Runs.open(folder, Runs.plan("b", 3), Runs.LINKED).close();
        assertEquals("There are several runs in " + folder + ": a, b. Name one, for example " + folder.resolve("a.h5") + ".",
                assertThrows(IOException.class, () -> Gather.folder(folder)).getMessage());
        assertEquals("There is nothing to gather in " + folder.resolve("c.h5") + ": " + folder.resolve(".run")
                + " has no record of a run named 'c'. Name the folder that was"
                + " given to save(...) or ResultFile.at(...).", assertThrows(IOException.class, () -> Gather.folder(folder.resolve("c.h5"))).getMessage());
    }

    @Test
    void payloadThatVanishedIsNamed() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("v", 1), Runs.LINKED)) {
            PayloadCommit commit = Runs.compute(run, 0, i -> 1.0, 0);
            Path file = run.payloadFolder().resolve(commit.file());
            Files.delete(file);
            assertEquals("The container " + run.container() + " cannot be built: " + file + ", which host " + commit.host() + " wrote with "
                    + commit.bytes()
                    + " bytes, is not there. If driver and executors do not share that folder, choose one that they share (save(...) or ResultFile.at(...)); else run again"
                    + " with Existing.RESUME.",
                    assertThrows(IOException.class, () -> Runs.finish(run)).getMessage());
        }
    }

    /** 24 tasks of 8 MB each under a heap of 48 MB: neither writing nor gathering may hold more than a task's result. */
    @ParameterizedTest
    @EnumSource(value = Layout.class, names = {"STACKED", "SINGLE"})
    void bigResultsNeedLittleMemory(Layout layout) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx48m",
                "-XX:MaxDirectMemorySize=32m", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), BigRun.class.getName(), folder.toString(), layout.name()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
        assertTrue(Files.size(folder.resolve("big.h5")) > 24L * 8 * 1_000_000);
        try (SavedResults saved = SavedResults.open(folder)) {
            double[] last = saved.doubles(23);
            assertEquals(NdArray.of(last, 1_000_000), BigRun.result(23));
        }
    }

    /** Runs in a process of its own. */
    static final class BigRun {
        static NdArray result(int task) {
            double[] values = new double[1_000_000];
            java.util.Arrays.setAll(values, i -> task * 1e7 + i);
            return NdArray.of(values, values.length);
        }

        public static void main(String[] args) throws IOException {
            Runs.all(Path.of(args[0]), Runs.plan("big", 24), Runs.LINKED.withLayout(Layout.valueOf(args[1])), 6, BigRun::result).close();
        }
    }
}
