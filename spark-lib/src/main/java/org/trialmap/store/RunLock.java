package org.trialmap.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second run of the same name out of a folder while the first one writes: between processes by a file lock, within this one by a set,
 * since closing any channel of a locked file would drop the process's lock on it.
 */
final class RunLock implements Closeable {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static RunLock acquire(Path lockFile, Path container) throws IOException {
        Files.createDirectories(lockFile.getParent());
        Path file = lockFile.getParent().toRealPath().resolve(lockFile.getFileName());
        if (!HELD.add(file)) {
            throw refused(container);
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                throw refused(container);
            }
            return new RunLock(file, channel);
        } catch (IOException | RuntimeException e) {
            HELD.remove(file);
            if (channel != null) {
                channel.close();
            }
            if (e instanceof FileSystemException fault) {
                throw RunFolder.unwritable(container.getParent(), fault);
            }
            throw e;
        }
    }

    private static boolean lock(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (IOException e) {
            return true; // a file system without locks (Lustre without flock): no protection, but no reason to stop either
        }
    }

    private static RunRefusedException refused(Path container) {
        return new RunRefusedException("Another run is writing " + container + " at this moment, so this one was refused; nothing was touched. Wait"
                + " until it"
                + " has ended, or choose another name with name(...) or --name.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(file);
    }
}
