package org.trialmap.app.slurm;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.SparkDefaults;
import org.trialmap.app.cluster.Machine;
import org.trialmap.app.cluster.OwnerFiles;
import org.trialmap.cluster.Addresses;
import org.trialmap.cluster.Allocation;
import org.trialmap.cluster.ClassArchive;
import org.trialmap.cluster.ConnectionFile;
import org.trialmap.cluster.JobEnd;
import org.trialmap.cluster.JobRequest;
import org.trialmap.cluster.JobSummary;
import org.trialmap.cluster.JobText;
import org.trialmap.cluster.JoinedNodes;
import org.trialmap.cluster.MemoryPlan;
import org.trialmap.cluster.NextStart;
import org.trialmap.cluster.NodeGpus;
import org.trialmap.cluster.NodeGroup;
import org.trialmap.cluster.NodeShare;
import org.trialmap.cluster.Secret;
import org.trialmap.cluster.Settings;
import org.trialmap.cluster.SiteProfile;
import org.trialmap.cluster.SparkFiles;
import org.trialmap.support.Hosts;
import org.trialmap.support.Reason;
import org.trialmap.support.VisibleGpus;

/**
 * What scripts/slurm-bootstrap.sbatch asks inside of a job, each a short process without Spark. {@code FOLDER} is the job's own: {@code job} and
 * {@code nodes} in it are what scontrol said.
 */
public final class JobSteps {
    /** In the folder of a job whose nodes join a cluster: the heap of its executors in MiB. */
    private static final String JOINS = "joins";

    private final Path folder;
    private final Map<String, String> environment;
    private final CreatedFiles undo = new CreatedFiles();

