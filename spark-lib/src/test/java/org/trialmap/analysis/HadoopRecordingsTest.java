package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.Sessions;
import org.trialmap.array.DType;
import org.trialmap.files.DiskScheme;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.SavedResults;
import org.trialmap.trial.Recording;
import org.trialmap.trial.SpectralData;

/** A recording on one of Hadoop's file systems gives what the same file gives on a disk, on all backends. */
class HadoopRecordingsTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException {
        Recordings.uneven(folder.resolve("rec.h5"), DType.FLOAT32, 5);
        ByteBuffer samples = ByteBuffer.allocate(2 * 3 * 700).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 3 * 700; i++) {
            samples.putShort((short) (i * 7919 % 1000));
        }
        Files.write(folder.resolve("rec.eeg"), samples.array());
        Files.writeString(folder.resolve("rec.vmrk"),
                "Brain Vision Data Exchange Marker File, Version 1.0\n[Common Infos]\nDataFile=rec.eeg\n[Marker Infos]\nMk1=Stimulus,S 1,101,1,0\nMk2=Stimulus,S 1,301,1,0\n");
        Files.writeString(folder.resolve("rec.vhdr"),
                "Brain Vision Data Exchange Header File Version 1.0\n[Common Infos]\nDataFile=rec.eeg\nMarkerFile=rec.vmrk\nDataFormat=BINARY\nDataOrientation=MULTIPLEXED\n"
                        + "NumberOfChannels=3\nSamplingInterval=1000\n[Binary Infos]\nBinaryFormat=INT_16\n[Channel Infos]\nCh1=Fz,,0.5,µV\nCh2=Cz,,0.5,µV\nCh3=Pz,,0.5,µV\n");
    }

    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    private static Recording around(Path header) throws IOException {
        Recording recording = Recording.open(header);
        return recording.around(recording.events(), java.util.List.of("S 1"), 0.1, 0.2);
    }

    @ParameterizedTest
    @ValueSource(strings = {Sessions.LOCAL_4, Sessions.LOCAL_CLUSTER})
    void resultsAreThoseOfADisk(String master) throws IOException {
        ParallelMap pmap = ParallelMap.on(DiskScheme.on(master));
        Path out = Files.createDirectory(folder.resolve(master));
        FreqAnalysis spectrum = FreqAnalysis.mtmfft().tapsmofrq(8);
        Path local = spectrum.run(ParallelMap.serial(), Recording.open(folder.resolve("rec.h5")).chunks(), out.resolve("local.h5"));
        Path hadoop = spectrum.run(pmap, Recording.open(DiskScheme.of(folder.resolve("rec.h5"))).chunks(), out.resolve("hadoop.h5"));
        assertSame(local, hadoop);
        Path container = spectrum.run(pmap, around(folder.resolve("rec.vhdr")).chunks(), out.resolve("brainvision.spy"));
        Path again = spectrum.run(pmap, around(DiskScheme.of(folder.resolve("rec.vhdr"))).chunks(), out.resolve("again.spy"));
        assertSame(container, again);
        // results are read from there, too: a container of Syncopy's, a table, what a map returned
        assertSame(container, DiskScheme.of(container));
        SparkSession sql = SparkSession.builder().sparkContext(DiskScheme.on(master).sc()).getOrCreate();
        assertEquals(sql.read().format("trialmap").load(local.toString()).collectAsList(), sql.read().format("trialmap").load(DiskScheme.of(local).toString()).collectAsList());
        try (SavedResults saved = pmap.range(5).save(out.resolve("map"), i -> i * 2.5); SavedResults there = SavedResults.open(DiskScheme.of(out.resolve("map")))) {
            assertEquals(saved.as(Double.class), there.as(Double.class));
            assertEquals(saved.table(sql).collectAsList(), there.table(sql).collectAsList());
        }
    }

    private static void assertSame(Path expected, Path found) throws IOException {
        SpectralData a = SpectralData.open(expected);
        SpectralData b = SpectralData.open(found);
        assertEquals(a.trials(), b.trials());
        for (int k = 0; k < a.trials().count(); k++) {
            assertArrayEquals((float[]) a.trial(k).data(), (float[]) b.trial(k).data());
        }
    }

    @Test
    void theSameFileHasTheSameIdentity() throws IOException {
        DiskScheme.on(Sessions.LOCAL_4);
        Recording there = Recording.open(DiskScheme.of(folder.resolve("rec.h5")));
        assertEquals(java.util.List.of(DiskScheme.of(folder.resolve("rec.h5"))), there.files());
        assertEquals(DiskScheme.of(folder.resolve("rec.h5")), there.path());
        FreqAnalysis spectrum = FreqAnalysis.mtmfft();
        Analysis local = Analysis.of(spectrum, Recording.open(folder.resolve("rec.h5")).chunks(), ResultFile.at(folder.resolve("x.h5")));
        Analysis hadoop = Analysis.of(spectrum, there.chunks(), ResultFile.at(folder.resolve("x.h5")));
        assertEquals(local.plan(ParallelMap.serial()).tasks().planId(), hadoop.plan(ParallelMap.serial()).tasks().planId());
    }
}
