package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.Await;
import org.trialmap.support.Hosts;
import org.trialmap.task.OnError;
import org.trialmap.task.TaskFailure;

/** What maps promise that hand their results back, where tasks fail, on every backend. */
@ParameterizedClass
@MethodSource("org.trialmap.parallel.BackendKind#all")
class CollectFailuresContractTest {
    @Parameter
    BackendKind backend;

    @TempDir
    Path folder;

    private ParallelMap pmap() {
        return backend.map();
    }

    @Test
    void oneFailureOfEightLeavesSevenOutcomes() {
        Outcomes<Integer> outcomes = pmap().range(8).outcomes(CollectContractTest::failsAtFive);
        assertEquals(7, outcomes.stream().filter(Outcome::succeeded).count());
        assertEquals(70, outcomes.get(7).value());
        TaskFailure failure = outcomes.get(5).failure().orElseThrow();
        assertEquals("java.lang.IllegalArgumentException", failure.type());
        assertEquals("five is right out", failure.message());
        assertTrue(failure.stackTrace().contains("CollectContractTest.failsAtFive"), failure.stackTrace());
        assertEquals(1, failure.attempts());
        assertEquals(1, outcomes.summary().failed());
        assertEquals(7, outcomes.summary().ran());
        assertEquals(List.of(failure), outcomes.failures());
    }

    @Test
    void collectFailsWithTheUsersExceptionAsCause() {
        MapFailedException failed = assertThrows(MapFailedException.class, () -> pmap().range(8).collect(CollectContractTest::failsAtFive));
        assertEquals("Task 5 of 8 (5) failed on " + Hosts.name() + ": IllegalArgumentException: five is right out\n"
                + "  kept  : nothing, since collect stores nothing; outcomes(...) gives the results that there are, save(...) keeps them on disk", failed.getMessage());
        assertEquals(IllegalArgumentException.class, failed.getCause().getClass());
        assertEquals("five is right out", failed.getCause().getMessage());
    }

