package org.trialmap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.MapCall;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.MapHandle;
import org.trialmap.parallel.MapPlan;
import org.trialmap.parallel.Outcomes;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.Layout;
import org.trialmap.store.SavedResults;
import org.trialmap.store.UnfitResultException;
import org.trialmap.task.OnError;
import org.trialmap.task.Reducer;

/** What docs/library.md shows. */
class LibraryUseTest {
    @TempDir
    Path folder;

    static double loss(double lr) {
        return Math.pow(lr - 0.3, 2);
    }

    @Test
    void theBestOfASweepIsFoundWithItsInputs() throws IOException {
        ParallelMap pmap = ParallelMap.serial();
        // tag::best[]
        List<Double> rates = List.of(0.1, 0.2, 0.3, 0.4);
        try (SavedResults results = pmap.over(rates).inputNames("lr").save(folder, LibraryUseTest::loss)) {
            int best = results.best("result_0", Reducer.MIN);                      // 2
            double lr = results.inputs().get("lr").doubles()[best];                // 0.3
            // end::best[]
            assertEquals(2, best);
            assertEquals(0.3, lr);
        }
    }

    // tag::score[]
    record Score(double mean, List<Double> samples, double[][] table, Optional<String> note, BigDecimal exact) implements Serializable {}

    static Score score(int subject) {
        return new Score(subject / 2.0, List.of(0.5, 1.5), new double[][] {{1, 2, 3}, {4, 5, subject}}, subject == 1 ? Optional.of("odd") : Optional.empty(), new BigDecimal("0.10"));
    }
    // end::score[]

    @Test
    void resultsAreReadBackByNameAndType() throws IOException {
        ParallelMap pmap = ParallelMap.serial();
        // tag::back[]
        try (SavedResults results = pmap.range(20).save(folder, LibraryUseTest::score)) {
            double mean = results.value("mean", 17).as(double.class);              // 8.5, by name
            double[][] table = results.value("table", 17).as(double[][].class);    // as it was returned; nothing is cast
            List<Score> scores = results.as(Score.class);                          // one for each task, read when asked for
            System.out.println(scores.get(17).samples() + " " + scores.get(1).note() + " " + mean + " " + table[1][2]);   // [0.5, 1.5] Optional[odd] 8.5 17.0
            // end::back[]
            assertEquals(8.5, mean);
            assertArrayEquals(new double[][] {{1, 2, 3}, {4, 5, 17}}, table);
            assertEquals(20, scores.size());
            for (int i = 0; i < 20; i++) {
                Score expected = score(i);
                Score read = scores.get(i);
                assertEquals(List.of(expected.mean(), expected.samples(), expected.note(), expected.exact()), List.of(read.mean(), read.samples(), read.note(), read.exact()));
            }
            assertEquals(List.of("mean", "samples", "table", "exact"), results.values(0), "what is not there is not stored");
            assertTrue(results.toString().endsWith("score.h5: 20 tasks, 20 finished, values mean, samples, table, exact"), results.toString());
        }
    }

    record Other(double maen) {}

    record Numbers(int mean) {}

    record Kinds(float f, long l, boolean b, String s, Thread.State state, BigInteger big, OptionalDouble maybe, List<List<Integer>> rows, NdArray any, int[] ints) {}

    @Test
    void allTypesComeBackAsTheyWere() throws IOException {
        Kinds kinds = new Kinds(1.5f, 1L << 40, true, "text", Thread.State.BLOCKED, BigInteger.TWO.pow(70), OptionalDouble.of(2.5), List.of(List.of(1, 2), List.of(3, 4)),
                NdArray.complex(new double[] {1, 2}, 1), new int[] {7});
        try (SavedResults results = ParallelMap.serial().name("k").range(2).save(folder, i -> i == 0 ? new Kinds(1.5f, 1L << 40, true, "text", Thread.State.BLOCKED, BigInteger.TWO.pow(70),
                OptionalDouble.of(2.5), List.of(List.of(1, 2), List.of(3, 4)), NdArray.complex(new double[] {1, 2}, 1), new int[] {7}) : score(i))) {
            Kinds read = results.as(Kinds.class).get(0);
            assertEquals(Arrays.asList(kinds.f, kinds.l, kinds.b, kinds.s, kinds.state, kinds.big, kinds.maybe, kinds.rows, kinds.any),
                    Arrays.asList(read.f, read.l, read.b, read.s, read.state, read.big, read.maybe, read.rows, read.any));
            assertArrayEquals(kinds.ints, read.ints);
        }
        try (SavedResults results = ParallelMap.serial().name("d").range(3).layout(Layout.STACKED).save(folder, i -> new double[][] {{i, 1}, {2, 3}})) {
            assertArrayEquals(new double[][] {{2, 1}, {2, 3}}, results.as(double[][].class).get(2));
            assertEquals(List.of(List.of(0.0, 1.0), List.of(2.0, 3.0)),
                    results.as(List.class).get(0).stream().map(row -> List.of(((NdArray) row).doubles()[0], ((NdArray) row).doubles()[1])).toList());
        }
        try (SavedResults results = ParallelMap.serial().name("n").onError(OnError.CONTINUE).range(3).save(folder, i -> 6 / (i - 1.0 == 0 ? Integer.parseInt("x") : i + 1))) {
            List<Integer> numbers = results.as(Integer.class);
            assertEquals(6, numbers.get(0));
            assertNull(numbers.get(1), "null stands for what is missing");
            assertEquals(2, results.as(int.class).get(2));
        }
    }

