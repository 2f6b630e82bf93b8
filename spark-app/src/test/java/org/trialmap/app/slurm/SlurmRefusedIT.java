package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.trialmap.app.Commands;
import org.trialmap.app.OtherAccount;

/** What the login node can see is refused there, in the words of the run itself, and not by a job after its wait in the queue. As an ordinary account; sbatch is one that is never reached. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SlurmRefusedIT {
    private static final String UNSUBMITTED = " Nothing was submitted. Where the job's nodes see other files than this machine, add --unchecked.\nHelp: trialmap-slurm run --help\n";
    private static final String[] EXEC = {"exec", "--over", "i=0:3", "--name", "job", "--out", "out", "--", "true"};
    private static SlurmTestbed slurm;

    @BeforeAll
    static void up() throws Exception {
        slurm = SlurmTestbed.up();
    }

    private static Commands.Ended run(Path folder, List<String> options, String... command) throws Exception {
        new SlurmPrograms(folder.resolve("bin")).with("sbatch", "echo 17");
        List<String> words = new ArrayList<>(List.of("env", "PATH=" + folder.resolve("bin") + ":" + System.getenv("PATH"), SlurmTestbed.SLURM, "run"));
        words.addAll(options);
        words.add("--");
        words.addAll(Arrays.asList(command));
        assertEquals(0, SlurmTestbed.commands().run("chown", "-R", "lab", folder.resolve("bin").toString()).code());
        return slurm.lab(folder, words.toArray(String[]::new));
    }

    private static void assertRefused(String words, Path folder, String... command) throws Exception {
        assertEquals(new Commands.Ended(2, "", "trialmap: " + words + UNSUBMITTED), run(folder, List.of(), command));
        assertTrue(Files.notExists(folder.resolve("bin/calls")), "sbatch was called");
    }

    private static void assertSubmitted(Path folder, List<String> options, String... command) throws Exception {
        assertEquals(new Commands.Ended(0, "17\n", "trialmap: job 17 is in the queue; its log will be trialmap-17.log, a summary trialmap-17.summary. scancel 17 stops it.\n"),
                run(folder, options, command));
    }

    @Test
    void resultsThatAreThere() throws Exception {
        Path folder = slurm.folder();
        List<String> words = new ArrayList<>(List.of(Commands.TRIALMAP));
        words.addAll(Arrays.asList(EXEC));
        words.addAll(1 + 5, List.of("--master", "serial"));
        assertEquals(0, slurm.lab(folder, words.toArray(String[]::new)).code());
        String results = "Results are in out/job.h5 already (complete, 3 tasks), so this run was refused; nothing was touched. Use --overwrite to replace them, or choose another name with --name.";
        assertRefused(results, folder, EXEC);
        for (String either : List.of("--overwrite", "--resume")) {
            assertSubmitted(folder, List.of(), "exec", "--over", "i=0:3", "--name", "job", "--out", "out", either, "--", "true");
        }
        assertSubmitted(folder, List.of("--unchecked"), EXEC);
        assertSubmitted(folder, List.of("--sbatch=--chdir=/"), EXEC);
        assertSubmitted(folder, List.of("--sbatch=--dependency=afterok:1"), EXEC);
        assertSubmitted(folder, List.of("--sbatch=-d afterok:1"), EXEC);
    }

    @Test
    void foldersThatCannotBeWritten() throws Exception {
        Path folder = slurm.folder();
        assertEquals(0, slurm.lab(folder, "sh", "-c", "mkdir -m 555 mine; touch file").code());
        Path others = SlurmTestbed.HOMES.resolve("other");
        assertRefused("Results cannot be saved in mine/new: it cannot be created or written (permission denied: " + folder + "/mine). Remove the cause, or choose another folder (--out).", folder,
                "exec", "--over", "i=0:3", "--out", "mine/new", "--", "true");
        assertRefused("Results cannot be saved in file: " + folder + "/file is a file, not a folder. Move it away, or choose another folder (--out).", folder, "exec", "--over",
                "i=0:3", "--out", "file", "--", "true");
        assertRefused("--out file is a file. Name a folder that is new or empty.", folder, "demo", "--out", "file");
        assertRefused("Results cannot be saved in " + others + "/new: " + others + " belongs to user other, and user lab may not write in it; nothing was touched. Ask for the permission (for a group:"
                + " chmod g+w " + others + "), or choose another folder (--out).", folder, "synthdata", "white_noise", "--out", others + "/new/noise.h5");
    }

    @Test
    void inputsThatAreNotThere() throws Exception {
        Path folder = slurm.folder();
        assertRefused("--over 'x=@values.txt' names a file that does not exist (" + folder + "/values.txt). Correct the path.", folder, "exec", "--over", "x=@values.txt", "--out", "out", "--",
                "true");
        assertRefused("--jar " + folder + "/model.jar does not exist. Correct the path.", folder, "map", "--function", "my.Model::run", "--jar", "model.jar", "--over", "x=0:3", "--out", "out");
        assertRefused("--data ecg.h5 does not exist. Correct the path.", folder, "map", "--function", "org.trialmap.app.examples.Rms", "--data", "ecg.h5", "--out", "out");
        assertRefused("noise.h5 does not exist. Correct the path.", folder, "freqanalysis", "noise.h5", "--method", "mtmfft", "--out", "spectra.spy");
    }

    /** They may be on the nodes. */
    @Test
    void programsThatAreNotHereAreNoReason() throws Exception {
        assertSubmitted(slurm.folder(), List.of(), "exec", "--over", "i=0:3", "--out", "out", "--", "a-program-of-the-nodes");
        assertSubmitted(slurm.folder(), List.of(), "--class", "user.App", "none.jar");
    }

    @Test
    void tooFewFilesOrProcessesAreNamed() throws Exception {
        for (String script : List.of(SlurmTestbed.SLURM + "' run --", Commands.TRIALMAP + "'")) {
            assertEquals(new Commands.Ended(1, "", "trialmap: you may have only 100 files open here (ulimit -n); 256 are needed.\ntrialmap: Raise the limit: ulimit -n 1024. If you may not, ask"
                    + " the people who run this machine.\n"), OtherAccount.run("bash", "-c", "ulimit -n 100; exec '" + script + " demo"));
            Commands.Ended processes = OtherAccount.run("bash", "-c", "ulimit -u 30; exec '" + script + " demo");
            assertEquals(new Commands.Ended(1, "", "trialmap: you may have only 30 processes and threads here (ulimit -u), and there are SOME; 64 more are needed.\ntrialmap: End some, or raise"
                    + " the limit. If you may not, ask the people who run this machine.\n"),
                    new Commands.Ended(processes.code(), processes.out(), processes.err().replaceFirst("are \\d+;", "are SOME;")));
        }
    }
}
