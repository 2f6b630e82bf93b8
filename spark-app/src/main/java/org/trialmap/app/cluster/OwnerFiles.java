package org.trialmap.app.cluster;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.trialmap.support.AtomicFile;
import org.trialmap.support.Ownership;

/** Files that only their owner can read, in folders that only their owner can enter. */
public final class OwnerFiles {
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<?> OWNERS_FILE = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;

    private OwnerFiles() {}

    /** Makes it. */
    static Path newFolder(Path folder) throws IOException {
        return Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNERS));
    }

    /**
     * Makes it, or sees that it is of this account, closed to others and no link: never one that somebody else has prepared.
     *
     * @param cure what to do about one that is not taken, besides removing it
     */
    public static Path folder(Path folder, String cure) throws IOException {
        try {
            return newFolder(folder);
        } catch (FileAlreadyExistsException e) {
            PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isDirectory() || !Ownership.isOwn(folder, LinkOption.NOFOLLOW_LINKS) || !OWNERS.containsAll(found.permissions())) {
                throw new IllegalArgumentException(folder + " is not a folder of this account alone (" + (found.isSymbolicLink() ? "a link" : found.isDirectory() ? "a folder" : "a file")
                        + " of " + found.owner().getName() + ", mode " + PosixFilePermissions.toString(found.permissions()) + "): somebody else may have prepared it. Remove it, or " + cure + ".", e);
            }
            return folder;
        }
    }

    /** For others to read as the account's umask says. Renamed in its place: a link that somebody has put there is not followed. */
    public static void writeForAll(Path file, String text) throws IOException {
        AtomicFile.replace(file, temporary -> Files.writeString(temporary, text, StandardOpenOption.CREATE_NEW));
    }

    /** Written beside it with mode 0600 and renamed, so that a reader sees all of it. */
    public static void write(Path file, String text) throws IOException {
        AtomicFile.replace(file, temporary -> Files.writeString(Files.createFile(temporary, OWNERS_FILE), text));
    }

    /** A folder in which everybody may write protects what is in it by its sticky bit only. */
    public static void checkOthersCannotReplace(Path folder) throws IOException {
        int mode = (Integer) Files.getAttribute(folder, "unix:mode");
        if ((mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
            throw new IOException(folder + ": everybody can write in it and it has no sticky bit, so that others could replace what a job has there; chmod +t mends it");
        }
    }
}