    @Test
    void whatIsNotThereOrOfAnotherTypeIsSaid() throws IOException {
        try (SavedResults results = ParallelMap.serial().range(3).save(folder, LibraryUseTest::score)) {
            assertEquals("Task 2 has no value 'maen' in " + results.container() + ". Did you mean 'mean'? Its values are mean, samples, table, exact. Correct the name.",
                    assertThrows(NoSuchElementException.class, () -> results.value("maen", 2)).getMessage());
            assertEquals("Task 2 has no value 'maen', which Other needs; it has mean, samples, table, exact. Name the components as the values, or make this one an Optional.",
                    assertThrows(NoSuchElementException.class, () -> results.as(Other.class).get(2)).getMessage());
            assertRefused("The value 'mean' of task 2 cannot be read as int: The array is float64 (1,), not int. Nothing is cast; ask for what it is, or use data().",
                    () -> results.as(Numbers.class).get(2));
            assertRefused("Task 2 returned the values mean, samples, table, exact, not one that could be read as double[]. Read them as a record or case class of these names, or one of them with"
                    + " value(name, task).", () -> results.as(double[].class).get(2));
            assertRefused("The array is float64 (2, 3), not double[]. Nothing is cast; ask for what it is, or use data().", () -> results.value("table", 0).as(double[].class));
            assertRefused("The array is float64 (2, 3), not int[][]. Nothing is cast; ask for what it is, or use data().", () -> results.value("table", 0).as(int[][].class));
        }
    }

    @Test
    void randomStreamsHaveNormalNumbersToo() {
        ParallelMap pmap = ParallelMap.serial().seed(42);
        // tag::random[]
        List<Double> noise = pmap.replicate(4).collectWithContext((i, task) -> task.random().nextGaussian() + task.random().nextInt(6) + task.random().nextDouble());
        // end::random[]
        assertEquals(noise, pmap.replicate(4).collectWithContext((i, task) -> task.random().nextGaussian() + task.random().nextInt(6) + task.random().nextDouble()));
        assertEquals(4, noise.stream().distinct().count());
    }

    @Test
    void differentFunctionsRunAtOnce() {
        double[] data = IntStream.range(0, 1000).mapToDouble(i -> i % 7).toArray();
        ParallelMap pmap = ParallelMap.serial();
        // tag::invoke[]
        List<Double> found = pmap.invokeAll(() -> Arrays.stream(data).average().orElseThrow(), () -> Arrays.stream(data).max().orElseThrow(), LibraryUseTest::constant);
        // end::invoke[]
        assertEquals(List.of(2.997, 6.0, 7.5), found);
        String text = assertThrows(MapFailedException.class, () -> pmap.invokeAll(LibraryUseTest::constant, LibraryUseTest::fails)).getMessage();
        assertTrue(text.startsWith("Task 1 of 2 (org.trialmap.LibraryUseTest::fails) failed on "), text);
        Object unserializable = new Object();
        String refused = assertThrows(IllegalArgumentException.class, () -> pmap.invokeAll(LibraryUseTest::constant, () -> unserializable.hashCode())).getMessage();
        assertTrue(refused.contains("cannot be serialized: java.lang.Object is not serializable: the captured variable 'unserializable' (java.lang.Object) is the one."), refused);
    }

    static double constant() {
        return 7.5;
    }

    static double fails() {
        throw new IllegalStateException("no luck");
    }

    static double[] ramp(int i) {
        return new double[] {i, i * 0.5};
    }

