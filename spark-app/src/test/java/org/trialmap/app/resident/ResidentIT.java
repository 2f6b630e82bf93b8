package org.trialmap.app.resident;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.Commands;
import org.trialmap.app.OtherAccount;

/** Commands on a terminal that take the process that the one before has left: the script beside this class runs them all, one after the other. */
@Tag("slow")
class ResidentIT {
    private static final String CODE = """
            import java.nio.file.*;

            public class Code {
                public static double exit(double x) {
                    System.exit(7);
                    return x;
                }

                public static double hold(String file) throws Exception {
                    Path written = Path.of(file + "-writing");
                    Files.writeString(written, Long.toString(ProcessHandle.current().pid()));
                    Files.move(written, Path.of(file), StandardCopyOption.ATOMIC_MOVE);
                    Thread.sleep(120_000);
                    return 0;
                }
            }
            """;

    @TempDir
    private static Path folder;
    private static JsonNode seen;
    private static String stranger;
    private static List<String> got;

    @BeforeAll
    static void run() throws Exception {
        OtherAccount.needed();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(folder.resolve("runtime"));
        Files.writeString(Files.createDirectory(folder.resolve("here")).resolve("Code.java"), CODE);
        Path script = folder.resolve("commands.py");
        Files.write(script, ResidentIT.class.getResourceAsStream("commands.py").readAllBytes());
        Process process = new ProcessBuilder("/usr/bin/python3", script.toString(), Commands.TRIALMAP, folder.toString()).redirectError(folder.resolve("err").toFile()).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String first = out.readLine();
            if (first != null) {
                String address = first.replaceFirst("\\d+ ", "");
                got = OtherAccount.got(OtherAccount.awaitPorts(ProcessHandle.of(Long.parseLong(first.replaceFirst(" .*", ""))).orElseThrow()));
                stranger = OtherAccount.run("bash", "-c", "cd \"$1/..\"; ls \"$1\"; echo x >\"$1/ask\"; read -r x <\"$1/answer\"; rm -r \"$1\"", "-", address).err().replace(address, "FOLDER");
            }
            process.getOutputStream().write('\n');
            process.getOutputStream().close();
            String last = out.readLine();
            seen = new ObjectMapper().readTree(last == null ? "{}" : last);
        }
        assertEquals(0, process.waitFor(), Files.readString(folder.resolve("err")));
    }

    @AfterAll
    static void nothingIsLeft() {
        assertEquals(0, seen.get("rest").size(), () -> seen.get("rest").toString());
    }

    private static int code(String command) {
        return seen.get(command).get("code").asInt();
    }

    private static String out(String command) {
        return seen.get(command).get("out").asText();
    }

    /** Without times and what was overwritten on the terminal, nor the line about the report, which only runs that take their time have. */
    private static String err(String command) {
        return seen.get(command).get("err").asText().replaceAll("\r[^\n]*?\u001b\\[K", "").replaceAll("(?m)^\\d\\d:\\d\\d:\\d\\d ", "")
                .replaceAll("\\d+\\.\\d+ s|\\d+%", "TIME").replaceAll("(?m)^.* what happened is in .*\n", "");
    }

    @Test
    void nothingIsLeftBehindUnlessItIsAskedFor() {
        assertEquals(0, code("cold"), () -> err("cold"));
        assertFalse(seen.get("left").asBoolean());
    }

    @Test
    void numbersTextsAndStreamsAreThoseOfACommandWithAProcessOfItsOwn() {
        assertAll(
                () -> assertEquals(3, seen.get("same numbers").asInt()),
                () -> assertEquals("0 warm.h5\n", code("spectra") + " " + out("spectra")),
                () -> assertEquals(err("cold spectra").replace("cold", "warm"), err("spectra")),
                () -> assertTrue(seen.get("spectra").get("err").asText().contains("\r100% |##########| 1/1 ["), "the client's terminal shows progress"),
                () -> assertEquals(seen.get("cold info"), seen.get("info")),
                () -> assertEquals(0, code("info")));
    }

    @Test
    void systemExitInAFunctionEndsTheCommandAsItAlwaysDoes() {
        assertEquals(1, code("exit"));
        assertEquals("", out("exit"));
        assertEquals(err("cold exit"), err("exit"));
        assertTrue(err("exit").contains("trialmap: The process ends while 'exit' is under way, with 0 of 1 tasks finished: System.exit in a function"), () -> err("exit"));
    }

    @Test
    void ctrlCStopsTheRunInGoodOrderAndACommandBesideItIsCold() {
        assertTrue(seen.get("interrupted is warm").asBoolean());
        assertEquals(1, code("interrupted"));
        assertTrue(err("interrupted").contains("\ntrialmap: stopping (SIGINT), what has finished is kept. Once more ends it at once.\n"), () -> err("interrupted"));
        assertTrue(err("interrupted").contains("trialmap: The run was cancelled after 0 of 1 tasks.\n"), () -> err("interrupted"));
        assertEquals(seen.get("cold info"), seen.get("beside"));
    }

    @Test
    void whoeverIsKilledTheOtherEnds() {
        assertTrue(seen.get("orphan is warm").asBoolean());
        assertTrue(seen.get("orphan ended").asBoolean());
        assertTrue(seen.get("killed is warm").asBoolean());
        assertEquals(137, code("killed"));
        assertEquals(seen.get("cold info"), seen.get("without"));
    }

    @Test
    void otherFoldersAndVariablesAreOtherProcesses() {
        assertEquals("trialmap: the process that waits is not used: no variable TRIALMAP_DEBUG\n", err("debug"));
        assertEquals("trialmap: the process that waits is not used: no variable PWD\n", err("elsewhere"));
        assertEquals(out("cold info"), out("debug"));
        assertEquals(out("cold info"), out("elsewhere"));
    }

    @Test
    void itIsShownAndEnded() {
        assertTrue(seen.get("status").asText().matches("Process NUMBER waits since \\S+ for the next command in " + folder.resolve("here") + ", for 900 s at most\\.\n"),
                () -> seen.get("status").asText());
        assertEquals("The process that waited is ended.\n", seen.get("stop").asText());
        assertEquals("No process waits.\n", seen.get("stopped").asText());
    }

    @Test
    void otherAccountsGetNoFurtherThanTheFolder() {
        assertEquals("[\"0o700\",\"0o700\",\"0o600\",\"0o600\"]", seen.get("modes").toString());
        assertEquals(List.of(), got, "of its driver's ports");
        assertEquals(5, stranger.lines().filter(line -> line.endsWith("Permission denied")).count(), stranger);
    }
}
