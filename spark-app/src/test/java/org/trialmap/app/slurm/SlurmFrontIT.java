package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.trialmap.app.Commands;
import org.trialmap.app.cluster.OwnerFiles;
import org.trialmap.cluster.ConnectionFile;

/** What the front end makes of SLURM's programs as sites have them: wrappers, start-up files, variables. */
@Execution(ExecutionMode.CONCURRENT)
class SlurmFrontIT {
    private static final String NEVER = "echo \"$0 is not for this\" >&2; exit 9";

    @TempDir
    private Path folder;

    private SlurmPrograms programs() throws IOException {
        return new SlurmPrograms(folder.resolve("bin")).with("sbatch", NEVER).with("scontrol", NEVER).with("squeue", NEVER).with("sinfo", NEVER);
    }

    private static String inQueue(int id) {
        return "trialmap: job " + id + " is in the queue; its log will be trialmap-" + id + ".log, a summary trialmap-" + id + ".summary. scancel " + id + " stops it.\n";
    }

    @Test
    void anSbatchThatPrintsMoreThanTheNumberIsUnderstood() throws Exception {
        SlurmPrograms programs = programs().with("sbatch", "echo 'Dear users, on 2026 Nov 28 there is cake'; echo '17;alps'; echo; echo thanks");
        assertEquals(new Commands.Ended(0, "17\n", inQueue(17)), programs.commands(folder.resolve("work")).run(SlurmTestbed.SLURM, "run", "--", "demo"));
        programs.with("sbatch", "echo Submitted as seventeen");
        assertEquals(new Commands.Ended(1, "", "trialmap: sbatch took the job, but did not print its number as sbatch --parsable does: Submitted as seventeen. squeue --me lists your jobs. Tell"
                + " the people who run the cluster, if sbatch is a program of theirs here.\n"), programs.commands(folder.resolve("work")).run(SlurmTestbed.SLURM, "run", "--", "demo"));
    }

    @Test
    void whatIsTypedStandsOnTheCommandLineWhereItWinsOverVariables() throws Exception {
        SlurmPrograms programs = programs().with("sbatch", "echo 17");
        assertEquals(new Commands.Ended(0, "17\n", inQueue(17)), programs.commands(folder.resolve("work")).with("SBATCH_TIMELIMIT", "1").with("SBATCH_PARTITION", "tiny").run(SlurmTestbed.SLURM,
                "run", "--time", "30", "-p", "long", "--sbatch=--exclusive=user", "--sbatch=--comment=two words", "--skip-directive", "signal", "--", "demo"));
        assertEquals(List.of("sbatch --parsable --time=30 --partition=long --exclusive=user --comment=two words"), programs.calls());
    }

