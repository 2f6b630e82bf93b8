package org.trialmap.trial;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files that stay open between tasks: the threads of a process share one open file, and a thousand tasks open it once. At most {@code idle}
 * files stay open unused, the ones used last. A file that was replaced or changed is opened again. Safe for use by several threads.
 *
 * @param <F> an open file that several threads may read at the same time
 */
final class OpenFiles<F extends Closeable> {
    /** Something that may fail on reading. */
    @FunctionalInterface
    interface Reading<A, B> {
        B apply(A from) throws IOException;
    }

    private final Reading<Path, F> opener;
    private final int idle;
    private final Map<Key, Entry<F>> entries = new LinkedHashMap<>(16, 0.75f, true); // least recently used first

    /** A file as it was when it was opened. */
    private record Key(Path path, Object fileKey, FileTime modified, long size) {
        static Key of(Path path) {
            try {
                Path real = path.toRealPath();
                var attributes = Files.readAttributes(real, BasicFileAttributes.class);
                return new Key(real, attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
            } catch (IOException e) {
                return new Key(path, null, null, -1); // opening it says what is wrong with it
            }
        }
    }

    private static final class Entry<F extends Closeable> {
        final F file;
        int users;

        Entry(F file) {
            this.file = file;
        }
    }

    OpenFiles(Reading<Path, F> opener, int idle) {
        this.opener = opener;
        this.idle = idle;
    }

    /** Calls {@code work} with the open file, which it must neither close nor keep. */
    <R> R with(Path path, Reading<F, R> work) throws IOException {
        try (Lease lease = lease(path)) {
            return work.apply(lease.file());
        }
    }

    /** The open file until the lease is closed; then it must not be used any more. */
    Lease lease(Path path) throws IOException {
        return new Lease(acquire(Key.of(path)));
    }

    /** A file in use. */
    final class Lease implements AutoCloseable {
        private final Entry<F> entry;

        private Lease(Entry<F> entry) {
            this.entry = entry;
        }

        F file() {
            return entry.file;
        }

        @Override
        public void close() {
            release(entry);
        }
    }

    /** Number of files that are open now. */
    synchronized int size() {
        return entries.size();
    }

    private synchronized Entry<F> acquire(Key key) throws IOException {
        Entry<F> entry = entries.get(key);
        if (entry == null) {
            entry = new Entry<>(opener.apply(key.path));
            entries.entrySet().removeIf(other -> other.getKey().path.equals(key.path) && closed(other.getValue()));
            entries.put(key, entry);
        }
        entry.users++;
        return entry;
    }

    private synchronized void release(Entry<F> entry) {
        entry.users--;
        long unused = entries.values().stream().filter(other -> other.users == 0).count();
        for (Iterator<Entry<F>> oldest = entries.values().iterator(); unused > idle && oldest.hasNext();) {
            if (closed(oldest.next())) {
                oldest.remove();
                unused--;
            }
        }
    }

    /** Closes the file unless it is in use, and says whether it did. */
    private static boolean closed(Entry<?> entry) {
        if (entry.users > 0) {
            return false;
        }
        try {
            entry.file.close();
        } catch (IOException e) {
            return true; // it was only read: nothing is lost
        }
        return true;
    }
}
