package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.array.DType;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.spectrum.MotherWavelet;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.signal.spectrum.WaveletScale;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.TrialChunks;

/** Wavelet and superlet transforms of trials, as SIGNAL.md defines them, against NumPy and SciPy in float64. */
class WaveletAnalysisTest {
    /** {@code morlet(x, f)} and {@code superlet(x, f, ...)}: (time, channel), with or without Syncopy's scale. */
    private static final String WAVELETS = """
            dt = 1 / fs
            def response(x, M, wavelet, factor, f, syncopy, detrend):
                if detrend is not None: x = ss.detrend(x, axis=0, type=['constant', 'linear'][detrend])
                if syncopy:
                    h = factor * wavelet(np.arange((-M + 1) / 2, (M + 1) / 2) * dt)
                else:
                    t = np.arange(-int(M / 2), int(M / 2) + 1) * dt
                    h = wavelet(t)
                    h = h * (2 if np.iscomplexobj(h) else 1) / abs((h * np.exp(-2j * np.pi * f * t)).sum())
                return ss.fftconvolve(x, h[:, None], mode='same')
            def morlet(x, f, w0=6, syncopy=False, detrend=0):
                s = (w0 + np.sqrt(w0 ** 2 + 2)) / (4 * np.pi * f)
                return response(x, 10 * s / dt, lambda t: np.pi ** -.25 * (np.exp(1j * w0 * t / s) - np.exp(-w0 ** 2 / 2)) * np.exp(-(t / s) ** 2 / 2),
                    np.sqrt(dt) / (8 * np.pi * s), f, syncopy, detrend)
            def single(x, f, c, syncopy):
                s = 1 / (2 * np.pi * f)
                return response(x, 10 * s * c / dt, lambda t: 5 / (s * c * (2 * np.pi) ** 1.5) * np.exp(1j * t / s) * np.exp(-(5 * t / (s * 2 * np.pi * c)) ** 2 / 2),
                    np.sqrt(dt) / (4 * np.pi), f, syncopy, 0)
            def superlet(x, f, lo, top, c1=3, syncopy=False):
                n = top - lo + 1
                z = np.prod([np.power(single(x, f, c1 * o, syncopy), 1 / n) for o in range(lo, int(top) + 1)], axis=0)
                return z if top == int(top) else z * np.power(single(x, f, c1 * (int(top) + 1), syncopy), (top - int(top)) / n)
            def stack(z): return np.stack(z, axis=1)[:, None]
            """;

    @TempDir
    Path folder;

    private Path run(TrialMethod method, Path recording) throws IOException {
        Path out = folder.resolve("spectrum" + System.nanoTime() + ".h5");
        ParallelMap pmap = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
        return Analysis.of(method, Recording.open(recording).chunks(), ResultFile.at(out)).run(pmap);
    }

    private static double tolerance(DType dtype) {
        return dtype == DType.FLOAT64 ? 1e-9 : 1e-6;
    }

