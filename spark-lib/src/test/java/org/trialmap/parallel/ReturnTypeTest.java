package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.support.Hosts;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.TaskContext;
import org.trialmap.task.TaskFunction;

/** What cannot be stored is refused before the first task where the function's type says so, else at the first results. */
class ReturnTypeTest {
    private static final String ME = ReturnTypeTest.class.getName();
    private static final String CURE = ", which cannot be saved. A result is a number, a truth value, a text, an array or list of these, or a record, case class, tuple or map of such values by name."
            + " Return one of them, or use collect(...), which takes any value that can be serialized.";

    @TempDir
    Path folder;

    record Visit(String who, Date when) {}

    record Nested(Visit visit) {}

    record Fine(double[] samples, List<List<Double>> rows, Optional<String> note, BigDecimal exact, Thread.State state, Number number) {}

    static Set<String> set(int i) {
        return Set.of("never called " + i);
    }

    static Visit visit(int i) {
        return new Visit("anna", new Date(i));
    }

    static Nested nested(int i) {
        return new Nested(visit(i));
    }

    static Fine fine(int i) {
        return new Fine(new double[i], List.of(), Optional.empty(), BigDecimal.ONE, Thread.State.NEW, i);
    }

    static Map<Integer, Double> byNumber(int i) {
        return Map.of(i, 1.0);
    }

    static List<Set<String>> sets(int i) {
        return List.of(set(i));
    }

    static Map<String, List<double[]>> lists(int i) {
        return Map.of("x", List.of(new double[i]));
    }

    static Double[] boxes(int i) {
        return new Double[i];
    }

    static final class Streams implements ContextFunction<Integer, Stream<String>> {
        private static final long serialVersionUID = 1;

        @Override
        public Stream<String> apply(Integer input, TaskContext context) {
            throw new AssertionError("called");
        }
    }

    private void refuses(String what, ContextFunction<Integer, ?> function) throws IOException {
        assertRefused("The function " + what + CURE, () -> ParallelMap.serial().range(3).saveWithContext(folder, function));
        assertRefused("The function " + what + CURE, () -> ParallelMap.serial().range(3).planWithContext(folder, function));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList(), "nothing was touched");
        }
    }

    private void refuses(String what, TaskFunction<Integer, ?> function) throws IOException {
        refuses(what, ContextFunction.ignoringContext(function));
    }

    @Test
    void methodsAndClassesAreRefusedByTheirDeclaredType() throws IOException {
        refuses(ME + "::set returns java.util.Set<java.lang.String>", ReturnTypeTest::set);
        refuses(ME + "::visit returns " + ME + "$Visit, whose value 'when' is java.util.Date", ReturnTypeTest::visit);
        refuses(ME + "::nested returns " + ME + "$Nested, whose value 'visit' is " + ME + "$Visit", ReturnTypeTest::nested);
        refuses(ME + "::byNumber returns java.util.Map<java.lang.Integer, java.lang.Double>, whose keys are not texts", ReturnTypeTest::byNumber);
        refuses(ME + "::sets returns java.util.List<java.util.Set<java.lang.String>>", ReturnTypeTest::sets);
        refuses(ME + "::boxes returns java.lang.Double[]", ReturnTypeTest::boxes);
        refuses(ME + "$Streams returns java.util.stream.Stream<java.lang.String>", new Streams());
        refuses("java.util.Date::<init> returns java.util.Date", Date::new);
    }

    @Test
    void lambdasAreRefusedByTheTypeTheyAreUsedAs() {
        TaskFunction<Integer, HashSet<Integer>> lambda = i -> new HashSet<>(List.of(i));
        String text = assertThrows(IllegalArgumentException.class, () -> ParallelMap.serial().range(3).save(folder, lambda)).getMessage();
        assertEquals("returns java.util.HashSet" + CURE, text.substring(text.indexOf("returns")));
    }

    private void mayBeStored(TaskFunction<Integer, ?> function) {
        assertEquals(3, ParallelMap.serial().range(3).plan(folder, function).tasks().tasks());
    }

    /** A type that says too little is a matter of the results. */
    @Test
    void whatMayBeStoredRuns() {
        mayBeStored((TaskFunction<Integer, Fine>) ReturnTypeTest::fine);
        mayBeStored((TaskFunction<Integer, Map<String, List<double[]>>>) ReturnTypeTest::lists);
        mayBeStored((TaskFunction<Integer, Object>) i -> i);
        mayBeStored((TaskFunction<Integer, Comparable<?>>) i -> "x");
        mayBeStored((TaskFunction<Integer, double[][]>) i -> new double[i][i]);
    }

    @Test
    void whereTheTypeSaysNothingTheRunStopsAtTheFirstResults() throws IOException {
        MapFailedException failed = assertThrows(MapFailedException.class, () -> ParallelMap.serial().name("sets").range(500).save(folder, i -> (Object) Set.of(i)));
        String task = " failed on " + Hosts.name()
                + ": UnfitResultException: Task %d returned a java.util.ImmutableCollections$Set12, which cannot be stored: of collections only lists are, as one array."
                + " Return a list or an array, for example set.stream().sorted().toList().\n";
        String tasks = IntStream.range(0, 5).mapToObj(i -> "Task " + i + " of 500 (" + i + ")" + String.format(task, i)).collect(Collectors.joining()); // two are timed, then three
        assertEquals(tasks + "  stop  : none of the first results can be stored, so the others were not waited for\n"
                + "  kept  : nothing, since no task is finished\n"
                + "  log   : " + failed.getMessage().replaceAll("(?s).*log   : ", "").replaceAll("(?s)\n.*", "") + "\n"
                + "  report: " + failed.getMessage().replaceAll("(?s).*report: ", "").replaceAll("(?s)\n.*", "") + "\n"
                + "  next  : correct the cause, then run the same again with Existing.RESUME to run the 500 missing tasks", failed.getMessage());
        assertEquals(5, failed.failures().size());
    }

    @Test
    void oneOddResultStopsNothing() {
        MapFailedException failed = assertThrows(MapFailedException.class, () -> ParallelMap.serial().range(50).save(folder, i -> i == 0 || i > 20 && i < 30 ? (Object) Set.of(i) : i));
        assertEquals(10, failed.failures().size());
        assertEquals(40, failed.summary().ran());
    }
}
