package org.trialmap.parallel;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;
import org.trialmap.support.Ownership;

/**
 * Reads the connection file that trialmap-slurm up or trialmap-cluster up has left, by the one rule of all that read it: it is a file of this account, no link to
 * one, and no other can read or write it.
 *
 * @hidden
 */
public final class ConnectionSettings {
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private ConnectionSettings() {}

    /** @throws IllegalArgumentException if the file is not there, cannot be read, is a link, or is not of this account alone */
    public static Properties read(Path file) {
        Properties settings = new Properties();
        try {
            if (!Files.exists(file)) {
                throw new IllegalArgumentException("The connection file " + file + " does not exist. Name the file that trialmap-slurm up or trialmap-cluster up has printed.");
            }
            if (Files.isSymbolicLink(file)) {
                throw new IllegalArgumentException("The connection file " + file + " is a symbolic link to " + Files.readSymbolicLink(file)
                        + ". Whoever made it can let it lead elsewhere, and make you run programs. Name the file itself that trialmap-slurm up or trialmap-cluster up has printed.");
            }
            if (!Ownership.isOwn(file)) {
                throw new IllegalArgumentException("The connection file " + file + " belongs to " + Files.getOwner(file).getName() + ", not to " + System.getProperty("user.name")
                        + ": whoever wrote it can make you run programs. Name the file that trialmap-slurm up or trialmap-cluster up has printed.");
            }
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix") && !OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                throw new IllegalArgumentException("The connection file " + file + " has mode " + PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                        + ": others may read the secret in it, and run programs as you. Stop the cluster (trialmap-slurm down or trialmap-cluster down), start a new one, and leave the file's mode as it is.");
            }
            try (Reader reader = new InputStreamReader(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), StandardCharsets.UTF_8)) {
                settings.load(reader);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("The connection file " + file + " cannot be read: " + e + ". It is for the account that started the cluster.", e);
        }
        return settings;
    }
}