    @ParameterizedTest
    @CsvSource({"FLOAT64, 1, AMPLITUDE", "FLOAT32, 5, AMPLITUDE", "FLOAT64, 3, SYNCOPY", "INT16, 2, AMPLITUDE"})
    void morletsAtEverySample(DType dtype, int channels, WaveletScale compat) throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), dtype, channels);
        Path result = run(FreqAnalysis.wavelet().foi(80, 12.5, 30, 30).width(7).compat(compat).polyremoval(Detrend.LINE), recording);
        Numpy.assertClose(recording, result, Boolean.toString(compat == WaveletScale.SYNCOPY), tolerance(dtype), WAVELETS + """
                want = [stack([abs(morlet(t, f, 7, arg, 1)) ** 2 for f in (12.5, 30, 80)]) for t in trials]
                assert list(freq) == [12.5, 30, 80] and attrs['samplerate'] == 1000
                """);
        SpectralData spectrum = SpectralData.open(result);
        assertEquals(-0.1, spectrum.time(2)[0], 1e-15);
        assertEquals(1000, spectrum.time(2).length);
    }

    @ParameterizedTest
    @CsvSource({"FLOAT64, PAUL, 4, AMPLITUDE", "FLOAT32, PAUL, 6, SYNCOPY", "FLOAT64, DOG, 2, SYNCOPY", "FLOAT32, DOG, 3, AMPLITUDE"})
    void otherWaveletsAtEverySample(DType dtype, MotherWavelet.Family family, int order, WaveletScale compat) throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), dtype, 3);
        Path result = run(FreqAnalysis.wavelet().wavelet(new MotherWavelet(family, order)).foi(12.5, 80).compat(compat), recording);
        Numpy.assertClose(recording, result, "[\"%s\", %d, %b]".formatted(family, order, compat == WaveletScale.SYNCOPY), tolerance(dtype), WAVELETS + """
                from scipy.special import factorial, gamma, hermitenorm
                family, m, syncopy = arg
                def paul(x): return 2 ** m * (1j ** m if syncopy else 1) * factorial(m) / np.sqrt(np.pi * factorial(2 * m)) * (1 - 1j * x) ** -(m + 1)
                def dog(x): return (-1) ** (m + 1) / np.sqrt(gamma(m + .5)) * hermitenorm(m)(x) * np.exp(-x ** 2 / 2)
                def other(x, f):
                    s = (2 * m + 1) / (4 * np.pi * f) if family == 'PAUL' else np.sqrt(m + .5) / (2 * np.pi * f)
                    return response(x, 10 * s / dt, lambda t: (paul if family == 'PAUL' else dog)(t / s), np.sqrt(dt) / (8 * np.pi * s), f, syncopy, 0)
                want = [stack([abs(other(t, f)) ** 2 for f in (12.5, 80)]) for t in trials]
                """);
    }

    /** In Syncopy 2023.09 these three are the same. */
    @ParameterizedTest
    @ValueSource(ints = {6, 10, 20})
    void theWidthCounts(int width) throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 2, 700, 2);
        Path result = run(FreqAnalysis.wavelet().foi(20, 45).width(width), recording);
        Numpy.assertClose(recording, result, Integer.toString(width), 1e-9, WAVELETS + """
                want = [stack([abs(morlet(t, f, arg)) ** 2 for f in (20, 45)]) for t in trials]
                if arg != 6: assert max(abs(w - stack([abs(morlet(t, f, 6)) ** 2 for f in (20, 45)])).max() for w, t in zip(want, trials)) > 0.1 * want[0].max()
                """);
    }

    /** Every frequency has all orders from the lowest to its own, the last one by its fraction. */
    @Test
    void adaptiveSuperletsSkipNoOrder() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 1, 600, 1);
        Path result = run(FreqAnalysis.superlet(6).adaptive(true).foilim(20, 45), recording);
        Numpy.assertClose(recording, result, "null", 1e-9, WAVELETS + """
                def adaptive(t, f):
                    top = 1 + 5 * (f - 20) / 25
                    parts = [(superlet(t, f, o, o), min(1, top - o + 1)) for o in range(1, 7) if top - o + 1 > 1e-9]
                    assert len(parts) == int(np.ceil(top - 1e-9)) and abs(sum(share for _, share in parts) - top) < 1e-9
                    return np.prod([z ** (share / top) for z, share in parts], axis=0)
                want = [stack([abs(adaptive(t, f)) ** 2 for f in range(20, 46)]) for t in trials]
                """);
    }

    @Test
    void complexValuesAtChosenTimes() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT64, 2);
        Path result = run(FreqAnalysis.wavelet().foilim(10.5, 13).output(SpectralOutput.FOURIER).toi(0.05, 0.1, 0.15), recording);
        Numpy.assertClose(recording, result, "null", 1e-9, WAVELETS + """
                with h5py.File(recording) as f: offsets = f['trialdefinition'][:, 2].astype(int)
                want = [stack([morlet(t, f) for f in (10.5, 11.5, 12.5)])[np.array([50, 100, 150]) - o] for t, o in zip(trials, offsets)]
                """);
        assertArrayEquals(new double[] {0.05, 0.1, 0.15}, SpectralData.open(result).time(3), 1e-15);
    }

    @Test
    void withoutFrequenciesTheyAreQuartersOfOctaves() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 2, 64, 1);
        Path result = run(FreqAnalysis.wavelet(), recording);
        assertEquals("20 True", Numpy.check(recording, result, "print(len(freq), np.allclose(freq, 500 * 2.0 ** (-np.arange(20, 0, -1) / 4), rtol=1e-15))"));
    }

    @ParameterizedTest
    @CsvSource({"FLOAT64, 1, AMPLITUDE, 1, 4, false", "FLOAT32, 4, AMPLITUDE, 2, 5, true", "FLOAT64, 3, SYNCOPY, 1, 6, true"})
    void superletsAtEverySample(DType dtype, int channels, WaveletScale compat, int lowest, int highest, boolean adaptive) throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), dtype, channels);
        Path result = run(FreqAnalysis.superlet(highest).orderMin(lowest).c1(2).adaptive(adaptive).compat(compat).foi(20, 33.3, 90), recording);
        String arg = "[%b, %d, %d, %b]".formatted(compat == WaveletScale.SYNCOPY, lowest, highest, adaptive);
        Numpy.assertClose(recording, result, arg, tolerance(dtype), WAVELETS + """
                syncopy, lo, hi, adaptive = arg
                top = lambda f: lo + (hi - lo) * (f - 20) / 70 if adaptive else hi
                want = [stack([abs(superlet(t, f, lo, top(f), 2, syncopy)) ** 2 for f in (20, 33.3, 90)]) for t in trials]
                """);
    }

    @Test
    void meanOverTrialsOfSuperlets() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 9, 150, 2);
        Path result = run(FreqAnalysis.superlet(3).foi(30, 60).output(SpectralOutput.ABS).keeptrials(false), recording);
        Numpy.assertClose(recording, result, "null", 1e-9,
                WAVELETS + "want = [np.mean([stack([abs(superlet(t, f, 1, 3)) for f in (30, 60)]) for t in trials], axis=0)]\n");
        assertEquals(-0.01, SpectralData.open(result).time(0)[0], 1e-15);
    }

    @Test
    void aSampleThatIsNoNumberSpoilsItsTrialAndChannel() throws Exception {
        TrialChunks trials = Recording.open(Recordings.nanAt250(folder.resolve("nan.h5"))).chunks();
        for (TrialMethod method : new TrialMethod[] {FreqAnalysis.wavelet().foi(30).toi(0.02), FreqAnalysis.superlet(2).foi(30)}) {
            assertTrue(Arrays.stream((double[]) method.function(trials).apply(trials.get(0)).data()).allMatch(Double::isNaN));
        }
    }

    @Test
    void whatDoesNotGoWithTheTrialsIsRefused() throws IOException {
        TrialChunks trials = Recording.open(Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT32, 2)).chunks();
        assertRefused("The frequency 500.0 Hz cannot be computed with wavelets at a samplerate of 1000.0 Hz: they have frequencies above 0 and below 500.0 Hz. Correct"
                + " foi(...).", () -> FreqAnalysis.wavelet().foi(10, 500).form(trials));
        assertRefused("The frequency 0.0 Hz cannot be computed with wavelets at a samplerate of 1000.0 Hz: they have frequencies above 0 and below 500.0 Hz. Correct"
                + " foilim(...).", () -> FreqAnalysis.superlet(3).foilim(0, 20).form(trials));
        assertRefused("Trial 3 of 257 samples has nothing at the times of interest. The time of interest 0.01 s lies outside the trial, which goes from 0.02 to"
                + " 0.276 s. There are no samples. Correct toi or select other trials.", () -> FreqAnalysis.wavelet().foi(20).toi(0.01).form(trials));
        assertRefused("The times of interest are an overlap of 0.5. Wavelets and superlets have another length at each frequency, so there is nothing to overlap."
                + " Use all or times in toi.", () -> FreqAnalysis.wavelet().toi(Toi.overlap(0.5)));
        assertRefused("The width of Morlet's wavelet is 0.5. It is a number, at least 1; 6 is usual. Correct width(...).",
                () -> FreqAnalysis.wavelet().width(0.5));
        assertRefused("The width 7.0 is given for the wavelet Paul, which has none. It belongs to Morlet's wavelet. Leave out width(...); MotherWavelet"
                + " chooses the order.", () -> FreqAnalysis.wavelet().wavelet(MotherWavelet.paul(4)).width(7));
        assertRefused("Superlets of the orders 3 to 2 with c_1 = 3 were asked for. Orders begin at 1 and do not descend, and there is at least 1 cycle. Correct"
                + " orderMin(...), orderMax(...) or c1(...).", () -> FreqAnalysis.superlet(2).orderMin(3));
        assertRefused("Adaptive superlets were asked for at one frequency, 20.0 Hz. Their orders grow from the lowest to the highest frequency. Give more with"
                + " foi(...), or leave out adaptive(true).", () -> FreqAnalysis.superlet(3).adaptive(true).foi(20, 20).form(trials));
        TrialChunks tiny = Recording.open(Recordings.equal(folder.resolve("tiny.h5"), DType.FLOAT32, 2, 2, 1)).chunks();
        assertRefused("Frequencies for wavelets were left to the shortest trial, which has 2 samples. None has a period in it and is below half the samplerate."
                + " Give frequencies with foi(...), or select longer trials.", () -> FreqAnalysis.wavelet().form(tiny));
    }

    @Test
    void optionsAreKeptByTheirKeywords() {
        assertEquals("{method=wavelet, output=pow, keeptrials=true, foi=null, foilim=[5.0, 40.0], polyremoval=0, toi=all, wavelet=Morlet, width=6.0,"
                + " compat=amplitude}", FreqAnalysis.wavelet().foilim(5, 40).options().toString());
        assertEquals("{method=wavelet, output=pow, keeptrials=true, foi=null, foilim=null, polyremoval=0, toi=all, wavelet=DOG, order=2, compat=amplitude}",
                FreqAnalysis.wavelet().wavelet(MotherWavelet.dog(2)).options().toString());
        assertEquals("{method=superlet, output=abs, keeptrials=false, foi=[5.0], foilim=null, polyremoval=null, toi=[0.1], order_max=8, order_min=1, c_1=3,"
                + " adaptive=true, compat=syncopy}",
                FreqAnalysis.superlet(8).output(SpectralOutput.ABS).keeptrials(false).foi(5).polyremoval(Detrend.NONE)
                        .toi(0.1).adaptive(true).compat(WaveletScale.SYNCOPY).options().toString());
    }
}
