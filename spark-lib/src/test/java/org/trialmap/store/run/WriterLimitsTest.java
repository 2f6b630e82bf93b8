package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.store.Frame;
import org.trialmap.store.ResultShape;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.UnfitResultException;
import org.trialmap.task.Stacking;

/** What the HDF5 library cannot open is not written; up to there it opens all. */
class WriterLimitsTest {
    @TempDir
    Path folder;

    private static void refused(String text, Executable call) {
        assertEquals(text, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static NdArray ones(int axes) {
        int[] shape = new int[axes];
        Arrays.fill(shape, 1);
        return NdArray.zeros(DType.FLOAT64, shape);
    }

    /** Found out at the end, it would be too late for what was computed. */
    @Test
    void moreTasksThanOneGroupHasLinksForAreRefusedBeforeTheyRun() throws IOException {
        String cure = " Use Layout.STACKED, or let each task do the work of several.";
        refused("Results of 18500001 tasks cannot be saved in the linked layout: the container has a link for each of them in one group, which holds 18500000." + cure,
                () -> Runs.open(folder, Runs.plan("many", 18_500_001), Runs.LINKED));
        refused("Results of 18500001 tasks cannot be saved in the single layout: the container has a link for each of them in one group, which holds 18500000." + cure,
                () -> Runs.open(folder, Runs.plan("many", 18_500_001), Runs.SINGLE));
        refused("Results of 10000000 tasks cannot be saved in the linked layout: the container has a link for each of them in one group, which holds 7158278." + cure,
                () -> Runs.open(folder, Runs.plan("n".repeat(200), 10_000_000), Runs.LINKED));
        Runs.open(folder, Runs.plan("many", 18_500_001), Runs.STACKED).close();
    }

    @Test
    void h5pyOpensWhatIsAtTheLimits() throws IOException {
        Path file = folder.resolve("f.h5");
        String name = "n".repeat(16_000);
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().dataset("axes", ones(32)).attribute("axes", ones(32));
            writer.root().reserve("reserved", DType.INT8, 1, 0, 3, 1L << 40);
            writer.root().reserve("large", DType.FLOAT64, 1L << 39, 2);
            writer.root().dataset(name, NdArray.from(1.0));
            writer.root().dataset("..", NdArray.from(2.0)).attribute("a/b", NdArray.from(3.0));
            writer.root().dataset("one", NdArray.from(1.0)).attribute("m".repeat(60_000), NdArray.from(4.0));
            writer.root().softLink("soft", "/" + "n".repeat(15_999));
        }
        assertEquals("32 32 (1, 0, 3, 1099511627776) (549755813888, 2) 1.0 2.0 3.0 4.0\n", References.python("""
                import h5py, sys
                f = h5py.File(sys.argv[1]); d = f['axes']
                print(len(d.shape), len(d.attrs['axes'].shape), f['reserved'].shape, f['large'].shape, f['n' * 16000][()], f['..'][()], f['..'].attrs['a/b'],
                      f['one'].attrs['m' * 60000])
                """, file.toString()));
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(1.0, h5.dataset(name).read().item());
            assertEquals(4.0, h5.attribute("one", "m".repeat(60_000)).orElseThrow().item());
        }
    }

    @Test
    void moreAxesThanTheLibraryOpensAreRefused() throws IOException {
        Path file = folder.resolve("f.h5");
        String rest = " has 33 axes; the HDF5 library opens at most 32. Join some of them (reshape).";
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            refused("Dataset 'x' in '/' of '" + file + "'" + rest, () -> writer.root().dataset("x", ones(33)));
            refused("Dataset 'x' in '/' of '" + file + "'" + rest, () -> writer.root().reserve("x", DType.INT8, new long[33]));
            refused("Attribute 'x' of '/' in '" + file + "'" + rest, () -> writer.root().attribute("x", ones(33)));
        }
    }

    @Test
    void moreBytesThanAFileHoldsAreRefused() throws IOException {
        Path file = folder.resolve("f.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            refused("Dataset 'x' in '/' of '" + file + "' has 4611686018427387904 elements of float64, more than a file holds (1152921504606846976 bytes)."
                    + " Save in parts.", () -> writer.root().reserve("x", DType.FLOAT64, 1L << 31, 1L << 31));
        }
    }

    @Test
    void resultsOfTooManyAxesAreRefusedBeforeAnythingRuns() {
        long[] axes = new long[33];
        Arrays.fill(axes, 1);
        axes[0] = ResultShape.UNKNOWN;
        refused("The result shape has 33 axes; the HDF5 library opens at most 32. Join some of them (reshape).", () -> new ResultShape(DType.FLOAT64, axes));
        String stacked = "The dataset of all results has 33 axes; the HDF5 library opens at most 32. Join some of them (reshape).";
        Stacking grid = Stacking.grid(Collections.nCopies(33, 1).stream().mapToInt(i -> i).toArray());
        refused(stacked, () -> ResultRun.open(folder, Runs.plan("g", 1), grid, Map.of(), Map.of(), Runs.STACKED));
        Frame frame = new Frame("x.h5", "data", DType.FLOAT64, new long[32], Map.of(), Map.of());
        refused(stacked, () -> ResultRun.open(folder, Runs.plan("g", 2), Stacking.tasks(2), Map.of(), Map.of(), SaveOptions.DEFAULTS.withFrame(frame)));
        refused("The inputs' attribute 'a' has 33 axes; the HDF5 library opens at most 32. Join some of them (reshape).",
                () -> ResultRun.open(folder, Runs.plan("g", 2), Stacking.tasks(2), Map.of("a", ones(33)), Map.of(), Runs.LINKED));
        assertFalse(Files.exists(folder.resolve(".run")));
    }

    @Test
    void aTaskThatReturnsTooManyAxesIsNamed() {
        assertEquals("Task 3 returned a value that cannot be stored: It has 33 axes; the HDF5 library opens at most 32. Join some of them (reshape).",
                assertThrows(UnfitResultException.class, () -> ResultValues.of(3, ones(33))).getMessage());
        StackedFit fit = new StackedFit(Stacking.tasks(4), null);
        assertEquals("Task 3 returned " + ones(32) + ", which cannot be stacked. The dataset of all results has 33 axes; the HDF5 library opens at most 32."
                + " Join some of them (reshape).", assertThrows(UnfitResultException.class, () -> fit.check(3, ResultValues.of(3, ones(32)))).getMessage());
    }
}
