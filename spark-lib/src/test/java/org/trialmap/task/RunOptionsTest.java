package org.trialmap.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.trialmap.Refusals.assertRefused;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunOptionsTest {
    private static final RunOptions DEFAULTS = RunOptions.DEFAULTS;

    @Test
    void defaultsAreWhatTheDesignSays() {
        assertEquals(new RunOptions(0, RandomAlgorithm.XOSHIRO256PP, 0, OnError.FAIL, 1, 0, List.of(), Batching.auto(), Optional.empty(), RunOptions.Progress.SHOWN, Optional.empty(),
                100L << 20, RunOptions.Order.GIVEN), DEFAULTS);
    }

    @Test
    void eachWitherChangesItsOwnValueOnly() {
        RunOptions changed = DEFAULTS.withSeed(-1).withRandom(RandomAlgorithm.PCG64).withRetries(2).withOnError(OnError.CONTINUE).withCpusPerTask(4).withGpusPerTask(2).withGpus(List.of("0", "1"))
                .withBatching(Batching.of(9))
                .withName("n").withProgress(RunOptions.Progress.HIDDEN).withTimeLimit(Duration.ofSeconds(3)).withCaptureLimit(5).withOrder(RunOptions.Order.LONGEST_FIRST);
        assertEquals(new RunOptions(-1, RandomAlgorithm.PCG64, 2, OnError.CONTINUE, 4, 2, List.of("0", "1"), Batching.of(9), Optional.of("n"), RunOptions.Progress.HIDDEN,
                Optional.of(Duration.ofSeconds(3)), 5, RunOptions.Order.LONGEST_FIRST), changed);
        assertEquals(0, DEFAULTS.seed());
        assertEquals(new RunOptions(7, DEFAULTS.random(), 0, OnError.FAIL, 1, 0, List.of(), Batching.auto(), Optional.empty(), RunOptions.Progress.SHOWN, Optional.empty(),
                100L << 20, RunOptions.Order.GIVEN), DEFAULTS.withSeed(7));
    }

    @Test
    void refusesValuesOutOfRange() {
        assertRefused("retries must be 0 or more, it is -1.", () -> DEFAULTS.withRetries(-1));
        assertRefused("cpus per task must be 1 or more, it is 0.", () -> DEFAULTS.withCpusPerTask(0));
        assertRefused("gpus per task must be 0 or more, it is -1.", () -> DEFAULTS.withGpusPerTask(-1));
        for (List<String> names : List.of(List.of("0", "0"), List.of("0,1"), List.of(""), List.of("a\nb"))) {
            assertRefused("The GPUs " + names + " cannot be told apart: each is named once, with neither spaces nor commas. Name them as CUDA_VISIBLE_DEVICES does, for example 0, 1.",
                    () -> DEFAULTS.withGpus(names));
        }
        assertRefused("The time limit per task must be positive, it is PT0S.", () -> DEFAULTS.withTimeLimit(Duration.ZERO));
        assertRefused("The time limit per task must be positive, it is PT-2S.", () -> DEFAULTS.withTimeLimit(Duration.ofSeconds(-2)));
        assertRefused("The limit of captured bytes must be 0 or more, it is -1.", () -> DEFAULTS.withCaptureLimit(-1));
    }

    @Test
    void refusesNamesThatNoFileCanHave() {
        assertRefused(TaskPlanTest.refusal("\"a/b\""), () -> DEFAULTS.withName("a/b"));
    }

    @Test
    void namesWhatIsMissing() {
        assertEquals("random", missing(() -> DEFAULTS.withRandom(null)));
        assertEquals("onError", missing(() -> DEFAULTS.withOnError(null)));
        assertEquals("batching", missing(() -> DEFAULTS.withBatching(null)));
        assertEquals("name", missing(() -> DEFAULTS.withName(null)));
        assertEquals("progress", missing(() -> DEFAULTS.withProgress(null)));
        assertEquals("timeLimit", missing(() -> DEFAULTS.withTimeLimit(null)));
        assertEquals("order", missing(() -> DEFAULTS.withOrder(null)));
        assertEquals("name", missing(
                () -> new RunOptions(0, RandomAlgorithm.PCG64, 0, OnError.FAIL, 1, 0, List.of(), Batching.auto(), null, RunOptions.Progress.SHOWN, Optional.empty(), 0, RunOptions.Order.GIVEN)));
    }

    private static String missing(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(NullPointerException.class, call).getMessage();
    }
}
