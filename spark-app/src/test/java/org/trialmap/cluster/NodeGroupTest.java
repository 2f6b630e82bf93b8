package org.trialmap.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of hundreds of nodes. */
class NodeGroupTest {
    private static List<String> names(Allocation allocation) {
        return NodeGroup.of(allocation).stream().map(group -> group.names() + ": " + group.node().memoryMiB()).toList();
    }

    @Test
    void manyThatAreAlikeAreToldOfTogether() {
        Allocation many = Allocations.of(Collections.nCopies(300, 4096).toArray(Integer[]::new));
        assertEquals(List.of("node1: 4096", "299 nodes from node2 to node300: 4096"), names(many));
        assertEquals("nodes    : node1 (2 cores, 4096 MiB), 299 nodes from node2 to node300 (2 cores, 4096 MiB)",
                new JobSummary(many, MemoryPlan.of(many, null, true), List.of("demo"), 1, 2, 1, 0, null).text().lines().filter(line -> line.startsWith("nodes")).findFirst().orElseThrow());
    }

    @Test
    void fewAndUnlikeOnesAreNamed() {
        assertEquals(List.of("node1: 1", "node2: 1", "node3: 1", "node4: 1", "node5: 1", "node6: 2"), names(Allocations.of(1, 1, 1, 1, 1, 2)));
        assertEquals(List.of("node1: 1", "5 nodes from node2 to node6: 1", "node7: 2", "node8: 1"), names(Allocations.of(1, 1, 1, 1, 1, 1, 2, 1)));
    }

    @Test
    void theHeadStandsAloneWhereverItIs() {
        List<NodeShare> nodes = Allocations.of(1, 1, 1, 1, 1, 1, 1, 1).nodes();
        assertEquals(List.of("6 nodes from node1 to node6: 1", "node7: 1", "node8: 1"), names(new Allocation("7", 0, "node7", nodes)));
    }
}
