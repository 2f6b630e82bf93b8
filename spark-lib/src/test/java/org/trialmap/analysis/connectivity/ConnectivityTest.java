package org.trialmap.analysis.connectivity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.Numpy;
import org.trialmap.analysis.Padding;
import org.trialmap.analysis.Recordings;
import org.trialmap.analysis.SynthData;
import org.trialmap.analysis.Taper;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.connectivity.PairMeasure;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.synth.Ar2Network;
import org.trialmap.trial.Recording;
import org.trialmap.trial.SyncopyContainer;
import org.trialmap.trial.SyncopyFiles;

/** Connectivity of recordings against NumPy and SciPy, which compute all trials' spectra and then the definition. */
class ConnectivityTest {
    private static final double DOUBLE = 1e-9;
    private static final double FLOAT = 2e-6;
    /** Sets {@code S}, trials x freq x channel x channel, of windows with Hann's taper. */
    private static final String CROSS = """
            n = max(map(len, trials))
            X = np.array([spectrum(t, window('hann', len(t), n), n, 0) for t in trials])
            S = np.einsum('ktfi,ktfj->kfij', X, X.conj()) / X.shape[1]
            power = np.einsum('fii->fi', S.mean(0)).real
            """;
    private static final String MEASURES = CROSS
            + """
                    C = S.mean(0) / np.sqrt(power[:, :, None] * power[:, None])
                    off = ~np.eye(S.shape[2], dtype=bool)
                    u = S / abs(S); m = u.mean(0); im = S.imag; N = len(S)
                    with np.errstate(all='ignore'):
                        want = [np.where(off | (arg in ('csd', 'coh', 'plv', 'ppc')), dict(csd=S.mean(0), coh=abs(C), imcoh=C.imag, plv=abs(m), ciplv=abs(m.imag) / np.sqrt(1 - m.real ** 2), ppc=(abs(u.sum(0)) ** 2 - N) / N / (N - 1),
                            pli=abs(np.sign(im).mean(0)), wpli=abs(im.sum(0)) / abs(im).sum(0), dwpli=(im.sum(0) ** 2 - (im ** 2).sum(0)) / (abs(im).sum(0) ** 2 - (im ** 2).sum(0)))[arg], 0)[None]]
                    if 'wpli' in arg: want = [np.nan_to_num(want[0])] # all real at 0 Hz and half the samplerate
                    """;

    @TempDir
    Path folder;

    private Path run(AnalysisMethod method, Path recording) throws IOException {
        return method.run(ParallelMap.serial(), Recording.open(recording).chunks(), folder.resolve("out.h5"));
    }

