package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.trialmap.store.SavedResults;

/** Jobs with pretend GPUs: tasks have those of their node to themselves. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SlurmGpusIT {
    /** Makes a file for its GPU of this node, which fails where it is there, and takes it away. */
    private static final String USE = "set -eC; : > \"locks/$(hostname)-$1\"; sleep 0.3; rm \"locks/$(hostname)-$1\"; echo $(hostname) $1 $CUDA_VISIBLE_DEVICES";
    private static SlurmTestbed slurm;

    @BeforeAll
    static void up() throws Exception {
        slurm = SlurmTestbed.up();
    }

    private static String job(Path folder, String nodes, int count, String gres) throws IOException, InterruptedException {
        assertEquals(0, slurm.lab(folder, "mkdir", "-p", "locks").code());
        return slurm.submit(folder, "--nodes", Integer.toString(count), "--cpus-per-task", "2", "--mem", "3000M", "--sbatch=--nodelist=" + nodes, gres, "--", "exec", "--gpus-per-task", "1", "--batch",
                "1",
                "--over", "i=0:16", "--out", "out", "--", "sh", "-c", USE, "-", "{gpu}");
    }

    private static TreeSet<String> printed(Path folder) throws IOException {
        TreeSet<String> all = new TreeSet<>();
        try (SavedResults results = SavedResults.open(folder.resolve("out/sh.h5"))) {
            for (int task = 0; task < results.tasks(); task++) {
                all.add((String) results.read(task).item());
            }
        }
        return all;
    }

    @Test
    void allAreUsedAndNoneByTwoTasksAtOnce() throws Exception {
        Path folder = slurm.folder();
        String both = job(folder, "node[49-50]", 2, "--sbatch=--gres=gpu:2");
        assertEquals("COMPLETED 0:0", slurm.end(both, folder), () -> log(both, folder));
        assertEquals(new TreeSet<>(List.of("node49 0 0", "node49 1 1", "node50 0 0", "node50 1 1")), printed(folder));
        assertTrue(log(both, folder).contains("trialmap: node50: 2 cores, 2 GPUs, 3000 MiB, executor "), () -> log(both, folder));

        Path one = slurm.folder();
        Path none = slurm.folder();
        String single = job(one, "node49", 1, "--sbatch=--gres=gpu:1");
        String without = job(none, "node50", 1, "--sbatch=--gres=none");
        assertEquals("COMPLETED 0:0", slurm.end(single, one), () -> log(single, one));
        TreeSet<String> used = printed(one);
        assertTrue(used.size() == 1 && used.first().matches("node49 ([01]) \\1"), used.toString());
        assertEquals("FAILED 2:0", slurm.end(without, none), () -> log(without, none));
        assertTrue(log(without, none).contains("Each task asks for 1 GPU (--gpus-per-task, spark.task.resource.gpu.amount), but the workers of this cluster have none. Start it with more, on SLURM by"
                + " --gres=gpu:1, or ask for fewer."), () -> log(without, none));
        assertEquals(List.of(), slurm.leftOnNodes(49, 50));
    }

    private static String log(String id, Path folder) {
        try {
            return SlurmTestbed.log(id, folder);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
