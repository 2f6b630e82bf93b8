package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.Main;
import org.trialmap.app.OtherAccount;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cluster.OwnerFiles;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.support.Hosts;

/** Folders and files of a job, where others have prepared something in their place. */
class JobFilesTest {
    @TempDir
    private Path folder;

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void chmod(Path file, String mode) throws Exception {
        assertEquals(0, SlurmTestbed.commands().run("chmod", mode, file.toString()).code());
    }

    private static void give(Path file) throws Exception {
        assertEquals(0, SlurmTestbed.commands().run("chown", "nobody", file.toString()).code());
    }

    private static void assertRefused(Path folder, String what) {
        assertEquals(folder + " is not a folder of this account alone (" + what + "): somebody else may have prepared it. Remove it, or name another folder for jobs with TRIALMAP_JOBS"
                + " or jobs in the site's profile.", assertThrows(IllegalArgumentException.class, () -> JobSteps.ownFolder(folder)).getMessage());
    }

    @Test
    void aFolderIsMadeAndTakenAgainOnlyIfItIsOnesOwn() throws Exception {
        Path own = folder.resolve("own");
        assertEquals("rwx------", mode(JobSteps.ownFolder(own)));
        assertEquals(own, JobSteps.ownFolder(own), "of an earlier start");
        chmod(own, "750");
        assertRefused(own, "a folder of " + System.getProperty("user.name") + ", mode rwxr-x---");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("aim")));
        assertRefused(link, "a link of " + System.getProperty("user.name") + ", mode rwxrwxrwx");
        assertRefused(Files.createFile(folder.resolve("file")), "a file of " + System.getProperty("user.name") + ", mode " + mode(folder.resolve("file")));
    }

    @Test
    void aFolderThatAnotherAccountHasMadeIsNotTaken() throws Exception {
        OtherAccount.needed();
        Path prepared = Files.createDirectory(folder.resolve("prepared"));
        chmod(prepared, "700");
        give(prepared);
        assertRefused(prepared, "a folder of nobody, mode rwx------");
    }

    @Test
    void aSummaryDoesNotFollowALinkThatSomebodyHasPutInItsPlace() throws Exception {
        Path precious = Files.writeString(folder.resolve("precious"), "mine");
        Path summary = Files.createSymbolicLink(folder.resolve("trialmap-7.summary"), precious);
        OwnerFiles.writeForAll(summary, "job : 7");
        assertEquals(List.of("mine", "job : 7"), List.of(Files.readString(precious), Files.readString(summary)));
        assertFalse(Files.isSymbolicLink(summary));
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count(), "no temporary file stays");
        }
    }

    @Test
    void scratchIsNotMadeWhereEverybodyCouldReplaceIt() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        chmod(open, "777");
        String refused = assertThrows(IllegalArgumentException.class, () -> new Scratch("7", 0, List.of(open.toString())).create()).getMessage();
        assertEquals("No scratch folder can be made on " + Hosts.name() + ": tried [" + open + "] (java.io.IOException: " + open + ": everybody can write in it and it has no sticky bit, so that"
                + " others could replace what a job has there; chmod +t mends it). Name a folder on the node's own disk with --scratch or in the site's profile.", refused);
        chmod(open, "1777");
        assertTrue(Files.isDirectory(new Scratch("7", 0, List.of(open.toString())).create()));
    }

    @Test
    void connectionFilesOfOthersAndLinksAreRefusedByAllThatReadThem() throws Exception {
        OtherAccount.needed();
        Path file = Files.writeString(folder.resolve("17.conf"), "spark.master spark://127.0.0.1:1\nspark.authenticate.secret x\ntrialmap.cluster.job 17\ntrialmap.cluster.page http://127.0.0.1:2\n");
        chmod(file, "600");
        give(file);
        String others = "The connection file " + file + " belongs to nobody, not to " + System.getProperty("user.name") + ": whoever wrote it can make you run programs. Name the file that"
                + " trialmap-slurm up or trialmap-cluster up has printed.";
        refusedByAll(file, others);
        assertEquals(0, SlurmTestbed.commands().run("chown", System.getProperty("user.name"), file.toString()).code());
        chmod(file, "644");
        refusedByAll(file,
                "The connection file " + file
                        + " has mode rw-r--r--: others may read the secret in it, and run programs as you. Stop the cluster (trialmap-slurm down or trialmap-cluster down), start a new one,"
                        + " and leave the file's mode as it is.");
        chmod(file, "600");
        Path link = Files.createSymbolicLink(folder.resolve("link.conf"), file);
        refusedByAll(link, "The connection file " + link + " is a symbolic link to " + file + ". Whoever made it can let it lead elsewhere, and make you run programs. Name the file itself that"
                + " trialmap-slurm up or trialmap-cluster up has printed.");
    }

    private void refusedByAll(Path file, String words) throws Exception {
        for (String command : List.of("status", "ui", "down")) {
            assertEquals("trialmap: " + words + "\nHelp: trialmap-slurm " + command + " --help\n", slurm(command, file.toString()), command);
        }
        assertEquals("trialmap: " + words + "\nHelp: trialmap-slurm up --help\n", slurm("up", "--connection", file.toString()));
        java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
        assertEquals(ExitCode.USAGE,
                Main.run(System.out, new java.io.PrintStream(err), "--cluster", file.toString(), "exec", "--over", "x=1", "--out", folder.resolve("out").toString(), "--", "true"));
        assertEquals("trialmap: " + words + "\nHelp: trialmap exec --help\n", err.toString(java.nio.charset.StandardCharsets.UTF_8));
        for (Executable attach : List.<Executable>of(() -> ParallelMap.attach(file), () -> ParallelMap.attach(file, new SparkConf()))) {
            assertEquals(words, assertThrows(IllegalArgumentException.class, attach).getMessage());
        }
        assertTrue(Files.exists(file));
    }

    private static String slurm(String... arguments) {
        java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
        assertEquals(ExitCode.USAGE, SlurmMain.run(System.out, new java.io.PrintStream(err), Map.of("HOME", "/nonexistent", "PATH", System.getenv("PATH")), arguments));
        return err.toString(java.nio.charset.StandardCharsets.UTF_8);
    }
}
