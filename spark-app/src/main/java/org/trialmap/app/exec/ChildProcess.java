package org.trialmap.app.exec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.trialmap.app.cli.PlainText;
import org.trialmap.support.ExitThreads;

/**
 * A running program with everything that it starts. Closing before its end kills all of it: children, grandchildren, and on Linux also those that
 * detached themselves, which are known by an environment variable.
 */
final class ChildProcess implements AutoCloseable {
    private static final int STDERR_BYTES = 4096;
    private static final int STDERR_LINES = 20;
    private static final long SILENCE_MILLIS = 2000;
    private static final long LONGEST_SILENCE_NANOS = 60_000_000_000L;
    private static final int ROUNDS = 20;
    private static final boolean HAS_PROC = Files.isDirectory(Path.of("/proc/self"));

    private final Process process;
    private final String mark;
    private final Drain out; // null = somebody listens
    private final Drain err;
    private final Thread atExit = ExitThreads.of("kills a program", this::kill);
    private boolean ended;

    /** {@code mark} is an assignment in the program's environment, found in no other. */
    ChildProcess(ProcessBuilder builder, String mark) throws IOException {
        this(builder, mark, false);
    }

    /** With whose stdin and stdout the caller talks. */
    static ChildProcess talking(ProcessBuilder builder, String mark) throws IOException {
        return new ChildProcess(builder, mark, true);
    }

    private ChildProcess(ProcessBuilder builder, String mark, boolean talking) throws IOException {
        this.mark = mark;
        process = builder.start();
        try {
            out = talking ? null : Drain.all(process.getInputStream());
            err = Drain.tail(process.getErrorStream(), STDERR_BYTES);
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (RuntimeException | Error e) { // no memory for a thread, or this process is ending
            kill();
            throw e;
        }
    }

    Writer input() {
        return process.outputWriter(StandardCharsets.UTF_8);
    }

    BufferedReader outputLines() {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code; null if it has not ended after so long. */
    Integer awaitEnd(long millis) throws InterruptedException {
        if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            return null;
        }
        settle(err);
        return process.exitValue();
    }

    /**
     * Waits for the end of the program and of its output. What it left in the background with its output open is not waited for once it is silent,
     * and is left alone.
     */
    int await() throws InterruptedException {
        int code = process.waitFor();
        settle(out);
        settle(err);
        ended = true;
        return code;
    }

    /** A stream is silent before its end if something in the background holds it open, but also if the thread that reads it has not had its turn. */
    private void settle(Drain stream) throws InterruptedException {
        long start = System.nanoTime();
        boolean settled = false;
        while (!settled) {
            settled = stream.awaitEndOrSilence(SILENCE_MILLIS) || hasLeftSomething() || System.nanoTime() - start > LONGEST_SILENCE_NANOS;
        }
    }

    private boolean hasLeftSomething() {
        try {
            return !HAS_PROC || !marked().isEmpty();
        } catch (IOException e) {
            return true;
        }
    }

    /** @throws ProgramFailedException if what it printed could not be read to its end */
    void checkStreams(String program) throws ProgramFailedException {
        out.check(program);
        err.check(program);
    }

    /** All of stdout; null if it was more than an array can hold (2 GiB). */
    byte[] output() {
        return out.overflowed() ? null : out.bytes();
    }

    /** The last lines of stderr, 20 or 4 kB; fit for a terminal; bytes that are no UTF-8 are shown as U+FFFD. */
    String errorTail() {
        String[] lines = PlainText.of(new String(err.bytes(), StandardCharsets.UTF_8)).stripTrailing().split("\\n");
        int from = Math.max(0, lines.length - STDERR_LINES);
        return String.join("\n", java.util.Arrays.asList(lines).subList(from, lines.length));
    }

    /** {@link #errorTail} in a message. */
    String said() {
        String tail = errorTail();
        return tail.isEmpty() ? "\n  its stderr is empty" : "\n  the end of its stderr:\n" + tail.indent(4).stripTrailing();
    }

    @Override
    public void close() {
        if (!ended) {
            kill();
        }
        ExitThreads.forget(atExit);
    }

    private void kill() {
        Deque<ProcessHandle> doomed = new ArrayDeque<>();
        process.descendants().forEach(doomed::add);
        process.destroyForcibly(); // first the parent, so that it starts nothing more
        while (!doomed.isEmpty()) {
            ProcessHandle next = doomed.poll();
            next.descendants().forEach(doomed::add);
            next.destroyForcibly();
        }
        killMarked();
    }

    /** Kills what carries the mark in its environment, until nothing does. Where there is no /proc, descendants are all that is found. */
    private void killMarked() {
        for (int round = 0; HAS_PROC && round < ROUNDS; round++) {
            try {
                List<Long> found = marked();
                if (found.isEmpty()) {
                    return;
                }
                found.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (IOException e) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // once more round, without waiting
            }
        }
    }

    private List<Long> marked() throws IOException {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path candidate : processes) {
                if (isMarked(candidate)) {
                    found.add(Long.parseLong(candidate.getFileName().toString()));
                }
            }
        }
        return found;
    }

    private boolean isMarked(Path candidate) {
        try {
            String environment = new String(Files.readAllBytes(candidate.resolve("environ")), StandardCharsets.ISO_8859_1);
            return ('\0' + environment).contains('\0' + mark + '\0');
        } catch (IOException e) {
            return false; // somebody else's, or gone
        }
    }
}
