package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.app.examples.SyntheticRecording;
import org.trialmap.files.InputPath;
import org.trialmap.store.SavedResults;

/** Recordings and results on a real HDFS: commands as users type them give what they give on a disk. {@code HdfsProcessesIT} has those with several processes. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HdfsCommandsTest {
    private static final String RETRIES = "spark.hadoop.ipc.client.connect.max.retries";
    @TempDir
    private static Path folder;
    private static HdfsProcess hdfs;
    private static Path local;
    private static String there;

    @BeforeAll
    static void start() throws Exception {
        InProcess.noOtherSpark();
        System.setProperty(RETRIES, "0");
        hdfs = HdfsProcess.start(folder);
        local = folder.resolve("rec.h5");
        SyntheticRecording.DEMO.write(local);
        there = hdfs.put(local);
    }

    @AfterAll
    static void stop() {
        System.clearProperty(RETRIES);
        if (hdfs != null) {
            hdfs.close();
        }
    }

    private static String run(String... command) {
        Ended ended = InProcess.run(command);
        assertEquals(0, ended.code(), ended.err());
        return ended.out();
    }

    @Test
    @Order(1)
    void commandsReadThere() throws IOException {
        assertEquals(run("info", local.toString()).replace(local.toString(), there), run("info", there));
        run("preprocessing", local.toString(), "--freq", "40", "--out", folder.resolve("low.spy").toString(), "--master", "serial");
        String container = hdfs.put(folder.resolve("low.spy"));
        assertEquals(run("info", folder.resolve("low.spy").toString()).replace(folder.resolve("low.spy").toString(), container), run("info", container));
        run("plot", container, "--out", folder.resolve("there.svg").toString());
        run("plot", folder.resolve("low.spy").toString(), "--out", folder.resolve("here.svg").toString());
        assertEquals(Files.readString(folder.resolve("here.svg")).replace(folder.toString(), hdfs.uri() + "/study"), Files.readString(folder.resolve("there.svg")));
    }

    @Test
    @Order(1)
    void resultsAreThoseOfADisk() throws Exception {
        Path here = folder.resolve("here.h5");
        run("freqanalysis", local.toString(), "--tapsmofrq", "4", "--out", here.toString(), "--master", "serial");
        run("freqanalysis", there, "--tapsmofrq", "4", "--out", folder.resolve("there.h5").toString(), "--master", "local[2]");
        KilledDriver.assertSame(here, folder.resolve("there.h5"));
    }

    /** What a killed or failed run leaves is on the disk; on HDFS there is nothing, or the whole result. */
    @Test
    @Order(1)
    void resultsAreCopiedThereWhenTheyAreComplete() throws Exception {
        String work = Files.createDirectory(folder.resolve("work")).toString();
        String out = hdfs.uri() + "/results/spec.h5";
        String[] command = {"freqanalysis", there, "--out", out, "--work", work, "--master", "serial"};
        assertEquals(out + "\n", run(command));
        assertArrayEquals(Files.readAllBytes(folder.resolve("work/spec.h5")), Files.readAllBytes(InputPath.of(out)));
        assertEquals(List.of("spec.h5"), hdfs.list("/results"));
        assertEquals(
                new Ended(2, "", "trialmap: --out " + out + ": there is a file already, and nothing there is overwritten. Remove it, or choose another file with --out.\nHelp: trialmap freqanalysis"
                        + " --help\n"),
                InProcess.run(with(command, "--overwrite")));
        assertEquals(out + "\n", run(with(command, "--resume"))); // it is there

        String maps = hdfs.uri() + "/results/maps";
        String[] map = {"exec", "--over", "x=0:4", "--name", "job", "--out", maps, "--work", work, "--master", "local[2]", "--quiet", "--", "sh", "-c",
            "(test -e " + work + "/go || test $0 != 2) && echo $0", "{x}"};
        assertEquals(1, InProcess.run(map).code());
        assertFalse(Files.exists(InputPath.of(maps)));
        Files.createFile(folder.resolve("work/go"));
        String[] resumed = map.clone();
        resumed[11] = "--resume";
        assertEquals(maps + "/job.h5\n", run(resumed));
        assertEquals(List.of("job.h5"), hdfs.list("/results/maps"));
        try (SavedResults results = SavedResults.open(InputPath.of(maps))) {
            assertEquals(List.of("0", "1", "2", "3"), results.as(String.class));
        }

        Files.writeString(folder.resolve("other"), "other");
        hdfs.files().copyFromLocalFile(new org.apache.hadoop.fs.Path(folder.resolve("other").toUri()), new org.apache.hadoop.fs.Path("/results/maps/taken.h5"));
        map[4] = "taken";
        assertEquals(new Ended(1, "", "trialmap: " + maps + "/taken.h5 cannot be written: there is another file already, and nothing there is overwritten. The result is complete in " + work
                + "/taken.h5. Remove the cause, and run the same again with --resume, which only copies it.\n"), InProcess.run(map));
        assertEquals("other", Files.readString(InputPath.of(maps + "/taken.h5")));
    }

    private static String[] with(String[] command, String option) {
        String[] longer = Arrays.copyOf(command, command.length + 1);
        longer[command.length] = option;
        return longer;
    }

    @Test
    @Order(2)
    void aMissingFileAndAServerThatIsDownAreTold() {
        assertEquals(new Ended(2, "", "trialmap: " + there + ".no does not exist. Name a result file, a folder of results, or a recording.\nHelp: trialmap info --help\n"),
                InProcess.run("info", there + ".no"));
        String out = folder.resolve("x.h5").toString();
        hdfs.close();
        for (String why : List.of("the connection was closed", "Connection refused")) { // the first one had an open connection
            assertEquals(new Ended(1, "", "trialmap: " + there + " cannot be read: " + why + ". See whether " + hdfs.uri() + " is right, and whether the server runs.\n"),
                    InProcess.run("freqanalysis", there, "--out", out));
        }
        assertTrue(Files.notExists(Path.of(out)));
    }
}
