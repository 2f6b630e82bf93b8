package org.trialmap.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.trialmap.Refusals.assertRefused;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskPlanTest {
    private static final TaskPlan PLAN = named("power");

    private static TaskPlan named(String name) {
        return new TaskPlan(name, "org.lab.Power::compute", "c0ffee", "beef", 500, 42, RandomAlgorithm.PCG64, "stacked float64 (3,)");
    }

    static String refusal(String label) {
        return "The name " + label + " cannot be used for result files: it must have 1 to 200 bytes, not be blank, not begin with a dot, and hold no slash, backslash or NUL."
                + " Choose another with name(...).";
    }

    /** A plan that was made by an earlier version must be found again when it is resumed. */
    @Test
    void planIdStaysAsItIs() {
        assertEquals("86956f0badfa", PLAN.planId());
    }

    @Test
    void theNameDoesNotEnterThePlanId() {
        assertEquals(PLAN.planId(), named("other").planId());
        assertEquals(Optional.empty(), PLAN.difference(named("other")));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of(new TaskPlan("power", "org.lab.Power::other", "c0ffee", "beef", 500, 42, RandomAlgorithm.PCG64, "stacked float64 (3,)"),
                        "function: org.lab.Power::compute -> org.lab.Power::other"),
                Arguments.of(new TaskPlan("power", "org.lab.Power::compute", "0", "1", 500, 42, RandomAlgorithm.PCG64, "stacked float64 (3,)"), "captured values: c0ffee -> 0"),
                Arguments.of(new TaskPlan("power", "org.lab.Power::compute", "c0ffee", "1", 501, 42, RandomAlgorithm.PCG64, "stacked float64 (3,)"), "inputs: beef -> 1"),
                Arguments.of(new TaskPlan("power", "org.lab.Power::compute", "c0ffee", "beef", 501, 42, RandomAlgorithm.PCG64, "stacked float64 (3,)"),
                        "number of tasks: 500 -> 501"),
                Arguments.of(new TaskPlan("power", "org.lab.Power::compute", "c0ffee", "beef", 500, -1, RandomAlgorithm.PCG64, "stacked float64 (3,)"), "seed: 42 -> -1"),
                Arguments.of(new TaskPlan("power", "org.lab.Power::compute", "c0ffee", "beef", 500, 42, RandomAlgorithm.XOSHIRO256PP, "stacked float64 (3,)"),
                        "random generator: PCG64 -> XOSHIRO256PP"),
                Arguments.of(new TaskPlan("power", "org.lab.Power::compute", "c0ffee", "beef", 500, 42, RandomAlgorithm.PCG64, "linked"), "layout: stacked float64 (3,) -> linked"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void namesTheFirstFieldThatDiffers(TaskPlan other, String difference) {
        assertEquals(Optional.of(difference), PLAN.difference(other));
        assertNotEquals(PLAN.planId(), other.planId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "power 2.h5", "größe", "a.b", "-x", "x..y", "new\nline"})
    void acceptsNamesOfFiles(String name) {
        assertEquals(name, named(name).name());
    }

    static Stream<Arguments> badNames() {
        return Stream.of(Arguments.of("", "\"\""), Arguments.of("  ", "\"  \""), Arguments.of(".", "\".\""), Arguments.of("..", "\"..\""), Arguments.of(".run", "\".run\""),
                Arguments.of("a/b", "\"a/b\""), Arguments.of("a\\b", "\"a\\b\""), Arguments.of("a\0b", "\"a\\u0000b\""),
                Arguments.of("x".repeat(201), "\"" + "x".repeat(76) + "..."), Arguments.of("ü".repeat(101), "\"" + "ü".repeat(76) + "..."));
    }

    @ParameterizedTest
    @MethodSource("badNames")
    void refusesNamesThatNoFileCanHave(String name, String label) {
        assertRefused(refusal(label), () -> named(name));
    }

    @Test
    void twoHundredBytesAreStillAName() {
        assertEquals(100, named("ü".repeat(100)).name().length());
        assertEquals(200, named("x".repeat(200)).name().length());
    }

    @Test
    void refusesIncompletePlans() {
        assertRefused("Cannot make -1 tasks: the number of inputs must not be negative.", () -> new TaskPlan("n", "f", "c", "i", -1, 0, RandomAlgorithm.PCG64, "none"));
        assertEquals("name", assertThrows(NullPointerException.class, () -> named(null)).getMessage());
        assertEquals("random", assertThrows(NullPointerException.class, () -> new TaskPlan("n", "f", "c", "i", 1, 0, null, "none")).getMessage());
    }
}
