package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.filter.HilbertOutput;
import org.trialmap.task.OnError;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.TrialChunks;

/** Filters and steps on every sample, against SciPy in float64. */
class PreprocessingTest {
    private static final double DOUBLE = 1e-9;
    private static final double FLOAT = 1e-6;

    @TempDir
    Path folder;

    private static ParallelMap pmap() {
        return ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
    }

    private Path run(TrialMethod method, Path recording) throws IOException {
        return Analysis.of(method, Recording.open(recording).chunks(), ResultFile.at(folder.resolve("out" + System.nanoTime() + ".h5"))).run(pmap());
    }

    @ParameterizedTest
    @CsvSource({"LP, 30, 0, FLOAT64", "HP, 8, 0, FLOAT64", "BP, 20, 40, FLOAT64", "BS, 45, 55, FLOAT64", "BP, 20, 40, FLOAT32", "BP, 20, 40, INT16"})
    void butterworthInTwoPasses(FilterType type, double low, double high, DType dtype) throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), dtype, 5);
        Band band = high == 0 ? Band.of(type, low) : Band.of(type, low, high);
        Path result = run(Preprocessing.steps().filter(Filter.but(band)), recording);
        Numpy.assertClose(recording, result, "[\"" + type + "\", " + (high == 0 ? low : "[" + low + ", " + high + "]") + "]", dtype == DType.FLOAT64 ? DOUBLE : FLOAT,
                "sos = ss.butter(4, arg[1], arg[0], fs=fs, output='sos'); want = [ss.sosfiltfilt(sos, t, axis=0) for t in trials]");
        assertEquals("ok", Numpy.check(recording, result, """
                with h5py.File(recording) as f: given = f['trialdefinition'][()]
                ends = np.cumsum([len(t) for t in trials])
                assert np.array_equal(definition[:, 1], ends) and np.array_equal(definition[:, 0], ends - [len(t) for t in trials])
                assert np.array_equal(definition[:, 2:], given[:, 2:]) and attrs['samplerate'] == 1000.0
                assert [a.decode() if isinstance(a, bytes) else a for a in attrs['dimord']] == ['time', 'channel']
                print('ok')
                """));
    }

    @Test
    void butterworthInOnePass() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT64, 3);
        Path result = run(Preprocessing.steps().filter(Filter.but(Band.of(FilterType.HP, 12)).order(3).direction(Filter.Direction.ONEPASS)), recording);
        Numpy.assertClose(recording, result, "null", DOUBLE, "sos = ss.butter(3, 12, 'hp', fs=fs, output='sos'); want = [ss.sosfilt(sos, t, axis=0) for t in trials]");
    }

    private static final String SINC = """
            def sinc(f, order, name):
                n = order + order % 2; m = np.arange(n + 1) - n // 2
                h = np.where(m == 0, 2 * np.pi * f / fs, np.sin(2 * np.pi * f / fs * m) / np.where(m == 0, 1, m)) * windows.get_window(name, n + 1, fftbins=False)
                return h / h.sum()
            def delta(h): d = np.zeros_like(h); d[len(h) // 2] = 1; return d
            """;

    @ParameterizedTest
    @CsvSource({"ONEPASS, FLOAT64", "TWOPASS, FLOAT64", "ONEPASS, FLOAT32"})
    void windowedSinc(Filter.Direction direction, DType dtype) throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), dtype, 3);
        Path result = run(Preprocessing.steps().filter(Filter.firws(Band.of(FilterType.BP, 20, 60)).order(101).window("blackman").direction(direction)), recording);
        Numpy.assertClose(recording, result, direction == Filter.Direction.TWOPASS ? "2" : "1", dtype == DType.FLOAT64 ? DOUBLE : FLOAT, SINC + """
                low, high = sinc(20, 101, 'blackman'), sinc(60, 101, 'blackman')
                h = high - low
                want = trials
                for _ in range(arg): want = [ss.convolve(t, h[:, None], 'full')[51:51 + len(t)] for t in want]
                """);
    }

    /** In Syncopy 2023.09 the answer begins half the order before its cause. */
    @Test
    void theMinimumPhaseFilterIsCausal() throws IOException {
        Path file = folder.resolve("impulse.h5");
        double[] impulse = new double[600];
        impulse[300] = 1;
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().dataset("data", NdArray.of(impulse, 600, 1));
            writer.root().dataset("trialdefinition", NdArray.from(new double[][] {{0, 600, 0}}));
        }
        Path result = run(Preprocessing.steps().filter(Filter.firws(Band.of(FilterType.LP, 60)).order(200).direction(Filter.Direction.ONEPASS_MINPHASE)), file);
        assertEquals("True", Numpy.check(file, result, """
                y = out[:, 0]; top = abs(y).max()
                print(abs(y[:300]).max() < 1e-12 * top and abs(y[300]) > 1e-9 * top and abs(y).argmax() < 330 and abs(y[501:]).max() < 1e-12 * top)
                """));
    }

    @Test
    void theDefaultSincIsAsLongAsTheShortestTrial() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT64, 2);
        Path result = run(Preprocessing.steps().filter(Filter.firws(Band.of(FilterType.LP, 30)).direction(Filter.Direction.ONEPASS)), recording);
        Numpy.assertClose(recording, result, "null", DOUBLE, SINC + """
                n = min(map(len, trials)); h = sinc(30, n, 'hamming')
                want = [ss.convolve(t, h[:, None], 'full')[len(h) // 2:][:len(t)] for t in trials]
                """);
    }

    @ParameterizedTest
    @EnumSource(HilbertOutput.class)
    void hilbertOfDetrendedSamples(HilbertOutput output) throws IOException {
        for (DType dtype : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
            Path recording = Recordings.uneven(folder.resolve("r" + dtype + ".h5"), dtype, 3);
            Path result = run(Preprocessing.steps().polyremoval(Detrend.LINE).hilbert(output), recording);
            Numpy.assertClose(recording, result, "\"" + output + "\"", dtype == DType.FLOAT64 ? 1e-8 : FLOAT, """
                    f = dict(abs=np.abs, complex=lambda z: z, real=np.real, imag=np.imag, absreal=lambda z: abs(z.real), absimag=lambda z: abs(z.imag), angle=np.angle)[arg]
                    want = [f(ss.hilbert(ss.detrend(t, axis=0), axis=0)) for t in trials]
                    """);
        }
    }

    @Test
    void theOrderOfSteps() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT64, 3);
        Preprocessing all = Preprocessing.steps().rectify(true).filter(Filter.but(Band.of(FilterType.LP, 40))).polyremoval(Detrend.LINE).zscore(true);
        Numpy.assertClose(recording, run(all, recording), "null", DOUBLE, """
                sos = ss.butter(4, 40, 'lp', fs=fs, output='sos')
                score = lambda t: (t - t.mean(0)) / t.std(0)
                want = [abs(ss.sosfiltfilt(sos, score(ss.detrend(t, axis=0)), axis=0)) for t in trials]
                """);
    }

    @ParameterizedTest
    @CsvSource({"500, 0, FLOAT64", "300, 200, FLOAT64", "250, 100, FLOAT32", "30, 0, FLOAT64", "7, 0, FLOAT32"})
    void resampled(double hz, int order, DType dtype) throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), dtype, 3);
        Resample method = order == 0 ? Resample.to(hz) : Resample.to(hz).order(order);
        Path result = run(method, recording);
        Numpy.assertClose(recording, result, "[" + hz + ", " + order + "]", dtype == DType.FLOAT64 ? DOUBLE : FLOAT, """
                from fractions import Fraction
                q = Fraction(int(arg[0]), 1000); up, down = q.numerator, q.denominator
                fs = fs * up
                """ + SINC + """
                h = sinc(arg[0] / 2, arg[1] or max(min(min(map(len, trials)), 1000), 20 * max(up, down)), 'hamming')
                want = [ss.resample_poly(t, up, down, axis=0, window=h) for t in trials]
                """);
        assertEquals(hz + " ok", Numpy.check(recording, result, """
                with h5py.File(recording) as f: given = f['trialdefinition'][()]
                assert abs(definition[:, 2] - given[:, 2] * attrs['samplerate'] / 1000).max() <= 0.5
                print(attrs['samplerate'], 'ok')
                """));
    }

    /** What lies above the new Nyquist frequency is gone, though no trial is as long as the filter. */
    @ParameterizedTest
    @CsvSource({"30, RESAMPLE", "10, DOWNSAMPLE"})
    void theDefaultOrderIsEnoughForTheRatio(double hz, Resample.How how) throws IOException {
        Path file = folder.resolve("tone.h5");
        double[] tone = java.util.stream.IntStream.range(0, 900).mapToDouble(s -> Math.sin(2 * Math.PI * 2.5 * hz * s / 1000) * Math.exp(-Math.pow((s - 450) / 120.0, 2)))
                .toArray();
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().dataset("data", NdArray.of(tone, 900, 1));
            writer.root().dataset("trialdefinition", NdArray.from(new double[][] {{0, 900, 0}, {400, 500, 0}}));
        }
        Resample method = how == Resample.How.RESAMPLE ? Resample.to(hz) : Resample.to(hz).method(how).lpfreq(hz / 2);
        assertEquals("True", Numpy.check(file, run(method, file), "print(abs(rows[0]).max() < 2e-3)"));
    }

    @Test
    void onlyAUsersOwnOrderCanBeTooShort() throws IOException {
        TrialChunks trials = Recording.open(Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT32, 2)).chunks();
        for (Resample method : new Resample[] {Resample.to(10).order(100), Resample.to(10).method(Resample.How.DOWNSAMPLE).lpfreq(5).order(100)}) {
            assertRefused("A low-pass of order 100 is too short to resample from 1000.0 Hz to 10.0 Hz (1:100). It spans less than two output samples and would let"
                    + " aliases pass. Use order(200) or more, leave it out to have one that is long enough, or use rates in a simpler ratio.",
                    () -> method.form(trials));
        }
    }

    @Test
    void downsampledKeepsEveryNth() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT32, 3);
        Numpy.assertClose(recording, run(Resample.to(200).method(Resample.How.DOWNSAMPLE), recording), "null", 0, "want = [t[::5] for t in trials]");
    }

    @Test
    void lineNoiseIsFittedByLeastSquares() throws IOException {
        for (DType dtype : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
            Path recording = Recordings.uneven(folder.resolve("r" + dtype + ".h5"), dtype, 3);
            Numpy.assertClose(recording, run(Preprocessing.steps().dftfilter(12, 50, 487.3), recording), "null", dtype == DType.FLOAT64 ? 1e-12 : FLOAT, """
                    def rest(t):
                        s = np.arange(len(t)) / fs
                        sines = np.stack([g(2 * np.pi * f * s) for f in (12, 50, 487.3) for g in (np.cos, np.sin)], 1)
                        fitted = np.linalg.lstsq(np.column_stack([np.ones(len(t)), sines]), t, rcond=None)[0]
                        return t - sines @ fitted[1:]
                    want = [rest(t) for t in trials]
                    """);
        }
    }

    /** Before rectify or hilbert, after the filter, as FieldTrip; and with a table of sines as without one, which is for long trials. */
    @Test
    void lineNoiseIsSubtractedAfterTheFilter() throws IOException {
        Path recording = Recordings.write(folder.resolve("long.h5"), DType.FLOAT64, new double[][] {{0, 400_000, 0}, {100, 2000, 0}}, 400_000, 2);
        // tag::dftfilter[]
        Preprocessing steps = Preprocessing.steps().filter(Filter.but(Band.of(FilterType.HP, 2))).dftfilter(50, 100, 150);
        // end::dftfilter[]
        Numpy.assertClose(recording, run(steps.rectify(true), recording), "null", DOUBLE, """
                sos = ss.butter(4, 2, 'hp', fs=fs, output='sos')
                def rest(t):
                    s = np.arange(len(t)) / fs
                    sines = np.stack([g(2 * np.pi * f * s) for f in (50, 100, 150) for g in (np.cos, np.sin)], 1)
                    return t - sines @ np.linalg.lstsq(np.column_stack([np.ones(len(t)), sines]), t, rcond=None)[0][1:]
                want = [abs(rest(ss.sosfiltfilt(sos, t, axis=0))) for t in trials]
                """);
    }

    @Test
    void impossibleLineNoiseIsRefused() throws IOException {
        TrialChunks trials = Recording.open(Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT32, 2)).chunks();
        assertRefused("The frequencies [50.0, 50.0] Hz were asked to be fitted and subtracted. They are positive numbers that ascend. Correct dftfilter(...).",
                () -> Preprocessing.steps().dftfilter(50, 50));
        assertRefused("No frequency was asked to be fitted and subtracted. There must be one, for example 50 Hz. Correct dftfilter(...).",
                () -> Preprocessing.steps().dftfilter(new double[0]));
        assertRefused(
                "The frequency 500.0 Hz of the dftfilter is not below the Nyquist frequency, 500.0 Hz at a samplerate of 1000.0 Hz. Sampled data hold nothing there. Leave it out of dftfilter(...).",
                () -> Preprocessing.steps().dftfilter(50, 500).form(trials));
        assertRefused(
                "Trial 1 lasts 0.211 s; fitting [50.0, 54.0] Hz needs 0.25 s: a period of the lowest frequency, of the smallest distance between two, and of twice that to the Nyquist frequency. In"
                        + " less they cannot be told apart, or from a drift. Use frequencies that are further apart in dftfilter(...), or leave the trial out with trials(...).",
                () -> Preprocessing.steps().dftfilter(50, 54).form(trials));
        Preprocessing.steps().dftfilter(50, 54).form(Recording.open(Recordings.equal(folder.resolve("250.h5"), DType.FLOAT32, 1, 250, 1)).chunks());
    }

    @Test
    void impossibleFiltersAreRefusedBeforeAnythingIsWritten() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT32, 2);
        TrialChunks trials = Recording.open(recording).chunks();
        Path out = folder.resolve("out.h5");
        assertRefused("The cut-off frequency 500.0 Hz is not below the Nyquist frequency, 500.0 Hz at a samplerate of 1000.0 Hz. Sampled data hold nothing"
                + " there. Use a lower frequency in Band.of(...).",
                () -> Preprocessing.steps().filter(Filter.but(Band.of(FilterType.LP, 500))).run(pmap(), trials, out));
        assertRefused("A Butterworth filter of order 0 cannot be made. Orders from 1 to 20 can; higher ones lose their precision. Correct order(...).",
                () -> Filter.but(Band.of(FilterType.LP, 30)).order(0));
        assertRefused("A Butterworth filter has no direction onepass-minphase. It runs once (onepass) or there and back (twopass). Correct direction(...), or take Filter.firws(...).",
                () -> Filter.but(Band.of(FilterType.LP, 30)).direction(Filter.Direction.ONEPASS_MINPHASE));
        assertRefused("Both the magnitudes (rectify) and the Hilbert transform (hilbert abs) were asked for. They exclude each other. Leave out rectify(true) or hilbert(...).",
                () -> Preprocessing.steps().rectify(true).hilbert(HilbertOutput.ABS));
        double[][] table = {{0, 100, 0}, {100, 120, 0}};
        TrialChunks shortOnes = Recording.open(Recordings.write(folder.resolve("short.h5"), DType.FLOAT32, table, 120, 2)).chunks();
        assertRefused("Trial 1 has 20 samples; filtering it in two passes needs at least 28. The filter is started on 27 samples mirrored at each end. Use a"
                + " lower order(...), Filter.Direction.ONEPASS, or leave the trial out with trials(...).",
                () -> Preprocessing.steps().filter(Filter.but(Band.of(FilterType.BP, 20, 40))).run(pmap(), shortOnes, out));
        assertRefused("Data sampled at 1000.0 Hz cannot be resampled to 1000.0 Hz. Only lower rates are computed: a higher one would invent samples. Use a"
                + " rate above 0 and below 1000.0 Hz in Resample.to(...).", () -> Resample.to(1000).run(pmap(), trials, out));
        assertRefused("The order 20 of a low-pass is given, but downsampling has none. It would change nothing. Leave out order(...), or add the cut-off"
                + " of a low-pass, lpfreq(...).", () -> Resample.to(500).method(Resample.How.DOWNSAMPLE).order(20).run(pmap(), trials, out));
        assertTrue(Files.notExists(out) && Files.notExists(folder.resolve(".run")), "nothing was written");
    }

    private Path withNan(int trial, int channel, float value) throws IOException {
        Path file = folder.resolve("nan" + System.nanoTime() + ".h5");
        NdArray samples = Recordings.samples(DType.FLOAT32, 1000, 3);
        samples.floats()[(trial * 100 + 50) * 3 + channel] = value;
        double[][] table = new double[10][];
        for (int k = 0; k < 10; k++) {
            table[k] = new double[] {k * 100, (k + 1) * 100, 0};
        }
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().dataset("data", samples);
            writer.root().dataset("trialdefinition", NdArray.from(table));
        }
        return file;
    }

    @Test
    void whatNoTypeHoldsIsRefused() throws IOException {
        Path large = withNan(0, 0, 1e30f);
        MapFailedException failed = assertThrows(MapFailedException.class, () -> run(FreqAnalysis.mtmfft(), large));
        assertTrue(failed.getMessage().contains("The values of trial 0 in the channel 'channel1' are too large: the result is beyond what its type can hold. Scale the recording, or"
                + " convert it to float64. A filter gives such values, too, if Band.of(...) is too low for order(...).\n  kept  : nothing,"
                + " since no task is finished\n"), failed.getMessage());
        NdArray samples = NdArray.of(new float[] {3e38f, 3e38f, 3e38f, -3e38f}, 4, 1); // finite in double without their mean, but not in float
        Path apart = folder.resolve("apart.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(apart)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().dataset("data", samples);
        }
        failed = assertThrows(MapFailedException.class, () -> run(Preprocessing.steps().polyremoval(Detrend.MEAN), apart));
        assertTrue(failed.getMessage().contains("IllegalArgumentException: The values of trial 0 in the channel 'channel1' are too large: the result is beyond what its type can hold."),
                failed.getMessage());
    }

    @Test
    void whereFailuresAreMarkedOnlyTheirTrialIsMissing() throws IOException {
        Path recording = withNan(7, 2, Float.POSITIVE_INFINITY);
        Path result = Analysis.of(FreqAnalysis.mtmfft(), Recording.open(recording).chunks(), ResultFile.at(folder.resolve("marked.h5")), NanPolicy.REFUSE)
                .run(pmap().onError(OnError.CONTINUE));
        assertEquals("[7]", Numpy.check(recording, result, "print(np.nonzero(np.isnan(out).any(axis=(1, 2, 3)))[0].tolist())"));
    }

    @Test
    void aConstantChannelHasNoScores() throws IOException {
        Path file = folder.resolve("constant.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().dataset("data", NdArray.of(new float[200], 100, 2));
        }
        MapFailedException failed = assertThrows(MapFailedException.class, () -> run(Preprocessing.steps().zscore(true), file));
        assertTrue(failed.getMessage().contains("IllegalArgumentException: In trial 0 the channel 'channel1' is constant, so it has no scores: its deviation is"
                + " 0. Leave the channel out with channels(...), or leave out zscore(true)."), failed.getMessage());
    }

    @Test
    void resultsAreReadBackWithTheirHistory() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT32, 3);
        Path filtered = run(Preprocessing.steps().filter(Filter.but(Band.of(FilterType.LP, 40))), recording);
        Path spectrum = run(FreqAnalysis.mtmfft(), filtered);
        assertEquals("preprocessing, freqanalysis", org.trialmap.trial.SpectralData.open(spectrum).history().toString());
        AnalogData data = AnalogData.open(filtered);
        assertEquals(-0.05, data.time(0)[0], 1e-12);
        assertEquals("preprocessing", data.history().toString());
    }

    @Test
    void shortCallsAreTheUsualFilters() {
        // tag::short[]
        Preprocessing beta = Preprocessing.bandpass(20, 40).rectify(true);      // Butterworth of order 4 in two passes; also lowpass, highpass, bandstop
        // end::short[]
        assertEquals(Preprocessing.steps().filter(Filter.but(Band.of(FilterType.BP, 20, 40))).rectify(true), beta);
        assertEquals(Preprocessing.steps().filter(Filter.but(Band.of(FilterType.LP, 30))), Preprocessing.lowpass(30));
        assertEquals(Preprocessing.steps().filter(Filter.but(Band.of(FilterType.HP, 2))), Preprocessing.highpass(2));
        assertEquals(Preprocessing.steps().filter(Filter.but(Band.of(FilterType.BS, 45, 55))), Preprocessing.bandstop(45, 55));
    }
}
