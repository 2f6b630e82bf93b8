package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.Await;
import org.trialmap.Warnings;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.closure.NotSerializableFunctionException;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.Pair;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.RunSummary;
import org.trialmap.task.Shared;

/** What maps promise that hand their results back, on every backend. */
@ParameterizedClass
@MethodSource("org.trialmap.parallel.BackendKind#all")
class CollectContractTest {
    @Parameter
    BackendKind backend;

    @TempDir
    Path folder;

    record Subject(String name, int[] sessions) implements java.io.Serializable {}

    record Score(String name, double mean) implements java.io.Serializable {}

    private ParallelMap pmap() {
        return backend.map();
    }

    @Test
    void collectsInTheInputsOrder() {
        double y = 4;
        int z = 3;
        assertEquals(List.of(18.0, 24.0, 30.0, 36.0), pmap().over(List.of(2.0, 4.0, 6.0, 8.0)).collect(x -> (x + y) * z));
    }

    @Test
    void anEmptyListGivesAnEmptyList() {
        assertEquals(List.of(), pmap().over(List.<Integer>of()).collect(x -> x + 1));
    }

    @Test
    void manyTasksKeepTheirOrderWithAnyBatching() {
        List<Integer> expected = IntStream.range(0, 1000).map(i -> i * i).boxed().toList();
        assertEquals(expected, pmap().range(1000).collect(i -> i * i));
        assertEquals(expected, pmap().batch(7).range(1000).collect(i -> i * i));
        assertEquals(expected, pmap().batch(5000).range(1000).collect(i -> i * i));
    }

    @Test
    void randomStreamsDependOnSeedAndIndexOnly() {
        ContextFunction<Integer, List<Double>> draw = (i, context) -> List.of(context.random().nextDouble(), context.random().nextDouble());
        for (RandomAlgorithm algorithm : RandomAlgorithm.values()) {
            List<List<Double>> truth = ParallelMap.serial().seed(7).random(algorithm).replicate(40).collectWithContext(draw);
            assertEquals(truth, pmap().seed(7).random(algorithm).replicate(40).collectWithContext(draw));
            assertEquals(truth, pmap().seed(7).random(algorithm).batch(9).replicate(40).collectWithContext(draw));
            assertEquals(truth.subList(0, 5), pmap().seed(7).random(algorithm).replicate(5).collectWithContext(draw));
            assertEquals(40, new HashSet<>(truth).size());
            assertFalse(truth.equals(pmap().seed(8).random(algorithm).replicate(40).collectWithContext(draw)));
        }
    }

    @Test
    void recordsMapsAndArraysAreSentBothWays() {
        List<Subject> subjects = List.of(new Subject("anna", new int[] {1, 2, 3}), new Subject("örs", new int[] {4}));
        assertEquals(List.of(new Score("anna", 2), new Score("örs", 4)),
                pmap().over(subjects).collect(s -> new Score(s.name(), Arrays.stream(s.sessions()).average().orElseThrow())));
        assertEquals(List.of(Map.of("n", 3), Map.of("n", 1)), pmap().over(subjects).collect(s -> Map.of("n", s.sessions().length)));
        NdArray array = pmap().range(1).collect(i -> NdArray.of(new double[] {1, 2, 3, 4}, 2, 2)).get(0);
        assertEquals(NdArray.of(new double[] {1, 2, 3, 4}, 2, 2), array);
    }

    @Test
    void differentFunctionsGiveWhatTheyGiveSerially() {
        double[] data = IntStream.range(0, 1000).mapToDouble(i -> Math.sin(i * i)).toArray();
        NdArray table = NdArray.of(data, 10, 100);
        assertEquals(different(ParallelMap.serial(), data, table), different(pmap(), data, table));
        String text = assertThrows(MapFailedException.class, () -> pmap().invokeAll(() -> 1, CollectContractTest::failsAlways)).getMessage();
        assertTrue(text.startsWith("Task 1 of 2 (" + CollectContractTest.class.getName() + "::failsAlways) failed on "), text);
    }

    /** Bytes of what three functions return. */
    private static List<ByteBuffer> different(ParallelMap pmap, double[] data, NdArray table) {
        return pmap.<NdArray>invokeAll(() -> NdArray.from(Arrays.stream(data).sum()), () -> NdArray.of(Arrays.stream(data).map(Math::exp).toArray(), 1000), () -> table).stream().map(NdArray::toBytes)
                .toList();
    }

    private static int failsAlways() {
        throw new IllegalStateException("no luck");
    }

    @Test
    void nullIsAResult() {
        assertEquals(Arrays.asList(null, "1"), pmap().range(2).collect(i -> i == 0 ? null : i.toString()));
    }

