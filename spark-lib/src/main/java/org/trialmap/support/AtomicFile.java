package org.trialmap.support;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Files that are complete as soon as they have their name: written beside it under a temporary one that nobody can foresee, then renamed. */
public final class AtomicFile {
    private AtomicFile() {}

    /** Writes what becomes the file. */
    public interface Content {
        /** Creates the file {@code temporary}, which is not there yet, and closes it. */
        void write(Path temporary) throws IOException;
    }

    /** @throws FileAlreadyExistsException if there is anything of that name, a link that leads nowhere included; it is not touched */
    public static void create(Path file, Content content) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(file.toString(), null, "it exists and is not overwritten; remove it or choose another name");
        }
        replace(file, content);
    }

    /** A new file, or one in place of what has that name; a link of that name is replaced, not followed. */
    public static void replace(Path file, Content content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            content.write(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
