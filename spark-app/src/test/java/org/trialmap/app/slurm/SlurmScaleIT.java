package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.trialmap.app.Commands;
import org.trialmap.store.SavedResults;

/** A cluster that stays and grows: nodes of a further job join it, serve runs that start from then on, and leave by themselves or with it. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SlurmScaleIT {
    private static final Path JOBS = SlurmTestbed.HOMES.resolve("lab/.trialmap/jobs");
    private static SlurmTestbed slurm;
    private static Path folder;

    @BeforeAll
    static void up() throws Exception {
        slurm = SlurmTestbed.up();
        folder = slurm.folder();
    }

    private static String up(String file, String node) throws Exception {
        Commands.Ended up = slurm.lab(folder, SlurmTestbed.SLURM, "up", "--mem", "2G", "--cpus-per-task", "2", "--time", "30", "--sbatch=--nodelist=" + node, "--connection", file);
        assertEquals(0, up.code(), up.err());
        return settings(file).getProperty("trialmap.cluster.job");
    }

    private static Commands.Ended scale(String file, String node, String memory) throws Exception {
        return slurm.lab(folder, SlurmTestbed.SLURM, "scale", "1", file, "--mem", memory, "--cpus-per-task", "2", "--time", "30", "--sbatch=--nodelist=" + node);
    }

    private static Properties settings(String file) throws Exception {
        Properties settings = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolve(file))) {
            settings.load(reader);
        }
        return settings;
    }

    private static void assertStatus(String nodes, String slots, String memory) throws Exception {
        SlurmTestbed.awaitText(() -> slurm.lab(folder, SlurmTestbed.SLURM, "status", "growing.conf").out(),
                "(?s)job    : \\d+, RUNNING, time left \\d+:\\d\\d\nnodes  : " + nodes + ", slots 0 of " + slots + " in use, memory 0 of " + memory + " MiB\n.*");
    }

    /** Names of the nodes that twelve tasks ran on, all of which were busy at the same time. */
    private static Set<Double> nodesOfARun(String name) throws Exception {
        Commands.Ended ended = slurm.lab(folder, Commands.TRIALMAP, "--cluster", "growing.conf", "exec", "--over", "x=1:13", "--batch", "1", "--parse", "numbers", "--out", name, "--", "sh", "-c",
                "sleep 1; hostname | sed s/node//; echo $1", "-", "{x}");
        assertEquals(0, ended.code(), ended.err());
        try (SavedResults results = SavedResults.open(folder.resolve(name))) {
            assertEquals(IntStream.rangeClosed(1, 12).mapToObj(i -> (double) i).toList(), IntStream.range(0, 12).mapToObj(i -> results.doubles(i)[1]).toList());
            return IntStream.range(0, 12).mapToObj(i -> results.doubles(i)[0]).collect(Collectors.toSet());
        }
    }

    @Test
    void nodesJoinServeAndLeaveByThemselvesOrWithTheCluster() throws Exception {
        String cluster = up("growing.conf", "node53");
        String secret = settings("growing.conf").getProperty("spark.authenticate.secret");
        Properties alone = settings("growing.conf");

        assertEquals(
                new Commands.Ended(2, "", "trialmap: Node 1 gives the job 1024 MiB of memory, but 1792 MiB are needed (it carries a Worker, and an executor of 1336 MiB as the cluster's others). Ask"
                        + " for --mem=1792M, or --mem-per-cpu=896M.\nHelp: trialmap-slurm scale --help\n"),
                scale("growing.conf", "node54", "1G"));

        Commands.Ended first = scale("growing.conf", "node54", "1792M");
        assertEquals(0, first.code(), first.err() + slurm.lab(folder, "sh", "-c", "cat trialmap-*.log").out());
        String joined = first.out().strip();
        assertEquals("trialmap: job " + joined + " is in the queue. Ctrl-C ends only this waiting; scancel " + joined + " stops the job.\ntrialmap: 1 node of job " + joined
                + " has joined the cluster of job " + cluster + ". Runs that start from now on use all nodes.\n", first.err());
        assertStatus("2", "4", "2672");
        assertEquals(List.of("2", "4"), List.of(settings("growing.conf").getProperty("trialmap.cluster.workers"), settings("growing.conf").getProperty("spark.cores.max")));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("growing.conf"))));
        assertEquals(Set.of(53.0, 54.0), nodesOfARun("both"));
        theSecretIsForItsOwnerOnly(joined, secret);

        assertEquals(0, slurm.lab(folder, "scancel", "--batch", "--signal=TERM", joined).code());
        assertEquals("COMPLETED 0:0", slurm.end(joined, folder));
        assertEquals(alone, settings("growing.conf"));
        assertStatus("1", "2", "1336");
        assertEquals(List.of(), slurm.leftOnNodes(54));
        assertEquals(Set.of(53.0), nodesOfARun("alone"));

        Commands.Ended second = scale("growing.conf", "node55", "2G");
        assertEquals(0, second.code(), second.err());
        assertStatus("2", "4", "2672");
        String waiting = waitsInTheQueue();
        Commands.Ended down = slurm.lab(folder, SlurmTestbed.SLURM, "down", "growing.conf");
        assertEquals(new Commands.Ended(0, "", "trialmap: the cluster of job " + cluster + " is down.\n"), down);
        assertEquals(List.of("COMPLETED 0:0", "COMPLETED 0:0", "CANCELLED"),
                List.of(slurm.end(cluster, folder), slurm.end(second.out().strip(), folder), slurm.end(waiting, folder).replaceFirst(" .*", "")));
        assertEquals(List.of(), slurm.leftOnNodes(53, 54, 55));
        assertFalse(Files.exists(folder.resolve("growing.conf")));
        assertEquals(List.of(), slurm.lab(folder, "sh", "-c", "ls | grep -F .lock").out().lines().toList());
        assertEquals("", SlurmTestbed.commands().run("grep", "-rlF", secret, SlurmTestbed.HOMES.resolve("lab").toString()).out(), "the secret is nowhere any more");
    }

    /** A job that has not got its nodes yet: {@code down} cancels it. */
    private static String waitsInTheQueue() throws Exception {
        Commands commands = SlurmTestbed.commands();
        Process scale = slurm.start("lab", folder, commands, SlurmTestbed.SLURM, "scale", "1", "growing.conf", "--mem", "2G", "--time", "30", "--sbatch=--nodelist=node54",
                "--sbatch=--begin=now+1hour");
        String said = SlurmTestbed.awaitText(() -> commands.read("err"), "(?s)trialmap: job \\d+ is in the queue\\. .*");
        scale.destroy();
        scale.waitFor();
        return said.replaceFirst("(?s)trialmap: job (\\d+) .*", "$1");
    }

    private static void theSecretIsForItsOwnerOnly(String job, String secret) throws Exception {
        List<Path> holding = slurm.lab(folder, "grep", "-rlF", secret, JOBS.resolve(job).toString()).out().lines().map(Path::of).toList();
        assertTrue(holding.contains(JOBS.resolve(job + "/0/secret")), holding::toString);
        for (Path each : holding) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)), each.toString());
        }
        assertFalse(slurm.run("exec", "node54", "ps", "-eo", "args").out().contains(secret), "the secret is in what all users see");
    }

    @Test
    void nodesLeaveAClusterThatWasKilledAndNoneJoinIt() throws Exception {
        String cluster = up("killed.conf", "node56");
        assertRefusedInTheJob(cluster, "1G", "Node node57 gives the job 1024 MiB of memory, but 1792 MiB are needed (it carries a Worker, and an executor of 1336 MiB as the cluster's others). Ask for"
                + " --mem=1792M, or --mem-per-cpu=1792M.");
        Commands.Ended scale = scale("killed.conf", "node57", "2G");
        assertEquals(0, scale.code(), scale.err());
        String joined = scale.out().strip();
        joinsAgainAfterItsTimeInTheQueue(joined);

        assertEquals(0, slurm.run("exec", "node56", "pkill", "-KILL", "-u", "lab").code());
        assertTrue(slurm.end(cluster, folder).startsWith("FAILED "));
        assertEquals("COMPLETED 0:0", slurm.end(joined, folder));
        assertTrue(SlurmTestbed.log(joined, folder).endsWith("\ntrialmap: the cluster of job " + cluster + " has ended, and the nodes that joined it leave\n"), () -> logOf(joined));
        assertEquals(List.of("1", "2"), List.of(settings("killed.conf").getProperty("trialmap.cluster.workers"), settings("killed.conf").getProperty("spark.cores.max")));

        assertRefusedInTheJob(cluster, "2G",
                "the cluster of job " + cluster + " has ended, or this job looks for it in another folder than it is in (" + JOBS.resolve(cluster) + "). Start a cluster with"
                        + " trialmap-slurm up, or call scale with the same --site and TRIALMAP_JOBS as up.");
        assertFalse(Files.exists(JOBS.resolve(joined)));
        assertEquals(List.of(), slurm.leftOnNodes(57));
    }

    /** With kill -9, which lets nobody say goodbye: the cluster itself finds out, without being asked. */
    @Test
    void whatAKilledJobHadBroughtIsNotPromisedAnyLonger() throws Exception {
        String cluster = up("lost.conf", "node58");
        Properties alone = settings("lost.conf");
        Commands.Ended scale = scale("lost.conf", "node59", "2G");
        assertEquals(0, scale.code(), scale.err());
        String joined = scale.out().strip();
        assertEquals("2", settings("lost.conf").getProperty("trialmap.cluster.workers"));
        assertEquals(0, slurm.run("exec", "node59", "pkill", "-KILL", "-u", "lab").code());
        SlurmTestbed.awaitText(() -> settings("lost.conf").getProperty("trialmap.cluster.workers"), "1");
        assertEquals(alone, settings("lost.conf"));
        slurm.awaitLog(cluster, folder, "trialmap: job " + joined + ", whose nodes had joined, has ended without leaving the cluster. Runs that start from now on do not count on its nodes.");
        assertEquals(0, slurm.lab(folder, SlurmTestbed.SLURM, "down", "lost.conf").code());
        assertEquals("COMPLETED 0:0", slurm.end(cluster, folder));
        assertEquals(List.of(), slurm.leftOnNodes(58));
    }

    /** What the front end cannot see. */
    private static void assertRefusedInTheJob(String cluster, String memory, String words) throws Exception {
        String job = slurm.lab(folder, "sbatch", "--parsable", "--mem=" + memory, "--nodelist=node57", "--output=trialmap-%j.log", SlurmTestbed.BOOTSTRAP, "--join", cluster,
                folder.resolve("killed.conf").toString()).out().strip();
        assertEquals("FAILED 2:0", slurm.end(job, folder));
        assertEquals("trialmap: " + words + "\n", SlurmTestbed.log(job, folder));
        assertFalse(Files.exists(JOBS.resolve(job)));
    }

    private static void joinsAgainAfterItsTimeInTheQueue(String job) throws Exception {
        assertEquals(0, slurm.lab(folder, "scontrol", "requeue", job).code());
        slurm.await(job, folder, "PENDING");
        assertEquals(List.of("1", "0 0 0"), List.of(settings("killed.conf").getProperty("trialmap.cluster.workers"), settings("killed.conf").getProperty("trialmap.cluster.joined." + job)));
        slurm.startNow(job);
        SlurmTestbed.awaitText(() -> settings("killed.conf").getProperty("trialmap.cluster.workers"), "2");
        SlurmTestbed.awaitText(() -> slurm.lab(folder, SlurmTestbed.SLURM, "status", "killed.conf").out(), "(?s).*\nnodes  : 2, slots 0 of 4 in use, .*");
    }

    private static String logOf(String job) {
        try {
            return SlurmTestbed.log(job, folder);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
