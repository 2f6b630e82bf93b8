package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.Sessions;
import org.trialmap.SparkHome;
import org.trialmap.array.NdArray;
import org.trialmap.store.Layout;
import org.trialmap.store.SavedResults;
import org.trialmap.task.RunOptions;

/** Where a program runs is said outside of it. */
class MasterSettingTest {
    private static final String PROPERTY = "trialmap.master";

    @TempDir
    Path folder;

    @AfterEach
    void clear() {
        System.clearProperty(PROPERTY);
    }

    private static Optional<MasterSetting> found(Map<String, String> properties, String variable) {
        return MasterSetting.find(properties::get, name -> name.equals("TRIALMAP_MASTER") ? variable : null);
    }

    @Test
    void thePropertyWinsThenSparkSubmitThenTheEnvironment() {
        Map<String, String> both = Map.of(PROPERTY, " serial ", "spark.trialmap.master", "local[2]");
        assertEquals(Optional.of(new MasterSetting("serial", "the system property trialmap.master")), found(both, "local"));
        assertEquals(Optional.of(new MasterSetting("local[2]", "the setting spark.trialmap.master")), found(Map.of("spark.trialmap.master", "local[2]"), "local"));
        assertEquals(Optional.of(new MasterSetting("local", "the environment variable TRIALMAP_MASTER")), found(Map.of(PROPERTY, " "), "local"));
        assertEquals(Optional.empty(), found(Map.of(), null));
        assertEquals(Optional.empty(), found(Map.of(), ""));
    }

    @Test
    void whatIsNeitherAMasterNorAFileIsRefused() {
        assertRefused(
                "Where to run is 'lokal' (the environment variable TRIALMAP_MASTER), which is neither serial, local, local[N], spark://HOST:PORT nor another master of Spark, nor an existing file."
                        + " Correct it; a connection file is what trialmap-slurm up or trialmap-cluster up has printed.",
                () -> found(Map.of(), "lokal").orElseThrow().map());
    }

    @Test
    void aFileIsAConnectionFile() throws IOException {
        Path file = Files.writeString(folder.resolve("c.conf"), "spark.master spark://127.0.0.1:1\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertRefused(file + " is not a connection file of a cluster: it has no spark.master or no spark.authenticate.secret. Name the file that trialmap-slurm up or trialmap-cluster up has printed.",
                () -> found(Map.of(PROPERTY, file.toString()), null).orElseThrow().map());
    }

    // tag::settings[]
    static NdArray program(Path out) throws IOException {
        ParallelMap pmap = ParallelMap.fromSettings().seed(42);                 // -Dtrialmap.master=serial, TRIALMAP_MASTER=local[4], spark-submit, ...
        try (SavedResults results = pmap.range(20).layout(Layout.STACKED).saveWithContext(out, (i, task) -> task.random().nextGaussian() + i)) {
            return results.stacked(0).read();
        }
    }
    // end::settings[]

    static NdArray program(Path folder, String master) throws IOException {
        System.setProperty(PROPERTY, master);
        NdArray result = program(folder.resolve(master.replaceAll("\\W", "_")));
        if (!Files.exists(Path.of(master))) {
            assertEquals("local".equals(master) ? "local[*,4]" : master, ParallelMap.fromSettings().master());
        }
        return result;
    }

    @Test
    void oneProgramGivesTheSameBytesSeriallyAndOnThisMachine() throws IOException {
        SparkHome.ofTests();
        Sessions.stop();
        NdArray serial = program(folder, "serial");
        assertEquals(serial, program(folder, "local"));
        SparkContext first = SparkContext.getOrCreate();
        ParallelMap.fromSettings().progress(RunOptions.Progress.HIDDEN).range(2).collect(i -> i);
        assertSame(first, SparkContext.getOrCreate(), "asked again, it is the same application");
        first.stop();
        assertEquals(serial, program(folder, "local[2]"), "a stopped one is not used again");
        SparkContext.getOrCreate().stop();
    }
}
