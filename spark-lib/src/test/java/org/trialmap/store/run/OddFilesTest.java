package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Exception;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.store.SavedResults;
import org.trialmap.support.JsonFile;

/** Pipes and devices in the place of files, and texts that are no JSON any more. */
@Timeout(60)
class OddFilesTest {
    @TempDir
    Path folder;

    private Path pipe(String name) throws Exception {
        assertEquals(0, new ProcessBuilder("mkfifo", folder.resolve(name).toString()).start().waitFor());
        return folder.resolve(name);
    }

    @Test
    void aPipeIsRefusedAtOnce() throws Exception {
        Path pipe = pipe("p.h5");
        String why = "Cannot open '" + pipe + "': it is a pipe or a device, not a file. Name an HDF5 file.";
        assertEquals(why, assertThrows(Hdf5Exception.class, () -> Hdf5File.open(pipe)).getMessage());
        assertEquals("Cannot read '" + pipe + "': it is a folder, a pipe or a device, not a file. Name a file.",
                assertThrows(IOException.class, () -> JsonFile.read(pipe)).getMessage());
        Path file = folder.resolve("f.h5");
        ContainerWriter.write(file, writer -> {
            writer.root().dataset("ok", NdArray.from(1.0));
            writer.root().externalLink("pipe", "p.h5", "/x");
            writer.root().externalLink("device", "/dev/zero", "/x");
            writer.root().externalLink("folder", ".", "/x");
        });
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(List.of("device", "folder", "ok", "pipe"), h5.names("/"));
            assertEquals(1.0, h5.dataset("ok").read().item());
            assertEquals(why, assertThrows(Hdf5Exception.class, () -> h5.dataset("pipe")).getMessage());
            assertEquals("Cannot open '/dev/zero': it is a pipe or a device, not a file. Name an HDF5 file.",
                    assertThrows(Hdf5Exception.class, () -> h5.dataset("device")).getMessage());
            assertEquals("Cannot open '" + folder + "': it is a folder. Name the HDF5 file inside it.",
                    assertThrows(Hdf5Exception.class, () -> h5.dataset("folder")).getMessage());
        }
    }

    private Path container(String changed, String value) throws IOException {
        Path file = folder.resolve("c.h5");
        ContainerWriter.write(file, writer -> {
            for (String[] one : new String[][] {{"format", "trialmap 1"}, {"layout", "stacked"}, {"stacking", "{\"kind\":\"along\",\"tasks\":1,\"axis\":0}"},
                {"plan", "{}"}, {"options", "{}"}, {"summary", "{}"}, {"missing", ""}}) {
                writer.root().attribute(one[0], NdArray.from(one[0].equals(changed) ? value : one[1]));
            }
            writer.root().attribute("tasks", NdArray.from(1L));
            writer.root().dataset("result_0", NdArray.of(new double[] {1}, 1));
        });
        return file;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"a\":|' at line 1, column 6'", "nonsense|' at line 1, column 1'", "{\"name\":3}|': what belongs there is missing or wrong'",
        "[]|': what belongs there is missing or wrong'"})
    void damagedHeadersAreToldInOurWords(String value, String place) throws IOException {
        Path file = container("plan", value);
        try (SavedResults saved = SavedResults.open(file)) {
            assertEquals("The header 'plan' of '" + file + "' is damaged" + place + ". Restore the file, or build it again with trialmap gather.",
                    assertThrows(UncheckedIOException.class, saved::plan).getMessage());
        }
    }

    @Test
    void damagedSummariesAndOptions() throws IOException {
        for (String name : List.of("options", "summary")) {
            Path file = container(name, "{\"x\" 1}");
            try (SavedResults saved = SavedResults.open(file)) {
                assertEquals("The header '" + name + "' of '" + file + "' is damaged at line 1, column 6. Restore the file, or build it again with trialmap gather.",
                        assertThrows(UncheckedIOException.class, name.equals("options") ? saved::options : saved::summary).getMessage());
            }
            Files.delete(file);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"stacking|{\"kind\"|The header 'stacking' of 'FILE' is damaged at line 1, column 8.",
        "stacking|{}|The header 'stacking' of 'FILE' is damaged: what belongs there is missing or wrong.",
        "layout|sideways|The header of 'FILE' is damaged: its layout, tasks or missing tasks are absent or wrong.",
        "missing|1-x|The header of 'FILE' is damaged: its layout, tasks or missing tasks are absent or wrong."})
    void containersWithADamagedHeaderDoNotOpen(String name, String value, String text) throws IOException {
        Path file = container(name, value);
        assertEquals(text.replace("FILE", file.toString()) + " Restore the file, or build it again with trialmap gather.",
                assertThrows(IOException.class, () -> SavedResults.open(file)).getMessage());
    }

    @Test
    void damagedRecordsAndSummariesOfRuns() throws IOException {
        Runs.all(folder, Runs.plan("f", 2), Runs.LINKED, 1, i -> i).close();
        Path run;
        try (var files = Files.walk(folder.resolve(".run"))) {
            run = files.filter(file -> file.endsWith("plan.json")).findFirst().orElseThrow().getParent();
        }
        Files.writeString(run.resolve("summary.json"), "{ \"failures\": [", StandardCharsets.UTF_8);
        assertEquals("The summary of a run, " + run.resolve("summary.json") + ", is damaged at line 1, column 16. Remove it, then gather again: only the"
                + " figures of the run are lost.", assertThrows(IOException.class, () -> Gather.folder(folder)).getMessage());
        Files.writeString(run.resolve("plan.json"), "{\"name\": \"f\"}", StandardCharsets.UTF_8);
        assertEquals("The record of a run, " + run.resolve("plan.json") + ", cannot be read (it is damaged: what belongs there is missing or wrong), so the"
                + " run can be neither resumed nor gathered. Restore the file, or start over with Existing.OVERWRITE.",
                assertThrows(IOException.class, () -> RunRecord.read(run.resolve("plan.json"))).getMessage());
        Files.writeString(run.resolve("plan.json"), "{\n\"plan\" 3", StandardCharsets.UTF_8);
        assertEquals("The record of a run, " + run.resolve("plan.json") + ", cannot be read (it is damaged at line 2, column 8), so the"
                + " run can be neither resumed nor gathered. Restore the file, or start over with Existing.OVERWRITE.",
                assertThrows(IOException.class, () -> RunRecord.read(run.resolve("plan.json"))).getMessage());
    }
}
