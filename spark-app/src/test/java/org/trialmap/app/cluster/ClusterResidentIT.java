package org.trialmap.app.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.Commands;
import org.trialmap.app.slurm.SlurmTestbed;
import org.trialmap.store.SavedResults;

/** Commands on a cluster of this machine, each of which leaves a process that waits with the cluster's slots. */
@Tag("slow")
class ClusterResidentIT {
    private static final Pattern WAITED = Pattern.compile("waiting for workers (\\d+\\.\\d+) s");
    /** Streams that are files of their own are never handed over, nor are commands that ignore signals. */
    private static final String PIPED = "env --default-signal=HUP,INT,TERM \"$@\" 2>&1 | cat; exit \"${PIPESTATUS[0]}\"";

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectory(folder.resolve("work"));
        Files.createDirectory(folder.resolve("runtime"));
        assertEquals(0, commands().run(ClusterHostsIT.CLUSTER, "up", "--local", "2", "--name", "mine", "--memory", "512M").code());
    }

    @AfterEach
    void stop() throws Exception {
        commands().run(ClusterHostsIT.CLUSTER, "down", "mine");
    }

    private Commands commands() {
        return new Commands(folder.resolve("work")).with("HOME", folder.resolve("home").toString()).with("XDG_RUNTIME_DIR", folder.resolve("runtime").toString()).with("CI", "")
                .with("SLURM_JOB_ID", "");
    }

    private String run(String... words) throws Exception {
        Commands.Ended ended = commands().run(Stream.concat(Stream.of("bash", "-c", PIPED, "-", Commands.TRIALMAP), Stream.of(words)).toArray(String[]::new));
        assertEquals(0, ended.code(), ended.out());
        return ended.out();
    }

    private String exec(String out, String... more) throws Exception {
        String said = run(Stream.concat(Stream.concat(Stream.of("--cluster", "mine", "exec"), Stream.of(more)), Stream.of("--over", "x=1:4", "--parse", "numbers", "--out", out, "--", "echo", "{x}"))
                .toArray(String[]::new));
        try (SavedResults results = SavedResults.open(folder.resolve("work").resolve(out))) {
            assertEquals(3.0, results.doubles(2)[0]);
        }
        return said;
    }

    /** The number of the process that waits, once it has rehearsed. */
    private long warm() throws Exception {
        SlurmTestbed.awaitText(() -> Boolean.toString(Files.exists(folder.resolve("runtime/trialmap/spare/warm"))), "true");
        return Long.parseLong(run("resident", "status").replaceFirst("(?s)Process (\\d+) .*", "$1"));
    }

    private void assertEnds(long process) throws Exception {
        SlurmTestbed.awaitText(() -> Boolean.toString(ProcessHandle.of(process).isPresent()), "false");
        SlurmTestbed.awaitText(() -> commands().run("ls", "-A", folder.resolve("runtime/trialmap").toString()).out(), "");
    }

    private List<String> left() throws Exception {
        return ClusterProcesses.of(folder);
    }

    private static double waited(String said) {
        Matcher waited = WAITED.matcher(said);
        assertTrue(waited.find(), said);
        return Double.parseDouble(waited.group(1));
    }

    @Test
    void theSecondCommandHasItsExecutorsAtOnceAndOthersNeedNotWaitForThem() throws Exception {
        String cold = exec("first");
        long waits = warm();
        String warm = exec("second");
        assertTrue(waited(warm) < 1 && waited(warm) < waited(cold) / 2, () -> cold + warm);
        SlurmTestbed.awaitText(() -> Boolean.toString(ProcessHandle.of(waits).isPresent()), "false"); // it was the command, and nobody else's

        long holds = warm();
        assertTrue(commands().run(ClusterHostsIT.CLUSTER, "status", "mine").out().contains("slots 2 of 2 in use"));
        exec("third", "--no-resident");
        assertEnds(holds);
    }

    @Test
    void itEndsWithTheCluster() throws Exception {
        exec("first");
        long waits = warm();
        assertEquals(0, commands().run(ClusterHostsIT.CLUSTER, "down", "mine").code());
        assertEnds(waits);
        SlurmTestbed.awaitText(() -> left().toString(), "\\[]");
    }

    @Test
    void itIsLeftOnlyWhereItIsNotForbidden() throws Exception {
        exec("first", "--no-resident");
        exec("second", "--conf", "spark.task.maxFailures=2");
        assertTrue(Files.notExists(folder.resolve("runtime/trialmap")));
    }
}
