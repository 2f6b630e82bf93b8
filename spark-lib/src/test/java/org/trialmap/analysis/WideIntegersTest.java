package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.References;
import org.trialmap.array.DType;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.filter.HilbertOutput;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.TrialChunks;

/** Integers that no float holds, as int32 about a billion: results in double, and samples that are only selected as they are. */
class WideIntegersTest {
    @TempDir
    Path folder;

    private static final String SPECTRA = "want = [(abs(spectrum(t, window('hann', len(t), 1000), 1000, 0)) ** 2).mean(axis=0)[None, None] for t in trials]";

    static Stream<Arguments> methods() {
        Band band = Band.of(FilterType.BP, 20, 60);
        return Stream.of(
                Arguments.of(FreqAnalysis.mtmfft(), SPECTRA),
                Arguments.of(FreqAnalysis.mtmfft().keeptrials(false), SPECTRA + "\nwant = [np.mean(want, axis=0)]"),
                Arguments.of(FreqAnalysis.welch(0.2).taper("boxcar").toi(0), "want = [np.mean([2 * abs(np.fft.rfft(t[a:a + 200] - t[a:a + 200].mean(axis=0), axis=0)) ** 2"
                        + " / 200 ** 2 for a in range(0, len(t) - 199, 200)], axis=0)[None, None] for t in trials]"),
                Arguments.of(Preprocessing.steps().filter(Filter.but(band)), "sos = ss.butter(4, [20, 60], 'bandpass', fs=fs, output='sos')\n"
                        + "want = [ss.sosfiltfilt(sos, t, axis=0) for t in trials]"),
                Arguments.of(Preprocessing.steps().polyremoval(Detrend.MEAN), "want = [t - t.mean(axis=0) for t in trials]"),
                Arguments.of(FreqAnalysis.mtmconvol(0.1).taper("boxcar").toi(Toi.overlap(0)), "pad = lambda t: np.concatenate([np.zeros((50, 5)), t, np.zeros((150, 5))])\n"
                        + "want = [np.stack([2 * abs(np.fft.rfft(w - w.mean(axis=0), axis=0)[None]) ** 2 / 100 ** 2 for w in (pad(t)[a:a + 100] for a in range(0, len(t), 100))])"
                        + " for t in trials]"),
                Arguments.of(Preprocessing.steps().polyremoval(Detrend.MEAN).hilbert(HilbertOutput.ABS), "want = [abs(ss.hilbert(t - t.mean(axis=0), axis=0)) for t in trials]"),
                Arguments.of(Resample.to(500).order(100), "h = windows.hamming(101) * np.sinc((np.arange(101) - 50) / 2)\n"
                        + "want = [ss.resample_poly(t, 1, 2, axis=0, window=h / h.sum()) for t in trials]"),
                Arguments.of(Resample.to(500).method(Resample.How.DOWNSAMPLE).lpfreq(100).order(100), "h = windows.hamming(101) * np.sinc((np.arange(101) - 50) / 5)\n"
                        + "twice = lambda t: np.stack([np.convolve(np.convolve(c, h / h.sum(), 'same'), h / h.sum(), 'same') for c in t.T], axis=1)\n"
                        + "want = [twice(t)[::2] for t in trials]"));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void lastDigitsCount(TrialMethod method, String want) throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.INT32, 5);
        TrialChunks trials = Recording.open(recording).chunks();
        ParallelMap pmap = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
        Path result = Analysis.of(method, trials, ResultFile.at(folder.resolve("out.h5"))).run(pmap);
        Numpy.assertClose(recording, result, "null", 1e-8, want);
        Path chunks = Analysis.of(method, trials.channelsPerTask(2), ResultFile.at(folder.resolve("chunks.h5"))).run(pmap);
        assertEquals("float64 True", Numpy.check(result, chunks, "print(out.dtype, (x == out.reshape(x.shape)).all())"));
    }

    /** Each type at its limits, also above 2^53, where doubles have gaps. */
    @ParameterizedTest
    @CsvSource({"i1, int8", "i2, int16", "i4, int32", "i8, int64", "u1, int16", "u2, int32", "u4, int64", "f4, float32", "f8, float64", ">i4, int32"})
    void everyNthSampleIsAsItWas(String stored, String kept) throws IOException {
        Path recording = folder.resolve("r.h5");
        References.python("""
                import sys, h5py, numpy as np
                t = np.dtype(sys.argv[2])
                random = np.random.default_rng(5)
                x = random.integers(np.iinfo(t).min, np.iinfo(t).max, (90, 3), t.newbyteorder('='), True) if t.kind in 'iu' else random.standard_normal((90, 3)).astype(t)
                with h5py.File(sys.argv[1], 'w') as f:
                    f['data'] = x.astype(t); f.attrs['samplerate'] = 1000.; f['trialdefinition'] = [[0, 40, 0], [30, 90, -5]]
                """, recording.toString(), stored);
        TrialChunks trials = Recording.open(recording).chunks();
        Resample method = Resample.to(250).method(Resample.How.DOWNSAMPLE);
        ParallelMap pmap = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
        Path result = method.run(pmap, trials, folder.resolve("out.spy")).resolve("out.analog");
        String all = References.python("""
                import sys, h5py, numpy as np
                with h5py.File(sys.argv[1]) as f: x = f['data'][()]
                with h5py.File(sys.argv[2]) as f: out = f['data'][()]
                print(out.dtype, np.array_equal(out, np.concatenate([x[:40:4], x[30::4]])))
                """, recording.toString(), result.toString()).strip();
        assertEquals(kept + " True", all);
        assertEquals(DType.parse(kept), AnalogData.open(folder.resolve("out.spy")).dtype());
        Path chunks = method.run(pmap, trials.channelsPerTask(1), folder.resolve("chunks.h5"));
        assertEquals("True", Numpy.check(result, chunks, "print((x == out).all())"));
    }

    @Test
    void shortIntegersNeedNoDouble() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.INT16, 2);
        Path result = Analysis.of(Preprocessing.steps().polyremoval(Detrend.MEAN), Recording.open(recording).chunks(), ResultFile.at(folder.resolve("out.h5")))
                .run(ParallelMap.serial().progress(RunOptions.Progress.HIDDEN));
        Numpy.assertClose(recording, result, "null", 1e-6, "want = [t - t.mean(axis=0) for t in trials]");
    }
}
