package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.array.DType;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.TrialChunks;

/** Spectra of sliding windows, and Welch's mean of them, against NumPy and SciPy in float64; and where they say that they are in time. */
class TimeFrequencyTest {
    /** {@code convol(x, tapers, centres, detrend)}: (time, taper, freq, channel). */
    private static final String CONVOL = """
            def convol(x, tapers, centres, detrend=0):
                win = tapers.shape[1]
                zeros = np.zeros((win, x.shape[1]))
                padded = np.concatenate([zeros, x, zeros])
                return np.stack([spectrum(padded[win + c - win // 2:][:win], tapers, win, detrend) for c in centres])
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
    @CsvSource({"0.05, 1, FLOAT64", "0.05, 5, FLOAT32", "0.021, 3, FLOAT64", "0.2, 2, INT16", "0.001, 2, FLOAT32"})
    void aWindowAtEverySample(double seconds, int channels, DType dtype) throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), dtype, channels);
        MtmConvolAnalysis method = FreqAnalysis.mtmconvol(seconds).polyremoval(Detrend.NONE).taper(seconds == 0.001 ? "boxcar" : "hann");
        Path result = run(method, recording);
        int window = (int) (seconds * 1000);
        Numpy.assertClose(recording, result, "[%d, \"%s\"]".formatted(window, window == 1 ? "boxcar" : "hann"), tolerance(dtype), CONVOL
                + "want = [abs(convol(t, window(arg[1], arg[0], arg[0]), range(len(t)), None)) ** 2 for t in trials]\n");
        assertTimes(recording, result, 1);
    }

    @ParameterizedTest
    @CsvSource({"0, FLOAT64", "0.5, FLOAT32", "0.5, FLOAT64", "0.9, FLOAT64", "0.97, FLOAT32"})
    void windowsThatOverlap(double overlap, DType dtype) throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), dtype, 3);
        Path result = run(FreqAnalysis.mtmconvol(0.1).toi(Toi.overlap(overlap)).polyremoval(Detrend.LINE), recording);
        int step = 100 - (int) (overlap * 100);
        Numpy.assertClose(recording, result, Integer.toString(step), tolerance(dtype), CONVOL + """
                want = [abs(convol(t, window('hann', 100, 100), range(0, len(t), arg), 1)) ** 2 for t in trials]
                assert len(want[0]) == int(np.ceil(257 / arg)) and abs(freq - np.arange(51) * 10).max() < 1e-12
                """);
        assertTimes(recording, result, step);
    }

    /** Row i of a trial is at (offset + i * step) / 1000 s. */
    private static void assertTimes(Path recording, Path result, int step) throws IOException {
        SpectralData spectrum = SpectralData.open(result);
        TrialChunks trials = Recording.open(recording).chunks();
        assertEquals(1000.0 / step, spectrum.samplerateHz());
        for (int k = 0; k < trials.trials().length; k++) {
            long offset = trials.offset(k);
            double[] expected = IntStream.range(0, (int) ((trials.samples(k) + step - 1) / step)).mapToDouble(i -> (offset + i * step) / 1000.0).toArray();
            assertArrayEquals(expected, spectrum.time(k), 1e-12);
            assertEquals(expected.length, spectrum.trial(k).shape()[0]);
        }
        assertEquals("ok", Numpy.check(recording, result, """
                with h5py.File(recording) as f: given = f['trialdefinition'][()]
                assert np.array_equal(definition[:, 3:], given[:, 3:])
                for d, g in zip(definition, given): assert abs(d[2] / attrs['samplerate'] - g[2] / fs) < 1e-12
                print('ok')
                """));
    }

    @Test
    void chosenTimesAreTheSameInAllTrials() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT64, 2);
        Path result = run(FreqAnalysis.mtmconvol(0.06).toi(0.0301, 0.06, 0.09, 0.12).foilim(20, 150), recording);
        Numpy.assertClose(recording, result, "null", 1e-9, CONVOL + """
                with h5py.File(recording) as f: offsets = f['trialdefinition'][:, 2].astype(int)
                bins = np.arange(31) * 1000 / 60
                bins = (bins >= 20) & (bins <= 150)
                want = [abs(convol(t, window('hann', 60, 60), np.array([30, 60, 90, 120]) - o)[:, :, bins]) ** 2 for t, o in zip(trials, offsets)]
                """);
        SpectralData spectrum = SpectralData.open(result);
        for (int k = 0; k < 6; k++) {
            assertArrayEquals(new double[] {0.03, 0.06, 0.09, 0.12}, spectrum.time(k), 1e-15);
        }
    }

    @Test
    void oneTimeIsOneRow() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 3, 100, 2);
        Path kept = run(FreqAnalysis.mtmconvol(0.03).toi(0.05), recording);
        Path mean = run(FreqAnalysis.mtmconvol(0.03).toi(0.05).keeptrials(false), recording);
        assertArrayEquals(new double[] {0.05}, SpectralData.open(kept).time(2), 1e-15);
        assertArrayEquals(new double[] {0.05}, SpectralData.open(mean).time(0), 1e-15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POW", "ABS", "FOURIER", "REAL", "IMAG"})
    void slepianTapersOfTheWindow(SpectralOutput output) throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT32, 3);
        Path result = run(FreqAnalysis.mtmconvol(0.1).toi(Toi.overlap(0.6)).taper(Taper.dpss(25, 3)).keeptapers(true).output(output).foi(20, 33, 71), recording);
        Numpy.assertClose(recording, result, "\"" + output + "\"", 1e-6, CONVOL + """
                f = dict(POW=lambda z: abs(z) ** 2, ABS=np.abs, FOURIER=lambda z: z, REAL=np.real, IMAG=np.imag)[arg]
                tapers = windows.dpss(100, 2.5, 3, sym=False) * 10
                want = [f(convol(t, tapers, range(0, len(t), 40))[:, :, [2, 3, 7]]) for t in trials]
                assert list(freq) == [20, 30, 70]
                """);
    }

    @Test
    void powerIsTheMeanOverAsManyTapersAsItTakes() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT64, 2);
        Path result = run(FreqAnalysis.mtmconvol(0.1).toi(Toi.overlap(0.5)).tapsmofrq(25), recording);
        Numpy.assertClose(recording, result, "null", 1e-9, CONVOL + """
                tapers = windows.dpss(100, 2.5, 4, sym=False) * 10
                want = [(abs(convol(t, tapers, range(0, len(t), 50))) ** 2).mean(axis=1, keepdims=True) for t in trials]
                """);
    }

    @Test
    void meanOverTrials() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 30, 200, 3);
        Path result = run(FreqAnalysis.mtmconvol(0.05).toi(Toi.overlap(0.2)).keeptrials(false), recording);
        Numpy.assertClose(recording, result, "null", 1e-6, CONVOL
                + "want = [np.mean([abs(convol(t, window('hann', 50, 50), range(0, 200, 40))) ** 2 for t in trials], axis=0)]\n");
        assertArrayEquals(new double[] {-0.01, 0.03, 0.07, 0.11, 0.15}, SpectralData.open(result).time(0), 1e-15);
    }

    @Test
    void aSyncopyContainerSaysTheSameTimes() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT32, 3);
        TrialChunks trials = Recording.open(recording).chunks(Selection.all().trials(5, 0).channels(2, 0));
        // tag::convol[]
        MtmConvolAnalysis windows = FreqAnalysis.mtmconvol(0.1).toi(Toi.overlap(0.84)); // 0.1 s every 16 ms at 1000 Hz
        // end::convol[]
        Path out = windows.run(ParallelMap.serial().progress(RunOptions.Progress.HIDDEN), trials, folder.resolve("x.spy"));
        SpectralData spectrum = SpectralData.open(out);
        assertEquals(1000.0 / 16, spectrum.samplerateHz());
        assertEquals(-1, spectrum.trials().offset(0));
        assertEquals(9 / 16.0, spectrum.trials().offsetFraction(0));
        assertEquals(-0.007 + 12 * 0.016, spectrum.time(0)[12], 1e-15);
        SpectralData part = spectrum.select(Selection.all().latency(0.0, 0.1));
        assertArrayEquals(new double[] {0.009, 0.025, 0.041, 0.057, 0.073, 0.089}, part.time(0), 1e-15);
        assertArrayEquals(new double[] {0.014, 0.03, 0.046, 0.062, 0.078, 0.094}, part.time(1), 1e-15);
        assertArrayEquals((float[]) part.trial(1).data(), java.util.Arrays.copyOfRange((float[]) spectrum.trial(1).data(), 4 * 51 * 2, 10 * 51 * 2));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, FLOAT64", "0.5, 3, FLOAT64", "0.5, 3, FLOAT32", "0.9, 2, INT16"})
    void welchIsSciPys(double overlap, int channels, DType dtype) throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), dtype, channels);
        Path result = run(FreqAnalysis.welch(0.08).toi(overlap), recording);
        Numpy.assertClose(recording, result, Double.toString(overlap), tolerance(dtype), """
                w = windows.hann(80)
                def welch(t):
                    p = ss.welch(t, fs, window=w, noverlap=int(arg * 80), scaling='spectrum', axis=0)[1] * (4 / 3 * w.sum() / 80)
                    p[[0, -1]] *= 2
                    return p[None, None]
                want = [welch(t) for t in trials]
                """);
        assertEquals("[0.0, 1.0, -50.0] 1000.0", Numpy.check(recording, result, "print(definition[0, :3].tolist(), attrs['samplerate'])"));
    }

    @Test
    void welchAveragesTapersAndTrials() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT64, 2);
        Path result = run(FreqAnalysis.welch(0.1).tapsmofrq(20).foilim(10, 60).keeptrials(false), recording);
        Numpy.assertClose(recording, result, "null", 1e-9, CONVOL + """
                tapers = windows.dpss(100, 2, 3, sym=False) * 10
                want = [np.mean([(abs(convol(t, tapers, range(50, len(t) - 49, 50))) ** 2)[:, :, 1:7].mean(axis=(0, 1), keepdims=True) for t in trials], axis=0)]
                """);
    }

    @Test
    void aSampleThatIsNoNumberSpoilsTheWindowsThatHaveIt() throws Exception {
        Path recording = Recordings.nanAt250(folder.resolve("nan.h5"));
        TrialChunks trials = Recording.open(recording).chunks();
        double[] two = (double[]) FreqAnalysis.mtmconvol(0.05).toi(0.1, 0.24).foi(40).function(trials).apply(trials.get(0)).data();
        assertEquals(List.of(false, true), Arrays.stream(two).mapToObj(Double::isNaN).toList());
        double[] mean = (double[]) FreqAnalysis.welch(0.05).foi(40).function(trials).apply(trials.get(0)).data();
        assertEquals(List.of(true), Arrays.stream(mean).mapToObj(Double::isNaN).toList());
    }

    @Test
    void whatDoesNotGoWithTheTrialsIsRefused() throws IOException {
        TrialChunks trials = Recording.open(Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT32, 2)).chunks();
        assertRefused("Trial 5 is too short for the window. The window of t_ftimwin = 0.202 s has 202 samples at 1000.0 Hz, the trial has 201. A window is no"
                + " longer than the trial. Use a shorter t_ftimwin or select longer trials (latency).", () -> FreqAnalysis.mtmconvol(0.202).form(trials));
        assertRefused("Trial 5 is too short for the window. The window of t_ftimwin = 0.25 s has 250 samples at 1000.0 Hz, the trial has 201. A window is no"
                + " longer than the trial. Use a shorter t_ftimwin or select longer trials (latency).", () -> FreqAnalysis.welch(0.25).form(trials));
        assertRefused("Trial 3 of 257 samples has nothing at the times of interest. The time of interest 0.01 s lies outside the trial, which goes from 0.02 to"
                + " 0.276 s. There are no samples. Correct toi or select other trials.", () -> FreqAnalysis.mtmconvol(0.1).toi(0.01, 0.02).form(trials));
        assertRefused("The times of interest, 0.08 to 0.13 s, are not evenly spaced: 0.1 s is 5.0 samples of 1000.0 Hz from where even steps would have it. Syncopy's"
                + " containers have an axis of even steps, on which readers would see other times. Give toi(...) in even steps, each of which goes to its"
                + " nearest sample, or run once for each step.", () -> FreqAnalysis.mtmconvol(0.1).toi(0.08, 0.1, 0.13).form(trials));
        assertRefused(
                "The times of interest 0.1 and 0.08 s are -20 samples apart at 1000.0 Hz. The rows of a spectrum ascend by at least one sample. Give toi(...) in ascending steps of 0.001 s or more.",
                () -> FreqAnalysis.mtmconvol(0.1).toi(0.1, 0.08).form(trials));
        assertRefused("The frequency 501.0 Hz is above the Nyquist frequency (500.0 Hz) of this recording, which is sampled at 1000.0 Hz. Correct foi(...).",
                () -> FreqAnalysis.mtmconvol(0.1).foi(10, 501).form(trials));
        assertRefused("Windows of 0.002 s, 2 samples, cannot be tapered. The window hann of 2 samples has the sum 0.0. A taper that lets nothing through cannot be"
                + " scaled. Choose the window boxcar or longer trials.", () -> FreqAnalysis.welch(0.002).form(trials));
        assertRefused("A window of 0.0 s was asked for. It is a positive number of seconds, no longer than the trials. Correct mtmconvol(...) or welch(...).", () -> FreqAnalysis.mtmconvol(0));
        assertRefused("The mean over tapers of the output 'fourier' was asked for. Only power has a meaningful mean. Keep the tapers with keeptapers(true), or take output(SpectralOutput.POW).",
                () -> FreqAnalysis.mtmconvol(0.1).tapsmofrq(20).output(SpectralOutput.FOURIER).form(trials));
        assertRefused("The overlap of windows is 1.0. It is a share in [0, 1): windows move on. Correct toi, or use all for a window at every sample.",
                () -> FreqAnalysis.welch(0.1).toi(1));
    }

    @Test
    void meansOfDifferentTimesAreRefused() throws IOException {
        TrialChunks trials = Recording.open(Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT32, 2)).chunks(Selection.all().trials(0, 3));
        TrialMethod method = FreqAnalysis.mtmconvol(0.1).keeptrials(false);
        assertRefused("The mean over trials was asked for (keeptrials false), but trial 3 begins at 0.02 s and trial 0 at -0.05 s. Only values at the same times are"
                + " averaged. Select a common window with latency(...), or keep the trials (keeptrials(true)).",
                () -> Analysis.of(method, trials, ResultFile.at(folder.resolve("mean.h5"))));
    }

    @Test
    void resultsLargerThanAnArrayAreRefused() throws IOException {
        TrialChunks trials = Recording.open(Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 1, 30000, 20)).chunks();
        MtmConvolAnalysis method = FreqAnalysis.mtmconvol(10).output(SpectralOutput.FOURIER);
        assertRefused("Trial 0 would give (time, taper, freq, channel) (30000, 1, 5001, 20) complex64 values in one task, more than the 2147483639 numbers that one"
                + " array holds. Use fewer channels per task (channelsPerTask(...)), frequencies (foi(...), foilim(...)) or times (toi(...)).",
                () -> method.form(trials));
        method.form(trials.channelsPerTask(7));
    }

    @Test
    void windowsThatOverlapLittleAreLight() {
        assertFalse(FreqAnalysis.mtmconvol(0.1).isLight());
        assertTrue(FreqAnalysis.mtmconvol(0.1).toi(Toi.overlap(0.5)).isLight());
        assertFalse(FreqAnalysis.welch(0.1).toi(0.9).isLight());
    }

    @Test
    void optionsAreKeptByTheirKeywords() {
        assertEquals("{method=mtmconvol, output=pow, keeptrials=true, foi=[10.0, 20.0], foilim=null, polyremoval=0, toi=[0.1, 0.2], t_ftimwin=0.5, taper=hann,"
                + " taper_opt=null, tapsmofrq=null, nTaper=null, keeptapers=false}", FreqAnalysis.mtmconvol(0.5).toi(0.1, 0.2).foi(10, 20).options().toString());
        assertEquals("all", FreqAnalysis.mtmconvol(0.5).options().get("toi"));
        assertEquals("{method=welch, output=pow, keeptrials=true, foi=null, foilim=null, polyremoval=1, toi=0.5, t_ftimwin=0.5, taper=dpss, taper_opt=null,"
                + " tapsmofrq=4.0, nTaper=null, keeptapers=false}", FreqAnalysis.welch(0.5).tapsmofrq(4).polyremoval(Detrend.LINE).options().toString());
    }
}
