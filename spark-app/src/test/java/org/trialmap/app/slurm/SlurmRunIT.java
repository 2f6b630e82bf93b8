package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.trialmap.app.Commands;
import org.trialmap.app.map.UserJar;
import org.trialmap.store.SavedResults;

/** A command behind trialmap-slurm run does what it does on the laptop, on one node and on several that differ. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SlurmRunIT {
    private static SlurmTestbed slurm;

    @BeforeAll
    static void mixedNodes() throws Exception {
        slurm = SlurmTestbed.up();
    }

    private static double[] features(Path out) throws IOException {
        try (SavedResults results = SavedResults.open(out.resolve("features.h5"))) {
            return results.stacked(0).read().doubles();
        }
    }

    @Test
    void oneAndThreeNodesAtOnceGiveTheSameBytesAsLocal2() throws Exception {
        Path folder = slurm.folder();
        assertEquals(0, slurm.lab(folder, Commands.TRIALMAP, "demo", "--out", "local", "--master", "local[2]").code());
        double[] local = features(folder.resolve("local"));

        String one = slurm.submit(folder, "--nodes", "1", "--mem", "2000M", "--sbatch=--nodelist=node4", "--", "demo", "--out", "one");
        String three = slurm.submit(folder, "--nodes", "3", "--mem-per-cpu", "2G", "--sbatch=--nodelist=node[4-6]", "--", "demo", "--out", "three nodes");
        assertEquals("COMPLETED 0:0", slurm.end(one, folder), () -> read(one, folder));
        assertEquals("COMPLETED 0:0", slurm.end(three, folder), () -> read(three, folder));
        assertTrue(overlap(slurm.job(one).line(), slurm.job(three).line()), "both ran at the same time on the first node");
        assertArrayEquals(local, features(folder.resolve("one")));
        assertArrayEquals(local, features(folder.resolve("three nodes")));
        String summary = Files.readString(folder.resolve("trialmap-" + three + ".summary"));
        assertTrue(summary.contains("\ncommand  : demo --out 'three nodes'\nnodes    : node4 (1 cores, 2048 MiB), node5 (1 cores, 2048 MiB), node6 (1 cores, 2048 MiB)\n"), summary);
        assertTrue(summary.endsWith("\nresult   : ok\nnext     : nothing to do\n"), summary);
        assertEquals(List.of(), slurm.leftOnNodes(4, 5, 6));
    }

    private static String read(String id, Path folder) {
        try {
            return SlurmTestbed.log(id, folder);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static boolean overlap(String one, String other) {
        Matcher first = Pattern.compile("StartTime=(\\S+) EndTime=(\\S+)").matcher(one);
        Matcher second = Pattern.compile("StartTime=(\\S+) EndTime=(\\S+)").matcher(other);
        return first.find() && second.find() && first.group(1).compareTo(second.group(2)) < 0 && second.group(1).compareTo(first.group(2)) < 0;
    }

    @Test
    void wholeMixedNodesUseAllTheirCoresAndTheExitCodeOfAnySparkApplicationPassesThrough() throws Exception {
        Path folder = slurm.folder();
        Path jar = UserJar.of(Files.createTempDirectory("jar"), "Exits", """
                public class Exits {
                    public static void main(String[] words) {
                        var spark = new org.apache.spark.api.java.JavaSparkContext(new org.apache.spark.SparkConf().setAppName(words[0]));
                        System.out.println(words[0] + ": " + spark.defaultParallelism() + " cores");
                        System.exit(42);
                    }
                }
                """);
        Path copy = Files.copy(jar, folder.resolve("app.jar"));
        Commands.Ended ended = slurm.lab(folder, SlurmTestbed.SLURM, "run", "--wait", "--nodes", "3", "--exclusive", "--mem=0", "--sbatch=--nodelist=node[1-3]", "--", "--class", "user.Exits",
                copy.toString(), "two words");
        assertEquals(42, ended.code(), ended.out() + ended.err());
        assertTrue(ended.out().contains("\ntwo words: 8 cores\n"), ended.out());
        assertTrue(ended.out().contains("trialmap: node1: 2 cores, 4096 MiB, Master and driver (512 MiB) at 10.231.78.1 (ib0), executor 2610 MiB\n"), ended.out());
        assertTrue(ended.out().contains("node3: 4 cores, 8192 MiB, executor 2610 MiB\n"), ended.out());
        assertTrue(ended.out().contains("\nresult   : failed with exit code 42\n"), ended.out());
    }

    @Test
    void sbatchOfTheBootstrapNeedsNoFrontEndAndNoEditing() throws Exception {
        Path folder = slurm.folder();
        Commands.Ended submitted = slurm.lab(folder, "sbatch", "--parsable", "--nodes=2", "--nodelist=node[7-8]", "--mem=2000M", SlurmTestbed.BOOTSTRAP, "exec", "--over", "x=1:4", "--parse",
                "numbers", "--out",
                "my results", "--", "awk", "-v", "x={x}", "BEGIN { print x * x }");
        String id = submitted.out().strip();
        assertEquals("COMPLETED 0:0", slurm.end(id, folder), () -> read(id, folder));
        try (SavedResults results = SavedResults.open(folder.resolve("my results"))) {
            assertEquals(List.of(1.0, 4.0, 9.0), List.of(results.doubles(0)[0], results.doubles(1)[0], results.doubles(2)[0]));
        }
    }

    @Test
    void nodesThatCannotTakePartSayWhyAndTheOthersStart() throws Exception {
        Path folder = slurm.folder();
        slurm.run("exec", "node9", "mkdir", "-m", "1777", "/tmp/own disk");
        Commands.Ended ended = slurm.lab(folder, SlurmTestbed.SLURM, "run", "--wait", "--nodes", "2", "--mem", "2000M", "--sbatch=--nodelist=node[9-10]", "--scratch", "/tmp/own disk", "--", "exec",
                "--over", "i=0:2", "--out", "out", "--", "sh", "-c", "echo $TMPDIR");
        assertEquals(0, ended.code(), ended.out() + ended.err());
        assertTrue(ended.out()
                .contains("trialmap: No scratch folder can be made on node10: tried [/tmp/own disk] (java.nio.file.NoSuchFileException: /tmp/own disk). Name a folder on the node's own disk with"
                        + " --scratch or in the site's profile.\n"),
                ended.out());
        assertTrue(ended.out().contains("trialmap: no worker on node10\n") && ended.out().contains("trialmap: 1/2 workers came in "), ended.out());
        try (SavedResults results = SavedResults.open(folder.resolve("out"))) {
            assertTrue(((String[]) results.read(0).data())[0].startsWith("/tmp/own disk/trialmap-"));
        }
        slurm.run("exec", "node9", "rmdir", "/tmp/own disk");
        assertEquals(List.of(), slurm.leftOnNodes(9, 10));

        Commands.Ended withoutJava = slurm.lab(folder, SlurmTestbed.SLURM, "run", "--wait", "--mem", "2000M", "--sbatch=--nodelist=node9", "--sbatch=--export=ALL,JAVA_HOME=/opt/none", "--", "demo");
        assertEquals(1, withoutJava.code(), withoutJava.out());
        assertTrue(withoutJava.out().contains("trialmap: JAVA_HOME is /opt/none, but there is no bin/java in it.\ntrialmap: Set it to a JDK 17 or newer, or unset it.\n"), withoutJava.out());
    }

    @Test
    void aNodeThatComesLateJoinsARunThatHasBegun() throws Exception {
        Path folder = slurm.folder();
        Path hold = Files.createFile(folder.resolve("hold"));
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nwhile [ \"$(hostname)\" = node12 ] && [ -e '" + hold + "' ]; do sleep 0.2; done\nexec '" + System.getProperty("java.home") + "/bin/java' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        CountedJob job = CountedJob.held(slurm, folder, "node[11-12]", CountedJob.FREE, "--min-workers", "1", "--timeout", "60",
                "--sbatch=--export=\"ALL,JAVA_HOME=" + folder.resolve("jdk") + "\"");
        slurm.awaitLog(job.id(), folder, "trialmap: 1/2 workers came in 60 s, starting with these");
        job.settled();
        assertEquals(List.of("node11"), job.lines("hosts").stream().distinct().toList());
        Files.delete(hold);
        job.await("hosts", CountedJob.FREE + 2); // one that is held on each node
        assertTrue(job.lines("hosts").contains("node12"), job::log);
        job.go();
        job.assertCompleted(0);
        assertEquals(List.of(), slurm.leftOnNodes(11, 12));
    }

    @Test
    void whatCannotWorkIsRefusedBeforeOrAtTheSubmission() throws Exception {
        Path folder = slurm.folder();
        assertEquals(new Commands.Ended(2, "", "trialmap: Node 1 gives the job 1024 MiB of memory, but 1936 MiB are needed (the first one carries Master, Worker, driver and executor). Ask for"
                + " --mem=1936M, or --mem-per-cpu=1936M.\nHelp: trialmap-slurm run --help\n"), slurm.lab(folder, SlurmTestbed.SLURM, "run", "--mem", "1G", "--", "demo"));
        assertEquals(new Commands.Ended(1, "", "trialmap: SLURM does not know the partition: Batch job submission failed: Invalid partition name specified. The partitions are batch,"
                + " scavenge. Choose one of them with --partition or in the site's profile.\n"), slurm.lab(folder, SlurmTestbed.SLURM, "run", "--partition", "nope", "--", "demo"));
        assertEquals(new Commands.Ended(1, "", "trialmap: SLURM rejects the option --nonsense: sbatch: unrecognized option '--nonsense=3'. Leave it out with --skip-directive nonsense or"
                + " skip-directives in the site's profile.\n"), slurm.lab(folder, SlurmTestbed.SLURM, "run", "--sbatch=--nonsense=3", "--", "demo"));
        Commands.Ended tooSmall = slurm.lab(folder, SlurmTestbed.SLURM, "run", "--wait", "--sbatch=--nodelist=node7", "--", "demo"); // SLURM's default of this cluster: 512 MiB a core
        assertEquals(2, tooSmall.code(), tooSmall.out());
        assertTrue(tooSmall.out().contains("trialmap: Node node7 gives the job 512 MiB of memory, but 1936 MiB are needed"), tooSmall.out());
        Commands tooMany = SlurmTestbed.commands();
        Process waiting = slurm.start("lab", folder, tooMany, SlurmTestbed.SLURM, "run", "--wait", "--nodes", "99", "--mem", "2G", "--", "demo");
        String waits = SlurmTestbed.awaitText(() -> tooMany.read("err"),
                "(?s)trialmap: job \\d+ is in the queue\\..*\ntrialmap: Job \\d+ waits in the queue for a reason that does not pass by itself: Partition(Config|NodeLimit)\\. .*\n");
        slurm.lab(folder, "scancel", waits.replaceFirst("(?s)\\D*(\\d+).*", "$1"));
        assertEquals(1, tooMany.end(waiting).code());
        Path dead = Files.writeString(folder.resolve("dead.conf"), Files.readString(Path.of("/run/slurm-testbed/slurm.conf")).replace("SlurmctldPort=16817", "SlurmctldPort=16899"));
        assertEquals(new Commands.Ended(1, "", "trialmap: SLURM's controller does not answer: Batch job submission failed: Unable to contact slurm controller (connect failure). Nothing was"
                + " submitted. Try again later (scontrol ping says whether it is back), or tell the people who run the cluster.\n"),
                slurm.lab(folder, "env", "SLURM_CONF=" + dead, SlurmTestbed.SLURM, "run", "--", "demo"));
        assertEquals(new Commands.Ended(2, "", "trialmap: SLURM's command sbatch is not installed here, or not on the PATH. Run this on a login node of the cluster, or load its module there"
                + " (often: module load slurm).\nHelp: trialmap-slurm run --help\n"),
                slurm.lab(folder, "bash", "-c", "mkdir bin; for p in bash env readlink dirname sed head tail java; do ln -s $(command -v $p) bin/$p; done; PATH=$PWD/bin exec \"$0\" run -- demo",
                        SlurmTestbed.SLURM));
    }
}
