package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.References;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.store.Existing;
import org.trialmap.store.ResultShape;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.store.UnfitResultException;

/** Stacked results whose length along one axis differs from task to task. */
class VaryingResultsTest {
    private static final long TASKS = ResultShape.UNKNOWN;
    private static final long INF = ResultShape.VARYING;
    private static final SaveOptions PADDED = Runs.LINKED.withShape(new ResultShape(DType.FLOAT64, 2, INF, TASKS));

    @TempDir
    Path folder;

    /** (2, length) with lengths 3, 0, 1, 2, 3, 0, ... */
    private static NdArray table(int task) {
        int length = (task + 3) % 4;
        double[] values = new double[2 * length];
        Arrays.setAll(values, i -> 100 * task + 10 * (i / Math.max(1, length)) + i % Math.max(1, length));
        return NdArray.of(values, 2, length);
    }

    @Test
    void shorterResultsAreFilledUpAndReadAsTheyWere() throws IOException {
        try (SavedResults saved = Runs.all(folder, Runs.plan("padded", 6), PADDED, 2, VaryingResultsTest::table)) {
            assertArrayEquals(new long[] {2, 3, 6}, saved.stacked(0).shape());
            for (int task = 0; task < 6; task++) {
                assertEquals(table(task), saved.read(task), "task " + task);
                assertArrayEquals(new long[] {2, (task + 3) % 4}, saved.shape(task, 0));
            }
            assertEquals(NdArray.of(new long[] {3, 0, 1, 2, 3, 0}, 6), saved.stacked(0).attributes().get("lengths"));
            assertFalse(Files.exists(folder.resolve("padded_payload")), "a stacked container needs no payload");
            assertEquals("(2, 3, 6) float64 [3, 0, 1, 2, 3, 0] [412.0, nan] [[0.0, nan, 200.0, 300.0, 400.0, nan], [1.0, nan, nan, 301.0, 401.0, nan], [2.0, nan, nan, nan, 402.0, nan]]\n",
                    References.python("""
                            import h5py, sys
                            d = h5py.File(sys.argv[1])["result_0"]
                            print(d.shape, d.dtype, d.attrs["lengths"].tolist(), d[1, 2, 4:].tolist(), d[0].tolist())
                            """, saved.container().toString()));
        }
    }

    @Test
    void withoutAnAxisOfTheTasksResultsLieOneAfterAnother() throws IOException {
        SaveOptions pieces = Runs.LINKED.withShape(new ResultShape(DType.FLOAT64, 2, INF));
        try (SavedResults saved = Runs.all(folder, Runs.plan("pieces", 6), pieces, 4, VaryingResultsTest::table)) {
            assertEquals(NdArray.of(new double[] {0, 1, 2, 200, 300, 301, 400, 401, 402, 10, 11, 12, 210, 310, 311, 410, 411, 412}, 2, 9), saved.stacked(0).read());
            for (int task = 0; task < 6; task++) {
                assertEquals(table(task), saved.read(task), "task " + task);
            }
            assertEquals("(2, 9) [3, 0, 1, 2, 3, 0]\n", References.python("""
                    import h5py, sys
                    d = h5py.File(sys.argv[1])["result_0"]
                    print(d.shape, d.attrs["lengths"].tolist())
                    """, saved.container().toString()));
        }
    }

    /** Every type, with a task that has no result, and one that is shorter. */
    @ParameterizedTest
    @MethodSource("org.trialmap.store.run.StackedResultsTest#typed")
    void everyTypeIsFilledUpAndMarksWhatIsMissing(NdArray two) throws IOException {
        NdArray none = NdArray.zeros(two.dtype(), 0);
        SaveOptions save = Runs.LINKED.withShape(new ResultShape(two.dtype(), TASKS, INF));
        try (ResultRun run = Runs.open(folder, Runs.plan("t", 3), save)) {
            Runs.compute(run, 0, i -> i == 0 ? two : none, 0, 2);
            try (SavedResults saved = Runs.finish(run)) {
                assertEquals(two, saved.read(0));
                assertEquals(none, saved.read(2));
                assertEquals(BitSet.valueOf(new long[] {2}), saved.missing());
                NdArray filled = NdArray.zeros(two.dtype(), 3, 2);
                if (filled.data() instanceof double[] doubles) {
                    Arrays.fill(doubles, Double.NaN);
                } else if (filled.data() instanceof float[] floats) {
                    Arrays.fill(floats, Float.NaN);
                }
                System.arraycopy(two.data(), 0, filled.data(), 0, 2 * two.dtype().width());
                assertEquals(filled, saved.stacked(0).read());
            }
        }
    }

