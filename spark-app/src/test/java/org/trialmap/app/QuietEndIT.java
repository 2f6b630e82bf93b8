package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.Await;

/** What people read when a run on several processes is stopped, or cannot begin: our words, and no stack trace of Spark's. */
@Tag("slow")
@Timeout(600)
class QuietEndIT {
    private static final Pattern TRACE = Pattern.compile("^\\s+at [\\w.$/<>]+\\(.*\\)$|^Exception in thread|^Caused by: ", Pattern.MULTILINE);
    private static final String CLUSTER = "local-cluster[2,1,1024]";
    private static final String DEAD = "spark://127.0.0.1:1";
    private static final String WAITING = "TIME INFO ParallelMap: The Master spark://127.0.0.1:1 does not answer (Connection refused): waiting for it, 60 s at most.\n";
    private static final String CURE = " Correct --master or --conf, or try --master serial, which needs no Spark.\n";

    @TempDir
    Path folder;
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(process -> all(process).forEach(ProcessHandle::destroyForcibly));
    }

    private static List<ProcessHandle> all(Process process) {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    }

    private Commands commands() throws IOException {
        return new Commands(folder);
    }

    private Process start(Commands commands, String master) throws IOException {
        Process process = commands.start(Commands.TRIALMAP, "exec", "--over", "x=0:40", "--out", "out", "--name", "job", "--batch", "1", "--master", master, "--", "sh", "-c",
                "sleep 0.3; echo {x}");
        started.add(process);
        return process;
    }

    private static void signal(String name, List<ProcessHandle> processes) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    private static String timeless(String text) {
        return text.replaceAll("(?m)^\\d\\d:\\d\\d:\\d\\d ", "TIME ");
    }

    private static void assertNoTrace(String err) {
        assertFalse(TRACE.matcher(err).find(), err);
    }

    /** The Workers live in the driver's process, and start executors again while it ends. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aStopWhileSparkStartsIsOneLine(String signal) throws Exception {
        Commands commands = commands();
        Process process = start(commands, CLUSTER);
        Await.until("an executor was started", () -> process.descendants().anyMatch(child -> child.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend")));
        signal(signal, all(process)); // as Ctrl-C does
        Commands.Ended ended = commands.end(process);
        assertNoTrace(ended.err());
        if (ended.err().contains("\ntrialmap: stopping (SIG" + signal + "), what has finished is kept.")) { // tasks were given out just then
            assertEquals(1, ended.code(), ended.err());
        } else {
            assertTrue(ended.err().endsWith("\ntrialmap: stopped (SIG" + signal + ") before the first task; nothing was run or changed.\n"), ended.err());
            assertEquals(signal.equals("INT") ? 130 : 143, ended.code(), ended.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aStopWhileTasksRunSaysWhatWasKept(String signal) throws Exception {
        Commands commands = commands();
        Process process = start(commands, CLUSTER);
        Await.until("three results", () -> Await.journalled(folder.resolve("out")) >= 3);
        signal(signal, all(process));
        Commands.Ended ended = commands.end(process);
        assertEquals(1, ended.code(), ended.err());
        assertNoTrace(ended.err());
        assertTrue(ended.err().contains("\ntrialmap: stopping (SIG" + signal + "), what has finished is kept. Once more ends it at once.\n"), ended.err());
        assertTrue(ended.err().matches("(?s).*\ntrialmap: The run was cancelled after \\d+ of 40 tasks\\.\n  kept  : .*\n  next  : [^\n]*\n"), ended.err());
    }

    @Test
    void aDeadMasterIsWaitedForAndThenOneError() throws Exception {
        Commands commands = commands();
        Commands.Ended ended = commands.end(start(commands, DEAD));
        assertEquals(WAITING + "trialmap: Spark cannot be started on spark://127.0.0.1:1: no Master has answered there for 60 s (Connection refused). Start it if it is down, or let"
                + " this machine through its firewall." + CURE, timeless(ended.err()));
        assertEquals(1, ended.code());
        assertEquals("", ended.out());
    }

    @Test
    void aStopWhileWaitingForADeadMasterSaysSo() throws Exception {
        Commands commands = commands();
        Process process = start(commands, DEAD);
        Await.until("it waits", () -> commands.read("err").contains("at most.\n"));
        signal("INT", List.of(process.toHandle()));
        Commands.Ended ended = commands.end(process);
        assertEquals(WAITING + "\ntrialmap: stopped (SIGINT) before the first task; nothing was run or changed.\n", timeless(ended.err()));
        assertEquals(130, ended.code());
    }

    /** It closes each connection. */
    @Test
    void anotherProgramOnTheMastersPortIsNamedSo() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Thread closing = new Thread(() -> {
                try {
                    while (true) {
                        server.accept().close();
                    }
                } catch (IOException e) {
                    return; // the test is over
                }
            });
            closing.setDaemon(true);
            closing.start();
            String master = "spark://127.0.0.1:" + server.getLocalPort();
            Commands commands = commands();
            Commands.Ended ended = commands.end(start(commands, master));
            assertEquals(1, ended.code(), ended.err());
            assertNoTrace(ended.err());
            assertTrue(ended.err().contains("trialmap: Spark cannot be started on " + master + ": the process that listens there did not accept this application. Either it is not a"
                    + " Master, or it runs another version of Spark than 4.2.0, or its spark.authenticate.secret is different." + CURE), ended.err());
        }
    }

    @Test
    void whoAsksForStackTracesGetsThem() throws Exception {
        Commands commands = commands().with("TRIALMAP_DEBUG", "1");
        Commands.Ended ended = commands.run(Commands.TRIALMAP, "demo", "--master", "spark://none.invalid:7077");
        assertEquals(1, ended.code(), ended.err());
        assertTrue(TRACE.matcher(ended.err()).find(), ended.err());
        assertTrue(ended.err().startsWith("trialmap: Spark cannot be started on spark://none.invalid:7077: the host none.invalid is not known." + CURE), ended.err());
    }
}
