package org.trialmap.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.array.NdArray;

/** Files as ACME writes them (FORMATS part 1), here written by h5py. */
class AcmeFilesTest {
    @TempDir
    Path folder;

    private Path acme(String script) {
        Path file = folder.resolve("compute.h5");
        References.python("import h5py, numpy, os, sys\nos.chdir(sys.argv[1])\n" + script, folder.toString());
        return file;
    }

    @Test
    void opensLinkedFilesOnePerCall() throws IOException {
        Path file = acme("""
                os.mkdir("compute_payload")
                with h5py.File("compute.h5", "w") as f:
                    for i in range(12):
                        name = "compute_payload/compute_%d.h5" % i
                        with h5py.File(name, "w") as p:
                            p.create_dataset("result_0", data=numpy.array([i * 1.5]))
                            p.create_dataset("result_1", data=numpy.arange(i + 1) * 1j)
                        f["comp_%d" % i] = h5py.ExternalLink(name, "/")
                """);
        try (SavedResults saved = SavedResults.open(file)) {
            assertEquals(12, saved.tasks());
            assertEquals(List.of("result_0", "result_1"), saved.values());
            assertArrayEquals(new double[] {16.5}, saved.doubles(11));
            assertEquals(NdArray.complex(new double[] {0, 0, 0, 1, 0, 2}, 3), saved.read(2, 1));
            assertEquals(Optional.empty(), saved.summary());
            assertEquals(Optional.empty(), saved.plan());
            assertEquals(Map.of(), saved.options());
        }
    }

    @Test
    void opensSingleFiles() throws IOException {
        Path file = acme("""
                with h5py.File("compute.h5", "w") as f:
                    for i in (0, 1, 3):
                        f.create_dataset("comp_%d/result_0" % i, data=numpy.array([i], dtype="i8"))
                        f["comp_%d" % i].create_dataset("result_1", data="text %d" % i)
                """);
        try (SavedResults saved = SavedResults.open(file)) {
            assertEquals(Ranges.parse("2"), saved.missing());
            assertEquals(NdArray.of(new long[] {3}, 1), saved.read(3));
            assertEquals("text 3", saved.read(3, 1).item());
            assertEquals("The results in " + file + " are linked, not stacked: there is no dataset of all tasks. Read them task by task with"
                    + " read(i), or save them with the"
                    + " stacked layout (--layout stacked).", assertThrows(IllegalStateException.class, () -> saved.stacked(0)).getMessage());
        }
    }

    @Test
    void opensSingleFilesWithAShape() throws IOException {
        Path file = acme("h5py.File('compute.h5', 'w').create_dataset('result_0', data=numpy.arange(6.).reshape(3, 2))");
        try (SavedResults saved = SavedResults.open(file)) {
            assertEquals(NdArray.of(new double[] {0, 1, 2, 3, 4, 5}, 3, 2), saved.stacked(0).read());
            assertEquals(List.of("result_0"), saved.values());
            assertEquals("The file " + file + " was written by ACME, which does not record the axis along which tasks are stacked. Read its datasets"
                    + " with stacked(k).",
                    assertThrows(IllegalStateException.class, saved::tasks).getMessage());
        }
    }

    @Test
    void aVectorHasOnlyOneAxisForTheTasks() throws IOException {
        Path file = acme("h5py.File('compute.h5', 'w').create_dataset('result_0', data=numpy.arange(6.))");
        try (SavedResults saved = SavedResults.open(file)) {
            assertEquals(6, saved.tasks());
            assertArrayEquals(new double[] {4}, saved.doubles(4));
        }
    }

    @Test
    void virtualDatasetsAreRefusedClearly() {
        Path file = acme("""
                os.mkdir("compute_payload")
                layout = h5py.VirtualLayout(shape=(2, 3), dtype="f8")
                for i in range(2):
                    name = os.path.abspath("compute_payload/compute_%d.h5" % i)
                    with h5py.File(name, "w") as p:
                        p["result_0"] = numpy.ones(3)
                    layout[i] = h5py.VirtualSource(name, "result_0", shape=(3,))
                with h5py.File("compute.h5", "w") as f:
                    f.create_virtual_dataset("result_0", layout, fillvalue=0)
                """);
        String message = assertThrows(IOException.class, () -> SavedResults.open(file)).getMessage();
        assertTrue(message.contains("virtual"), message);
    }

    @Test
    void resultsOfAcmeAreReplacedOnlyIfAsked() throws IOException {
        Path file = acme("h5py.File('compute.h5', 'w').create_dataset('comp_0/result_0', data=[1.])");
        assertEquals("Results are in " + file + " already (written by ACME), so this run was refused; nothing was touched. Use --overwrite to"
                + " replace them, or choose another"
                + " name with name(...) or --name.", assertThrows(RunRefusedException.class, () -> Runs.open(folder, Runs.plan("compute", 1),
                Runs.LINKED)).getMessage());
        try (SavedResults saved = Runs.all(folder, Runs.plan("compute", 1), Runs.OVERWRITE, 1, i -> 2.0)) {
            assertArrayEquals(new double[] {2}, saved.doubles(0));
        }
    }

    @Test
    void foreignFilesAreNamed() throws IOException {
        ContainerWriter.write(folder.resolve("x.h5"), writer -> writer.root().dataset("data", NdArray.from(1.0)));
        assertEquals("The file '" + folder.resolve("x.h5") + "' holds no results: neither groups comp_0, comp_1, ... nor datasets result_0, ...; it"
                + " has data. Name a file that"
                + " trialmap or ACME wrote.", assertThrows(IOException.class, () -> SavedResults.open(folder)).getMessage());
    }

    @Test
    void aFolderMustHoldOneContainer() throws IOException {
        assertEquals("The folder " + folder + " holds no result file (*.h5). Name another folder; if its run has not ended well, trialmap gather"
                + " builds the file from what is"
                + " finished.", assertThrows(IOException.class, () -> SavedResults.open(folder)).getMessage());
        Runs.all(folder, Runs.plan("a", 1), Runs.LINKED, 1, i -> 1).close();
        Runs.all(folder, Runs.plan("b", 1), Runs.LINKED, 1, i -> 1).close();
        assertEquals("The folder " + folder + " holds 2 result files: a.h5, b.h5. Name one of them.",
                assertThrows(IOException.class, () -> SavedResults.open(folder)).getMessage());
    }
}
