package org.trialmap.store.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.trialmap.store.OwnFiles;
import org.trialmap.store.RunRefusedException;

/**
 * Keeps a second run of the same name out of a folder while the first one writes. Every account has a lock file of its own for each name, so that no
 * one needs to write what belongs to somebody else: a run first takes its own lock, then sees that nobody else holds theirs. Two that come at the same
 * moment may both be refused, never both let in.
 *
 * <p>Between processes the system's file locks count, which end with the process, also on other hosts if the file system passes them on. Where there
 * are none the file's words do, see {@link LockHolder}. Within this process a map counts, since closing any channel of a locked file would drop the
 * process's lock on it.
 */
final class RunLock implements Closeable {
    private static final Map<Path, LockHolder> HELD = new ConcurrentHashMap<>();

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** How files are locked. */
    interface Locking {
        /** Whether the lock was taken; shared ones exclude exclusive ones only. */
        boolean take(FileChannel channel, boolean shared) throws IOException;
    }

    private static final Locking SYSTEM = (channel, shared) -> channel.tryLock(0, Long.MAX_VALUE, shared) != null;

    /** Throws if a run holds the lock at this moment, of whichever account; touches nothing. */
    static void requireFree(RunFolder folder) throws IOException {
        List<Path> locks = folder.locks();
        Path own = locks.isEmpty() ? null : folder.runs().toRealPath().resolve(folder.lock().getFileName());
        LockHolder here = own == null ? null : HELD.get(own);
        if (here != null) { // and its file must not even be opened
            throw refused(folder, here);
        }
        for (Path lock : locks) {
            look(folder, lock, SYSTEM);
        }
    }

    private static void look(RunFolder folder, Path lock, Locking locking) throws IOException {
        try (FileChannel channel = OwnFiles.open(lock, StandardOpenOption.READ)) {
            requireFree(folder, channel, true, locking);
        }
    }

    static RunLock acquire(RunFolder folder) throws IOException {
        return acquire(folder, SYSTEM);
    }

    static RunLock acquire(RunFolder folder, Locking locking) throws IOException {
        Path file = folder.runs().toRealPath().resolve(folder.lock().getFileName());
        LockHolder self = LockHolder.self();
        LockHolder earlier = HELD.putIfAbsent(file, self);
        if (earlier != null) {
            throw refused(folder, earlier);
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = OwnFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FolderRights.readableAsParent(file);
            requireFree(folder, channel, false, locking);
            taken = true;
            self.write(channel);
            for (Path other : folder.locks()) {
                if (!other.getFileName().equals(file.getFileName())) {
                    look(folder, other, locking);
                }
            }
            return new RunLock(file, channel);
        } catch (FileSystemException e) {
            release(file, channel, taken);
            throw RunFolder.unwritable(folder.folder(), e);
        } catch (IOException | RuntimeException e) {
            release(file, channel, taken);
            throw e;
        }
    }

    private static void requireFree(RunFolder folder, FileChannel channel, boolean shared, Locking locking) throws IOException {
        boolean taken;
        try {
            taken = locking.take(channel, shared);
        } catch (OverlappingFileLockException e) { // this library is loaded twice in one process
            taken = false;
        } catch (IOException e) { // a file system without locks (Lustre without flock): what the file says must do
            taken = !LockHolder.read(channel).isAlive();
        }
        if (!taken) {
            throw refused(folder, LockHolder.read(channel));
        }
    }

    private static RunRefusedException refused(RunFolder folder, LockHolder holder) {
        return new RunRefusedException("Another run is writing " + folder.container() + " at this moment (" + holder + "), so this one was refused; nothing"
                + " was touched. Wait until it has ended, or choose " + folder.otherName() + ".");
    }

    /** The file stays; what it says is removed, unless it is what another process says. */
    private static void release(Path file, FileChannel channel, boolean taken) throws IOException {
        try (channel) { // null where it could not be opened
            if (taken && channel.isOpen()) {
                channel.truncate(0);
            }
        } finally {
            HELD.remove(file);
        }
    }

    @Override
    public void close() throws IOException {
        release(file, channel, true);
    }
}
