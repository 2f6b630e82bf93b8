package org.trialmap.app.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.trialmap.task.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.Await;
import org.trialmap.References;
import org.trialmap.app.map.Arguments;
import org.trialmap.support.ThreadVariables;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.TaskContext;

/** Real programs: sh, seq, printf, sleep, env. */
@Timeout(600)
class ExecFunctionTest {
    @TempDir
    private Path folder;

    private final class Context implements TaskContext {
        @Override
        public int index() {
            return 3;
        }

        @Override
        public int tasks() {
            return 8;
        }

        @Override
        public String label() {
            return "x=1";
        }

        @Override
        public RandomStream random() {
            return RandomAlgorithm.XOSHIRO256PP.stream(1, 3);
        }

        @Override
        public int attempt() {
            return 0;
        }

        @Override
        public int cpus() {
            return 2;
        }

        @Override
        public Path scratch() {
            return folder;
        }
    }

    private Object run(OutputParser parse, Map<String, Object> values, String... words) throws Exception {
        Arguments input = new Arguments(List.copyOf(values.keySet()), List.copyOf(values.values()));
        return new ExecFunction(new CommandTemplate(List.of(words)), Map.of("k", "shared"), folder.toString(), parse, 1, RandomAlgorithm.XOSHIRO256PP).apply(input, new Context());
    }

    /** What a program makes of its stream: of seed 1, task 3. */
    private double[] numbers(RandomAlgorithm random, String... words) throws Exception {
        Arguments none = new Arguments(List.of(), List.of());
        return (double[]) new ExecFunction(new CommandTemplate(List.of(words)), Map.of(), folder.toString(), OutputParser.NUMBERS, 1, random).apply(none, new Context());
    }

    @Test
    void programsOfPythonAndRGoOnWithTheTasksOwnStream() throws Exception {
        References.python("pass");
        References.r("invisible()");
        String python = "import sys; from numpy.random import *; seed, k = map(int, sys.argv[1].split(',')); print(*map(repr, Generator(%s).random(5)))";
        assertArrayEquals(RandomAlgorithm.PCG64.stream(1, 3).doubles(5).toArray(),
                numbers(RandomAlgorithm.PCG64, "/usr/bin/python3", "-c", python.formatted("PCG64(SeedSequence(seed, spawn_key=(k,)))"), "{rng}"));
        assertArrayEquals(RandomAlgorithm.PCG64_JUMPED.stream(1, 3).doubles(5).toArray(),
                numbers(RandomAlgorithm.PCG64_JUMPED, "/usr/bin/python3", "-c", python.formatted("PCG64(seed).jumped(k)"), "{rng}"));
        assertArrayEquals(RandomAlgorithm.MT19937.stream(1, 3).doubles(5).toArray(),
                numbers(RandomAlgorithm.MT19937, "/usr/bin/python3", "-c", python.formatted("MT19937(SeedSequence(seed, spawn_key=(k,)))"), "{rng}"));
        assertArrayEquals(RandomAlgorithm.MT19937_JUMPED.stream(1, 3).doubles(5).toArray(),
                numbers(RandomAlgorithm.MT19937_JUMPED, "/usr/bin/python3", "-c", python.formatted("MT19937(seed).jumped(k)"), "{rng}"));
        assertArrayEquals(RandomAlgorithm.LECUYER.stream(1, 3).doubles(5).toArray(),
                numbers(RandomAlgorithm.LECUYER, "Rscript", "-e", ".Random.seed <- as.integer(c({rng})); cat(format(runif(5), digits = 17))"));
    }

    private Object text(String... words) throws Exception {
        return run(OutputParser.TEXT, Map.of(), words);
    }

    private String failure(String... words) {
        return assertThrows(ProgramFailedException.class, () -> text(words)).getMessage();
    }

