package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.array.ChunkGrid;
import org.trialmap.Await;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.store.Existing;
import org.trialmap.store.Layout;
import org.trialmap.store.ResultShape;
import org.trialmap.store.RunRefusedException;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.store.UnfitResultException;
import org.trialmap.support.Hosts;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.Inputs;
import org.trialmap.task.OnError;
import org.trialmap.task.Reducer;
import org.trialmap.task.Stacking;
import org.trialmap.task.TaskFunction;

/** What maps promise that save their results, on every backend. */
@ParameterizedClass
@MethodSource("org.trialmap.parallel.BackendKind#all")
class SaveContractTest {
    @Parameter
    BackendKind backend;

    @TempDir
    Path folder;

    record Moments(double mean, long[] counts, String label, boolean odd) implements java.io.Serializable {}

    private ParallelMap pmap() {
        return backend.map();
    }

    private static Moments moments(int i) {
        return new Moments(i / 3.0, new long[] {i, i * 2L}, "täsk " + i, i % 2 == 1);
    }

    static double[][] table(int i) {
        return new double[][] {{i, i + 0.5}, {-i, 1e-300 * i}, {Double.NaN, i}};
    }

    @Test
    void linkedResultsReadBackAsReturned() throws IOException {
        try (SavedResults results = pmap().batch(3).range(10).save(folder, SaveContractTest::moments)) {
            assertEquals(folder.resolve("moments.h5").toAbsolutePath().normalize(), results.container().toAbsolutePath().normalize());
            assertEquals(10, results.tasks());
            assertEquals(List.of("mean", "counts", "label", "odd"), results.values(4));
            for (int i = 0; i < 10; i++) {
                assertArrayEquals(new double[] {i / 3.0}, results.doubles(i));
                assertEquals(NdArray.of(new long[] {i, i * 2L}, 2), results.read(i, 1));
                assertEquals(NdArray.of(new String[] {"täsk " + i}, 1), results.read(i, 2));
                assertEquals(NdArray.of(new boolean[] {i % 2 == 1}, 1), results.read(i, 3));
            }
            assertEquals(10, results.summary().orElseThrow().tasks());
        }
        try (Stream<Path> payload = Files.list(folder.resolve("moments_payload"))) {
            assertEquals(4, payload.count(), "one payload file per partition");
        }
    }

    @Test
    void stackedResultsAreTheSameBytesAsSeriallyWithAnyBatching() throws IOException {
        NdArray truth;
        try (SavedResults results = ParallelMap.serial().range(11).layout(Layout.STACKED).save(folder.resolve("serial"), SaveContractTest::table)) {
            truth = results.stacked(0).read(Region.all(11, 3, 2));
        }
        for (int batch : new int[] {1, 4, 100}) {
            Path out = folder.resolve("batch " + batch);
            try (SavedResults results = pmap().batch(batch).range(11).layout(Layout.STACKED).save(out, SaveContractTest::table)) {
                assertArrayEquals(new long[] {11, 3, 2}, results.stacked(0).shape());
                assertEquals(truth, results.stacked(0).read(Region.all(11, 3, 2)));
            }
            assertFalse(Files.exists(out.resolve("table_payload")), "a stacked container needs no payload");
        }
    }

    static double[] thirds(int i) {
        return new double[] {1 / 3.0 + i, 1e16 * (i % 2 == 0 ? 1 : -1)};
    }

    @Test
    void oneResultIsMadeOfAllInTheirOrder() throws IOException {
        double[] sum = new double[2];
        for (int i = 0; i < 23; i++) {
            sum[0] += thirds(i)[0];
            sum[1] += thirds(i)[1];
        }
        assertEquals(NdArray.from(sum), pmap().batch(4).range(23).reduce(Reducer.SUM, SaveContractTest::thirds));
        try (SavedResults results = pmap().batch(4).range(23).saving(SaveOptions.DEFAULTS.withReduce(Reducer.SUM)).save(folder, SaveContractTest::thirds)) {
            assertEquals(NdArray.from(sum), results.read(0));
            assertEquals(1, results.tasks());
        }
        assertFalse(Files.exists(folder.resolve("thirds_payload")));
    }

