package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.array.DType;
import org.trialmap.store.Existing;
import org.trialmap.store.Frame;
import org.trialmap.store.Json;
import org.trialmap.store.RunRefusedException;
import org.trialmap.support.Hosts;

/** Of two runs that want to write the same results one is told who is at it. */
class RunLockTest {
    private static final RunLock.Locking NO_LOCKS = (channel, shared) -> {
        throw new IOException("Function not implemented");
    };

    @TempDir
    Path folder;
    private RunFolder results;

    @BeforeEach
    void setUp() throws IOException {
        results = new RunFolder(folder, "p", Optional.empty());
        results.create();
    }

    private String refusal(RunLock.Locking locking) {
        return assertThrows(RunRefusedException.class, () -> RunLock.acquire(results, locking).close()).getMessage();
    }

    private String expected(String who) {
        return "Another run is writing " + folder.resolve("p.h5") + " at this moment (" + who + "), so this one was refused; nothing was touched. Wait until"
                + " it has ended, or choose another name with name(...).";
    }

    @ParameterizedTest
    @EnumSource(ResumeTest.Way.class)
    void everyWayOfSavingIsKeptToOneAtATime(ResumeTest.Way way) throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("p", 4), way.save)) {
            assertEquals(4, run.plan().tasks());
            for (Existing existing : Existing.values()) {
                assertEquals(expected("ME"), Runs.byThisProcess(assertThrows(RunRefusedException.class,
                        () -> Runs.open(folder, Runs.plan("p", 4), way.save.withExisting(existing))).getMessage()));
            }
            Runs.open(folder, Runs.plan("another", 4), way.save).close();
        }
        Runs.open(folder, Runs.plan("p", 4), way.save).close();
    }

    /** The containers of analyses, which many processes write in place. */
    @Test
    void anAnalysisIsToldTheFile() throws IOException {
        Frame frame = new Frame("p.spectral", "data", DType.FLOAT32, new long[] {2}, java.util.Map.of(), java.util.Map.of());
        try (ResultRun run = Runs.open(folder, Runs.plan("p", 4), Runs.LINKED.withFrame(frame))) {
            assertEquals("Another run is writing " + run.container() + " at this moment (ME), so this one was refused; nothing was touched. Wait until it has"
                    + " ended, or choose another file with ResultFile.at(...).",
                    Runs.byThisProcess(assertThrows(RunRefusedException.class,
                            () -> Runs.open(folder, Runs.plan("p", 4), Runs.LINKED.withFrame(frame))).getMessage()));
        }
    }

    @Test
    void aProcessThatWasKilledHoldsNothing() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), Holder.class.getName(), folder.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(other.getInputStream()))) {
            assertEquals("held", said.readLine());
            String refusal = refusal((channel, shared) -> channel.tryLock(0, Long.MAX_VALUE, shared) != null);
            assertTrue(refusal.contains("(user " + System.getProperty("user.name") + " on host " + Hosts.name() + ", process " + other.pid()
                    + ", since 2"), refusal);
            assertEquals(refusal, refusal(NO_LOCKS), "and the same where there are no locks");
        } finally {
            other.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        }
        assertTrue(Files.size(results.lock()) > 0, "what it wrote is still there");
        RunLock.acquire(results).close();
        assertEquals(0, Files.size(results.lock()));
    }

    /** Takes the lock and never gives it back. */
    static final class Holder {
        public static void main(String[] args) throws Exception {
            RunLock.acquire(new RunFolder(Path.of(args[0]), "p", Optional.empty()));
            System.out.println("held");
            Thread.sleep(600_000);
        }
    }

    private void left(String host, long pid, Instant started) throws IOException {
        Files.writeString(results.lock(), Json.object().put("user", "lab").put("host", host).put("pid", pid).put("started", started.toString())
                .put("since", "2026-01-02T03:04:05Z").toString());
    }

    @Test
    void withoutLocksTheProcessIsLookedUp() throws IOException {
        ProcessHandle parent = ProcessHandle.current().parent().orElse(ProcessHandle.current());
        Instant started = parent.info().startInstant().orElseThrow();
        left(Hosts.name(), parent.pid(), started);
        assertEquals(expected("user lab on host " + Hosts.name() + ", process " + parent.pid() + ", since 2026-01-02 03:04:05 UTC"), refusal(NO_LOCKS));
        left(Hosts.name(), parent.pid(), started.minusSeconds(100));
        RunLock.acquire(results, NO_LOCKS).close(); // its number is used again
        left("another-host", parent.pid(), started);
        RunLock.acquire(results, NO_LOCKS).close(); // a host that died must not stop a run for ever
        left(Hosts.name(), 999_999_999L, started);
        RunLock.acquire(results, NO_LOCKS).close();
        Files.writeString(results.lock(), "{nonsense");
        RunLock.acquire(results, NO_LOCKS).close();
    }

    @Test
    void whoCannotBeReadIsSaidToo() throws IOException {
        Files.writeString(results.lock(), "");
        assertEquals(expected("by whom is not known"), refusal((channel, shared) -> false));
    }

    /** The lock of another account is looked at, never taken. */
    @Test
    void theLocksOfOthersCount() throws IOException {
        Path theirs = folder.resolve(".run").resolve("somebody~p.lock");
        Files.writeString(theirs, Json.object().put("user", "somebody").put("host", "node7").put("pid", 12).put("started", "2026-01-02T03:04:05Z")
                .put("since", "2026-01-02T03:04:05Z").toString());
        for (String other : new String[] {"somebody~another.lock", "x~y~p.lock", "p.lock", "~p.lock.tmp"}) {
            Files.writeString(folder.resolve(".run").resolve(other), "");
        }
        assertEquals(java.util.List.of(theirs), results.locks());
        assertEquals(expected("user somebody on host node7, process 12, since 2026-01-02 03:04:05 UTC"), refusal((channel, shared) -> !shared));
        assertEquals(0, Files.size(results.lock()), "its own is given back");
        RunLock.acquire(results).close();
    }
}
