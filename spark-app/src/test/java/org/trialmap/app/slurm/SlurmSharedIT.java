package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.trialmap.app.Commands;
import org.trialmap.store.SavedResults;

/** Two accounts of one group whose jobs save into one folder of the group. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SlurmSharedIT {
    private static final String GROUP = "trialmapshare";
    private static SlurmTestbed slurm;
    private static Path shared;

    @BeforeAll
    static void groupAndFolder() throws Exception {
        slurm = SlurmTestbed.up();
        must("groupadd", "-f", GROUP);
        must("usermod", "-a", "-G", GROUP, "lab");
        must("usermod", "-a", "-G", GROUP, "other");
        TimeUnit.SECONDS.sleep(2); // SLURM keeps accounts' groups for a while: ten minutes at a site, a second here
        shared = Files.createDirectory(slurm.folder().getParent().resolveSibling("shared " + System.nanoTime()));
        must("chgrp", GROUP, shared.toString());
        must("chmod", "2775", shared.toString());
    }

    @AfterAll
    static void remove() throws Exception {
        if (shared != null) {
            must("rm", "-r", shared.toString());
            must("groupdel", GROUP);
        }
    }

    private static void must(String... command) throws Exception {
        Commands.Ended ended = SlurmTestbed.commands().run(command);
        assertEquals(0, ended.code(), ended.err());
    }

    private static Path home(String account) {
        return shared.resolveSibling(account);
    }

    /** Submits a job of four tasks, which are held until there is a file {@code NAME.go} if they are lab's; returns its number. */
    private static String submit(String account, String node, String name, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(SlurmTestbed.SLURM, "run", "--nodes", "1", "--mem", "2000M", "--sbatch=--nodelist=" + node, "--unchecked", "--", "exec",
                "--over", "x=1:5", "--parse", "numbers", "--out", shared.toString(), "--name", name));
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("--", "sh", "-c", (account.equals("lab") ? "while [ ! -e \"$2\" ]; do sleep 0.2; done; " : "") + "echo $1", "-", "{x}",
                shared.resolve(name + ".go").toString()));
        Commands.Ended ended = slurm.as(account, home(account), command.toArray(String[]::new));
        assertEquals(0, ended.code(), ended.err());
        return ended.out().strip();
    }

    @Test
    void namesOfTheirOwnAreIndependentAndOfOneNameTheSecondIsToldWhoWrites() throws Exception {
        String labs = submit("lab", "node34", "first");
        String others = submit("other", "node35", "second");
        for (int i = 0; i < 900 && !Files.isDirectory(shared.resolve("first_payload")); i++) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        assertTrue(Files.isDirectory(shared.resolve("first_payload")), SlurmTestbed.log(labs, home("lab")) + slurm.job(labs).line());
        String refused = submit("other", "node35", "first");
        assertEquals("FAILED 1:0", slurm.end(refused, home("other")));
        String log = SlurmTestbed.log(refused, home("other"));
        assertTrue(log.contains("trialmap: Another run is writing " + shared.resolve("first.h5") + " at this moment (user lab on host node34, process "), log);
        assertEquals("COMPLETED 0:0", slurm.end(others, home("other")));
        Files.createFile(shared.resolve("first.go"));
        assertEquals("COMPLETED 0:0", slurm.end(labs, home("lab")));
        for (String name : List.of("first", "second")) {
            try (SavedResults results = SavedResults.open(shared.resolve(name + ".h5"))) {
                assertEquals(4, results.doubles(3)[0]);
            }
        }
        String overwritten = submit("other", "node35", "first", "--overwrite");
        assertEquals("FAILED 1:0", slurm.end(overwritten, home("other")));
        assertTrue(SlurmTestbed.log(overwritten, home("other")).contains("trialmap: Results named 'first' cannot be saved in " + shared + ": there are some of"
                + " user lab already, and user other may not change them (" + shared.resolve("first_payload") + "); nothing was touched. Choose another name with"
                + " --name, or ask for the permission (for a group: chmod -R g+w).\n"), () -> overwritten);
    }
}
