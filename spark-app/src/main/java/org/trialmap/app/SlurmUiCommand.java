package org.trialmap.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.trialmap.cluster.Words;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "ui", sortOptions = false, description = "Writes a file (mode 0600) with the header that opens a cluster's web pages for 12 hours, and prints how to use it.")
final class SlurmUiCommand implements Callable<Integer> {
    private static final Duration VALID = Duration.ofHours(12);

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @ParentCommand
    private SlurmMain main;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The cluster's connection file (default: the only one in ~/.trialmap/clusters).")
    private Path file;

    @Override
    public Integer call() throws Exception {
        ClusterFile cluster = ClusterFile.of(file, main.environment());
        if (cluster.ended() != null) {
            throw new IllegalStateException(cluster.ended() + ", so there is no page to open. Start a new cluster with trialmap-slurm up.");
        }
        Path header = cluster.header();
        JobFiles.write(header, "Authorization: Bearer " + cluster.secret().token(Instant.now().plus(VALID)) + "\n");
        spec.commandLine().getOut().println("curl -H " + Words.quoted("@" + header) + " " + cluster.page());
        spec.commandLine().getErr().println("trialmap: a browser needs an extension that adds headers: the line in " + header + ", for " + cluster.page()
                + " (from outside of the cluster through ssh -L).");
        return Main.OK;
    }
}
