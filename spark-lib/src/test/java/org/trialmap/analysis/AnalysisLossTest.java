package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.Sessions;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.TrialChunks;

/** Executors that die in the middle of an analysis. */
@Tag("slow")
class AnalysisLossTest {
    @TempDir
    Path folder;

    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    /** A spectrum whose process dies once, at the trial in the middle; {@code marker} empty: never. */
    record Dying(boolean keeptrials, String marker) implements TrialMethod {
        private FreqAnalysis spectrum() {
            return FreqAnalysis.mtmfft().keeptrials(keeptrials);
        }

        @Override
        public String command() {
            return "freqanalysis";
        }

        @Override
        public Map<String, Object> options() {
            return spectrum().options();
        }

        @Override
        public ResultForm form(TrialChunks trials) {
            return spectrum().form(trials);
        }

        @Override
        public TrialFunction function(TrialChunks trials) {
            TrialFunction inner = spectrum().function(trials);
            int middle = trials.trials().length / 2;
            String file = marker;
            return trial -> spectrum(trial, inner, trial.trial() == middle ? file : "");
        }

        private static NdArray spectrum(TrialChunk trial, TrialFunction inner, String file) throws Exception {
            if (!file.isEmpty() && first(Path.of(file))) {
                Runtime.getRuntime().halt(137);
            }
            return inner.apply(trial);
        }

        private static boolean first(Path file) throws IOException {
            try {
                Files.createFile(file);
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKilledExecutorChangesNothing(boolean keeptrials) throws IOException {
        TrialChunks trials = Recording.open(Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 200, 100, 7)).chunks().channelsPerTask(3);
        ParallelMap cluster = ParallelMap.on(Sessions.on(Sessions.LOCAL_CLUSTER, Sessions.Serializer.JAVA, Map.of("spark.task.maxFailures", "3",
                "spark.deploy.maxExecutorRetries", "-1"))).progress(RunOptions.Progress.HIDDEN);
        Path marker = folder.resolve("killed");
        Path survived = Analysis.of(new Dying(keeptrials, marker.toString()), trials, ResultFile.at(folder.resolve("survived.h5"))).run(cluster);
        assertTrue(Files.exists(marker));
        ParallelMap serial = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
        Path alone = Analysis.of(new Dying(keeptrials, ""), trials, ResultFile.at(folder.resolve("alone.h5"))).run(serial);
        assertEquals(data(alone), data(survived));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(".run", "alone.h5", "killed", "r.h5", "survived.h5"), files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private static NdArray data(Path file) throws IOException {
        try (Hdf5File hdf = Hdf5File.open(file)) {
            return hdf.dataset("/data").read();
        }
    }
}
