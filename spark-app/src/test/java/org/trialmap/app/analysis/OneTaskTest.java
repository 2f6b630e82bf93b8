package org.trialmap.app.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.store.SavedResults;

/** {@code --run-task}: the same command for one of its tasks. */
class OneTaskTest extends AnalysisRuns {
    private Ended on(String command, String... options) {
        List<String> words = new ArrayList<>(List.of(command, file.toString(), "--out", folder.resolve("one.h5").toString(), "--quiet"));
        words.addAll(List.of(options));
        return InProcess.run(words.toArray(String[]::new));
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theTaskThatFailedIsNamedAndRunsAlone() throws Exception {
        Path out = folder.resolve("out");
        String[] words = {"exec", "--over", "x=0:8", "--name", "job", "--out", out.toString(), "--master", "local[2]", "--quiet", "sh", "-c",
            "if [ $1 = 3 ]; then echo not that one >&2; exit 7; fi; echo $1", "-", "{x}"};
        Ended failed = InProcess.run(words);
        assertEquals(1, failed.code());
        String[] lines = failed.err().split("\n");
        assertEquals("  alone : the same command with --run-task 3 --debug runs this task by itself and shows where it fails", lines[lines.length - 1]);
        Path run;
        try (Stream<Path> runs = Files.list(out.resolve(".run"))) {
            run = runs.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        assertEquals(List.of("3"), Files.readAllLines(run.resolve("trace.csv")).stream().filter(line -> line.contains("failed")).map(line -> line.split(",")[0]).toList());
        String journal = Files.readString(run.resolve("journal.jsonl"));

        Ended alone = InProcess.run(with(words, "3"));
        assertEquals(new Ended(1, "", "trialmap: Task 3 of 8 (x=3) failed on HOST: ProgramFailedException: sh ended with exit code 7\n  the end of its stderr:\n    not that one\n"),
                new Ended(alone.code(), alone.out(), alone.err().replaceFirst("failed on \\S+:", "failed on HOST:")));
        String debug = InProcess.run(Stream.concat(Stream.of(with(words, "3")[0], "--debug"), Arrays.stream(with(words, "3")).skip(1)).toArray(String[]::new)).err();
        assertTrue(debug.contains("Caused by: org.trialmap.app.exec.ProgramFailedException: sh ended") && debug.contains("\tat org.trialmap.app.exec.ExecFunction.apply"), debug);
        assertEquals(new Ended(0, "task 5 of 8: x=5\nresult_0: str ()\n5\n", ""), InProcess.run(with(words, "5")));
        assertEquals(journal, Files.readString(run.resolve("journal.jsonl")));
        assertFalse(Files.exists(out.resolve("job.h5")));
    }

    private static String[] with(String[] words, String task) {
        return Stream.concat(Stream.of(words[0], "--run-task", task), Arrays.stream(words).skip(1)).toArray(String[]::new);
    }

    @Test
    void itIsComputedAsAmongTheOthers() throws Exception {
        String[] words = {"map", "--data", file.toString(), "--chan-per-worker", "2", "--function", "org.trialmap.app.examples.Rms", "--out", folder.resolve("out").toString(), "--quiet"};
        Ended alone = InProcess.run(with(words, "7"));
        List<String> before = files();
        assertEquals(0, alone.code(), alone.err());
        assertEquals(List.of("x.h5"), before.stream().filter(name -> !name.startsWith(".")).toList());
        assertEquals(0, InProcess.run(words).code());
        try (SavedResults saved = SavedResults.open(folder.resolve("out/Rms.h5"))) {
            String[] lines = alone.out().split("\n");
            assertEquals(List.of("task 7 of 12: trial 3, channel 2", "result_0: float64 (1,)"), List.of(lines[0], lines[1]));
            assertArrayEquals(saved.doubles(7), numbers(lines[2]));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"preprocessing --filter-class none --zscore true", "freqanalysis --tapsmofrq 5", "freqanalysis --keeptrials false", "resampledata --resamplefs 50",
        "connectivityanalysis --method coh", "timelockanalysis --latency 0 0.4", "mean --dim trials --latency 0 0.4", "artifact --zvalue 3", "selectdata --latency 0 0.3", "math add 2"})
    void everyAnalysisHasIt(String command) throws Exception {
        String[] words = command.split(" ");
        Ended alone = InProcess.run(Stream.of(Stream.of(words[0]), words[0].equals("math") ? Stream.of(words[1], file.toString(), words[2]) : Stream.concat(Stream.of(file.toString()),
                Arrays.stream(words).skip(1)), Stream.of("--run-task", "0", "--quiet", "--out", folder.resolve("one.h5").toString())).flatMap(all -> all).toArray(String[]::new));
        assertEquals(0, alone.code(), alone.err());
        assertTrue(alone.out().startsWith("task 0 of "), alone.out());
        assertEquals(List.of("x.h5"), files().stream().filter(name -> !name.startsWith(".")).toList());
    }

    @Test
    void anAnalysisGivesWhatItWouldWrite() throws Exception {
        String[] options = {"--filter-class", "none", "--zscore", "true", "--on-error", "continue"};
        String[] alone = on("preprocessing", Stream.concat(Stream.of("--run-task", "4"), Stream.of(options)).toArray(String[]::new)).out().split("\n");
        assertEquals(List.of("task 4 of 6: trial 4", "result_0: float32 (100, 3)"), List.of(alone[0], alone[1]));
        assertEquals(0, on("preprocessing", options).code());
        try (Hdf5File written = Hdf5File.open(folder.resolve("one.h5"))) {
            assertArrayEquals(Arrays.copyOfRange(written.dataset("data").read().toDoubles(), 4 * 300, 5 * 300), Arrays.stream(alone[2].split(" ")).mapToDouble(Float::parseFloat).toArray());
        }
    }

    @Test
    void aTaskThatIsNotThereIsWrongUsage() {
        assertEquals(new Ended(2, "", "trialmap: There is no task 6: the map has 6 tasks, 0 to 5. Correct the number.\nHelp: trialmap preprocessing --help\n"),
                on("preprocessing", "--filter-class", "none", "--zscore", "true", "--on-error", "continue", "--run-task", "6"));
    }
}
