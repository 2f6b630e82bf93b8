package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.trialmap.app.Commands;
import org.trialmap.app.OtherAccount;

/**
 * What the front end says when it may not start one more of SLURM's programs. How many threads Java has by then is not known beforehand, so sbatch, the first of these programs, sets the limit of
 * its parent to what is there; that of root would not count.
 */
@Execution(ExecutionMode.CONCURRENT)
class SlurmLimitsIT {
    @TempDir
    private Path folder;

    @BeforeEach
    void canBeReadByTheOtherAccount() throws Exception {
        OtherAccount.needed();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** @param limit of prlimit, without a number */
    private Commands.Ended waiting(String limit) throws Exception {
        Path bin = folder.resolve(limit);
        new SlurmPrograms(bin).with("sbatch", "until grep -q 'process reaper' /proc/$PPID/task/*/comm; do sleep 0.1; done; prlimit --pid $PPID --" + limit + "=1:1 && echo 17").with("scontrol",
                "echo \"JobId=17 JobState=COMPLETED ExitCode=0:0\"");
        Files.setPosixFilePermissions(Files.createFile(bin.resolve("calls")), PosixFilePermissions.fromString("rw-rw-rw-"));
        return OtherAccount.run("env", "-C", bin.toString(), "PATH=" + bin + ":" + System.getenv("PATH"), "TRIALMAP_JAVA_OPTS=" + SlurmTestbed.QUICK + " -XX:-UseDynamicNumberOfCompilerThreads",
                SlurmTestbed.SLURM, "run", "--wait", "--", "demo");
    }

    private static Commands.Ended notUsed(String before, String command, String why) {
        return new Commands.Ended(2, "", before + "trialmap: SLURM's command " + command + " cannot be used: " + why + ". You may not have more processes or open files here: end some, or raise the"
                + " limit (ulimit -u, ulimit -n).\nHelp: trialmap-slurm run --help\n");
    }

    @Test
    void tooFewProcessesAreNamed() throws Exception {
        assertEquals(notUsed("trialmap: job 17 is in the queue. Ctrl-C ends only this waiting; scancel 17 stops the job.\n", "scontrol",
                "Cannot run program \"scontrol\": error=11, Resource temporarily unavailable"), waiting("nproc"));
    }

    @Test
    void tooFewFilesAreNamed() throws Exception {
        Commands.Ended ended = waiting("nofile");
        assertEquals(notUsed("", "sbatch", "TEMPORARY: Too many open files"), new Commands.Ended(ended.code(), ended.out(), ended.err().replaceFirst("\\S+/trialmap-slurm\\d+\\.err:", "TEMPORARY:")));
    }
}