    static Moments noOdd(int i) {
        return new Moments(i, new long[] {i}, "", false);
    }

    @Test
    void aReductionThatStoppedGoesOn() throws IOException {
        MapCall<Integer> call = pmap().batch(2).range(6).name("r").saving(SaveOptions.DEFAULTS.withReduce(Reducer.MEAN));
        FlagFile luck = new FlagFile(folder.resolve("luck").toString());
        TaskFunction<Integer, Map<String, Double>> function = i -> {
            if (i == 3 && !luck.exists()) {
                throw new IllegalStateException("no luck");
            }
            return Map.of("twice", 2.0 * i, "half", i / 2.0);
        };
        assertThrows(MapFailedException.class, () -> call.save(folder, function));
        Files.createFile(folder.resolve("luck"));
        MapCall<Integer> again = call.saving(SaveOptions.DEFAULTS.withReduce(Reducer.MEAN).withExisting(Existing.RESUME));
        try (SavedResults results = again.save(folder, function)) {
            assertEquals(List.of("half", "twice"), results.values());
            assertArrayEquals(new double[] {1.25}, results.value("half", 0).doubles());
            assertArrayEquals(new double[] {5}, results.value("twice", 0).doubles());
        }
        again.save(folder, function).close();
        assertTrue(assertThrows(RunRefusedException.class, () -> call.saving(SaveOptions.DEFAULTS.withReduce(Reducer.SUM).withExisting(Existing.RESUME)).save(folder, function)).getMessage()
                .contains("single reduced by mean"), "another reduction is another plan");
    }

    /** A file that tells what has changed since the run began. */
    record FlagFile(String path) implements java.io.Serializable {
        boolean exists() {
            return Files.exists(Path.of(path));
        }
    }

    @Test
    void resultsThatCannotBeReducedAreRefused() {
        assertEquals("The results cannot be reduced by sum: task 0 returned str (1,), and sum takes numbers. Return those, or choose count, all or any, which take truth values.",
                assertThrows(IllegalArgumentException.class, () -> pmap().range(3).saving(SaveOptions.DEFAULTS.withReduce(Reducer.SUM)).save(folder, i -> "a")).getMessage());
        assertEquals("Task 0 returned the values [mean, counts, label, odd], and reduce takes one. Return one, or save with SaveOptions.withReduce, which reduces each.",
                assertThrows(UnfitResultException.class, () -> pmap().range(3).reduce(Reducer.SUM, SaveContractTest::noOdd)).getMessage());
    }

