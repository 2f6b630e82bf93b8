package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.References;
import org.trialmap.array.DType;
import org.trialmap.store.Existing;
import org.trialmap.store.Layout;
import org.trialmap.store.ResultShape;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.support.Hosts;
import org.trialmap.support.IndexRanges;

/** Folders and files as they are found when something has gone wrong outside; every error is asserted whole, with DIR for the test's folder. */
class RealFaultsTest {
    @TempDir
    Path folder;

    private String error(Executable action) {
        return plain(assertThrows(Exception.class, action).getMessage());
    }

    /** The error without what differs from run to run: the test's folder, the chance in payload files' names, the host, the container's length. */
    private String plain(String text) {
        return text.replace(folder.toString(), "DIR").replaceAll("part-[0-9a-f-]+\\.h5", "PART").replace("host " + Hosts.name(), "host HOST")
                .replaceAll("its header says \\d+", "its header says N");
    }

    private Executable saving(Path out, SaveOptions save) {
        return () -> Runs.open(out, Runs.plan("f", 4), save).close();
    }

    private SavedResults results(Layout layout) throws IOException {
        return Runs.all(folder, Runs.plan("f", 4), Runs.LINKED.withLayout(layout), 2, i -> new double[] {i, i});
    }

    private Path payload(int partition) throws IOException {
        return folder.resolve(Runs.files(folder).stream().filter(file -> file.startsWith("f_payload/part-0000" + partition)).findFirst().orElseThrow());
    }

    /** Interrupted in the middle of a result, as a serial run is when it is stopped. */
    @ParameterizedTest
    @EnumSource(ResumeTest.Way.class)
    void aResultWhoseWritingIsInterrupted(ResumeTest.Way way) throws IOException {
        SaveOptions save = way == ResumeTest.Way.IN_PLACE ? Runs.LINKED.withShape(new ResultShape(DType.FLOAT64, ResultShape.UNKNOWN, 100_000)) : way.save;
        try (ResultRun run = Runs.open(folder, Runs.plan("f", 4), save)) {
            Runs.compute(run, 0, i -> new double[100_000], 0, 1);
            PayloadAttempt attempt = run.target().begin(1, 0, new int[] {2, 3});
            assertEquals("The result of task 2 cannot be written to DIR/f_payload on host HOST: " + (way == ResumeTest.Way.IN_PLACE
                    ? "it was interrupted, since the run was stopped. Run again with Existing.RESUME."
                    : "Cannot write to 'DIR/f_payload/PART.tmp': it was interrupted, since the run was stopped. The file is incomplete and will not open;"
                            + " other files are not touched. Run again with Existing.RESUME."),
                    error(() -> {
                        Thread.currentThread().interrupt();
                        attempt.add(2, new double[100_000]);
                    }));
            run.keep(Runs.summary(run), List.of());
            assertTrue(Thread.interrupted(), "who asked to stop is still told");
            attempt.close();
        }
        assertTrue(Runs.files(folder).stream().noneMatch(file -> file.endsWith(".tmp")), () -> Runs.content(folder).keySet().toString());
        try (ResultRun run = Runs.open(folder, Runs.plan("f", 4), save.withExisting(Existing.RESUME))) {
            assertEquals(IndexRanges.parse("0-1"), run.finished());
            assertEquals(List.of(), run.notices());
        }
    }

