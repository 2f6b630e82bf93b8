package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.Sessions;
import org.trialmap.analysis.model.Fooof;
import org.trialmap.array.DType;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.TrialChunks;

/** Executors that die in the middle of an analysis. */
@Tag("slow")
class AnalysisLossTest {
    private static final int TRIALS = 200;

    @TempDir
    Path folder;

    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    static Stream<TrialMethod> methods() {
        FreqAnalysis spectrum = FreqAnalysis.mtmfft();
        return Stream.of(spectrum, spectrum.keeptrials(false), HeldMethod.models(), Fooof.of(HeldMethod.models().spectrum().keeptrials(false)));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aKilledExecutorChangesNothing(TrialMethod method) throws IOException {
        TrialChunks trials = Recording.open(Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, TRIALS, 100, 7)).chunks().channelsPerTask(3);
        ParallelMap cluster = ParallelMap.on(Sessions.on(Sessions.LOCAL_CLUSTER, Sessions.Serializer.JAVA, Map.of("spark.task.maxFailures", "3",
                "spark.deploy.maxExecutorRetries", "-1"))).progress(RunOptions.Progress.HIDDEN);
        Path die = Files.createFile(folder.resolve("die"));
        Path survived = Analysis.of(new HeldMethod(method, new HeldTrials(folder.toString(), TRIALS / 2)), trials, ResultFile.at(folder.resolve("survived.h5"))).run(cluster);
        assertFalse(Files.exists(die));
        ParallelMap serial = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
        Path alone = Analysis.of(new HeldMethod(method, HeldTrials.NONE), trials, ResultFile.at(folder.resolve("alone.h5"))).run(serial);
        assertEquals(ResultDatasets.of(alone), ResultDatasets.of(survived));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(".run", "alone.h5", "calls", "r.h5", "survived.h5"), files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }
}
