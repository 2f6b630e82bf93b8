package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javax.management.BadAttributeValueExpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.support.Hosts;
import org.trialmap.task.TaskFailure;
import org.trialmap.task.TaskFunction;

/** Objects of a class that is known as a means of attack, anywhere in a map: they are not read, whoever made them, and the run goes on. */
@ParameterizedClass
@MethodSource("org.trialmap.parallel.BackendKind#all")
class RefusedClassesContractTest {
    private static final String REFUSED = "InvalidClassException: javax.management.BadAttributeValueExpException; is not read from other processes, since it can run code while it is read. Return the"
            + " values that it holds instead.";

    @Parameter
    BackendKind backend;

    private TaskFailure failure(List<Object> inputs, TaskFunction<Object, Object> atTaskOne) {
        Outcomes<Object> outcomes = backend.map().batch(3).over(inputs).outcomes(x -> x instanceof Integer i && i != 1 ? i * 10 : atTaskOne.apply(x));
        for (int i : List.of(0, 2, 3)) {
            assertEquals(i * 10, outcomes.get(i).value());
        }
        return outcomes.get(1).failure().orElseThrow();
    }

    private static Object harmful() {
        return new BadAttributeValueExpException("x");
    }

    @Test
    void aResult() {
        TaskFailure failure = failure(List.of(0, 1, 2, 3), x -> new ArrayList<>(List.of(harmful())));
        assertEquals("The result cannot be deserialized: " + REFUSED, failure.message());
    }

    @Test
    void anInput() {
        TaskFailure failure = failure(List.of(0, new ArrayList<>(List.of(harmful())), 2, 3), x -> x);
        assertEquals("The input cannot be deserialized: " + REFUSED, failure.message());
    }

    @Test
    void anException() {
        TaskFunction<Object, Object> throwing = x -> {
            throw new IllegalStateException("no " + x, (Exception) harmful());
        };
        TaskFailure failure = failure(List.of(0, 1, 2, 3), throwing);
        assertEquals("java.lang.IllegalStateException: no 1 (caused by BadAttributeValueExpException)", failure.type() + ": " + failure.message());
        MapFailedException failed = assertThrows(MapFailedException.class, () -> backend.map().over(List.of(0, 1)).collect(x -> x == 1 ? throwing.apply(x) : x));
        assertTrue(failed.getCause() instanceof RemoteTaskException, () -> "not the object, but its text: " + failed.getCause());
        assertEquals("Task 1 of 2 (1) failed on " + Hosts.name() + ": IllegalStateException: no 1 (caused by BadAttributeValueExpException)"
                + "\n  kept  : nothing, since collect stores nothing; outcomes(...) gives the results that there are, save(...) keeps them on disk", failed.getMessage());
        assertTrue(failed.getCause().getMessage().matches("(?s)java\\.lang\\.IllegalStateException: no 1\n.*Caused by: BadAttributeValueException: x\n.*"), failed.getCause()::getMessage);
    }

    @Test
    void whatAFunctionHolds() {
        Object held = harmful();
        MapFailedException failed = assertThrows(MapFailedException.class, () -> backend.map().over(List.of(0)).collect(x -> held.hashCode() + x));
        assertEquals("Task 0 of 1 (0) failed on " + Hosts.name() + ": IllegalStateException: The function cannot be deserialized: " + REFUSED
                + "\n  kept  : nothing, since collect stores nothing; outcomes(...) gives the results that there are, save(...) keeps them on disk", failed.getMessage());
    }
}
