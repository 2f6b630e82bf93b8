package org.trialmap.app.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandoverPartsTest {
    @TempDir
    private Path folder;

    private static Request request(String text) throws IOException {
        return Request.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Test
    void aRequestHasItsWordsAsTheyWereTyped() throws Exception {
        assertEquals(new Request(12, Path.of("/opt/bin"), "map", List.of("map", "", "a b\n", "\u00fc")), request("12\0/opt/bin\0map\0" + "4\0map\0\0a b\n\0\u00fc\0g"));
    }

    @Test
    void halfARequestIsNone() {
        assertEquals("A launcher has ended in the middle of its request.", assertThrows(IOException.class, () -> request("12\0/opt/bin\0map\0" + "2\0map\0fr")).getMessage());
        assertEquals("A launcher asks with -3 where a number up to 100000 is due.", assertThrows(IOException.class, () -> request("12\0/opt/bin\0map\0-3\0")).getMessage());
    }

    @Test
    void whoeverKeptAStreamWritesToTheOneThatWasHandedLater() {
        HandedOutput handed = new HandedOutput();
        PrintStream kept = handed.printer(StandardCharsets.UTF_8);
        kept.println("rehearsed");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        handed.handTo(out);
        kept.print("said \u00fc");
        assertEquals("said \u00fc", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aFolderIsTakenOnce() throws Exception {
        WaitingFolder waiting = new WaitingFolder(Files.createDirectory(folder.resolve("7")));
        assertFalse(waiting.isFound());
        Files.createSymbolicLink(folder.resolve("spare"), Path.of("7"));
        assertTrue(waiting.isFound());
        assertTrue(waiting.take());
        assertFalse(waiting.take());
        waiting.hide();
        assertFalse(waiting.isFound());
    }

    @Test
    void memoryIsShortBelowATenth() {
        assertTrue(IdleWatch.isShort("MemTotal:       16000000 kB\nMemFree:  1 kB\nMemAvailable:    1500000 kB\n"));
        assertFalse(IdleWatch.isShort("MemTotal:       16000000 kB\nMemFree:  1 kB\nMemAvailable:    1700000 kB\n"));
        assertFalse(IdleWatch.isShort("something else"));
    }

    @Test
    void aChangedFileIsAnotherInstallation() throws Exception {
        Path conf = Files.createDirectory(folder.resolve("conf"));
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
        Installation before = Installation.of(environment, conf);
        assertEquals(before, Installation.of(environment, conf));
        Files.writeString(conf.resolve("spark-defaults.conf"), "spark.driver.memory 1g");
        assertNotEquals(before, Installation.of(environment, conf));
    }

    @Test
    void processesWaitInTheFolderOfTheLoginOrOneOfTheAccount() {
        assertEquals(Path.of("/run/user/7/trialmap"), ResidentCommand.folder(Map.of("XDG_RUNTIME_DIR", "/run/user/7"), "7"));
        assertEquals(Path.of("/tmp/trialmap-7"), ResidentCommand.folder(Map.of(), "7"));
    }
}
