package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
    @TempDir
    Path folder;

    private final AtomicInteger opened = new AtomicInteger();
    private final OpenFiles<RandomAccessFile> files = new OpenFiles<>(this::open, 2);

    private RandomAccessFile open(Path path) throws IOException {
        opened.incrementAndGet();
        return new RandomAccessFile(path.toFile(), "r");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private String firstLine(Path path) throws IOException {
        return files.with(path, file -> {
            file.seek(0);
            return file.readLine();
        });
    }

    @Test
    void opensAFileOnceForManyThreads() throws Exception {
        Path path = file("a", "A");
        var pool = Executors.newFixedThreadPool(4);
        try {
            CountDownLatch all = new CountDownLatch(4);
            var tasks = IntStream.range(0, 4).mapToObj(i -> pool.submit(() -> files.with(path, file -> {
                all.countDown();
                try {
                    all.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return file;
            }))).toList();
            for (Future<RandomAccessFile> task : tasks) {
                assertEquals(tasks.get(0).get(), task.get());
            }
        } finally {
            pool.shutdown();
        }
        assertEquals(1, opened.get());
        assertEquals("A", firstLine(path));
        assertEquals(1, opened.get());
    }

    @Test
    void keepsOnlyTheFilesUsedLast() throws IOException {
        Path a = file("a", "A");
        Path b = file("b", "B");
        Path c = file("c", "C");
        assertEquals("ABAC", firstLine(a) + firstLine(b) + firstLine(a) + firstLine(c));
        assertEquals(2, files.size());
        assertEquals(3, opened.get());
        firstLine(a);
        assertEquals(3, opened.get());
        firstLine(b);
        assertEquals(4, opened.get());
        assertEquals(2, files.size());
    }

    @Test
    void neverClosesAFileInUse() throws IOException {
        Path[] paths = {file("a", "A"), file("b", "B"), file("c", "C"), file("d", "D")};
        String inner = files.with(paths[0], held -> firstLine(paths[1]) + firstLine(paths[2]) + firstLine(paths[3]) + held.readLine());
        assertEquals("BCDA", inner);
        assertEquals(2, files.size());
    }

    @Test
    void opensAFileAnewThatWasReplaced() throws IOException {
        Path path = file("a", "old");
        assertEquals("old", firstLine(path));
        Files.move(file("b", "other"), path, StandardCopyOption.REPLACE_EXISTING);
        assertEquals("other", firstLine(path));
        assertEquals(1, files.size());
    }

    @Test
    void keepsNothingOfAFileThatCannotBeOpened() {
        assertThrows(IOException.class, () -> firstLine(folder.resolve("missing")));
        assertEquals(0, files.size());
    }
}
