package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.References;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;
import org.trialmap.store.Layout;
import org.trialmap.store.ResultShape;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.store.UnfitResultException;
import org.trialmap.support.IndexRanges;
import org.trialmap.task.Stacking;
import org.trialmap.task.TaskPlan;

/** One contiguous dataset of all results: gathered, written in place, with gaps, along any axis. */
class StackedResultsTest {
    @TempDir
    Path folder;

    private SavedResults stacked(TaskPlan plan, Stacking stacking, IntFunction<Object> function) throws IOException {
        try (ResultRun run = ResultRun.open(folder, plan, stacking, Map.of("samplerate", NdArray.from(1000.0)), Map.of(), Runs.STACKED)) {
            List<Integer> order = new ArrayList<>(IntStream.range(0, (plan.tasks() + 2) / 3).boxed().toList());
            Collections.shuffle(order, new Random(7));
            for (int part : order) {
                Runs.compute(run, part, function, IntStream.range(3 * part, Math.min(3 * part + 3, plan.tasks())).toArray());
            }
            return Runs.finish(run);
        }
    }

    /** The array whose element at any place is the place's row-major number. */
    private static NdArray numbers(long... shape) {
        double[] all = new double[(int) Shape.size(shape)];
        Arrays.setAll(all, i -> i);
        return NdArray.of(all, Shape.toInt(shape));
    }

    /** The part of {@link #numbers} that a task must return so that the stacked dataset is all of them. */
    private static NdArray part(Stacking stacking, int task, long[] core, int... shape) {
        List<Double> values = new ArrayList<>();
        stacking.region(task, core).forEachRun(stacking.shape(core), (from, at, count) -> {
            for (long i = 0; i < count; i++) {
                values.add((double) (from + i));
            }
        });
        return NdArray.of(values.stream().mapToDouble(Double::doubleValue).toArray(), shape);
    }

    @Test
    void channelChunksLieSideBySideTheLastOneSmaller() throws IOException {
        Stacking stacking = Stacking.trialsByChannels(4, new ChunkGrid(7, 3));
        IntFunction<Object> function = i -> part(stacking, i, new long[] {2, 5}, i % 3 == 2 ? 1 : 3, 2, 5);
        try (SavedResults saved = stacked(Runs.plan("chunks", 12), stacking, function)) {
            assertArrayEquals(new long[] {4, 7, 2, 5}, saved.stacked(0).shape());
            assertEquals(DType.FLOAT64, saved.stacked(0).dtype());
            assertEquals(numbers(4, 7, 2, 5), saved.stacked(0).read());
            assertEquals(Map.of("samplerate", NdArray.from(1000.0)), saved.stacked(0).attributes());
            assertEquals(NdArray.of(new double[] {71, 76, 81, 86}, 1, 2, 2, 1), saved.stacked(0).read(new Region(new long[] {1, 0, 0, 1},
                    new long[] {1, 2, 2, 1})));
            for (int i = 0; i < 12; i++) {
                assertEquals(function.apply(i), saved.read(i), "task " + i);
            }
            assertEquals("(4, 7, 2, 5) float64 None True 1000.0\n", References.python("""
                    import h5py, numpy, sys
                    d = h5py.File(sys.argv[1])["result_0"]
                    print(d.shape, d.dtype, d.chunks, (d[...].ravel() == numpy.arange(280)).all(), d.attrs["samplerate"])
                    """, saved.container().toString()));
            assertTrue(References.h5dump("-H", "-p", saved.container().toString()).contains("CONTIGUOUS"));
        }
    }

