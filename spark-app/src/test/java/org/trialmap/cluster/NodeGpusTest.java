package org.trialmap.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trialmap.Refusals.assertRefused;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.trialmap.support.VisibleGpus;

class NodeGpusTest {
    private static NodeGpus of(int gpus, String visible, String... ofStep) {
        return NodeGpus.of(new NodeShare("n1", 4, 4096, "10.1.0.1", gpus), VisibleGpus.of(visible), List.of(ofStep));
    }

    @Test
    void namesAreThoseOfTheStep() {
        assertEquals(List.of("0", "3"), of(2, "0,3", "4", "5").names());
        assertEquals(List.of("4", "5"), of(2, null, "4", "5").names());
        assertEquals(List.of("4"), of(1, "NoDevFiles", "4").names());
        assertEquals(List.of(), of(0, "0,1").names(), "left from elsewhere");
        assertEquals(List.of("0"), of(1, "0,1").names(), "not more than the job has");
        assertRefused("The GPU a\"b in CUDA_VISIBLE_DEVICES has a name that is none. Tell the people who run the cluster.", () -> of(1, "a\"b"));
    }

    @Test
    void saysWhatIsNotNamed() {
        assertEquals(Optional.empty(), of(2, "0,1").problem("n1"));
        assertEquals(Optional.of("SLURM gives the job 2 GPUs on n1, but names 1 in CUDA_VISIBLE_DEVICES and SLURM_STEP_GPUS, so that no task gets the others. The devices may not be in the site's"
                + " gres.conf: tell the people who run the cluster."), of(2, "0").problem("n1"));
    }

    @Test
    void workersAnnounceThemAndDriversKnowHowMany() {
        NodeGpus two = of(2, "0,MIG-1/2");
        assertEquals("[{\"id\": {\"componentName\": \"spark.worker\", \"resourceName\": \"gpu\"}, \"addresses\": [\"0\", \"MIG-1/2\"]}]\n", two.resources());
        assertEquals(Map.of("spark.worker.resource.gpu.amount", "2", "spark.worker.resourcesFile", "/job/n1/gpus.json"), SparkFiles.announced(two, "/job/n1/gpus.json"));
        assertEquals(Map.of(), SparkFiles.announced(of(0, null), "/job/n1/gpus.json"));
        assertEquals(Map.of("spark.trialmap.worker.gpus", "2", "spark.trialmap.gpus.max", "6"), SparkFiles.gpus(2, 3));
    }
}