    /** Rows 0, 1, 2, 3, 0, ... */
    static double[][] rows(int i) {
        double[][] rows = new double[i % 4][2];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = new double[] {i, row / 3.0};
        }
        return rows;
    }

    @Test
    void resultsWhoseLengthDiffersAreStackedAlike() throws IOException {
        for (long[] axes : new long[][] {{ResultShape.UNKNOWN, ResultShape.VARYING, 2}, {ResultShape.VARYING, 2}}) {
            ResultShape shape = new ResultShape(DType.FLOAT64, axes);
            NdArray truth;
            try (SavedResults results = ParallelMap.serial().range(11).shape(shape).save(folder.resolve("serial" + axes.length), SaveContractTest::rows)) {
                truth = results.stacked(0).read();
            }
            try (SavedResults results = pmap().batch(3).range(11).shape(shape).save(folder.resolve("other" + axes.length), SaveContractTest::rows)) {
                assertEquals(truth, results.stacked(0).read());
                assertEquals(NdArray.from(rows(7)), results.read(7));
                assertArrayEquals(new long[] {0, 2}, results.shape(8, 0));
            }
        }
    }

    @Test
    void declaredShapesAreWrittenInPlaceAndByGatherAlike() throws IOException {
        ResultShape shape = new ResultShape(DType.FLOAT64, 3, ResultShape.UNKNOWN, 2);
        Map<SaveOptions.Transport, NdArray> read = new TreeMap<>();
        for (SaveOptions.Transport transport : SaveOptions.Transport.values()) {
            Path out = folder.resolve(transport.toString());
            try (SavedResults results = pmap().batch(2).range(7).saving(SaveOptions.DEFAULTS.withShape(shape).withTransport(transport)).save(out, SaveContractTest::table)) {
                assertArrayEquals(new long[] {3, 7, 2}, results.stacked(0).shape());
                read.put(transport, results.stacked(0).read(Region.all(3, 7, 2)));
            }
        }
        double[] values = read.get(SaveOptions.Transport.GATHER).doubles();
        for (int i = 0; i < 7; i++) {
            assertEquals(i + 0.5, values[i * 2 + 1]);
            assertEquals(-i, values[14 + i * 2]);
        }
        assertEquals(read.get(SaveOptions.Transport.GATHER), read.get(SaveOptions.Transport.IN_PLACE));
        assertEquals(read.get(SaveOptions.Transport.GATHER), read.get(SaveOptions.Transport.AUTO));
    }

    @Test
    void channelBlocksAreStackedInTheirPlaces() throws IOException {
        int channels = 8;
        int perTask = 3;
        Inputs<Integer> blocks = new Blocks(5, channels, perTask);
        try (SavedResults results = pmap().batch(4).over(blocks).layout(Layout.STACKED).save(folder, SaveContractTest::block)) {
            assertArrayEquals(new long[] {5, channels, 2}, results.stacked(0).shape());
            double[] all = results.stacked(0).read(Region.all(5, channels, 2)).doubles();
            for (int trial = 0; trial < 5; trial++) {
                for (int c = 0; c < channels; c++) {
                    assertEquals(trial * 100 + c, all[(trial * channels + c) * 2]);
                    assertEquals(-c, all[(trial * channels + c) * 2 + 1]);
                }
            }
        }
    }

    /** Trials by chunks of three of eight channels; the input is the task's number. */
    record Blocks(int trials, int channels, int perTask) implements Inputs<Integer> {
        @Override
        public int size() {
            return stacking().tasks();
        }

        @Override
        public Integer get(int index) {
            return index;
        }

        @Override
        public Stacking stacking() {
            return Stacking.trialsByChannels(trials, new ChunkGrid(channels, perTask));
        }
    }

    static double[][] block(int task) {
        int first = task % 3 * 3;
        double[][] block = new double[Math.min(3, 8 - first)][2];
        for (int c = 0; c < block.length; c++) {
            block[c][0] = task / 3 * 100 + first + c;
            block[c][1] = -(first + c);
        }
        return block;
    }

    @Test
    void singleFilesHoldEverything() throws IOException {
        try (SavedResults results = pmap().batch(2).range(5).layout(Layout.SINGLE).save(folder, SaveContractTest::moments)) {
            assertEquals(NdArray.of(new String[] {"täsk 3"}, 1), results.read(3, 2));
        }
        assertFalse(Files.exists(folder.resolve("moments_payload")));
        Path moved = Files.move(folder.resolve("moments.h5"), folder.resolve("elsewhere.h5"));
        try (SavedResults results = SavedResults.open(moved)) {
            assertArrayEquals(new double[] {4 / 3.0}, results.doubles(4));
        }
    }

    @Test
    void oneFailureOfEightKeepsSevenAndResumeRunsOne() throws IOException {
        Path calls = folder.resolve("calls");
        Path out = folder.resolve("out");
        String file = calls.toString();
        String cure = folder.resolve("cure").toString();
        TaskFunction<Integer, Double> function = i -> fragile(i, file, cure);
        MapFailedException failed = assertThrows(MapFailedException.class, () -> pmap().batch(1).name("eight").range(8).save(out, function));
        Path log = out.resolve(".run");
        try (Stream<Path> runs = Files.list(log)) {
            log = runs.filter(Files::isDirectory).findFirst().orElseThrow().resolve("log").resolve("task-00005.txt");
        }
        assertEquals("Task 5 of 8 (5) failed on " + Hosts.name() + ": IllegalStateException: no luck\n"
                + "  kept  : 7 finished results in " + out.resolve("eight_payload") + "\n"
                + "  log   : " + log + "\n"
                + "  report: " + log.getParent().resolveSibling("report.html") + "\n"
                + "  next  : correct the cause, then run the same again with Existing.RESUME to run the 1 missing task; a file of what there is:"
                + " trialmap gather " + out, failed.getMessage());
        assertTrue(Files.readString(log).contains("SaveContractTest.fragile"), () -> "the log has the stack trace");
        assertEquals("no luck", failed.getCause().getMessage());
        assertFalse(Files.exists(out.resolve("eight.h5")), "no container of a failed run");
        assertThrows(RunRefusedException.class, () -> pmap().name("eight").range(8).save(out, function));
        Files.createFile(Path.of(cure));
        SaveOptions resume = SaveOptions.DEFAULTS.withExisting(Existing.RESUME);
        try (SavedResults results = pmap().batch(1).name("eight").range(8).saving(resume).save(out, function)) {
            for (int i = 0; i < 8; i++) {
                assertArrayEquals(new double[] {i * 10}, results.doubles(i));
            }
            assertEquals(1, results.summary().orElseThrow().ran());
        }
        assertEquals(9, Files.readAllLines(calls).size(), "eight calls and the one that was missing");
        TemporaryFiles.assertNone(out);
    }

    @Test
    void theTraceHasALineForEachTaskOfEachRun() throws IOException {
        Path out = folder.resolve("out");
        String file = folder.resolve("calls").toString();
        String cure = folder.resolve("cure").toString();
        TaskFunction<Integer, Double> function = i -> fragile(i, file, cure);
        assertThrows(MapFailedException.class, () -> pmap().batch(2).retries(1).name("eight").range(8).save(out, function));
        Files.createFile(Path.of(cure));
        double seconds;
        try (SavedResults results = pmap().name("eight").range(8).saving(SaveOptions.DEFAULTS.withExisting(Existing.RESUME)).save(out, function)) {
            seconds = results.summary().orElseThrow().callSeconds();
        }
        Path trace;
        try (Stream<Path> files = Files.walk(out.resolve(".run"))) {
            trace = files.filter(found -> found.endsWith("trace.csv")).findFirst().orElseThrow();
        }
        List<String[]> lines = Files.readAllLines(trace).stream().map(line -> line.split(",", -1)).toList();
        assertEquals(List.of("task", "run", "status", "host", "start", "seconds", "attempts"), List.of(lines.get(0)));
        assertEquals(List.of("0,1,ok,1", "1,1,ok,1", "2,1,ok,1", "3,1,ok,1", "4,1,ok,1", "5,1,failed,2", "5,2,ok,1", "6,1,ok,1", "7,1,ok,1"),
                lines.stream().skip(1).map(line -> String.join(",", line[0], line[1], line[2], line[6])).sorted().toList());
        for (String[] line : lines.subList(1, lines.size())) {
            assertEquals(Hosts.name(), line[3]);
            assertTrue(Duration.between(Instant.parse(line[4]), Instant.now()).compareTo(Duration.ofMinutes(5)) < 0, line[4]);
        }
        assertEquals(seconds, Double.parseDouble(lines.get(lines.size() - 1)[5]), 1e-5);
    }

    private static double fragile(int i, String calls, String cure) throws IOException {
        Files.writeString(Path.of(calls), i + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (i == 5 && !Files.exists(Path.of(cure))) {
            throw new IllegalStateException("no luck");
        }
        return i * 10;
    }

    @Test
    void continueMarksWhatIsMissing() throws IOException {
        try (SavedResults results = pmap().onError(OnError.CONTINUE).batch(2).range(6).layout(Layout.STACKED).save(folder, i -> {
            if (i == 2) {
                throw new IllegalStateException("no");
            }
            return i * 1.5;
        })) {
            assertArrayEquals(new double[] {0, 1.5, Double.NaN, 4.5, 6, 7.5}, results.stacked(0).read(Region.all(6)).doubles());
            assertEquals(SavedResults.Status.MISSING, results.status(2));
            assertEquals(SavedResults.Status.FINISHED, results.status(3));
        }
    }

    @Test
    void aResultThatDoesNotFitFailsItsTask() {
        MapFailedException failed = assertThrows(MapFailedException.class,
                () -> pmap().batch(8).name("ragged").range(4).layout(Layout.STACKED).save(folder, i -> new double[i == 2 ? 12 : 16]));
        assertEquals(List.of(2), failed.failures().stream().map(failure -> failure.index()).toList());
        assertTrue(failed.getMessage().contains("float64 (12,)") && failed.getMessage().contains("float64 (16,)"), failed.getMessage());
    }

    @Test
    void misfitsInOtherPartitionsAreFoundToo() throws IOException {
        TaskFunction<Integer, double[]> ragged = i -> new double[i == 0 ? 12 : 16];
        MapFailedException failed = assertThrows(MapFailedException.class, () -> pmap().batch(1).name("ragged").range(4).layout(Layout.STACKED).save(folder, ragged));
        assertEquals(List.of(0), failed.failures().stream().map(failure -> failure.index()).toList());
        assertEquals("Task 0 returned float64 (12,), task 1 float64 (16,): stacked results must have one dtype and one shape. Return equal shapes from every task, or save with"
                + " the linked layout (Layout.LINKED).", failed.failures().get(0).message());
        assertEquals(3, failed.summary().ran());
        SaveOptions resume = SaveOptions.DEFAULTS.withLayout(Layout.STACKED).withExisting(Existing.RESUME);
        try (SavedResults results = pmap().batch(1).name("ragged").onError(OnError.CONTINUE).range(4).saving(resume).save(folder, ragged)) {
            assertEquals(SavedResults.Status.MISSING, results.status(0));
            assertEquals(16, results.doubles(3).length);
        }
    }

    @Test
    void aChangedPlanIsNotResumed() throws IOException {
        assertThrows(MapFailedException.class, () -> pmap().name("plan").range(3).save(folder, SaveContractTest::inverse));
        SaveOptions resume = SaveOptions.DEFAULTS.withExisting(Existing.RESUME);
        RunRefusedException refused = assertThrows(RunRefusedException.class, () -> pmap().name("plan").range(4).saving(resume).save(folder, SaveContractTest::inverse));
        assertTrue(refused.getMessage().contains("inputs") || refused.getMessage().contains("number of tasks"), refused.getMessage());
    }

    static int inverse(int i) {
        return 1 / i;
    }

    @Test
    void nothingIsOverwrittenUnlessAsked() throws IOException {
        pmap().name("once").range(3).save(folder, i -> i * 1.0).close();
        byte[] before = Files.readAllBytes(folder.resolve("once.h5"));
        assertThrows(RunRefusedException.class, () -> pmap().name("once").range(3).save(folder, i -> i * 2.0));
        assertArrayEquals(before, Files.readAllBytes(folder.resolve("once.h5")));
        SaveOptions overwrite = SaveOptions.DEFAULTS.withExisting(Existing.OVERWRITE);
        try (SavedResults results = pmap().name("once").range(3).saving(overwrite).save(folder, i -> i * 2.0)) {
            assertArrayEquals(new double[] {4}, results.doubles(2));
        }
    }

    @Test
    void anOverwriteThatFailsSaysThatTheOldResultsAreStillThere() throws IOException {
        pmap().name("old").range(3).save(folder, i -> i * 1.0).close();
        SaveOptions overwrite = SaveOptions.DEFAULTS.withExisting(Existing.OVERWRITE);
        MapFailedException failed = assertThrows(MapFailedException.class, () -> pmap().name("old").range(3).saving(overwrite).save(folder, i -> 1 / i));
        assertTrue(failed.getMessage().contains("\n  still : " + folder.resolve("old.h5") + " holds the results of an earlier run\n"), failed.getMessage());
    }

    @Test
    void hostileNamesWork() throws IOException {
        Path out = folder.resolve("my \"results\"\n'é 日本");
        String name = "näme with \"quotes\" & spaces";
        try (SavedResults results = pmap().name(name).over(List.of("a\nb", "ü \"x\"")).save(out, s -> s + "!")) {
            assertEquals(NdArray.of(new String[] {"ü \"x\"!"}, 1), results.read(1));
        }
        assertTrue(Files.exists(out.resolve(name + ".h5")));
    }

    @Test
    void noTasksGiveAnEmptyContainer() throws IOException {
        try (SavedResults results = pmap().name("empty").over(List.<Integer>of()).save(folder, i -> i)) {
            assertEquals(0, results.tasks());
        }
    }

    /** The calls take no time, so that the run is stopped while results are on their way to the disk. */
    @ParameterizedTest
    @EnumSource(value = SaveOptions.Transport.class, names = {"IN_PLACE", "GATHER"})
    void cancellingWhileAPayloadIsBeingWritten(SaveOptions.Transport transport) throws Exception {
        SaveOptions save = SaveOptions.DEFAULTS.withShape(new ResultShape(DType.FLOAT64, ResultShape.UNKNOWN, 200_000)).withTransport(transport);
        String hold = Files.createFile(folder.resolve("hold")).toString();
        TaskFunction<Integer, double[]> constant = i -> {
            if (i >= 18) { // the run cannot end before it is stopped
                Await.whileThere(hold);
            }
            return constant(i);
        };
        MapHandle<SavedResults> handle = pmap().batch(3).name("big").range(30).saving(save).submitSave(folder, constant);
        Await.until("the first bytes", () -> holdsBytes(folder.resolve("big_payload")));
        handle.cancel();
        MapFailedException cancelled = assertThrows(MapFailedException.class, handle::join);
        assertTrue(cancelled.getMessage().matches("(?s)The run was cancelled after \\d+ of 30 tasks\\.\n  kept  : .*"), cancelled.getMessage());
        assertEquals(0, cancelled.getSuppressed().length);
        TemporaryFiles.assertNone(folder);
        Files.delete(Path.of(hold));
        try (SavedResults results = pmap().batch(3).name("big").range(30).saving(save.withExisting(Existing.RESUME)).save(folder, constant)) {
            for (int i = 0; i < 30; i += 7) {
                assertArrayEquals(constant(i), results.doubles(i));
            }
        }
    }

    private static boolean holdsBytes(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toFile().length() > 0);
        }
    }

    static double[] constant(int i) {
        double[] values = new double[200_000];
        java.util.Arrays.fill(values, i);
        return values;
    }

    @Test
    void aCancelledSaveKeepsWhatFinishedAndResumes() throws Exception {
        Path out = folder.resolve("out");
        String hold = Files.createFile(folder.resolve("hold")).toString();
        ContextFunction<Integer, Integer> function = (i, context) -> {
            if (i >= 10) {
                Await.whileThere(hold);
            }
            return i;
        };
        MapHandle<SavedResults> handle = pmap().batch(1).name("long").range(60).submitSaveWithContext(out, function);
        Await.until("three results", () -> handle.progress().finished() >= 3);
        handle.cancel();
        MapFailedException cancelled = assertThrows(MapFailedException.class, handle::join);
        assertTrue(cancelled.getMessage().startsWith("The run was cancelled after "), cancelled.getMessage());
        int kept = handle.progress().finished();
        assertTrue(kept >= 3 && kept <= 10, "kept " + kept);
        TemporaryFiles.assertNone(out);
        Files.delete(Path.of(hold));
        SaveOptions resume = SaveOptions.DEFAULTS.withExisting(Existing.RESUME);
        try (SavedResults results = pmap().batch(1).name("long").range(60).saving(resume).submitSaveWithContext(out, function).join()) {
            assertEquals(60 - kept, results.summary().orElseThrow().ran());
            assertEquals(NdArray.of(new int[] {59}, 1), results.read(59));
        }
    }
}
