package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.array.DType;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.filter.HilbertOutput;
import org.trialmap.signal.filter.Reference;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.History;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.TrialChunks;

/** Filters of windows of long recordings, held against those of the whole recording, which other tests hold against SciPy. */
class WindowedTest {
    private static final ParallelMap SERIAL = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);

    @TempDir
    Path folder;

    /** Two parts with a gap between; each channel c has an offset of c, and all drift. */
    private Recording recording(DType dtype) throws IOException {
        return Recording.open(Recordings.write(folder.resolve(dtype + ".h5"), dtype, new double[][] {{0, 9300, -100, 5}, {9500, 14000, 0, 6}}, 14000, 3));
    }

    private static Map<String, TrialMethod> filters() {
        Preprocessing steps = Preprocessing.steps();
        Map<String, TrialMethod> filters = new LinkedHashMap<>();
        filters.put("low-pass", steps.filter(Filter.but(Band.of(FilterType.LP, 30))));
        filters.put("high-pass with a long memory", steps.filter(Filter.but(Band.of(FilterType.HP, 1))));
        filters.put("narrow band", steps.filter(Filter.but(Band.of(FilterType.BP, 18, 22)).order(6)).rectify(true));
        filters.put("one pass", steps.filter(Filter.but(Band.of(FilterType.BS, 45, 55)).direction(Filter.Direction.ONEPASS)));
        filters.put("windowed sinc of the default order", steps.filter(Filter.firws(Band.of(FilterType.BP, 20, 60))));
        filters.put("minimum phase", steps.filter(Filter.firws(Band.of(FilterType.LP, 60)).order(200).direction(Filter.Direction.ONEPASS_MINPHASE)));
        filters.put("reference and band", steps.reref(Reference.average()).filter(Filter.but(Band.of(FilterType.BP, 8, 12))));
        filters.put("resampled", Resample.to(300));
        filters.put("downsampled", Resample.to(250).method(Resample.How.DOWNSAMPLE).lpfreq(100).order(120));
        filters.put("every fourth", Resample.to(250).method(Resample.How.DOWNSAMPLE));
        return filters;
    }

    private Path run(TrialMethod method, TrialChunks trials) throws IOException {
        return Analysis.of(method, trials, ResultFile.at(folder.resolve("out" + System.nanoTime() + ".h5"))).run(SERIAL);
    }

    private static double[] values(Path file) throws IOException {
        try (Hdf5File opened = Hdf5File.open(file)) {
            Object values = opened.dataset("/data").read().data();
            return values instanceof float[] floats ? IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray()
                    : values instanceof short[] shorts ? IntStream.range(0, shorts.length).mapToDouble(i -> shorts[i]).toArray() : (double[]) values;
        }
    }

    private static void assertClose(double[] expected, double[] got, String name) {
        assertEquals(expected.length, got.length, name);
        double top = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        double off = IntStream.range(0, got.length).mapToDouble(i -> Math.abs(expected[i] - got[i])).max().orElseThrow();
        assertTrue(off <= 1e-6 * top, name + ": " + off / top + " of the maximum");
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT64", "FLOAT32", "INT16"})
    void joinedPiecesAreTheWholeRecordingFiltered(DType dtype) throws IOException {
        Recording whole = recording(dtype);
        for (Map.Entry<String, TrialMethod> filter : filters().entrySet()) {
            AnalogData expected = AnalogData.open(run(filter.getValue(), whole.chunks()));
            AnalogData joined = AnalogData.open(run(filter.getValue(), whole.pieces(1.1).chunks()));
            assertEquals(expected.trials(), joined.trials(), filter.getKey());
            assertEquals(expected.dtype(), joined.dtype(), filter.getKey());
            assertEquals(expected.samplerateHz(), joined.samplerateHz(), filter.getKey());
            assertClose(values(expected.path()), values(joined.path()), filter.getKey());
        }
    }

    /** The samples of a window are those that the whole recording has there. */
    @Test
    void windowsAreTrialsOfTheWholeRecordingFiltered() throws IOException {
        Recording recording = recording(DType.FLOAT64);
        for (Map.Entry<String, TrialMethod> filter : filters().entrySet()) {
            AnalogData whole = AnalogData.open(run(filter.getValue(), recording.chunks()));
            AnalogData windows = AnalogData.open(run(filter.getValue(), recording.windows(2).chunks(Selection.all().trials("5,3,1"))));
            int perWindow = (int) windows.trials().length(0);
            for (int k = 0; k < 3; k++) { // windows 0 to 3 are of the first part
                int from = k == 0 ? (int) whole.trials().start(1) + perWindow : (k == 1 ? 3 : 1) * perWindow;
                assertClose(Arrays.copyOfRange(values(whole.path()), from * 3, (from + perWindow) * 3), window(windows, k), filter.getKey() + ", window " + k);
            }
        }
    }

    private static double[] window(AnalogData windows, int k) throws IOException {
        int row = 3 * (int) windows.trials().length(k);
        return Arrays.copyOfRange(values(windows.path()), k * row, (k + 1) * row);
    }

    @Test
    void theResultSaysHowItWasCut() throws IOException {
        Preprocessing band = Preprocessing.steps().filter(Filter.firws(Band.of(FilterType.BP, 20, 60)).order(100));
        Path out = run(band, recording(DType.FLOAT32).windows(2).chunks());
        Recording result = Recording.open(out);
        List<History.Step> steps = result.history().steps();
        assertEquals(Map.of("seconds", 2.0, "margin", 0.1, "join", false), steps.get(steps.size() - 1).options().get("window"));
        assertEquals(List.of("start", "info1"), result.trials().columnNames());
        assertArrayEquals(new double[] {-0.1, 5, 1.9, 5, 3.9, 5, 5.9, 5, 0, 6, 2, 6}, result.trials().info().doubles(), 1e-12);
        assertEquals(1, result.chunks(Selection.all().trials("start=3.9,info1=5")).size());
    }

    @Test
    void otherMethodsTakeWindowsAsTrials() throws IOException {
        Recording recording = recording(DType.FLOAT64);
        Recording windows = recording.windows(2);
        Path spectra = run(FreqAnalysis.mtmfft(), windows.chunks());
        double[][] table = IntStream.range(0, 6).mapToObj(k -> new double[] {k < 4 ? 2000 * k : 1500 + 2000 * k, k < 4 ? 2000 * (k + 1) : 3500 + 2000 * k, 0}).toArray(double[][]::new);
        Recording cut = Recording.open(Recordings.write(folder.resolve("cut.h5"), DType.FLOAT64, table, 14000, 3));
        assertArrayEquals(values(run(FreqAnalysis.mtmfft(), cut.chunks())), values(spectra));
        assertRefused(
                "A margin around windows was asked for of freqanalysis, which computes each window by itself. The filters of preprocessing and resampledata have one. Leave out the margin of windows(...) or pieces(...).",
                () -> run(FreqAnalysis.mtmfft(), recording.windows(2, 1).chunks()));
        assertRefused("Results of windows were to be joined, but freqanalysis does not give a recording of them. preprocessing and resampledata do. Leave out pieces(...) and use windows(...).",
                () -> run(FreqAnalysis.mtmfft(), recording.pieces(2).chunks()));
    }

    @Test
    void whereJointsWouldShowIsRefused() throws IOException {
        Recording recording = recording(DType.FLOAT64);
        Preprocessing sinc = Preprocessing.steps().filter(Filter.firws(Band.of(FilterType.LP, 60)).order(200));
        assertRefused(
                "A margin of 0.199 s is too short: the filter needs 0.2 s on both sides of a window, or joints would show. Leave out the margin of windows(...) or pieces(...) to have that, or give as much.",
                () -> run(sinc, recording.windows(2, 0.199).chunks()));
        double[] least = values(run(sinc, recording.windows(2, 0.2).chunks()));
        assertArrayEquals(least, values(run(sinc, recording.windows(2).chunks())));
        assertClose(least, values(run(sinc, recording.windows(2, 1000).chunks())), "all that there is");
        assertRefused(
                "Results of windows were to be joined, with polyremoval and zscore and dftfilter and hilbert. What that does depends on the whole window, so joints would show. Leave out pieces(...) and use windows(...),"
                        + " which keeps windows as trials, or cut no windows.",
                () -> run(sinc.polyremoval(Detrend.MEAN).zscore(true).dftfilter(50).hilbert(HilbertOutput.ABS), recording.pieces(2).chunks()));
        assertRefused("Results of windows are to be joined, but of the 8 windows of /data of " + recording.path()
                + " other ones are selected than all in their order. Without the others there is no one recording."
                + " Leave out trials(...), or pieces(...) and use windows(...).", () -> run(sinc, recording.pieces(2).chunks(Selection.all().trials("0:3"))));
        assertRefused(
                "Windows of 1.005 s (1005 samples) have no whole number of samples at 300.0 Hz. The samples after a joint would lie between those of the whole recording. Use a multiple of 0.01 s (10"
                        + " samples) in windows(...) or pieces(...).",
                () -> run(Resample.to(300), recording.windows(1.005).chunks()));
        assertRefused(
                "The filter's impulse response does not end within 4194304 samples, which would be the margin of a window. Its lowest cut-off (Band.of(...)) is too low, or its band too narrow, for windows"
                        + " of a recording of this samplerate. Use a lower order(...), a lower samplerate (resampledata), or filter the whole recording: leave out windows(...) or pieces(...).",
                () -> run(Preprocessing.steps().filter(Filter.but(Band.of(FilterType.HP, 0.0001))), recording.windows(2).chunks()));
    }
}
