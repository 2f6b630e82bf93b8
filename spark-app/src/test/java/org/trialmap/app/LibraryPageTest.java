package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.app.examples.SyntheticRecording;
import org.trialmap.store.SavedResults;

/** The commands of docs/library.md with the programs that stand beside them: a source file in Java, scripts in Python and R. */
class LibraryPageTest {
    private static final SyntheticRecording RECORDING = new SyntheticRecording(3, 60, 6, 250, 7);
    private static final List<String> FILES = List.of("resources/library/Model.java", "python/power.py", "python/peak.py", "python/worker.py", "r/power.R");

    @TempDir
    Path folder;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void record() throws IOException {
        InProcess.noOtherSpark();
        RECORDING.write(folder.resolve("recording.h5"));
    }

    @AfterEach
    void putBack() {
        Thread.currentThread().setContextClassLoader(before);
    }

    /** Debian's Python, and files where they are: the commands of a block run in this process. */
    private String absolute(String word) {
        if (word.equals("python3")) {
            return "/usr/bin/python3";
        }
        if (word.equals("recording.h5")) {
            return folder.resolve(word).toString();
        }
        String file = word.replaceFirst("::.*", "");
        return FILES.stream().filter(each -> each.endsWith("/" + file)).map(each -> Path.of("src/test", each).toAbsolutePath() + word.substring(file.length())).findFirst().orElse(word);
    }

    private void run(String tag, String master) throws IOException {
        String text = Files.readString(Path.of("src/test/sh/library.sh"));
        List<String> commands = text.substring(text.indexOf("# tag::" + tag + "[]"), text.indexOf("# end::" + tag + "[]")).lines().skip(1).toList();
        assertTrue(commands.size() > 0);
        for (String command : commands) {
            List<String> words = new ArrayList<>(Stream.of(command.split(" ")).map(this::absolute).toList());
            assertEquals("trialmap", words.remove(0));
            int out = words.indexOf("--out") + 1;
            words.set(out, folder.resolve(words.get(out)).toString());
            words.addAll(1, List.of("--master", master, "--quiet", "--overwrite"));
            Ended ended = InProcess.run(words.toArray(String[]::new));
            assertEquals(0, ended.code(), ended.err());
        }
    }

    /** A number of each channel, of which whole trials are tasks. */
    private interface OfChannel {
        double of(int trial, int channel);
    }

    private void assertOfEachTrial(OfChannel expected, double tolerance) throws IOException {
        try (SavedResults results = SavedResults.open(folder.resolve("power"))) {
            for (int task = 0; task < 3; task++) {
                int trial = task;
                assertArrayEquals(IntStream.range(0, 6).mapToDouble(channel -> expected.of(trial, channel)).toArray(), results.doubles(task), tolerance);
            }
        }
    }

    /** Of one channel of a trial. */
    private static double[] samples(int trial, int channel) {
        double[] all = RECORDING.trial(trial);
        return IntStream.range(0, RECORDING.samples()).mapToDouble(sample -> all[sample * RECORDING.channels() + channel]).toArray();
    }

    private static double power(int trial, int channel) {
        return IntStream.range(0, RECORDING.samples()).mapToDouble(sample -> Math.pow(samples(trial, channel)[sample], 2)).average().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "local-cluster[1,1,1024]"})
    void aSourceFileIsAFunction(String master) throws IOException {
        run("source", master);
        try (SavedResults doubled = SavedResults.open(folder.resolve("doubled")); SavedResults energies = SavedResults.open(folder.resolve("energies"))) {
            assertEquals(List.of(2.0, 4.0, 6.0, 8.0), doubled.as(Double.class));
            assertEquals(List.of(21.0, 32.0, 43.0, 54.0), energies.as(Double.class));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[2]"})
    void pythonGetsChunksOfTrialsAsNpy(String master) throws IOException {
        References.python("pass");
        run("trials", master);
        try (SavedResults results = SavedResults.open(folder.resolve("power"))) {
            assertEquals(6, results.tasks());
            for (int task = 0; task < 6; task++) {
                int trial = task / 2;
                assertArrayEquals((task % 2 == 0 ? IntStream.range(0, 4) : IntStream.range(4, 6)).mapToDouble(channel -> power(trial, channel)).toArray(), results.doubles(task), 1e-12);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[2]"})
    void rReadsAndWritesNpyWithoutPackages(String master) throws IOException {
        References.r("cat(1)");
        run("r", master);
        assertOfEachTrial(LibraryPageTest::power, 1e-12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[2]"})
    void h5pyReadsAndWritesTheHdf5Form(String master) throws IOException {
        References.python("pass");
        run("hdf5", master);
        assertOfEachTrial((trial, channel) -> largest(samples(trial, channel)) / 250.0, 0);
    }

    /** Index of the largest sample. */
    private static int largest(double[] samples) {
        return IntStream.range(0, samples.length).boxed().max((a, b) -> Double.compare(samples[a], samples[b])).orElseThrow();
    }

    @Test
    void aProgramStaysForManyTasks() throws IOException {
        References.python("pass");
        run("persistent", "local[2]");
        try (SavedResults results = SavedResults.open(folder.resolve("squares"))) {
            assertEquals(1000, results.tasks());
            assertEquals(998001, results.value("square", 999).as(double.class));
            assertTrue(IntStream.range(0, 1000).mapToObj(task -> results.value("process", task).item()).distinct().count() <= 2);
        }
    }
}
