package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.store.Existing;
import org.trialmap.store.Frame;
import org.trialmap.store.Json;
import org.trialmap.store.Layout;
import org.trialmap.store.RunState;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.store.report.RunReport;
import org.trialmap.store.report.TracedCall;
import org.trialmap.task.Stacking;

/** Result folders that somebody else has prepared: names that lead out of them, and links. A file beside them must stay as it is. */
class PreparedFoldersTest {
    private static final IntFunction<Object> VALUES = i -> new double[] {i, i};

    @TempDir
    Path outside;
    private Path folder;
    private Path victim;
    private Map<String, List<Byte>> before;

    @BeforeEach
    void setUp() throws IOException {
        folder = Files.createDirectory(outside.resolve("results"));
        Path home = Files.createDirectory(outside.resolve("home"));
        victim = Files.writeString(home.resolve("thesis.h5"), "three years of work\n");
        ContainerWriter.write(home.resolve("secret.h5"), writer -> writer.root().group("comp_0").dataset("result_0", Runs.vector(42, 43)));
        before = Runs.content(home);
    }

    @AfterEach
    void nothingOutsideChanged() {
        assertEquals(before, Runs.content(outside.resolve("home")));
    }

    private Path record(String name, int tasks) {
        return folder.resolve(".run").resolve(Runs.plan(name, tasks).planId());
    }

