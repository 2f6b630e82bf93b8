package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.Await;
import org.trialmap.ChildJvm;
import org.trialmap.Sessions;
import org.trialmap.analysis.model.Fooof;
import org.trialmap.analysis.spike.HeldPhases;
import org.trialmap.array.DType;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.Existing;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.TrialChunks;

/** Processes that die while trials are summed, or models are fitted to them: what was computed is not computed again, and the result is the same. */
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

    /** What is summed, or computed trial by trial: how many trials a task has, and how many tasks a partition. */
    enum Kind {
        SUMS(64, 1), MEAN(1, 4), MODELS(1, 4), MODELS_OF_MEAN(1, 4), PHASES(10, 1);

        final int perTask;
        final int batch;

        Kind(int perTask, int batch) {
            this.perTask = perTask;
            this.batch = batch;
        }

        void write(Path folder) throws IOException {
            if (this == PHASES) {
                HeldPhases.write(folder, TRIALS);
            } else {
                Recordings.equal(folder.resolve("recording.h5"), DType.FLOAT64, TRIALS, 100, 3);
            }
        }

        Analysis analysis(Path folder, HeldTrials held, ResultFile file) throws IOException {
            TrialChunks trials = Recording.open(folder.resolve("recording.h5")).chunks();
            return switch (this) {
                case SUMS -> Analysis.of(new Products(0, false, held), trials, file);
                case MEAN -> Analysis.of(new HeldMethod(FreqAnalysis.mtmfft().keeptrials(false), held), trials, file);
                case MODELS -> Analysis.of(new HeldMethod(HeldMethod.models(), held), trials, file);
                case MODELS_OF_MEAN -> Analysis.of(new HeldMethod(Fooof.of(HeldMethod.models().spectrum().keeptrials(false)), held), trials, file);
                case PHASES -> HeldPhases.analysis(folder, trials, held, file);
            };
        }
    }

    /** The program that is killed. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException {
            try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setMaster("local[2,4]").setAppName("killed").set("spark.ui.enabled", "false"))) {
                Path folder = Path.of(arguments[0]);
                run(ParallelMap.on(spark), Kind.valueOf(arguments[1]), new HeldTrials(folder.toString(), HELD), folder, "half.h5", Existing.REFUSE);
            }
        }

        static Path run(ParallelMap pmap, Kind kind, HeldTrials held, Path folder, String name, Existing existing) throws IOException {
            ResultFile file = ResultFile.at(folder.resolve("out").resolve(name)).withExisting(existing);
            return kind.analysis(folder, held, file).run(pmap.batch(kind.batch).progress(RunOptions.Progress.HIDDEN));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKilledDriverGoesOnFromWhatWasSummed(Kind kind) throws Exception {
        kind.write(folder);
        Files.createDirectory(folder.resolve("out"));
        Files.createFile(folder.resolve("hold"));
        Process driver = start(kind);
        int half = HELD / kind.perTask;
        Await.until("half of it journalled", () -> finished() >= half || !driver.isAlive());
        driver.destroyForcibly().waitFor();
        assertEquals(137, driver.exitValue(), this::log);
        int kept = finished();
        assertTrue(kept >= half, kept + " tasks journalled");
        Files.delete(folder.resolve("hold"));
        Files.delete(folder.resolve("calls"));

        ParallelMap local = ParallelMap.on(Sessions.on(Sessions.LOCAL_4));
        HeldTrials noted = new HeldTrials(folder.toString(), HELD);
        Path resumed = Program.run(local, kind, noted, folder, "half.h5", Existing.RESUME);
        assertEquals(TRIALS - kept * kind.perTask, Files.readAllLines(folder.resolve("calls")).size(), "only what is missing is computed");
        Path truth = Program.run(ParallelMap.serial(), kind, HeldTrials.NONE, folder, "whole.h5", Existing.REFUSE);
        assertEquals(ResultDatasets.of(truth), ResultDatasets.of(resumed));
        Files.delete(folder.resolve("calls"));
        Program.run(local, kind, noted, folder, "half.h5", Existing.RESUME);
        assertFalse(Files.exists(folder.resolve("calls")), "it is complete");
        assertOnlyResults();
    }

    private void assertOnlyResults() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            assertEquals(List.of(".run", "half.h5", "whole.h5"), files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    /** How many tasks the journal has. */
    private int finished() {
        return Await.journalledTasks(folder.resolve("out")).size();
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("driver.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Process start(Kind kind) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().trim().split("\\s+")));
        command.addAll(ChildJvm.options());
        command.addAll(List.of("-cp", ChildJvm.classPath(), Program.class.getName(), folder.toString(), kind.name()));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("driver.log").toFile()).start();
    }

    /** Those that {@link AnalysisLossTest} does not have. */
    @ParameterizedTest
    @EnumSource(names = {"SUMS", "PHASES"})
    void aKilledExecutorChangesNothing(Kind kind) throws IOException {
        kind.write(folder);
        Files.createDirectory(folder.resolve("out"));
        Files.createFile(folder.resolve("die"));
        ParallelMap cluster = ParallelMap.on(Sessions.on(Sessions.LOCAL_CLUSTER, Sessions.Serializer.JAVA, Map.of("spark.task.maxFailures", "3",
                "spark.deploy.maxExecutorRetries", "-1")));
        Path survived = Program.run(cluster, kind, new HeldTrials(folder.toString(), HELD), folder, "half.h5", Existing.REFUSE);
        assertFalse(Files.exists(folder.resolve("die")));
        Path truth = Program.run(ParallelMap.serial(), kind, HeldTrials.NONE, folder, "whole.h5", Existing.REFUSE);
        assertEquals(ResultDatasets.of(truth), ResultDatasets.of(survived));
        assertOnlyResults();
    }
}
