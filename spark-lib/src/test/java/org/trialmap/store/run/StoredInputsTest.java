package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.References;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.MapCall;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.Existing;
import org.trialmap.store.Layout;
import org.trialmap.store.ResultShape;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.task.InputColumns;
import org.trialmap.task.Inputs;
import org.trialmap.task.Pair;
import org.trialmap.task.Stacking;

/** Names and values of the inputs in every container. */
class StoredInputsTest {
    private static final List<Double> LR = List.of(0.0, 0.1, 0.2, 0.30000000000000004, 0.4);
    private static final List<String> SIDE = List.of("left", "right");
    private static final NdArray LR_BY_TASK = NdArray.from(new double[] {0, 0, 0.1, 0.1, 0.2, 0.2, 0.30000000000000004, 0.30000000000000004, 0.4, 0.4});

    @TempDir
    Path folder;

    private static double[] times(Pair<Double, String> input) {
        return new double[] {input.first(), input.second().length(), 1};
    }

    private MapCall<Pair<Double, String>> grid(SaveOptions save) {
        return ParallelMap.serial().batch(3).grid(LR, SIDE).inputNames("lr", "side").saving(save);
    }

    private static Map<String, NdArray> expected() {
        return Map.of("lr", LR_BY_TASK, "side", NdArray.from(new String[] {"left", "right", "left", "right", "left", "right", "left", "right", "left", "right"}));
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void everyLayoutSaysWhatItWasComputedFrom(Layout layout) throws IOException {
        try (SavedResults saved = grid(Runs.LINKED.withLayout(layout)).save(folder, StoredInputsTest::times)) {
            assertEquals(expected(), saved.inputs());
            assertEquals(List.of("lr", "side"), List.copyOf(saved.inputs().keySet()));
            assertEquals(Map.of(), saved.attributes());
            assertEquals(Map.of(), layout == Layout.STACKED ? saved.stacked(0).attributes() : Map.of());
        }
        String plan = Files.readString(folder.resolve(".run").resolve(Files.list(folder.resolve(".run")).filter(Files::isDirectory).findFirst().orElseThrow().getFileName()).resolve("plan.json"));
        assertTrue(plan.contains("\"name\" : \"lr\""), plan);
    }

    /** A grid with an axis each, tasks along any axis, in place and gathered, and linked ones, all read in one go. */
    @Test
    void h5pyReadsWhatBelongsToEachAxis() throws IOException {
        ParallelMap serial = ParallelMap.serial();
        grid(Runs.STACKED).save(folder.resolve("grid"), StoredInputsTest::times).close();
        SaveOptions along = Runs.STACKED.withShape(new ResultShape(DType.FLOAT64, 3, -1));
        serial.over(LR).inputNames("lr").saving(along).save(folder.resolve("inplace"), x -> new double[] {x, x, x}).close();
        serial.over(LR).inputNames("lr").saving(along.withTransport(SaveOptions.Transport.GATHER)).save(folder.resolve("gathered"), x -> new double[] {x, x, x}).close();
        grid(Runs.LINKED).save(folder.resolve("linked"), StoredInputsTest::times).close();
        assertEquals("""
                (5, 2, 3) True [b'left', b'right'] []
                (3, 5) [] True
                (3, 5) [] True
                ['comp_0', 'comp_1', 'comp_2', 'comp_3', 'comp_4', 'comp_5', 'comp_6', 'comp_7', 'comp_8', 'comp_9', 'inputs'] 0.2 b'right'
                """, References.python("""
                import h5py, numpy, sys
                f = [h5py.File(name) for name in sys.argv[1:]]
                lr = numpy.linspace(0, 0.4, 5)
                r = f[0]["result_0"]
                print(r.shape, numpy.array_equal(r.dims[0]["lr"][:], lr), r.dims[1]["side"][:].tolist(), list(r.dims[2].items()))
                for k in (1, 2):
                    r = f[k]["result_0"]
                    print(r.shape, list(r.dims[0].items()), numpy.array_equal(r.dims[1]["lr"][:], lr))
                print(sorted(f[3]), f[3]["inputs/lr"][5], f[3]["inputs/side"][5])
                """, Runs.args(folder.resolve("grid/times.h5"), only("inplace"), only("gathered"), folder.resolve("linked/times.h5"))));
    }

    private Path only(String name) throws IOException {
        try (SavedResults saved = SavedResults.open(folder.resolve(name))) {
            return saved.container();
        }
    }

    @Test
    void gatheredAndIncompleteContainersHaveThem() throws IOException {
        InputColumns inputs = Inputs.grid(LR, SIDE).named();
        try (ResultRun run = ResultRun.open(folder, Runs.plan("f", 10), Stacking.grid(5, 2), Map.of(), Map.of(), Runs.STACKED, Circumstances.UNKNOWN, inputs)) {
            Runs.compute(run, 0, task -> (double) task, 0, 1, 7);
        }
        try (SavedResults saved = Gather.folder(folder)) {
            assertEquals(7, saved.missing().cardinality());
            assertEquals(LR_BY_TASK, saved.inputs().get("first"));
        }
    }

    /** An earlier version kept none; another name does not make another run. */
    @Test
    void aResumedRunHasTheNamesOfNow() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("f", 5), Runs.LINKED)) {
            Runs.compute(run, 0, task -> (double) task, 0, 1);
        }
        InputColumns inputs = Inputs.of(LR).named();
        try (ResultRun run = ResultRun.open(folder, Runs.plan("f", 5), Stacking.tasks(5), Map.of(), Map.of(), Runs.LINKED.withExisting(Existing.RESUME), Circumstances.UNKNOWN, inputs)) {
            Runs.compute(run, 1, task -> (double) task, 2, 3, 4);
            try (SavedResults saved = Runs.finish(run)) {
                assertEquals(Map.of("input", NdArray.from(new double[] {0, 0.1, 0.2, 0.30000000000000004, 0.4})), saved.inputs());
            }
        }
    }

    @Test
    void olderResultsHaveNone() throws IOException {
        try (SavedResults saved = Runs.all(folder, Runs.plan("f", 3), Runs.STACKED, 2, task -> (double) task)) {
            assertEquals(Map.of(), saved.inputs());
            try (Hdf5File file = Hdf5File.open(saved.container())) {
                assertFalse(file.exists("/inputs"));
            }
        }
    }

    /** One list or three, not only two. */
    @Test
    void gridsOfAnyNumberOfListsReadBack() throws IOException {
        for (int[] extents : new int[][] {{4}, {2, 3, 2}}) {
            int tasks = java.util.Arrays.stream(extents).reduce(1, (a, b) -> a * b);
            try (ResultRun run = ResultRun.open(folder.resolve("of" + extents.length), Runs.plan("f", tasks), Stacking.grid(extents), Map.of(), Map.of(), Runs.STACKED)) {
                Runs.missing(run, 5, task -> new double[] {task, -task});
                try (SavedResults saved = Runs.finish(run)) {
                    for (int task = 0; task < tasks; task++) {
                        assertEquals(NdArray.from(new double[] {task, -task}), saved.read(task));
                    }
                }
            }
        }
    }

    @Test
    void damageIsSaid() throws IOException {
        Path file = folder.resolve("x.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("format", NdArray.from("trialmap 1"));
            writer.root().attribute("layout", NdArray.from("linked"));
            writer.root().attribute("tasks", NdArray.from(2L));
            writer.root().group("inputs").dataset("lr", NdArray.from(new double[] {1, 2, 3}));
        }
        try (SavedResults saved = SavedResults.open(file)) {
            assertEquals("The inputs in '" + file + "' are damaged: what belongs to the group '/inputs' is missing or wrong. Restore the file, or build it again with trialmap gather.",
                    assertThrows(UncheckedIOException.class, saved::inputs).getMessage());
        }
    }
}
