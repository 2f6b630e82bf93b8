package org.trialmap.analysis.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.Numpy;
import org.trialmap.analysis.Recordings;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.model.FooofOptions;
import org.trialmap.signal.model.ModelProgram;
import org.trialmap.task.OnError;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SyncopyFiles;
import org.trialmap.trial.TrialChunks;

/** The outputs fooof, fooof_aperiodic and fooof_peaks, held against an independent program on spectra by NumPy. */
class FooofTest {
    private static final int TRIALS = 40;
    private static final FooofOptions OPTIONS = FooofOptions.DEFAULTS.peakWidthLimits(4, 30).maxNPeaks(1).minPeakHeight(0.1);

    @TempDir
    Path folder;

    private final ParallelMap pmap = ParallelMap.serial();

    /** Brown noise above some Hz, with rhythms of 40 + 20 c Hz that come and go: trials of 1000 samples at 1000 Hz. */
    private Path recording(DType dtype, int channels) throws IOException {
        int samples = 1000 * TRIALS;
        double[] values = new double[samples * channels];
        Random random = new Random(11);
        for (int c = 0; c < channels; c++) {
            double slow = 0;
            double[] rhythm = new double[2];
            double turn = 2 * 0.98 * Math.cos(2 * Math.PI * (40 + 20 * c) / 1000);
            for (int s = 0; s < samples; s++) {
                slow = 0.995 * slow + random.nextGaussian();
                double next = turn * rhythm[0] - 0.98 * 0.98 * rhythm[1] + 0.6 * random.nextGaussian();
                rhythm = new double[] {next, rhythm[0]};
                values[s * channels + c] = slow + next;
            }
        }
        double[][] table = new double[TRIALS][];
        for (int k = 0; k < TRIALS; k++) {
            table[k] = new double[] {1000.0 * k, 1000.0 * (k + 1), -100, k};
        }
        Path file = folder.resolve("r.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(Recordings.HZ));
            NdArray array = NdArray.of(values, samples, channels);
            writer.root().dataset("data", dtype == DType.FLOAT64 ? array : NdArray.of(floats(values), samples, channels));
            writer.root().dataset("trialdefinition", NdArray.from(table));
        }
        return file;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static FreqAnalysis spectra() {
        return FreqAnalysis.mtmfft().tapsmofrq(5).foilim(5, 120);
    }

    /** {@code want} of single trials or of the mean; with {@code knee} and {@code part} of the program's answer. */
    private static String program(boolean keeptrials, boolean knee, Fooof.Output output) {
        return ModelProgram.python() + """
                keep = (freq >= 5) & (freq <= 120)
                power = [(abs(spectrum(t, dpss(1000, 1000, 5, 9), 1000, 0)) ** 2).mean(axis=0)[5:121] for t in trials]
                if not KEEP: power = [np.mean(power, axis=0)]
                models = [[spectral_model(freq, p[:, c], (4, 30), 1, 0.1, 2, KNEE) for c in range(p.shape[1])] for p in power]
                part = dict(FOOOF=lambda m: 10 ** m[4], FOOOF_APERIODIC=lambda m: 10 ** m[3], FOOOF_PEAKS=lambda m: 10 ** m[4] - 10 ** m[3])['OUTPUT']
                want = [np.stack([part(m) for m in row], axis=1)[None, None] for row in models]
                """.replace("KEEP", keeptrials ? "True" : "False").replace("KNEE", knee ? "True" : "False").replace("OUTPUT", output.name());
    }

    /** Relative to the largest power. Measured: 4e-7 at most, where the two iterations end; float32, whose spectra and results are rounded to 6e-8, is no farther off. */
    @ParameterizedTest
    @CsvSource({"FLOAT64, true, false, FOOOF", "FLOAT64, true, false, FOOOF_APERIODIC", "FLOAT64, true, false, FOOOF_PEAKS", "FLOAT64, false, false, FOOOF", "FLOAT64, false, true, FOOOF_APERIODIC",
        "FLOAT64, false, true, FOOOF_PEAKS", "FLOAT32, true, false, FOOOF", "FLOAT32, false, true, FOOOF"})
    void modelsAreThoseOfTheProgram(DType dtype, boolean keeptrials, boolean knee, Fooof.Output output) throws IOException {
        Path recording = recording(dtype, 3);
        Fooof method = Fooof.of(spectra().keeptrials(keeptrials)).output(output).fooofOpt(knee ? OPTIONS.aperiodicMode(FooofOptions.AperiodicMode.KNEE) : OPTIONS);
        Path result = method.run(pmap, Recording.open(recording).chunks(), folder.resolve("m.h5"));
        Numpy.assertClose(recording, result, "\"" + method.options() + "\"", 1e-6, program(keeptrials, knee, output));
    }

    @Test
    void parametersOfTheMeanAreInTheResult() throws IOException {
        Path recording = recording(DType.FLOAT64, 3);
        // tag::fooof[]
        Fooof model = Fooof.of(FreqAnalysis.mtmfft().tapsmofrq(5).foilim(5, 120).keeptrials(false)).output(Fooof.Output.FOOOF_PEAKS)
                .fooofOpt(FooofOptions.DEFAULTS.peakWidthLimits(4, 30).maxNPeaks(1).minPeakHeight(0.1));
        Path peaks = model.run(pmap, Recording.open(recording).chunks(), folder.resolve("peaks.spy"));
        // end::fooof[]
        Path file = peaks.resolve("peaks.spectral");
        assertEquals("ok", Numpy.check(recording, file, program(false, false, Fooof.Output.FOOOF) + """
                m = models[0]
                with h5py.File(result) as f: got = {name: f[name][()] for name in f}
                assert got['aperiodic_params'].shape == (2, 3) and got['n_peaks'].tolist() == [len(x[1]) for x in m] == [1, 1, 1], got['n_peaks']
                for name, want in dict(aperiodic_params=np.stack([x[0] for x in m], 1), gaussian_params=np.concatenate([x[1] for x in m]), peak_params=np.concatenate([x[2] for x in m]),
                        r_squared=[x[5] for x in m], error=[x[6] for x in m]).items():
                    assert np.allclose(got[name], want, rtol=1e-6, atol=0), (name, got[name], want)
                assert np.allclose(got['peak_params'][:, 0], [40, 60, 80], atol=3), got['peak_params']
                print('ok')
                """));
        String loaded = SyncopyFiles.load(folder, "peaks.spy/peaks.spectral");
        assertTrue(loaded.startsWith("peaks.spectral SpectralData float64 (1, 1, 116, 3) True 1000.0"), loaded);
    }

    @Test
    void parametersOfEachTrialAreInTheResult() throws IOException {
        Path recording = recording(DType.FLOAT64, 3);
        Path file = Fooof.of(spectra()).fooofOpt(OPTIONS.minPeakHeight(1.6)).run(pmap, Recording.open(recording).chunks(), folder.resolve("trials.spy")).resolve("trials.spectral");
        assertEquals("ok", Numpy.check(recording, file, program(true, false, Fooof.Output.FOOOF).replace("(4, 30), 1, 0.1", "(4, 30), 1, 1.6") + """
                with h5py.File(result) as f: got = {name: f[name][()] for name in f}
                peaks = np.array([[len(m[1]) for m in row] for row in models])
                assert got['aperiodic_params'].shape == (40, 2, 3) and got['n_peaks'].tolist() == peaks.tolist() and peaks.min() < peaks.max(), peaks
                assert len(got['peak_params']) == len(got['gaussian_params']) == peaks.sum()
                flat = [m for row in models for m in row]
                for name, want in dict(aperiodic_params=np.stack([np.stack([m[0] for m in row], 1) for row in models]), gaussian_params=np.concatenate([m[1].reshape(-1, 3) for m in flat]),
                        peak_params=np.concatenate([m[2].reshape(-1, 3) for m in flat]), r_squared=[[m[5] for m in row] for row in models], error=[[m[6] for m in row] for row in models]).items():
                    assert np.allclose(got[name], want, rtol=1e-4, atol=0), (name, np.abs(np.array(got[name]) / np.array(want) - 1).max())
                # the peaks of trial 7's channel 1
                first = got['n_peaks'].ravel()[:7 * 3 + 1].sum()
                assert np.allclose(got['peak_params'][first:first + got['n_peaks'][7, 1]], models[7][1][2], rtol=1e-4)
                print('ok')
                """));
        String loaded = SyncopyFiles.load(folder, "trials.spy/trials.spectral");
        assertTrue(loaded.startsWith("trials.spectral SpectralData float64 (40, 1, 116, 3) True 1000.0"), loaded);
    }

    /** Any number of chunks of channels and any batches: the same bytes; a trial by itself has the parameters that it has among others. */
    @Test
    void chunksHaveTheSameParameters() throws IOException {
        Recording recording = Recording.open(recording(DType.FLOAT32, 3));
        Fooof method = Fooof.of(spectra()).fooofOpt(OPTIONS.maxNPeaks(2));
        Map<String, NdArray> whole = datasets(method.run(pmap, recording.chunks(), folder.resolve("whole.h5")));
        assertEquals(Set.of("aperiodic_params", "channel", "data", "error", "freq", "gaussian_params", "n_peaks", "peak_params", "r_squared", "taper", "trialdefinition"), whole.keySet());
        for (int channels : new int[] {1, 2}) {
            Map<String, NdArray> cut = datasets(method.run(pmap.batch(7), recording.chunks().channelsPerTask(channels), folder.resolve("chunks" + channels + ".h5")));
            whole.forEach((name, array) -> assertTrue(array.equals(cut.get(name)), name));
        }
        Path one = Fooof.of(spectra().keeptrials(false)).fooofOpt(OPTIONS.maxNPeaks(2)).run(pmap, recording.chunks(Selection.all().trials(17)), folder.resolve("one.h5"));
        assertArrayEquals(datasets(one).get("aperiodic_params").doubles(), Arrays.copyOfRange(whole.get("aperiodic_params").doubles(), 17 * 6, 18 * 6), 1e-6);
    }

    private static Map<String, NdArray> datasets(Path file) throws IOException {
        Map<String, NdArray> datasets = new TreeMap<>();
        try (Hdf5File hdf = Hdf5File.open(file)) {
            for (String name : hdf.names("/")) {
                datasets.put(name, hdf.dataset("/" + name).read());
            }
        }
        return datasets;
    }

    /** Where trials that fail are marked, results are written at once: there is nobody to put parameters together. */
    @Test
    void whereTrialsMayBeMissingThereAreNoParameters() throws IOException {
        Path file = Fooof.of(spectra()).fooofOpt(OPTIONS).run(pmap.onError(OnError.CONTINUE), Recording.open(recording(DType.FLOAT64, 1)).chunks(), folder.resolve("marked.h5"));
        try (Hdf5File hdf = Hdf5File.open(file)) {
            assertFalse(hdf.names("/").contains("n_peaks"));
        }
    }

    /** A channel without a sample that is a number keeps being NaN, and takes no peaks from the others. */
    @Test
    void nanStaysNan() throws IOException {
        Path recording = Recordings.spoilt(folder.resolve("nan.h5"), DType.FLOAT64, 14, 200, 3);
        TrialChunks trials = Recording.open(recording).chunks();
        Fooof method = Fooof.of(FreqAnalysis.mtmfft().foilim(10, 100)).fooofOpt(OPTIONS);
        Path kept = method.run(pmap, trials, folder.resolve("kept.h5"));
        Path mean = Fooof.of(method.spectrum().keeptrials(false)).run(pmap, Recording.open(recording).chunks(Selection.all().trials("3")), folder.resolve("mean.h5"));
        assertEquals("ok", Numpy.check(recording, kept, """
                bad = np.array([~np.isfinite(t).all(axis=0) for t in trials])
                assert bad.any() and not bad.all() and np.array_equal(np.isnan(out[:, 0, :, :]).all(axis=1), bad) and np.array_equal(np.isnan(out[:, 0, :, :]).any(axis=1), bad)
                with h5py.File(result) as f: error, peaks, trials_of = f['error'][()], f['n_peaks'][()], f['data'].attrs['nan_trials']
                assert np.array_equal(np.isnan(error), bad) and (peaks[bad] == 0).all() and trials_of.tolist() == np.flatnonzero(bad.any(axis=1)).tolist()
                print('ok')
                """));
        try (Hdf5File hdf = Hdf5File.open(mean)) {
            double[] error = (double[]) hdf.dataset("/error").read().data();
            int[] peaks = (int[]) hdf.dataset("/n_peaks").read().data();
            assertTrue(Double.isNaN(error[0]) && !Double.isNaN(error[1]) && peaks[0] == 0);
            assertArrayEquals(new int[] {1, 0, 0}, (int[]) hdf.dataset("/data").attribute("nan_left_out").orElseThrow().data());
        }
    }

    @Test
    void whatHasNoModelIsRefused() throws IOException {
        TrialChunks trials = Recording.open(Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 3, 200, 2)).chunks();
        FreqAnalysis power = FreqAnalysis.mtmfft();
        assertRefused("A model (fooof) was asked for of spectra from 0 Hz on. The aperiodic part is a power of frequency, which 0 Hz does not have. Begin above it with foilim(...).",
                () -> Fooof.of(power).form(trials));
        assertRefused("A model (fooof) was asked for of spectra of 2 frequencies. Its aperiodic part alone needs 3. Widen foilim(...).", () -> Fooof.of(power.foi(10, 20)).form(trials));
        assertRefused(
                "A model (fooof_peaks) was asked for of spectra at 10.0, 20.0 ... 30.0, 50.0 Hz, in uneven steps. Widths of peaks are counted in steps. Take a range of frequencies with foilim(...).",
                () -> Fooof.of(power.foi(10, 20, 30, 50)).output(Fooof.Output.FOOOF_PEAKS).form(trials));
        assertRefused("A model (fooof) was asked for of spectra with the output 'abs'. Models are of power, averaged over tapers. Leave it out.", () -> Fooof.of(power.output(SpectralOutput.ABS)));
        assertRefused("A model (fooof) was asked for of the spectra of all tapers (keeptapers true). Models are of power, averaged over tapers. Leave it out.", () -> Fooof.of(power.keeptapers(true)));
    }

