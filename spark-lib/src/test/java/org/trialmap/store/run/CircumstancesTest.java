package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.store.Json;
import org.trialmap.store.RunRefusedException;
import org.trialmap.store.SaveOptions;
import org.trialmap.support.IndexRanges;
import org.trialmap.task.Stacking;
import org.trialmap.task.TaskPlan;

/** What has changed between the beginning of a run and its resumption: files refuse it, code is warned of. */
class CircumstancesTest {
    private static final Circumstances THEN = new Circumstances("/home/a", "user.Rms 11", Map.of("/bin/r", "1 bytes, modified A"),
            Map.of("s1.mat", "10 bytes, modified A", "s2.mat", "20 bytes, modified A"));

    @TempDir
    Path folder;

    private ResultRun open(Circumstances circumstances, SaveOptions save) throws IOException {
        TaskPlan plan = Runs.plan("c", 4);
        return ResultRun.open(folder, plan, Stacking.tasks(4), Map.of(), Map.of(), save, circumstances);
    }

    private void begun() throws IOException {
        try (ResultRun run = open(THEN, Runs.LINKED)) {
            Runs.compute(run, 0, i -> 1.0, 0, 1);
        }
    }

    private List<String> notices(Circumstances now) throws IOException {
        try (ResultRun run = open(now, Runs.RESUME)) {
            assertEquals(IndexRanges.parse("0-1"), run.finished());
            return run.notices();
        }
    }

    @Test
    void theSameOrUnknownCircumstancesSayNothing() throws IOException {
        begun();
        assertEquals(List.of(), notices(THEN));
        assertEquals(List.of(), notices(Circumstances.UNKNOWN));
        assertEquals(THEN, RunFolder.records(folder).get(0).plan().circumstances(), "those of the beginning are kept");
    }

    @Test
    void aFileThatChangedRefusesAlsoWhatIsComplete() throws IOException {
        begun();
        Circumstances now = new Circumstances("/home/a", "user.Rms 11", THEN.programs(), Map.of("s1.mat", "10 bytes, modified A", "s2.mat", "20 bytes, modified B"));
        String refused = "The results named 'c' in " + folder + " cannot be resumed: a file that the inputs name has changed since the run began (s2.mat: 20"
                + " bytes, modified A -> 20 bytes, modified B), and what is finished may be of the earlier one; nothing was touched. Restore it, use Existing.OVERWRITE"
                + " to start over, or choose another name with name(...).";
        Map<String, List<Byte>> before = Runs.content(folder);
        assertEquals(refused, assertThrows(RunRefusedException.class, () -> open(now, Runs.RESUME)).getMessage());
        assertEquals(before, Runs.content(folder));
        Gather.folder(folder).close(); // computes nothing, so nothing can be mixed up
        try (ResultRun run = open(THEN, Runs.RESUME)) {
            Runs.missing(run, 2, i -> 1.0);
            Runs.finish(run).close();
        }
        assertEquals(refused, assertThrows(RunRefusedException.class, () -> open(now, Runs.RESUME)).getMessage());
        open(now, Runs.OVERWRITE).close();
    }

    @Test
    void manyFilesAreCounted() {
        Map<String, String> then = new LinkedHashMap<>();
        Map<String, String> now = new LinkedHashMap<>();
        for (int i = 0; i < 12; i++) {
            then.put("f" + i, "A");
            now.put("f" + i, "B");
        }
        assertEquals(Optional.of("f0: A -> B; f1: A -> B; f2: A -> B; and 9 more"),
                new Circumstances("", "", Map.of(), then).changedFiles(new Circumstances("", "", Map.of(), now)));
    }

    @Test
    void everythingElseIsSaidAndDoesNotHinder() throws IOException {
        begun();
        String kept = " What had finished is kept as it is. Use Existing.OVERWRITE to compute all of it again.";
        assertEquals(List.of("/bin/r: 1 bytes, modified A -> 2 bytes, modified B: changed since this run began." + kept,
                "The code of the function has changed since this run began (class user.Rms 11 -> user.Rms 22)." + kept,
                "s2.mat: there when this run began, and gone now.",
                "This run began in the working directory /home/a and continues in /home/b: relative paths mean other files there."),
                notices(new Circumstances("/home/b", "user.Rms 22", Map.of("/bin/r", "2 bytes, modified B"),
                        Map.of("s1.mat", "10 bytes, modified A", "new.mat", "1 bytes, modified C"))));
    }

    /** Of a program, the working directory is one of the captured values, of which else only a digest is known. */
    @Test
    void anotherWorkingDirectoryIsNamedWhereThePlanDiffers() throws IOException {
        begun();
        TaskPlan other = new TaskPlan("c", "Example::square", "c1", "i0", 4, 1, Runs.plan("c", 4).random(), "any");
        assertEquals("The results named 'c' in " + folder + " are of another plan (captured values: c0 -> c1; the working directory was /home/a and is /home/b),"
                + " so they cannot be resumed; nothing was touched. The earlier plan is in " + folder.resolve(".run").resolve(Runs.plan("c", 4).planId())
                        .resolve("plan.json")
                + ". Run with what it says, use Existing.OVERWRITE to start over, or choose another name with name(...).",
                assertThrows(RunRefusedException.class, () -> ResultRun.open(folder, other, Stacking.tasks(4), Map.of(), Map.of(), Runs.RESUME,
                        new Circumstances("/home/b", "", Map.of(), Map.of()))).getMessage());
    }

    @Test
    void recordsOfEarlierVersionsHaveNone() throws IOException {
        begun();
        Path plan = folder.resolve(".run").resolve(Runs.plan("c", 4).planId()).resolve("plan.json");
        com.fasterxml.jackson.databind.node.ObjectNode node = (com.fasterxml.jackson.databind.node.ObjectNode) Json.MAPPER.readTree(plan.toFile());
        node.remove("circumstances");
        Files.writeString(plan, node.toString());
        assertEquals(List.of(), notices(new Circumstances("/home/b", "user.Rms 22", Map.of(), Map.of())));
    }

    @Test
    void stampsAreSizeAndTime() throws IOException {
        Path file = Files.writeString(folder.resolve("s"), "abc");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05.678912Z")));
        assertEquals(Optional.of("3 bytes, modified 2026-01-02T03:04:05.678Z"), Circumstances.stamp(file));
        assertEquals(Optional.empty(), Circumstances.stamp(folder));
        assertEquals(Optional.empty(), Circumstances.stamp(folder.resolve("none")));
    }
}
