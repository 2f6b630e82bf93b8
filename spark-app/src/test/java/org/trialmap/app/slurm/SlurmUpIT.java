package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.trialmap.app.Commands;
import org.trialmap.app.KnockingClient;
import org.trialmap.app.OtherAccount;
import org.trialmap.store.SavedResults;

/** A cluster that stays: used from outside of the allocation by its owner, and by nobody else. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SlurmUpIT {
    private static SlurmTestbed slurm;
    private static Path folder;
    private static String file;
    private static final Properties SETTINGS = new Properties();
    private static final Path OTHERS_HOME = Path.of("/run/slurm-testbed/home/other");
    private static Commands ui;
    private static Process uiProcess;
    private static Attack withoutSecret;
    private static Attack wrongSecret;

    @BeforeAll
    static void up() throws Exception {
        slurm = SlurmTestbed.up();
        folder = slurm.folder();
        Commands.Ended ended = slurm.lab(folder, SlurmTestbed.SLURM, "up", "--nodes", "2", "--mem", "2G", "--cpus-per-task", "2", "--time", "30", "--sbatch=--nodelist=node[32-33]", "--connection",
                "my cluster.conf");
        assertEquals(0, ended.code(), ended.err());
        assertEquals("my cluster.conf\n", ended.out());
        file = folder.resolve("my cluster.conf").toString();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            SETTINGS.load(reader);
        }
        withoutSecret = Attack.start("without");
        wrongSecret = Attack.start("wrong", "spark.authenticate=true", "spark.authenticate.secret=guessed", "spark.network.crypto.enabled=true");
    }

    @AfterAll
    static void down() throws Exception {
        if (file == null) {
            return;
        }
        String job = SETTINGS.getProperty("trialmap.cluster.job");
        try (Stream<String> log = Files.lines(Path.of("/run/slurm-testbed/home/lab/.trialmap/jobs", job, "0/master/log"))) {
            assertEquals(List.of("trialmap"), log.filter(line -> line.contains("Registering app ")).map(line -> line.replaceFirst(".*Registering app ", "")).distinct().toList());
        }
        Commands.Ended ended = slurm.lab(folder, SlurmTestbed.SLURM, "down", file);
        assertEquals(new Commands.Ended(0, "", "trialmap: the cluster of job " + job + " is down.\n"), ended);
        assertFalse(Files.exists(Path.of(file)));
        assertEquals("COMPLETED 0:0", slurm.end(job, folder));
        assertEquals(List.of(), slurm.leftOnNodes(32, 33));
        if (ui != null) {
            assertEquals(0, ui.end(uiProcess).code());
            assertTrue(ui.read("err").endsWith("\ntrialmap: the cluster of job " + job + " has ended, and its pages with it.\n"), ui.read("err"));
        }
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void itsOwnerAttachesFromTheLoginNodeAnyNumberOfTimesAndSeesWhatItDoes() throws Exception {
        Commands.Ended status = slurm.lab(folder, SlurmTestbed.SLURM, "status", file);
        assertEquals(0, status.code(), status.err());
        assertTrue(status.out().matches("(?s)job    : \\d+, RUNNING, time left \\d+:\\d\\d\nnodes  : 2, slots 0 of 4 in use, memory 0 of 2672 MiB\n(         10\\.231\\.77\\.3[23]: slots 0"
                + " of 2, memory 0 of 1336 MiB\n){2}runs   : nothing\nmaster : spark://.*"), status.out());
        for (String run : List.of("first", "second")) {
            Commands.Ended ended = slurm.lab(folder, Commands.TRIALMAP, "--cluster", file, "exec", "--over", "x=1:4", "--parse", "numbers", "--out", run, "--", "sh", "-c",
                    "hostname | sed s/node//; echo $1", "-", "{x}");
            assertEquals(0, ended.code(), ended.err());
            try (SavedResults results = SavedResults.open(folder.resolve(run))) {
                assertEquals(List.of(1.0, 2.0, 3.0), Stream.of(0, 1, 2).map(i -> read(results, i)[1]).toList());
                assertTrue(Stream.of(0, 1, 2).allMatch(i -> List.of(32.0, 33.0).contains(read(results, i)[0])), "the tasks ran on the cluster's nodes");
            }
        }
        Commands.Ended contradiction = slurm.lab(folder, Commands.TRIALMAP, "--cluster", file, "demo", "--master", "serial", "--out", "none");
        assertEquals(new Commands.Ended(2, "", "trialmap: --cluster " + file + " contradicts --master serial. Leave one of them out.\nHelp: trialmap demo --help\n"), contradiction);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void itsOwnersBrowserSeesAllPagesThroughADoorThatIsShutToOthers() throws Exception {
        ui = SlurmTestbed.commands();
        uiProcess = slurm.start("lab", folder, ui, SlurmTestbed.SLURM, "ui", file);
        String address = SlurmTestbed.awaitText(() -> ui.read("out").strip(), "http://trialmap:[\\w-]{43}@127\\.0\\.0\\.1:\\d+/enter");
        String door = address.replaceFirst("/enter", "");
        String shut = door.replaceFirst("trialmap:.*@", "");
        Commands held = SlurmTestbed.commands();
        Files.createFile(folder.resolve("hold"));
        Process run = slurm.start("lab", folder, held, Commands.TRIALMAP, "--cluster", file, "exec", "--over", "i=0:2", "--batch", "1", "--out", "held", "--", "sh", "-c",
                "while [ -e hold ]; do sleep 0.2; done");
        String status = SlurmTestbed.awaitText(() -> slurm.lab(folder, SlurmTestbed.SLURM, "status", file).out(),
                "(?s).*in use.*\nruns   : 1\n         trialmap of lab: [1-4] slots, \\d+ s, RUNNING\n.*");
        assertTrue(status.contains(" (locked; trialmap-slurm ui '" + file + "' opens it to you)\n"), status);

        for (String closed : List.of(shut + "/", shut + "/enter", shut.replace("http://", "http://trialmap:guessed@") + "/enter")) {
            assertEquals("401", slurm.as("other", OTHERS_HOME, "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", closed).out(), closed);
        }
        for (String refused : List.of(page(SlurmTestbed.awaitText(() -> held.read("err"), "(?s).*UI at http://\\S+\n.*"), "UI at (http://\\S+)"), SETTINGS.getProperty("trialmap.cluster.page"))) {
            assertEquals("403", slurm.as("other", OTHERS_HOME, "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", refused).out(), refused);
        }
        String[] curl = {"curl", "-s", "-L", "-c", "cookies", "-b", "cookies"};
        String master = slurm.lab(folder, Stream.concat(Stream.of(curl), Stream.of(address)).toArray(String[]::new)).out();
        assertTrue(master.contains("Spark Master at spark://"), master);
        List<String> links = Pattern.compile("href=\"(/proxy/[^\"]*)\"").matcher(master).results().map(link -> link.group(1)).distinct().sorted().toList();
        assertEquals(3, links.size(), "an application and two workers: " + links);
        for (String link : links) {
            String shown = slurm.lab(folder, Stream.concat(Stream.of(curl), Stream.of(door + link)).toArray(String[]::new)).out();
            assertTrue(shown.contains(link.contains("/app-") ? "trialmap - Spark Jobs" : "Spark Worker at 10.231.77."), shown);
        }
        Files.delete(folder.resolve("hold"));
        assertEquals(0, held.end(run).code());
    }

    /** What the run's terminal and all logs of the cluster say, in lines. */
    private static Map<String, List<String>> logs(Commands run) throws Exception {
        String job = SETTINGS.getProperty("trialmap.cluster.job");
        Path jobs = Path.of("/run/slurm-testbed/home/lab/.trialmap/jobs", job, "0");
        Map<String, List<String>> logs = new TreeMap<>(Map.of("terminal", run.read("err").lines().toList(), "job", SlurmTestbed.log(job, folder).lines().toList()));
        for (String process : List.of("master", "node32", "node33")) {
            logs.put(process, Files.readAllLines(jobs.resolve(process).resolve("log")));
        }
        for (String executor : SlurmTestbed.commands().run("find", "/run/slurm-testbed/disk/node32", "/run/slurm-testbed/disk/node33", "-path", "*/work/app-*/stderr").out().lines().toList()) {
            logs.put(executor, Files.readAllLines(Path.of(executor)));
        }
        return logs;
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void thoseWhoKnockAtAllPortsGetNothingAndFillNeitherTheTerminalNorALog() throws Exception {
        Commands held = SlurmTestbed.commands();
        Files.createFile(folder.resolve("hold knocking"));
        Process run = slurm.start("lab", folder, held, Commands.TRIALMAP, "--cluster", file, "exec", "--over", "i=0:4", "--batch", "1", "--parse", "numbers", "--out", "knocked at", "--", "sh", "-c",
                "touch begun-$1; while [ -e 'hold knocking' ]; do sleep 0.2; done; echo $1", "-", "{i}");
        SlurmTestbed.awaitText(() -> Boolean.toString(Stream.of(0, 1, 2, 3).allMatch(i -> Files.exists(folder.resolve("begun-" + i))) || !run.isAlive()), "true");
        List<String> addresses = new ArrayList<>(OtherAccount.listening(run));
        for (String node : List.of("node32", "node33")) {
            slurm.run("exec", node, "ss", "-ltnpH").out().lines().filter(line -> line.contains("\"java\""))
                    .map(line -> line.strip().split("\\s+")[3].replaceFirst("^\\[?::ffff:", "").replace("]", "")).forEach(addresses::add);
        }
        assertTrue(addresses.size() >= 10, "RPC, blocks and pages of driver, Master, two Workers and two executors: " + addresses);
        Map<String, List<String>> before = logs(held);
        assertEquals(7, before.size(), "terminal, job, Master, two Workers, two executors: " + before.keySet());
        List<String> client = OtherAccount.client(KnockingClient.class);
        client.add("200");
        client.addAll(addresses);
        long began = System.nanoTime();
        Commands.Ended knocked = slurm.as("other", OTHERS_HOME, client.toArray(String[]::new));
        long minutes = Duration.ofNanos(System.nanoTime() - began).toSeconds() / 59 + 1;
        assertEquals(List.of(0, 200 * addresses.size() + " connections\n"), List.of(knocked.code(), knocked.out()), knocked.err());
        List<String> told = new ArrayList<>();
        logs(held).forEach((name, lines) -> {
            List<String> added = lines.subList(before.get(name).size(), lines.size()).stream().filter(line -> !line.matches(" +\\d+% \\|.*")).toList();
            told.addAll(added);
            assertTrue(added.size() <= minutes && added.stream().noneMatch(line -> line.matches("\\s+at .*|Caused by: .*")), () -> name + " in " + minutes + " min: " + String.join("\n", added));
        });
        assertTrue(told.stream().anyMatch(line -> line.matches(".*Transport(Channel|Request)Handler: .*10\\.231\\.77\\.254:.*")), told::toString);
        Files.delete(folder.resolve("hold knocking"));
        Commands.Ended ended = held.end(run);
        assertEquals(0, ended.code(), ended.err());
        try (SavedResults results = SavedResults.open(folder.resolve("knocked at"))) {
            assertEquals(List.of(0.0, 1.0, 2.0, 3.0), Stream.of(0, 1, 2, 3).map(i -> read(results, i)[0]).toList());
        }
    }

    /** Those of the tutorials whose output has no times: local[2] prints the same. */
    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void examplesPrintTheSameAsOnALaptop() throws Exception {
        List<String> examples = List.of("examples", "first-map", "nested-loops", "stratified", "ensemble", "simulation", "geyser", "firing-rates", "digits-search", "forest-folds", "connectome",
                "airlines");
        Commands.Ended there = slurm.lab(folder, Stream.concat(Stream.of(Commands.TRIALMAP, "--cluster", file), examples.stream()).toArray(String[]::new));
        assertEquals(0, there.code(), there.err());
        Commands.Ended here = slurm.lab(folder, Stream.concat(Stream.of(Commands.TRIALMAP), Stream.concat(examples.stream(), Stream.of("--master", "local[2]"))).toArray(String[]::new));
        assertEquals(List.of(0, there.out()), List.of(here.code(), here.out()), here.err());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.map(path -> path.getFileName().toString()).filter(name -> name.matches("(connectome|airlines).*")).toList());
        }
    }

    private static String page(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow().group(1);
    }

    private static double[] read(SavedResults results, int task) {
        return results.doubles(task);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void anotherAccountCanNeitherSubmitNorReadThePagesNorFindTheSecret() throws Exception {
        Path home = OTHERS_HOME;
        String secret = SETTINGS.getProperty("spark.authenticate.secret");
        String page = SETTINGS.getProperty("trialmap.cluster.page");
        for (String path : List.of("/", "/json/", "/app/")) {
            assertEquals("403", slurm.as("other", home, "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", page + path).out(), path);
        }
        String seen = slurm.as("other", home, "bash", "-c", "squeue -o '%all'; scontrol show job; ps -eo args; cat /proc/*/environ 2>/dev/null").out()
                + slurm.run("exec", "node32", "ps", "-eo", "args").out() + slurm.run("exec", "node33", "ps", "-eo", "args").out();
        assertTrue(seen.contains("org.apache.spark.deploy.master.Master") && seen.contains("org.apache.spark.deploy.worker.Worker"), seen);
        assertFalse(seen.contains(secret), "the secret is in what all users see");
        assertNotEquals(0, slurm.as("other", home, "cat", file).code());

        List<Path> holding = holding(secret);
        assertTrue(holding.contains(Path.of(file)), holding::toString);
        for (Path each : holding) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)), each.toString());
        }
        for (Attack attack : List.of(withoutSecret, wrongSecret)) {
            SlurmTestbed.awaitText(() -> attack.commands.read("err"), "(?s).*Failed to connect to master .*");
            attack.process.destroy();
            attack.process.waitFor();
            assertFalse(Files.exists(home.resolve(attack.out)));
        }
    }

    /** A run of the other account's on lab's Master. It starts early, so that it has tried by the time it is looked at. */
    private record Attack(String out, Commands commands, Process process) {
        static Attack start(String out, String... settings) throws Exception {
            String options = SlurmTestbed.QUICK + Stream.of(settings).map(setting -> " -D" + setting).collect(Collectors.joining()); // --conf refuses secrets
            Commands commands = SlurmTestbed.commands();
            return new Attack(out, commands, slurm.start("other", OTHERS_HOME, commands, "env", "TRIALMAP_JAVA_OPTS=" + options, Commands.TRIALMAP, "exec", "--over", "x=1:3", "--master",
                    SETTINGS.getProperty("spark.master"), "--conf", "spark.driver.host=10.231.77.254", "--conf", "spark.network.auth.rpcTimeout=5s", "--conf", "spark.app.name=attack", "--out", out,
                    "--", "id"));
        }
    }

    /** All files that lab has anywhere, with the secret in them; others' come and go meanwhile. */
    private static List<Path> holding(String secret) throws IOException, InterruptedException {
        return SlurmTestbed.commands().run("find", "/run/slurm-testbed/home", "/run/slurm-testbed/disk", "/tmp", "-type", "f", "(", "-user", "lab", "-o", "-user", "other", ")", "-exec", "grep", "-lF",
                secret, "{}", "+").out().lines().map(Path::of).toList();
    }
}
