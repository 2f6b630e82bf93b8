package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.Sessions;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.store.Layout;
import org.trialmap.store.SavedResults;
import org.trialmap.task.OnError;
import org.trialmap.task.RunOptions;
import org.trialmap.task.TaskFunction;

/** Executor processes that really die. */
@Tag("slow")
class ExecutorLossTest {
    @TempDir
    Path folder;

    private static ParallelMap cluster() {
        return ParallelMap.on(Sessions.on(Sessions.LOCAL_CLUSTER, Sessions.Serializer.JAVA, Map.of("spark.task.maxFailures", "2", "spark.deploy.maxExecutorRetries", "-1")))
                .progress(RunOptions.Progress.HIDDEN);
    }

    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    @Test
    void aKilledExecutorChangesNothing() {
        String once = folder.resolve("killed").toString();
        List<Integer> squares = cluster().batch(1).range(20).collect(i -> {
            if (i == 7 && first(once)) {
                Runtime.getRuntime().halt(137);
            }
            return i * i;
        });
        assertEquals(IntStream.range(0, 20).map(i -> i * i).boxed().toList(), squares);
        assertTrue(Files.exists(Path.of(once)));
    }

    @Test
    void whatFailsWhileItsProcessEndsIsNoFailureOfTheTask() {
        String once = folder.resolve("ended").toString();
        List<Integer> squares = cluster().batch(1).range(20).collect(i -> {
            if (i == 7 && first(once)) {
                new Thread(() -> System.exit(143)).start(); // as TERM does
                while (true) {
                    Runtime.getRuntime().addShutdownHook(new Thread()); // "Shutdown in progress" in the end
                    Thread.sleep(1);
                }
            }
            return i * i;
        });
        assertEquals(IntStream.range(0, 20).map(i -> i * i).boxed().toList(), squares);
        assertTrue(Files.exists(Path.of(once)));
    }

    @Test
    void aKilledExecutorLeavesOneResultPerTaskAndNoTemporaryFile() throws IOException {
        String once = folder.resolve("killed").toString();
        Path out = folder.resolve("out");
        TaskFunction<Integer, Integer> function = i -> {
            if (i == 9 && first(once)) {
                Runtime.getRuntime().halt(137);
            }
            return i * i;
        };
        try (SavedResults results = cluster().batch(4).name("killed").range(20).layout(Layout.STACKED).save(out, function)) {
            assertEquals(NdArray.of(IntStream.range(0, 20).map(i -> i * i).toArray(), 20), results.stacked(0).read(Region.all(20)));
        }
        try (SavedResults results = cluster().batch(4).name("linked").range(20).save(out, function)) {
            assertEquals(NdArray.of(new int[] {361}, 1), results.read(19));
        }
        assertOnlyCountedFiles(out, "linked", 5);
    }

    private static void assertOnlyCountedFiles(Path out, String name, int files) throws IOException {
        try (Stream<Path> payload = Files.list(out.resolve(name + "_payload"))) {
            List<String> names = payload.map(file -> file.getFileName().toString()).sorted().toList();
            assertEquals(files, names.size(), names.toString());
            assertTrue(names.stream().allMatch(file -> file.endsWith(".h5")), names.toString());
        }
    }

    @Test
    void aTaskThatKillsEveryProcessFailsAloneAndTheOthersOfItsBatchSurvive() {
        Outcomes<Integer> outcomes = cluster().onError(OnError.CONTINUE).batch(4).range(12).outcomes(i -> {
            if (i == 5) {
                Runtime.getRuntime().halt(139);
            }
            return i + 1;
        });
        List<Integer> expected = new ArrayList<>(IntStream.rangeClosed(1, 12).boxed().toList());
        expected.set(5, null);
        assertEquals(expected, outcomes.stream().map(Outcome::result).toList());
        assertEquals(Collections.singletonList(5), outcomes.failures().stream().map(failure -> failure.index()).toList());
        assertTrue(outcomes.get(5).failure().orElseThrow().message().contains("ExecutorLostFailure"), outcomes.get(5).failure().orElseThrow().message());
    }

    @Test
    void executorsThatNeverComeBackEndTheRunSoon() {
        MapFailedException broken = assertThrows(MapFailedException.class, () -> cluster().batch(2).range(40).collect(i -> {
            Runtime.getRuntime().halt(1);
            return i;
        }));
        assertTrue(broken.getMessage().startsWith("The run failed after 0 of 40 tasks: SparkException: Job aborted due to stage failure: "), broken.getMessage());
    }

    private static boolean first(String file) throws IOException {
        try {
            Files.createFile(Path.of(file));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
