package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;
import org.trialmap.app.Commands;
import org.trialmap.cluster.JobText;

/**
 * A real SLURM cluster on this machine ({@code scripts/slurm-testbed}), used as the ordinary accounts lab and other. Where there can be none, tests are skipped, unless
 * the environment variable {@code TRIALMAP_REFERENCES} is {@code required}: then they fail.
 *
 * <p>All classes share one cluster and run on it at the same time, so each has nodes of its own, which nobody else's jobs may come to: every job of a test names its
 * nodes. They have two cores and 4 GB, unless it is said otherwise:
 * <ul>
 *   <li>1 to 12 SlurmRunIT (node3 has four cores and 8 GB), 13 to 19 SlurmFaultIT, 20 to 25 SlurmLifeIT, 26 to 27 SlurmNetworkIT, 28 to 31 SlurmCleanIT, 32 to 33 SlurmUpIT,
 *       34 to 35 SlurmSharedIT, 36 to 38, 51 and 52 SlurmSecurityIT;
 *   <li>39 to 42 SlurmAddressIT, without a second network; 41 and 42 say that their own name is 127.0.1.1;
 *   <li>43 to 46 SlurmEnvironmentIT, 8 cores and 16 GB; 47 to 48 SlurmAnalysisIT, 8 cores and 12 GB; 49 and 50 SlurmGpusIT; 53 to 59 SlurmScaleIT;
 *   <li>60 and 61 SlurmAddressIT, whose names have IPv6 addresses only; 62 and 63 SlurmHomeIT, whose root may not read what is closed to it; 64 SlurmFullDiskIT.
 * </ul>
 * Each node has two pretend GPUs, for jobs that ask for some (--gres).
 */
public final class SlurmTestbed {
    public static final String SLURM = Commands.ROOT.resolve("scripts/trialmap-slurm").toString();
    static final String BOOTSTRAP = Commands.ROOT.resolve("scripts/slurm-bootstrap.sbatch").toString();
    /** Name of a lock: whoever changes how long SLURM waits for a node that does not answer has it for writing, whoever relies on it for reading. */
    static final String PATIENCE = "slurm-testbed-patience";
    static final Path HOMES = Path.of("/run/slurm-testbed/home");
    private static final List<String> LAYOUT = List.of("64", "--node", "3:4:8192", "--node", "39-40:2:4096:no-ib", "--node", "41-42:2:4096:no-ib:loopback-names", "--node", "43-46:8:16000",
            "--node", "47-48:8:12000", "--node", "60-61:2:4096:no-ib:ipv6-names", "--node", "62-63:2:4096:squashed", "--gpus", "2", "--users", "lab,other");
    /** Most of a short job's time goes into compiling what runs once. */
    static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
    /** For what comes at last, however busy the machine is. */
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final AtomicBoolean OURS = new AtomicBoolean();
    private static final AtomicInteger FOLDERS = new AtomicInteger();
    private static SlurmTestbed running;

    private final Path script;
    private final List<String> environment;

    private SlurmTestbed(Path script, List<String> environment) {
        this.script = script;
        this.environment = environment;
    }

    /** Starts it, or what of it is missing; once, since nodes that one class has crashed would come back when another class begins. */
    static synchronized SlurmTestbed up() throws Exception {
        if (running == null) {
            running = start();
        }
        return running;
    }

