package org.trialmap.app.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.Await;
import org.trialmap.References;
import org.trialmap.app.InProcess;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.store.SavedResults;

/** Programs that stay for many tasks and talk in lines of JSON. */
@Timeout(120)
class PersistentProgramTest {
    private static final Path WORKER = Path.of("src/test/python/worker.py").toAbsolutePath();
    private static final String ODD = """
            import json, os, sys, time
            print("starts", file=sys.stderr, flush=True)
            for line in sys.stdin:
                task = json.loads(line)
                do = task["do"]
                if do == "exit": sys.exit(3)
                if do == "sleep": time.sleep(100)
                if do == "close":
                    print("goes", file=sys.stderr, flush=True); os.close(1); time.sleep(100)
                if do == "twice": print(1, flush=True)
                if do == "error":
                    print(json.dumps({"error": "no luck"}), flush=True)
                elif do == "words":
                    print("I think it is 3", flush=True)
                elif do == "pid":
                    print(os.getpid(), flush=True)
                else:
                    print(do, flush=True)
            open(sys.argv[1], "w").close()
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void needPython() {
        References.python("pass");
    }

    private Path script(String text) throws Exception {
        return Files.writeString(folder.resolve("worker.py"), text);
    }

    private List<String> exec(Path script, String out, String over, String... more) {
        List<String> words = new ArrayList<>(List.of("exec", "--persistent", "--over", over, "--out", folder.resolve(out).toString(), "--name", "job", "--quiet"));
        words.addAll(List.of(more));
        words.addAll(List.of("--", "/usr/bin/python3", script.toString(), folder.resolve("ended").toString()));
        return words;
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[2]"})
    void oneProcessForEachSlotAnswersAllTasks(String master) throws Exception {
        if (!master.equals("serial")) {
            InProcess.noOtherSpark();
        }
        InProcess.Ended ended = InProcess.run(exec(WORKER, "out", "x=0:40", "--master", master).toArray(String[]::new));
        assertEquals(0, ended.code(), ended.err());
        try (SavedResults results = SavedResults.open(folder.resolve("out"))) {
            assertEquals(List.of("square", "row", "process"), results.values());
            for (int task = 0; task < 40; task++) {
                assertEquals(task * task, results.value("square", task).as(double.class));
                assertArrayEquals(new double[] {0, task, 2 * task}, results.value("row", task).doubles());
            }
            long processes = IntStream.range(0, 40).mapToObj(task -> results.value("process", task).item()).distinct().count();
            assertTrue(processes <= (master.equals("serial") ? 1 : 2), processes + " processes");
        }
    }

    private Object answer(Path script, String what) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/usr/bin/python3", script.toString(), folder.resolve("ended").toString());
        KeptPrograms.Kind kind = new KeptPrograms.Kind(builder.command(), folder.toString(), Map.of());
        return JsonAnswer.parse("python3", KeptPrograms.answer(kind, () -> new KeptProgram(builder, "TRIALMAP_TASK=x"), JsonAnswer.line(Map.of("do", what))));
    }

    private String failure(Path script, String what) {
        return assertThrows(ProgramFailedException.class, () -> answer(script, what)).getMessage();
    }

    @Test
    void answersAreNumbersTruthsTextsArraysAndObjects() throws Exception {
        Path script = script(ODD);
        assertEquals(3L, answer(script, "3"));
        assertEquals(3.5, answer(script, "3.5"));
        assertEquals(Double.NaN, answer(script, "NaN"));
        assertEquals(Double.NEGATIVE_INFINITY, answer(script, "-Infinity"));
        assertEquals(true, answer(script, "true"));
        assertEquals("a\nb", answer(script, "\"a\\nb\""));
        assertEquals(NdArray.of(new long[] {1, 2, 3, 4, 5, 6}, 2, 3), answer(script, "[[1, 2, 3], [4, 5, 6]]"));
        assertEquals(NdArray.of(new double[] {1, 2.5}, 2), answer(script, "[1, 2.5]"));
        assertEquals(NdArray.of(new String[] {"a", "b"}, 2), answer(script, "[\"a\", \"b\"]"));
        assertEquals(Map.of("n", 1L, "ok", false), answer(script, "{\"n\": 1, \"ok\": false}"));
        assertEquals(DType.BOOL, ((NdArray) answer(script, "[true, false]")).dtype());
    }

    @Test
    void whatIsNoResultIsRefused() throws Exception {
        Path script = script(ODD);
        assertEquals("python3 reports: no luck", failure(script, "error"));
        String pid = answer(script, "pid").toString();
        assertEquals(pid, answer(script, "pid").toString(), "a failure that is reported leaves the program as it is");
        assertEquals("python3 answered 'I think it is 3', which is not JSON. With --persistent a"
                + " program prints one line of JSON for each line that it reads, and nothing else: in Python print(json.dumps(result), flush=True). What else it has to say goes to its stderr.",
                failure(script, "words"));
        assertEquals("python3 answered an array whose rows are not alike: the first ones have the shape [2, 2]. Print arrays with rows of one length.", failure(script, "[[1, 2], [3]]"));
        assertEquals("python3 answered an empty array as 'a'. An array of a result has at least one element: leave it out, or put something into it.", failure(script, "{\"a\": []}"));
        assertEquals("python3 answered an array with 1 and \"b\". The elements of an array have one type: numbers, truth values or texts.", failure(script, "[1, \"b\"]"));
        assertEquals("python3 answered null inside an array. Results are numbers, truth values and texts, arrays of them, and an object of these. For a missing number write NaN.",
                failure(script, "[null]"));
        assertEquals("python3 answered 9223372036854775808, which is beyond what an int64 can hold exactly. Print it as a text, or with a point if a rounded number will do.",
                failure(script, "9223372036854775808"));
        assertEquals("python3 answered 9007199254740993, which is beyond what a float64 can hold exactly. Print it as a text, or with a point if a rounded number will do.",
                failure(script, "[9007199254740993, 0.5]"));
        assertTrue(failure(script, "1e400").startsWith("python3 answered 1E+400, which is beyond what a float64 can hold"), failure(script, "1e400"));
    }

    @Test
    void aProgramThatEndsIsReplacedForTheNextTask() throws Exception {
        Path script = script(ODD);
        Object before = answer(script, "pid");
        assertEquals(
                "/usr/bin/python3 ended with exit code 3 before it had answered. With --persistent a program prints one line of JSON for each line that it reads, and nothing else; what else it has to"
                        + " say goes to its stderr.\n  the end of its stderr:\n    starts",
                failure(script, "exit"));
        assertNotEquals(before, answer(script, "pid"));
    }

    @Test
    void aProgramThatClosesItsStdoutIsEnded() throws Exception {
        Path script = script(ODD);
        long before = (Long) answer(script, "pid");
        assertEquals(
                "/usr/bin/python3 has closed its stdout before it had answered. With --persistent a program prints one line of JSON for each line that it reads, and nothing else; what else it has to"
                        + " say goes to its stderr.\n  the end of its stderr:\n    starts\n    goes",
                failure(script, "close"));
        assertTrue(ProcessHandle.of(before).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void aSecondAnswerIsNotTakenForThatOfTheNextTask() throws Exception {
        try (KeptProgram program = new KeptProgram(new ProcessBuilder("/usr/bin/python3", script(ODD).toString(), folder.resolve("ended").toString()), "TRIALMAP_TASK=x")) {
            assertEquals("1", program.answer("{\"do\": \"twice\"}"));
            Await.until("the second one has come, and the program is not asked any more", () -> !program.isAlive());
            assertEquals(
                    "/usr/bin/python3 has printed 'twice' without being asked. With --persistent a program prints one line of JSON for each line that it reads, and nothing else; what else it has to say"
                            + " goes to its stderr.\n  the end of its stderr:\n    starts",
                    assertThrows(ProgramFailedException.class, () -> program.answer("{\"do\": \"3\"}")).getMessage());
        }
    }

    @Test
    void anInterruptedTaskEndsItsProgram() throws Exception {
        Path script = script(ODD);
        long pid = (Long) answer(script, "pid");
        Thread task = new Thread(() -> assertThrows(InterruptedException.class, () -> answer(script, "sleep")));
        task.start();
        Thread.sleep(300);
        task.interrupt();
        task.join();
        Await.until("the program has ended", () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void aProgramWithoutTasksFindsTheEndOfItsInput() throws Exception {
        Path script = script(ODD);
        try (KeptProgram program = new KeptProgram(new ProcessBuilder("/usr/bin/python3", script.toString(), folder.resolve("ended").toString()), "TRIALMAP_TASK=x")) {
            assertEquals("4", program.answer("{\"do\": \"4\"}"));
            assertFalse(Files.exists(folder.resolve("ended")));
            program.end();
            assertTrue(Files.exists(folder.resolve("ended")));
        }
    }

    @Test
    void refusesWhatDoesNotGoTogether() throws Exception {
        Path script = WORKER;
        InProcess.Ended parse = InProcess.run(exec(script, "out", "x=0:4", "--parse", "numbers").toArray(String[]::new));
        assertEquals(
                List.of(2,
                        "trialmap: --parse is given with --persistent, whose answers are JSON: numbers are numbers there, and texts are in quotes. Leave --parse out.\nHelp: trialmap exec --help\n"),
                List.of(parse.code(), parse.err()));
        InProcess.Ended value = InProcess.run(Stream.concat(exec(script, "out", "x=0:4").stream(), Stream.of("{x}")).toArray(String[]::new));
        assertEquals(List.of(2,
                "trialmap: {x} in the program's arguments is another value for each task, but with --persistent the program is started once for many tasks. Leave it out: the program reads it"
                        + " from its stdin, as \"x\" of a line of JSON.\nHelp: trialmap exec --help\n"),
                List.of(value.code(), value.err()));
    }

    @Test
    void trialsAreFilesAndResultsMayBe() throws Exception {
        Path data = folder.resolve("rec.h5");
        new org.trialmap.app.examples.SyntheticRecording(3, 10, 2, 100, 1).write(data);
        Path script = script("""
                import json, sys, numpy
                for line in sys.stdin:
                    task = json.loads(line)
                    x = numpy.load(task["trial"])
                    numpy.save(task["out"], x.mean(axis=0))
                    print("null" if task["number"] != "1" else json.dumps(x.mean(axis=0).tolist()), flush=True)
                """);
        InProcess.Ended ended = InProcess.run("exec", "--persistent", "--data", data.toString(), "--out", folder.resolve("out").toString(), "--name", "job", "--master", "serial", "--quiet", "--",
                "/usr/bin/python3",
                script.toString());
        assertEquals(0, ended.code(), ended.err());
        try (SavedResults results = SavedResults.open(folder.resolve("out"))) {
            assertEquals(3, results.tasks());
            assertEquals(0, results.missing().cardinality());
        }
    }
}
