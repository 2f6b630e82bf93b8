package org.trialmap.app.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.ClusterNames;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "down", sortOptions = false, description = "Stops a cluster that up has started, and removes everything that it has.")
final class ClusterDownCommand implements Callable<Integer> {
    private static final long PATIENCE_NANOS = 40_000_000_000L;
    private static final long POLL_MILLIS = 20;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @ParentCommand
    private ClusterMain main;

    @Parameters(paramLabel = "NAME|FILE", arity = "0..1", description = "The cluster's name or connection file (default: the only one).")
    private Path cluster;

    @Override
    public Integer call() throws Exception {
        ClusterFolder folder = folder();
        Optional<HeadProcess> head = folder.head();
        if (head.isPresent() && head.get().isElsewhere()) {
            throw new UsageException("The cluster " + folder.name() + " is kept on " + head.get().host() + ". Call trialmap-cluster down there.");
        }
        Optional<ProcessHandle> running = head.flatMap(HeadProcess::running);
        running.ifPresent(ProcessHandle::destroy);
        if (running.isPresent() && !awaitEnd(folder)) {
            running.get().destroyForcibly();
        }
        folder.remove(); // of a cluster that was killed
        spec.commandLine().getErr().println("trialmap: the cluster " + folder.name() + (running.isPresent() ? " is down." : " had ended before; what it has left is removed."));
        return ExitCode.OK;
    }

    /** Also of one that was killed before it had a connection file. */
    private ClusterFolder folder() throws IOException {
        if (cluster != null && ClusterNames.isName(cluster.toString())) {
            ClusterFolder named = ClusterFolder.of(cluster.toString(), main.environment());
            if (named.head().isPresent()) {
                return named;
            }
        }
        return ClusterFolder.beside(ClusterFile.of(cluster, main.environment(), Launcher.HOSTS).file());
    }

    private static boolean awaitEnd(ClusterFolder folder) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (folder.isThere() && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
        }
        return !folder.isThere();
    }
}
