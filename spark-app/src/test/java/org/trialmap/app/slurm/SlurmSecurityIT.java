package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.trialmap.app.Commands;

/** The accounts lab and other share a folder for jobs: nobody runs what the other has prepared, and nobody locks the other out. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SlurmSecurityIT {
    private static final Path OTHERS_HOME = Path.of("/run/slurm-testbed/home/other");
    private static SlurmTestbed slurm;
    private static Path folder;
    private Path jobs;

    @BeforeAll
    static void up() throws Exception {
        slurm = SlurmTestbed.up();
        folder = slurm.folder();
    }

    @BeforeEach
    void sharedFolder() throws Exception {
        jobs = Files.createTempDirectory(OTHERS_HOME.getParent(), "jobs");
        chmod("1777", jobs);
    }

    @AfterEach
    void remove() throws Exception {
        SlurmTestbed.commands().run("rm", "-rf", jobs.toString());
    }

    private static void chmod(String mode, Path file) throws Exception {
        assertEquals(0, SlurmTestbed.commands().run("chmod", mode, file.toString()).code());
    }

    private static String submit(String user, Path in, Path jobs, String... command) throws Exception {
        return submit("node[36-37]", user, in, jobs, command);
    }

    private static String submit(String nodes, String user, Path in, Path jobs, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of("sbatch", "--parsable", "--nodes=2", "--nodelist=" + nodes, "--mem=2000M", "--export=ALL,TRIALMAP_JOBS=" + jobs, SlurmTestbed.BOOTSTRAP));
        all.addAll(List.of(command));
        Commands.Ended ended = slurm.as(user, in, all.toArray(String[]::new));
        assertEquals(0, ended.code(), ended.err());
        return ended.out().strip();
    }

    private static void assertRefused(Path jobs, String words) throws Exception {
        String id = submit("lab", folder, jobs, "demo", "--out", "never");
        assertEquals("FAILED 1:0", slurm.end(id, folder), SlurmTestbed.log(id, folder));
        assertEquals("trialmap: " + words + "\n", SlurmTestbed.log(id, folder));
    }

    private static void other(String script) throws Exception {
        Commands.Ended ended = slurm.as("other", OTHERS_HOME, "bash", "-c", script);
        assertEquals(0, ended.code(), ended.err());
    }

    @Test
    void twoHonestUsersShareIt() throws Exception {
        String first = submit("lab", folder, jobs, "exec", "--over", "i=0:1", "--out", "shared", "--", "true");
        assertEquals("COMPLETED 0:0", slurm.end(first, folder), SlurmTestbed.log(first, folder));
        String second = submit("other", OTHERS_HOME, jobs, "exec", "--over", "i=0:1", "--out", "shared", "--", "false");
        assertEquals("FAILED 1:0", slurm.end(second, OTHERS_HOME), SlurmTestbed.log(second, OTHERS_HOME));
        Commands.Ended found = SlurmTestbed.commands().run("bash", "-c", "cd '" + jobs + "' && find . -maxdepth 2 -printf '%p %u %m\\n' | sort");
        assertEquals(". root 1777\n./lab lab 700\n./other other 700\n./other/" + second + " other 700\n", found.out(), "a job that failed leaves its logs, to its owner only");
    }

    /** Job numbers can be foreseen, and a node's step runs files in the job's folder. */
    @Test
    void whatAnotherHasPreparedIsNotRun() throws Exception {
        Path ran = OTHERS_HOME.resolve("ran");
        other("mkdir -p " + jobs + "/lab evil; for i in $(seq 800); do d=" + jobs + "/$i/0; mkdir -p $d/node36 $d/node37; done; cd " + jobs + "; for f in */0 */0/node?? lab; do echo 'id >>" + ran
                + "' | tee $f/exports $f/names >/dev/null; done; chmod -R a+rwX .; touch " + ran + "; chmod 666 " + ran);
        String refusal = jobs + "/lab cannot be made, or is not a folder of this account alone (directory of other, mode 777): somebody else may have prepared it. Remove it, or name another folder"
                + " that all nodes share with TRIALMAP_JOBS or jobs in the site's profile.";
        assertRefused(jobs, refusal);
        other("chmod 700 " + jobs + "/lab");
        assertRefused(jobs, refusal.replace("mode 777", "mode 700"));
        other("rm -rf " + jobs + "/lab; ln -s $PWD/evil " + jobs + "/lab");
        assertRefused(jobs, refusal.replace("directory of other, mode 777", "symbolic link of other, mode 777"));
        other("rm " + jobs + "/lab");
        String id = submit("lab", folder, jobs, "exec", "--over", "i=0:1", "--out", "beside", "--", "true");
        assertEquals("COMPLETED 0:0", slurm.end(id, folder), SlurmTestbed.log(id, folder));
        assertEquals("", Files.readString(ran));
    }

    @Test
    void aSharedFolderThatProtectsNobodyIsRefused() throws Exception {
        chmod("777", jobs);
        assertRefused(jobs, "Everybody can write in the folder for jobs " + jobs + ", and it has no sticky bit, so that others could replace what your jobs run. Let its owner set it (chmod +t "
                + jobs + "), or name another one with TRIALMAP_JOBS or jobs in the site's profile.");
        chmod("1777", jobs);
        Path none = jobs.resolve("none");
        assertRefused(none, "The folder for jobs " + none + " does not exist, and " + jobs + " is not yours. Let the people who run the cluster make it for all users (mkdir -m 1777 " + none
                + "), or name one of your own with TRIALMAP_JOBS or jobs in the site's profile ($USER and $HOME may stand there).");
    }

    @Test
    void scancelInTheFirstInstantsLeavesNothing() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int delay = 0; delay < 1200; delay += 150) {
            String id = submit("node[51-52]", "lab", folder, jobs, "exec", "--over", "i=0:1", "--out", "out" + delay, "--", "sleep", "60");
            slurm.await(id, folder, "RUNNING|COMPLETING|COMPLETED");
            TimeUnit.MILLISECONDS.sleep(delay);
            slurm.lab(folder, "scancel", id);
            ids.add(id);
            slurm.end(id, folder);
        }
        assertEquals(List.of(), slurm.leftOnNodes(51, 52));
        try (Stream<Path> tree = Files.walk(jobs)) {
            List<Path> secrets = tree.filter(file -> file.getFileName().toString().matches("secret|outside\\.conf|spark-defaults\\.conf")).toList();
            assertEquals(List.of(), secrets);
        }
        assertFalse(ids.isEmpty());
        assertTrue(Files.exists(jobs.resolve("lab")));
    }
}
