package org.trialmap.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.setting.Setting;
import org.trialmap.support.AtomicFile;
import org.trialmap.support.Channels;

/**
 * The files that a run has in a result folder. Others may write into a shared folder, too, so nothing of a run is read or written through a symbolic
 * link, which may lead anywhere, nor from a pipe or device; and what is new is made new.
 *
 * @hidden
 */
public final class OwnFiles {
    private static final String HALF = ".tmp";

    private OwnFiles() {}

    /** Whether there is anything of that name, a link that leads nowhere included. */
    public static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether there is a file of that name; throws if there is anything else. */
    public static boolean isFile(Path file) throws RunRefusedException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        return !exists(file) ? false : refuse(file, "not a regular file");
    }

    /** Whether there is a folder of that name; throws if there is anything else. */
    public static boolean isFolder(Path folder) throws RunRefusedException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        return !exists(folder) ? false : refuse(folder, "no folder");
    }

    private static boolean refuse(Path path, String otherwise) throws RunRefusedException {
        throw new RunRefusedException(path + " is " + (Files.isSymbolicLink(path) ? "a symbolic link" : otherwise) + ". The files of a run are never reached"
                + " through links, pipes or devices, which may lead to files that are not its own. See who made it, remove it, or choose another folder"
                + " (" + Setting.OUT_FOLDER + ").");
    }

    /** Makes the folder, unless it is there. */
    public static void makeFolder(Path folder) throws IOException {
        if (!isFolder(folder)) {
            try {
                Files.createDirectory(folder);
            } catch (FileAlreadyExistsException e) {
                isFolder(folder);
            }
        }
    }

    /** Opens a file that is there, or with {@link StandardOpenOption#CREATE} may be there. */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        isFile(file);
        Set<OpenOption> all = new HashSet<>(List.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, all);
    }

    /** Opens an HDF5 file whose writer is not known for certain: nothing in it leads to other files. */
    public static Hdf5File openHdf5(Path file) throws IOException {
        isFile(file);
        return Hdf5File.openAlone(file);
    }

    public static byte[] read(Path file) throws IOException {
        try (FileChannel channel = open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
            Channels.readFully(channel, bytes, 0);
            return bytes.array();
        }
    }

    /** A new file, for writing; whatever had that name is removed. */
    public static FileChannel create(Path file) throws IOException {
        Files.deleteIfExists(file);
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    public static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = create(file)) {
            Channels.writeFully(channel, ByteBuffer.wrap(bytes), 0);
        }
    }

    /**
     * All of it or, after a crash, still what was there. The temporary name is always the same, so that crashes do not leave ever more files.
     *
     * @param content makes its file with {@link #create}
     */
    public static void replace(Path file, AtomicFile.Content content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + HALF);
        try {
            content.write(temporary);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        move(temporary, file);
    }

    /** Removes what a process that was killed has left of files of that folder that it was replacing. */
    public static void removeHalves(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            for (Path file : (Iterable<Path>) list.filter(each -> each.getFileName().toString().endsWith(HALF))::iterator) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Gives a complete file its name, in place of what has it. */
    public static void move(Path temporary, Path file) throws IOException {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Copies a file to a new one. */
    public static void copy(Path from, Path to) throws IOException {
        try (FileChannel source = open(from, StandardOpenOption.READ); FileChannel target = create(to)) {
            long size = source.size();
            for (long done = 0; done < size;) {
                done += source.transferTo(done, size - done, target);
            }
        }
    }
}