    @Test
    void resultsOfAGridHaveBothIndices() throws IOException {
        Stacking stacking = Stacking.grid(3, 4);
        try (SavedResults saved = stacked(Runs.plan("grid", 12), stacking, i -> part(stacking, i, new long[] {5}, 5))) {
            assertEquals(numbers(3, 4, 5), saved.stacked(0).read());
            assertArrayEquals(new double[] {25, 26, 27, 28, 29}, saved.doubles(5));
        }
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(ints = {0, 1, 2})
    void anyAxisMayBeTheTasksOne(int axis) throws IOException {
        Stacking stacking = Stacking.along(10, axis);
        try (SavedResults saved = stacked(Runs.plan("axis", 10), stacking, i -> part(stacking, i, new long[] {3, 4}, 3, 4))) {
            assertEquals(numbers(stacking.shape(new long[] {3, 4})), saved.stacked(0).read());
            assertEquals(part(stacking, 6, new long[] {3, 4}, 3, 4), saved.read(6));
        }
    }

    @Test
    void numbersStackToAVector() throws IOException {
        try (SavedResults saved = stacked(Runs.plan("vector", 10), Stacking.tasks(10), i -> i * i)) {
            assertEquals(NdArray.of(IntStream.range(0, 10).map(i -> i * i).toArray(), 10), saved.stacked(0).read());
            assertEquals(NdArray.of(new int[] {49}, 1), saved.read(7));
        }
    }

    static List<NdArray> typed() {
        return List.of(NdArray.of(new boolean[] {true, false}, 2), NdArray.of(new byte[] {1, 2}, 2), NdArray.of(new short[] {1, 2}, 2),
                NdArray.of(new int[] {1, 2}, 2),
                NdArray.of(new long[] {1, 2}, 2), NdArray.of(new float[] {1, 2}, 2), NdArray.of(new double[] {1, 2}, 2),
                NdArray.complex(new float[] {1, 2, 3, 4}, 2), NdArray.complex(new double[] {1, 2, 3, 4}, 2));
    }

    @ParameterizedTest
    @MethodSource("typed")
    void everyTypeStacksAndMarksWhatIsMissing(NdArray value) throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("t", 3), Runs.STACKED)) {
            Runs.compute(run, 0, i -> value, 0, 2);
            try (SavedResults saved = Runs.finish(run)) {
                assertEquals(value, saved.read(2));
                String expected = switch (value.dtype()) {
                    case BOOL -> "[[True, False], [False, False], [True, False]]";
                    case FLOAT32, FLOAT64 -> "[[1.0, 2.0], [nan, nan], [1.0, 2.0]]";
                    case COMPLEX64, COMPLEX128 -> "[[(1+2j), (3+4j)], [(nan+nanj), (nan+nanj)], [(1+2j), (3+4j)]]";
                    default -> "[[1, 2], [0, 0], [1, 2]]";
                };
                assertEquals(value.dtype() + " " + expected + " 1\n", References.python(
                        "import h5py, sys\nf = h5py.File(sys.argv[1])\nd = f['result_0']\nprint(d.dtype, d[...].tolist(), f.attrs['missing'])",
                        saved.container().toString()));
            }
        }
    }

    private static final ResultShape SHAPE = new ResultShape(DType.FLOAT64, 3, ResultShape.UNKNOWN, 40);

    @Test
    void writtenInPlaceOrGatheredTheBytesAreTheSame() throws IOException {
        IntFunction<Object> function = i -> NdArray.of(new Random(i).doubles(120).toArray(), 3, 40);
        NdArray[] read = new NdArray[2];
        for (SaveOptions.Transport transport : List.of(SaveOptions.Transport.IN_PLACE, SaveOptions.Transport.GATHER)) {
            Path own = folder.resolve(transport.name());
            try (ResultRun run = Runs.open(own, Runs.plan("same", 20), Runs.LINKED.withShape(SHAPE).withTransport(transport))) {
                for (int part = 3; part >= 0; part--) {
                    PayloadCommit commit = Runs.compute(run, part, function, IntStream.range(5 * part, 5 * part + 5).toArray());
                    assertEquals(transport == SaveOptions.Transport.IN_PLACE, commit.file().isEmpty());
                }
                Runs.write(run, 4, function, 0, 1, 2); // a repeated attempt
                try (SavedResults saved = Runs.finish(run)) {
                    read[transport == SaveOptions.Transport.IN_PLACE ? 0 : 1] = saved.stacked(0).read();
                    assertEquals(function.apply(13), saved.read(13));
                }
            }
            assertEquals("(3, 20, 40) True\n", References.python("import h5py, sys\nd = h5py.File(sys.argv[1])['result_0']\nprint(d.shape,"
                    + " d.id.get_offset() is not None)",
                    own.resolve("same.h5").toString()));
        }
        assertEquals(read[1], read[0]);
    }

    @ParameterizedTest
    @EnumSource(value = SaveOptions.Transport.class, names = {"AUTO", "GATHER"})
    void declaredShapesAreHeldTo(SaveOptions.Transport transport) throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("d", 3), Runs.LINKED.withShape(new ResultShape(DType.FLOAT64, ResultShape.UNKNOWN,
                16)).withTransport(transport));
                PayloadAttempt attempt = run.target().begin(0, 0, new int[] {0, 1, 2})) {
            assertEquals("Task 0 returned float64 (12,), the declared result shape float64 [*, 16] asks for float64 (16,). Return that, or correct"
                    + " the declared shape.",
                    assertThrows(UnfitResultException.class, () -> attempt.add(0, new double[12])).getMessage());
            assertEquals("Task 0 returned float32 (16,), the declared result shape float64 [*, 16] asks for float64 (16,). Return that, or correct"
                    + " the declared shape.",
                    assertThrows(UnfitResultException.class, () -> attempt.add(0, new float[16])).getMessage());
            attempt.add(1, new double[16]);
            assertArrayEquals(new int[] {1}, attempt.commit().tasks());
        }
    }

    @Test
    void misfitsWithinAPartitionAreNamed() throws IOException {
        record Two(double a, double b) {}
        try (ResultRun run = Runs.open(folder, Runs.plan("m", 9), Runs.STACKED);
                PayloadAttempt attempt = run.target().begin(0, 0, new int[] {0, 7,
                    8})) {
            attempt.add(0, new double[16]);
            assertEquals("Task 7 returned float64 (12,), task 0 float64 (16,): stacked results must have one dtype and one shape. Return equal"
                    + " shapes from every task, or save"
                    + " with the linked layout (Layout.LINKED).",
                    assertThrows(UnfitResultException.class, () -> attempt.add(7,
                            new double[12])).getMessage());
            assertEquals("Task 7 returned the values [a, b], task 0 a single value: stacked results must have the same values. Return the same from"
                    + " every task, or save with"
                    + " the linked layout (Layout.LINKED).",
                    assertThrows(UnfitResultException.class, () -> attempt.add(7, new Two(1,
                            2))).getMessage());
            assertEquals("Task 7 returned str (1,), which cannot be stacked: strings have no fixed size. Return numbers, or save with the linked"
                    + " layout (Layout.LINKED).",
                    assertThrows(UnfitResultException.class, () -> attempt.add(7, new String[] {"a"})).getMessage());
            attempt.add(8, new double[16]);
            run.journal(attempt.commit());
            assertEquals(IndexRanges.parse("0,8"), run.finished());
        }
    }

    @Test
    void misfitsBetweenPartitionsAreNamed() throws IOException {
        Stacking stacking = Stacking.trialsByChannels(2, new ChunkGrid(5, 3));
        try (ResultRun run = ResultRun.open(folder, Runs.plan("m", 4), stacking, Map.of(), Map.of(), Runs.STACKED)) {
            Runs.compute(run, 0, i -> new double[3][16], 0);
            Runs.compute(run, 1, i -> new double[2][12], 1);
            assertEquals("{1=" + UnfitResultException.class.getName() + ": Task 1 returned float64 (2, 12), task 0 float64 (3, 16): stacked results must have one dtype and"
                    + " one shape. Return equal shapes from every task, or save with the linked layout (Layout.LINKED).}", run.unfit().toString());
            assertEquals(IndexRanges.parse("0"), run.finished());
            PayloadAttempt attempt = run.target().begin(2, 0, new int[] {2});
            assertEquals("Task 2 returned float64 (2, 16), which cannot be stacked: the first axis of a result must be the chunk's 3 channels, the"
                    + " result has shape (2, 16)."
                    + " Return that shape, or save with the linked layout (Layout.LINKED).",
                    assertThrows(UnfitResultException.class, () -> attempt.add(2, new double[2][16])).getMessage());
            attempt.close();
        }
    }

    /** Tasks 0 and 3 return another shape than the others; in whatever order the partitions end, they are the ones to fail. */
    @Test
    void whichTasksAreUnfitDoesNotDependOnTheOrder() throws IOException {
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
        for (int k = 0; k < 6; k++) {
            Collections.shuffle(order, new Random(k));
            Path out = folder.resolve("order " + k);
            try (ResultRun run = Runs.open(out, Runs.plan("m", 6), Runs.STACKED)) {
                for (int task : order) {
                    Runs.compute(run, task, i -> new float[i % 3 == 0 ? 5 : 4], task);
                }
                assertEquals(6, run.finished().cardinality());
                assertEquals(List.of(0, 3), List.copyOf(run.unfit().keySet()));
                assertEquals(Map.of(), run.unfit(), "once");
                run.keep(Runs.summary(run), List.of());
                assertEquals(4, Runs.payload(run).size());
            }
            try (ResultRun run = Runs.open(out, Runs.plan("m", 6), Runs.RESUME.withLayout(Layout.STACKED))) {
                assertEquals(List.of(), run.notices());
                assertEquals(IndexRanges.parse("1-2,4-5"), run.finished());
                Runs.missing(run, 1, i -> new float[4]);
                assertEquals(Map.of(), run.unfit());
                try (SavedResults saved = Runs.finish(run)) {
                    assertArrayEquals(new long[] {6, 4}, saved.stacked(0).shape());
                    assertEquals(IndexRanges.parse(""), saved.missing());
                }
            }
        }
    }

    @Test
    void ofTwoShapesWithAsManyTasksThatOfTheLowestIsStacked() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("m", 5), Runs.STACKED)) {
            Runs.compute(run, 0, i -> 1L, 3, 4);
            Runs.compute(run, 1, i -> 1.5, 1, 2);
            assertEquals("[Task 3 returned int64 (), task 1 float64 (): stacked results must have one dtype and one shape. Return equal shapes from every task, or save with the"
                    + " linked layout (Layout.LINKED)., Task 4 returned int64 (), task 1 float64 (): stacked results must have one dtype and one shape. Return equal shapes"
                    + " from every task, or save with the linked layout (Layout.LINKED).]", run.unfit().values().stream().map(Throwable::getMessage).toList().toString());
            try (SavedResults saved = Runs.finish(run)) {
                assertEquals(IndexRanges.parse("0,3-4"), saved.missing());
                assertEquals(1.5, saved.read(2).item());
            }
        }
    }

    @Test
    void aKilledRunWithTwoShapesIsGatheredWithoutTheFewer() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("m", 3), Runs.STACKED)) {
            Runs.compute(run, 0, i -> new double[2], 0);
            Runs.compute(run, 1, i -> new double[] {i, i, i}, 1, 2);
        } // killed
        try (SavedResults saved = Gather.folder(folder)) {
            assertEquals(IndexRanges.parse("0"), saved.missing());
            assertArrayEquals(new double[] {2, 2, 2}, saved.doubles(2));
            assertEquals(1, saved.summary().orElseThrow().failed());
        }
    }

    @Test
    void aPartitionWithoutAnyResultLeavesNoFile() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("m", 2), Runs.STACKED);
                PayloadAttempt attempt = run.target().begin(0, 0, new int[] {0,
                    1})) {
            PayloadCommit commit = attempt.commit();
            assertEquals(0, commit.tasks().length);
            run.journal(commit);
            assertEquals(List.of(), Runs.payload(run));
            try (SavedResults saved = Runs.finish(run)) {
                assertEquals(IndexRanges.parse("0-1"), saved.missing());
                assertEquals(List.of(), saved.values());
            }
        }
    }
}
