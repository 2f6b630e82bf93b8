package org.trialmap.app.slurm;

import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.UiProxy;
import org.trialmap.app.cli.UsageException;
import org.trialmap.support.Hosts;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "ui", sortOptions = false, description = "Opens a cluster's locked web pages to your browser, until Ctrl-C or the cluster's end. Prints the address, which holds a"
        + " key: whoever has it can read the pages.")
final class SlurmUiCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 1000;
    private static final int LAST_PORT = 65535;

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
        if (port < 0 || port > LAST_PORT) {
            throw new UsageException("--port " + port + " is out of range. Ports are 1024 to " + LAST_PORT + ". Name one of them, or leave it out.");
        }
        ClusterFile cluster = ClusterFile.of(file, main.environment());
        if (cluster.ended() != null) {
            throw new IllegalStateException(cluster.ended() + ", so there is no page to open. Start a new cluster with trialmap-slurm up.");
        }
        try (UiProxy door = new UiProxy(URI.create(cluster.page()), cluster.secret(), port)) {
            spec.commandLine().getOut().println(door.address());
            spec.commandLine().getOut().flush();
            spec.commandLine().getErr().println("trialmap: open this address in a browser on this machine; on your own, after ssh -L " + door.port() + ":127.0.0.1:" + door.port() + " "
                    + Hosts.name() + " there. A browser that asks: the user name is trialmap, the password what stands between trialmap: and @. Ctrl-C closes it.");
            spec.commandLine().getErr().flush();
            while (isThere(cluster.file())) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (BindException e) {
            throw new UsageException("Port " + port + " of this machine is in use. Name another one, or leave --port out.", e);
        }
        spec.commandLine().getErr().println("trialmap: the cluster of job " + cluster.job() + " has ended, and its pages with it.");
        return ExitCode.OK;
    }

    private static boolean isThere(Path file) throws Exception {
        return Files.exists(file) && ClusterFile.read(file).ended() == null;
    }
}
