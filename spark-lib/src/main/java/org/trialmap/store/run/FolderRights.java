package org.trialmap.store.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.trialmap.store.OwnFiles;

/** What this account may do in a folder that it shares with others. */
final class FolderRights {
    private static final int ALL_BITS = 07777; // set-group-id and sticky among them
    private static final int OWNERS = 0700;
    private static final int STICKY = 01000;

    private FolderRights() {}

    static String user() {
        return System.getProperty("user.name", "unknown");
    }

    /** The owner of a file or folder that belongs to somebody else and cannot be written by this account; empty if there is no such obstacle. */
    static Optional<String> lockedBy(Path path) throws IOException {
        if (!OwnFiles.exists(path) || Files.isWritable(path) || Files.getFileStore(path).isReadOnly()) {
            return Optional.empty(); // what is read-only altogether says so when it is written
        }
        return foreignOwner(path);
    }

    /** The owner of a file that only its owner may replace, since its folder is sticky as {@code /tmp} is, if that is somebody else. */
    static Optional<String> irreplaceable(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        boolean sticky = OwnFiles.exists(file) && (mode(folder) & STICKY) != 0 && !user().equals("root") && foreignOwner(folder).isPresent();
        return sticky ? foreignOwner(file) : Optional.empty();
    }

    private static Optional<String> foreignOwner(Path path) throws IOException {
        try {
            String owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
            return owner.equals(user()) ? Optional.empty() : Optional.of(owner);
        } catch (UnsupportedOperationException e) { // a file system without owners
            return Optional.empty();
        }
    }

    private static int mode(Path path) throws IOException {
        try {
            return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & ALL_BITS;
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return 0;
        }
    }

    /**
     * Makes a new folder as open as the one that it lies in: the same group, and the same rights of group and others. Who may make files in the one may
     * make them in the other, whatever the umask of the account that came first. Left as it is where the system has no such thing or does not allow it.
     */
    static void likeParent(Path made) {
        try {
            Map<String, Object> parent = Files.readAttributes(made.toAbsolutePath().getParent(), "unix:mode,gid");
            if (!parent.get("gid").equals(Files.getAttribute(made, "unix:gid"))) {
                Files.setAttribute(made, "unix:gid", parent.get("gid"));
            }
            Files.setAttribute(made, "unix:mode", (Integer) parent.get("mode") & ALL_BITS | OWNERS);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return; // documented
        }
    }

    /** Lets everybody read a file who may read the folder that it lies in. */
    static void readableAsParent(Path file) {
        try {
            int parent = mode(file.toAbsolutePath().getParent());
            Files.setAttribute(file, "unix:mode", mode(file) | parent & 0044, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return; // then others can only be told that somebody writes, not who
        }
    }
}