    @Test
    void aMapIsPlannedAndSavedInTheBackground() throws IOException {
        ParallelMap pmap = ParallelMap.serial();
        // tag::plan[]
        MapCall<Integer> sweep = pmap.range(500).layout(Layout.STACKED);
        MapPlan plan = sweep.plan(folder, LibraryUseTest::ramp);                                  // runs nothing, but refuses what save would
        System.out.print(plan.describe());                                                        // tasks, partitions, memory, plan id, files
        MapHandle<SavedResults> handle = sweep.submitSave(folder, LibraryUseTest::ramp);          // returns at once
        System.out.println(handle.progress().finished() + " of " + handle.progress().tasks());
        try (SavedResults results = handle.join()) {                                              // waits; handle.cancel() keeps what has finished
            double last = results.stacked(0).read().doubles()[999];                               // 249.5
            // end::plan[]
            assertEquals(249.5, last);
            assertEquals(plan.tasks().planId(), results.plan().orElseThrow().planId());
            assertEquals(Optional.of(results.container()), plan.container());
        }
    }

    @Test
    void severalValuesAreSavedByTheirNames() throws IOException {
        ParallelMap pmap = ParallelMap.serial();
        // tag::values[]
        List<Double> rates = List.of(0.1, 0.2, 0.3);
        try (SavedResults results = pmap.over(rates).name("fits").save(folder, rate -> Map.of("loss", loss(rate), "path", new double[] {0, rate}))) {
            double[] path = results.value("path", 2).doubles();                // [0, 0.3]
            // end::values[]
            assertArrayEquals(new double[] {0, 0.3}, path);
            assertEquals(List.of("loss", "path"), results.values());
        }
    }

    // tag::words[]
    static Set<String> words(int i) {
        return Set.of("a" + i, "b");
    }
    // end::words[]

    @Test
    void whatCannotBeStoredIsRefusedBeforeTheFirstTask() throws IOException {
        ParallelMap pmap = ParallelMap.serial();
        // tag::refused[]
        String why = "";
        try {
            pmap.range(3).save(folder, LibraryUseTest::words);
        } catch (UnfitResultException e) {
            why = e.getMessage();              // The function ...::words returns java.util.Set<java.lang.String>, which cannot be saved. A result is a number, ...
        }
        // end::refused[]
        assertEquals("The function org.trialmap.LibraryUseTest::words returns java.util.Set<java.lang.String>, which cannot be saved. A result is a number, a truth value, a text, an array or list of"
                + " these, or a record, case class, tuple or map of such values by name. Return one of them, or use collect(...), which takes any value that can be serialized.", why);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void whatIsPrintedSaysWhatItIs() throws IOException {
        ParallelMap pmap = ParallelMap.serial();
        // tag::printed[]
        try (SavedResults results = pmap.range(20).save(folder, LibraryUseTest::ramp)) {
            List<Object> things = List.of(pmap, pmap.range(500), results, results.read(1));
            things.forEach(System.out::println);       // ParallelMap on serial; map of 500 tasks on serial; .../ramp.h5: 20 tasks, 20 finished, values result_0; float64 (2,)
            // end::printed[]
            assertEquals(List.of("ParallelMap on serial", "map of 500 tasks on serial", folder.resolve("ramp.h5") + ": 20 tasks, 20 finished, values result_0", "float64 (2,)"),
                    things.stream().map(Object::toString).toList());
        }
    }

    @Test
    void optionsMayBeSaidOfOneMap() throws IOException {
        ParallelMap pmap = ParallelMap.serial();
        // tag::options[]
        Outcomes<Integer> outcomes = pmap.over(List.of("1", "2", "x")).onError(OnError.CONTINUE).retries(2).name("parse").outcomes(Integer::parseInt);
        System.out.println(outcomes + "\n" + outcomes.failures().get(0));      // 2 of 3 tasks finished, 1 failed; and at most four lines for each that failed
        // end::options[]
        assertEquals("2 of 3 tasks finished, 1 failed", outcomes.toString());
        assertEquals(3, outcomes.failures().get(0).attempts());
        assertEquals(4, outcomes.failures().get(0).toString().lines().count());
        assertEquals(List.of(List.of(11, 21), List.of(12, 22)), pmap.grid(List.of(1, 2), List.of(10, 20)).retries(1).name("g").onError(OnError.FAIL_FAST).collectRows(p -> p.first() + p.second()));
        try (SavedResults results = pmap.range(2).name("named").save(folder, i -> i)) {
            assertEquals("named.h5", results.container().getFileName().toString());
        }
        assertEquals("ParallelMap on serial", pmap.toString());
        assertEquals("parse of 1 task on serial", pmap.over(List.of(1)).name("parse").toString());
    }
}
