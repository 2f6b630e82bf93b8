package org.trialmap.app.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.ClusterNames;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.SparkDefaults;
import org.trialmap.app.cli.UsageException;
import org.trialmap.cluster.ClusterRequest;
import org.trialmap.cluster.HostMemory;
import org.trialmap.cluster.HostSlots;
import org.trialmap.cluster.JobRequest;
import org.trialmap.support.Hosts;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "up", sortOptions = false, description = "Starts a cluster that stays until down, and prints its connection file, for scripts/trialmap --cluster NAME and"
        + " ParallelMap.attach. Ctrl-C while it starts takes all of it away again.")
final class ClusterUpCommand implements Callable<Integer> {
    private static final String HERE = "localhost";
    private static final String ALL_CORES = "*";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @ParentCommand
    private ClusterMain main;

    @Option(names = "--local", arity = "0..1", fallbackValue = ALL_CORES, paramLabel = "N", description = "On this machine, with N slots (default: its cores), reachable from this machine only.")
    private String local;

    @Option(names = "--hosts", paramLabel = "HOST[:N],...", description = "On these hosts, by ssh, with N slots each (default: their cores). trialmap is in the same folder on all of them.")
    private String hosts;

    @Option(names = "--ssh", paramLabel = "WORDS", defaultValue = "ssh -o BatchMode=yes -o ConnectTimeout=10 -o ServerAliveInterval=15 -o ClearAllForwardings=yes",
            description = "What runs a command on a host (default: ${DEFAULT-VALUE}).")
    private String ssh;

    @Option(names = "--name", paramLabel = "NAME", description = "The cluster's name (default: local, or hosts).")
    private String name;

    @Option(names = "--memory", paramLabel = "SIZE", description = "Heap of the executor on each host: 8G, 4096M (default: a quarter of the smallest host's memory).")
    private String memory;

    @Option(names = "--interface", paramLabel = "NAME", description = "Network interface or address of this machine that hosts and drivers talk to (default: the address that ssh comes from).")
    private String network;

    @Option(names = "--min-workers", paramLabel = "N", defaultValue = "1", description = "Hosts that must have come when the time is up (default: 1).")
    private int fewest;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60", description = "How long to wait for all hosts (default: 60).")
    private int timeout;

    @Override
    public Integer call() throws Exception {
        ClusterRequest request = request();
        ClusterFolder folder = ClusterFolder.of(name(), main.environment());
        RunFlags.checked(folder::claim);
        new HeadStart(request, folder).run(text -> {
            spec.commandLine().getErr().println("trialmap: " + text);
            spec.commandLine().getErr().flush();
        });
        spec.commandLine().getErr().println("trialmap: run on it with trialmap --cluster " + folder.name() + " COMMAND ..., stop it with trialmap-cluster down " + folder.name());
        spec.commandLine().getOut().println(ClusterFolder.connection(folder.path()));
        return ExitCode.OK;
    }

    private String name() {
        String chosen = name != null ? name : local != null ? "local" : "hosts";
        if (!ClusterNames.isName(chosen) || chosen.endsWith(ClusterNames.ENDING)) {
            throw new UsageException("--name '" + chosen + "' is not a name: it has 1 to 64 letters, digits, '.', '-' and '_', begins with a letter or a digit, and does not end in "
                    + ClusterNames.ENDING + ".");
        }
        return chosen;
    }

    private ClusterRequest request() {
        if ((local == null) == (hosts == null)) {
            throw new UsageException(local == null ? "Where shall the cluster be? Name --local for this machine, or --hosts HOST,HOST,..." : "--local and --hosts exclude each other. A cluster on"
                    + " this machine and others has this one's name among --hosts.");
        }
        return RunFlags.checked(() -> {
            List<HostSlots> all = hosts == null ? HostSlots.list(local.equals(ALL_CORES) ? HERE : HERE + ":" + local) : HostSlots.list(hosts);
            Optional<Integer> heap = Optional.ofNullable(memory).map(JobRequest::mebibytes).map(HostMemory::checked);
            return new ClusterRequest(all, hosts == null ? List.of() : ClusterRequest.words(ssh), program(), fewest, timeout, heap, network(), SparkDefaults.forCluster());
        });
    }

    /** Refuses one that is not there. */
    private Optional<String> network() {
        try {
            if (network != null) {
                Machine.addresses(Hosts.name()).choose(network, List.of());
            }
            return Optional.ofNullable(network);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String program() {
        String scripts = System.getProperty("trialmap.scripts");
        if (scripts == null) {
            throw new UsageException("It is not known where trialmap-cluster is. Start this with scripts/trialmap-cluster.");
        }
        return Path.of(scripts, "trialmap-cluster").toString();
    }
}