    private JobSteps(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** {@code prepare|node|connect|ended|join|joined|left|killed|why|again|summary FOLDER ...}. */
    public static void main(String[] arguments) throws IOException {
        JobSteps job = new JobSteps(Path.of(arguments[1]), System.getenv());
        List<String> more = Arrays.asList(arguments).subList(2, arguments.length);
        try {
            switch (arguments[0]) {
                case "prepare" -> job.undo.unlessDone(() -> job.prepare(!more.isEmpty()));
                case "node" -> job.undo.unlessDone(() -> job.node(more.get(0)));
                case "connect" -> job.connect(Path.of(more.get(0)), more.get(1), more.get(2), Integer.parseInt(more.get(3)));
                case "ended" -> new ConnectionChange(Path.of(more.get(0))).replace(ConnectionFile.ended(job.allocation().job(), words(more.get(1), "has ended")));
                case "join" -> job.undo.unlessDone(() -> job.join(Path.of(more.get(0))));
                case "joined" -> job.joined(Path.of(more.get(0)), more.get(1));
                case "left" -> job.left(Path.of(more.get(0)), more.get(1), more.get(2));
                case "killed" -> new ConnectionChange(Path.of(more.get(0))).forgetKilled(new Slurm(job.environment), new PrintWriter(System.err, true));
                case "why" -> System.out.println(JobEnd.of(new JobText(Files.readString(Path.of(more.get(0)))), job.allocation().restarts(), LocalDateTime.now()).name());
                case "again" -> job.again(more.get(0));
                case "summary" -> job.summary(more);
                default -> throw new IllegalArgumentException("There is no step " + arguments[0] + ".");
            }
        } catch (IllegalArgumentException e) {
            System.err.println("trialmap: " + Reason.of(e));
            System.exit(ExitCode.USAGE);
        } catch (IOException e) {
            System.err.println("trialmap: " + Reason.of(e) + ". The job's folder is " + job.folder + ". If its disk is full, or your quota used up, make room there, or name another folder that all"
                    + " nodes share with TRIALMAP_JOBS or jobs in the site's profile.");
            System.exit(ExitCode.FAILED);
        }
    }

    private static String words(String end, String otherwise) {
        return end.isEmpty() ? otherwise : JobEnd.valueOf(end).words();
    }

    private Allocation allocation() throws IOException {
        return Allocation.parse(Files.readString(folder.resolve("job")), Files.readString(folder.resolve("nodes")));
    }

    private static SiteProfile profile(Map<String, String> environment) {
        String host = environment.getOrDefault("SLURM_SUBMIT_HOST", Hosts.name());
        return SiteProfile.find(sites(environment), environment.get(Settings.SITE), host, environment);
    }

    /** Folders with site profiles: beside the settings in use, then the user's own. */
    static List<Path> sites(Map<String, String> environment) {
        return Stream.of(System.getProperty("trialmap.conf"), environment.get("HOME") == null ? null : environment.get("HOME") + "/.trialmap").filter(each -> each != null)
                .map(each -> Path.of(each, "sites")).toList();
    }

    private MemoryPlan memory(Allocation allocation) throws IOException {
        Path joins = folder.resolve(JOINS);
        if (Files.exists(joins)) {
            return MemoryPlan.joining(allocation, Integer.parseInt(Files.readString(joins)));
        }
        return MemoryPlan.of(allocation, Settings.of(environment, profile(environment)).driverMemoryMiB(), hasDriver());
    }

    private boolean hasDriver() {
        return Files.exists(folder.resolve("driver"));
    }

    static Path ownFolder(Path folder) throws IOException {
        return OwnerFiles.folder(folder, "name another folder for jobs with TRIALMAP_JOBS or jobs in the site's profile");
    }

    /** On the head: sizes, secret, the configuration of Master and driver, and what the script needs to go on. */
    private void prepare(boolean driver) throws IOException {
        Allocation allocation = allocation();
        if (driver) {
            ownFolder(folder.resolve("driver"));
        }
        MemoryPlan memory = memory(allocation);
        Settings settings = Settings.of(environment, profile(environment));
        Secret secret = Secret.random();
        for (String file : List.of("secret", "outside.conf", "driver/spark-defaults.conf", "master/spark-defaults.conf")) {
            undo.files(folder.resolve(file));
        }
        OwnerFiles.write(folder.resolve("secret"), secret.text());
        Addresses.Choice address = Machine.addresses(allocation.headNode().address()).choose(settings.interfaceName(), settings.login());
        Path scratch = new Scratch(allocation.job(), allocation.restarts(), settings.scratchFolders(environment)).create();
        undo.files(scratch);
        daemon(ownFolder(folder.resolve("master")), SparkFiles.daemon(secret), memory, scratch);
        Map<String, String> settingsOfDriver = SparkFiles.driver(SparkDefaults.forCluster(), secret, memory, allocation.cores(), classes());
        settingsOfDriver.putAll(SparkFiles.gpus(allocation.gpusPerNode(), allocation.nodes().size()));
        settingsOfDriver.put("trialmap.begun", folder.resolveSibling("begun").toString());
        OwnerFiles.write(folder.resolve("outside.conf"), SparkFiles.text(settingsOfDriver));
        if (driver) {
            OwnerFiles.write(folder.resolve("driver/spark-defaults.conf"), SparkFiles.text(SparkFiles.inside(settingsOfDriver, memory, address.address())));
            OwnerFiles.write(folder.resolve("driver/jvm.flags"), SparkFiles.options(scratch.toString()));
            Path logging = Path.of(System.getProperty("trialmap.conf"), "log4j2.properties");
            OwnerFiles.write(folder.resolve("driver/log4j2.properties"), Files.exists(logging) ? Files.readString(logging) : SparkFiles.logging());
        }
        environmentFiles(folder, address, scratch, sizes(allocation));
        describe(allocation, memory, ", Master" + (driver ? " and driver (" + memory.driver() + " MiB)" : "") + " at " + address.address() + " (" + address.because() + ")");
        allocation.unusedGpus().ifPresent(words -> System.err.println("trialmap: " + words));
    }

    private static void describe(Allocation allocation, MemoryPlan memory, String ofHead) {
        for (NodeGroup group : NodeGroup.of(allocation)) {
            NodeShare node = group.node();
            System.err.println(
                    "trialmap: " + group.names() + ": " + node.cpus() + " cores, " + (node.gpus() == 0 ? "" : node.gpus() + (node.gpus() == 1 ? " GPU, " : " GPUs, ")) + node.memoryMiB() + " MiB"
                            + (node.name().equals(allocation.head()) ? ofHead : "") + ", executor " + memory.executor() + " MiB");
        }
    }

    /** On the first node of a job whose nodes join the cluster of another one, {@code cluster} being the folder of that: whether its executors fit, and what script and nodes need to go on. */
    private void join(Path cluster) throws IOException {
        Allocation allocation = allocation();
        Properties settings = new Properties();
        SparkDefaults.load(cluster.resolve("outside.conf"), settings);
        MemoryPlan memory = MemoryPlan.joining(allocation, JobRequest.mebibytes(settings.getProperty(SparkFiles.EXECUTOR_MEMORY)));
        undo.files(folder.resolve("secret"));
        OwnerFiles.write(folder.resolve("secret"), Files.readString(cluster.resolve("secret")));
        OwnerFiles.write(folder.resolve(JOINS), Integer.toString(memory.executor()));
        OwnerFiles.write(folder.resolve("names"), SparkFiles.names(sizes(allocation)));
        describe(allocation, memory, "");
    }

    private static Map<String, String> sizes(Allocation allocation) {
        return Map.of("nodes", Integer.toString(allocation.nodes().size()), "head", allocation.head());
    }

    /** Once its workers are there: drivers that start from now on use them. */
    private void joined(Path file, String cluster) throws IOException {
        Allocation allocation = allocation();
        boolean ofUser = SparkDefaults.forCluster().containsKey(SparkFiles.CORES);
        if (!new ConnectionChange(file).update(cluster, settings -> {
            JoinedNodes nodes = JoinedNodes.of(allocation, Integer.parseInt(settings.getProperty(SparkFiles.WORKER_GPUS, "0")));
            return ConnectionFile.with(settings, allocation.job(), ofUser ? nodes.withoutCores() : nodes);
        })) {
            throw new IllegalArgumentException("The connection file " + file + " is no longer of the cluster of job " + cluster + ": it has ended. Start a new one with trialmap-slurm up.");
        }
    }

    /** Before its workers end. One that is back in the queue stays known, without nodes. */
    private void left(Path file, String cluster, String because) throws IOException {
        String job = allocation().job();
        boolean back = !because.isEmpty() && JobEnd.valueOf(because).isBackInQueue();
        new ConnectionChange(file).update(cluster, settings -> back ? ConnectionFile.with(settings, job, JoinedNodes.NONE) : ConnectionFile.without(settings, job));
    }

    /** On each node: its address, scratch folder, and the Worker's configuration. */
    private void node(String name) throws IOException {
        Allocation allocation = allocation();
        Settings settings = Settings.of(environment, profile(environment));
        NodeShare share = allocation.node(name);
        Addresses.Choice address = Machine.addresses(share.address()).choose(settings.interfaceName(), settings.login());
        Scratch scratches = new Scratch(allocation.job(), allocation.restarts(), settings.scratchFolders(environment));
        scratches.sweep(() -> new Slurm(environment).jobs(System.getProperty("user.name")));
        Path scratch = scratches.create();
        undo.files(scratch);
        undo.files(folder.resolve(name).resolve("spark-defaults.conf"));
        Machine.networkDisk(scratch).ifPresent(type -> System.err.println("trialmap: the scratch folder " + scratch + " on " + name + " is on a network file system ("
                + type + "), which makes exchanging data between tasks slow. Name one on the node's own disk with --scratch or in the site's profile."));
        MemoryPlan memory = memory(allocation);
        NodeGpus gpus = NodeGpus.of(share, VisibleGpus.of(environment.get(VisibleGpus.VARIABLE)), VisibleGpus.of(environment.get(NodeGpus.OF_STEP)));
        gpus.problem(name).ifPresent(words -> System.err.println("trialmap: " + words));
        Path own = ownFolder(folder.resolve(name));
        Map<String, String> worker = new LinkedHashMap<>(SparkFiles.daemon(new Secret(Files.readString(folder.resolve("secret")))));
        worker.putAll(SparkFiles.announced(gpus, own.resolve("gpus.json").toString()));
        OwnerFiles.write(own.resolve("gpus.json"), gpus.resources());
        daemon(own, worker, memory, scratch);
        environmentFiles(folder.resolve(name), address, scratch, Map.of("cores", Integer.toString(share.cpus()), "memory", memory.executor() + "m",
                "executor_options", SparkFiles.executorOptions(scratch.toString(), classes())));
    }

    private Optional<ClassArchive> classes() {
        return ClassArchive.in(Optional.ofNullable(environment.get("SPARK_HOME")).map(Path::of).orElse(null), System.getProperty("java.version"));
    }

    private static void daemon(Path conf, Map<String, String> settings, MemoryPlan memory, Path scratch) throws IOException {
        OwnerFiles.write(conf.resolve("spark-defaults.conf"), SparkFiles.text(settings));
        OwnerFiles.write(conf.resolve("jvm.flags"), SparkFiles.daemonOptions(memory, scratch.toString()));
        OwnerFiles.write(conf.resolve("log4j2.properties"), SparkFiles.logging());
    }

    private static void environmentFiles(Path folder, Addresses.Choice address, Path scratch, Map<String, String> more) throws IOException {
        OwnerFiles.write(folder.resolve("exports"), SparkFiles.exports(address.address(), scratch.toString()));
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("address", address.address());
        variables.put("scratch", scratch.toString());
        variables.putAll(more);
        OwnerFiles.write(folder.resolve("names"), SparkFiles.names(variables));
    }

    /** For drivers outside of the job. */
    private void connect(Path file, String master, String page, int workers) throws IOException {
        Map<String, String> driver = new LinkedHashMap<>();
        Properties properties = new Properties();
        SparkDefaults.load(folder.resolve("outside.conf"), properties);
        properties.stringPropertyNames().stream().sorted().filter(key -> key.startsWith("spark.")).forEach(key -> driver.put(key, properties.getProperty(key)));
        new ConnectionChange(file).replace(ConnectionFile.text(driver, master, page, allocation().job(), workers));
    }

    /** At the time limit: refuses to go on where that would be for nothing. Of other applications than trialmap's commands nothing is known. */
    private void again(String command) throws IOException {
        if (!command.startsWith("-")) {
            int now = number(folder.resolveSibling("begun"));
            Path earlier = folder.resolveSibling("continued");
            NextStart.check(new JobText(Files.readString(folder.resolve("job.end"))), number(earlier), now);
            OwnerFiles.write(earlier, Integer.toString(now));
        }
    }

    private static int number(Path file) throws IOException {
        String text = Files.exists(file) ? Files.readString(file) : "";
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    /** @param more file, seconds until ready, seconds of all, seconds of stopping, exit code, why (may be empty), then the command */
    private void summary(List<String> more) throws IOException {
        Allocation allocation = allocation();
        String because = words(more.get(5), null);
        String text = new JobSummary(allocation, memory(allocation), more.subList(6, more.size()), Double.parseDouble(more.get(1)), Double.parseDouble(more.get(2)),
                Double.parseDouble(more.get(3)), Integer.parseInt(more.get(4)), because).text();
        OwnerFiles.writeForAll(Path.of(more.get(0)), text);
        System.err.print(text);
    }
}
