package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.trialmap.Sessions;

/** Settings with which Spark's local master starts no task and says nothing. */
class UnservedSettingsTest {
    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    private static String refusal(Map<String, String> settings) {
        ParallelMap pmap = ParallelMap.on(Sessions.on(Sessions.LOCAL_4, Sessions.Serializer.JAVA, settings));
        return assertThrows(IllegalArgumentException.class, () -> pmap.range(2).collect(i -> i)).getMessage();
    }

    @Test
    void resourcesOfTasks() {
        assertEquals("spark.task.resource.gpu.amount=1 of the running Spark application trialmap tests cannot be served by local[4], which has no such resources: no task would"
                + " ever start. Start the session without it, or on a cluster whose executors have them.",
                refusal(Map.of("spark.task.resource.gpu.amount", "1", "spark.executor.resource.gpu.amount", "1")));
    }
}
