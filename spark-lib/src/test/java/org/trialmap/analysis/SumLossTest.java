package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.Await;
import org.trialmap.ChildJvm;
import org.trialmap.Sessions;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.Existing;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.TrialChunks;

/** Processes that die while trials are summed: what was summed is not summed again, and the result is the same. */
@Tag("slow")
class SumLossTest {
    private static final int TRIALS = 640;
    private static final int HELD = 320;

    @TempDir
    Path folder;

    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    /** A mean; notes what it computes, and waits, as {@link Products} does. */
    record HeldMean(String notes) implements TrialMethod {
        @Override
        public String command() {
            return "heldmean";
        }

        @Override
        public Map<String, Object> options() {
            return Map.of();
        }

        @Override
        public boolean keeptrials() {
            return false;
        }

        @Override
        public ResultForm form(TrialChunks trials) {
            return ResultForm.spectral(trials, DType.FLOAT64, List.of("none"), new double[] {1, 2});
        }

        @Override
        public TrialFunction function(TrialChunks trials) {
            String file = notes;
            return trial -> note(trial, file);
        }

        private static NdArray note(TrialChunk trial, String notes) throws Exception {
            if (!notes.isEmpty()) {
                if (trial.trial() >= HELD) {
                    Await.whileThere(notes + "/hold");
                }
                Files.writeString(Path.of(notes, "calls"), trial.trial() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            double[] x = trial.doubles();
            double[] values = new double[2 * trial.channels()];
            System.arraycopy(x, 0, values, 0, values.length);
            return NdArray.of(values, 1, 1, 2, trial.channels());
        }
    }

    /** The program that is killed. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException {
            try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setMaster("local[2,4]").setAppName("killed").set("spark.ui.enabled", "false"))) {
                Path folder = Path.of(arguments[0]);
                sum(ParallelMap.on(spark), method(arguments[1], folder.toString()), folder, "half.h5", Existing.REFUSE);
            }
        }

        static AnalysisMethod method(String kind, String notes) {
            return kind.equals("mean") ? new HeldMean(notes) : new Products(0, false, notes, HELD);
        }

        static Path sum(ParallelMap pmap, AnalysisMethod method, Path folder, String name, Existing existing) throws IOException {
            TrialChunks trials = Recording.open(folder.resolve("recording.h5")).chunks();
            return Analysis.of(method, trials, ResultFile.at(folder.resolve("out").resolve(name)).withExisting(existing))
                    .run(pmap.batch(method instanceof HeldMean ? 4 : 1).progress(RunOptions.Progress.HIDDEN));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sums", "mean"})
    void aKilledDriverGoesOnFromWhatWasSummed(String kind) throws Exception {
        Recordings.equal(folder.resolve("recording.h5"), DType.FLOAT64, TRIALS, 5, 3);
        Files.createDirectory(folder.resolve("out"));
        Files.createFile(folder.resolve("hold"));
        Process driver = start(kind);
        int half = kind.equals("sums") ? 5 : 100; // partitions of several trials each
        Await.until("half of it journalled", () -> finished(kind) >= half || !driver.isAlive());
        driver.destroyForcibly().waitFor();
        assertEquals(137, driver.exitValue(), () -> text(folder.resolve("driver.log")));
        int kept = finished(kind);
        assertTrue(kept >= half, kept + " tasks journalled");
        Files.delete(folder.resolve("hold"));
        Files.delete(folder.resolve("calls"));

        ParallelMap local = ParallelMap.on(Sessions.on(Sessions.LOCAL_4));
        Path resumed = Program.sum(local, Program.method(kind, folder.toString()), folder, "half.h5", Existing.RESUME);
        int perTask = kind.equals("sums") ? 64 : 1;
        assertEquals(TRIALS - kept * perTask, Files.readAllLines(folder.resolve("calls")).size(), "only what is missing is summed");
        Path truth = Program.sum(ParallelMap.serial(), Program.method(kind, ""), folder, "whole.h5", Existing.REFUSE);
        assertEquals(data(truth), data(resumed));
        Files.delete(folder.resolve("calls"));
        Program.sum(local, Program.method(kind, folder.toString()), folder, "half.h5", Existing.RESUME);
        assertFalse(Files.exists(folder.resolve("calls")), "it is complete");
        assertOnlyResults();
    }

    private void assertOnlyResults() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            assertEquals(List.of(".run", "half.h5", "whole.h5"), files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    /** Tasks that the journal has. */
    private int finished(String kind) {
        String journal = text(folder.resolve("out/.run"));
        return journal.lines().mapToInt(line -> {
            String[] range = line.replaceFirst(".*\"tasks\":\"([^\"]*)\".*", "$1").split("-");
            return range.length == 1 ? 1 : Integer.parseInt(range[1]) - Integer.parseInt(range[0]) + 1;
        }).sum();
    }

    private static String text(Path file) {
        try {
            if (!Files.isDirectory(file)) {
                return Files.readString(file);
            }
            try (Stream<Path> runs = Files.walk(file)) {
                StringBuilder all = new StringBuilder();
                for (Path journal : runs.filter(path -> path.endsWith("journal.jsonl")).toList()) {
                    all.append(Files.readString(journal));
                }
                return all.toString();
            }
        } catch (IOException e) {
            return "";
        }
    }

    private Process start(String kind) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().trim().split("\\s+")));
        command.addAll(ChildJvm.options());
        command.addAll(List.of("-cp", ChildJvm.classPath(), Program.class.getName(), folder.toString(), kind));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("driver.log").toFile()).start();
    }

    @Test
    void aKilledExecutorChangesNothing() throws IOException {
        Recordings.equal(folder.resolve("recording.h5"), DType.FLOAT32, TRIALS, 5, 3);
        Files.createDirectory(folder.resolve("out"));
        Files.createFile(folder.resolve("die"));
        ParallelMap cluster = ParallelMap.on(Sessions.on(Sessions.LOCAL_CLUSTER, Sessions.Serializer.JAVA, Map.of("spark.task.maxFailures", "3",
                "spark.deploy.maxExecutorRetries", "-1")));
        Path survived = Program.sum(cluster, new Products(0, false, folder.toString(), HELD), folder, "half.h5", Existing.REFUSE);
        assertFalse(Files.exists(folder.resolve("die")));
        assertEquals(data(Program.sum(ParallelMap.serial(), new Products(), folder, "whole.h5", Existing.REFUSE)), data(survived));
        assertOnlyResults();
    }

    private static NdArray data(Path file) throws IOException {
        try (Hdf5File hdf = Hdf5File.open(file)) {
            return hdf.dataset("/data").read();
        }
    }
}
