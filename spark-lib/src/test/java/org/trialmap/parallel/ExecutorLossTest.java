package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.Sessions;
import org.trialmap.task.OnError;
import org.trialmap.task.RunOptions;

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

    private static boolean first(String file) throws IOException {
        try {
            Files.createFile(Path.of(file));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
