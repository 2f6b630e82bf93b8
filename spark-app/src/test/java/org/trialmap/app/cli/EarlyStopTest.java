package org.trialmap.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.Await;
import org.trialmap.ChildJvm;

class EarlyStopTest {
    @TempDir
    private Path folder;

    /** A process in which a run has been registered, but does not yet listen to signals. */
    public static final class BetweenStartAndRun {
        @SuppressWarnings("try") // closed by nobody: the process is ended
        public static void main(String[] words) throws Exception {
            EarlyStop stop = new EarlyStop();
            AtExit run = new AtExit(() -> {});
            Files.createFile(Path.of("ready"));
            Thread.sleep(600_000);
        }
    }

    /** The signal's code, not the one of a process that was ended by a user's function. */
    @Test
    void aSignalAtTheMomentInWhichARunBeginsEndsWithTheSignalsCode() throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ChildJvm.options());
        command.addAll(List.of("-cp", ChildJvm.classPath(), BetweenStartAndRun.class.getName()));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectError(folder.resolve("err").toFile()).start();
        try {
            Await.until("the run is registered", () -> Files.exists(folder.resolve("ready")));
            process.destroy(); // SIGTERM
            assertTrue(process.waitFor(1, TimeUnit.MINUTES), "still running");
            assertEquals("\ntrialmap: stopped (SIGTERM) before the first task; nothing was run or changed.\n", Files.readString(folder.resolve("err")));
            assertEquals(143, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }
}
