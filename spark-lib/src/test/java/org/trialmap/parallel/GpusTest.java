package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.trialmap.Await;
import org.trialmap.Sessions;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.RunOptions;
import org.trialmap.task.TaskContext;
import org.trialmap.task.TaskFunction;

/** Pretend GPUs: names, and files that a task makes for each of its own, which fails where another task has not removed it. */
@ResourceLock("gpus")
class GpusTest {
    private static final String TWO_EACH = """
            #!/bin/sh
            # The first Worker that asks gets 0 and 1, the second 2 and 3.
            if mkdir '%1$s/first' 2>/dev/null; then echo '{"name": "gpu", "addresses": ["0", "1"]}'; else echo '{"name": "gpu", "addresses": ["2", "3"]}'; fi
            """;

    @TempDir
    Path folder;

    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    private static ParallelMap local(String... gpus) {
        return ParallelMap.on(Sessions.on(Sessions.LOCAL_4)).progress(RunOptions.Progress.HIDDEN).gpus(gpus);
    }

    /** What a task does that needs its GPUs for itself. Returns them. */
    private static List<String> use(String locks, TaskContext context) throws Exception {
        for (String gpu : context.gpus()) {
            Files.createFile(Path.of(locks, gpu)); // fails where it is there
        }
        Thread.sleep(20);
        for (String gpu : context.gpus()) {
            Files.delete(Path.of(locks, gpu));
        }
        return context.gpus();
    }

    private List<List<String>> used(ParallelMap pmap, int tasks) {
        String locks = folder.toString();
        return pmap.range(tasks).<List<String>>collectWithContext((i, context) -> use(locks, context));
    }

    private static TreeSet<String> distinct(List<List<String>> used) {
        TreeSet<String> all = new TreeSet<>();
        used.forEach(all::addAll);
        return all;
    }

    @Test
    void fourThreadsShareTwoDevicesAndNoTwoTasksOne() {
        ParallelMap pmap = local("a", "b").gpusPerTask(1).batch(3);
        assertEquals(2, pmap.slots());
        List<List<String>> used = used(pmap, 60);
        assertTrue(used.stream().allMatch(each -> each.size() == 1), used.toString());
        assertEquals(new TreeSet<>(List.of("a", "b")), distinct(used));
    }

    @Test
    void theExampleOfThePageRuns() {
        JavaSparkContext spark = Sessions.on(Sessions.LOCAL_4);
        // tag::gpus[]
        ParallelMap pmap = ParallelMap.on(spark).gpus("0", "1").gpusPerTask(1);     // without gpus(...): those in CUDA_VISIBLE_DEVICES
        List<String> devices = pmap.range(6).collectWithContext((i, context) -> "GPU " + context.gpus().get(0));
        // end::gpus[]
        assertTrue(devices.size() == 6 && List.of("GPU 0", "GPU 1").containsAll(devices), devices.toString());
    }

    @Test
    void aTaskMayHaveSeveral() {
        ParallelMap pmap = local("0", "1", "2", "3", "4").gpusPerTask(2).batch(1);
        assertEquals(2, pmap.slots());
        List<List<String>> used = used(pmap, 40);
        assertTrue(used.stream().allMatch(each -> each.size() == 2), used.toString());
    }

    @Test
    void seriallyTooAndWithoutAskingThereAreNone() {
        assertEquals(IntStream.range(0, 5).mapToObj(i -> List.of("x")).toList(), used(ParallelMap.serial().gpus("x", "y").gpusPerTask(1), 5));
        assertEquals(List.of(List.of(), List.of()), used(ParallelMap.serial().gpus("x", "y"), 2));
        assertEquals(List.of(List.of(), List.of()), used(local("x", "y"), 2));
    }

