package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.array.NdArray;
import org.trialmap.store.Existing;
import org.trialmap.store.Layout;
import org.trialmap.store.RunRefusedException;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.support.Hosts;
import org.trialmap.support.IndexRanges;

/** Results that are there already are never lost by accident. */
class ExistingResultsTest {
    private static final IntFunction<Object> OLD = i -> 1.0;
    private static final IntFunction<Object> NEW = i -> 2.0;

    @TempDir
    Path folder;

    private String refusal(SaveOptions save) {
        Map<String, List<Byte>> before = Runs.content(folder);
        String message = assertThrows(RunRefusedException.class, () -> Runs.open(folder, Runs.plan("e", 4), save)).getMessage();
        assertEquals(before, Runs.content(folder));
        return message;
    }

    @Test
    void aContainerIsNotReplacedUnasked() throws IOException {
        Runs.all(folder, Runs.plan("e", 4), Runs.LINKED, 2, OLD).close();
        assertEquals("Results are in " + folder.resolve("e.h5") + " already (complete, 4 tasks), so this run was refused; nothing was touched. Use"
                + " Existing.OVERWRITE to replace"
                + " them, or choose another name with name(...).", refusal(Runs.LINKED));
    }

    @Test
    void anIncompleteContainerCanBeResumed() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("e", 4), Runs.LINKED)) {
            Runs.compute(run, 0, OLD, 0);
            Runs.finish(run).close();
        }
        assertEquals("Results are in " + folder.resolve("e.h5") + " already (incomplete, 3 of 4 tasks are missing), so this run was refused; nothing"
                + " was touched. Use"
                + " Existing.RESUME to run the missing tasks, Existing.OVERWRITE to replace them, or choose another name with name(...).",
                refusal(Runs.LINKED));
    }

    @Test
    void anUnfinishedRunIsNotReplacedUnasked() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("e", 4), Runs.LINKED)) {
            Runs.compute(run, 0, OLD, 0, 1, 2);
        }
        assertEquals("An unfinished run named 'e' is in " + folder + " already (3 of 4 tasks are finished), so this run was refused; nothing was"
                + " touched. Use Existing.RESUME to run"
                + " the 1 missing task, Existing.OVERWRITE to start over, or choose another name with name(...).", refusal(Runs.LINKED));
    }

    @Test
    void aRunThatFinishedNothingIsNotInTheWay() throws IOException {
        Runs.open(folder, Runs.plan("e", 4, 7), Runs.LINKED).close();
        try (SavedResults saved = Runs.all(folder, Runs.plan("e", 4), Runs.LINKED, 2, NEW)) {
            assertArrayEquals(new double[] {2}, saved.doubles(3));
        }
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void resultsThatTheUserRemovedAreNotInTheWay(Layout layout) throws IOException {
        SaveOptions save = SaveOptions.DEFAULTS.withLayout(layout);
        Runs.all(folder, Runs.plan("e", 4, 7), save, 2, OLD).close();
        Files.delete(folder.resolve("e.h5"));
        if (layout == Layout.LINKED) {
            assertTrue(refusal(save).startsWith("An unfinished run named 'e' is in "), "its payload is still there");
            for (Path file : Runs.files(folder.resolve("e_payload")).stream().map(folder.resolve("e_payload")::resolve).toList()) {
                Files.delete(file);
            }
        }
        try (SavedResults saved = Runs.all(folder, Runs.plan("e", 4), save, 2, NEW)) {
            assertArrayEquals(new double[] {2}, saved.doubles(3));
        }
    }

    @Test
    void foreignFilesAreNeverReplaced() throws IOException {
        Files.writeString(folder.resolve("e.h5"), "a thesis");
        assertEquals(folder.resolve("e.h5") + " is not a result of trialmap or ACME (not an HDF5 file that can be read), so it is not replaced; nothing"
                + " was touched. Move it"
                + " away, or choose another name with name(...).", refusal(Runs.OVERWRITE));
        assertEquals(folder.resolve("e.h5") + " is not a result of trialmap (not an HDF5 file that can be read), so it is not resumed; nothing was"
                + " touched. Move it"
                + " away, or choose another name with name(...).", refusal(Runs.RESUME));
        Files.delete(folder.resolve("e.h5"));
        ContainerWriter.write(folder.resolve("e.h5"), writer -> writer.root().dataset("data", NdArray.from(1.0)));
        assertTrue(refusal(Runs.OVERWRITE).contains(" (an HDF5 file of another kind), so it is not replaced; "));
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void theOldResultsAreReadableUntilTheNewOnesAreComplete(Layout layout) throws IOException {
        SaveOptions save = Runs.OVERWRITE.withLayout(layout);
        Runs.all(folder, Runs.plan("e", 4), save, 2, OLD).close();
        try (ResultRun run = Runs.open(folder, Runs.plan("e", 4), save)) {
            Runs.compute(run, 0, NEW, 0, 1);
        } // killed
        try (SavedResults old = SavedResults.open(folder)) {
            assertArrayEquals(new double[] {1}, old.doubles(3));
        }
        try (ResultRun run = Runs.open(folder, Runs.plan("e", 4), save.withExisting(Existing.RESUME))) {
            assertEquals(IndexRanges.parse("0-1"), run.finished());
            try (SavedResults old = SavedResults.open(folder)) {
                assertArrayEquals(new double[] {1}, old.doubles(3));
            }
            Runs.missing(run, 2, NEW);
            try (SavedResults saved = Runs.finish(run)) {
                for (int i = 0; i < 4; i++) {
                    assertArrayEquals(new double[] {2}, saved.doubles(i));
                }
            }
            assertEquals(layout == Layout.LINKED ? 2 : 0, Files.exists(run.payloadFolder()) ? Runs.payload(run).size() : 0);
        }
    }

    @Test
    void overwritingWithAnotherPlanLeavesOneRun() throws IOException {
        Runs.all(folder, Runs.plan("e", 4), Runs.LINKED, 1, OLD).close();
        Runs.all(folder, Runs.plan("e", 3, 5), Runs.OVERWRITE, 3, NEW).close();
        assertEquals(List.of(Runs.plan("e", 3, 5).planId()), RunFolder.records(folder).stream().map(found -> found.plan().plan().planId()).toList());
        assertEquals(1, Runs.files(folder.resolve("e_payload")).size());
    }

    @Test
    void twoNamesOfOnePlanDoNotMix() throws IOException {
        Runs.all(folder, Runs.plan("e", 2), Runs.LINKED, 1, OLD).close();
        Runs.all(folder, Runs.plan("g", 2), Runs.LINKED, 1, NEW).close();
        try (ResultRun run = Runs.open(folder, Runs.plan("e", 2), Runs.RESUME); SavedResults saved = Runs.finish(run)) {
            assertArrayEquals(new double[] {1}, saved.doubles(1));
        }
        try (ResultRun run = Runs.open(folder, Runs.plan("g", 2), Runs.RESUME); SavedResults saved = Runs.finish(run)) {
            assertArrayEquals(new double[] {2}, saved.doubles(1));
        }
    }

    @Test
    void aSecondRunAtTheSameTimeIsRefused() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("e", 4), Runs.LINKED)) {
            assertEquals("Another run is writing " + folder.resolve("e.h5") + " at this moment (ME), so this one was refused; nothing was touched. Wait"
                    + " until it has ended, or"
                    + " choose another name with name(...).", Runs.byThisProcess(refusal(Runs.RESUME)));
            Runs.open(folder, Runs.plan("other", 4), Runs.LINKED).close();
            refusal(Runs.OVERWRITE);
            Runs.missing(run, 4, OLD);
            Runs.finish(run).close();
        }
        Runs.open(folder, Runs.plan("e", 4), Runs.OVERWRITE).close();
    }

    @Test
    void aSecondProcessIsRefusedToo() throws IOException, InterruptedException {
        try (ResultRun run = Runs.open(folder, Runs.plan("e", 4), Runs.LINKED)) {
            Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                    System.getProperty("java.class.path"),
                    SecondProcess.class.getName(), folder.toString()).redirectErrorStream(true).start();
            String output = new String(other.getInputStream().readAllBytes());
            assertEquals(3, other.waitFor(), output);
            assertTrue(output.contains("Another run is writing " + run.container() + " at this moment (user " + System.getProperty("user.name") + " on host "
                    + Hosts.name() + ", process " + ProcessHandle.current().pid() + ", since "), output);
        }
    }

    /** Tries to open the run that the test has open. */
    static final class SecondProcess {
        public static void main(String[] args) throws IOException {
            try {
                Runs.open(Path.of(args[0]), Runs.plan("e", 4), Runs.RESUME).close();
            } catch (RunRefusedException e) {
                System.out.println(e.getMessage());
                System.exit(3);
            }
        }
    }

    @Test
    void aFileInTheWayOfTheFolderIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "x");
        assertEquals("Results cannot be saved in " + file + ": " + file + " is a file, not a folder. Move it away, or choose another folder (save(...) or ResultFile.at(...)).",
                assertThrows(IOException.class, () -> Runs.open(file, Runs.plan("e", 1), Runs.LINKED)).getMessage());
        Files.createDirectory(folder.resolve("e.h5"));
        assertEquals("Results cannot be saved as " + folder.resolve("e.h5") + ": a folder of that name is in the way. Move it away, or choose"
                + " another name with name(...).", assertThrows(IOException.class, () -> Runs.open(folder, Runs.plan("e", 1), Runs.LINKED)).getMessage());
    }

    @Test
    void aFolderThatCannotBeCreatedIsNamed() {
        Path nowhere = Path.of("/proc/trialmap");
        String message = assertThrows(IOException.class, () -> Runs.open(nowhere, Runs.plan("e", 1), Runs.LINKED)).getMessage();
        assertTrue(message.startsWith("Results cannot be saved in /proc/trialmap: it cannot be created or written ("), message);
        assertTrue(message.endsWith("). Remove the cause, or choose another folder (save(...) or ResultFile.at(...))."), message);
    }

    @Test
    void anExecutorWithoutTheFolderSaysSo() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("e", 4), Runs.LINKED)) {
            PayloadTarget target = run.target();
            Files.delete(run.payloadFolder());
            assertEquals("The results of tasks 1-3 cannot be written: the folder " + run.payloadFolder() + " is not there on host "
                    + Hosts.name()
                    + ". Driver and executors must see the same folder: choose one on a shared file system (save(...) or ResultFile.at(...)).",
                    assertThrows(IOException.class, () -> target.begin(0, 0, new int[] {1, 2, 3})).getMessage());
        }
    }
}
