package org.trialmap.app.cluster;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "ui", sortOptions = false, description = "Opens a cluster's locked web pages to your browser, until Ctrl-C or the cluster's end. Prints the address, which holds a"
        + " key: whoever has it can read the pages.")
final class ClusterUiCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @ParentCommand
    private ClusterMain main;

    @Option(names = "--port", paramLabel = "N", description = "Port on this machine (default: any that is free).")
    private int port;

    @Parameters(paramLabel = "NAME|FILE", arity = "0..1", description = "The cluster's name or connection file (default: the only one).")
    private Path cluster;

    @Override
    public Integer call() throws Exception {
        ClusterPages.open(ClusterFile.of(cluster, main.environment(), Launcher.HOSTS), port, spec.commandLine());
        return ExitCode.OK;
    }
}
