package org.trialmap.app.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.trialmap.cluster.HostReport;
import org.trialmap.cluster.HostSlots;
import org.trialmap.support.Reason;

/** The process, here or by ssh, that runs the Worker of one host. It ends when its standard input does, however this program comes to its end. */
final class HostSession {
    private static final int LINES = 2;
    private static final int NOT_STARTED = 126;
    private static final int NOT_FOUND = 127;

    private final HostSlots host;
    private final Path log;
    private final Process process;
    private final Writer input;
    private volatile HostReport report;
    /** HOST:PORT of its Worker; null = none yet. */
    private volatile String worker;
    /** Null = it was not given up. */
    private volatile String givenUp;

    private HostSession(HostSlots host, Path log, Process process) {
        this.host = host;
        this.log = log;
        this.process = process;
        input = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "trialmap host " + host.name());
        reader.setDaemon(true);
        reader.start();
    }

    /** @param javaHome what runs this program, for hosts that have it in the same place */
    static HostSession start(HostSlots host, List<String> command, Path log, String javaHome) {
        try {
            Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
            HostSession session = new HostSession(host, log, process);
            session.tell(javaHome + "\n");
            return session;
        } catch (IOException e) {
            throw new IllegalStateException(command.get(0) + " cannot be started: " + Reason.of(e) + ". Install it, or name another program with --ssh.", e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(HostWorker.STARTED)) {
                    worker = line.substring(HostWorker.STARTED.length());
                } else {
                    HostReport.parse(line).ifPresent(said -> report = said);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            return; // its process has ended, which is seen elsewhere
        }
    }

    private void tell(String text) {
        try {
            input.write(text);
            input.flush();
        } catch (IOException e) {
            return; // its process has ended, which is seen elsewhere
        }
    }

    HostSlots host() {
        return host;
    }

    Optional<HostReport> report() {
        return Optional.ofNullable(report);
    }

    Optional<String> worker() {
        return Optional.ofNullable(worker);
    }

    int slots() {
        return host.slots().orElseGet(() -> report.cores());
    }

    /** @param settings with the secret */
    void order(String master, int memoryMiB, Map<String, String> settings) {
        settings.put(HostWorker.MASTER, master);
        settings.put(HostWorker.SLOTS, Integer.toString(slots()));
        settings.put(HostWorker.MEMORY, Integer.toString(memoryMiB));
        tell(InputLines.text(settings));
    }

    /** Why it does not serve, or serves no more; empty = it may. */
    Optional<String> failure() {
        if (givenUp != null || process.isAlive()) {
            return Optional.ofNullable(givenUp);
        }
        String said = said();
        int code = process.exitValue();
        return Optional.of("its session ended with exit code " + code + (said.isEmpty() ? " and said nothing" : ": " + said)
                + (code == NOT_FOUND || code == NOT_STARTED ? " (trialmap must be in the same folder on all hosts)" : ""));
    }

    /** The last lines on standard error. */
    private String said() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("NOTE: Picked up "))
                    .toList();
            return String.join(" ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }

    /** Completes when its process has ended. */
    CompletableFuture<?> ended() {
        return process.onExit();
    }

    void giveUp(String because) {
        givenUp = because;
        close();
    }

    void close() {
        try {
            input.close();
        } catch (IOException e) {
            return; // its process has ended
        }
    }

    /** After {@link #close}: waits for its end, and forces it if it takes too long. */
    void end(long untilNanos) {
        try {
            if (!process.waitFor(untilNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
