package org.trialmap.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store is asked, and what comes of stores that do otherwise; a real server is in S3CommandsIT. */
class ObjectPublisherTest {
    private static final byte[] OTHERS = {7};

    @TempDir
    private Path folder;

    private final Store store = new Store();

    /** Objects in memory. */
    private static final class Store extends LocalFileSystem {
        private final Map<String, byte[]> objects = new TreeMap<>();
        private boolean isObedient = true;
        private boolean isCut;
        private int aborted;

        @Override
        public URI getUri() {
            return URI.create("s3a://bucket");
        }

        Store() {
            fs.setConf(new Configuration(false));
        }

        @Override
        public boolean delete(org.apache.hadoop.fs.Path path, boolean recursive) {
            return objects.remove(path.toString()) != null;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public FSDataOutputStreamBuilder createFile(org.apache.hadoop.fs.Path path) {
            return new Builder(this, path);
        }
    }

    private static final class Builder extends FSDataOutputStreamBuilder<FSDataOutputStream, Builder> {
        private final Store store;

        Builder(Store store, org.apache.hadoop.fs.Path path) {
            super(store, path);
            this.store = store;
        }

        @Override
        public Builder getThisBuilder() {
            return this;
        }

        @Override
        public FSDataOutputStream build() throws IOException {
            boolean isConditional = store.isObedient && getOptions().getBoolean(CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, false);
            return new FSDataOutputStream(new Upload(store, getPath().toString(), isConditional), null);
        }
    }

    /** Becomes an object when it is closed. */
    private static final class Upload extends ByteArrayOutputStream implements Abortable {
        private final Store store;
        private final String name;
        private final boolean isConditional;

        Upload(Store store, String name, boolean isConditional) {
            this.store = store;
            this.name = name;
            this.isConditional = isConditional;
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            if (store.isCut && count > 1) {
                throw new IllegalStateException("cut");
            }
            super.write(bytes, from, count);
        }

        @Override
        public AbortableResult abort() {
            store.aborted++;
            return null;
        }

        @Override
        public void close() throws IOException {
            if (isConditional && store.objects.containsKey(name)) {
                throw new org.apache.hadoop.fs.FileAlreadyExistsException(name);
            }
            store.objects.put(name, toByteArray());
        }
    }

    private ObjectPublisher publisher(String name) {
        return new ObjectPublisher(store, new org.apache.hadoop.fs.Path("s3a://bucket/" + name));
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("file"), bytes);
    }

    @Test
    void anObjectAppearsWhereThereIsNone() throws IOException {
        publisher("a/x").requirePromise();
        publisher("a/x").put(file(new byte[] {1, 2}));
        assertEquals("[1, 2]", java.util.Arrays.toString(store.objects.get("s3a://bucket/a/x")));
        assertEquals(1, store.objects.size(), "what was tried out is removed");
        assertThrows(FileAlreadyExistsException.class, () -> publisher("a/x").put(file(new byte[] {3, 4})));
        assertEquals("[1, 2]", java.util.Arrays.toString(store.objects.get("s3a://bucket/a/x")));
    }

    @Test
    void aServerThatOverwritesIsFoundOut() {
        store.isObedient = false;
        store.objects.put("s3a://bucket/b/x", OTHERS);
        assertEquals("the server of s3a://bucket/b overwrites objects although it is told not to (If-None-Match), so nothing would keep other files there safe. Name a file elsewhere, and copy it.",
                assertThrows(IOException.class, () -> publisher("b/x").requirePromise()).getMessage());
        assertEquals(Map.of("s3a://bucket/b/x", OTHERS), store.objects);
    }

    @Test
    void whatIsCutIsNotCompleted() {
        store.isCut = true;
        assertThrows(IllegalStateException.class, () -> publisher("c/x").put(file(new byte[] {1, 2})));
        assertEquals(1, store.aborted);
        assertEquals(Map.of(), store.objects);
    }

    @Test
    void fileSystemsWithoutTheConditionDoNotSuit() throws IOException {
        assertEquals(false, ObjectPublisher.suits(FileSystem.getLocal(new Configuration()), new org.apache.hadoop.fs.Path("file:///tmp/x")));
    }
}
