package org.trialmap.analysis.connectivity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.Recordings;
import org.trialmap.analysis.SummedMethod;
import org.trialmap.array.DType;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.connectivity.PairMeasure;
import org.trialmap.signal.connectivity.PairSums;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.SyncopyFiles;
import org.trialmap.trial.TrialChunks;

/** Bias and variance of connectivity by leaving out one trial at a time. */
class JackknifeTest {
    @TempDir
    Path folder;

    private Path run(AnalysisMethod method, TrialChunks trials, String name) throws IOException {
        return method.run(ParallelMap.serial(), trials, folder.resolve(name));
    }

    /** Against the definition in NumPy, which has the cross-spectra of all trials: those of a recording with trials that have NaN, and of time-frequency spectra. */
    @Test
    void biasAndVarianceOfEveryMeasure() throws IOException {
        Recording recording = Recording.open(Recordings.spoilt(folder.resolve("r.h5"), DType.FLOAT64, 20, 40, 3));
        FreqAnalysis whole = FreqAnalysis.mtmfft().tapsmofrq(60).keeptapers(true).output(SpectralOutput.FOURIER);
        Path fourier = run(whole, recording.chunks(), "fourier.h5");
        Path times = run(FreqAnalysis.mtmconvol(0.01).toi(Toi.overlap(0.5)).output(SpectralOutput.FOURIER), recording.chunks(), "times.h5");
        List<String> arguments = new ArrayList<>(List.of(fourier.toString(), times.toString()));
        for (PairMeasure measure : PairMeasure.values()) {
            arguments.add(measure.name());
            arguments.add(run(Connectivity.of(measure).tapsmofrq(60).jackknife(true), recording.chunks(), measure + ".h5").toString());
            arguments.add(run(Connectivity.of(measure).jackknife(true), SpectralData.open(times).chunks(), measure + "-times.h5").toString());
        }
        assertEquals("ok", References.python("""
                import sys, h5py, numpy as np
                np.seterr(all='ignore')
                def cross(path):
                    f = h5py.File(path); X = f['data'][()]
                    X = X.reshape(20, -1, *X.shape[1:])
                    X = X[np.isfinite(X).all(axis=(1, 2, 3, 4))]
                    assert 15 < len(X) < 20
                    return np.einsum('kwtfi,kwtfj->kwfij', X, X.conj()), X.shape[2]
                def value(name, S, tapers):
                    C = S.sum(0); power = np.einsum('wfii->wfi', C).real; C = C / np.sqrt(power[..., None] * power[..., None, :])
                    m = (S / abs(S)).mean(0); im = S.imag; N = len(S)
                    return dict(CSD=lambda: S.mean(0) / tapers, COH=lambda: abs(C), IMCOH=lambda: C.imag, PLV=lambda: abs(m), CIPLV=lambda: abs(m.imag) / np.sqrt(1 - m.real ** 2),
                        PPC=lambda: (abs(N * m) ** 2 - N) / N / (N - 1), PLI=lambda: abs(np.sign(im).mean(0)), WPLI=lambda: abs(im.sum(0)) / abs(im).sum(0),
                        DWPLI=lambda: (im.sum(0) ** 2 - (im ** 2).sum(0)) / (abs(im).sum(0) ** 2 - (im ** 2).sum(0)))[name]()
                spectra = [cross(path) for path in sys.argv[1:3]]
                for name, *paths in zip(sys.argv[3::3], sys.argv[4::3], sys.argv[5::3]):
                    for (S, tapers), path in zip(spectra, paths):
                        n = len(S)
                        each = np.array([value(name, np.delete(S, k, 0), tapers) for k in range(n)])
                        bias = (n - 1) * (each.mean(0) - value(name, S, tapers))
                        var = (n - 1) / n * (abs(each - each.mean(0)) ** 2).sum(0)
                        f = h5py.File(path)
                        off = np.broadcast_to(~np.eye(3, dtype=bool), var.shape) & (abs(S.imag).max(0) > 1e-12) # real where all is real: 0 / 0
                        for kind, want in (('jack_bias', bias), ('jack_var', var)):
                            out = f[kind][()]
                            assert out.shape == want.shape == f['data'].shape and np.isfinite(out).all(), (name, kind, out.shape)
                            assert out.dtype == (f['data'].dtype if kind == 'jack_bias' else 'f8'), (name, kind, out.dtype)
                            top = max(abs(want[off]).max(), abs(value(name, S, tapers))[off].max() * 1e-3)
                            assert abs(out - want)[off].max() < 1e-8 * top, (name, kind, abs(out - want)[off].max(), top)
                print('ok')
                """, arguments.toArray(String[]::new)).strip());
    }