    @Test
    void aRunThatWasStoppedGoesOnAndGivesTheSame() throws IOException {
        NdArray truth;
        try (SavedResults whole = Runs.all(folder.resolve("whole"), Runs.plan("r", 6), PADDED, 1, VaryingResultsTest::table)) {
            truth = whole.stacked(0).read();
        }
        try (ResultRun run = Runs.open(folder, Runs.plan("r", 6), PADDED)) {
            Runs.compute(run, 0, VaryingResultsTest::table, 2, 3);
            run.keep(Runs.summary(run), List.of(Runs.failure(0)));
        }
        try (SavedResults part = Gather.folder(folder)) {
            assertArrayEquals(new long[] {2, 2, 6}, part.stacked(0).shape(), "the longest of those that are there");
            assertEquals(table(3), part.read(3));
        }
        try (SavedResults saved = Runs.all(folder, Runs.plan("r", 6), PADDED.withExisting(Existing.RESUME), 4, VaryingResultsTest::table)) {
            assertEquals(truth, saved.stacked(0).read());
            assertEquals(table(3), saved.read(3));
        }
    }

    @Test
    void resultsOfNoLengthAtAllAreStored() throws IOException {
        try (SavedResults saved = Runs.all(folder, Runs.plan("n", 2), PADDED, 1, i -> NdArray.zeros(DType.FLOAT64, 2, 0))) {
            assertArrayEquals(new long[] {2, 0, 2}, saved.stacked(0).shape());
            assertArrayEquals(new long[] {2, 0}, saved.shape(1, 0));
        }
    }

    private static void refused(String text, Class<? extends Exception> type, org.junit.jupiter.api.function.Executable call) {
        assertEquals(text, assertThrows(type, call).getMessage());
    }

    @Test
    void whatDoesNotFitFailsItsTaskAlone() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("odd", 3), PADDED); PayloadAttempt attempt = run.target().begin(0, 0, new int[] {0, 1, 2})) {
            attempt.add(0, table(0));
            refused("Task 1 returned float64 (3, 4), the declared result shape float64 [2, inf, *] asks for float64 (2, inf). Return that, or correct the declared shape.", UnfitResultException.class,
                    () -> attempt.add(1, NdArray.zeros(DType.FLOAT64, 3, 4)));
            refused("Task 1 returned float64 (2,), the declared result shape float64 [2, inf, *] asks for float64 (2, inf). Return that, or correct the declared shape.", UnfitResultException.class,
                    () -> attempt.add(1, NdArray.zeros(DType.FLOAT64, 2)));
            refused("Task 1 returned int32 (2, 4), the declared result shape float64 [2, inf, *] asks for float64 (2, inf). Return that, or correct the declared shape.", UnfitResultException.class,
                    () -> attempt.add(1, NdArray.zeros(DType.INT32, 2, 4)));
            attempt.add(2, table(3));
            run.journal(attempt.commit());
            try (SavedResults saved = Runs.finish(run)) {
                assertEquals("{1}", saved.missing().toString());
                assertEquals(table(3), saved.read(2));
            }
        }
    }

    @Test
    void shapesThatMakeNoSenseAreRefused() {
        String rule = "A result shape needs one axis of the tasks (*, -1), one whose length differs (inf, -2), or one of each, and otherwise extents of 0 or more, it is ";
        refused(rule + "[3, 4].", IllegalArgumentException.class, () -> new ResultShape(DType.FLOAT64, 3, 4));
        refused(rule + "[*, *].", IllegalArgumentException.class, () -> new ResultShape(DType.FLOAT64, TASKS, TASKS));
        refused(rule + "[inf, *, inf].", IllegalArgumentException.class, () -> new ResultShape(DType.FLOAT64, INF, TASKS, INF));
        refused(rule + "[*, -3].", IllegalArgumentException.class, () -> new ResultShape(DType.FLOAT64, TASKS, -3));
        refused("Results whose length differs from task to task (inf in the result shape float64 [2, inf, *]) cannot be written in place: where each of them goes is known only when all are there"
                + " (transport is IN_PLACE). Use AUTO or GATHER.", IllegalArgumentException.class, () -> Runs.open(folder, Runs.plan("p", 2), PADDED.withTransport(SaveOptions.Transport.IN_PLACE)));
    }
}
