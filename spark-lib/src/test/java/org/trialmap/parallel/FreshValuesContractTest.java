package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.store.Layout;
import org.trialmap.store.SavedResults;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.TaskContext;
import org.trialmap.task.TaskFunction;

/** Every call gets function and input as they were given: what a call changes in them is seen by no other call, whatever the batch and the backend. */
@ParameterizedClass
@MethodSource("org.trialmap.parallel.BackendKind#all")
class FreshValuesContractTest {
    private static final int TASKS = 6;
    private static final int[] BATCHES = {1, 2, TASKS};
    private static final double[] BUFFER = new double[1];

    @Parameter
    BackendKind backend;

    @TempDir
    Path folder;

    private ParallelMap pmap() {
        return backend.map();
    }

    private static <T> List<T> repeated(T value) {
        return Collections.nCopies(TASKS, value);
    }

    static final class Counting implements TaskFunction<Integer, Integer> {
        private static final long serialVersionUID = 1;
        private int calls;

        @Override
        public Integer apply(Integer i) {
            return ++calls;
        }
    }

    record Seen(List<Integer> tasks) implements ContextFunction<Integer, List<Integer>> {
        @Override
        public List<Integer> apply(Integer i, TaskContext context) {
            tasks.add(i);
            return tasks;
        }
    }

    @Test
    void whatACallChangesInCapturedValuesIsSeenByNoOtherCall() {
        int[] counter = {0};
        Map<String, Integer> table = new TreeMap<>(Map.of("calls", 0));
        for (int batch : BATCHES) {
            assertEquals(repeated(1), pmap().batch(batch).range(TASKS).collect(i -> ++counter[0]), "captured array, batch " + batch);
            assertEquals(repeated(1), pmap().batch(batch).range(TASKS).collect(i -> table.merge("calls", 1, Integer::sum)), "captured map, batch " + batch);
            assertEquals(repeated(1), pmap().batch(batch).range(TASKS).collect(new Counting()), "field, batch " + batch);
            assertEquals(IntStream.range(0, TASKS).mapToObj(List::of).toList(),
                    pmap().batch(batch).range(TASKS).collectWithContext(new Seen(new ArrayList<>())), "list in a record, batch " + batch);
        }
        assertEquals(0, counter[0], "the caller's own");
        assertEquals(Map.of("calls", 0), table);
    }

    @Test
    void anInputThatIsGivenToManyTasksIsEachTasksOwn() {
        int[] shared = {0};
        for (int batch : BATCHES) {
            assertEquals(repeated(1), pmap().batch(batch).replicate(shared, TASKS).collect(a -> ++a[0]));
            assertEquals(repeated(1), pmap().batch(batch).zip(Collections.nCopies(TASKS, shared), repeated("x")).collect(pair -> ++pair.first()[0]));
        }
        assertEquals(0, shared[0], "the caller's own");
    }

    @Test
    void aRetryGetsFunctionAndInputAsTheyWere() {
        int[] captured = {1};
        for (int batch : BATCHES) {
            List<List<Integer>> results = pmap().retries(2).batch(batch).replicate(new int[] {1}, TASKS).collectWithContext((input, context) -> {
                input[0] *= 10;
                captured[0] *= 10;
                if (context.attempt() < 2) {
                    throw new IllegalStateException("attempt " + context.attempt());
                }
                return List.of(input[0], captured[0]);
            });
            assertEquals(repeated(List.of(10, 10)), results, "batch " + batch);
        }
    }

    @Test
    void aResultIsTakenAsItWasWhenItsCallEnded() {
        List<Double> expected = IntStream.range(0, TASKS).mapToObj(i -> (double) i).toList();
        for (int batch : BATCHES) {
            List<double[]> results = pmap().batch(batch).range(TASKS).collect(i -> {
                BUFFER[0] = i;
                return BUFFER;
            });
            if (backend != BackendKind.LOCAL_4 && backend != BackendKind.LOCAL_4_KRYO && backend != BackendKind.LOCAL_4_RETRYING) { // its threads share the static array
                assertEquals(expected, results.stream().map(a -> a[0]).toList(), "batch " + batch);
            }
        }
    }

    @Test
    void savedResultsAreTheSameWithAnyBatch() throws IOException {
        int[] captured = {0};
        for (int batch : BATCHES) {
            try (SavedResults results = pmap().batch(batch).name("fresh").replicate(new int[] {0}, TASKS).layout(Layout.STACKED)
                    .save(folder.resolve("batch " + batch), input -> new int[] {++input[0], ++captured[0]})) {
                int[] ones = IntStream.range(0, 2 * TASKS).map(i -> 1).toArray();
                assertEquals(NdArray.of(ones, TASKS, 2), results.stacked(0).read(Region.all(TASKS, 2)));
            }
        }
    }
}
