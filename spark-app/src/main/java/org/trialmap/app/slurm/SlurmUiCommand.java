package org.trialmap.app.slurm;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cluster.ClusterFile;
import org.trialmap.app.cluster.ClusterPages;
import org.trialmap.app.cluster.Launcher;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "ui", sortOptions = false, description = "Opens a cluster's locked web pages to your browser, until Ctrl-C or the cluster's end. Prints the address, which holds a"
        + " key: whoever has it can read the pages.")
final class SlurmUiCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @ParentCommand
    private SlurmMain main;

    @Option(names = "--port", paramLabel = "N", description = "Port on this machine (default: any that is free).")
    private int port;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The cluster's connection file (default: the only one in ~/.trialmap/clusters).")
    private Path file;

    @Override
    public Integer call() throws Exception {
        ClusterPages.open(ClusterFile.of(file, main.environment(), Launcher.SLURM), port, spec.commandLine());
        return ExitCode.OK;
    }
}
