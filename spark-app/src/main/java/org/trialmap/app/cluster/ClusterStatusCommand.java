package org.trialmap.app.cluster;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "status", sortOptions = false, description = "Shows a cluster that up has started: hosts, slots, memory, what runs.")
final class ClusterStatusCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @ParentCommand
    private ClusterMain main;

    @Parameters(paramLabel = "NAME|FILE", arity = "0..1", description = "The cluster's name or connection file (default: the only one).")
    private Path cluster;

    @Override
    public Integer call() throws Exception {
        ClusterFile file = ClusterFile.of(cluster, main.environment(), Launcher.HOSTS);
        HeadProcess head = file.head();
        PrintWriter out = spec.commandLine().getOut();
        if (!head.isElsewhere() && head.running().isEmpty()) {
            out.println(file.title() + " has ended; trialmap-cluster down removes what it has left");
            return ExitCode.FAILED;
        }
        out.println("cluster: kept on " + head.host() + " by process " + head.pid());
        ClusterPages.describe(file, out);
        return ExitCode.OK;
    }
}