    @ParameterizedTest
    @EnumSource(PairMeasure.class)
    void everyMeasure(PairMeasure measure) throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 67, 100, 5);
        Numpy.assertClose(recording, run(Connectivity.of(measure), recording), "\"" + measure.name().toLowerCase() + "\"", DOUBLE, MEASURES);
    }

    /** MNE's densities are per Hz; its window is not scaled for the power that it takes away at its ends. */
    @Test
    void crossSpectraAreThoseOfMne() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 13, 101, 5);
        assertEquals("ok\n", References.mne("""
                import sys, h5py, numpy as np, mne
                mne.set_log_level('ERROR')
                x = h5py.File(sys.argv[1])['data'][()].reshape(13, 101, 5).transpose(0, 2, 1)
                ours = h5py.File(sys.argv[2])['data'][0, 1:]
                csd = mne.time_frequency.csd_array_fourier(x, 1000.)
                theirs = np.array([csd.get_data(index=i) for i in range(len(csd.frequencies))]) * 1000 / 100
                assert theirs.shape == (50, 5, 5) and abs(ours - theirs).max() < 1e-12 * abs(theirs).max(), abs(ours - theirs).max() / abs(theirs).max()
                print('ok')
                """, recording.toString(), run(Connectivity.csd(), recording).toString()));
    }

    @Test
    void float32GivesFloat32OfSumsInDouble() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 40, 101, 4);
        Path result = run(Connectivity.csd(), recording);
        Numpy.assertClose(recording, result, "\"csd\"", FLOAT, MEASURES);
        assertEquals("complex64 (1, 51, 4, 4) [[0.0, 1.0, 0.0]] ['freq', 'time']", Numpy.check(recording, result, "print(out.dtype, out.shape, definition.tolist(), sorted(x for x in"
                + " attrs['dimord'] if x in ('time', 'freq')))"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 60})
    void channelsInAnyNumber(int channels) throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 6, 50, channels);
        Numpy.assertClose(recording, run(Connectivity.coh(), recording), "\"coh\"", DOUBLE, MEASURES);
    }

    @Test
    void trialsOfUnequalLengthArePadded() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT64, 3);
        Numpy.assertClose(recording, run(Connectivity.coh(), recording), "\"coh\"", DOUBLE, MEASURES);
    }

    @ParameterizedTest
    @CsvSource({"ABS, np.abs(C)", "POW, np.abs(C) ** 2", "FOURIER, C", "REAL, C.real", "IMAG, C.imag"})
    void coherenceOfOneTrialWithSeveralTapers(SpectralOutput output, String want) throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 1, 211, 3);
        Path result = run(Connectivity.coh().output(output).taper(Taper.dpss(20, 4)).polyremoval(Detrend.LINE).pad(Padding.seconds(0.25)).foilim(20, 200), recording);
        Numpy.assertClose(recording, result, "null", DOUBLE, """
                X = spectrum(trials[0], dpss(211, 250, 20 * 0.211, 4), 250, 1)[:, 5:51]
                S = np.einsum('tfi,tfj->fij', X, X.conj())
                power = np.einsum('fii->fi', S).real
                C = S / np.sqrt(power[:, :, None] * power[:, None])
                want = [(%s)[None]]
                """.formatted(want));
    }

    /** Syncopy's claim: of an AR(2) network in which channel 2 drives channel 1. */
    @Test
    void grangerCausalityOfTheSyntheticNetwork() throws IOException {
        Path recording = new SynthData(Ar2Network.DEFAULT, 200, 1000, 2, 200, 7).run(ParallelMap.serial(), folder.resolve("network.h5"));
        Path result = run(Connectivity.granger().tapsmofrq(1), recording);
        String values = Numpy.check(recording, result, """
                at = abs(freq - 40).argmin()
                with h5py.File(result) as f: quality = [f[k][()].ravel()[0] for k in ('converged', 'max_rel_err', 'reg_factor', 'cond_num')]
                assert out.shape == (1, 501, 2, 2) and np.isfinite(out).all() and (out[:, :, [0, 1], [0, 1]] == 0).all()
                assert out[0, at, 1, 0] > 0.7 and out[0, at, 0, 1] < 0.1, out[0, at]
                assert quality[0] == 1 and quality[1] < 1e-6 and quality[2] == 0 and 1 < quality[3] < 1e4, quality
                print('ok')
                """);
        assertEquals("ok", values);
        Path pairs = Connectivity.granger().tapsmofrq(1).pairwise(true).foi(20, 40).run(ParallelMap.serial(), Recording.open(recording).chunks(), folder.resolve("pairs.h5"));
        assertEquals("ok", Numpy.check(result, pairs, "assert np.array_equal(freq, [20, 40]) and np.allclose(out, x[:, [100, 200]]); print('ok')"
                .replace("x[:, [100, 200]]", "h5py.File(recording)['data'][:, [100, 200]]")));
    }

    @ParameterizedTest
    @CsvSource({"2, 3", "3, 2", "97, 1", "100, 5", "1000, 3"})
    void crossCorrelation(int samples, int channels) throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 9, samples, channels);
        Numpy.assertClose(recording, run(Connectivity.corr(), recording), "null", DOUBLE, """
                L = len(trials[0]); lags = (L + 1) // 2; C = trials[0].shape[1]
                trials = [t - t.mean(0) for t in trials]
                want = np.zeros((lags, 1, C, C))
                for i in range(C):
                    for j in range(C):
                        want[:, 0, i, j] = sum(np.correlate(t[:, i], t[:, j], 'full')[L - 1:L - 1 + lags] for t in trials) / (L - np.arange(lags))
                d = np.sqrt(np.diag(want[0, 0]))
                want = [want / d[:, None] / d]
                """);
    }

    @Test
    void constantChannelsHaveNoCorrelation() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 9, 1, 2);
        assertEquals("[[[[0.0, 0.0], [0.0, 0.0]]]]", Numpy.check(recording, run(Connectivity.corr(), recording), "print(out.tolist())"));
    }

    @Test
    void lagsOfUnequalTrialsAreRefused() throws IOException {
        Recording uneven = Recording.open(Recordings.uneven(folder.resolve("uneven.h5"), DType.FLOAT32, 2));
        assertEquals("The method corr was asked for of trials of unequal length: trial 1 has 211 samples and trial 0 257. Their lags are not the same. Select trials of one length with"
                + " trials(...), or a common window with latency(...).", refusal(Connectivity.corr(), uneven));
    }

    @Test
    void pairsAreThoseOfAll() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 30, 50, 4);
        for (TaperedSpectra<?> method : List.of(Connectivity.csd(), Connectivity.granger())) {
            Path all = method.run(ParallelMap.serial(), Recording.open(recording).chunks(), folder.resolve(method.options().get("method") + ".h5"));
            Path pairs = method.channelcmb(List.of("channel3", "channel1"), List.of("channel2")).run(ParallelMap.serial(), Recording.open(recording).chunks(),
                    folder.resolve(method.options().get("method")
                            + "-pairs.h5"));
            assertEquals("True ['channel3', 'channel1'] ['channel2']", References.python("import sys, h5py, numpy as np; a, b = [h5py.File(f) for f in sys.argv[1:]]; print(np.array_equal("
                    + "a['data'][()][:, :, [2, 0]][..., [1]], b['data'][()]), b['channel_i'].asstr()[()].tolist(), b['channel_j'].asstr()[()].tolist())", all.toString(), pairs.toString()).strip());
        }
        Recording four = Recording.open(recording);
        assertEquals("Pairs with the channel 'channel7' were asked for, which is not among those that are analysed. Did you mean 'channel1'? They are channel1, channel2, channel3, channel4. Correct"
                + " channelcmb(...) or channels(...).", refusal(Connectivity.coh().channelcmb(List.of("channel7"), List.of("channel1")), four));
        assertEquals("Pairs of channels were asked for with 1 senders and 0 receivers. There must be at least one of each. Correct channelcmb(...), or leave it out to have"
                + " all pairs.", assertThrows(IllegalArgumentException.class, () -> Connectivity.coh().channelcmb(List.of("channel1"), List.of())).getMessage());
        assertEquals("Pairs of channels were asked for with [a, a], which names a channel twice. A result has one place for each channel. Name each once in channelcmb(...).",
                assertThrows(IllegalArgumentException.class, () -> Connectivity.coh().channelcmb(List.of("b"), List.of("a", "a"))).getMessage());
    }

    @Test
    void theExampleOfTheDocs() throws IOException {
        Recording recording = Recording.open(Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 30, 1000, 3));
        ParallelMap pmap = ParallelMap.serial();
        // tag::coh[]
        Path coherence = Connectivity.coh().foilim(1, 150).tapsmofrq(5).run(pmap, recording.chunks(), folder.resolve("coherence.spy"));
        Path causality = Connectivity.granger().tapsmofrq(5).run(pmap, recording.chunks(), folder.resolve("granger.spy"));
        // end::coh[]
        assertEquals(150, SyncopyContainer.read(coherence.resolve("coherence.crossspectral")).header().freq().size());
        assertEquals(501, SyncopyContainer.read(causality.resolve("granger.crossspectral")).header().freq().size());
    }

    /** Syncopy's rules for the files of a container, and what a result says of itself. */
    @Test
    void resultsAreContainersOfSyncopys() throws IOException {
        Recording recording = Recording.open(Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 30, 100, 3));
        Connectivity.granger().run(ParallelMap.serial(), recording.chunks(), folder.resolve("g.spy"));
        String[] found = SyncopyFiles.load(folder, "g.spy/g.crossspectral").split("\n");
        assertEquals("g.crossspectral CrossSpectralData float32 (1, 51, 3, 3) True 1000.0", found[0]);
        assertEquals("[[0.0, 1.0, 0.0]]", found[1].substring(0, 17));
        SyncopyContainer.Header header = SyncopyContainer.read(folder.resolve("g.spy/g.crossspectral")).header();
        assertEquals(Map.of("channel_i", List.of("channel1", "channel2", "channel3"), "channel_j", List.of("channel1", "channel2", "channel3")), header.names());
        assertEquals(List.of(51, 0.0, 500.0), List.of(header.freq().size(), header.freq().get(0), header.freq().get(50)));
        assertEquals(Set.of("cond_num", "converged", "max_rel_err", "reg_factor"), header.info().keySet());
        assertEquals(1, ((Number) header.info().get("converged")).intValue());
        assertEquals("connectivityanalysis", SyncopyContainer.history(header).toString());
        assertEquals(header.info(), SyncopyContainer.described(folder.resolve("g.spy/g.crossspectral")).info());
    }

    @Test
    void trialsWithNanAreLeftOutAndCounted() throws IOException {
        Path recording = Recordings.spoilt(folder.resolve("r.h5"), DType.FLOAT64, 30, 100, 3);
        Numpy.assertClose(recording, run(Connectivity.of(PairMeasure.PLV), recording), "\"plv\"", DOUBLE, "trials = [t for t in trials if np.isfinite(t).all()]\n" + MEASURES);
    }

    @Test
    void whatCannotBeIsRefusedBeforeAnythingRuns() throws IOException {
        Recording one = Recording.open(Recordings.equal(folder.resolve("one.h5"), DType.FLOAT32, 1, 100, 2));
        Recording single = Recording.open(Recordings.equal(folder.resolve("single.h5"), DType.FLOAT32, 5, 100, 1));
        assertEquals("The method ppc compares phases between trials, and there is one trial. Of one, the value does not depend on the data. Select at least 2 trials with trials(...).",
                refusal(Connectivity.ppc().tapsmofrq(30), one));
        assertEquals("The method coh compares phases between trials and tapers, and there is one trial with one taper. Of one, the value does not depend on the data. Select at least 2"
                + " trials with trials(...), or use several tapers with tapsmofrq(...).", refusal(Connectivity.coh(), one));
        assertEquals("Granger causality of one channel was asked for. It says what one channel tells of another one's future. Select at least 2 channels with channels(...).",
                refusal(Connectivity.granger(), single));
        assertEquals("The output pow was asked for of the method ppc. Its values are real; outputs are made of the complex ones of csd and coh. Leave out output(...).",
                assertThrows(IllegalArgumentException.class, () -> Connectivity.ppc().output(SpectralOutput.POW)).getMessage());
        assertTrue(refusal(Connectivity.coh().foi(700), single).startsWith("The frequency 700.0 Hz"));
    }

    private String refusal(AnalysisMethod method, Recording recording) {
        return assertThrows(IllegalArgumentException.class, () -> method.run(ParallelMap.serial(), recording.chunks(), folder.resolve("never.h5"))).getMessage();
    }

    @Test
    void copiesOfChannelsAreRegularizedAndSaidInTheResult() throws IOException {
        double[] samples = new double[50 * 100 * 3];
        Random random = new Random(3);
        for (int at = 0; at < samples.length; at += 3) {
            samples[at] = random.nextGaussian();
            samples[at + 1] = random.nextGaussian();
            samples[at + 2] = samples[at];
        }
        Path recording = folder.resolve("copies.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(recording)) {
            writer.root().attribute("samplerate", NdArray.from(Recordings.HZ));
            writer.root().dataset("data", NdArray.of(samples, 50, 100, 3));
        }
        Path result = run(Connectivity.granger(), recording);
        try (Hdf5File file = Hdf5File.open(result)) {
            assertTrue(((double[]) file.dataset("/reg_factor").read().data())[0] > 0);
        }
        assertEquals("True", References.python("import sys, h5py, numpy as np; print(np.isfinite(h5py.File(sys.argv[1])['data'][()]).all())", result.toString()).strip());
    }
}
