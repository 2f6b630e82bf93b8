package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.TrialChunks;

/** Times of interest in even steps that are not a whole number of samples: the axis has the times of the nearest samples, for us and for h5py. */
class ChosenTimesTest {
    private static final ParallelMap PMAP = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);

    @TempDir
    Path folder;

    /** Noise in three trials that begin at -1, -0.5 and -0.9 s. */
    private Path recording(double hz) {
        Path file = folder.resolve("r" + hz + ".h5");
        References.python("""
                import sys, h5py, numpy as np
                hz = float(sys.argv[2]); n = int(2 * hz)
                with h5py.File(sys.argv[1], 'w') as f:
                    f['data'] = np.random.default_rng(3).standard_normal((3 * n, 2)); f.attrs['samplerate'] = hz
                    f['trialdefinition'] = [[k * n, (k + 1) * n, -int(b * hz)] for k, b in enumerate((1, .5, .9))]
                """, file.toString(), Double.toString(hz));
        return file;
    }

    /** From -0.2 to 0.4 s in steps of 0.05 s. */
    private static Double[] steps() {
        return IntStream.rangeClosed(-4, 8).mapToObj(i -> i / 20.0).toArray(Double[]::new);
    }

    private static double[] nearest(double hz) {
        return Arrays.stream(steps()).mapToDouble(t -> Math.floor(t * hz + 0.5 + 1e-9) / hz).toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {250, 512, 1000, 1017.25})
    void windowsLieOnTheNearestSamples(double hz) throws IOException {
        Path recording = recording(hz);
        Path spy = FreqAnalysis.mtmconvol(0.1).taper("boxcar").toi(steps()).run(PMAP, Recording.open(recording).chunks(), folder.resolve("x.spy"));
        SpectralData spectrum = SpectralData.open(spy);
        double[] times = nearest(hz);
        for (int k = 0; k < 3; k++) {
            assertArrayEquals(times, spectrum.time(k), 1e-12);
        }
        assertEquals("ok", References.scipy("""
                import sys, h5py, numpy as np
                with h5py.File(sys.argv[1]) as f: x, trl, hz = f['data'][()], f['trialdefinition'][()], f.attrs['samplerate']
                with h5py.File(sys.argv[2]) as f: out, definition, rate, toi = f['data'][()], f['trialdefinition'][()], f.attrs['samplerate'], f['toi'][()]
                soi = np.floor(np.arange(-4, 9) * 0.05 * hz + 0.5 + 1e-9).astype(int)
                assert np.allclose(toi, soi / hz, rtol=0, atol=1e-12) and toi.dtype == 'f8'
                w = int(0.1 * hz + 1e-9)
                for (a, b, o), (c, d, e) in zip(trl, definition):
                    t = x[a:b]
                    want = []
                    for s in soi - o:
                        seg = t[s - w // 2:][:w]
                        want.append(2 * abs(np.fft.rfft(seg - seg.mean(0), axis=0)[None]) ** 2 / w ** 2)
                    got = out[int(c):int(d)]
                    assert abs(got - np.stack(want)).max() < 1e-9 * got.max()
                    axis = (np.arange(d - c) + e) / rate # as Syncopy has it
                    assert abs(axis - toi).max() <= 1 / hz + 1e-12 and abs(axis - toi)[[0, -1]].max() < 1e-12
                print('ok')
                """, recording.toString(), spy.resolve("x.spectral").toString()).strip());
    }

    @Test
    void waveletsAndMeansSayTheirTimesToo() throws IOException {
        TrialChunks trials = Recording.open(recording(250)).chunks();
        TrialMethod[] methods = {FreqAnalysis.wavelet().foi(20).toi(steps()), FreqAnalysis.superlet(3).foi(20, 30).toi(steps()),
            FreqAnalysis.wavelet().foi(20).toi(steps()).keeptrials(false)};
        for (int m = 0; m < methods.length; m++) {
            Path file = Analysis.of(methods[m], trials, ResultFile.at(folder.resolve("y" + m + ".h5"))).run(PMAP);
            assertArrayEquals(nearest(250), SpectralData.open(file).time(0), 1e-12);
        }
    }

    /** Rows at chosen times are those of all times. */
    @Test
    void chosenRowsAreRowsOfAll() throws IOException {
        TrialChunks trials = Recording.open(recording(250)).chunks();
        TrialMethod[][] pairs = {{FreqAnalysis.wavelet().foi(20, 40), FreqAnalysis.wavelet().foi(20, 40).toi(steps())},
            {FreqAnalysis.superlet(4).adaptive(true).foi(20, 40), FreqAnalysis.superlet(4).adaptive(true).foi(20, 40).toi(steps())},
            {FreqAnalysis.mtmconvol(0.1).toi(Toi.all()).foi(20, 40), FreqAnalysis.mtmconvol(0.1).toi(steps()).foi(20, 40)}};
        for (int m = 0; m < pairs.length; m++) {
            SpectralData all = SpectralData.open(Analysis.of(pairs[m][0], trials, ResultFile.at(folder.resolve("all" + m + ".h5"))).run(PMAP));
            SpectralData some = SpectralData.open(Analysis.of(pairs[m][1], trials, ResultFile.at(folder.resolve("some" + m + ".h5"))).run(PMAP));
            for (int k = 0; k < 3; k++) {
                double[] whole = (double[]) all.trial(k).data();
                double[] part = (double[]) some.trial(k).data();
                int perRow = part.length / steps().length;
                for (int i = 0; i < steps().length; i++) {
                    int row = (int) Math.rint((some.time(k)[i] - all.time(k)[0]) * 250);
                    assertArrayEquals(Arrays.copyOfRange(whole, row * perRow, (row + 1) * perRow), Arrays.copyOfRange(part, i * perRow, (i + 1) * perRow), "" + m);
                }
            }
        }
    }

    @Test
    void aWindowOfTimeTakesRowsByTheirTimes() throws IOException {
        Path file = FreqAnalysis.mtmconvol(0.1).toi(steps()).run(PMAP, Recording.open(recording(250)).chunks(), folder.resolve("x.h5"));
        SpectralData spectrum = SpectralData.open(file);
        SpectralData part = spectrum.select(Selection.all().trials(2, 0).latency(0.052, 0.252)); // the row at 0.05 s is at 0.052 s, that at 0.25 s at 0.252 s
        assertArrayEquals(new double[] {0.052, 0.1, 0.152, 0.2, 0.252}, part.time(1), 1e-12);
        double[] all = (double[]) spectrum.trial(2).data();
        int perRow = all.length / steps().length;
        assertArrayEquals(Arrays.copyOfRange(all, 5 * perRow, 10 * perRow), (double[]) part.trial(0).data());
        SpectralData less = part.select(Selection.all().latency(0.1, 0.16));
        assertArrayEquals(new double[] {0.1, 0.152}, less.time(0), 1e-12);
        assertArrayEquals(Arrays.copyOfRange(all, 6 * perRow, 8 * perRow), (double[]) less.trial(0).data());
        assertTrue(assertRefusal(() -> spectrum.select(Selection.all().latency(0.06, 0.07))).startsWith("The latency 0.06 to 0.07 s has no samples: it lies between"
                + " those at 0.052 and 0.1 s (20.0 Hz). There would be nothing to compute."));
        assertTrue(assertRefusal(() -> spectrum.select(Selection.all().latency(0, 0.5))).contains("covers the latency 0.0 to 0.5 s: trial 0, for example, goes from -0.2"
                + " to 0.4 s."));
    }

    private static String assertRefusal(org.junit.jupiter.api.function.Executable wrong) {
        return org.junit.jupiter.api.Assertions.assertThrows(IllegalArgumentException.class, wrong).getMessage();
    }

    @Test
    void unevenTimesAreRefused() throws IOException {
        TrialChunks trials = Recording.open(recording(250)).chunks();
        assertRefused("The times of interest, 0.1 to 0.5 s, are not evenly spaced: 0.2 s is 25.0 samples of 250.0 Hz from where even steps would have it. Syncopy's"
                + " containers have an axis of even steps, on which readers would see other times. Give toi(...) in even steps, each of which goes to its"
                + " nearest sample, or run once for each step.", () -> FreqAnalysis.wavelet().foi(20).toi(0.1, 0.2, 0.5).form(trials));
        assertRefused(
                "The times of interest 0.1 and 0.101 s are 0 samples apart at 250.0 Hz. The rows of a spectrum ascend by at least one sample. Give toi(...) in ascending steps of 0.004 s or more.",
                () -> FreqAnalysis.wavelet().foi(20).toi(0.1, 0.101).form(trials));
    }

    @Test
    void timesOfAnotherFileThatDoNotFitAreRefused() throws IOException {
        Path file = FreqAnalysis.mtmconvol(0.1).toi(steps()).output(SpectralOutput.ABS).run(PMAP, Recording.open(recording(250)).chunks(), folder.resolve("x.h5"));
        References.python("import sys, h5py\nwith h5py.File(sys.argv[1], 'r+') as f:\n    del f['toi']; f['toi'] = [0., 1, 2]", file.toString());
        assertRefused("/toi of " + file + " is float64 (3,). It must be the times of the rows of each trial: ascending numbers of seconds, as many as every trial"
                + " has rows; trial 0 has 13. Correct the file, or remove the dataset to have times in even steps.", () -> SpectralData.open(file));
    }
}
