package org.trialmap.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trialmap.Refusals.assertRefused;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocationTest {
    @Test
    void readsWhatEachNodeGives() {
        Allocation allocation = Allocation.parse(Allocations.MIXED, Allocations.NODES);
        assertEquals(new Allocation("7", 2, "node1", List.of(new NodeShare("node1", 2, 4096, "10.1.0.1"), new NodeShare("node2", 2, 4096, "10.1.0.2"),
                new NodeShare("node3", 4, 8192, "10.1.0.3"))), allocation);
        assertEquals(8, allocation.cores());
        assertEquals("node1", allocation.headNode().name());
    }

    @Test
    void takesAPartOfTheNodeWhereSlurmDoesNotHandOutMemory() {
        Allocation allocation = Allocation.parse(Allocations.MIXED.replaceAll(" Mem=\\d+", " Mem=0"), Allocations.NODES);
        assertEquals(List.of(4096, 4096, 8000), allocation.nodes().stream().map(NodeShare::memoryMiB).toList());
    }

    @Test
    void readsTheGpusOfEachNode() {
        assertEquals(0, Allocation.parse(Allocations.MIXED, Allocations.NODES).gpusPerNode());
        Allocation mixed = gpus("gpu:2(IDX:0-1)", "gpu:a100:2(IDX:0,3),mps:100(IDX:0)");
        assertEquals(List.of(2, 2, 2), mixed.nodes().stream().map(NodeShare::gpus).toList());
        assertEquals(2, mixed.gpusPerNode());
        assertEquals(Optional.empty(), mixed.unusedGpus());
        Allocation uneven = gpus("gpu:1(IDX:0)", "gpu:2080:3(IDX:0-2),gpu:k80:1(IDX:3)");
        assertEquals(List.of(1, 1, 4), uneven.nodes().stream().map(NodeShare::gpus).toList());
        assertEquals(Optional.of("3 of the job's GPUs cannot be used, since all executors have as many as the node with the fewest, 1. Ask for as many on each node (--gres=gpu:N or"
                + " --gpus-per-node=N)."), uneven.unusedGpus());
        assertEquals(List.of(0, 0, 0), gpus("license:gpu:2", "craynetwork:4").nodes().stream().map(NodeShare::gpus).toList());
    }

    private static Allocation gpus(String first, String last) {
        return Allocation.parse(given(first, last).replace(" Power=", " Power= TresPerNode=gres:gpu:1"), Allocations.NODES);
    }

    private static String given(String first, String last) {
        return Allocations.MIXED.replaceFirst("Mem=4096 GRES=", "Mem=4096 GRES=" + first).replaceFirst("Mem=8192 GRES=", "Mem=8192 GRES=" + last);
    }

    /** With {@code --exclusive} SLURM says that the job has the nodes' GPUs, and gives them to no step. */
    @Test
    void gpusThatWereNotAskedForAreNone() {
        assertEquals(List.of(0, 0, 0), Allocation.parse(given("gpu:2(IDX:0-1)", "gpu:2(IDX:0-1)"), Allocations.NODES).nodes().stream().map(NodeShare::gpus).toList());
    }

    @Test
    void refusesWhatSaysNothingOfNodes() {
        assertRefused("SLURM does not say what job 3 has on its nodes (no \"Nodes=... CPU_IDs=... Mem=...\"): JobId=3 JobState=PENDING. The job may have ended meanwhile;"
                + " else tell the authors of trialmap.", () -> Allocation.parse("JobId=3 JobState=PENDING\n", ""));
        assertRefused("Node other is not one of job 7's: [node1]. Start the bootstrap with sbatch, which sets SLURMD_NODENAME, not by hand.",
                () -> Allocations.of(4096).node("other"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"node1;node1", "node[1-3];node1 node2 node3", "n[08-10],gpu;n08 n09 n10 gpu", "r[1-2]c[3,5];r1c3 r1c5 r2c3 r2c5",
        "a[1,3-4]x,b;a1x a3x a4x b"})
    void expandsListsOfNodes(String list, String names) {
        assertEquals(List.of(names.split(" ")).stream().sorted().toList(), HostList.names(list).stream().sorted().toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"0;1", "0-3;4", "0-2,5;4", "0,2,4-5;4", "12-15,20-23;8"})
    void countsCpus(String ids, int count) {
        assertEquals(count, HostList.count(ids));
    }

    @Test
    void refusesListsThatItDoesNotKnow() {
        assertRefused("SLURM's list n[1:3] has a part that is neither a number nor a range: 1:3. This version of SLURM writes lists that trialmap does not know: tell its authors.",
                () -> HostList.names("n[1:3]"));
    }
}
