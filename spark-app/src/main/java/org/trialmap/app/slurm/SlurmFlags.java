package org.trialmap.app.slurm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.UsageException;
import org.trialmap.cluster.BatchScript;
import org.trialmap.cluster.JobRequest;
import org.trialmap.cluster.Settings;
import org.trialmap.cluster.SiteProfile;
import org.trialmap.support.Hosts;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options of what asks SLURM for a job. The first group is sbatch's own, with sbatch's meaning. */
final class SlurmFlags {
    @Option(names = {"-N", "--nodes"}, paramLabel = "N", description = "Nodes (default: 1).")
    private String nodes;

    @Option(names = {"-c", "--cpus-per-task"}, paramLabel = "N", description = "Cores on each node (default: SLURM's, often 1).")
    private Integer cpus;

    @Option(names = "--mem", paramLabel = "SIZE", description = "Memory of each node: 8G, 4096M; 0 = all of it.")
    private String memory;

    @Option(names = "--mem-per-cpu", paramLabel = "SIZE", description = "Memory for each core.")
    private String memoryPerCpu;

    @Option(names = {"-t", "--time"}, paramLabel = "TIME", description = "Time limit: 30, 00:30:00, 1-12:00:00.")
    private String time;

    @Option(names = {"-p", "--partition"}, paramLabel = "NAME", description = "Partition.")
    private String partition;

    @Option(names = {"-A", "--account"}, paramLabel = "NAME", description = "Account.")
    private String account;

    @Option(names = {"-J", "--job-name"}, paramLabel = "NAME", description = "Name of the job (default: trialmap-COMMAND).")
    private String name;

    @Option(names = "--exclusive", description = "Whole nodes.")
    private boolean exclusive;

    @Option(names = "--sbatch", parameterConsumer = NextWord.class, paramLabel = "OPTION", description = "Any other option of sbatch as one word: --sbatch=--constraint=haswell. May be repeated.")
    private List<String> more = new ArrayList<>();

    @Option(names = "--skip-directive", parameterConsumer = NextWord.class, paramLabel = "NAME", description = "Leave out an option that the site rejects: mem, signal, ... May be repeated.")
    private List<String> skip = new ArrayList<>();

    @Option(names = "--site", paramLabel = "NAME", description = "Site profile conf/sites/NAME.conf (default: TRIALMAP_SITE, else by host name).")
    private String site;

    @Option(names = "--interface", paramLabel = "NAME", description = "Network interface or address (default: ib0 or hsn0, else the host name's address).")
    private String network;

    @Option(names = "--scratch", paramLabel = "DIR", description = "Folder on each node's own disk (default: SLURM_TMPDIR, TMPDIR, else /tmp).")
    private String scratch;

    @Option(names = "--driver-memory", paramLabel = "SIZE", description = "Heap of the driver (default: an eighth of the first node's memory, 512M to 4G).")
    private String driverMemory;

    @Option(names = "--min-workers", paramLabel = "N", description = "Nodes that must have come when the time is up (default: 1).")
    private Integer fewest;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait for all nodes (default: 360).")
    private Integer timeout;

    /** Takes the next word whatever it is: {@code --exclusive=user} is sbatch's here, though there is an option of ours with that name. */
    static final class NextWord implements CommandLine.IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> words, CommandLine.Model.ArgSpec option, CommandLine.Model.CommandSpec command) {
            if (words.isEmpty()) {
                throw new CommandLine.ParameterException(command.commandLine(), "Missing required parameter for option '" + ((CommandLine.Model.OptionSpec) option).longestName() + "' ("
                        + option.paramLabel() + ")");
            }
            List<String> values = option.getValue();
            values.add(words.pop());
        }
    }

    SiteProfile profile(Map<String, String> environment) {
        return RunFlags.checked(() -> SiteProfile.find(JobSteps.sites(environment), site == null ? environment.get(Settings.SITE) : site, Hosts.name(), environment));
    }

    /** For a command that is told the number of nodes in another way: false if it was told in this one, too. */
    boolean takesNodes(String count) {
        boolean free = nodes == null;
        nodes = count;
        return free;
    }

    /**
     * @param environment of the front end
     * @param extra further settings of the bootstrap
     */
    JobRequest request(Map<String, String> environment, SiteProfile profile, List<String> command, Map<String, String> extra) {
        Map<String, String> directives = new LinkedHashMap<>();
        put(directives, "job-name", name);
        put(directives, "nodes", nodes);
        put(directives, "cpus-per-task", cpus);
        put(directives, "mem", memory);
        put(directives, "mem-per-cpu", memoryPerCpu);
        put(directives, "time", time);
        put(directives, "partition", partition);
        put(directives, "account", account);
        if (exclusive) {
            directives.put("exclusive", "");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        put(settings, Settings.SITE, profile.name().isEmpty() ? null : profile.name());
        put(settings, Settings.INTERFACE, network == null ? profile.interfaceName() : network);
        put(settings, Settings.SCRATCH, scratch == null ? profile.scratch() : scratch);
        put(settings, Settings.JOBS, profile.jobs());
        put(settings, Settings.DRIVER_MEMORY, driverMemory);
        put(settings, Settings.MIN_WORKERS, fewest);
        put(settings, Settings.TIMEOUT, timeout);
        put(settings, Settings.JAVA, environment.get("JAVA_HOME"));
        settings.putAll(extra);
        return RunFlags.checked(() -> new JobRequest(directives, more, skip, settings, command));
    }

    private static void put(Map<String, String> map, String key, Object value) {
        if (value != null) {
            map.put(key, value.toString());
        }
    }

    /** The driver's heap in MiB; null = choose. */
    Integer driverMebibytes() {
        return driverMemory == null ? null : RunFlags.checked(() -> JobRequest.mebibytes(driverMemory));
    }

    static String script(JobRequest request, SiteProfile profile) {
        String folder = System.getProperty("trialmap.scripts");
        if (folder == null) {
            throw new UsageException("It is not known where slurm-bootstrap.sbatch is. Start this with scripts/trialmap-slurm.");
        }
        return RunFlags.checked(() -> BatchScript.text(request, profile, Path.of(folder, "slurm-bootstrap.sbatch"), Path.of("").toAbsolutePath()));
    }
}