    @Test
    void mapsAtTheSameTimeShareThemToo() {
        String locks = folder.toString();
        ParallelMap pmap = local("a", "b").gpusPerTask(1).batch(1);
        List<Submitted<List<String>>> maps = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            maps.add(pmap.range(20).submitWithContext((k, context) -> use(locks, context)));
        }
        assertEquals(List.of(20, 20, 20), maps.stream().map(map -> map.join().size()).toList());
    }

    @Test
    void noMoreTasksRunThanThereAreDevicesFor() {
        String locks = folder.toString();
        List<Integer> most = local("a", "b", "c").gpusPerTask(1).batch(1).range(40).collectWithContext((i, context) -> {
            Path mine = Files.createFile(Path.of(locks, "task" + i));
            Thread.sleep(10);
            int there = folderSize(locks);
            Files.delete(mine);
            return there;
        });
        assertTrue(most.stream().allMatch(there -> there <= 3), most.toString());
    }

    private static int folderSize(String folder) {
        return new java.io.File(folder).list().length;
    }

    @Test
    void failuresAndTimeLimitsGiveTheDeviceBack() {
        ParallelMap pmap = local("a").gpusPerTask(1).timeLimitPerTask(Duration.ofMinutes(1)).batch(1);
        assertEquals(6, assertThrows(MapFailedException.class, () -> pmap.range(6).collect(i -> {
            throw new IllegalStateException("no memory on the device");
        })).failures().size());
        assertEquals(List.of(List.of("a")), used(pmap, 1));
    }

    @Test
    void aCancelledMapGivesThemBackAlsoWhereTasksWaitForThem() throws Exception {
        String hold = Files.createFile(folder.resolve("hold")).toString();
        Submitted<Integer> held = local("a").gpusPerTask(1).batch(1).range(8).submit(i -> {
            Files.createFile(Path.of(hold + i));
            Await.whileThere(hold);
            return i;
        });
        Await.until("a task has the device", () -> folderSize(folder.toString()) >= 2);
        Thread.sleep(200);
        assertEquals(2, folderSize(folder.toString()), "the other tasks wait for it");
        held.cancel(); // one that waits may get it before Spark interrupts that one, too
        assertThrows(MapFailedException.class, held::join);
        assertEquals(List.of(List.of("a")), used(local("a").gpusPerTask(1), 1));
    }

    @Test
    void refusesBeforeAnythingRuns() {
        String ran = folder.resolve("ran").toString();
        ContextFunction<Integer, Integer> function = (i, context) -> {
            Files.createFile(Path.of(ran));
            return i;
        };
        for (ParallelMap pmap : List.of(local("a").gpusPerTask(2), ParallelMap.serial().gpus("a").gpusPerTask(2))) {
            assertEquals("Each task asks for 2 GPUs, but tasks on " + pmap.master() + " have only a (those that were named). Name those of this machine with gpus(...), for example"
                    + " gpus(\"0\", \"1\"), or with CUDA_VISIBLE_DEVICES; or ask for fewer with gpusPerTask(...).",
                    assertThrows(IllegalArgumentException.class, () -> pmap.range(2).collectWithContext(function)).getMessage());
        }
        assertEquals(0, folderSize(folder.toString()));
    }

    @Test
    void theyAreNotPartOfThePlanButItTellsOfThem() {
        TaskFunction<Integer, Integer> function = i -> i;
        MapPlan with = local("a", "b").gpusPerTask(1).range(8).plan(function);
        MapPlan without = local().range(8).plan(function);
        assertEquals(without.tasks().planId(), with.tasks().planId());
        assertTrue(with.describe().contains(String.format("tasks      : 8 on 2 slots of local[4]%n")), with.describe());
        assertTrue(with.describe().contains(String.format("GPUs       : 1 per task, of a, b%n")), with.describe());
    }

    @Test
    void whereNoWorkerHasThemNoneComesWhichIsSaid() {
        ParallelMap pmap = ParallelMap.on(Sessions.on("local-cluster[1,1,1024]", Sessions.Serializer.JAVA, Map.of("spark.executor.resource.gpu.amount", "2", "spark.task.resource.gpu.amount", "1")));
        assertEquals("0 of 1 workers have come to local-cluster[1,1,1024] in 0.3 s. Either the cluster is full or down, or the workers cannot reach the driver (spark.driver.host, firewall) or do not"
                + " have the memory that spark.executor.memory asks for, or the GPUs that spark.executor.resource.gpu.amount=2 asks for. Look at the master's page, ask for fewer workers, or wait longer.",
                assertThrows(IllegalStateException.class, () -> pmap.awaitWorkers(1, Duration.ofMillis(300))).getMessage());
    }

    @Test
    void onAClusterTheyAreTheWorkers() throws Exception {
        Path script = Files.writeString(folder.resolve("gpus.sh"), TWO_EACH.formatted(folder));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        Path locks = Files.createDirectory(folder.resolve("locks"));
        ParallelMap pmap = ParallelMap.on(Sessions.on("local-cluster[2,3,1024]", Sessions.Serializer.JAVA, Map.of("spark.worker.resource.gpu.amount", "2",
                "spark.worker.resource.gpu.discoveryScript", script.toString(), "spark.executor.resource.gpu.amount", "2", "spark.task.resource.gpu.amount", "1")));
        ParallelMap quiet = pmap.progress(RunOptions.Progress.HIDDEN).gpusPerTask(1).awaitWorkers(2);
        assertEquals(4, quiet.slots(), "of six cores");
        String shared = locks.toString();
        List<List<String>> used = quiet.batch(1).range(60).<List<String>>collectWithContext((i, context) -> use(shared, context));
        assertTrue(used.stream().allMatch(each -> each.size() == 1), used.toString());
        assertEquals(new TreeSet<>(List.of("0", "1", "2", "3")), distinct(used));
    }
}