    private static SlurmTestbed start() throws Exception {
        String given = System.getProperty("trialmap.slurm.testbed");
        SlurmTestbed testbed = new SlurmTestbed(given == null ? Commands.ROOT.resolve("scripts/slurm-testbed") : Path.of(given), List.of());
        String missing = !Files.exists(testbed.script) ? testbed.script + " is not there" : !"root".equals(System.getProperty("user.name")) ? "SLURM's daemons need root" : "";
        if ("required".equals(System.getenv("TRIALMAP_REFERENCES"))) {
            assertEquals("", missing);
        }
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        if (testbed.run("status").code() == 3 && OURS.compareAndSet(false, true)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> testbed.quietly("down")));
        }
        List<String> arguments = new ArrayList<>(List.of("up"));
        arguments.addAll(LAYOUT);
        Commands.Ended ended = testbed.run(arguments.toArray(String[]::new));
        assertEquals(0, ended.code(), ended.err());
        assertEquals(0, testbed.as("lab", HOMES.resolve("lab"), "test", "-r", Commands.DIST.resolve("launch/jvm.flags").toString()).code(),
                "the account lab must be able to read the project");
        return new SlurmTestbed(testbed.script, List.of("TRIALMAP_CONF=" + quickSettings(), "TRIALMAP_JAVA_OPTS=" + QUICK));
    }

    /** For jobs that compute more than they start: with all of Java's compilers. */
    SlurmTestbed computing() {
        return new SlurmTestbed(script, List.of());
    }

    /** The settings that the distribution has, with executors that compile little. */
    private static Path quickSettings() throws IOException {
        Path folder = Files.createDirectories(HOMES.resolve("conf"));
        for (String file : List.of("log4j2.properties", "spark-defaults.conf")) {
            Path temporary = Files.writeString(folder.resolve(file + ".new"), Files.readString(Commands.DIST.resolve("conf").resolve(file))
                    + (file.startsWith("spark") ? "\nspark.executor.extraJavaOptions " + QUICK + "\n" : ""));
            Files.move(temporary, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE); // others read it
        }
        return folder;
    }

    private void quietly(String command) {
        try {
            run(command);
        } catch (IOException | InterruptedException e) {
            System.err.println(e);
        }
    }

    /** A command of the testbed itself. */
    Commands.Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(Arrays.asList(arguments));
        return commands().run(command.toArray(String[]::new));
    }

    /** How long SLURM waits for a node that does not answer: 10 s here, sites have 300 s. */
    void patience(int seconds) throws Exception {
        Path conf = Path.of("/run/slurm-testbed/slurm.conf");
        Files.writeString(conf, Files.readString(conf).replaceFirst("SlurmdTimeout=\\d+", "SlurmdTimeout=" + seconds));
        assertEquals(0, commands().run("scontrol", "reconfigure").code());
    }

    /** A new folder of lab's with a space in its name, seen by all nodes. */
    Path folder() throws Exception {
        Path folder = HOMES.resolve("lab").resolve("test " + System.nanoTime() + "-" + FOLDERS.incrementAndGet());
        assertEquals(0, as("lab", HOMES.resolve("lab"), "mkdir", folder.toString()).code());
        return folder;
    }

    /** Runs a command as lab in that folder. */
    Commands.Ended lab(Path folder, String... command) throws IOException, InterruptedException {
        return as("lab", folder, command);
    }

    Commands.Ended as(String user, Path folder, String... command) throws IOException, InterruptedException {
        Commands commands = commands();
        return commands.end(start(user, folder, commands, command));
    }

    /** For processes whose streams are kept. */
    public static Commands commands() throws IOException {
        return new Commands(Files.createDirectory(Files.createTempDirectory("slurm").resolve("work")));
    }

    /** A process of lab's whose streams {@code commands} keeps. */
    Process start(String user, Path folder, Commands commands, String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of("runuser", "-u", user, "--", "env", "-i", "HOME=" + HOMES.resolve(user), "USER=" + user, "LOGNAME=" + user,
                "PATH=" + System.getenv("PATH"), "LC_ALL=C.UTF-8"));
        all.addAll(environment);
        all.addAll(List.of("bash", "-c", "cd \"$0\" && exec \"$@\"", folder.toString()));
        all.addAll(Arrays.asList(command));
        return commands.start(all.toArray(String[]::new));
    }

    /** Submits through the front end; returns the job's number. */
    String submit(Path folder, String... optionsAndCommand) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SLURM, "run"));
        command.addAll(Arrays.asList(optionsAndCommand));
        Commands.Ended ended = lab(folder, command.toArray(String[]::new));
        assertEquals(0, ended.code(), ended.err());
        return ended.out().strip();
    }

    JobText job(String id) throws IOException, InterruptedException {
        Commands.Ended ended = commands().run("scontrol", "-o", "show", "job", id);
        return new JobText(ended.out());
    }

    /** The job's last word: {@code COMPLETED 0:0}; the log is shown where a test waits in vain. */
    String end(String id, Path folder) throws Exception {
        return await(id, folder, "(?!" + String.join("|", JobWatch.UNDER_WAY) + ")\\w+");
    }

    /** Waits for a state that fits; returns it with the exit code. */
    String await(String id, Path folder, String state) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            JobText job = job(id);
            if (job.state().matches(state)) {
                return job.state() + " " + job.value("ExitCode").orElse("?");
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
        throw new AssertionFailedError("Job " + id + " is " + job(id).state() + " after " + LIMIT.toSeconds() + " s\n" + log(id, folder));
    }

    static String log(String id, Path folder) throws IOException {
        Path log = folder.resolve("trialmap-" + id + ".log");
        return Files.exists(log) ? Files.readString(log) : "(no log)";
    }

    /** Waits until a line of the job's log fits, and returns the first one. */
    String awaitLog(String id, Path folder, String part) throws Exception {
        for (int i = 0; i < LIMIT.toSeconds() * 10; i++) {
            Optional<String> line = log(id, folder).lines().filter(each -> each.contains(part)).findFirst();
            if (line.isPresent()) {
                return line.get();
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionFailedError("The log of job " + id + " does not say " + part + "\n" + log(id, folder));
    }

    /** Waits for what fits. */
    public static String awaitText(Callable<String> source, String pattern) throws Exception {
        String text = source.call();
        for (int i = 0; i < LIMIT.toSeconds() * 5 && !text.matches(pattern); i++) {
            TimeUnit.MILLISECONDS.sleep(200);
            text = source.call();
        }
        if (!text.matches(pattern)) {
            throw new AssertionFailedError("Does not become " + pattern + ":\n" + text);
        }
        return text;
    }

    /** Lets a job that is back in the queue start now; SLURM would wait two minutes. */
    void startNow(String id) throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(2); // a node refuses a job that it has ended in the same second: "Job credential revoked"
        Commands.Ended ended = commands().run("scontrol", "update", "job=" + id, "StartTime=now");
        assertTrue(ended.code() == 0 || ended.err().contains("no longer pending"), ended.err()); // it may have started by itself
    }

    /** Brings a running job's time limit so near that SLURM gives its warning within half a minute, and kills it in two to three minutes. */
    void limitIsNear(String id) throws IOException, InterruptedException {
        String[] clock = job(id).value("RunTime").orElseThrow().split(":"); // of a job that has not run for days
        update(id, "TimeLimit=" + (Integer.parseInt(clock[0]) * 60 + Integer.parseInt(clock[1]) + 2));
    }

    void update(String id, String change) throws IOException, InterruptedException {
        Commands.Ended ended = commands().run("scontrol", "update", "job=" + id, change);
        assertEquals(0, ended.code(), ended.err());
    }

    /** Processes and files of ordinary accounts on the nodes: what a job has left. Waits a little for the system to tidy up. */
    List<String> leftOnNodes(int... nodes) throws Exception {
        List<String> left = List.of();
        for (int i = 0; i < 20; i++) {
            left = new ArrayList<>();
            for (int node : nodes) {
                Commands.Ended ended = run("exec", "node" + node, "bash", "-c",
                        "ps -eo user:20,args | grep -E '^(lab|other) ' | grep -v -F 'ps -eo'; find /tmp /dev/shm -mindepth 1");
                for (String line : ended.out().lines().toList()) {
                    left.add("node" + node + ": " + line);
                }
            }
            if (left.isEmpty()) {
                return left;
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        return left;
    }
}
