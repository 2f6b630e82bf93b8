package org.trialmap.parallel.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.trialmap.Refusals.assertRefused;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.trialmap.task.RunOptions;

@ResourceLock("gpus")
class GpuPoolTest {
    private static final RunOptions ONE = RunOptions.DEFAULTS.withGpusPerTask(1);

    @Test
    void namesComeFromTheOptionsElseFromTheVariable() {
        assertEquals(List.of("3"), GpuPool.settle(ONE, "serial", Map.of("CUDA_VISIBLE_DEVICES", "3")).gpus());
        assertEquals(List.of("7"), GpuPool.settle(ONE.withGpus(List.of("7")), "serial", Map.of("CUDA_VISIBLE_DEVICES", "3")).gpus());
        assertEquals(List.of(), GpuPool.settle(RunOptions.DEFAULTS, "serial", Map.of("CUDA_VISIBLE_DEVICES", "3")).gpus());
    }

    @Test
    void refusesWhatIsNotThere() {
        String cure = " Name those of this machine with gpus(...), for example gpus(\"0\", \"1\"), or with CUDA_VISIBLE_DEVICES; or ask for fewer with gpusPerTask(...).";
        assertRefused("Each task asks for 1 GPU, but there is none for tasks on serial (none was named, and CUDA_VISIBLE_DEVICES is not set)." + cure,
                () -> GpuPool.settle(ONE, "serial", Map.of()));
        assertRefused("Each task asks for 1 GPU, but there is none for tasks on local[4] (CUDA_VISIBLE_DEVICES is '-1')." + cure,
                () -> GpuPool.settle(ONE, "local[4]", Map.of("CUDA_VISIBLE_DEVICES", "-1")));
        assertRefused("Each task asks for 3 GPUs, but tasks on local[4] have only 4, 5 (those that were named)." + cure,
                () -> GpuPool.settle(RunOptions.DEFAULTS.withGpusPerTask(3).withGpus(List.of("4", "5")), "local[4]", Map.of()));
    }

    @Test
    void whatOneHasTheOtherWaitsFor() throws Exception {
        List<String> devices = List.of("a", "b", "c");
        GpuPool.Lease first = GpuPool.take(devices, 2);
        assertEquals(List.of("a", "b"), first.ids());
        CompletableFuture<List<String>> second = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try (GpuPool.Lease lease = GpuPool.take(devices, 2)) {
                second.complete(lease.ids());
            } catch (InterruptedException e) {
                second.completeExceptionally(e);
            }
        });
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertFalse(second.isDone(), "one is free, two are asked for");
        first.close();
        assertEquals(List.of("a", "b"), second.join());
        waiting.join();
    }

    @Test
    void aMapInsideATaskWithGpusGetsNone() throws InterruptedException {
        String text = "A map that asks for GPUs cannot be started inside a task that has some (0): it would wait for what the task holds. Use context.gpus() of that task, and leave gpusPerTask(...)"
                + " out of the map inside it.";
        try (GpuPool.Lease lease = GpuPool.take(List.of("0"), 1)) {
            assertEquals(List.of("0"), lease.ids());
            assertEquals(text, assertThrows(IllegalStateException.class, () -> GpuPool.settle(ONE.withGpus(List.of("0")), "serial", Map.of())).getMessage());
            assertEquals(0, GpuPool.settle(RunOptions.DEFAULTS, "serial", Map.of()).gpusPerTask());
        }
        assertEquals(1, GpuPool.settle(ONE.withGpus(List.of("0")), "serial", Map.of()).gpusPerTask());
    }

    private static SparkConf cluster(String... settings) {
        SparkConf conf = new SparkConf(false).setMaster("spark://h:1");
        for (int i = 0; i < settings.length; i += 2) {
            conf.set(settings[i], settings[i + 1]);
        }
        return conf;
    }

    private static SparkConf completed(SparkConf conf) {
        SparkConf all = conf.clone();
        SparkGpus.complete(all);
        return all;
    }

    @Test
    void anApplicationThatStartsGetsWhatItsWorkersHave() {
        SparkConf conf = cluster("spark.task.resource.gpu.amount", "1", "spark.trialmap.worker.gpus", "4");
        assertEquals("4", completed(conf).get("spark.executor.resource.gpu.amount"));
        assertEquals("2", completed(conf.clone().set("spark.executor.resource.gpu.amount", "2")).get("spark.executor.resource.gpu.amount"));
        assertFalse(completed(cluster("spark.trialmap.worker.gpus", "4")).contains("spark.executor.resource.gpu.amount"), "tasks that ask for none leave them to others");
        String asked = " (spark.task.resource.gpu.amount), but ";
        assertRefused("Each task asks for 1 GPU" + asked + "the workers of this cluster have none. Start it with more, on SLURM by --gres=gpu:1, or ask for fewer.",
                () -> completed(cluster("spark.task.resource.gpu.amount", "1", "spark.trialmap.worker.gpus", "0")));
        assertRefused("Each task asks for 2 GPUs" + asked + "each worker of this cluster has 1. Start it with more, on SLURM by --gres=gpu:2, or ask for fewer.",
                () -> completed(cluster("spark.task.resource.gpu.amount", "2", "spark.trialmap.worker.gpus", "1")));
        assertRefused("Each task asks for 1 GPU" + asked + "it is not known how many an executor on spark://h:1 has. Say so with the setting spark.executor.resource.gpu.amount=N; its workers must"
                + " announce as many (spark.worker.resource.gpu.amount).", () -> completed(cluster("spark.task.resource.gpu.amount", "1")));
    }

    @Test
    void aRunningApplicationServesWhatItWasStartedFor() {
        SparkGpus one = new SparkGpus(cluster("spark.task.resource.gpu.amount", "1", "spark.executor.resource.gpu.amount", "2"));
        assertEquals(1, one.settle(RunOptions.DEFAULTS, "app").gpusPerTask());
        assertEquals(1, one.settle(ONE, "app").gpusPerTask());
        assertRefused("gpusPerTask(2) contradicts spark.task.resource.gpu.amount=1 of the running Spark application app, which was fixed when it started. Start the session with"
                + " spark.task.resource.gpu.amount=2.", () -> one.settle(RunOptions.DEFAULTS.withGpusPerTask(2), "app"));
        assertRefused("gpusPerTask(1) asks for GPUs, but the running Spark application app was started without any for its tasks. Start the session with spark.task.resource.gpu.amount=1.",
                () -> new SparkGpus(cluster()).settle(ONE, "app"));
        assertRefused("The GPUs 0, 1 were named (gpus(...)), but tasks run on spark://h:1, whose workers announce their own. Leave the names out.",
                () -> one.settle(ONE.withGpus(List.of("0", "1")), "app"));
    }

    @Test
    void slotsAreThoseOfTheDevices() {
        assertEquals(List.of(Integer.MAX_VALUE, 4, 2, 1), List.of(GpuPool.slots(0, 4), GpuPool.slots(1, 4), GpuPool.slots(2, 5), GpuPool.slots(4, 5)));
        assertEquals(Integer.MAX_VALUE, new SparkGpus(cluster()).slots(3));
        SparkConf two = cluster("spark.task.resource.gpu.amount", "2", "spark.executor.resource.gpu.amount", "4");
        assertEquals(6, new SparkGpus(two).slots(3));
        assertEquals(8, new SparkGpus(two.clone().set("spark.trialmap.gpus.max", "16")).slots(3), "some have not come yet");
        assertEquals(20, new SparkGpus(cluster("spark.task.resource.gpu.amount", "0.1", "spark.executor.resource.gpu.amount", "1")).slots(2), "ten tasks share one");
    }
}