    @Test
    void aPayloadFolderThatIsMovedAwayDuringTheRun() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("f", 4), Runs.LINKED)) {
            PayloadAttempt attempt = run.target().begin(0, 0, new int[] {0, 1});
            attempt.add(0, 1.0);
            Files.move(folder.resolve("f_payload"), folder.resolve("elsewhere"));
            assertEquals("The results of tasks 0 cannot be written to DIR/f_payload on host HOST: the folder is not there any more; it was moved or"
                    + " removed during the run. Put it back, then run again with Existing.RESUME.", error(attempt::commit));
        }
    }

    @Test
    void aResultFolderThatIsMovedAwayDuringTheRun() throws IOException {
        Path out = folder.resolve("out");
        ResultRun run = Runs.open(out, Runs.plan("f", 4), Runs.LINKED);
        Runs.compute(run, 0, i -> 1.0, 0, 1);
        Path record = run.logFile(0).getParent().getParent();
        Files.move(out, folder.resolve("elsewhere"));
        String gone = plain("The folder " + record + " of this run is not there any more; it was moved or removed during the run. What had finished is where"
                + " it was moved to: put it back, then run again with Existing.RESUME.");
        assertEquals(gone, error(() -> Runs.finish(run)));
        assertEquals(gone, error(() -> run.keep(Runs.summary(run), List.of())));
        assertEquals(gone, error(() -> run.log(Runs.failure(2))));
        assertFalse(Files.exists(out), "nothing is made where it was");
        run.close();
        Files.move(folder.resolve("elsewhere"), out);
        try (ResultRun again = Runs.open(out, Runs.plan("f", 4), Runs.RESUME)) {
            assertEquals(IndexRanges.parse("0-1"), again.finished());
        }
    }

    private static void cut(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
    }

    @Test
    void aFolderBelowAFile() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "x");
        assertEquals("Results cannot be saved in DIR/notes.txt/results: it cannot be created or written (Not a directory: "
                + "DIR/notes.txt/results). Remove the cause, or choose another folder (save(...) or ResultFile.at(...)).",
                error(saving(folder.resolve("notes.txt/results"), Runs.LINKED)));
    }

    @Test
    void aFolderThatIsAFile() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "x");
        assertEquals("Results cannot be saved in DIR/notes.txt: DIR/notes.txt is a file, not a folder. Move it away, or choose another "
                + "folder (save(...) or ResultFile.at(...)).",
                error(saving(folder.resolve("notes.txt"), Runs.LINKED)));
    }

    @Test
    void aFolderWhoseNameIsTooLong() {
        assertEquals("Results cannot be saved in DIR/" + "x".repeat(300) + ": it cannot be created or written (File name too long: DIR/"
                + "x".repeat(300) + "). Remove the cause, or choose another folder (save(...) or ResultFile.at(...)).",
                error(saving(folder.resolve("x".repeat(300)), Runs.LINKED)));
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Mounts a file system for the test, then makes it read-only. */
    private void readOnly(Action before, Action after) throws Exception {
        Path mounted = Files.createDirectory(folder.resolve("disk"));
        References.need(run("mount", "-t", "tmpfs", "tmpfs", mounted.toString()), "mounting a disk, which takes root");
        try {
            before.run();
            assertTrue(run("mount", "-o", "remount,ro", mounted.toString()));
            after.run();
        } finally {
            run("umount", "-l", mounted.toString());
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aFileSystemThatIsReadOnly() throws Exception {
        Path out = folder.resolve("disk").resolve("results");
        readOnly(() -> {}, () -> assertEquals("Results cannot be saved in DIR/disk/results: it cannot be created or written (Read-only file system: "
                + "DIR/disk/results). Remove the cause, or choose another folder (save(...) or ResultFile.at(...)).",
                error(saving(out, Runs.LINKED))));
    }

    @Test
    void resultsOnAFileSystemThatIsReadOnlyCanBeReadButNotResumed() throws Exception {
        Path out = folder.resolve("disk").resolve("results");
        readOnly(() -> Runs.all(out, Runs.plan("f", 4), Runs.LINKED, 2, i -> i).close(), () -> {
            try (SavedResults saved = SavedResults.open(out)) {
                assertEquals(3, saved.read(3).item());
            }
            assertEquals("Results cannot be saved in DIR/disk/results: it cannot be created or written (Read-only file system: "
                    + "DIR/disk/results/.run/" + System.getProperty("user.name") + "~f.lock). Remove the cause, or choose another folder (save(...) or ResultFile.at(...)).",
                    error(saving(out, Runs.RESUME)));
            assertEquals("Results cannot be saved in DIR/disk/results: it cannot be created or written (Read-only file system: "
                    + "DIR/disk/results/.run/" + System.getProperty("user.name") + "~f.lock). Remove the cause, or choose another folder (save(...) or ResultFile.at(...)).",
                    error(() -> Gather.folder(out).close()));
            assertEquals("Results cannot be saved in DIR/disk/results: it cannot be created or written (Read-only file system: "
                    + "DIR/disk/results/.run/" + System.getProperty("user.name") + "~f.lock). Remove the cause, or choose another folder (save(...) or ResultFile.at(...)).",
                    error(saving(out, Runs.OVERWRITE)));
        });
    }

    @Test
    void aPayloadFolderThatBecomesReadOnlyDuringTheRun() throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        try (ResultRun run = Runs.open(out, Runs.plan("f", 4), Runs.LINKED)) {
            Runs.compute(run, 0, i -> i, 0, 1);
            String payload = run.payloadFolder().toString();
            References.need(run("mount", "--bind", payload, payload), "mounting a folder, which takes root");
            try {
                assertTrue(run("mount", "-o", "remount,ro,bind", payload));
                assertEquals("The results of tasks 2-3 cannot be written to DIR/out/f_payload on host HOST: DIR/out/f_payload/PART.tmp: "
                        + "Read-only file system. Free space or correct the permissions, then run again with Existing.RESUME.",
                        error(() -> Runs.compute(run, 1, i -> i, 2, 3)));
            } finally {
                run("umount", "-l", payload);
            }
            Runs.compute(run, 1, i -> i, 2, 3);
            try (SavedResults saved = Runs.finish(run)) {
                assertEquals(3, saved.read(3).item());
            }
        }
    }

    @Test
    void aContainerThatIsAFolder() throws IOException {
        Files.createDirectory(folder.resolve("f.h5"));
        assertEquals("Results cannot be saved as DIR/f.h5: a folder of that name is in the way. Move it away, or choose another name "
                + "with name(...).",
                error(saving(folder, Runs.LINKED)));
        assertEquals("Results cannot be saved as DIR/f.h5: a folder of that name is in the way. Move it away, or choose another name "
                + "with name(...).",
                error(saving(folder, Runs.OVERWRITE)));
        assertEquals("The folder DIR holds no result file (*.h5). Name another folder; if its run has not ended well, trialmap gather "
                + "builds the file from what is finished.",
                error(() -> SavedResults.open(folder).close()));
    }

    @Test
    void aPayloadFileThatWasCut() throws IOException {
        results(Layout.LINKED).close();
        Path part = payload(1);
        cut(part, Files.size(part) / 2);
        try (SavedResults saved = SavedResults.open(folder)) {
            assertEquals(1.0, saved.doubles(1)[0]);
            assertEquals("Cannot open 'DIR/f_payload/PART': it is truncated: it has 276 bytes, its header says N. A copy was interrupted, or the "
                    + "disk was full. Copy or write it again.",
                    error(() -> saved.read(2)));
        }
        try (ResultRun run = Runs.open(folder, Runs.plan("f", 4), Runs.RESUME)) {
            assertEquals("[DIR/f_payload/PART is damaged: it has 276 bytes instead of 552; the results of tasks 2-3 count as missing.]",
                    plain(run.notices().toString()));
            assertEquals(IndexRanges.parse("0-1"), run.finished());
        }
    }

    @Test
    void aPayloadFileThatIsGone() throws IOException {
        results(Layout.LINKED).close();
        Path part = payload(1);
        Files.delete(part);
        try (SavedResults saved = SavedResults.open(folder)) {
            assertEquals(1.0, saved.doubles(1)[0]);
            assertEquals("There is no group '/comp_2' in 'DIR/f.h5': external link 'comp_2' of 'DIR/f.h5' leads to the file "
                    + "'DIR/f_payload/PART', which is missing. Move the payload folder together with the file that links to it, or "
                    + "restore it.",
                    error(() -> saved.read(2)));
        }
    }

    @Test
    void aPayloadFileWithBytesOfZero() throws IOException {
        results(Layout.LINKED).close();
        Path part = payload(1);
        Files.write(part, new byte[(int) Files.size(part)]);
        try (SavedResults saved = SavedResults.open(folder)) {
            assertEquals("Cannot open 'DIR/f_payload/PART' (552 bytes): it has no HDF5 signature. It is in another format, or writing it "
                    + "was interrupted. Check that it is the right file, or write it again.",
                    error(() -> saved.read(2)));
        }
    }

    @Test
    void aContainerThatWasCut() throws IOException {
        results(Layout.STACKED).close();
        cut(folder.resolve("f.h5"), 200);
        assertEquals("Cannot open 'DIR/f.h5': it is truncated: it has 200 bytes, its header says N. A copy was interrupted, or the disk was "
                + "full. Copy or write it again.",
                error(() -> SavedResults.open(folder).close()));
        assertEquals("DIR/f.h5 is not a result of trialmap or ACME (not an HDF5 file that can be read), so it is not replaced; nothing was "
                + "touched. Move it away, or choose another name with name(...).",
                error(saving(folder, Runs.LINKED)));
        assertEquals("DIR/f.h5 is not a result of trialmap or ACME (not an HDF5 file that can be read), so it is not replaced; nothing was "
                + "touched. Move it away, or choose another name with name(...).",
                error(saving(folder, Runs.OVERWRITE)));
        assertEquals("DIR/f.h5 is not a result of trialmap (not an HDF5 file that can be read), so it is not resumed; nothing was touched. "
                + "Move it away, or choose another name with name(...).",
                error(saving(folder, Runs.RESUME)));
    }

    @Test
    void aContainerThatIsAText() throws IOException {
        Files.writeString(folder.resolve("f.h5"), "mean,count\n1.5,2\n");
        assertEquals("Cannot open 'DIR/f.h5' (17 bytes): it has no HDF5 signature. It is in another format, or writing it was interrupted. "
                + "Check that it is the right file, or write it again.",
                error(() -> SavedResults.open(folder).close()));
        assertEquals("DIR/f.h5 is not a result of trialmap or ACME (not an HDF5 file that can be read), so it is not replaced; nothing was "
                + "touched. Move it away, or choose another name with name(...).",
                error(saving(folder, Runs.LINKED)));
        assertEquals("DIR/f.h5 is not a result of trialmap or ACME (not an HDF5 file that can be read), so it is not replaced; nothing was "
                + "touched. Move it away, or choose another name with name(...).",
                error(saving(folder, Runs.OVERWRITE)));
        assertEquals("DIR/f.h5 is not a result of trialmap (not an HDF5 file that can be read), so it is not resumed; nothing was touched. "
                + "Move it away, or choose another name with name(...).",
                error(saving(folder, Runs.RESUME)));
        assertEquals("There is nothing to gather in DIR: DIR/.run has no record of a run. Name the folder that was given to save(...) or ResultFile.at(...).",
                error(() -> Gather.folder(folder).close()));
    }
}
