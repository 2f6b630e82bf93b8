package org.trialmap.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.Sessions;
import org.trialmap.hdf5.Hdf5Exception;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.trial.Recording;

/** Files of Hadoop's file systems are read as local ones are; what is wrong with them is said in whole sentences. */
class HadoopFilesTest {
    private static final String WRITTEN = "The path disk://here/x has the scheme 'disk:', which is not supported: files must be on a disk that is mounted here. Name a local path, or write"
            + " ./disk://here/x if a folder of that name is meant.";

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        DiskScheme.on(Sessions.LOCAL_4);
    }

    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    @Test
    void everyRangeIsTheFilesOwn() throws IOException {
        byte[] bytes = new byte[3 * HadoopChannel.BLOCK + 12_345];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(folder.resolve("bytes"), bytes);
        Random random = new Random(2);
        try (FileChannel channel = FileChannel.open(DiskScheme.of(file))) {
            assertEquals(bytes.length, channel.size());
            for (int i = 0; i < 200; i++) {
                int from = random.nextInt(bytes.length);
                int count = 1 + random.nextInt(i % 4 == 0 ? bytes.length - from : Math.min(5000, bytes.length - from));
                ByteBuffer target = i % 2 == 0 ? ByteBuffer.allocate(count + 3).position(3).slice() : ByteBuffer.allocateDirect(count);
                assertEquals(count, channel.read(target, from));
                byte[] found = new byte[count];
                target.flip().get(found);
                assertArrayEquals(java.util.Arrays.copyOfRange(bytes, from, from + count), found);
            }
            assertEquals(5, channel.read(ByteBuffer.allocate(100), bytes.length - 5));
            assertEquals(-1, channel.read(ByteBuffer.allocate(100), bytes.length));
            channel.close();
            assertThrows(ClosedChannelException.class, () -> channel.read(ByteBuffer.allocate(2 * HadoopChannel.BLOCK), 0));
        }
        assertArrayEquals(bytes, Files.readAllBytes(DiskScheme.of(file)));
    }

    @Test
    void foldersAreListed() throws IOException {
        Path list = Files.createDirectory(folder.resolve("list"));
        Files.createFile(list.resolve("b c.h5"));
        Files.createDirectory(list.resolve("a"));
        try (Stream<Path> found = Files.list(DiskScheme.of(list))) {
            assertEquals(List.of("disk://here" + list + "/a", "disk://here" + list + "/b c.h5"), found.map(Path::toString).sorted().toList());
        }
        assertTrue(Files.isDirectory(DiskScheme.of(list)));
        assertTrue(Files.isRegularFile(DiskScheme.of(list).resolve("b c.h5")));
        assertFalse(Files.exists(DiskScheme.of(list).resolve("c")));
        assertThrows(NoSuchFileException.class, () -> Files.size(DiskScheme.of(list).resolve("c")));
    }

    @Test
    void nothingIsWritten() {
        Path file = InputPath.of("disk://here/x");
        for (Executable call : List.<Executable>of(() -> Files.writeString(file, "x"), () -> Files.createDirectory(file), () -> Files.delete(file), () -> Files.move(file, file),
                () -> Files.copy(Path.of("pom.xml"), file))) {
            assertEquals(WRITTEN, assertThrows(IllegalArgumentException.class, call).getMessage());
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertEquals("Cannot open 'disk://here/no/rec.h5': there is no such file. Check the path.",
                assertThrows(Hdf5Exception.class, () -> Recording.open(Path.of("disk://here/no/rec.h5"))).getMessage());
    }

    @Test
    void aMissingJarIsNamed() {
        assertEquals("s3a://bucket/rec.h5 cannot be read: there is no file system for the scheme 's3a:' among the jars here (Class org.apache.hadoop.fs.s3a.S3AFileSystem not found). Put"
                + " org.apache.hadoop:hadoop-aws:3.5.0 and what it needs into a folder and set TRIALMAP_JARS to that, or name it with --packages to a spark-submit of your own (docs/recordings.md). If a folder of that name is meant, write ./s3a://bucket/rec.h5.",
                assertThrows(IllegalArgumentException.class, () -> Recording.open(Path.of("s3a://bucket/rec.h5"))).getMessage());
        assertEquals("dbfs://b/rec.h5 cannot be read: there is no file system for the scheme 'dbfs:' among the jars here (No FileSystem for scheme \"dbfs\"). Put GROUP:NAME:VERSION and"
                + " what it needs into a folder and set TRIALMAP_JARS to that, or name it with --packages to a spark-submit of your own (docs/recordings.md). If a folder of that name is meant, write ./dbfs://b/rec.h5.",
                assertThrows(IllegalArgumentException.class, () -> Recording.open(Path.of("dbfs://b/rec.h5"))).getMessage());
    }

    @Test
    void aServerThatDoesNotAnswerIsNoMissingFile() {
        String text = "hdfs://127.0.0.1:1/rec.h5 cannot be read: Connection refused. See whether hdfs://127.0.0.1:1 is right, and whether the server runs.";
        assertEquals(text, assertThrows(UncheckedIOException.class, () -> Recording.open(Path.of("hdfs://127.0.0.1:1/rec.h5"))).getMessage());
        assertEquals(text, assertThrows(UncheckedIOException.class, () -> Files.exists(InputPath.of("hdfs://127.0.0.1:1/rec.h5"))).getMessage());
        assertEquals("hdfs://no.such.host.invalid/rec.h5 cannot be read: the host no.such.host.invalid is not known. See whether hdfs://no.such.host.invalid is right, and whether the server runs.",
                assertThrows(IllegalArgumentException.class, () -> Hdf5File.open(Path.of("hdfs://no.such.host.invalid/rec.h5"))).getMessage());
    }
}
