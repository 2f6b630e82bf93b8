package org.trialmap.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users write as a path is a local one, or one of Hadoop's; the texts of both lead to the same paths again. */
class InputPathTest {
    @ParameterizedTest
    @CsvSource({"hdfs://nn:8020/a/b.h5,hdfs://nn:8020/a/b.h5", "HDFS://nn/a b#?.h5,hdfs://nn/a b#?.h5", "hdfs:///a/b,hdfs:///a/b", "hdfs:/a/b,hdfs:///a/b", "s3a://bucket/x,s3a://bucket/x",
        "s3a://bucket,s3a://bucket/", "abfss://c@a.dfs.core.windows.net/x,abfss://c@a.dfs.core.windows.net/x"})
    void pathsOfHadoopAreTaken(String text, String path) {
        Path found = InputPath.of(text);
        assertEquals(path, found.toString());
        assertEquals(found, InputPath.of(path));
        assertSame(found, InputPath.of(found));
    }

    @ParameterizedTest
    @CsvSource({"hdfs://nn:8020/a/b.h5,hdfs://nn:8020/a/b.h5", "s3a://bucket/x y,s3a://bucket/x y"})
    void javasOwnPathsToo(String text, String path) {
        assertEquals(path, InputPath.of(Path.of(text)).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///a/b.h5", "a/b", "/a:/b", "./s3a:/b", "x:y", "C:/x", ""})
    void localPathsStayLocal(String text) {
        assertSame(FileSystems.getDefault(), InputPath.of(text).getFileSystem());
        assertSame(FileSystems.getDefault(), InputPath.of(Path.of(text)).getFileSystem());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://b/o.h5", "https://b/o.h5", "ftp://b/o.h5", "HTTP://b/o.h5"})
    void whatCannotBeReadAtPositionsIsRefused(String text) {
        assertEquals("The path " + text + " has the scheme '" + text.substring(0, text.indexOf(':')) + ":', which is not supported: files must be on a disk that is mounted here. Name a local path,"
                + " or write ./" + text + " if a folder of that name is meant.", assertThrows(IllegalArgumentException.class, () -> InputPath.of(text)).getMessage());
    }

    @Test
    void namesAreThoseOfAnyPath() {
        Path file = InputPath.of("hdfs://nn/study/sub-1/rec.vhdr");
        assertEquals("rec.vhdr", file.getFileName().toString());
        assertEquals("hdfs://nn/study/sub-1/rec.eeg", file.resolveSibling("rec.eeg").toString());
        assertEquals("hdfs://nn/study/events.tsv", file.resolveSibling("../events.tsv").normalize().toString());
        assertEquals("hdfs://nn/x", file.resolve(Path.of("/x")).toString());
        assertEquals("hdfs://nn/study", file.getParent().getParent().toString());
        assertEquals("hdfs://nn/", file.getRoot().toString());
        assertEquals("sub-1/rec.vhdr", InputPath.of("hdfs://nn/study").relativize(file).toString());
        assertTrue(file.startsWith(InputPath.of("hdfs://nn/study")));
        assertFalse(file.startsWith(InputPath.of("hdfs://other/study")));
        assertFalse(file.startsWith(Path.of("/study")));
        assertTrue(file.endsWith("sub-1/rec.vhdr"));
        assertEquals(file, file.toAbsolutePath().normalize());
        assertNotEquals(file, InputPath.of("hdfs://other/study/sub-1/rec.vhdr"));
        assertEquals("hdfs://nn/study/sub-1/rec.vhdr", file.toUri().toString());
    }
}
