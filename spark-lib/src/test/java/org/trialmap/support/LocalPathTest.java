package org.trialmap.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.statistics.Neighbours;
import org.trialmap.files.InputPath;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.SavedResults;
import org.trialmap.store.run.Gather;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.SyncopyContainer;

/** {@code file:} is a local path, {@code s3a:} and the like are refused by every call that writes. */
class LocalPathTest {
    private static final String REFUSAL = "The path s3a:/bucket/o.h5 has the scheme 's3a:', which is not supported: files must be on a disk that is mounted here. Name a local"
            + " path, or write ./s3a:/bucket/o.h5 if a folder of that name is meant.";

    @ParameterizedTest
    @CsvSource({"file:///a/b.h5,/a/b.h5", "file:/a/b.h5,/a/b.h5", "file://localhost/a/b.h5,/a/b.h5", "FILE:/a%20b/c,/a b/c", "file:/a b/c,/a b/c", "a/b,a/b", "/a:/b,/a:/b",
        "./s3a:/b,./s3a:/b", "x:y,x:y", "a:b/c,a:b/c", "C:/x,C:/x"})
    void localPathsAreTaken(String text, String path) {
        assertEquals(Path.of(path), LocalPath.of(text));
        if (!text.contains("localhost")) { // a Path has one slash where the URI has two
            assertEquals(Path.of(path), LocalPath.of(Path.of(text)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3a", "hdfs", "http", "https", "abfss", "gs", "x1+y", "dbfs"})
    void otherSchemesAreRefused(String scheme) {
        assertEquals("The path " + scheme + "://b/o.h5 has the scheme '" + scheme + ":', which is not supported: files must be on a disk that is mounted here. Name a local path,"
                + " or write ./" + scheme + "://b/o.h5 if a folder of that name is meant.",
                assertThrows(IllegalArgumentException.class, () -> LocalPath.of(scheme + "://b/o.h5")).getMessage());
    }

    @Test
    void aHostIsRefused() {
        assertEquals("The path file://nas/x names a host, but files must be on a disk that is mounted here. Write three slashes: file:///FOLDER/FILE.",
                assertThrows(IllegalArgumentException.class, () -> LocalPath.of("file://nas/x")).getMessage());
    }

    @Test
    void everyCallThatWritesToAPathRefusesSchemes() {
        Path path = Path.of("s3a://bucket/o.h5");
        for (Path each : List.of(path, InputPath.of(path))) {
            List<Executable> calls = List.of(() -> Hdf5Writer.create(each), () -> Gather.folder(each), () -> ResultFile.at(each), () -> ParallelMap.serial().range(2).save(each, i -> i),
                    () -> ParallelMap.attach(each), () -> ParallelMap.serial().range(2).plan(each, i -> i));
            for (Executable call : calls) {
                assertEquals(REFUSAL.replace("s3a:/bucket", each == path ? "s3a:/bucket" : "s3a://bucket"), assertThrows(IllegalArgumentException.class, call).getMessage());
            }
        }
        assertFalse(Files.exists(Path.of("s3a:")));
    }

    @Test
    void everyCallThatReadsAsksHadoop() {
        Path path = Path.of("s3a://bucket/o.h5");
        List<Executable> calls = List.of(() -> Recording.open(path), () -> AnalogData.open(path), () -> SpectralData.open(path), () -> SyncopyContainer.read(path),
                () -> SyncopyContainer.verify(path), () -> Hdf5File.open(path), () -> SavedResults.open(path), () -> Neighbours.read(path));
        for (Executable call : calls) {
            String text = assertThrows(IllegalArgumentException.class, call).getMessage();
            assertTrue(text.matches("s3a://bucket/o\\.h5(\\.info)? cannot be read: there is no file system for the scheme 's3a:' among the jars here .*"), text);
        }
        assertFalse(Files.exists(Path.of("s3a:")));
    }
}
