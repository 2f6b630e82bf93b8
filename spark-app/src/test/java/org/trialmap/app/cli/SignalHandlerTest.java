package org.trialmap.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.Await;
import org.trialmap.ChildJvm;
import org.trialmap.app.map.UserJar;
import org.trialmap.store.SavedResults;

/** The command line as a process of its own: signals, and what depends on the working directory. */
@Timeout(600)
public class SignalHandlerTest {
    @TempDir
    private Path folder;
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    /** Six tasks; those from 3 on wait until the file go is there. */
    private static final List<String> JOB = List.of("exec", "--over", "x=0:6", "--name", "job", "--out", "results", "--batch", "1", "--",
            "sh", "-c", "echo $$ >started-$1; while [ $1 -ge 3 ] && [ ! -e go ]; do sleep 0.05; done; echo done $1", "-", "{x}");

    private Process start(List<String> arguments) throws IOException {
        return start(List.of(), arguments);
    }

    private Process start(List<String> settings, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ChildJvm.options());
        command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--add-opens") || flag.startsWith("-XX:+IgnoreUnrecognized")).toList());
        command.addAll(settings);
        command.addAll(List.of("-cp", ChildJvm.classPath(), "org.trialmap.app.Main"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile()).start();
        started.add(process);
        return process;
    }

    private int run(List<String> arguments) throws Exception {
        Process process = start(arguments);
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), "still running");
        return process.exitValue();
    }

    private static List<String> with(List<String> job, String... more) {
        List<String> all = new ArrayList<>(job);
        all.addAll(1, List.of(more));
        return all;
    }

    private boolean isAlive(int task) {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("started-" + task)).strip())).isPresent();
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"serial,INT", "local[2],INT", "local[2],TERM"})
    void aSignalKeepsWhatFinishedKillsTheProgramsAndSaysHowToResume(String master, String signal) throws Exception {
        Process process = start(with(JOB, "--master", master));
        Await.until("three results kept, the fourth task under way", () -> isAlive(3) && Await.journalled(folder.resolve("results")) == 3);
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), "still running");
        String err = Files.readString(folder.resolve("err"));
        assertEquals(1, process.exitValue(), err);
        assertTrue(err.contains("\ntrialmap: stopping (SIG" + signal + "), what has finished is kept. Once more ends it at once.\n"), err);
        assertTrue(err.replaceAll("\\.run/\\w+", ".run/ID").contains("trialmap: The run was cancelled after 3 of 6 tasks.\n  kept  : 3 finished results in results/job_payload\n"
                + "  report: results/.run/ID/report.html\n  next  : run the same again with --resume to run the 3 missing tasks; a file of what there is: trialmap gather results\n"),
                err);
        assertEquals("", Files.readString(folder.resolve("out")));
        Await.until("the programs are gone", () -> !isAlive(3) && !isAlive(4));

        Files.createFile(folder.resolve("go"));
        assertEquals(0, run(with(JOB, "--master", master, "--resume")), () -> read("err"));
        try (SavedResults results = SavedResults.open(folder.resolve("results"))) {
            assertEquals(List.of("done 0", "done 5", 3), List.of(((String[]) results.read(0).data())[0],
                    ((String[]) results.read(5).data())[0],
                    results.summary().orElseThrow().ran()));
        }
    }

    /** Ends the process in one of its calls. */
    public static long exits(long x) {
        if (x == 2) {
            System.exit(0);
        }
        return x;
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[1]"})
    void aFunctionThatEndsTheProcessDoesNotLookLikeSuccess(String master) throws Exception {
        assertEquals(1, run(List.of("map", "--function", SignalHandlerTest.class.getName() + "::exits", "--over", "x=0,1,2,3", "--batch", "1", "--out", "results", "--master", master,
                "--quiet")));
        assertSaysWhatWasKept();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Runtime.getRuntime().halt(0);", "java.util.function.IntConsumer halt = Runtime.getRuntime()::halt; halt.accept(0);"})
    void norDoesAJarThatHaltsIt(String halt) throws Exception {
        Path jar = UserJar.of(folder, "Halting", "public class Halting { public static long exits(long x) { if (x == 2) { " + halt + " } return x; } }");
        assertEquals(1, run(List.of("map", "--function", "user.Halting::exits", "--jar", jar.toString(), "--over", "x=0,1,2,3", "--batch", "1", "--out", "results", "--master", "serial",
                "--quiet")));
        assertSaysWhatWasKept();
    }

    /** The first two tasks have finished; how many of them are noted as done when the process ends is a race. */
    private void assertSaysWhatWasKept() {
        Matcher kept = Pattern.compile("with ([012]) of 4").matcher(read("err"));
        int n = kept.find() ? Integer.parseInt(kept.group(1)) : 2;
        assertEquals("trialmap: The process ends while 'exits' is under way, with " + n + " of 4 tasks finished: System.exit in a function or elsewhere in the program, or a signal.\n  kept  : "
                + List.of("nothing, since no task is finished", "1 finished result in results/exits_payload", "2 finished results in results/exits_payload").get(n)
                + "\n  next  : run the same again with --resume to run the " + (4 - n) + " missing tasks"
                + (n == 0 ? "" : "; a file of what there is: trialmap gather results") + "\n", read("err"));
        assertEquals("", read("out"));
    }

    /** Says in a file that it runs, and does not listen to interrupts. */
    public static long deaf(long x) throws IOException {
        Files.createFile(Path.of("deaf"));
        while (x > 0) {
            Thread.onSpinWait();
            Thread.interrupted();
        }
        return x;
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        List<String> job = List.of("map", "--function", SignalHandlerTest.class.getName() + "::deaf", "--over", "x=1", "--out", "results", "--master",
                "serial");
        Process process = start(job);
        Await.until("the task runs", () -> Files.exists(folder.resolve("deaf")));
        for (int i = 0; i < 2; i++) {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
            Await.until("the first signal is heard", () -> read("err").contains("stopping (SIGINT)"));
        }
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), "still running");
        assertEquals(130, process.exitValue());
    }

    /** On a busy node the job's script sends it on much later than SLURM has. */
    @Test
    void inABatchJobTermMayComeAgainMuchLater() throws Exception {
        List<String> settings = List.of("-Dtrialmap.begun=" + folder.resolve("begun"));
        Process process = start(settings, List.of("map", "--function", SignalHandlerTest.class.getName() + "::deaf", "--over", "x=1", "--out", "results", "--master", "serial"));
        Await.until("the task runs", () -> Files.exists(folder.resolve("deaf")));
        new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
        Await.until("the signal is heard", () -> read("err").contains("\ntrialmap: stopping (SIGTERM), what has finished is kept.\n"));
        TimeUnit.SECONDS.sleep(4);
        new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
        assertFalse(process.waitFor(2, TimeUnit.SECONDS), () -> read("err"));
    }

    @Test
    void theDemoTakesANewFolderEachTime() throws Exception {
        assertEquals(0, run(List.of("demo", "--master", "serial")), () -> read("err"));
        assertEquals(0, run(List.of("demo", "--master", "serial")), () -> read("err"));
        assertTrue(Files.exists(folder.resolve("trialmap-demo/f.h5")) && Files.exists(folder.resolve("trialmap-demo-2/features.h5")));
        assertTrue(read("out").contains("  trialmap-demo-2/f.h5: /comp_0/result_0 to /comp_3/result_0\n"), read("out"));
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
