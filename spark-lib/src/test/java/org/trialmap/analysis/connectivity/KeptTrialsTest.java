package org.trialmap.analysis.connectivity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.References;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.Numpy;
import org.trialmap.analysis.Recordings;
import org.trialmap.analysis.Taper;
import org.trialmap.array.DType;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.connectivity.PairMeasure;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.trial.Recording;
import org.trialmap.trial.SyncopyContainer;
import org.trialmap.trial.SyncopyFiles;
import org.trialmap.trial.TrialChunks;

/** Connectivity of each trial ({@code keeptrials}) against NumPy. */
class KeptTrialsTest {
    private static final double DOUBLE = 1e-9;

    @TempDir
    Path folder;

    private Path run(AnalysisMethod method, Path recording) throws IOException {
        return method.run(ParallelMap.serial(), Recording.open(recording).chunks(), folder.resolve("out.h5"));
    }

    @Test
    void crossSpectraOfEachTrial() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT64, 3);
        Path result = run(Connectivity.csd().keeptrials(true), recording);
        Numpy.assertClose(recording, result, "null", DOUBLE, """
                n = max(map(len, trials))
                X = np.array([spectrum(t, window('hann', len(t), n), n, 0)[0] for t in trials])
                want = np.einsum('kfi,kfj->kfij', X, X.conj())[:, None]
                """);
        assertEquals("complex128 (6, 501, 3, 3) [[0.0, 1.0, -50.0, 7.0], [1.0, 2.0, 0.0, 8.0]]", Numpy.check(recording, result, "print(out.dtype, out.shape, definition[:2].tolist())"));
    }

    @ParameterizedTest
    @CsvSource({"COH, ABS, np.abs(C)", "COH, FOURIER, C", "IMCOH, ABS, C.imag"})
    void coherencesOfEachTrialOverItsTapers(PairMeasure measure, SpectralOutput output, String want) throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 5, 211, 3);
        Connectivity method = Connectivity.of(measure).taper(Taper.dpss(20, 4)).foilim(20, 200).keeptrials(true);
        Numpy.assertClose(recording, run(measure == PairMeasure.COH ? method.output(output) : method, recording), "null", DOUBLE, """
                hz = np.fft.rfftfreq(211, 1 / fs); inside = (hz >= 20) & (hz <= 200)
                X = np.array([spectrum(t, dpss(211, 211, 20 * 0.211, 4), 211, 0)[:, inside] for t in trials])
                S = np.einsum('ktfi,ktfj->kfij', X, X.conj())
                power = np.einsum('kfii->kfi', S).real
                C = S / np.sqrt(power[..., :, None] * power[..., None, :])
                want = (%s)[:, None]
                """.formatted(want));
    }

    /** Each trial has the lags of its own length. */
    @Test
    void correlationsOfEachTrial() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT64, 3);
        Path result = run(Connectivity.corr().keeptrials(true), recording);
        Numpy.assertClose(recording, result, "null", DOUBLE, """
                want = []
                for t in trials:
                    L = len(t); lags = (L + 1) // 2; C = t.shape[1]
                    t = (t - t.mean(0)) / t.std(0)
                    want.append(np.array([[np.correlate(t[:, i], t[:, j], 'full')[L - 1:L - 1 + lags] / (L - np.arange(lags)) for j in range(C)] for i in range(C)]).transpose(2, 0, 1)[:, None])
                """);
        assertEquals("(1071, 1, 3, 3) [[0.0, 129.0, 0.0, 7.0], [129.0, 235.0, 0.0, 8.0]]", Numpy.check(recording, result, "print(out.shape, definition[:2].tolist())"));
    }

    /** What NaN is in the pairs of one channel of one trial; all others keep every bit. */
    @Test
    void samplesThatAreNotANumberSpoilThePairsOfTheirChannel() throws IOException {
        Path spoilt = Recordings.spoilt(folder.resolve("r.h5"), DType.FLOAT32, 12, 100, 3);
        Path clean = Recordings.equal(folder.resolve("clean.h5"), DType.FLOAT32, 12, 100, 3);
        for (AnalysisMethod method : List.of(Connectivity.csd().keeptrials(true), Connectivity.corr().keeptrials(true))) {
            Path expected = method.run(ParallelMap.serial(), Recording.open(clean).chunks(), folder.resolve("expected.h5"));
            assertEquals("ok [3, 10]", References.python("""
                    import sys, h5py, numpy as np
                    want, out = [h5py.File(f)['data'] for f in sys.argv[1:]]
                    spoilt = out.attrs['nan_trials'].tolist()
                    want, out = [x[()].reshape(12, -1, 3, 3) for x in (want, out)]
                    for k, c in ((3, 0), (10, 1)): want[k, :, c] = want[k, :, :, c] = np.nan
                    assert np.array_equal(np.isnan(want), np.isnan(out)) and np.array_equal(want[~np.isnan(want)], out[~np.isnan(out)])
                    print('ok', spoilt)
                    """, expected.toString(), run(method, spoilt).toString()).strip());
            Files.delete(folder.resolve("expected.h5"));
            Files.delete(folder.resolve("out.h5"));
        }
    }

    @Test
    void pairsOfSomeChannels() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 4, 50, 4);
        Path all = Connectivity.csd().keeptrials(true).run(ParallelMap.serial(), Recording.open(recording).chunks(), folder.resolve("all.h5"));
        Path pairs = run(Connectivity.csd().channelcmb(List.of("channel3", "channel1"), List.of("channel2")).keeptrials(true), recording);
        assertEquals("(4, 26, 2, 1) True", References.python("import sys, h5py, numpy as np; a, b = [h5py.File(f)['data'][()] for f in sys.argv[1:]]; print(b.shape,"
                + " np.array_equal(a[:, :, [2, 0]][..., [1]], b))", all.toString(), pairs.toString()).strip());
    }

    @Test
    void resultsAreContainersOfSyncopys() throws IOException {
        Recording recording = Recording.open(Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 3, 100, 2));
        Connectivity.csd().keeptrials(true).run(ParallelMap.serial(), recording.chunks(), folder.resolve("c.spy"));
        String[] found = SyncopyFiles.load(folder, "c.spy/c.crossspectral").split("\n");
        assertEquals("c.crossspectral CrossSpectralData complex64 (3, 51, 2, 2) True 1000.0", found[0]);
        assertEquals("[[0.0, 1.0, -10.0, 0.0], [1.0, 2.0, -10.0, 1.0], [2.0, 3.0, -10.0, 2.0]]", found[1].substring(0, 72));
        assertEquals(true, SyncopyContainer.history(SyncopyContainer.read(folder.resolve("c.spy/c.crossspectral")).header()).steps().get(0).options().get("keeptrials"));
    }

    @Test
    void whatOneTrialHasNoValueOfIsRefused() throws IOException {
        TrialChunks trials = Recording.open(Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 5, 100, 4)).chunks();
        assertEquals(
                "The method ppc was asked for of each trial (keeptrials true). It compares phases between trials, so one trial has no value. Leave out keeptrials(true), or take"
                        + " csd, or coh or imcoh with several tapers.",
                assertThrows(IllegalArgumentException.class, () -> Connectivity.ppc().keeptrials(true)).getMessage());
        assertEquals(
                "The method coh was asked for of each trial (keeptrials true), and there is one taper. Of one, the value does not depend on the data. Use several tapers with tapsmofrq(...), or leave out keeptrials(true).",
                refusal(Connectivity.coh().keeptrials(true), trials));
        assertEquals(
                "connectivityanalysis was asked for with 3 of the 4 selected channels per task. Its results are of pairs of channels, which must be there together. Leave out channelsPerTask(...).",
                refusal(Connectivity.csd().keeptrials(true), trials.channelsPerTask(3)));
    }

    private String refusal(AnalysisMethod method, TrialChunks trials) {
        return assertThrows(IllegalArgumentException.class, () -> method.run(ParallelMap.serial(), trials, folder.resolve("never.h5"))).getMessage();
    }
}
