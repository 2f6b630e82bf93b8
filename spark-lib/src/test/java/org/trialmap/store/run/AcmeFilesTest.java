package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;
import org.trialmap.array.NdArray;
import org.trialmap.store.Layout;
import org.trialmap.store.RunRefusedException;
import org.trialmap.store.SavedResults;
import org.trialmap.support.IndexRanges;

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
            assertEquals(IndexRanges.parse("2"), saved.missing());
            assertEquals(NdArray.of(new long[] {3}, 1), saved.read(3));
            assertEquals("text 3", saved.read(3, 1).item());
            assertEquals("The results in " + file + " are linked, not stacked: there is no dataset of all tasks. Read them task by task with"
                    + " read(i), or save them with the"
                    + " stacked layout (Layout.STACKED).", assertThrows(IllegalStateException.class, () -> saved.stacked(0)).getMessage());
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

    private static final String PAYLOADS = """
            os.mkdir("compute_payload")
            names = [NAME % i for i in range(4)]
            for i, name in enumerate(names):
                with h5py.File(name, "w") as p:
                    p["result_0"] = numpy.arange(3.) + i
                    p["result_1"] = numpy.array([i * 10])
            """;

    /** With a result shape the first values are a virtual dataset, and the others are linked. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"(4, 3)|i|'compute_payload/compute_%d.h5'|0", "(3, 4)|(slice(None), i)|'compute_payload/compute_%d.h5'|1",
        "(4, 3)|i|os.path.abspath('compute_payload/compute_%d.h5')|0", "(3, 4)|(slice(None), i)|os.path.abspath('compute_payload/compute_%d.h5')|1"})
    void opensVirtualDatasets(String shape, String index, String name, int axis) throws IOException {
        Path file = acme(PAYLOADS.replace("NAME", name) + """
                layout = h5py.VirtualLayout(shape=%s, dtype="f8")
                for i in range(4): layout[%s] = h5py.VirtualSource(names[i], "result_0", shape=(3,))
                with h5py.File("compute.h5", "w") as f:
                    f.create_virtual_dataset("result_0", layout, fillvalue=0)
                    for i in range(4): f["comp_%%d/result_1" %% i] = h5py.ExternalLink("compute_payload/compute_%%d.h5" %% i, "/result_1")
                """.formatted(shape, index));
        try (SavedResults saved = SavedResults.open(file)) {
            assertEquals(4, saved.tasks());
            assertEquals(Layout.STACKED, saved.layout());
            assertEquals(List.of("result_0", "result_1"), saved.values());
            assertArrayEquals(axis == 0 ? new long[] {4, 3} : new long[] {3, 4}, saved.stacked(0).shape());
            assertArrayEquals(new double[] {2, 3, 4}, saved.doubles(2));
            assertEquals(NdArray.of(new long[] {30}, 1), saved.read(3, 1));
            assertTrue(saved.isStacked(0) && !saved.isStacked(1));
            assertEquals("Value 1 in " + file + " is not stacked: ACME stacks the first value only. Read it task by task with read(i, 1).",
                    assertThrows(IllegalStateException.class, () -> saved.stacked(1)).getMessage());
        }
        Files.delete(folder.resolve("compute_payload/compute_1.h5"));
        try (SavedResults saved = SavedResults.open(file)) {
            assertArrayEquals(new double[] {0, 1, 2}, saved.doubles(0));
            assertEquals("Cannot read dataset '/result_0' of '" + file + "': it is put together from other files, and '"
                    + folder.resolve("compute_payload/compute_1.h5") + "' is missing. Restore it, or move all of them together with the file that names them.",
                    assertThrows(UncheckedIOException.class, () -> saved.read(1)).getMessage());
        }
    }

    /** {@code result_shape=(None, np.inf)}. */
    @ParameterizedTest
    @ValueSource(strings = {"'compute_payload/compute_%d.h5'", "os.path.abspath('compute_payload/compute_%d.h5')"})
    void opensVirtualDatasetsWithoutEnd(String name) throws IOException {
        Path file = acme("""
                os.mkdir("compute_payload"); U = h5py.h5s.UNLIMITED
                layout = h5py.VirtualLayout(shape=(4, 1), dtype="f8", maxshape=(4, None))
                for i in range(4):
                    with h5py.File(NAME % i, "w") as p: p.create_dataset("result_0", data=numpy.arange(i + 1.), maxshape=(None,))
                    layout[i, 0:U] = h5py.VirtualSource(NAME % i, "result_0", shape=(i + 1,), maxshape=(None,))[0:U]
                with h5py.File("compute.h5", "w") as f: f.create_virtual_dataset("result_0", layout, fillvalue=0)
                """.replace("NAME", name));
        try (SavedResults saved = SavedResults.open(file)) {
            assertEquals(4, saved.tasks());
            assertArrayEquals(new long[] {4, 4}, saved.stacked(0).shape());
            assertArrayEquals(new double[] {0, 1, 2, 0}, saved.doubles(2));
        }
    }

    @Test
    void furtherValuesOfASingleFileWithAShapeAreReachable() throws IOException {
        Path file = acme("""
                with h5py.File("compute.h5", "w") as f:
                    f.create_dataset("result_0", data=numpy.arange(8.).reshape(2, 4), chunks=True, maxshape=(2, None))
                    for i in range(2): f["comp_%d/result_1" % i] = "call %d" % i; f["comp_%d/result_2" % i] = numpy.arange(i + 1)
                """);
        try (SavedResults saved = SavedResults.open(file)) {
            assertEquals(2, saved.tasks());
            assertEquals(List.of("result_0", "result_1", "result_2"), saved.values());
            assertArrayEquals(new double[] {4, 5, 6, 7}, saved.doubles(1));
            assertEquals("call 1", saved.read(1, 1).item());
            assertEquals(NdArray.of(new long[] {0, 1}, 2), saved.read(1, 2));
            assertEquals("Value 3 was asked for, but results in " + file + " have 3 (from 0).",
                    assertThrows(IndexOutOfBoundsException.class, () -> saved.read(1, 3)).getMessage());
        }
    }

    @Test
    void aPayloadFileIsWhatOneCallReturned() throws IOException {
        acme(PAYLOADS.replace("NAME", "'compute_payload/compute_%d.h5'") + "h5py.File('compute_payload/compute_9.h5', 'w')['result_0'] = numpy.arange(5.)");
        try (SavedResults saved = SavedResults.open(folder.resolve("compute_payload/compute_2.h5"))) {
            assertEquals(1, saved.tasks());
            assertArrayEquals(new double[] {2, 3, 4}, saved.doubles(0));
            assertEquals(NdArray.of(new long[] {20}, 1), saved.read(0, 1));
            assertEquals("The file " + folder.resolve("compute_payload/compute_2.h5") + " holds what one call returned, there is nothing stacked in it."
                    + " Read it with read(0).", assertThrows(IllegalStateException.class, () -> saved.stacked(0)).getMessage());
        }
        try (SavedResults saved = SavedResults.open(folder.resolve("compute_payload/compute_9.h5"))) {
            assertEquals(1, saved.tasks());
            assertArrayEquals(new double[] {0, 1, 2, 3, 4}, saved.doubles(0));
        }
    }

    @Test
    void resultsOfAcmeAreReplacedOnlyIfAsked() throws IOException {
        Path file = acme("h5py.File('compute.h5', 'w').create_dataset('comp_0/result_0', data=[1.])");
        assertEquals("Results are in " + file + " already (written by ACME), so this run was refused; nothing was touched. Use Existing.OVERWRITE to"
                + " replace them, or choose another"
                + " name with name(...).",
                assertThrows(RunRefusedException.class, () -> Runs.open(folder, Runs.plan("compute", 1),
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
