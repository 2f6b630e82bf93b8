package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.Await;
import org.trialmap.Sessions;
import org.trialmap.SparkHome;
import org.trialmap.StandaloneCluster;
import org.trialmap.analysis.Preprocessing;
import org.trialmap.analysis.Recordings;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.store.Layout;
import org.trialmap.store.SavedResults;
import org.trialmap.task.RunOptions;
import org.trialmap.task.TaskFunction;
import org.trialmap.trial.Recording;

/** A standalone Master with two Workers on "hosts" of their own: second attempts beside first ones, killed executors, workers that do not come. */
@Tag("slow")
class StandaloneTest {
    private static StandaloneCluster cluster;

    @TempDir
    static Path logs;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        Sessions.stop();
        cluster = StandaloneCluster.start(SparkHome.ofTests(), 2, logs);
    }

    @AfterAll
    static void stop() {
        Sessions.stop();
        cluster.close();
    }

    private static ParallelMap pmap(Map<String, String> more) {
        JavaSparkContext spark = Sessions.on(cluster.url(), Sessions.Serializer.JAVA, more);
        return ParallelMap.on(spark).progress(RunOptions.Progress.HIDDEN).awaitWorkers(2, Duration.ofMinutes(5));
    }

    @Test
    void slotsAreThoseThatAreToComeWhereTheSessionSaysHowMany() {
        assertEquals(3, slots(Map.of("spark.cores.max", "6", "spark.task.cpus", "2")));
        assertEquals(1, slots(Map.of("spark.cores.max", "1")), "Spark itself says 2");
    }

    private static int slots(Map<String, String> more) {
        return ParallelMap.on(Sessions.on(cluster.url(), Sessions.Serializer.JAVA, more)).slots();
    }

    @Test
    void temporaryFilesAreNoPlaceForWhatExecutorsElsewhereWrite() throws IOException {
        Recording recording = Recording.open(Recordings.uneven(folder.resolve("x.h5"), DType.FLOAT32, 3));
        ParallelMap elsewhere = pmap(Map.of());
        assertEquals(
                "The result of preprocessing would lie among the temporary files of this machine, which executors on others do not see. Name a file that all of them see: run(pmap, trials, out), and open it.",
                assertThrows(IllegalArgumentException.class, () -> Preprocessing.steps().zscore(true).run(elsewhere, recording.chunks())).getMessage());
    }

    @Test
    void aSecondAttemptBesideTheFirstLeavesOneResult() throws IOException {
        String slow = folder.resolve("slow").toString();
        Path out = folder.resolve("out");
        ParallelMap speculating = pmap(Map.of("spark.speculation", "true", "spark.speculation.interval", "50ms", "spark.speculation.multiplier", "1.1",
                "spark.speculation.quantile", "0.5", "spark.speculation.minTaskRuntime", "10ms"));
        TaskFunction<Integer, String> function = i -> {
            if (i == 0 && first(slow)) {
                Thread.sleep(Duration.ofMinutes(10).toMillis()); // until it is killed
            }
            Thread.sleep(20); // longer than spark.speculation.minTaskRuntime
            return "done " + i;
        };
        long start = System.nanoTime();
        try (SavedResults results = speculating.batch(2).name("twice").range(8).save(out, function)) {
            assertEquals(NdArray.of(new String[] {"done 0"}, 1), results.read(0));
        }
        assertTrue(System.nanoTime() - start < Duration.ofMinutes(9).toNanos(), "the second attempt was faster");
        try (Stream<Path> payload = Files.list(out.resolve("twice_payload"))) {
            List<String> names = payload.map(file -> file.getFileName().toString()).toList();
            assertEquals(4, names.size(), names.toString());
            assertTrue(names.stream().allMatch(file -> file.endsWith(".h5")), names.toString());
        }
    }

    @Test
    void aKilledExecutorChangesNothing() throws Exception {
        Path out = folder.resolve("out");
        Path hold = Files.createFile(folder.resolve("hold"));
        String held = hold.toString();
        TaskFunction<Integer, Integer> function = i -> {
            if (i >= 16) {
                Await.whileThere(held);
            }
            return i * i;
        };
        MapHandle<SavedResults> handle = pmap(Map.of()).batch(2).name("squares").range(40).layout(Layout.STACKED).submitSave(out, function);
        Await.until("six results", () -> handle.progress().finished() >= 6);
        List<ProcessHandle> executors = cluster.workers().get(0).children().toList();
        assertEquals(1, executors.size());
        executors.get(0).destroyForcibly();
        Files.delete(hold);
        try (SavedResults results = handle.join()) {
            assertEquals(NdArray.of(IntStream.range(0, 40).map(i -> i * i).toArray(), 40), results.stacked(0).read(Region.all(40)));
        }
        TemporaryFiles.assertNone(out);
    }

    @Test
    void workersThatDoNotComeAreAnError() {
        IllegalStateException late = assertThrows(IllegalStateException.class, () -> pmap(Map.of()).awaitWorkers(3, Duration.ofMillis(300)));
        assertEquals("2 of 3 workers have come to " + cluster.url() + " in 0.3 s. Either the cluster is full or down, or the workers cannot reach the driver"
                + " (spark.driver.host, firewall) or do not have the memory that spark.executor.memory asks for. Look at the master's page, ask for fewer workers, or wait"
                + " longer.", late.getMessage());
    }

    @Test
    void oneProgramGivesTheSameBytesOnFourSettings() throws IOException {
        Sessions.stop();
        System.setProperty("spark.driver.host", "127.0.0.1");
        try {
            Path connection = Files.writeString(folder.resolve("cluster.conf"), "spark.master " + cluster.url() + "\nspark.authenticate.secret unused\n");
            Files.setPosixFilePermissions(connection, PosixFilePermissions.fromString("rw-------"));
            NdArray serial = MasterSettingTest.program(folder, "serial");
            for (String master : List.of("local[2]", cluster.url(), connection.toString())) {
                assertEquals(serial, MasterSettingTest.program(folder, master), master);
                SparkContext.getOrCreate().stop(); // a process has one application at a time
            }
        } finally {
            System.clearProperty("trialmap.master");
            System.clearProperty("spark.driver.host");
        }
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
