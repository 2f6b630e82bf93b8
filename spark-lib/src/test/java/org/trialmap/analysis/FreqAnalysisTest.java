package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.TrialChunks;

/** Spectra as SIGNAL.md defines them, against NumPy and SciPy in float64. */
class FreqAnalysisTest {
    private static final double DOUBLE = 1e-9;
    private static final double FLOAT = 1e-6;

    @TempDir
    Path folder;

    private Path run(FreqAnalysis method, Path recording) throws IOException {
        Path out = folder.resolve("spectrum" + System.nanoTime() + ".h5");
        ParallelMap pmap = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
        return method.run(pmap, Recording.open(recording).chunks(), out);
    }

    private static double tolerance(DType dtype) {
        return dtype == DType.FLOAT64 ? DOUBLE : FLOAT;
    }

    @ParameterizedTest
    @CsvSource({"1, 4, FLOAT64", "3, 1, FLOAT64", "3, 300, FLOAT32", "97, 5, FLOAT64", "97, 5, FLOAT32", "1000, 1, FLOAT32", "1000, 300, FLOAT32",
        "1000, 7, FLOAT64", "1000, 3, INT16", "10007, 2, FLOAT32", "10007, 1, FLOAT64"})
    void hannOfAnyLength(int samples, int channels, DType dtype) throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), dtype, 3, samples, channels);
        Path result = run(FreqAnalysis.mtmfft().polyremoval(samples == 1 ? Detrend.NONE : Detrend.MEAN), recording);
        String detrend = samples == 1 ? "None" : "0";
        Numpy.assertClose(recording, result, "null", tolerance(dtype),
                "want = [abs(spectrum(t, window('hann', len(t), len(t)), len(t), %s)[None]) ** 2 for t in trials]".formatted(detrend));
        assertEquals("True float32 " + (samples / 2 + 1), Numpy.check(recording, result, """
                print(np.allclose(freq, np.fft.rfftfreq(len(trials[0]), 1 / fs), rtol=1e-15, atol=0), 'float32' if out.dtype == 'f4' else 'float32' * (out.dtype == 'f8'), len(freq))
                """));
    }

    @Test
    void unequalTrialsArePaddedToTheLongest() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT64, 3);
        Path result = run(FreqAnalysis.mtmfft(), recording);
        Numpy.assertClose(recording, result, "null", DOUBLE, """
                n = max(map(len, trials))
                want = [abs(spectrum(t, window('hann', len(t), n), n, 0)[None]) ** 2 for t in trials]
                """);
        assertEquals("ok", Numpy.check(recording, result, """
                with h5py.File(recording) as f: given = f['trialdefinition'][()]
                assert np.array_equal(definition[:, 0], np.arange(6)) and np.array_equal(definition[:, 1], np.arange(1, 7))
                assert np.array_equal(definition[:, 2:], given[:, 2:])
                print('ok')
                """));
    }

    @ParameterizedTest
    @CsvSource({"maxperlen, 1000", "nextpow2, 1024", "1.5, 1500"})
    void padding(String pad, int length) throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 2, 1000, 3);
        Path result = run(FreqAnalysis.mtmfft().pad(Padding.parse(pad)).taper("blackman"), recording);
        Numpy.assertClose(recording, result, Integer.toString(length), DOUBLE,
                "want = [abs(spectrum(t, window('blackman', len(t), arg), arg, 0)[None]) ** 2 for t in trials]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POW", "ABS", "FOURIER", "REAL", "IMAG", "ABSREAL", "ABSIMAG"})
    void outputsOfAllTapers(SpectralOutput output) throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT32, 4);
        Path result = run(FreqAnalysis.mtmfft().taper(Taper.dpss(15, 4)).keeptapers(true).output(output).polyremoval(Detrend.LINE), recording);
        Numpy.assertClose(recording, result, "\"" + output + "\"", FLOAT, """
                mean = np.mean([len(t) for t in trials]); n = max(map(len, trials)); nw = 15 * mean / fs
                f = dict(POW=lambda z: abs(z) ** 2, ABS=np.abs, FOURIER=lambda z: z, REAL=np.real, IMAG=np.imag, ABSREAL=lambda z: abs(z.real),
                    ABSIMAG=lambda z: abs(z.imag))[arg]
                want = [f(spectrum(t, dpss(len(t), n, nw, 4), n, 1))[None] for t in trials]
                """);
    }

    @Test
    void anglesAreThoseOfTheComplexValues() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 2, 200, 3);
        Path result = run(FreqAnalysis.mtmfft().output(SpectralOutput.ANGLE), recording);
        Numpy.assertClose(recording, result, "null", 1e-8, "want = [np.angle(spectrum(t, window('hann', 200, 200), 200, 0))[None] for t in trials]");
    }

    @Test
    void slepianPowerIsTheMeanOverTapers() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 4, 500, 3);
        Path result = run(FreqAnalysis.mtmfft().tapsmofrq(10).foilim(1, 150), recording);
        Numpy.assertClose(recording, result, "null", DOUBLE, """
                bins = np.arange(251) * 2.0
                bins = (bins >= 1) & (bins <= 150)
                want = [(abs(spectrum(t, dpss(500, 500, 5, 9), 500, 0)) ** 2).mean(axis=0)[None, None, bins] for t in trials]
                """);
    }

    @Test
    void meanOverTrialsIsTheMeanOfTheKept() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 301, 100, 3);
        Path result = run(FreqAnalysis.mtmfft().keeptrials(false), recording);
        Numpy.assertClose(recording, result, "null", DOUBLE,
                "want = [np.mean([abs(spectrum(t, window('hann', 100, 100), 100, 0)[None]) ** 2 for t in trials], axis=0)]");
        assertEquals("[[0.0, 1.0, 0.0]]", Numpy.check(recording, result, "print(definition.tolist())"));
    }

    @Test
    void frequenciesOfInterestAreTheNearestBinsOnceEach() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 2, 250, 2);
        Path result = run(FreqAnalysis.mtmfft().foi(40, 10.1, 9.9, 500), recording);
        assertEquals("[8.0, 12.0, 40.0, 500.0]", Numpy.check(recording, result, "print(freq.tolist())"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1500, 4096, 10007})
    void aCosineOfAmplitudeAPeaksAtHalfItsSquareWhateverThePadding(int length) throws IOException {
        Path recording = folder.resolve("cosine.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(recording)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().dataset("data", NdArray.of(IntStream.range(0, 1000).mapToDouble(s -> 3 * Math.cos(2 * Math.PI * 100 * s / 1000)).toArray(), 1000, 1));
        }
        Path result = run(FreqAnalysis.mtmfft().taper("boxcar").pad(Padding.seconds(length / 1000.0)), recording);
        double[] power = SpectralData.open(result).trial(0).doubles();
        assertEquals(4.5, java.util.Arrays.stream(power).max().orElseThrow(), 4.5 * 0.05);
        Path fieldTrip = run(FreqAnalysis.mtmfft().taper("boxcar").pad(Padding.seconds(length / 1000.0)).ftCompat(true), recording);
        double[] compat = SpectralData.open(fieldTrip).trial(0).doubles();
        assertEquals(4.5 * 1000 / length, java.util.Arrays.stream(compat).max().orElseThrow(), 4.5 * 0.05);
    }

    @Test
    void selectionsChannelChunksAndTheirOrder() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT32, 6);
        TrialChunks trials = Recording.open(recording).chunks(Selection.all().trials(4, 0, 4).channels(5, 1, 3)).channelsPerTask(2);
        Path result = FreqAnalysis.mtmfft().run(ParallelMap.serial().progress(RunOptions.Progress.HIDDEN), trials, folder.resolve("selected.h5"));
        Numpy.assertClose(recording, result, "null", FLOAT, """
                trials = [trials[k][:, [5, 1, 3]] for k in (4, 0, 4)]
                n = max(map(len, trials))
                want = [abs(spectrum(t, window('hann', len(t), n), n, 0)[None]) ** 2 for t in trials]
                """);
        assertEquals("['channel6', 'channel2', 'channel4']", Numpy.check(recording, result, "print([str(c) for c in attrs['channel']])"));
    }

    private TrialChunks trials() throws IOException {
        return Recording.open(Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT32, 2)).chunks();
    }

    @Test
    void whatDoesNotGoWithTheTrialsIsRefused() throws IOException {
        TrialChunks trials = trials();
        assertRefused("The frequency 501.0 Hz is above the Nyquist frequency (500.0 Hz) of this recording, which is sampled at 1000.0 Hz. Correct foi(...).",
                () -> FreqAnalysis.mtmfft().foi(10, 501).form(trials));
        assertRefused("The frequency -1.0 Hz is not possible. Spectra go from 0 Hz to the Nyquist frequency (500.0 Hz). Correct foilim(...).", () -> FreqAnalysis.mtmfft().foilim(-1, 20).form(trials));
        assertRefused("The frequency range 20.0 to 10.0 Hz has no frequencies. The lower limit comes first. Correct foilim(...).",
                () -> FreqAnalysis.mtmfft().foilim(20, 10));
        assertRefused(
                "There is no frequency from 10.2 to 10.4 Hz in spectra of 1000 samples at 1000.0 Hz, which are 1.0 Hz apart. Widen foilim(...), or make these more: pad(...) for trials, mtmconvol(...) or welch(...) for windows.",
                () -> FreqAnalysis.mtmfft().foilim(10.2, 10.4).form(trials));
        assertRefused("The longest trial has 1000 samples, it cannot be padded to 500 (pad 0.5 s). Padding only adds, up to 2^30 samples. Correct pad(...), or select shorter trials.",
                () -> FreqAnalysis.mtmfft().pad(Padding.seconds(0.5)).form(trials));
        assertRefused("The mean over tapers of the output 'fourier' was asked for. Only power has a meaningful mean. Keep the tapers with keeptapers(true), or take output(SpectralOutput.POW).",
                () -> FreqAnalysis.mtmfft().tapsmofrq(10).output(SpectralOutput.FOURIER).form(trials));
        assertRefused("The taper dpss was asked for without its width. Slepian tapers are chosen by their half bandwidth. Give tapsmofrq(...) instead.", () -> FreqAnalysis.mtmfft().taper("dpss"));
        assertRefused("No frequencies of interest were given. Give at least one with foi(...), or leave it out to have all.",
                () -> FreqAnalysis.mtmfft().foi());
        assertRefused("Slepian tapers of a half bandwidth of -3.0 Hz, 2 of them, cannot be made. Both numbers must be positive. Correct tapsmofrq(...) and Taper.dpss(...).", () -> Taper.dpss(-3, 2));
        assertRefused("The padding 'longest' is not known. Trials are padded to the longest (maxperlen), to the next power of two (nextpow2) or to a number"
                + " of seconds. Correct pad(...).", () -> Padding.parse("longest"));
    }

    @Test
    void whatOneArrayCannotHoldIsRefused() throws IOException {
        TrialChunks trials = Recording.open(Recordings.equal(folder.resolve("many.h5"), DType.FLOAT32, 1, 1000, 300)).chunks();
        FreqAnalysis padded = FreqAnalysis.mtmfft().taper(Taper.dpss(10, 15)).keeptapers(true).pad(Padding.seconds(1000));
        assertRefused("Trial 0 gives 1 rows of 2250004500 values for 300 channels, more than the 2147483639 that one array in memory holds. Use fewer channels per"
                + " task with channelsPerTask(...), fewer frequencies, or shorter trials.",
                () -> Analysis.of(padded, trials, ResultFile.at(folder.resolve("out.h5"))));
        Analysis.of(padded, trials.channelsPerTask(20), ResultFile.at(folder.resolve("out.h5")));
    }

    @Test
    void aTrialOfTwoSamplesHasNoHann() throws IOException {
        double[][] table = {{0, 100, 0}, {100, 102, 0}};
        TrialChunks trials = Recording.open(Recordings.write(folder.resolve("short.h5"), DType.FLOAT32, table, 102, 2)).chunks();
        assertRefused("Trial 1 of 2 samples cannot be tapered. The window hann of 2 samples has the sum 0.0. A taper that lets nothing through cannot be"
                + " scaled. Choose the window boxcar or longer trials.", () -> FreqAnalysis.mtmfft().form(trials));
    }

    @Test
    void optionsAreKeptByTheirKeywords() {
        Map<String, Object> options = FreqAnalysis.mtmfft().foilim(1, 150).tapsmofrq(10).options();
        assertEquals("{method=mtmfft, output=pow, keeptrials=true, foi=null, foilim=[1.0, 150.0], pad=maxperlen, polyremoval=0, taper=dpss, taper_opt=null,"
                + " tapsmofrq=10.0, nTaper=null, keeptapers=false, demean_taper=false, ft_compat=false}", options.toString());
    }
}