    /** Each replicate is the result of the other trials. */
    @Test
    void grangerCausalityWithoutEachTrial() throws IOException {
        Recording recording = Recording.open(Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 12, 64, 2));
        GrangerAnalysis method = Connectivity.granger().tapsmofrq(50).foilim(50, 200);
        List<String> arguments = new ArrayList<>(List.of(run(method.jackknife(true), recording.chunks(), "jack.h5").toString()));
        for (int k = 0; k < 12; k++) {
            int out = k;
            int[] others = IntStream.range(0, 12).filter(i -> i != out).toArray();
            arguments.add(run(method, recording.chunks(Selection.all().trials(others)), "without" + k + ".h5").toString());
        }
        assertEquals("ok",
                References
                        .python("""
                                import sys, h5py, numpy as np
                                jack = h5py.File(sys.argv[1]); each = np.array([h5py.File(f)['data'][()] for f in sys.argv[2:]])
                                bias = 11 * (each.mean(0) - jack['data'][()]); var = 11 / 12 * ((each - each.mean(0)) ** 2).sum(0)
                                assert np.allclose(jack['jack_bias'], bias, rtol=1e-5, atol=1e-8) and np.allclose(jack['jack_var'], var, rtol=1e-5, atol=1e-10), (abs(jack['jack_bias'] - bias).max(), abs(jack['jack_var'] - var).max())
                                assert var[..., 0, 1].min() > 0 and jack['converged'][()] == 1
                                print('ok')
                                """,
                                arguments.toArray(String[]::new))
                        .strip());
    }

    /** However many frequencies a task has; ranges of trials are put together to the same values. */
    @Test
    void tasksOfSomeFrequenciesChangeNoBit() throws IOException {
        Recording recording = Recording.open(Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 9, 40, 3));
        TrialChunks trials = SpectralData.open(run(FreqAnalysis.mtmconvol(0.01).toi(Toi.overlap(0.5)).output(SpectralOutput.FOURIER), recording.chunks(), "times.h5")).chunks();
        TrialSpectra spectra = TrialSpectra.of(Connectivity.csd().spectra(), trials);
        PairValues values = new PairValues(PairMeasure.CSD, SpectralOutput.FOURIER, 1, ChannelPairs.ALL.matrices(trials, DType.COMPLEX64));
        int times = spectra.times();
        double[] all = new double[spectra.freq().length * times * PairSums.CROSS.values(3)];
        for (int k = 0; k < 9; k++) {
            double[] one = CrossSums.ofOne(trials.get(k).array(), PairSums.CROSS);
            for (int i = 0; i < all.length; i++) {
                all[i] += one[i];
            }
        }
        SummedMethod.Sums sums = new SummedMethod.Sums(0, spectra.freq().length, all, 9);
        Jackknife.Estimate estimate = (of, frequencies, count) -> values.values(of, times, frequencies, count);
        Jackknife jackknife = new Jackknife(spectra, PairSums.CROSS, estimate, 2);
        double[] theta = estimate.of(all, sums.slices(), 9);
        Jackknife.BiasAndVariance atOnce = jackknife.of(ParallelMap.serial(), trials, sums, theta, times, new Jackknife.Cut(1, 1));
        for (int parts : new int[] {3, 8, 100}) {
            Jackknife.BiasAndVariance cut = jackknife.of(ParallelMap.serial(), trials, sums, theta, times, new Jackknife.Cut(parts, 1));
            assertArrayEquals(atOnce.bias(), cut.bias());
            assertArrayEquals(atOnce.variance(), cut.variance());
        }
        Jackknife.BiasAndVariance ranges = jackknife.of(ParallelMap.serial(), trials, sums, theta, times, new Jackknife.Cut(1, 4));
        double largest = Arrays.stream(atOnce.variance()).max().orElseThrow();
        assertArrayEquals(atOnce.bias(), ranges.bias(), 1e-12 * Math.sqrt(largest));
        assertArrayEquals(atOnce.variance(), ranges.variance(), 1e-12 * largest);
    }

    @Test
    void anEstimateThatHasNoValueWithoutATrialSaysWhich() throws IOException {
        TrialChunks trials = Recording.open(Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 9, 40, 2)).chunks();
        File refused = Files.createFile(folder.resolve("refused")).toFile();
        Jackknife.Estimate estimate = (of, frequencies, count) -> {
            if (count == 8) {
                throw refused.exists() ? new IllegalArgumentException("Nothing is left.") : new IllegalStateException("broken");
            }
            return new double[frequencies];
        };
        SummedMethod.Sums sums = new SummedMethod.Sums(0, 21, new double[21 * PairSums.CROSS.values(2)], 9);
        Jackknife jackknife = new Jackknife(TrialSpectra.of(Connectivity.csd().spectra(), trials), PairSums.CROSS, estimate, 1);
        assertEquals("There is no result without trial 0, so that the jackknife (jackknife true) has none. Nothing is left.",
                assertThrows(IllegalArgumentException.class, () -> jackknife.ofAll(ParallelMap.serial(), trials, sums)).getMessage());
        Files.delete(refused.toPath());
        assertEquals(
                "The second pass over the trials, for the jackknife (jackknife true), failed. What was summed is kept: run the same again with Existing.RESUME to compute this pass only. Task 0 of 9"
                        + " (trial 0) failed on HOST: TrialFailedException: trial 0: IllegalStateException: broken",
                assertThrows(IllegalStateException.class, () -> jackknife.ofAll(ParallelMap.serial(), trials, sums))
                        .getMessage().replaceFirst("on \\S+:", "on HOST:"));
    }

    @Test
    void resultsAreContainersOfSyncopys() throws IOException {
        Recording recording = Recording.open(Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 9, 100, 2));
        Connectivity.coh().output(SpectralOutput.FOURIER).channelcmb(List.of("channel1"), List.of("channel2")).jackknife(true).run(ParallelMap.serial(), recording.chunks(), folder.resolve("c.spy"));
        assertEquals("c.crossspectral CrossSpectralData complex64 (1, 51, 1, 1) True 1000.0", SyncopyFiles.load(folder, "c.spy/c.crossspectral").split("\n")[0]);
        Map<String, String> further = new TreeMap<>();
        try (Hdf5File file = Hdf5File.open(folder.resolve("c.spy/c.crossspectral"))) {
            for (String name : List.of("jack_var", "jack_bias")) {
                further.put(name, file.dataset("/" + name).read().toString());
            }
        }
        assertEquals("{jack_bias=complex64 (1, 51, 1, 1), jack_var=float32 (1, 51, 1, 1)}", further.toString());
        assertEquals("['data', 'jack_var', 'jack_bias']", References.python("import json, sys; print(json.load(open(sys.argv[1]))['_hdfFileDatasetProperties'])",
                folder.resolve("c.spy/c.crossspectral.info").toString()).strip());
    }

    @Test
    void whatHasNoReplicatesIsRefused() throws IOException {
        assertEquals(
                "The jackknife was asked for of each trial (jackknife true, keeptrials true). It leaves out one trial of all at a time. Leave out jackknife(true) or keeptrials(true).",
                assertThrows(IllegalArgumentException.class, () -> Connectivity.csd().keeptrials(true).jackknife(true)).getMessage());
        assertEquals(
                "The jackknife was asked for of the output angle (jackknife true). Angles jump by a whole turn, so they have no plain mean. Take the output fourier, or leave out jackknife(true).",
                assertThrows(IllegalArgumentException.class, () -> Connectivity.coh().output(SpectralOutput.ANGLE).jackknife(true)).getMessage());
        TrialChunks two = Recording.open(Recordings.equal(folder.resolve("two.h5"), DType.FLOAT32, 2, 100, 2)).chunks();
        assertEquals(
                "The jackknife of coh was asked for (jackknife true) of 2 trials without NaN. It leaves out one at a time, and the rest must be at least 2. Select more with trials(...), or"
                        + " leave out jackknife(true).",
                refusal(Connectivity.coh().jackknife(true), two));
        TrialChunks one = Recording.open(Recordings.equal(folder.resolve("one.h5"), DType.FLOAT32, 1, 100, 2)).chunks();
        assertEquals(
                "The jackknife of granger was asked for (jackknife true) of 1 trial without NaN. It leaves out one at a time, and the rest must be at least 1. Select more with trials(...),"
                        + " or leave out jackknife(true).",
                refusal(Connectivity.granger().jackknife(true), one));
    }

    private String refusal(AnalysisMethod method, TrialChunks trials) {
        return assertThrows(IllegalArgumentException.class, () -> method.run(ParallelMap.serial(), trials, folder.resolve("never.h5"))).getMessage();
    }
}
