package org.trialmap.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterNamesTest {
    @TempDir
    private Path folder;

    @Test
    void aNameIsTheFileOfThatClusterUnlessThereIsAFileOfThatName() throws Exception {
        Path file = Files.createFile(folder.resolve("local.conf"));
        assertEquals(file, ClusterNames.file(Path.of("local"), folder));
        assertEquals(Path.of("other"), ClusterNames.file(Path.of("other"), folder));
        assertEquals(Path.of("../local"), ClusterNames.file(Path.of("../local"), folder));
        Path named = Files.createFile(folder.resolve("mine"));
        assertEquals(named, ClusterNames.file(named, folder));
        assertEquals("local", ClusterNames.name(file));
        assertEquals(Path.of("/home/lab/.trialmap/clusters"), ClusterNames.folder(Map.of("HOME", "/home/lab")));
    }
}
