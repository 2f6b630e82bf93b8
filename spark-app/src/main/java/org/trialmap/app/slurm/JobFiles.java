package org.trialmap.app.slurm;

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
final class JobFiles {
    private JobFiles() { }

    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<?> OWNERS_FILE = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** Makes it, or sees that it is of this account, closed to others and no link: never one that somebody else has prepared. */
    static Path folder(Path folder) throws IOException {
        try {
            return Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNERS));
        } catch (FileAlreadyExistsException e) {
            PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isDirectory() || !Ownership.isOwn(folder, LinkOption.NOFOLLOW_LINKS) || !OWNERS.containsAll(found.permissions())) {
                throw new IllegalArgumentException(folder + " is not a folder of this account alone (" + (found.isSymbolicLink() ? "a link" : found.isDirectory() ? "a folder" : "a file")
                        + " of " + found.owner().getName() + ", mode " + PosixFilePermissions.toString(found.permissions()) + "): somebody else may have prepared it. Remove it, or name"
                        + " another folder for jobs with TRIALMAP_JOBS or jobs in the site's profile.", e);
            }
            return folder;
        }
    }

    /** For others to read as the account's umask says. Renamed in its place: a link that somebody has put there is not followed. */
    static void writeForAll(Path file, String text) throws IOException {
        AtomicFile.replace(file, temporary -> Files.writeString(temporary, text, StandardOpenOption.CREATE_NEW));
    }

    /** Written beside it with mode 0600 and renamed, so that a reader sees all of it. */
    static void write(Path file, String text) throws IOException {
        AtomicFile.replace(file, temporary -> Files.writeString(Files.createFile(temporary, OWNERS_FILE), text));
    }
}
