package org.trialmap.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
    @TempDir
    Path folder;

    @Test
    void deletesAllOfIt() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree/a/b")).getParent().getParent();
        Files.writeString(tree.resolve("a/b/file"), "x");
        Files.writeString(tree.resolve("file"), "x");
        FileTree.delete(tree);
        assertTrue(Files.notExists(tree));
    }

    @Test
    void linksAreRemovedNotFollowed() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("kept"), "x");
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), other);
        FileTree.delete(tree);
        assertTrue(Files.notExists(tree));
        assertEquals("x", Files.readString(other.resolve("kept")));
    }

    @Test
    void whatIsNotThereIsAnError() {
        assertThrows(NoSuchFileException.class, () -> FileTree.delete(folder.resolve("none")));
    }
}
