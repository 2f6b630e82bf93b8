package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.analysis.data.RedefineTrial;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.filter.HilbertOutput;
import org.trialmap.store.SavedResults;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.TrialChunks;

/** Samples that are NaN or infinite: what they spoil, what they must not, and what is said of them. */
class NanPolicyTest {
    private static final int TRIALS = 40;
    private static final int SAMPLES = 100;
    private static final int CHANNELS = 5;
    private static final double FLOAT = 1e-6;

    @TempDir
    Path folder;

    private static ParallelMap pmap() {
        return ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
    }

    /** @param spoilt values by position (trial, sample, channel) */
    private Path recording(String name, DType dtype, Map<int[], Double> spoilt) throws IOException {
        NdArray samples = Recordings.samples(dtype, TRIALS * SAMPLES, CHANNELS);
        spoilt.forEach((at, value) -> {
            int i = (at[0] * SAMPLES + at[1]) * CHANNELS + at[2];
            if (samples.data() instanceof float[] floats) {
                floats[i] = value.floatValue();
            } else {
                samples.doubles()[i] = value;
            }
        });
        double[][] table = IntStream.range(0, TRIALS).mapToObj(k -> new double[] {k * SAMPLES, (k + 1) * SAMPLES, 0}).toArray(double[][]::new);
        Path file = folder.resolve(name);
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().dataset("data", samples);
            writer.root().dataset("channel", NdArray.of(new String[] {"Fz", "Cz", "Pz", "Oz", "Iz"}, 5));
            writer.root().dataset("trialdefinition", NdArray.from(table));
        }
        return file;
    }

    /** In trial 7 one sample of Pz, in trial 31 one of Fz and one of Oz, of which the latter is infinite. */
    private Path spoilt(DType dtype) throws IOException {
        return recording("spoilt.h5", dtype, Map.of(new int[] {7, 50, 2}, Double.NaN, new int[] {31, 3, 0}, Double.NaN, new int[] {31, 60, 3},
                Double.NEGATIVE_INFINITY));
    }

    private Path run(TrialMethod method, Path recording) throws IOException {
        return run(method, Recording.open(recording).chunks(), NanPolicy.PROPAGATE);
    }

    private Path run(TrialMethod method, TrialChunks trials, NanPolicy nan) throws IOException {
        return Analysis.of(method, trials, ResultFile.at(folder.resolve("out" + System.nanoTime() + ".h5")), nan).run(pmap());
    }

    private static NdArray data(Path result) throws IOException {
        try (Hdf5File file = Hdf5File.open(result)) {
            return file.dataset("/data").read();
        }
    }

    private static Optional<int[]> noted(Path result, String name) throws IOException {
        try (SavedResults results = SavedResults.open(result)) {
            return results.stacked(0).attribute(name).map(numbers -> (int[]) numbers.data());
        }
    }

    private static double[] values(NdArray array) {
        Object data = array.data();
        return data instanceof double[] doubles ? doubles : IntStream.range(0, ((float[]) data).length).mapToDouble(i -> ((float[]) data)[i]).toArray();
    }

    /** What keeps its trials, with everything that could make a number of an infinite one. */
    private static Map<String, TrialMethod> methods() {
        Map<String, TrialMethod> methods = new LinkedHashMap<>();
        AnalysisContractTest.methods().forEach((name, method) -> {
            if (method.keeptrials() && !(method instanceof RedefineTrial)) { // which has trials of its own
                methods.put(name, method);
            }
        });
        methods.put("angles", FreqAnalysis.mtmfft().output(SpectralOutput.ANGLE).foi(0, 20).polyremoval(org.trialmap.signal.fft.Detrend.NONE).taper("boxcar"));
        methods.put("phases", Preprocessing.steps().hilbert(HilbertOutput.ANGLE));
        methods.put("superlets", FreqAnalysis.superlet(3).foi(30, 60).output(SpectralOutput.ANGLE));
        methods.put("nothing", Preprocessing.steps());
        methods.put("magnitudes", Preprocessing.steps().rectify(true));
        methods.put("one pass", Preprocessing.steps().filter(Filter.but(Band.of(FilterType.LP, 40)).direction(Filter.Direction.ONEPASS)));
        methods.put("sinc", Preprocessing.steps().filter(Filter.firws(Band.of(FilterType.LP, 40)).order(20).direction(Filter.Direction.ONEPASS)));
        methods.put("scores", Preprocessing.steps().zscore(true));
        methods.put("every third", Resample.to(1000 / 3.0).method(Resample.How.DOWNSAMPLE));
        return methods;
    }

    /** A channel of a trial has NaN, or what it has without; all others have the same bits as without. */
    @ParameterizedTest
    @ValueSource(strings = {"FLOAT32", "FLOAT64"})
    void nothingElseIsTouched(DType dtype) throws IOException {
        Path spoilt = spoilt(dtype);
        Path clean = recording("clean.h5", dtype, Map.of());
        for (Map.Entry<String, TrialMethod> method : methods().entrySet()) {
            NdArray want = data(run(method.getValue(), clean));
            Path result = run(method.getValue(), spoilt);
            double[] expected = values(want);
            double[] found = values(data(result));
            double top = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            int width = want.dtype().width();
            int perTrial = expected.length / TRIALS;
            int[] nans = new int[TRIALS * CHANNELS];
            for (int i = 0; i < expected.length; i++) {
                int trial = i / perTrial;
                int channel = i / width % CHANNELS;
                boolean concerned = trial == 7 && channel == 2 || trial == 31 && (channel == 0 || channel == 3);
                if (Double.isNaN(found[i]) && concerned) {
                    nans[trial * CHANNELS + channel]++;
                } else {
                    assertEquals(expected[i], found[i], concerned ? top * (dtype == DType.FLOAT32 ? FLOAT : 1e-12) : 0, method.getKey() + ", trial " + trial
                            + ", channel " + channel + ", value " + i);
                }
            }
            boolean skipped = method.getKey().equals("every third"); // samples 0, 3, ..., 60: the NaN at 50 is none of them
            assertEquals(skipped, nans[7 * CHANNELS + 2] == 0, method.getKey());
            assertTrue(nans[31 * CHANNELS] > 0 || method.getKey().equals("wavelets"), method.getKey());
            assertArrayEquals(skipped ? new int[] {31} : new int[] {7, 31}, noted(result, "nan_trials").orElseThrow(), method.getKey());
            assertTrue(noted(result, "nan_left_out").isEmpty());
        }
    }

    @Test
    void howFarAValueSpreads() throws IOException {
        Path spoilt = spoilt(DType.FLOAT32);
        assertEquals("[[750, 2], [3103, 0], [3160, 3]]", where(spoilt, Preprocessing.steps().rectify(true)));
        assertEquals("[[750, 2], [3103, 0], [3160, 3]]", where(spoilt, Preprocessing.steps()));
        Path sinc = run(Preprocessing.steps().filter(Filter.firws(Band.of(FilterType.LP, 40)).order(20).direction(Filter.Direction.ONEPASS)), spoilt);
        assertEquals("740 760 [2]", Numpy.check(spoilt, sinc, "r, c = np.nonzero(np.isnan(out[:3000])); print(r.min(), r.max(), np.unique(c).tolist())"));
        Path onepass = run(Preprocessing.steps().filter(Filter.but(Band.of(FilterType.LP, 40)).direction(Filter.Direction.ONEPASS)), spoilt);
        assertEquals("750 799 [2]", Numpy.check(spoilt, onepass, "r, c = np.nonzero(np.isnan(out[:3000])); print(r.min(), r.max(), np.unique(c).tolist())"));
        Path windows = run(FreqAnalysis.mtmconvol(0.02), spoilt);
        assertEquals("741 760 20 * 11", Numpy.check(spoilt, windows, "r, t, f, c = np.nonzero(np.isnan(out[:3000])); print(r.min(), r.max(), len(np.unique(r)), '*',"
                + " len(np.unique(f)))"));
    }

    private String where(Path recording, TrialMethod method) throws IOException {
        return Numpy.check(recording, run(method, recording), "print(np.argwhere(np.isnan(out)).tolist())");
    }

    /** As NumPy's nanmean of the single trials; of Iz, which is NaN in all trials, there is none. */
    @ParameterizedTest
    @ValueSource(strings = {"FLOAT32", "FLOAT64"})
    void aMeanLeavesOutAndCounts(DType dtype) throws IOException {
        Map<int[], Double> values = new LinkedHashMap<>(Map.of(new int[] {7, 50, 2}, Double.NaN, new int[] {31, 60, 2}, Double.POSITIVE_INFINITY, new int[] {31, 3, 0},
                Double.NaN));
        IntStream.range(0, TRIALS).forEach(trial -> values.put(new int[] {trial, 30, 4}, Double.NaN));
        Path spoilt = recording("spoilt.h5", dtype, values);
        int[] all = IntStream.range(0, TRIALS).toArray();
        FreqAnalysis spectrum = FreqAnalysis.mtmfft();
        TrialMethod[][] pairs = {{spectrum, spectrum.keeptrials(false)}, {spectrum.output(SpectralOutput.FOURIER), spectrum.output(SpectralOutput.FOURIER).keeptrials(false)},
            {FreqAnalysis.mtmconvol(0.02), FreqAnalysis.mtmconvol(0.02).keeptrials(false)}, {FreqAnalysis.wavelet().foi(30), FreqAnalysis.wavelet().foi(30)
                    .keeptrials(false)},
            {FreqAnalysis.welch(0.04), FreqAnalysis.welch(0.04).keeptrials(false)}};
        for (TrialMethod[] pair : pairs) {
            Path kept = run(pair[0], spoilt);
            Path mean = run(pair[1], spoilt);
            assertArrayEquals(all, noted(mean, "nan_trials").orElseThrow());
            assertArrayEquals(new int[] {1, 0, 2, 0, TRIALS}, noted(mean, "nan_left_out").orElseThrow());
            assertEquals("True 0 True", Numpy.check(kept, mean, """
                    with h5py.File(recording) as f: single = f['data'][()].reshape(40, -1, *f['data'].shape[1:])
                    left = np.isnan(single).any(axis=(1, 2, 3))
                    want = np.stack([single[~left[:, c], ..., c].astype('c16').mean(axis=0) if not left[:, c].all() else np.full(single.shape[1:-1], np.nan) for c in range(5)], axis=-1)
                    good = slice(0, 4)
                    print(np.isnan(out[..., 4]).all(), np.isnan(out[..., good]).sum(), np.allclose(out[..., good], want[..., good], rtol=1e-5, atol=1e-6 * abs(want[..., good]).max()))
                    """));
            Path cut = run(pair[1], Recording.open(spoilt).chunks().channelsPerTask(2), NanPolicy.PROPAGATE);
            assertArrayEquals(values(data(mean)), values(data(cut)));
            assertArrayEquals(new int[] {1, 0, 2, 0, TRIALS}, noted(cut, "nan_left_out").orElseThrow());
        }
    }

    @Test
    void refusingNamesTheRecordingsOwnSampleAndChannel() throws IOException {
        Path spoilt = spoilt(DType.FLOAT32);
        TrialChunks some = Recording.open(spoilt).chunks(Selection.all().trials("5:20").channels("Oz,Pz").latency(0.04, 0.06)).channelsPerTask(1);
        for (TrialMethod method : new TrialMethod[] {FreqAnalysis.mtmfft(), FreqAnalysis.mtmfft().keeptrials(false), Preprocessing.steps(), Resample.to(100)}) {
            String message = assertThrows(MapFailedException.class, () -> run(method, some, NanPolicy.REFUSE)).getMessage();
            assertTrue(message.contains("In trial 7, 0.04 to 0.06 s, channel 2 1 value is NaN or infinite, the first one at sample 750 (0.05 s) of channel 'Pz' (number"
                    + " 2). Such trials are refused with NanPolicy.REFUSE. Leave the trial out with trials(...), the channel with channels(...), take a"
                    + " window without it with latency(...), or let NanPolicy.PROPAGATE mark what cannot be computed."), message);
        }
        Path good = run(FreqAnalysis.mtmfft(), Recording.open(spoilt).chunks(Selection.all().trials("8:20")), NanPolicy.REFUSE);
        assertTrue(noted(good, "nan_trials").isEmpty());
    }

    @Test
    void theHistoryAndTheReportSayIt() throws IOException {
        Path spoilt = spoilt(DType.FLOAT32);
        Path kept = run(FreqAnalysis.mtmfft(), spoilt);
        assertEquals("propagate", org.trialmap.trial.SpectralData.open(kept).history().steps().get(0).options().get("nan"));
        Path mean = run(FreqAnalysis.mtmfft().keeptrials(false), spoilt);
        Path refusing = run(FreqAnalysis.mtmfft(), Recording.open(spoilt).chunks(Selection.all().trials("8:20")), NanPolicy.REFUSE);
        assertEquals("refuse", org.trialmap.trial.SpectralData.open(refusing).history().steps().get(0).options().get("nan"));
        try (SavedResults a = SavedResults.open(kept); SavedResults b = SavedResults.open(mean); SavedResults c = SavedResults.open(refusing)) {
            assertEquals(Optional.of("trials 7,31 have samples that are NaN or infinite; what cannot be computed of them is NaN"), NanReport.of(a));
            assertEquals(Optional.of("trials 7,31 have samples that are NaN or infinite; the mean leaves trials out of Fz (1), Pz (1), Oz (1)"), NanReport.of(b));
            assertEquals(Optional.empty(), NanReport.of(c));
        }
    }

    /** A constant channel, or one whose result does not fit, is found beside a channel with NaN, too: else it would depend on how channels are cut into tasks. */
    @Test
    void whatElseIsWrongIsFoundBesideNan() throws IOException {
        Map<int[], Double> values = new LinkedHashMap<>(Map.of(new int[] {7, 50, 2}, Double.NaN));
        IntStream.range(0, SAMPLES).forEach(s -> values.put(new int[] {7, s, 1}, 4.0));
        Path constant = recording("constant.h5", DType.FLOAT32, values);
        String message = assertThrows(MapFailedException.class, () -> run(Preprocessing.steps().zscore(true), constant)).getMessage();
        assertTrue(message.contains("In trial 7 the channel 'Cz' is constant, so it has no scores: its deviation is 0. Leave the channel out with channels(...), or"
                + " leave out zscore(true)."), message);
        Path large = recording("large.h5", DType.FLOAT32, Map.of(new int[] {7, 50, 2}, Double.NaN, new int[] {7, 20, 3}, 1e30));
        for (TrialMethod method : new TrialMethod[] {FreqAnalysis.mtmfft(), FreqAnalysis.mtmfft().keeptrials(false), FreqAnalysis.mtmconvol(0.05)}) {
            String text = assertThrows(MapFailedException.class, () -> run(method, large)).getMessage();
            assertTrue(text.contains("The values of trial 7 in the channel 'Oz' are too large: the result is beyond what its type can hold. Scale the recording, or"
                    + " convert it to float64. A filter gives such values, too, if Band.of(...) is too low for order(...)."), text);
        }
    }

    @Test
    void integersHaveNone() throws IOException {
        Path integers = recording("i.h5", DType.INT16, Map.of());
        assertTrue(noted(run(FreqAnalysis.mtmfft(), integers), "nan_trials").isEmpty());
        assertFalse(noted(run(FreqAnalysis.mtmfft(), spoilt(DType.FLOAT32)), "nan_trials").isEmpty());
    }
}
