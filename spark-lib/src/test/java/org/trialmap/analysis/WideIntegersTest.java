package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.array.DType;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.Band;
import org.trialmap.signal.Detrend;
import org.trialmap.signal.FilterType;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.TrialChunks;

/** Recordings of int32 about a billion, whose last digits no float holds: float32 results as of a computation in double. */
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
                Arguments.of(Preprocessing.steps().polyremoval(Detrend.MEAN), "want = [t - t.mean(axis=0) for t in trials]"));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void lastDigitsCount(Method method, String want) throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.INT32, 5);
        TrialChunks trials = Recording.open(recording).chunks();
        ParallelMap pmap = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
        Path result = Analysis.of(method, trials, ResultFile.at(folder.resolve("out.h5"))).run(pmap);
        Numpy.assertClose(recording, result, "null", 1e-6, want);
        Path chunks = Analysis.of(method, trials.channelsPerTask(2), ResultFile.at(folder.resolve("chunks.h5"))).run(pmap);
        assertEquals("float32 True", Numpy.check(result, chunks, "print(out.dtype, (x.astype('f4') == out.reshape(x.shape)).all())"));
    }

    @Test
    void shortIntegersNeedNoDouble() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.INT16, 2);
        Path result = Analysis.of(Preprocessing.steps().polyremoval(Detrend.MEAN), Recording.open(recording).chunks(), ResultFile.at(folder.resolve("out.h5")))
                .run(ParallelMap.serial().progress(RunOptions.Progress.HIDDEN));
        Numpy.assertClose(recording, result, "null", 1e-6, "want = [t - t.mean(axis=0) for t in trials]");
    }
}
