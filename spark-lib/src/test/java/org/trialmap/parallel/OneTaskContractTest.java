package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.store.SavedResults;
import org.trialmap.store.UnfitResultException;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.TaskContext;
import org.trialmap.task.TaskFunction;

/** One task of a map by itself, on every backend. */
@ParameterizedClass
@MethodSource("org.trialmap.parallel.BackendKind#all")
class OneTaskContractTest {
    @Parameter
    BackendKind backend;

    @TempDir
    Path folder;

    /** Cannot be serialized, which what is saved need not. */
    record Drawn(double value, String where) {}

    private MapCall<Integer> call() {
        return backend.map().seed(42).over(List.of(10, 11, 12, 13, 14));
    }

    private static String words(Integer x, TaskContext context) {
        return x + " " + context.index() + " of " + context.tasks() + " " + context.label() + " " + context.random().nextDouble();
    }

    @Test
    void isTheTaskThatItIsAmongTheOthers() {
        ContextFunction<Integer, String> function = OneTaskContractTest::words;
        List<String> all = call().collectWithContext(function);
        assertEquals(all.get(3), call().oneWithContext(3, function));
        Integer doubled = call().one(3, x -> 2 * x);
        assertEquals(26, doubled.intValue());
    }

    @Test
    void whatWouldBeSavedIsWhatIsSaved() throws Exception {
        ContextFunction<Integer, Drawn> function = (x, context) -> new Drawn(x + context.random().nextDouble(), context.label());
        TaskResult alone = call().name("drawn").oneStored(3, function);
        assertEquals(List.of("3 of 5 13", "[value, where]"), List.of(alone.index() + " of " + alone.tasks() + " " + alone.label(), alone.values().keySet().toString()));
        try (SavedResults saved = call().name("drawn").saveWithContext(folder, function)) {
            assertArrayEquals(saved.read(3, 0).doubles(), alone.values().get("value").doubles());
            assertArrayEquals((String[]) saved.read(3, 1).data(), (String[]) alone.values().get("where").data());
        }
    }

    @Test
    void anErrorIsThatOfTheFunction() {
        TaskFunction<Integer, Integer> function = x -> 1 / (x - 13);
        MapFailedException failed = assertThrows(MapFailedException.class, () -> call().one(3, function));
        assertEquals("Task 3 of 5 (13) failed on HOST: ArithmeticException: / by zero", failed.getMessage().replaceFirst("failed on \\S+:", "failed on HOST:"));
        assertEquals(ArithmeticException.class, failed.getCause().getClass());
        assertEquals(List.of(3), failed.failures().stream().map(failure -> failure.index()).toList());
        MapFailedException unfit = assertThrows(MapFailedException.class, () -> call().oneStored(2, (x, context) -> Map.of()));
        assertEquals(UnfitResultException.class, unfit.getCause().getClass());
    }

    @Test
    void aTaskThatIsNotThereIsRefused() {
        for (int task : new int[] {-1, 5}) {
            assertEquals("There is no task " + task + ": the map has 5 tasks, 0 to 4. Correct the number.", assertThrows(IllegalArgumentException.class, () -> call().one(task, x -> x)).getMessage());
        }
        assertEquals("There is no task 1: the map has one task, 0. Correct the number.",
                assertThrows(IllegalArgumentException.class, () -> backend.map().over(List.of(1)).one(1, x -> x)).getMessage());
    }
}
