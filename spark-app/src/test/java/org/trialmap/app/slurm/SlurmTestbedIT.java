package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.trialmap.app.Commands;

/** The test cluster goes and comes whatever its accounts have left running: a second one beside that of the other classes. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SlurmTestbedIT {
    private static final String ACCOUNT = "trialmaptestbed";
    private static final Path FOLDER = Path.of("/run/slurm-testbed-2");
    private static final Path HOME = FOLDER.resolve("home").resolve(ACCOUNT);

    @BeforeEach
    void theOtherOneStartsWhatBothNeed() throws Exception {
        SlurmTestbed.up();
    }

    @AfterEach
    void remove() throws Exception {
        testbed("down");
    }

    private static Commands.Ended testbed(String... words) throws Exception {
        return SlurmTestbed.commands().with("SLURM_TESTBED_DIR", FOLDER.toString()).with("SLURM_TESTBED_PREFIX", "stb2").with("SLURM_TESTBED_PORT", "16917")
                .run(java.util.stream.Stream.concat(java.util.stream.Stream.of(Commands.ROOT.resolve("scripts/slurm-testbed").toString()), java.util.stream.Stream.of(words)).toArray(String[]::new));
    }

    private static void up() throws Exception {
        Commands.Ended up = testbed("up", "1", "--mode", "ports", "--users", ACCOUNT);
        assertEquals(0, up.code(), up.err());
        assertEquals(ACCOUNT + "\n", SlurmTestbed.commands().run("runuser", "-u", ACCOUNT, "--", "sh", "-c", "cd && id -un").out());
        assertEquals("", running());
    }

    /** A zombie is none: on many a machine nobody reaps orphans, or late, and their number is the next account's too. */
    private static String running() throws Exception {
        return SlurmTestbed.commands().run("bash", "-c", "id -u $0 >/dev/null 2>&1 && ps -o stat= -o pid= -o comm= -u $0 | grep -v '^Z'", ACCOUNT).out();
    }

    @Test
    void downEndsAndRemovesAllAndUpTakesWhatWasLeft() throws Exception {
        up();
        Commands commands = SlurmTestbed.commands();
        Process stubborn = commands.start("runuser", "-u", ACCOUNT, "--", "bash", "-c", "trap '' TERM INT HUP; sleep 1000 & kill -STOP $!; echo here; while :; do sleep 1; done");
        SlurmTestbed.awaitText(() -> commands.read("out"), "here\n");
        assertEquals(new Commands.Ended(0, "", "slurm-testbed: down\n"), testbed("down"));
        assertEquals(137, commands.end(stubborn).code());
        assertEquals("", running());
        assertTrue(Files.notExists(FOLDER));
        assertEquals(2, SlurmTestbed.commands().run("getent", "passwd", ACCOUNT).code());

        // as after a down that was ended, or a folder that somebody has removed
        assertEquals(0, SlurmTestbed.commands().run("useradd", "-d", HOME.toString(), ACCOUNT).code());
        Process left = SlurmTestbed.commands().start("runuser", "-u", ACCOUNT, "--", "sleep", "1000");
        SlurmTestbed.awaitText(SlurmTestbedIT::running, "(?s).*sleep.*");
        up();
        assertEquals(137, left.waitFor());
    }
}
