package org.trialmap.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theFileHasItsNameOnlyWhenItIsComplete() throws IOException {
        Path file = folder.resolve("x.txt");
        AtomicFile.create(file, temporary -> {
            assertEquals(folder, temporary.getParent());
            Files.writeString(temporary, "new");
            assertFalse(Files.exists(file));
        });
        assertEquals("new", Files.readString(file));
        assertEquals(List.of("x.txt"), files());
    }

    @Test
    void whatIsThereIsNotTouched() throws IOException {
        Path file = Files.createSymbolicLink(folder.resolve("x.txt"), folder.resolve("nowhere"));
        FileAlreadyExistsException refused = assertThrows(FileAlreadyExistsException.class, () -> AtomicFile.create(file, temporary -> Files.writeString(temporary, "new")));
        assertEquals(file + ": it exists and is not overwritten; remove it or choose another name", refused.getMessage());
        assertTrue(Files.isSymbolicLink(file));
    }

    @Test
    void aLinkIsReplacedNotFollowed() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "old");
        Path file = Files.createSymbolicLink(folder.resolve("x.txt"), other);
        AtomicFile.replace(file, temporary -> Files.writeString(temporary, "new"));
        assertFalse(Files.isSymbolicLink(file));
        assertEquals("new", Files.readString(file));
        assertEquals("old", Files.readString(other));
    }

    @Test
    void aFailureLeavesWhatWasThereAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("x.txt"), "old");
        assertThrows(IOException.class, () -> AtomicFile.replace(file, temporary -> {
            Files.writeString(temporary, "half");
            throw new IOException("the disk is full");
        }));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("x.txt"), files());
    }
}
