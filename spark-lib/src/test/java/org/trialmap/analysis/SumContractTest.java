package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.analysis.average.AxisStatistic;
import org.trialmap.analysis.average.Baseline;
import org.trialmap.analysis.average.Statistic;
import org.trialmap.analysis.average.TimeLockAnalysis;
import org.trialmap.array.DType;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.parallel.BackendKind;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.store.Existing;
import org.trialmap.store.SaveOptions;
import org.trialmap.task.Fingerprint;
import org.trialmap.trial.Recording;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.TrialChunks;

/** Methods that sum over trials: the same bytes on every backend, however slices are cut. */
class SumContractTest {
    private static final int CHANNELS = 3;
    private static final Map<String, String> DIGESTS = new HashMap<>();

    @TempDir
    Path folder;

    private TrialChunks trials(int count) throws IOException {
        Path file = folder.resolve("r" + count + ".h5");
        return Recording.open(Files.exists(file) ? file : Recordings.equal(file, DType.FLOAT32, count, 11, CHANNELS)).chunks();
    }

    /** Over one trial there is no variance. */
    private static List<SummedMethod> methods(int count) {
        List<SummedMethod> methods = new ArrayList<>(List.of(new Products(), new TrialRms()));
        if (count > 1) {
            methods.addAll(List.of(TimeLockAnalysis.withCovariance(), TimeLockAnalysis.withCovariance().keeptrials(true)));
            Stream.of(Statistic.values()).forEach(statistic -> methods.add(statistic.overTrials()));
        }
        return methods;
    }

    private static String digest(Path file) throws IOException {
        try (Hdf5File hdf = Hdf5File.open(file)) {
            Fingerprint fingerprint = new Fingerprint();
            for (String name : hdf.names("/")) {
                fingerprint.add(name).add(hdf.dataset("/" + name).read());
            }
            return fingerprint.add(hdf.dataset("/data").attribute("nan_trials").orElse(null)).hex();
        }
    }

    @ParameterizedTest
    @MethodSource("org.trialmap.parallel.BackendKind#ofAnalyses")
    void sumsAreTheSameEverywhere(BackendKind backend) throws IOException {
        for (int count : new int[] {1, 67, 1100}) {
            for (SummedMethod method : methods(count)) {
                for (SaveOptions.Transport transport : List.of(SaveOptions.Transport.IN_PLACE, SaveOptions.Transport.GATHER)) {
                    String name = method.command() + count + (method.keeptrials() ? "each" : "");
                    ResultFile file = ResultFile.at(folder.resolve(name + transport + ".h5")).withTransport(transport);
                    String digest = digest(Analysis.of(method, trials(count), file).run(backend.map()));
                    assertEquals(DIGESTS.computeIfAbsent(name, first -> digest), digest, name + " on " + backend);
                }
            }
        }
    }

    /** What is made of spectra, however their channels are cut. */
    @ParameterizedTest
    @MethodSource("org.trialmap.parallel.BackendKind#ofAnalyses")
    void statisticsOfSpectraAreTheSameEverywhere(BackendKind backend) throws IOException {
        Path recording = Recordings.spoilt(folder.resolve("spoilt.h5"), DType.FLOAT32, 75, 40, CHANNELS);
        MtmConvolAnalysis windows = FreqAnalysis.mtmconvol(0.02).toi(Toi.overlap(0.5)).tapsmofrq(100).keeptapers(true).output(SpectralOutput.FOURIER);
        TrialChunks spectra = SpectralData.open(windows.run(ParallelMap.serial(), Recording.open(recording).chunks(), folder.resolve("tf.h5"))).chunks();
        assertSame(Statistic.interTrialCoherence(), spectra, backend);
        assertSame(Statistic.MEAN.overTrials(), spectra, backend);
        assertSame(Statistic.VAR.overTrials(), spectra, backend);
        TrialChunks power = SpectralData.open(windows.keeptapers(false).output(SpectralOutput.POW).run(ParallelMap.serial(), Recording.open(recording).chunks(), folder.resolve("pow.h5"))).chunks();
        for (Statistic.Axis axis : Statistic.Axis.values()) {
            AxisStatistic one = Statistic.STD.over(axis);
            assertSame(axis == Statistic.Axis.FREQ || axis == Statistic.Axis.CHANNEL ? one.keeptrials(false) : one, axis == Statistic.Axis.CHANNEL ? spectra : spectra.channelsPerTask(2), backend);
        }
        for (Statistic statistic : Statistic.values()) {
            assertSame(statistic.over(Statistic.Axis.TIME), power.channelsPerTask(2), backend);
        }
        for (Baseline.Type type : Baseline.Type.values()) {
            for (int channels : new int[] {CHANNELS, 1}) {
                assertSame(Baseline.of(type, -0.01, 0.01), power.channelsPerTask(channels), backend);
            }
        }
    }

    private void assertSame(AnalysisMethod method, TrialChunks trials, BackendKind backend) throws IOException {
        String name = method.command() + trials.channelGrid().chunk();
        String digest = digest(Analysis.of(method, trials, ResultFile.at(folder.resolve(name + ".h5")).withExisting(Existing.OVERWRITE)).run(backend.map()));
        assertEquals(DIGESTS.computeIfAbsent(trials.recording().path().getFileName() + " " + method, first -> digest), digest, method + " on " + backend);
    }
}
