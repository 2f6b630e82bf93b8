package org.trialmap.app.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.Commands;
import org.trialmap.app.slurm.SlurmTestbed;
import org.trialmap.store.SavedResults;

/** A cluster on this machine for several calls, and what is left of it however it ends. */
@Tag("slow")
class ClusterLocalIT {
    @TempDir
    private Path folder;

    @BeforeEach
    void prepare() throws Exception {
        Files.createDirectory(folder.resolve("work"));
    }

    private Commands commands() {
        return new Commands(folder.resolve("work")).with("HOME", folder.resolve("home").toString());
    }

    private Commands.Ended run(String... command) throws Exception {
        return commands().run(command);
    }

    private List<String> left() throws Exception {
        return ClusterProcesses.of(folder);
    }

    private void assertNothingIsLeft() throws Exception {
        SlurmTestbed.awaitText(() -> left().toString(), "\\[]");
        assertEquals("", run("ls", "-A", folder.resolve("home/.trialmap/clusters").toString()).out());
    }

    @Test
    void itServesSeveralCallsAndNothingIsLeftWhenItsHeadIsKilled() throws Exception {
        Path file = folder.resolve("home/.trialmap/clusters/mine.conf");
        Commands.Ended up = run(ClusterHostsIT.CLUSTER, "up", "--local", "2", "--name", "mine", "--memory", "512M");
        assertEquals(new Commands.Ended(0, file + "\n", "trialmap: 1/1 workers with 2 slots are there, executors have 512 MiB\ntrialmap: run on it with trialmap --cluster mine COMMAND ..., stop"
                + " it with trialmap-cluster down mine\n"), up);
        for (String out : List.of("first", "second")) {
            Commands.Ended ended = run(Commands.TRIALMAP, "--cluster", "mine", "exec", "--over", "x=1:4", "--parse", "numbers", "--out", out, "--", "echo", "{x}");
            assertEquals(0, ended.code(), ended.err());
            try (SavedResults results = SavedResults.open(folder.resolve("work").resolve(out))) {
                assertEquals(3.0, results.doubles(2)[0]);
            }
        }
        List<String> processes = left();
        List<Path> scratch = processes.stream().filter(line -> line.contains("app.cluster.HostWorker ")).map(line -> Path.of(line.replaceFirst(".*HostWorker ", ""))).toList();
        assertTrue(scratch.size() == 1 && Files.isDirectory(scratch.get(0)), processes::toString);
        String head = processes.stream().filter(line -> line.contains("app.cluster.ClusterHead ")).findFirst().orElseThrow();
        assertEquals(0, run("kill", "-KILL", head.split(" ")[0]).code());
        assertNothingIsLeft();
        assertTrue(scratch.stream().noneMatch(Files::exists), scratch::toString);
        assertEquals(new Commands.Ended(2, "", "trialmap: The connection file mine does not exist. Name the file that trialmap-slurm up or trialmap-cluster up has printed.\nHelp: trialmap-cluster"
                + " status --help\n"), run(ClusterHostsIT.CLUSTER, "status", "mine"));
    }

    /** As Ctrl-C does, while a host does not answer. */
    @Test
    void aStartThatIsInterruptedLeavesNothing() throws Exception {
        Path silent = Files.writeString(folder.resolve("silent"), "#!/bin/sh\nexec sleep 100\n");
        Files.setPosixFilePermissions(silent, PosixFilePermissions.fromString("rwxr-xr-x"));
        Commands commands = commands();
        Process up = commands.start(ClusterHostsIT.CLUSTER, "up", "--hosts", "gandalf", "--ssh", silent.toString());
        SlurmTestbed.awaitText(() -> Boolean.toString(Files.exists(folder.resolve("home/.trialmap/clusters/hosts/gandalf.log"))), "true");
        assertEquals(0, run("kill", "-INT", Long.toString(up.pid())).code());
        assertTrue(up.waitFor(60, TimeUnit.SECONDS));
        assertEquals(130, up.exitValue());
        assertNothingIsLeft();
    }

    @Test
    void aStartWithTooFewHostsSaysWhyAndLeavesNothing() throws Exception {
        Path ssh = Files.writeString(folder.resolve("ssh"), "#!/bin/sh\necho \"Dear $1, these are the rules of this house.\"\necho \"$1: Permission denied (publickey).\" >&2\nexit 255\n");
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEquals(
                new Commands.Ended(1, "", "trialmap: no worker on gandalf: its session ended with exit code 255: gandalf: Permission denied (publickey).\ntrialmap: 0 of 1 workers came, fewer than"
                        + " the 1 that must be there. Mend what is named above.\n"),
                run(ClusterHostsIT.CLUSTER, "up", "--hosts", "gandalf", "--ssh", ssh.toString()));
        assertNothingIsLeft();
    }
}
