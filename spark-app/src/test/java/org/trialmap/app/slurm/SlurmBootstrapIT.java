package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.trialmap.app.Commands;
import org.trialmap.store.SavedResults;

/** The batch script with programs in the place of SLURM's: what it does where these fail, or say more than was asked for. Spark's Master is a real one. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SlurmBootstrapIT {
    private static final String NODE = "echo Loading modules; echo 'NodeName=here CPUTot=2 NodeAddr=127.0.0.1 RealMemory=4096 State=STATE ThreadsPerCore=1'";

    /** Of a program in srun's place: two workers that say they are there. The Master's own log writes over what comes too early. */
    private static final String TWO_COME = "folder=${*: -2:1}; until [ -s \"$folder/master.url\" ]; do sleep 0.1; done; sleep 1; for i in 1 2; do"
            + " echo \"12:00:00 INFO Master: Registering worker 10.0.0.$i:4000 with 1 cores, 1024.0 MiB RAM\" >>\"$folder/master/log\"; done; sleep 1;";

    @TempDir
    private Path folder;
    private SlurmPrograms programs;
    private Path jobs;

    @BeforeEach
    void slurm() throws Exception {
        jobs = folder.resolve("home/.trialmap/jobs");
        programs = new SlurmPrograms(folder.resolve("bin")).with("squeue", "echo 7; echo 12").with("scancel", "true");
        controller("JobId=7 ", "RUNNING", "IDLE");
    }

    /** What scontrol says: the job's own record between those of others. */
    private void controller(String numbers, String state, String node) throws IOException {
        controller(numbers, state, node, "here", 1);
    }

    private void controller(String numbers, String state, String node, String nodes, int count) throws IOException {
        String rest = " UserId=lab(1001) GroupId=lab(1001) JobState=%1$s Restarts=0 EndTime=Unknown NodeList=%2$s BatchHost=" + nodes.replaceFirst("\\[(\\d+)-.*", "$1") + " NumNodes=" + count
                + " NumCPUs=2 CPUs/Task=1 Nodes=%2$s CPU_IDs=0-1 Mem=4096"
                + " GRES= Command=(null) WorkDir=" + folder + " StdErr=x StdIn=/dev/null StdOut=x Power= ";
        programs.with("scontrol", "case \"$*\" in *'show job'*) echo 'Loading modules JobId=7'; echo 'JobId=8 ArrayJobId=7 ArrayTaskId=1 JobName=x" + String.format(rest, "PENDING", "elsewhere")
                + "'; echo '" + numbers + "JobName=a JobState=FAILED NumNodes=0" + String.format(rest, state, nodes) + "'; echo bye ;; *'show node'*) " + NODE.replace("STATE", node)
                + " ;; 'show hostnames here['*) list=${3#here[} list=${list%]}; seq -f here%.0f ${list%-*} ${list#*-} ;; 'show hostnames '*) echo $3 ;; *) exit 1 ;; esac");
    }

    private Commands.Ended run() throws Exception {
        return run(commands());
    }

    private Commands.Ended run(Commands commands) throws Exception {
        return commands.run("bash", SlurmTestbed.BOOTSTRAP, "demo");
    }

    private Commands commands() throws Exception {
        Commands commands = programs.commands(folder.resolve("work")).with("HOME", folder.resolve("home").toString()).with("SLURM_JOB_ID", "7").with("SLURM_JOB_NODELIST", "here")
                .with("SLURMD_NODENAME", "here").with("SLURM_SUBMIT_DIR", folder.toString()).with("TMPDIR", Files.createDirectories(folder.resolve("tmp")).toString())
                .with("SLURM_CPU_BIND", "map_cpu:7").with("SLURM_CPUS_PER_TASK", "8").with("SLURM_HET_SIZE", "2").with("SLURM_EXPORT_ENV", "NONE").with("SLURM_TIME_FORMAT", "relative")
                .with("SQUEUE_STATES", "PENDING").with("SRUN_EXPORT_ENV", "NONE").with("BASH_ENV", Files.writeString(folder.resolve("bashrc"), "echo Loading modules\n").toString());
        Files.createDirectories(folder.resolve("home"));
        return commands;
    }

    private static Path folderOfJob(Path folder, int daysOld) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        return Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofDays(daysOld))));
    }

    @Test
    void anSrunThatFailsIsNoLostNode() throws Exception {
        Files.createDirectories(jobs);
        Files.setPosixFilePermissions(jobs, PosixFilePermissions.fromString("rwx------"));
        Path ended = folderOfJob(jobs.resolve("5"), 8);
        Path young = folderOfJob(jobs.resolve("6"), 6);
        Path living = folderOfJob(jobs.resolve("12"), 30);
        programs.with("srun", "env | grep -E '^(SLURM|SRUN|SQUEUE)_' | sort >'" + folder.resolve("environment") + "'; echo 'srun: error: no' >&2; exit 3");
        Commands.Ended run = run();
        assertEquals(1, run.code(), run.err());
        assertTrue(run.err().contains("\ntrialmap: srun could not start the workers, and ended with 3; no node of the job is lost. What srun said is above. Leave out what it does not accept, or ask"
                + " the people who run the cluster.\n"), run.err());
        assertTrue(run.err().contains("\nresult   : failed with exit code 1\n"), run.err());
        List<String> calls = programs.calls();
        assertTrue(calls.stream().noneMatch(call -> call.contains("requeue")), calls::toString);
        assertTrue(calls.stream().anyMatch(call -> call.startsWith("srun --export=ALL --nodes=1 --ntasks=1 --ntasks-per-node=1 --overlap --mem=0 --cpu-bind=none ")), calls::toString);
        assertEquals(List.of("SLURM_JOB_ID=7", "SLURM_JOB_NODELIST=here", "SLURM_SUBMIT_DIR=" + folder), Files.readAllLines(folder.resolve("environment")));
        assertEquals(List.of(false, true, true), List.of(Files.exists(ended), Files.exists(young), Files.exists(living)));
    }

    @Test
    void anSrunThatDoesNotReachANodeIsCalledAgainWithoutIt() throws Exception {
        controller("JobId=7 ", "RUNNING", "IDLE", "here[1-3]", 3);
        programs.with("srun", "echo 'srun: error: slurm_receive_msgs: [[here3]:6818] failed: Zero Bytes were transmitted or received' >&2;"
                + " echo 'srun: error: Task launch for StepId=7.0 failed on node here3: Zero Bytes were transmitted or received' >&2; exit 141");
        Commands.Ended run = run(commands().with("SLURM_JOB_NODELIST", "here[1-3]").with("SLURMD_NODENAME", "here1").with("TRIALMAP_WORKERS_TIMEOUT", "30"));
        assertEquals(1, run.code(), run.err());
        assertTrue(run.err().contains("\ntrialmap: srun could not start a worker on here3, which SLURM does not call lost. Going on without it\n"), run.err());
        assertTrue(run.err().matches("(?s).*\ntrialmap: 0/3 workers came in \\d+ s, fewer than the 1 that must be there\\..*"), run.err());
        List<String> calls = programs.calls().stream().filter(call -> call.startsWith("srun ")).toList();
        assertEquals(2, calls.size(), calls::toString);
        assertTrue(calls.get(0).contains(" --nodes=3 --ntasks=3 ") && !calls.get(0).contains("--exclude"), calls::toString);
        assertTrue(calls.get(1).contains(" --nodes=2 --ntasks=2 ") && calls.get(1).contains(" --exclude=here3 "), calls::toString);
    }

    @Test
    void workersThatHaveAllEndedAreStartedAgainWhereTheyCanBe() throws Exception {
        controller("JobId=7 ", "RUNNING", "IDLE", "here[1-2]", 2);
        Path calls = folder.resolve("calls");
        programs.with("srun", "echo >>'" + calls + "'; case $(wc -l <'" + calls + "') in 1) " + TWO_COME + " exit 137 ;;"
                + " 2) echo 'srun: error: Task launch for StepId=7.1 failed on node here2: Zero Bytes were transmitted or received' >&2; exit 141 ;;"
                + " *) sleep 1; exit 0 ;; esac");
        Commands.Ended run = run(commands().with("SLURM_JOB_NODELIST", "here[1-2]").with("SLURMD_NODENAME", "here1"));
        assertEquals(143, run.code(), run.err());
        String again = "trialmap: all workers have ended, but the job goes on: starting them again\n";
        String err = run.err().lines().filter(line -> line.matches("trialmap: (all workers|srun) .*|result .*")).map(line -> line + "\n").collect(Collectors.joining());
        assertEquals(again + "trialmap: srun could not start a worker on here2. Going on without it\n" + again + again
                + "trialmap: all workers have ended, or the Master has; what they said is in " + jobs + "/7/0/*/log\nresult   : lost all its workers, or its Master\n", err, run.err());
        assertEquals(List.of("--nodes=2", "--nodes=2", "--nodes=1 --exclude=here2", "--nodes=1 --exclude=here2"), programs.calls().stream().filter(call -> call.startsWith("srun "))
                .map(call -> Arrays.stream(call.split(" ")).filter(word -> word.matches("--(nodes|exclude)=.*")).collect(Collectors.joining(" "))).toList());
    }

    @Test
    void workersThatTookTooMuchMemoryAreNotStartedAgain() throws Exception {
        controller("JobId=7 ", "RUNNING", "IDLE", "here[1-2]", 2);
        programs.with("srun", TWO_COME + " echo 'slurmstepd: error: StepId=7.0 exceeded memory limit (5 > 4), being killed' >&2; exit 137");
        Commands.Ended run = run(commands().with("SLURM_JOB_NODELIST", "here[1-2]").with("SLURMD_NODENAME", "here1"));
        assertEquals(143, run.code(), run.err());
        assertTrue(run.err().contains("\nresult   : lost all its workers, or its Master\n"), run.err());
        assertEquals(1, programs.calls().stream().filter(call -> call.startsWith("srun ")).count(), run.err());
    }

    @Test
    void theTaskOfAnArrayWhoseNodeIsLostGoesBackInTheQueueAlone() throws Exception {
        controller("JobId=7 ArrayJobId=7 ArrayTaskId=3 ", "RUNNING", "DOWN*");
        programs.with("srun", "exit 1");
        Commands.Ended run = run();
        assertTrue(run.err().contains("\ntrialmap: the start of the workers was aborted, since a node of the job is lost\n"), run.err());
        assertTrue(run.err().contains("\nresult   : lost a node while its workers were started, and goes back in the queue\n"), run.err());
        assertTrue(programs.calls().contains("scontrol requeue 7_3"), () -> run.err());
    }

    @Test
    void aJobThatIsCancelledWhileSparkStartsSaysSo() throws Exception {
        controller("JobId=7 ", "COMPLETING", "IDLE");
        programs.with("srun", "kill -TERM $PPID; sleep 1");
        Commands.Ended run = run();
        assertEquals(143, run.code(), run.err());
        assertTrue(run.err().contains("\ntimes    : workers never came, ") && run.err().contains("\nresult   : was cancelled\n"), run.err());
        assertFalse(run.err().contains("Exception") || run.err().contains("\tat ") || run.err().contains("did not start"), run.err());
    }

    @Test
    void aHeterogeneousJobAndAFolderThatTheNodeDoesNotHaveAreRefused() throws Exception {
        programs.with("srun", "exit 1");
        controller("JobId=7 HetJobId=7 HetJobOffset=0 ", "RUNNING", "IDLE");
        assertEquals(new Commands.Ended(2, "Loading modules\n",
                "trialmap: job 7 is a heterogeneous one (several requests with : between them), of which Spark would use the first part only. Ask for nodes in one"
                        + " request; they may differ (--exclusive --mem=0, or a --constraint that several kinds fulfil).\n"),
                run());
        programs.with("scontrol", "echo 'JobId=7 JobName=x UserId=lab(1001) GroupId=lab(1001) JobState=RUNNING WorkDir=/not/there StdErr=x StdIn=/dev/null'");
        assertEquals(new Commands.Ended(2, "Loading modules\n",
                "trialmap: the folder of the submission, /not/there, does not exist on here, so that results would be lost. Submit from a folder that all nodes have, or"
                        + " name one with --chdir.\n"),
                run());
    }

    @Test
    void aNodeWithoutScontrolIsNamed() throws Exception {
        Path without = programsWithout("scontrol srun squeue scancel sinfo sbatch");
        assertEquals(new Commands.Ended(1, "Loading modules\n",
                "trialmap: SLURM's command scontrol is not installed on here, or not on the PATH, so it is not known what the job has. Name what brings it with"
                        + " modules in the site's profile, or tell the people who run the cluster.\n"),
                run(commands().with("PATH", without.toString())));
    }

    /** Of many that start at once, a Master that has little time leaves some without an answer, and they ask again. */
    @Test
    void aWorkerThatAsksTwiceIsOne() throws Exception {
        controller("JobId=7 ", "RUNNING", "IDLE", "here[1-2]", 2);
        programs.with("srun",
                "folder=${*: -2:1}; until [ -s \"$folder/master.url\" ]; do sleep 0.1; done; sleep 1; for i in 1 2; do echo '12:00:00 INFO Master: Registering worker 10.0.0.1:4000 with 1"
                        + " cores, 1024.0 MiB RAM' >>\"$folder/master/log\"; done; until [ -e \"$folder/stop\" ]; do sleep 0.1; done");
        Commands.Ended run = run(commands().with("SLURM_JOB_NODELIST", "here[1-2]").with("SLURMD_NODENAME", "here1").with("TRIALMAP_MIN_WORKERS", "2").with("TRIALMAP_WORKERS_TIMEOUT", "30"));
        assertEquals(1, run.code(), run.err());
        assertTrue(run.err().matches("(?s).*\ntrialmap: 1/2 workers came in 3\\d s, fewer than the 2 that must be there\\..*"), run.err());
    }

    /** Of an account whose quota is used up, say. */
    @Test
    void aFolderWithoutRoomIsNamedAndNotTheController() throws Exception {
        programs.with("srun", "exit 1");
        String cure = " Make room there (your quota may be used up), or name another folder that all nodes share with TRIALMAP_JOBS or jobs in the site's profile.\n";
        assertEquals(new Commands.Ended(1, "", "trialmap: " + jobs + "/7/0 cannot be written: No space left on device." + cure), onSmallDisk("size=64k,mode=700"));
        assertEquals(new Commands.Ended(1, "", "trialmap: " + jobs + "/7 cannot be made: No space left on device." + cure), onSmallDisk("nr_inodes=1,mode=700"));
    }

    /** With a file system of its own as the folder for jobs, which nobody else sees. */
    private Commands.Ended onSmallDisk(String options) throws Exception {
        Files.createDirectories(jobs);
        return commands().with("BASH_ENV", "").run("unshare", "--mount", "bash", "-c", "mount -t tmpfs -o \"$0\" small \"$1\" && exec bash \"$2\" demo", options, jobs.toString(),
                SlurmTestbed.BOOTSTRAP);
    }

    /** The login node's start-up files set JAVA_HOME, and the nodes' do not. */
    @Test
    void aJobWithoutJavaTakesThatOfTheLoginNode() throws Exception {
        Path without = programsWithout("java");
        programs.with("srun", "echo \"$JAVA_HOME\" >'" + folder.resolve("java") + "'; exit 3");
        Commands commands = commands().with("JAVA_HOME", "").with("PATH", folder.resolve("bin") + ":" + without);
        assertEquals(new Commands.Ended(1, "Loading modules\n", "trialmap: Java is not installed, or not on the PATH.\ntrialmap: Install a JDK 17 or newer (Debian, Ubuntu: apt-get install"
                + " openjdk-17-jdk-headless), or set JAVA_HOME.\n"), run(commands));
        assertEquals(1, run(commands.with("TRIALMAP_JAVA_HOME", System.getProperty("java.home"))).code());
        assertEquals(System.getProperty("java.home"), Files.readString(folder.resolve("java")).strip());
    }

    /** A folder with links to all programs of the system but these; not below the test's own folder, whose end JUnit would tell of link by link. */
    private static Path programsWithout(String names) throws Exception {
        Path without = Files.createTempDirectory("without").resolve("bin");
        assertEquals(0, SlurmTestbed.commands().run("bash", "-c", "mkdir \"$0\" && ln -s /usr/bin/* \"$0\" && cd \"$0\" && rm -f $1", without.toString(), names).code());
        return without;
    }

    /** Workers of Spark with its real protocol, all in one process: what hundreds of them do to the Master's small heap and to the script. Two have an executor. */
    @Test
    void twoHundredWorkersCome() throws Exception {
        controller("JobId=7 ", "RUNNING", "IDLE", "here[1-200]", 200);
        programs.with("srun", "folder=${*: -2:1}; export SPARK_HOME='" + Commands.DIST + "' SPARK_SCALA_VERSION=2.13; exec '" + System.getProperty("java.home") + "/bin/java' @'"
                + Commands.DIST.resolve("launch/jvm.flags") + "' -XX:TieredStopAtLevel=1 -Xss512k -cp '" + Path.of("target", "test-classes").toAbsolutePath() + ":" + Commands.DIST.resolve("jars")
                + "/*' " + ManyWorkers.class.getName() + " \"$folder\" 200 >'" + folder.resolve("workers") + "' 2>&1");
        Commands.Ended run = commands().with("SLURM_JOB_NODELIST", "here[1-200]").with("SLURMD_NODENAME", "here1").run("bash", SlurmTestbed.BOOTSTRAP, "exec", "--conf", "spark.cores.max=2", "--over",
                "i=1:5", "--batch", "1", "--parse", "numbers", "--out", "out", "--", "echo", "{i}");
        assertEquals(0, run.code(), run.err() + Files.readString(folder.resolve("workers")));
        assertTrue(run.err().contains("trialmap: 200/200 workers available after ") && run.err().contains("\nresult   : ok\n"), run.err());
        try (SavedResults results = SavedResults.open(folder.resolve("work/out"))) {
            assertEquals(4, results.doubles(3)[0]);
        }
    }

    /** A newly installed controller counts from 1 again. */
    @Test
    void nothingIsTakenFromAnEarlierJobOfTheSameNumber() throws Exception {
        Path earlier = Files.createDirectories(jobs.resolve("7"));
        for (Path each : List.of(jobs, earlier)) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx------"));
        }
        Files.writeString(earlier.resolve("begun"), "5");
        Files.writeString(earlier.resolve("continued"), "3");
        programs.with("srun", "ls '" + earlier + "' >'" + folder.resolve("there") + "'; exit 3");
        assertEquals(1, run().code());
        assertEquals(List.of("0"), Files.readAllLines(folder.resolve("there")));
    }
}
