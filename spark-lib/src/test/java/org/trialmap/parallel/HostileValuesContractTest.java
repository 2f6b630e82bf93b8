package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.closure.NotSerializableFunctionException;
import org.trialmap.store.SavedResults;
import org.trialmap.task.OnError;
import org.trialmap.task.TaskFailure;
import org.trialmap.task.TaskFunction;

/** Inputs, results and exceptions that cannot be serialized, read, stored or described: each is its own task's failure, and nothing else is lost. */
@ParameterizedClass
@MethodSource("org.trialmap.parallel.BackendKind#all")
class HostileValuesContractTest {
    private static final String ME = HostileValuesContractTest.class.getName();
    private static final String DEEP = " Its objects are linked too deep for Java serialization, which follows each link with a call: use arrays or lists instead.";
    private static final String BIG = " It does not fit into memory while it is being serialized, or into the 2 GiB that Java serialization can hold: take less per task, give"
            + " the processes more memory (spark.driver.memory, spark.executor.memory), or save(...) results as arrays instead of collecting them.";

    @Parameter
    BackendKind backend;

    @TempDir
    Path folder;

    private ParallelMap pmap() {
        return backend.map().batch(3);
    }

    /** A chain of objects. */
    static final class Node implements Serializable {
        private static final long serialVersionUID = 1;
        private Node next;

        static Node chain(int length) {
            Node first = null;
            for (int i = 0; i < length; i++) {
                Node node = new Node();
                node.next = first;
                first = node;
            }
            return first;
        }
    }

    enum When { WRITTEN, READ }

    /** Throws while it is serialized, or while it is read again. */
    record Bomb(When when, Bang bang) implements Serializable {
        static final class Bang implements Serializable {
            private static final long serialVersionUID = 1;
            private final When when;
            private final String what;

            Bang(When when, String what) {
                this.when = when;
                this.what = what;
            }

            private void go(When now) {
                if (now == when) {
                    switch (what) {
                        case "memory" -> throw new OutOfMemoryError("Required length exceeds implementation limit");
                        case "error" -> throw new AssertionError("never " + now);
                        default -> throw new IllegalStateException("not " + now);
                    }
                }
            }

            private void writeObject(ObjectOutputStream out) throws IOException {
                go(When.WRITTEN);
                out.defaultWriteObject();
            }

            private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
                in.defaultReadObject();
                go(When.READ);
            }
        }

        static Bomb of(When when, String what) {
            return new Bomb(when, new Bang(when, what));
        }