    @Test
    void stdoutIsTheResult() throws Exception {
        assertEquals("1\n2\n3", text("seq", "3"));
        assertArrayEquals(new double[] {1, 2, 3}, (double[]) run(OutputParser.NUMBERS, Map.of(), "seq", "3"));
    }

    @Test
    void valuesArriveAsTheyAre() throws Exception {
        for (String value : List.of("a b", "'\"`", "$(id); rm -rf *", "two\nlines", "*", "", "-n", "\\t")) {
            assertEquals("<" + value + ">", run(OutputParser.TEXT, Map.of("x", value), "printf", "<%s>", "{x}"));
        }
    }

    @Test
    void everyTaskHasItsNumberSeedAndSharedValues() throws Exception {
        assertEquals("3/8 2 shared " + folder, text("echo", "{index}/{tasks}", "{cpus}", "{k}", "{scratch}"));
        assertEquals(text("echo", "{seed}"), text("echo", "{seed}"));
        assertTrue(Integer.parseInt((String) text("echo", "{seed}")) >= 0);
    }

    @Test
    void runsInTheWorkingDirectoryWithoutInput() throws Exception {
        assertEquals(folder.toRealPath().toString(), text("pwd", "-P"));
        assertEquals("", text("cat"));
    }

    @Test
    void threadVariablesAreSetUnlessTheUserDid() throws Exception {
        for (String name : ThreadVariables.NAMES) {
            String own = System.getenv(name);
            assertEquals(own == null ? "2" : own, text("printenv", name));
        }
    }

    @Test
    void exitCodeAndTheEndOfStderrAreTheError() {
        assertEquals("sh ended with exit code 3\n  the end of its stderr:\n    bad\n    thing", failure("sh", "-c",
                "echo out; echo bad >&2; echo thing >&2; exit 3"));
        assertEquals("false ended with exit code 1\n  its stderr is empty", failure("false"));
        assertEquals("sh ended with exit code 137 (signal 9: it was killed, often because memory ran out)\n  its stderr is empty", failure("sh",
                "-c", "kill -9 $$"));
    }

    @Test
    void ofALongStderrTheLast20LinesAreKept() {
        String[] lines = failure("sh", "-c", "seq 100000 >&2; exit 1").split("\n");
        assertEquals(List.of(22, "    99981", "    100000"), List.of(lines.length, lines[2], lines[21]));
    }

    @Test
    void aBinaryStderrIsFitForATerminal() {
        assertEquals("sh ended with exit code 1\n  the end of its stderr:\n    \ufffd\ufffdred\ufffd done", failure("sh", "-c",
                "printf '0%%\\r50%%\\r\\377\\001\\033[31mred\\007 done\\n' >&2; exit 1"));
    }

    @Test
    void stderrOfASuccessIsNoError() throws Exception {
        assertEquals("fine", text("sh", "-c", "seq 100000 >&2; echo fine"));
    }

    @Test
    void aResultThatCannotBeReadShowsStderrToo() {
        assertEquals("sh ended well, but its stdout has 'oops' in line 1, which is not a number. With --parse numbers print nothing but numbers"
                + " between white space or"
                + " commas, or use --parse text.\n  the end of its stderr:\n    a hint",
                assertThrows(ProgramFailedException.class,
                        () -> run(OutputParser.NUMBERS, Map.of(), "sh", "-c", "echo oops; echo a hint >&2")).getMessage());
    }

    @Test
    void a100MegabyteOutputArrives() throws Exception {
        assertEquals(100_000_000, ((String) text("sh", "-c", "head -c 100000000 /dev/zero | tr '\\0' x")).length());
    }