    @Test
    void zipPairsAndGridCombines() {
        assertEquals(List.of("1a", "2b"), pmap().zip(List.of(1, 2), List.of("a", "b")).collect(p -> p.first() + p.second()));
        assertEquals(List.of(List.of("1a", "1b", "1c"), List.of("2a", "2b", "2c")),
                pmap().grid(List.of(1, 2), List.of("a", "b", "c")).collectRows(p -> p.first() + p.second()));
        assertEquals(List.of(new Pair<>(1, "a"), new Pair<>(2, "a")), pmap().grid(List.of(1, 2), List.of("a")).collect(p -> p));
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> pmap().zip(List.of(1, 2), List.of("a")));
        assertEquals("zip needs lists of one length, these have 2 and 1 elements. Use grid for all combinations, or capture what all tasks share.", refusal.getMessage());
    }

    @Test
    void theContextKnowsTheTask() {
        List<String> seen = pmap().over(List.of("a", "b")).collectWithContext(
                (x, context) -> context.index() + "/" + context.tasks() + " " + context.label() + " " + context.attempt() + " " + context.cpus());
        assertEquals(List.of("0/2 \"a\" 0 1", "1/2 \"b\" 0 1"), seen);
    }

    @Test
    void scratchFoldersAreOnesOwnAndGoAway() {
        List<String> folders = pmap().range(4).collectWithContext((i, context) -> {
            assertSame(context.scratch(), context.scratch());
            Files.createDirectories(context.scratch().resolve("deep/er"));
            Files.writeString(context.scratch().resolve("deep/er/file"), "x");
            return context.scratch().toString();
        });
        assertEquals(4, Set.copyOf(folders).size());
        folders.forEach(scratch -> assertFalse(Files.exists(Path.of(scratch)), scratch));
    }

    @Test
    void submittedTasksAreHandedOverAsTheyComplete() throws Exception {
        Submitted<Integer> submitted = pmap().batch(1).range(6).submit(CollectContractTest::failsAtFive);
        List<Integer> order = new ArrayList<>();
        for (Outcome<Integer> outcome : submitted.asCompleted()) {
            order.add(outcome.index());
        }
        assertEquals(List.of(0, 1, 2, 3, 4, 5), order.stream().sorted().toList());
        assertEquals(30, submitted.future(3).get());
        assertThrows(CompletionException.class, () -> submitted.future(5).join());
        assertThrows(MapFailedException.class, submitted::join);
        assertEquals(new MapHandle.Progress(5, 1, 0, 6), submitted.progress());
    }

    @Test
    void everyIterationGivesAllOutcomes() {
        Submitted<Integer> submitted = pmap().batch(1).range(6).submit(CollectContractTest::failsAtFive);
        Iterator<Outcome<Integer>> beside = submitted.asCompleted().iterator();
        beside.next();
        List<Outcome<Integer>> once = new ArrayList<>();
        submitted.asCompleted().forEach(once::add);
        List<Outcome<Integer>> twice = new ArrayList<>();
        submitted.asCompleted().forEach(twice::add);
        assertEquals(6, Set.copyOf(once).size());
        assertEquals(once, twice);
        assertEquals(once.get(1), beside.next());
    }

    /** A map that a task can get at without capturing it. */
    private static volatile ParallelMap unlawful;

    @Test
    void aMapInsideATaskIsRefusedOrRunsButNeverHangs() {
        unlawful = pmap();
        String expected = "A map on " + pmap().master() + " cannot be started inside a task of another map: it would wait for slots, and the tasks that occupy them for it."
                + " Make one map over all combinations (grid, or a list of pairs), or use ParallelMap.serial() inside the task.";
        if (pmap().isInProcess()) { // executors do not have the driver's map
            for (ParallelMap outer : List.of(pmap(), pmap().timeLimitPerTask(Duration.ofSeconds(60)))) {
                Outcomes<List<Integer>> direct = outer.range(3).outcomes(i -> unlawful.range(2).collect(k -> i + k));
                Outcomes<List<Integer>> inThread = outer.range(3).outcomes(i -> java.util.concurrent.CompletableFuture
                        .supplyAsync(() -> unlawful.range(2).submit(k -> i + k).join(), task -> new Thread(task).start()).get());
                if (backend.isSerial()) {
                    assertEquals(List.of(2, 3), direct.get(2).value());
                    assertEquals(List.of(2, 3), inThread.get(2).value());
                } else {
                    assertEquals(expected, direct.get(2).failure().orElseThrow().message());
                    assertEquals(expected, inThread.get(2).failure().orElseThrow().message());
                }
            }
        }
        assertEquals(List.of(List.of(0, 1), List.of(1, 2)), pmap().range(2).collect(i -> ParallelMap.serial().range(2).collect(k -> i + k)), "the cure");
        assertEquals(List.of(0, 1), pmap().range(2).collect(i -> i), "a map after it");
    }

    @Test
    void capturedValuesAboveTheLimitAreRefusedByName() {
        double[] table = new double[1 << 18];
        byte[] small = new byte[10];
        NotSerializableFunctionException refusal = assertThrows(NotSerializableFunctionException.class, () -> pmap().captureLimit(1 << 20).range(2).collect(i -> table.length + small.length));
        assertEquals("The function " + CollectContractTest.class.getName() + "::LAMBDA has captured 2.0 MiB, 2.0 MiB of it in the captured variable 'table' (double[]), which is sent with"
                + " every partition and read again for every task. Share it instead: shared = pmap.share(value) before the map, shared.value() inside the function."
                + " More than 1.0 MiB must be allowed: captureLimit(bytes).", refusal.getMessage().replaceAll("lambda\\$[\\w$]+", "LAMBDA"));
        List<String> warnings = Warnings.of(() -> assertEquals(List.of(262_154, 262_154), pmap().range(2).collect(i -> table.length + small.length), "2 MiB are warned of only"));
        assertEquals(List.of(refusal.getMessage().replaceFirst(" More than .*", "").replaceAll("lambda\\$[\\w$]+", "LAMBDA")),
                warnings.stream().map(text -> text.replaceAll("lambda\\$[\\w$]+", "LAMBDA")).toList());
        assertEquals(List.of(), Warnings.of(() -> pmap().range(2).collect(i -> small.length)));
    }

    @Test
    void cancelStopsAMap() throws IOException {
        String hold = Files.createFile(folder.resolve("hold")).toString();
        Submitted<Integer> submitted = pmap().batch(1).range(1000).submit(i -> {
            if (i >= 10) {
                Await.whileThere(hold);
            }
            return i;
        });
        submitted.asCompleted().iterator().next();
        submitted.cancel();
        MapFailedException cancelled = assertThrows(MapFailedException.class, submitted::join);
        assertTrue(cancelled.getMessage().matches("(?s)The run was cancelled after \\d\\d? of 1000 tasks\\.\n  kept  : nothing, .*"), cancelled.getMessage());
        CompletionException never = assertThrows(CompletionException.class, () -> submitted.future(999).join());
        assertEquals(CancellationException.class, never.getCause().getClass());
    }

    @Test
    void sharedValuesAreOneObjectPerProcess() {
        ParallelMap pmap = pmap();
        double[] big = new double[100_000];
        big[99_999] = 5;
        Shared<double[]> shared = pmap.share(big);
        List<String> seen = pmap.batch(1).range(8).collect(i -> ProcessHandle.current().pid() + ":" + System.identityHashCode(shared.value()) + ":" + shared.value()[99_999]);
        Set<String> processes = new HashSet<>();
        seen.forEach(s -> processes.add(s.substring(0, s.indexOf(':'))));
        assertEquals(processes.size(), Set.copyOf(seen).size(), seen.toString());
        seen.forEach(s -> assertTrue(s.endsWith(":5.0"), s));
        assertTrue(shared.bytes() > 800_000 && shared.bytes() < 801_000, "bytes: " + shared.bytes());
    }

    @Test
    void theSummaryCounts() {
        Outcomes<Integer> outcomes = pmap().batch(2).range(10).outcomes(i -> {
            Thread.sleep(5);
            return i;
        });
        assertEquals(10, outcomes.summary().tasks());
        assertEquals(5, outcomes.summary().partitions());
        assertTrue(outcomes.summary().callSeconds() >= 0.05, outcomes.summary().line());
        assertTrue(outcomes.summary().longestCallSeconds() >= 0.005 && outcomes.summary().longestCallSeconds() <= outcomes.summary().callSeconds());
        assertTrue(outcomes.summary().efficiency() > 0 && outcomes.summary().efficiency() <= 1);
        RunSummary.Phases phases = outcomes.summary().phases();
        assertTrue(phases.startSeconds() >= 0 && phases.waitSeconds() >= 0 && phases.runSeconds() >= 0.05 / outcomes.summary().slots(), phases.toString());
        assertEquals(outcomes.summary().wallSeconds(), phases.startSeconds() + phases.waitSeconds() + phases.runSeconds(), 1);
        assertEquals(Files.exists(Path.of("/proc/self/status")), outcomes.summary().peakMemoryBytes() > 0);
        assertNull(outcomes.get(0).failure().orElse(null));
    }

    @Test
    void planningRunsNothing() {
        Path calls = folder.resolve("calls");
        String file = calls.toString();
        MapPlan plan = pmap().batch(4).range(10).plan(i -> {
            note(file, i);
            return i;
        });
        assertEquals(3, plan.partitions());
        assertEquals(10, plan.tasks().tasks());
        assertFalse(Files.exists(calls));
        assertTrue(plan.describe().contains("partitions : 3, at most 4 tasks each"), plan.describe());
    }

    static int failsAtFive(int i) {
        if (i == 5) {
            throw new IllegalArgumentException("five is right out");
        }
        return i * 10;
    }

    /** Appends a line; atomic for such short ones, so that several processes may do it. */
    static void note(String file, Object line) throws java.io.IOException {
        Files.writeString(Path.of(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