        @Override
        public String toString() {
            return "bomb";
        }
    }

    private TaskFailure onlyFailure(Outcomes<?> outcomes, int... failed) {
        for (int i = 0; i < outcomes.size(); i++) {
            assertEquals(i != failed[0], outcomes.get(i).succeeded(), "task " + i + " of " + outcomes);
        }
        assertEquals(outcomes.size() - 1, outcomes.summary().ran());
        assertEquals(1, outcomes.summary().failed());
        return outcomes.get(failed[0]).failure().orElseThrow();
    }

    private TaskFailure failureOfResult(TaskFunction<Integer, Object> atTaskOne) {
        Outcomes<Object> outcomes = pmap().range(6).outcomes(i -> i == 1 ? atTaskOne.apply(i) : i);
        for (int i = 2; i < 6; i++) {
            assertEquals(i, outcomes.get(i).value());
        }
        TaskFailure failure = onlyFailure(outcomes, 1);
        assertEquals("1", failure.label());
        return failure;
    }

    @Test
    void aResultThatCannotBeSerializedIsItsTasksFailure() {
        assertEquals("The result of type " + ME + "$Node cannot be serialized: StackOverflowError." + DEEP, failureOfResult(i -> Node.chain(300_000)).message());
        assertEquals("The result of type " + ME + "$Bomb cannot be serialized: OutOfMemoryError: Required length exceeds implementation limit." + BIG,
                failureOfResult(i -> Bomb.of(When.WRITTEN, "memory")).message());
        assertEquals("The result of type " + ME + "$Bomb cannot be serialized: AssertionError: never WRITTEN (through bang).",
                failureOfResult(i -> Bomb.of(When.WRITTEN, "error")).message());
    }

    @Test
    void aResultThatCannotBeReadIsItsTasksFailure() {
        assertEquals("The result cannot be deserialized: AssertionError: never READ.", failureOfResult(i -> Bomb.of(When.READ, "error")).message());
        assertEquals("The result cannot be deserialized: OutOfMemoryError: Required length exceeds implementation limit." + BIG,
                failureOfResult(i -> Bomb.of(When.READ, "memory")).message());
    }

    @Test
    void anInputThatCannotBeReadIsItsTasksFailure() {
        List<Object> inputs = List.of(0, Bomb.of(When.READ, "state"), 2, 3, 4, 5);
        Outcomes<Object> outcomes = pmap().over(inputs).outcomes(x -> x);
        TaskFailure failure = onlyFailure(outcomes, 1);
        assertEquals("The input cannot be deserialized: IllegalStateException: not READ.", failure.message());
        assertEquals("bomb", failure.label());
    }

    @Test
    void aFunctionThatCannotBeReadFailsEveryTask() {
        Bomb bomb = Bomb.of(When.READ, "error");
        Outcomes<Boolean> outcomes = pmap().range(4).outcomes(i -> bomb == null);
        assertEquals(4, outcomes.failures().size());
        outcomes.failures().forEach(failure -> assertEquals("The function cannot be deserialized: AssertionError: never READ.", failure.message()));
    }

    static final class Mute extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new UnsupportedOperationException("no message");
        }

        @Override
        public String toString() {
            throw new StackOverflowError();
        }
    }

    static final class Sticky extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Bomb.Bang bang;

        Sticky(When when) {
            super("sticky");
            bang = new Bomb.Bang(when, "error");
        }
    }

    @Test
    void anExceptionThatCannotBeDescribedOrSerializedIsItsTasksFailure() {
        TaskFailure mute = failureOfResult(i -> {
            throw new Mute();
        });
        assertEquals(ME + "$Mute", mute.type());
        assertEquals("(its message cannot be read: getMessage() threw java.lang.UnsupportedOperationException)", mute.message());
        for (When when : When.values()) {
            TaskFailure sticky = failureOfResult(i -> {
                throw new Sticky(when);
            });
            assertEquals("sticky", sticky.message());
            assertTrue(sticky.stackTrace().startsWith(ME + "$Sticky: sticky\n\tat "), sticky.stackTrace());
            MapFailedException failed = assertThrows(MapFailedException.class, () -> pmap().range(2).collect(i -> {
                throw new Sticky(when);
            }));
            assertTrue(failed.getCause().getMessage().startsWith(ME + "$Sticky: sticky\n\tat "), failed.getCause().getMessage());
        }
    }

    private static Exception causes(int count) {
        Exception inner = new IllegalArgumentException("the root");
        for (int i = 1; i < count; i++) {
            inner = new IllegalStateException("cause " + i, inner);
        }
        return inner;
    }

    @Test
    void anExceptionOfTwentyThousandCausesIsItsTasksFailure() {
        TaskFailure failure = failureOfResult(i -> {
            throw causes(20_000);
        });
        assertEquals("java.lang.IllegalStateException", failure.type());
        assertEquals("cause 19999 (caused by IllegalArgumentException: the root)", failure.message());
        assertTrue(failure.stackTrace().startsWith("java.lang.IllegalStateException: cause 19999\n\tat "), failure.stackTrace().substring(0, 300));
        assertTrue(failure.stackTrace().contains("... 19900 more causes, the last of them:\njava.lang.IllegalArgumentException: the root\n\tat "), failure.stackTrace());
    }

    record Shy(int index) implements Serializable {
        @Override
        public String toString() {
            throw new StackOverflowError();
        }
    }

    @Test
    void anInputThatCannotDescribeItselfHidesNoFailure() {
        Outcomes<Integer> outcomes = pmap().over(List.of(new Shy(0), new Shy(1), new Shy(2))).outcomes(shy -> 6 / (shy.index() - 1));
        assertEquals(ME + "$Shy (its toString failed: Sta...", onlyFailure(outcomes, 1).label());
        assertEquals("/ by zero", outcomes.get(1).failure().orElseThrow().message());
    }

    /** A map that breaks when it is read. */
    static final class Broken extends AbstractMap<String, Object> {
        @Override
        public Set<Entry<String, Object>> entrySet() {
            throw new StackOverflowError();
        }
    }

    @Test
    void aResultThatCannotBeStoredIsItsTasksFailure() throws IOException {
        try (SavedResults results = pmap().onError(OnError.CONTINUE).name("broken").range(6).save(folder, i -> i == 1 ? new Broken() : Map.of("i", i))) {
            assertEquals(List.of(1), results.missing().stream().boxed().toList());
            for (int i : new int[] {0, 2, 3, 4, 5}) {
                assertEquals(NdArray.of(new int[] {i}, 1), results.read(i, 0));
            }
        }
    }

    @Test
    void functionsAndInputsThatAreTooDeepAreRefusedBeforeAnythingStarts() {
        Node deep = Node.chain(300_000);
        NotSerializableFunctionException function = assertThrows(NotSerializableFunctionException.class, () -> pmap().range(2).collect(i -> deep == null));
        assertEquals("The function " + ME + "::LAMBDA cannot be serialized: StackOverflowError: the captured variable 'deep' (" + ME + "$Node) is the one." + DEEP,
                function.getMessage().replaceAll("lambda\\$[\\w$]+", "LAMBDA"));
        for (List<Object> inputs : List.of(List.<Object>of(deep, 1, 2), List.<Object>of(0, 1, deep))) {
            NotSerializableFunctionException input = assertThrows(NotSerializableFunctionException.class, () -> pmap().over(inputs).collect(x -> x));
            int task = inputs.indexOf(deep);
            assertEquals("Input " + task + " (NODE) of type " + ME + "$Node cannot be serialized: StackOverflowError." + DEEP,
                    input.getMessage().replaceAll("\\(" + ME.replace(".", "\\.") + "\\$Node@\\w+\\)", "(NODE)"));
        }
    }
}