    @Test
    void answersAreReadWhateverVariablesAndStartUpFilesAdd() throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "done\n");
        Path noise = Files.writeString(folder.resolve("bashrc"), "echo 'Loading modules JobState=FAILED ExitCode=9:0'\n");
        SlurmPrograms programs = programs().with("sbatch", "echo 17").with("scontrol", "[ -z \"$SLURM_TIME_FORMAT$SCONTROL_ALL$SQUEUE_FORMAT$SINFO_FORMAT$BASH_ENV\" ] || exit 9\n"
                + "echo 'Loading modules JobState=FAILED ExitCode=9:0'\necho 'JobId=17 JobName=x JobState=FAILED UserId=lab(1001) GroupId=lab(1001) JobState=COMPLETED ExitCode=0:0 StdOut=" + log
                + " Power='");
        Commands.Ended ended = programs.commands(folder.resolve("work")).with("SLURM_TIME_FORMAT", "relative").with("SCONTROL_ALL", "1").with("SQUEUE_FORMAT", "%i").with("SINFO_FORMAT", "%n")
                .with("BASH_ENV", noise.toString()).run(SlurmTestbed.SLURM, "run", "--wait", "--", "demo");
        assertEquals(new Commands.Ended(0, "done\n", "trialmap: job 17 is in the queue. Ctrl-C ends only this waiting; scancel 17 stops the job.\n"),
                new Commands.Ended(ended.code(), ended.out().replace("Loading modules JobState=FAILED ExitCode=9:0\n", ""), ended.err()));
    }

    @Test
    void aCommandThatIsWronglyTypedIsNotSubmitted() throws Exception {
        assertEquals(new Commands.Ended(2, "", "trialmap: Unknown option: '--nonsense'. Nothing was submitted; trialmap demo --help shows how it is called.\nHelp: trialmap-slurm run --help\n"),
                programs().commands(folder.resolve("work")).run(SlurmTestbed.SLURM, "run", "--", "demo", "--nonsense"));
    }

    @Test
    void aShortTimeLimitIsWarnedOfAndAnArrayCannotBeWaitedFor() throws Exception {
        SlurmPrograms programs = programs().with("sbatch", "echo 17");
        assertEquals(new Commands.Ended(0, "17\n", "trialmap: the time limit 2 is short: SLURM gives its warning up to a minute early, and a start takes some seconds, so the run may be stopped"
                + " before it has done anything. Ask for three minutes or more with --time.\n" + inQueue(17)),
                programs.commands(folder.resolve("work")).run(SlurmTestbed.SLURM, "run", "--sbatch=-t2", "--", "demo"));
        assertEquals(new Commands.Ended(2, "", "trialmap: --wait follows one job, but --array asks for several. Leave one of them out; squeue --me shows the tasks of an array, each of which has a"
                + " log of its own.\nHelp: trialmap-slurm run --help\n"), programs.commands(folder.resolve("work")).run(SlurmTestbed.SLURM, "run", "--wait", "--sbatch=--array=1-3", "--", "demo"));
    }

    @Test
    void aShortTimeLimitOfAClusterIsWarnedOfToo() throws Exception {
        SlurmPrograms programs = programs().with("sbatch", "echo 17").with("scontrol",
                "echo 'JobId=17 JobName=x UserId=lab(1001) GroupId=lab(1001) JobState=CANCELLED ExitCode=0:15 StdOut=/none Power='");
        Commands.Ended ended = programs.commands(folder.resolve("work")).run(SlurmTestbed.SLURM, "up", "--time", "2");
        assertEquals(1, ended.code());
        assertEquals("trialmap: the time limit 2 is short: SLURM gives its warning up to a minute early, and a start takes some seconds, so the cluster may be stopped before it has done"
                + " anything. Ask for three minutes or more with --time.", ended.err().lines().findFirst().orElseThrow());
    }

    @Test
    void statusNoticesAJobThatWasKilledAfterItHadJoined() throws Exception {
        Path connection = folder.resolve("7.conf");
        OwnerFiles.write(connection, "spark.cores.max 10\nspark.master spark://127.0.0.1:1\nspark.authenticate.secret c2VjcmV0\ntrialmap.cluster.job 7\ntrialmap.cluster.page http://127.0.0.1:2\n"
                + "trialmap.cluster.workers 3\ntrialmap.cluster.joined.8 1 4 0\ntrialmap.cluster.joined.9 1 4 0\n");
        SlurmPrograms programs = programs().with("squeue", "echo Loading modules; echo 7; echo 9").with("scontrol",
                "echo 'JobId=7 JobName=x UserId=lab(1001) GroupId=lab(1001) JobState=RUNNING ExitCode=0:0 Power='");
        Commands.Ended ended = programs.commands(folder.resolve("work")).run(SlurmTestbed.SLURM, "status", connection.toString());
        assertTrue(ended.err().startsWith("trialmap: job 8, whose nodes had joined, has ended without leaving the cluster. Runs that start from now on do not count on its nodes.\n"), ended.err());
        assertEquals(List.of("spark.cores.max 6", "trialmap.cluster.joined.9 1 4 0", "trialmap.cluster.workers 2"),
                Files.readAllLines(connection).stream().filter(line -> line.matches(".*(cores|joined|workers).*")).toList());
    }

    /** A newly installed controller counts from 1 again. */
    @Test
    void theConnectionFileOfAnEarlierJobOfTheSameNumberIsNotTakenForTheNewOne() throws Exception {
        Path file = Files.createDirectories(folder.resolve("home/.trialmap/clusters")).resolve("17.conf");
        SlurmPrograms programs = programs().with("sbatch", "echo 17").with("scontrol",
                "echo 'JobId=17 JobName=x UserId=lab(1001) GroupId=lab(1001) JobState=CANCELLED ExitCode=0:15 StdOut=/none Power='");
        for (String earlier : List.of(ConnectionFile.ended("17", "has ended"), ConnectionFile.text(Map.of(), "spark://127.0.0.1:1", "http://127.0.0.1:2", "17", 1))) {
            OwnerFiles.write(file, earlier);
            Commands.Ended ended = programs.commands(folder.resolve("work")).with("HOME", folder.resolve("home").toString()).run(SlurmTestbed.SLURM, "up");
            assertEquals(List.of(1, ""), List.of(ended.code(), ended.out()), ended.err());
            assertTrue(ended.err().contains("\ntrialmap: Job 17 has ended as CANCELLED before its workers were there. Its log says why: /none. Correct what it names, and start again.\n"),
                    ended.err());
        }
    }

    private Commands.Ended scale(SlurmPrograms programs, String file, String... words) throws Exception {
        Path connection = folder.resolve("7.conf");
        OwnerFiles.write(connection, file);
        List<String> command = new ArrayList<>(List.of(SlurmTestbed.SLURM, "scale", words[0], connection.toString()));
        command.addAll(List.of(words).subList(1, words.length));
        return programs.commands(folder.resolve("work")).run(command.toArray(String[]::new));
    }

    @Test
    void nodesAreNotAddedToWhatTakesNone() throws Exception {
        String help = "\nHelp: trialmap-slurm scale --help\n";
        String cluster = ConnectionFile.text(Map.of("spark.cores.max", "2", "spark.executor.memory", "1336m"), "spark://127.0.0.1:1", "http://127.0.0.1:2", "7", 1);
        SlurmPrograms programs = programs();
        for (String none : List.of("0", "-1", "two", "1-2")) {
            assertEquals(new Commands.Ended(2, "", "trialmap: scale " + none + " is not a number of nodes to add. Write a number from 1; trialmap-slurm down stops all." + help),
                    scale(programs, cluster, none), none);
        }
        for (String twice : List.of("--nodes=2", "--sbatch=-N2")) {
            assertEquals(new Commands.Ended(2, "", "trialmap: scale 3 says how many nodes are added, and so does --nodes. Leave --nodes out." + help), scale(programs, cluster, "3", twice));
        }
        assertEquals(new Commands.Ended(2, "", "trialmap: scale adds the nodes of one job, but --array asks for several jobs. Leave it out, and name the number of nodes." + help),
                scale(programs, cluster, "1", "--sbatch=--array=1-3"));
        assertEquals(
                new Commands.Ended(2, "", "trialmap: Node 1 gives the job 1791 MiB of memory, but 1792 MiB are needed (it carries a Worker, and an executor of 1336 MiB as the cluster's others). Ask"
                        + " for --mem=1792M, or --mem-per-cpu=1792M." + help),
                scale(programs, cluster, "2", "--mem", "1791M"));
        assertEquals(new Commands.Ended(2, "", "trialmap: Job 7 reaches its time limit, so no nodes can join it. Start a new cluster with trialmap-slurm up." + help),
                scale(programs, ConnectionFile.ended("7", "reaches its time limit"), "1"));
        assertEquals(new Commands.Ended(2, "", "trialmap: " + folder.resolve("7.conf") + " is of a cluster that trialmap-cluster has started. Use trialmap-cluster with it." + help),
                scale(programs, ConnectionFile.withoutSlurm(Map.of(), "spark://127.0.0.1:1", "http://127.0.0.1:2", "1 2 here", 1), "1"));
        programs.with("scontrol", "echo 'JobId=7 JobName=x UserId=lab(1001) GroupId=lab(1001) JobState=PENDING ExitCode=0:0 Power='");
        assertEquals(new Commands.Ended(2, "", "trialmap: Job 7 is PENDING, so no nodes can join its cluster now. trialmap-slurm status says more; trialmap-slurm up starts a new one." + help),
                scale(programs, cluster, "1"));
        assertEquals(cluster, Files.readString(folder.resolve("7.conf")));
        assertEquals(List.of("scontrol"), programs.calls().stream().map(call -> call.replaceFirst(" .*", "")).distinct().toList(), "nothing was submitted");
    }
}
