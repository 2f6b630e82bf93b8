package org.trialmap.app.cluster;

import java.io.PrintStream;
import java.util.Map;
import org.trialmap.app.cli.FrontEnd;
import org.trialmap.app.cli.Version;
import picocli.CommandLine.Command;

/** Clusters that stay, without SLURM: scripts/trialmap-cluster. */
@Command(name = "trialmap-cluster", sortOptions = false, versionProvider = Version.class,
        subcommands = {ClusterUpCommand.class, ClusterStatusCommand.class, ClusterUiCommand.class, ClusterDownCommand.class},
        description = "Keeps a cluster on this machine or on several hosts, without SLURM, for any number of trialmap --cluster NAME ...",
        footer = {"", "Exit codes: 0 ok; 1 it failed, or the cluster has ended; 2 wrong usage, nothing was done."})
public final class ClusterMain extends FrontEnd {
    private final Map<String, String> environment;

    private ClusterMain(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, System.getenv(), arguments));
    }

    /** Runs one command; the two streams get what it prints. */
    static int run(PrintStream out, PrintStream err, Map<String, String> environment, String... arguments) {
        return run(commandLine(new ClusterMain(environment)), out, err, arguments);
    }

    Map<String, String> environment() {
        return environment;
    }
}
