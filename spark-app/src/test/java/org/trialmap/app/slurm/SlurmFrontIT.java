package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.trialmap.app.Commands;

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
                + "echo 'Loading modules JobState=FAILED ExitCode=9:0'\necho 'JobId=17 JobName=x JobState=FAILED UserId=lab(1001) GroupId=lab(1001) JobState=COMPLETED ExitCode=0:0 StdOut=" + log + " Power='");
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
}