    @Test
    void manyFailuresAreListedInPart() {
        MapFailedException failed = assertThrows(MapFailedException.class, () -> pmap().range(8).collect(i -> {
            throw new java.io.IOException("no " + i);
        }));
        String host = Hosts.name();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            expected.append("Task ").append(i).append(" of 8 (").append(i).append(") failed on ").append(host).append(": IOException: no ").append(i).append('\n');
        }
        assertEquals(expected + "... and 3 more failed tasks\n"
                + "  kept  : nothing, since collect stores nothing; outcomes(...) gives the results that there are, save(...) keeps them on disk", failed.getMessage());
        assertEquals(8, failed.failures().size());
    }

    @Test
    void continueMarksWhatIsMissingWithNull() {
        assertEquals(Arrays.asList(0, 10, 20, 30, 40, null, 60, 70), pmap().onError(OnError.CONTINUE).range(8).collect(CollectContractTest::failsAtFive));
    }

    @Test
    void failFastDoesNotRunAllTasks() throws IOException {
        Path calls = folder.resolve("calls");
        String file = calls.toString();
        String hold = Files.createFile(folder.resolve("hold")).toString();
        assertThrows(MapFailedException.class, () -> pmap().onError(OnError.FAIL_FAST).batch(1).range(200).collect(i -> {
            CollectContractTest.note(file, i);
            if (i == 0) {
                throw new IllegalStateException("stop");
            }
            Await.whileThere(hold); // for ever: what is under way is interrupted
            return i;
        }));
        assertTrue(lines(calls).size() <= 5, () -> lines(calls).size() + " calls");
    }

    @Test
    void anErrorOfTheUsersIsAnOutcomeToo() {
        Outcomes<Integer> outcomes = pmap().range(3).outcomes(i -> i == 1 ? endless(0) : i);
        assertEquals("java.lang.StackOverflowError", outcomes.get(1).failure().orElseThrow().type());
        assertEquals(2, outcomes.get(2).value());
    }

    @Test
    void retriesHelpWhatIsNotDeterministic() {
        List<Integer> attempts = pmap().retries(3).range(3).collectWithContext((i, context) -> {
            if (context.attempt() < i) {
                throw new IllegalStateException("attempt " + context.attempt());
            }
            return context.attempt();
        });
        assertEquals(List.of(0, 1, 2), attempts);
    }

    @Test
    void aFailureIsTriedAsOftenAsAsked() {
        Path calls = folder.resolve("calls");
        String file = calls.toString();
        Outcomes<Integer> outcomes = pmap().retries(5).range(2).outcomes(i -> {
            CollectContractTest.note(file, i);
            return CollectContractTest.failsAtFive(i + 5);
        });
        assertEquals(6, outcomes.get(0).failure().orElseThrow().attempts());
        assertEquals(6, lines(calls).stream().filter("0"::equals).count());
        assertEquals(1, lines(calls).stream().filter("1"::equals).count());
        assertEquals(5, outcomes.summary().retried());
    }

    @Test
    void aTaskOverItsTimeLimitIsTriedAsOftenAsAsked() {
        Path calls = folder.resolve("calls");
        String file = calls.toString();
        Outcomes<Integer> outcomes = pmap().retries(2).timeLimitPerTask(Duration.ofMillis(500)).range(1).outcomes(i -> {
            CollectContractTest.note(file, i);
            Thread.sleep(60_000);
            return i;
        });
        assertEquals(3, outcomes.get(0).failure().orElseThrow().attempts());
        assertEquals(List.of("0", "0", "0"), lines(calls));
    }

    @Test
    void withoutRetriesAFailingTaskRunsOnce() {
        Path calls = folder.resolve("calls");
        String file = calls.toString();
        pmap().range(3).outcomes(i -> {
            CollectContractTest.note(file, i);
            throw new IllegalStateException("always");
        });
        assertEquals(List.of("0", "1", "2"), lines(calls).stream().sorted().toList());
    }

    @Test
    void aTaskOverItsTimeLimitFails() {
        Outcomes<Integer> outcomes = pmap().timeLimitPerTask(Duration.ofSeconds(1)).range(3).outcomes(i -> {
            if (i == 1) {
                Thread.sleep(60_000);
            }
            return i;
        });
        TaskFailure failure = outcomes.get(1).failure().orElseThrow();
        assertEquals("java.util.concurrent.TimeoutException", failure.type());
        assertEquals("the call took longer than the time limit of 1 s", failure.message());
        assertEquals(2, outcomes.get(2).value());
    }

    @Test
    void aFailureShowsTheOutermostSentenceAndTheRootWhereItSaysMore() {
        Outcomes<Integer> outcomes = pmap().batch(1).range(5).outcomes(i -> {
            java.io.EOFException root = new java.io.EOFException("6 bytes are missing");
            switch (i) {
                case 0 -> throw new java.io.UncheckedIOException("The file a.h5 cannot be read. Restore it.", root);
                case 1 -> throw new java.io.UncheckedIOException(root);
                case 2 -> throw new java.util.concurrent.ExecutionException("outer: 6 bytes are missing", root);
                case 3 -> throw new java.lang.reflect.InvocationTargetException(new IllegalStateException("ours", new StackOverflowError()));
                default -> throw new IllegalStateException(new RuntimeException(new IllegalArgumentException()));
            }
        });
        assertEquals(List.of("java.io.UncheckedIOException: The file a.h5 cannot be read. Restore it. (caused by EOFException: 6 bytes are missing)",
                "java.io.EOFException: 6 bytes are missing", "java.util.concurrent.ExecutionException: outer: 6 bytes are missing",
                "java.lang.IllegalStateException: ours (caused by StackOverflowError)", "java.lang.IllegalArgumentException: "),
                outcomes.failures().stream().map(failure -> failure.type() + ": " + failure.message()).toList());
    }

    @Test
    void hugeAndBinaryMessagesAreCutAndCleanedButNotInTheStackTrace() {
        String binary = "line 1\n\u001b[2Jline 2\u0000\u0085\u202e";
        Outcomes<Integer> outcomes = pmap().range(2).outcomes(i -> {
            throw new IllegalStateException(i == 0 ? binary : "x".repeat(10_000));
        });
        TaskFailure cleaned = outcomes.get(0).failure().orElseThrow();
        assertEquals("line 1\n\\u001b[2Jline 2\\u0000\\u0085\\u202e", cleaned.message());
        assertTrue(cleaned.stackTrace().startsWith("java.lang.IllegalStateException: " + binary), cleaned.stackTrace());
        TaskFailure cut = outcomes.get(1).failure().orElseThrow();
        assertEquals("x".repeat(4096) + "... (10000 characters; the stack trace has all of them)", cut.message());
        assertTrue(cut.stackTrace().startsWith("java.lang.IllegalStateException: " + "x".repeat(10_000) + "\n"));
    }

    @Test
    void timeLimitsBeyondWhatALongHoldsAreNone() {
        assertEquals(List.of(0, 1), pmap().timeLimitPerTask(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)).range(2).collect(i -> i));
        assertEquals("9223372036854775807.5 s", TaskCall.words(Duration.ofSeconds(Long.MAX_VALUE, 500_000_000)));
        pmap().awaitWorkers(1, Duration.ofSeconds(Long.MAX_VALUE));
    }

    @Test
    void anInterruptOfTheUsersOwnIsNoCancelling() {
        Outcomes<Integer> outcomes = pmap().range(3).outcomes(i -> {
            if (i == 0) {
                Thread.currentThread().interrupt();
            } else if (i == 1) {
                throw new InterruptedException("mine");
            }
            return i;
        });
        assertEquals(0, outcomes.get(0).value());
        assertEquals("java.lang.InterruptedException", outcomes.get(1).failure().orElseThrow().type());
        assertEquals(2, outcomes.get(2).value());
    }

    private static int endless(int depth) {
        return endless(depth + 1) + 1;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

}
