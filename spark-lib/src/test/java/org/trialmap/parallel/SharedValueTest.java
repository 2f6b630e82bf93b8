package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.Sessions;
import org.trialmap.task.RunOptions;
import org.trialmap.task.Shared;

/** A shared array of 5 * 10^7 doubles (400 MB). */
@Tag("slow")
class SharedValueTest {
    private static final int SIZE = 50_000_000;

    record Seen(long process, int identity, double sum) implements java.io.Serializable {}

    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    @ParameterizedTest
    @CsvSource({"'local[4]', JAVA, 1", "'local-cluster[2,1,3072]', KRYO, 2"})
    void eightTasksUseOneArrayPerProcess(String master, Sessions.Serializer serializer, int processes) {
        ParallelMap pmap = ParallelMap.on(Sessions.on(master, serializer, Map.of("spark.executor.memory", "2g"))).progress(RunOptions.Progress.HIDDEN).awaitWorkers(processes);
        double[] values = new SplittableRandom(1).doubles(SIZE).toArray();
        Shared<double[]> shared = pmap.share(values);
        assertTrue(shared.bytes() >= 8L * SIZE && shared.bytes() < 8L * SIZE + 1000, "bytes: " + shared.bytes());
        List<Seen> seen = pmap.batch(1).range(8).collect(i -> {
            double[] array = shared.value();
            return new Seen(ProcessHandle.current().pid(), System.identityHashCode(array), array[0] + array[SIZE - 1] + array.length);
        });
        Set<Long> used = new HashSet<>(seen.stream().map(Seen::process).toList());
        assertEquals(used.size(), new HashSet<>(seen).size(), "one array per process: " + seen);
        assertTrue(used.size() <= processes, seen.toString());
        assertEquals(values[0] + values[SIZE - 1] + SIZE, seen.get(7).sum());
    }
}