    /** A run that was killed when half of its tasks were finished. */
    private void killed(SaveOptions save) throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("p", 4), save)) {
            Runs.compute(run, 0, VALUES, 0, 1);
        }
    }

    private String error(Executable action) {
        return assertThrows(IOException.class, action).getMessage().replace(outside.toString(), "DIR").replaceAll("part-[0-9a-f-]+\\.h5", "PART");
    }

    private void edit(Path file, Consumer<ObjectNode> change) throws IOException {
        JsonNode node = Json.MAPPER.readTree(file.toFile());
        change.accept((ObjectNode) node);
        Files.writeString(file, Json.MAPPER.writeValueAsString(node) + "\n");
    }

    private static String unreadable(Path file, Path root, String why) {
        return "The record of a run, " + file.toString().replace(root.toString(), "DIR") + ", cannot be read (" + why + "), so the run can be neither"
                + " resumed nor gathered. Restore the file, or start over with Existing.OVERWRITE.";
    }

    @ParameterizedTest
    @ValueSource(strings = {"../home/thesis.h5", "/home/thesis.h5", "..", ".hidden.h5", "a\\b.h5", "thesis", ""})
    void theContainersNameStaysInItsFolder(String name) throws IOException {
        Frame frame = new Frame("p.h5", "data", DType.FLOAT64, new long[] {2}, Map.of(), Map.of());
        killed(Runs.LINKED.withFrame(frame));
        Path plan = record("p", 4).resolve("plan.json");
        edit(plan, node -> ((ObjectNode) node.get("frame")).put("file", name));
        assertEquals(unreadable(plan, outside, "A container cannot be named \"" + name + "\": it must be a name with an extension, in the"
                + " result folder itself, without a dot at the beginning, slash, backslash or NUL. Choose another with ResultFile.at(...)."),
                error(() -> Gather.folder(folder)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../home/1f2e", "1F2E3D4C", "1f2e3d4", ""})
    void theRunsNumberIsANumber(String run) throws IOException {
        killed(ResumeTest.Way.IN_PLACE.save);
        Path plan = record("p", 4).resolve("plan.json");
        edit(plan, node -> node.put("run", run));
        assertEquals(unreadable(plan, outside, "a run is named by eight hexadecimal digits, not \"" + run + "\""), error(() -> Gather.folder(folder)));
        assertEquals(unreadable(plan, outside, "a run is named by eight hexadecimal digits, not \"" + run + "\""),
                error(() -> Runs.open(folder, Runs.plan("p", 4), ResumeTest.Way.IN_PLACE.save.withExisting(Existing.RESUME)).close()));
    }

    @Test
    void thePlansNameIsAName() throws IOException {
        killed(Runs.STACKED);
        Path plan = record("p", 4).resolve("plan.json");
        edit(plan, node -> ((ObjectNode) node.get("plan")).put("name", "../home/thesis"));
        assertEquals(unreadable(plan, outside, "The name \"../home/thesis\" cannot be used for result files: it must have 1 to 200 bytes, not be blank, not"
                + " begin with a dot, and hold no slash, backslash or NUL. Choose another with name(...)."), error(() -> Gather.folder(folder)));
    }

    @Test
    void numbersThatDoNotFitAreRefused() throws IOException {
        killed(ResumeTest.Way.IN_PLACE.save);
        Path plan = record("p", 4).resolve("plan.json");
        edit(plan, node -> node.put("address", -8));
        assertEquals(unreadable(plan, outside, "data cannot begin at byte -8"), error(() -> Gather.folder(folder)));
        edit(plan, node -> node.put("address", 8).set("stacking", Json.of(Stacking.tasks(9))));
        assertEquals(unreadable(plan, outside, "its plan has 4 tasks, its stacking 9"), error(() -> Gather.folder(folder)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../home/secret.h5", "/etc/passwd", "notes.h5", "part-00000-0-00000000-00000000.h5.tmp"})
    void payloadNamesInTheJournalAreOurs(String name) throws IOException {
        killed(Runs.SINGLE);
        Path journal = record("p", 4).resolve("journal.jsonl");
        edit(journal, node -> node.put("file", name));
        try (ResultRun run = Runs.open(folder, Runs.plan("p", 4), Runs.SINGLE.withExisting(Existing.RESUME))) {
            assertEquals(List.of("Line 1 of " + journal + " is damaged; the results that it listed count as missing."), run.notices());
            assertEquals(0, run.finished().cardinality());
        }
    }

    @Test
    void aJournalWithoutAFileIsOnlyGoodInPlace() throws IOException {
        killed(Runs.SINGLE);
        Path journal = record("p", 4).resolve("journal.jsonl");
        edit(journal, node -> node.put("file", ""));
        try (ResultRun run = Runs.open(folder, Runs.plan("p", 4), Runs.SINGLE.withExisting(Existing.RESUME))) {
            assertEquals(List.of("The journal " + journal + " names no payload file, which this run does not have; the results of tasks 0-1 count as"
                    + " missing."), run.notices());
        }
    }

    /** The file is one of ours by name, length and checksum, but what it holds lies in another one. */
    @ParameterizedTest
    @EnumSource(value = Layout.class, names = {"SINGLE", "STACKED"})
    void gatherDoesNotFollowExternalLinks(Layout layout) throws IOException {
        SaveOptions save = Runs.LINKED.withLayout(layout);
        killed(save);
        Path payload;
        try (Stream<Path> list = Files.list(folder.resolve("p_payload"))) {
            payload = list.findFirst().orElseThrow();
        }
        Files.delete(payload);
        String object = layout == Layout.SINGLE ? "comp_0" : "result_0";
        ContainerWriter.write(payload, writer -> {
            if (layout == Layout.STACKED) {
                writer.root().dataset("tasks", NdArray.of(new int[] {0, 1}, 2));
            }
            writer.root().externalLink(object, "../../home/secret.h5", "/comp_0" + (layout == Layout.SINGLE ? "" : "/result_0"));
        });
        String checksum = Checksums.of(payload);
        long bytes = Files.size(payload);
        edit(record("p", 4).resolve("journal.jsonl"), node -> node.put("crc32c", checksum).put("bytes", bytes));
        assertEquals("The container DIR/results/p.h5 cannot be written: There is no " + (layout == Layout.SINGLE ? "group" : "dataset") + " '/" + object
                + "' in 'DIR/results/p_payload/PART': external link '" + object + "' leads out of it, which the files of a run never do. All results are"
                + " kept in DIR/results/p_payload. Remove the cause (free space, if it is that), then build it with: trialmap gather DIR/results",
                error(() -> Gather.folder(folder)));
    }

    private static String link(String path) {
        return "DIR/results/" + path + " is a symbolic link. The files of a run are never reached through links, pipes or devices, which may lead to files"
                + " that are not its own. See who made it, remove it, or choose another folder (save(...) or ResultFile.at(...)).";
    }

    /** Replaces what is there by a link to the file outside. */
    private void linked(Path path, Path target) throws IOException {
        RunFolder.delete(path);
        Files.createSymbolicLink(path, target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan.json", "journal.jsonl"})
    void filesOfARunThatAreLinksAreRefused(String name) throws IOException {
        killed(Runs.SINGLE);
        linked(record("p", 4).resolve(name), victim);
        String expected = link(".run/" + record("p", 4).getFileName() + "/" + name);
        assertEquals(expected, error(() -> Gather.folder(folder)));
        assertEquals(expected, error(() -> Runs.open(folder, Runs.plan("p", 4), Runs.SINGLE.withExisting(Existing.RESUME)).close()));
    }

    @Test
    void aSummaryThatIsALinkIsRefused() throws IOException {
        killed(Runs.SINGLE);
        linked(record("p", 4).resolve("summary.json"), victim);
        assertEquals(link(".run/" + record("p", 4).getFileName() + "/summary.json"), error(() -> Gather.folder(folder)));
    }

    @Test
    void aReportThatIsALinkIsReplacedAndOneOfATraceIsNotReadNorWritten() throws IOException {
        killed(Runs.SINGLE);
        Path record = record("p", 4);
        for (String name : List.of("report.html", "report.html.tmp")) {
            linked(record.resolve(name), victim);
        }
        RunReport.write(record, RunState.STOPPED, 2);
        assertTrue(Files.isRegularFile(record.resolve("report.html"), LinkOption.NOFOLLOW_LINKS));
        linked(record.resolve("report.html"), victim);
        assertEquals(link(".run/" + record.getFileName() + "/report.html"), error(() -> RunReport.illustrate(record.resolve("report.html"), new byte[] {1})));
        linked(record.resolve("trace.csv"), victim);
        assertEquals(link(".run/" + record.getFileName() + "/trace.csv"), error(() -> RunReport.write(record, RunState.STOPPED, 2)));
        try (ResultRun run = Runs.open(folder, Runs.plan("p", 4), Runs.SINGLE.withExisting(Existing.RESUME))) {
            run.trace(number -> List.of(new TracedCall(2, number, true, "node3", 0, 1, 1))); // the run goes on without
            Runs.missing(run, 2, VALUES);
            try (SavedResults results = Runs.finish(run)) {
                assertArrayEquals(new double[] {3, 3}, results.doubles(3));
            }
        }
        assertTrue(Files.isSymbolicLink(record.resolve("trace.csv")));
    }

    /** The frame's datasets and attributes until the container is complete. A folder that is there is never that of a new run. */
    @Test
    void companionsThatAreALinkAreNeitherWrittenNorRead() throws IOException {
        Path prepared = Files.createDirectories(record("p", 4));
        Files.createSymbolicLink(prepared.resolve("companions.h5"), victim);
        killed(framed());
        Path record = prepared.resolveSibling(prepared.getFileName() + "-2");
        assertTrue(Files.isRegularFile(record.resolve("companions.h5"), LinkOption.NOFOLLOW_LINKS));
        linked(record.resolve("companions.h5"), outside.resolve("home/secret.h5"));
        String refused = "The container DIR/results/p.h5 cannot be written: " + link(".run/" + record.getFileName() + "/companions.h5")
                + " All results are kept in DIR/results/p_payload. Remove the cause (free space, if it is that), then build it with: trialmap gather DIR/results";
        try (ResultRun run = Runs.open(folder, Runs.plan("p", 4), framed().withExisting(Existing.RESUME))) {
            Runs.missing(run, 2, VALUES);
            assertEquals(refused, error(() -> Runs.finish(run)));
        }
        assertEquals(refused, error(() -> Gather.folder(folder)));
    }

    private static SaveOptions framed() {
        return Runs.STACKED.withFrame(new Frame("p.h5", "data", DType.FLOAT64, new long[] {2}, Map.of("more", Runs.vector(1, 2)), Map.of()));
    }

    @Test
    void pipesAreRefusedToo() throws IOException, InterruptedException {
        killed(Runs.SINGLE);
        Path journal = record("p", 4).resolve("journal.jsonl");
        Files.delete(journal);
        assertEquals(0, new ProcessBuilder("mkfifo", journal.toString()).start().waitFor());
        assertEquals(link(".run/" + record("p", 4).getFileName() + "/journal.jsonl").replace("a symbolic link", "not a regular file"),
                error(() -> Gather.folder(folder)));
    }

    @Test
    void foldersThatAreLinksAreRefused() throws IOException {
        Files.createSymbolicLink(folder.resolve(".run"), victim.getParent());
        assertEquals(link(".run"), error(() -> Runs.open(folder, Runs.plan("p", 4), Runs.LINKED).close()));
        Files.delete(folder.resolve(".run"));
        Files.createSymbolicLink(folder.resolve("p_payload"), victim.getParent());
        assertEquals(link("p_payload"), error(() -> Runs.open(folder, Runs.plan("p", 4), Runs.LINKED).close()));
        Files.delete(folder.resolve("p_payload"));
        Files.createSymbolicLink(folder.resolve(".run").resolve("planned"), victim.getParent());
        assertEquals(link(".run/planned"), error(() -> Runs.open(folder, Runs.plan("p", 4), Runs.LINKED).close()));
    }

    @Test
    void aLockThatIsALinkIsRefused() throws IOException {
        Runs.open(folder, Runs.plan("p", 4), Runs.LINKED).close();
        Path lock = RunFolder.of(folder, RunFolder.records(folder).get(0).plan()).lock();
        linked(lock, victim);
        assertEquals(link(".run/" + lock.getFileName()), error(() -> Runs.open(folder, Runs.plan("p", 4), Runs.LINKED).close()));
    }

    @Test
    void whatIsNewReplacesALinkAndNotItsTarget() throws IOException {
        killed(Runs.SINGLE);
        Path record = record("p", 4);
        for (String name : List.of("plan.json.tmp", "summary.json.tmp", "journal.jsonl.tmp", "container.h5.tmp")) {
            linked(record.resolve(name), victim);
        }
        Files.createDirectories(record.resolve("log"));
        linked(record.resolve("log").resolve("task-00003.txt"), victim);
        Gather.folder(folder).close();
        try (ResultRun run = Runs.open(folder, Runs.plan("p", 4), Runs.SINGLE.withExisting(Existing.RESUME))) {
            run.log(Runs.failure(3));
            Runs.missing(run, 2, VALUES);
            try (SavedResults results = Runs.finish(run)) {
                assertArrayEquals(new double[] {3, 3}, results.doubles(3));
            }
        }
        assertTrue(Files.isRegularFile(record.resolve("log").resolve("task-00003.txt"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void aLogFolderThatIsALinkIsRefused() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("p", 4), Runs.LINKED)) {
            Files.createSymbolicLink(run.logFile(0).getParent(), victim.getParent());
            assertEquals(link(".run/" + record("p", 4).getFileName() + "/log"), error(() -> run.log(Runs.failure(0))));
        }
    }

    @Test
    void aContainerThatIsALinkIsNeitherReplacedNorResumed() throws IOException {
        killed(ResumeTest.Way.IN_PLACE.save);
        Files.createSymbolicLink(folder.resolve("p.h5"), victim);
        assertEquals("DIR/results/p.h5 is not a result of trialmap or ACME (a symbolic link), so it is not replaced; nothing was touched. Move it away, or"
                + " choose another name with name(...).", error(() -> Runs.open(folder, Runs.plan("p", 4), Runs.OVERWRITE).close()));
        assertEquals("DIR/results/p.h5 is not a result of trialmap (a symbolic link), so it is not resumed; nothing was touched. Move it away, or choose"
                + " another name with name(...).", error(() -> Gather.folder(folder)));
    }

    @Test
    void dataInPlaceThatAreALinkAreRefused() throws IOException {
        killed(ResumeTest.Way.IN_PLACE.save);
        Path data;
        try (Stream<Path> list = Files.list(folder.resolve("p_payload"))) {
            data = list.findFirst().orElseThrow();
        }
        linked(data, victim);
        assertEquals(link("p_payload/" + data.getFileName()), error(() -> Gather.folder(folder)));
    }

    @Test
    void aPayloadFileThatIsALinkCountsAsMissing() throws IOException {
        killed(Runs.SINGLE);
        Path payload;
        try (Stream<Path> list = Files.list(folder.resolve("p_payload"))) {
            payload = list.findFirst().orElseThrow();
        }
        linked(payload, victim);
        try (ResultRun run = Runs.open(folder, Runs.plan("p", 4), Runs.SINGLE.withExisting(Existing.RESUME))) {
            assertEquals(List.of(payload + " is not a regular file; the results of tasks 0-1 count as missing."), run.notices());
        }
    }

    @Test
    void anExecutorDoesNotWriteThroughALink() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("p", 4), Runs.LINKED)) {
            Files.delete(run.payloadFolder());
            Files.createSymbolicLink(run.payloadFolder(), victim.getParent());
            assertEquals(link("p_payload"), error(() -> run.target().begin(0, 0, new int[] {0, 1})));
        }
    }
}