    @Test
    void programsThatAreNotThereAreNamedWithTheCure() throws Exception {
        String path = System.getenv("PATH");
        assertEquals("no-such-program cannot be started: it is in no folder of the PATH (" + path + "). Install it, correct the name, or give its"
                + " path.",
                failure("no-such-program"));
        Files.writeString(folder.resolve("script.py"), "print(1)");
        assertEquals("script.py cannot be started: it is in no folder of the PATH (" + path + "). Install it, correct the name, or give its path:"
                + " ./script.py is in"
                + " the working directory.", failure("script.py"));
        assertEquals("./script.py cannot be started: " + folder.resolve("./script.py") + " is not executable. Make it so (chmod +x), or name its"
                + " interpreter first,"
                + " for example: python3 ./script.py.", failure("./script.py"));
        assertEquals("./none cannot be started: there is no file " + folder.resolve("./none") + ". Correct the path.", failure("./none"));
    }

    @Test
    void aWorkingDirectoryThatIsGoneIsNamed() {
        ExecFunction function = new ExecFunction(new CommandTemplate(List.of("true")), Map.of(), folder.resolve("gone").toString(),
                OutputParser.TEXT, 0, RandomAlgorithm.XOSHIRO256PP);
        assertEquals("true cannot be started: the working directory " + folder.resolve("gone") + " does not exist here. Start from a folder that"
                + " all workers share.",
                assertThrows(ProgramFailedException.class, () -> function.apply(new Arguments(List.of(), List.of()), new Context())).getMessage());
    }

    @Test
    void aNulCharacterIsRefused() {
        assertEquals("An argument of echo holds a NUL character, which no argument can. Remove it from the values.",
                assertThrows(ProgramFailedException.class,
                        () -> run(OutputParser.TEXT, Map.of("x", "a\0b"), "echo", "{x}")).getMessage());
    }

    @Test
    void anInterruptKillsChildrenGrandchildrenAndDetachedOnes() throws Exception {
        String mark = "987." + (UUID.randomUUID().getLeastSignificantBits() & 0xffffff);
        String script = "(setsid sleep " + mark + "1 >/dev/null 2>&1 &) ; sh -c 'sleep " + mark + "2; echo never' & sleep " + mark + "3";
        List<Throwable> ended = new ArrayList<>();
        Thread task = new Thread(() -> {
            try {
                text("sh", "-c", script);
            } catch (Throwable e) {
                ended.add(e);
            }
        });
        task.start();
        Await.until("three processes", () -> sleepers(mark).size() == 3);
        task.interrupt();
        task.join();
        assertEquals(List.of(InterruptedException.class), ended.stream().map(Throwable::getClass).toList());
        Await.until("no process is left", () -> sleepers(mark).isEmpty());
    }

    @Test
    void whatIsLeftInTheBackgroundDoesNotHoldTheResultUp() throws Exception {
        String mark = "986." + (UUID.randomUUID().getLeastSignificantBits() & 0xffffff);
        assertEquals("done", text("sh", "-c", "sleep " + mark + " & echo done"));
        assertEquals(1, sleepers(mark).size());
        sleepers(mark).forEach(ProcessHandle::destroyForcibly);
    }

    private static java.util.List<ProcessHandle> sleepers(String mark) {
        return ProcessHandle.allProcesses().filter(p -> p.info().command().orElse("").endsWith("sleep")
                && String.join(" ", p.info().arguments().orElse(new String[0])).startsWith(mark)).toList();
    }

    @Test
    void isCalledAfterTheProgram() {
        assertEquals(List.of("analyse", "python3", "exec", "exec", "exec [Rscript, a.R, {x}] -> numbers"),
                List.of(named("./dir/analyse.py").name(), named("/usr/bin/python3").name(), named("{p}").name(), named("./.hidden").name(),
                        new ExecFunction(new CommandTemplate(List.of("Rscript", "a.R", "{x}")), Map.of(), "/", OutputParser.NUMBERS, 0, RandomAlgorithm.XOSHIRO256PP).function()));
    }

    private static ExecFunction named(String program) {
        return new ExecFunction(new CommandTemplate(List.of(program)), Map.of(), "/", OutputParser.TEXT, 0, RandomAlgorithm.XOSHIRO256PP);
    }
}
