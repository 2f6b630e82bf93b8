package org.trialmap.analysis.connectivity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.MtmConvolAnalysis;
import org.trialmap.analysis.Recordings;
import org.trialmap.analysis.ResultFile;
import org.trialmap.array.DType;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.parallel.BackendKind;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.connectivity.PairMeasure;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.store.Existing;
import org.trialmap.task.Fingerprint;
import org.trialmap.trial.Recording;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.TrialChunks;

/** Every method has the same bytes on every backend. */
class ConnectivityContractTest {
    private static final Map<String, String> DIGESTS = new HashMap<>();

    @TempDir
    Path folder;

    private static List<AnalysisMethod> methods() {
        List<AnalysisMethod> methods = new ArrayList<>();
        for (PairMeasure measure : PairMeasure.values()) {
            methods.add(Connectivity.of(measure).tapsmofrq(20).foilim(0, 200));
        }
        methods.addAll(List.of(Connectivity.csd(), Connectivity.granger(), Connectivity.granger().pairwise(true).foilim(10, 200), Connectivity.corr()));
        return methods;
    }

    /** What is made of the complex measures, and pairs. */
    private static List<AnalysisMethod> outputs() {
        List<AnalysisMethod> methods = new ArrayList<>();
        for (SpectralOutput output : SpectralOutput.values()) {
            methods.add(Connectivity.coh().output(output).tapsmofrq(50));
            methods.add(Connectivity.csd().output(output));
        }
        methods.add(Connectivity.coh().channelcmb(List.of("channel3"), List.of("channel1", "channel2")));
        methods.add(Connectivity.granger().channelcmb(List.of("channel1", "channel2"), List.of("channel3")));
        return methods;
    }

    @ParameterizedTest
    @MethodSource("org.trialmap.parallel.BackendKind#ofAnalyses")
    void bytesAreTheSameEverywhere(BackendKind backend) throws IOException {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Recording recording = Recording.open(Recordings.spoilt(folder.resolve(dtype + ".h5"), dtype, 75, 100, 5));
            for (AnalysisMethod method : methods()) {
                assertSame(method, recording.chunks(), backend);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.trialmap.parallel.BackendKind#ofAnalyses")
    void bytesOfOutputsAndPairsAreTheSameEverywhere(BackendKind backend) throws IOException {
        Recording recording = Recording.open(Recordings.spoilt(folder.resolve("outputs.h5"), DType.FLOAT32, 75, 41, 3));
        for (AnalysisMethod method : outputs()) {
            assertSame(method, recording.chunks(), backend);
        }
    }

    @ParameterizedTest
    @MethodSource("org.trialmap.parallel.BackendKind#ofAnalyses")
    void bytesOfEachTrialOfTheJackknifeAndOfSpectraAreTheSameEverywhere(BackendKind backend) throws IOException {
        Recording recording = Recording.open(Recordings.spoilt(folder.resolve("r.h5"), DType.FLOAT32, 75, 40, 3));
        for (AnalysisMethod method : List.of(Connectivity.csd().keeptrials(true), Connectivity.coh().tapsmofrq(50).keeptrials(true), Connectivity.corr().keeptrials(true),
                Connectivity.coh().jackknife(true), Connectivity.csd().jackknife(true), Connectivity.of(PairMeasure.DWPLI).jackknife(true),
                Connectivity.granger().foilim(10, 200).jackknife(true))) {
            assertSame(method, recording.chunks(), backend);
        }
        TrialChunks whole = SpectralData.open(FreqAnalysis.mtmfft().output(SpectralOutput.FOURIER).run(ParallelMap.serial(), recording.chunks(), folder.resolve("f.h5"))).chunks();
        for (AnalysisMethod method : List.of(Connectivity.granger(), Connectivity.ppc())) {
            assertSame(method, whole, backend);
        }
        MtmConvolAnalysis windows = FreqAnalysis.mtmconvol(0.02).toi(Toi.overlap(0.5)).tapsmofrq(100).keeptapers(true).output(SpectralOutput.FOURIER);
        TrialChunks spectra = SpectralData.open(windows.run(ParallelMap.serial(), recording.chunks(), folder.resolve("tf.h5"))).chunks();
        for (AnalysisMethod method : List.of(Connectivity.coh(), Connectivity.of(PairMeasure.WPLI), Connectivity.csd().keeptrials(true))) {
            assertSame(method, spectra, backend);
        }
    }

    private void assertSame(AnalysisMethod method, TrialChunks trials, BackendKind backend) throws IOException {
        Path out = Analysis.of(method, trials, ResultFile.at(folder.resolve("out.h5")).withExisting(Existing.OVERWRITE)).run(backend.map());
        String digest = digest(out);
        String key = trials.recording().path().getFileName() + " " + method;
        assertEquals(DIGESTS.computeIfAbsent(key, first -> digest), digest, key + " on " + backend);
    }

    private static String digest(Path file) throws IOException {
        try (Hdf5File hdf = Hdf5File.open(file)) {
            Fingerprint fingerprint = new Fingerprint();
            for (String name : hdf.names("/")) {
                fingerprint.add(name).add(hdf.dataset("/" + name).read());
            }
            return fingerprint.hex();
        }
    }
}