    /** The first one by its position, whichever task failed first. */
    @Test
    void modelsOfTheMeanAreTasks() {
        NdArray mean = NdArray.of(new double[] {Double.NaN, 0, 0, Double.NaN, 0, 0, Double.NaN, 0, 0, Double.NaN, 0, 0}, 1, 1, 4, 3);
        List<String> names = List.of("a", "b", "c");
        double[] hz = {10, 20, 30, 40};
        ChannelModels models = new ChannelModels(hz, Fooof.Output.FOOOF, OPTIONS);
        assertRefused("No model can be fitted to the mean spectrum in the channel 'b': at 10.0 Hz its power is 0.0, which has no logarithm. Leave the channel out with channels(...),"
                + " or choose other frequencies with foilim(...).", () -> models.ofMean(mean, names, pmap));
        ChannelModels broken = new ChannelModels(hz, Fooof.Output.FOOOF, null);
        assertEquals(
                "The second pass, which fits models to the mean spectrum, failed. What was summed is kept: run the same again with Existing.RESUME to compute this pass only. Task 0 of 3"
                        + " (the mean spectrum, channel 'a') failed on HOST: NullPointerException",
                assertThrows(IllegalStateException.class, () -> broken.ofMean(NdArray.of(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 1, 1, 4, 3), names, pmap)).getMessage()
                        .replaceFirst("on \\S+: (\\w+).*", "on HOST: $1"));
    }

    @Test
    void aChannelWithoutPowerIsNamed() throws IOException {
        Path file = folder.resolve("flat.h5");
        double[] values = new double[400];
        Random random = new Random(1);
        for (int s = 0; s < 200; s++) {
            values[2 * s] = random.nextGaussian();
        }
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(Recordings.HZ));
            writer.root().dataset("data", NdArray.of(values, 200, 2));
        }
        TrialChunks trials = Recording.open(file).chunks();
        String cure = " in the channel 'channel2': at 10.0 Hz its power is 0.0, which has no logarithm. Leave the channel out with channels(...), or choose other frequencies with foilim(...).";
        for (boolean keeptrials : new boolean[] {true, false}) {
            Fooof method = Fooof.of(FreqAnalysis.mtmfft().foilim(10, 100).keeptrials(keeptrials));
            String message = assertThrows(RuntimeException.class, () -> method.run(pmap, trials, folder.resolve(keeptrials + ".h5"))).getMessage();
            assertTrue(message.contains("No model can be fitted to " + (keeptrials ? "the spectrum of trial 0" : "the mean spectrum") + cure), message);
        }
    }
}
