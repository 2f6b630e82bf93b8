package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.Sessions;
import org.trialmap.app.examples.SyntheticRecording;

/** Executors and killed drivers whose recordings and results are on a real HDFS. */
@Tag("slow")
class HdfsProcessesIT {
    @TempDir
    private static Path folder;
    private static HdfsProcess hdfs;

    @BeforeAll
    static void start() throws Exception {
        Sessions.stop();
        hdfs = HdfsProcess.start(folder);
    }

    @AfterAll
    static void stop() {
        if (hdfs != null) {
            hdfs.close();
        }
    }

    @Test
    void executorsReadThere() throws Exception {
        SyntheticRecording.DEMO.write(folder.resolve("rec.h5"));
        String there = hdfs.put(folder.resolve("rec.h5"));
        for (String[] run : new String[][] {{folder.resolve("rec.h5").toString(), "here.h5", "local[2]"}, {there, "there.h5", "local-cluster[2,1,1024]"}}) {
            Commands.Ended ended = new Commands(folder).run(Commands.TRIALMAP, "freqanalysis", run[0], "--tapsmofrq", "4", "--out", run[1], "--master", run[2], "--quiet");
            assertEquals(0, ended.code(), ended.err());
        }
        KilledDriver.assertSame(folder.resolve("here.h5"), folder.resolve("there.h5"));
    }

    @Test
    void programsOfExecutorsReadThere() throws Exception {
        Path mapped = Files.createDirectory(folder.resolve("mapped"));
        SyntheticRecording.DEMO.write(mapped.resolve("map.h5"));
        ClusterMap.isThatOfADisk(mapped, new Commands(mapped), mapped.resolve("map.h5"), hdfs.put(mapped.resolve("map.h5")), hdfs.uri() + "/mapped");
    }

    @Test
    void aKilledDriverIsResumed() throws Exception {
        Path killed = Files.createDirectory(folder.resolve("killed"));
        KilledDriver.isResumed(killed, new Commands(killed), hdfs::put, hdfs.uri() + "/killed");
    }
}
