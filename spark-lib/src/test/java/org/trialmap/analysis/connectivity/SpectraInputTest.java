package org.trialmap.analysis.connectivity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.References;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.Padding;
import org.trialmap.analysis.Recordings;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.array.DType;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.connectivity.PairMeasure;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.SyncopyContainer;
import org.trialmap.trial.SyncopyFiles;
import org.trialmap.trial.TrialChunks;

/** Connectivity of complex spectra: the same bits as that of the recording that they were made of; time-frequency spectra against NumPy. */
class SpectraInputTest {
    private static final FreqAnalysis FOURIER = FreqAnalysis.mtmfft().output(SpectralOutput.FOURIER);

    @TempDir
    Path folder;

    private int files;

    private Path run(AnalysisMethod method, TrialChunks trials) throws IOException {
        return method.run(ParallelMap.serial(), trials, folder.resolve("result" + files++ + ".h5"));
    }

    private TrialChunks spectra(TrialMethod method, Path recording) throws IOException {
        return SpectralData.open(run(method, Recording.open(recording).chunks())).chunks();
    }

    private static void assertSameDatasets(Path expected, Path actual, String what) throws IOException {
        try (Hdf5File a = Hdf5File.open(expected); Hdf5File b = Hdf5File.open(actual)) {
            assertEquals(a.names("/"), b.names("/"), what);
            for (String name : a.names("/")) {
                assertEquals(a.dataset("/" + name).read(), b.dataset("/" + name).read(), what + ": " + name);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void everyMethodHasTheBitsOfTheRecordings(DType dtype) throws IOException {
        Path recording = Recordings.spoilt(folder.resolve("r.h5"), dtype, 40, 100, 4);
        TrialChunks trials = Recording.open(recording).chunks();
        TrialChunks spectra = spectra(FOURIER.tapsmofrq(20).keeptapers(true).foilim(10, 300), recording);
        List<Connectivity> methods = new ArrayList<>();
        for (PairMeasure measure : PairMeasure.values()) {
            methods.add(Connectivity.of(measure));
        }
        methods.addAll(List.of(Connectivity.coh().output(SpectralOutput.FOURIER), Connectivity.coh().channelcmb(List.of("channel4"), List.of("channel1"))));
        for (Connectivity method : methods) {
            assertSameDatasets(run(method.tapsmofrq(20).foilim(10, 300), trials), run(method, spectra), method.toString());
        }
        Connectivity each = Connectivity.csd().keeptrials(true);
        assertSameDatasets(run(each.tapsmofrq(20).foilim(10, 300), trials), run(each, spectra), "each trial");
        TrialChunks some = SpectralData.open(spectra.recording().path()).chunks(Selection.all().frequency(50, 120));
        assertSameDatasets(run(Connectivity.ppc().tapsmofrq(20).foilim(50, 120), trials), run(Connectivity.ppc(), some), "some frequencies");
    }

    @Test
    void grangerCausalityHasTheBitsOfTheRecordings() throws IOException {
        for (int samples : new int[] {100, 77}) {
            Path recording = Recordings.equal(folder.resolve("r" + samples + ".h5"), DType.FLOAT32, 40, samples, 3);
            TrialChunks spectra = spectra(FOURIER.tapsmofrq(20).keeptapers(true), recording);
            for (GrangerAnalysis method : List.of(Connectivity.granger(), Connectivity.granger().pairwise(true).foilim(20, 200))) {
                assertSameDatasets(run(method.tapsmofrq(20), Recording.open(recording).chunks()), run(method, spectra), method.toString());
            }
        }
    }

    @Test
    void timeFrequencySpectraHaveTimes() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 70, 60, 3);
        TrialChunks spectra = spectra(FreqAnalysis.mtmconvol(0.02).toi(Toi.overlap(0.5)).tapsmofrq(100).keeptapers(true).output(SpectralOutput.FOURIER), recording);
        List<String> arguments = new ArrayList<>(List.of(spectra.recording().path().toString()));
        for (PairMeasure measure : PairMeasure.values()) {
            arguments.add(measure.name());
            arguments.add(run(Connectivity.of(measure), spectra).toString());
        }
        arguments.add("EACH");
        arguments.add(run(Connectivity.csd().keeptrials(true), spectra).toString());
        assertEquals("(6, 11, 3, 3) [[0.0, 6.0, -1.0]] 100.0 ok", References.python("""
                import sys, h5py, numpy as np
                f = h5py.File(sys.argv[1]); X = f['data'][()]
                X = X.reshape(70, 6, *X.shape[1:]) # trial, time, taper, freq, channel
                assert X.shape[2] > 1
                S = np.einsum('kwtfi,kwtfj->kwfij', X, X.conj())
                C = S.sum(0); power = np.einsum('wfii->wfi', C).real; C = C / np.sqrt(power[..., None] * power[..., None, :])
                m = (S / abs(S)).mean(0); im = S.imag; N = 70
                with np.errstate(all='ignore'):
                    want = dict(CSD=S.mean(0) / X.shape[2], COH=abs(C), IMCOH=C.imag, PLV=abs(m), CIPLV=abs(m.imag) / np.sqrt(1 - m.real ** 2), PPC=(abs(N * m) ** 2 - N) / N / (N - 1),
                        PLI=abs(np.sign(im).mean(0)), WPLI=abs(im.sum(0)) / abs(im).sum(0), DWPLI=(im.sum(0) ** 2 - (im ** 2).sum(0)) / (abs(im).sum(0) ** 2 - (im ** 2).sum(0)),
                        EACH=(S / X.shape[2]).reshape(-1, *S.shape[2:]))
                off = ~np.eye(3, dtype=bool)[None, None]
                for name, path in zip(sys.argv[2::2], sys.argv[3::2]):
                    out = h5py.File(path); w = want[name]; x = out['data'][()]
                    assert x.shape == w.shape, (name, x.shape, w.shape)
                    keep = off & (abs(np.imag(S)).max(0) > 1e-12) if name in ('CIPLV', 'PLI', 'WPLI', 'DWPLI') else np.ones_like(w, bool)
                    assert abs(x - w)[keep].max() < 1e-9 * abs(w[keep]).max(), (name, abs(x - w)[keep].max())
                    if name == 'EACH': assert np.array_equal(out['trialdefinition'], f['trialdefinition'])
                one = h5py.File(sys.argv[3])
                print(one['data'].shape, one['trialdefinition'][()].tolist(), one.attrs['samplerate'], 'ok')
                """, arguments.toArray(String[]::new)).strip());
    }

    @Test
    void timeFrequencyResultsAreContainersOfSyncopys() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 5, 60, 2);
        TrialChunks spectra = spectra(FreqAnalysis.wavelet().foi(50, 100, 200).toi(0.0, 0.01, 0.02).output(SpectralOutput.FOURIER), recording);
        Connectivity.coh().run(ParallelMap.serial(), spectra, folder.resolve("c.spy"));
        String[] found = SyncopyFiles.load(folder, "c.spy/c.crossspectral").split("\n");
        assertEquals("c.crossspectral CrossSpectralData float32 (3, 3, 2, 2) True 100.0", found[0]);
        assertEquals("[[0.0, 3.0, 0.0]]", found[1].substring(0, 17));
        try (Hdf5File file = Hdf5File.open(folder.resolve("c.spy/c.crossspectral"))) {
            assertArrayEquals(new double[] {0, 0.01, 0.02}, (double[]) file.dataset("/toi").read().data());
        }
    }

    @Test
    void theExampleOfTheDocs() throws IOException {
        Recording recording = Recording.open(Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 10, 1000, 3));
        ParallelMap pmap = ParallelMap.serial();
        // tag::spectra[]
        Path fourier = FreqAnalysis.mtmconvol(0.2).toi(Toi.overlap(0.5)).output(SpectralOutput.FOURIER).run(pmap, recording.chunks(), folder.resolve("fourier.spy"));
        Path phases = Connectivity.ppc().run(pmap, SpectralData.open(fourier).chunks(Selection.all().frequency(10, 80)), folder.resolve("ppc.spy"));
        // end::spectra[]
        SyncopyContainer.Header header = SyncopyContainer.read(phases.resolve("ppc.crossspectral")).header();
        assertEquals(15, header.freq().size());
        assertEquals("freqanalysis, connectivityanalysis", SyncopyContainer.history(header).toString());
        assertEquals(Set.of("method", "output", "keeptrials", "foi", "foilim", "nan", "select"), SyncopyContainer.history(header).steps().get(1).options().keySet());
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeAnythingRuns() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 6, 60, 3);
        TrialChunks power = spectra(FreqAnalysis.mtmfft(), recording);
        assertEquals(
                "Connectivity was asked for of " + power.recording().path()
                        + ", a spectrum of float32. It is made of the phases of complex spectra. Compute them with FreqAnalysis and output(SpectralOutput.FOURIER),"
                        + " and keeptapers(true) if there are several tapers, and give that result; or give the recording.",
                refusal(Connectivity.coh(), power));
        TrialChunks spectra = spectra(FOURIER, recording);
        String path = spectra.recording().path().toString();
        assertEquals("taper dpss, tapsmofrq 20.0 are given for " + path
                + ", a spectrum. Frequencies, padding, detrending and tapers were chosen when it was computed. Leave that out; some of its frequencies"
                + " are selected with frequency(...), and other spectra are computed of the recording.", refusal(Connectivity.coh().tapsmofrq(20), spectra));
        assertEquals(
                "pad nextpow2 is given for " + path + ", a spectrum. Frequencies, padding, detrending and tapers were chosen when it was computed. Leave that out; some of its frequencies are selected"
                        + " with frequency(...), and other spectra are computed of the recording.",
                refusal(Connectivity.granger().pad(Padding.NEXTPOW2), spectra));
        assertEquals("connectivityanalysis was asked for of " + path + ", a spectrum. It works on recordings, samples over time. Name the recording that the spectrum was made of.",
                refusal(Connectivity.corr(), spectra));
        TrialChunks some = SpectralData.open(spectra.recording().path()).chunks(Selection.all().frequency(50, 300));
        assertEquals(
                "Granger causality was asked for of " + path + ", a spectrum of which 16 frequencies are selected, from 50.0 to 300.0 Hz. The factorization needs all of a transform, from 0 Hz to the"
                        + " Nyquist frequency (500.0 Hz). Compute the spectrum without foi(...) and foilim(...), leave out frequency(...), or give the recording.",
                refusal(Connectivity.granger(), some));
        TrialChunks times = spectra(FreqAnalysis.wavelet().foi(50, 100).output(SpectralOutput.FOURIER), recording);
        assertEquals(
                "Granger causality was asked for of " + times.recording().path()
                        + ", a spectrum that has 60 times in trial 0. It is made of spectra of whole trials. Compute them with FreqAnalysis.mtmfft()"
                        + " and output(SpectralOutput.FOURIER), or give the recording.",
                refusal(Connectivity.granger(), times));
        TrialChunks uneven = spectra(FreqAnalysis.wavelet().foi(50, 100).output(SpectralOutput.FOURIER), Recordings.uneven(folder.resolve("u.h5"), DType.FLOAT32, 2));
        assertEquals(
                "What is computed is summed over trials, but trial 1 gives 211 rows and trial 0 257. Only what has one shape can be summed. Select trials of one length with trials(...), or a common"
                        + " window with latency(...).",
                refusal(Connectivity.coh(), uneven));
        assertEquals(
                "connectivityanalysis sums over trials with all 3 channels in each task, but 2 channels per task were asked for. Leave out channelsPerTask(...); memory is bounded"
                        + " by ranges of what is summed.",
                refusal(Connectivity.coh(), spectra.channelsPerTask(2)));
    }

    private String refusal(AnalysisMethod method, TrialChunks trials) {
        return assertThrows(IllegalArgumentException.class, () -> method.run(ParallelMap.serial(), trials, folder.resolve("never.h5"))).getMessage();
    }
}
