package org.trialmap.app.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.trialmap.cluster.ClusterRequest;
import org.trialmap.support.Reason;

/** Starts the process that keeps a cluster, and waits until all is ready. It is taken away again if this program is stopped before. */
final class HeadStart {
    private static final long PATIENCE_SECONDS = 30;

    private final ClusterRequest request;
    private final ClusterFolder folder;
    private volatile Process head;
    private volatile boolean undoing;

    HeadStart(ClusterRequest request, ClusterFolder folder) {
        this.request = request;
        this.folder = folder;
    }

    /** @throws IllegalStateException if nothing came of it; all is removed then */
    void run(Consumer<String> says) throws IOException {
        Thread undo = new Thread(this::undo, "trialmap up is undone");
        Runtime.getRuntime().addShutdownHook(undo);
        Path log = Files.createFile(folder.path().resolve(ClusterFolder.LOG));
        try (InputStream logged = Files.newInputStream(log)) { // to be read even when it is removed
            start(log);
            String failure = failure(says);
            if (undoing) {
                awaitEnd();
            }
            if (failure != null) {
                throw new IllegalStateException(failure.isEmpty() ? "The process that keeps the cluster has ended: " + new String(logged.readAllBytes(), StandardCharsets.UTF_8).strip() : failure);
            }
            removeHook(undo);
            tell(ClusterHead.STAY + "\n"); // it ends by itself if this program does before
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            awaitEnd();
        }
    }

    /** This program ends just now, and has nothing more to say. */
    private static void awaitEnd() {
        while (true) {
            LockSupport.park();
        }
    }

    /** In a session of its own, so that Ctrl-C and a closed terminal are not for it. */
    private void start(Path log) throws IOException {
        List<String> command = List.of(request.program(), "--head", folder.path().toString());
        try {
            head = builder(with("setsid", command), log).start();
        } catch (IOException e) { // no setsid here
            head = builder(command, log).start();
        }
    }

    private static List<String> with(String first, List<String> others) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        return all;
    }

    private ProcessBuilder builder(List<String> command, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().put("TRIALMAP_CONF", folder.path().toString());
        return builder;
    }

    /** Null once all is ready; empty where the process ends without a word. */
    private String failure(Consumer<String> says) throws IOException {
        tell(InputLines.text(request.values()));
        BufferedReader lines = head.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals(ClusterHead.READY)) {
                return null;
            } else if (line.startsWith(ClusterHead.FAILED)) {
                return line.substring(ClusterHead.FAILED.length());
            } else if (line.startsWith(ClusterHead.SAYS) && !undoing) {
                says.accept(line.substring(ClusterHead.SAYS.length()));
            }
        }
        return "";
    }

    private void tell(String text) throws IOException {
        Writer input = head.outputWriter(StandardCharsets.UTF_8);
        input.write(text);
        input.flush();
    }

    private void undo() {
        undoing = true;
        try {
            if (head != null) {
                end();
            }
            folder.remove();
        } catch (IOException e) {
            System.err.println("trialmap: the folder " + folder.path() + " cannot be removed: " + Reason.sentence(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It ends with its input, and takes everything away. */
    private void end() throws InterruptedException {
        try {
            head.outputWriter(StandardCharsets.UTF_8).close();
        } catch (IOException e) {
            return; // it has ended
        }
        if (!head.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            head.descendants().forEach(ProcessHandle::destroyForcibly); // the shell, which tidies up, is the process itself
        }
    }
}
