package org.trialmap.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectionFileTest {
    private static final String ALONE = ConnectionFile.text(Map.of("spark.cores.max", "6", "spark.trialmap.gpus.max", "3", "spark.trialmap.worker.gpus", "1"), "spark://10.1.0.1:4000",
            "http://10.1.0.1:8000", "7", 3);

    private static Properties read(String text) {
        Properties settings = new Properties();
        try {
            settings.load(new StringReader(text));
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    private static List<String> sizes(Properties file) {
        return List.of(file.getProperty("trialmap.cluster.workers"), file.getProperty("spark.cores.max"), file.getProperty("spark.trialmap.gpus.max"));
    }

    @Test
    void nodesThatJoinAreAddedOnceAndTakenOutAgain() {
        Properties alone = read(ALONE);
        Properties waiting = read(ConnectionFile.with(alone, "8", JoinedNodes.NONE));
        assertEquals(List.of("3", "6", "3"), sizes(waiting));
        assertEquals(Set.of("8"), ConnectionFile.joinedJobs(waiting));
        Properties joined = read(ConnectionFile.with(waiting, "8", new JoinedNodes(2, 8, 2)));
        assertEquals(List.of("5", "14", "5"), sizes(joined));
        assertEquals(new JoinedNodes(2, 8, 2), ConnectionFile.joined(joined, "8"));
        assertEquals(joined, read(ConnectionFile.with(joined, "8", new JoinedNodes(2, 8, 2))), "the same job, started again");
        Properties both = read(ConnectionFile.with(joined, "9", new JoinedNodes(1, 4, 0)));
        assertEquals(List.of("6", "18", "5"), sizes(both));
        assertEquals(Set.of("8", "9"), ConnectionFile.joinedJobs(both));
        Properties left = read(ConnectionFile.without(both, "8"));
        assertEquals(List.of("4", "10", "3"), sizes(left));
        assertEquals(alone, read(ConnectionFile.without(left, "9")));
        assertEquals(alone, read(ConnectionFile.without(alone, "8")), "that never joined");
    }

    @Test
    void theTextIsReadBackAndSaysWhatEachJobBrings() {
        assertEquals("""
                # A cluster of trialmap, for its owner only. Use it with --cluster FILE or ParallelMap.attach(Path).
                spark.cores.max 8
                spark.master spark://10.1.0.1:4000
                spark.trialmap.gpus.max 3
                spark.trialmap.worker.gpus 1
                trialmap.cluster.job 7
                trialmap.cluster.joined.8 1 2 0
                trialmap.cluster.page http://10.1.0.1:8000
                trialmap.cluster.workers 4
                """, ConnectionFile.with(read(ALONE), "8", new JoinedNodes(1, 2, 0)));
    }

    @Test
    void onlyNodesWithTheGpusThatDriversAskEachWorkerForGiveSome() {
        Allocation allocation = new Allocation("8", 0, "a", List.of(new NodeShare("a", 2, 4096, "", 4), new NodeShare("b", 4, 4096, "", 1)));
        assertEquals(new JoinedNodes(2, 6, 2), JoinedNodes.of(allocation, 2));
        assertEquals(new JoinedNodes(2, 6, 0), JoinedNodes.of(allocation, 0));
        assertEquals(new JoinedNodes(2, 0, 2), JoinedNodes.of(allocation, 1).withoutCores());
    }
}
