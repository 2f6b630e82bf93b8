package org.trialmap.analysis.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.analysis.Filter;
import org.trialmap.analysis.NanPolicy;
import org.trialmap.analysis.Preprocessing;
import org.trialmap.analysis.Recordings;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.filter.HilbertOutput;
import org.trialmap.task.OnError;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.TrialChunks;

/** Artifacts against NumPy and SciPy, and what is written of them. */
class ZValueTest {
    private static final ParallelMap SERIAL = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);

    @TempDir
    Path folder;

    /** Two channels of 1 and 2 around large means, trials of 6 and 4 samples; sample 2 of trial 0 and the last of trial 1 stand out. */
    private Recording small(String name, double... changes) throws IOException {
        double[] samples = {1001, -5, 1002, -6, 1009, 8, 1001, -5, 1002, -6, 1001, -5, 1002, -6, 1001, -5, 1002, -6, 1009, 9};
        for (int i = 0; i < changes.length; i += 2) {
            samples[(int) changes[i]] = changes[i + 1];
        }
        Path file = folder.resolve(name);
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(100.0));
            writer.root().dataset("data", NdArray.of(samples, 10, 2));
            writer.root().dataset("trialdefinition", NdArray.of(new double[] {0, 6, -2, 7, 6, 10, 0, 8}, 2, 4));
        }
        return Recording.open(file);
    }

    private static String text(Artifacts found) {
        StringBuilder text = new StringBuilder();
        found.list().forEach(one -> text.append(one.trial()).append(' ').append(one.start()).append(' ').append(one.stop()).append(' ').append(one.peak()).append('\n'));
        return text.toString();
    }

    @Test
    void artifactsAreThoseOfFieldTripsFormulas() throws IOException {
        Path uneven = Recordings.uneven(folder.resolve("uneven.h5"), DType.FLOAT32, 3);
        Path one = Recordings.equal(folder.resolve("one.h5"), DType.INT16, 1, 211, 1);
        Path many = Recordings.equal(folder.resolve("many.h5"), DType.FLOAT64, 71, 53, 5);
        Preprocessing band = Preprocessing.steps().filter(Filter.but(Band.of(FilterType.BP, 20, 200)).order(2)).hilbert(HilbertOutput.ABS);
        List<String> arguments = new ArrayList<>();
        int case_ = 0;
        for (Path file : List.of(uneven, one, many)) {
            for (ZValue how : List.of(ZValue.above(1.5), ZValue.above(2).artpadding(0.007), ZValue.above(1.5).steps(band))) {
                Artifacts found = how.find(SERIAL, Recording.open(file).chunks());
                assertTrue(found.list().size() > 0, "a case without artifacts tests nothing: " + file + how);
                Path list = Files.writeString(folder.resolve("list" + case_++), text(found));
                arguments.addAll(List.of(file.toString(), Double.toString(how.cutoff()), Double.toString(how.artpadding()), how.steps().filter().isPresent() ? "band" : "none", list.toString()));
            }
        }
        assertEquals("9", References.scipy("""
                import sys, h5py, numpy as np, scipy.signal as ss
                count, args = 0, sys.argv[1:]
                while args:
                    path, cutoff, pad, steps, result, *args = args
                    with h5py.File(path) as f:
                        x, table = f['data'][()].astype('f8'), f['trialdefinition'][()].astype(int)
                    trials = [x[a:b] for a, b in table[:, :2]]
                    if steps == 'band':
                        sos = ss.butter(2, [20, 200], 'bandpass', fs=1000, output='sos')
                        trials = [abs(ss.hilbert(ss.sosfiltfilt(sos, t, axis=0), axis=0)) for t in trials]
                    all = np.concatenate(trials)
                    want, pad = [], int(round(float(pad) * 1000))
                    for k, t in enumerate(trials):
                        z = ((t - all.mean(0)) / all.std(0)).sum(1) / np.sqrt(x.shape[1])
                        bad = z > float(cutoff)
                        grown = np.array([bad[max(0, s - pad):s + pad + 1].any() for s in range(len(bad))])
                        edges = np.flatnonzero(np.diff(np.concatenate([[0], grown.astype(int), [0]])))
                        want += [[k, a + table[k, 0], b + table[k, 0], z[a:b].max()] for a, b in zip(edges[::2], edges[1::2])]
                    got = np.loadtxt(result, ndmin=2)
                    np.testing.assert_array_equal(got[:, :3], np.array(want)[:, :3])
                    np.testing.assert_allclose(got[:, 3], np.array(want)[:, 3], rtol=1e-9)
                    count += 1
                print(count)
                """, arguments.toArray(String[]::new)).strip());
    }

    @Test
    void trialsAreMarkedSoThatTheyCanBeSelected() throws IOException {
        Recording recording = small("x.h5");
        // tag::artifact[]
        Artifacts found = ZValue.above(1.9).artpadding(0.01).find(SERIAL, recording.chunks(Selection.all().channels("channel1")));
        Path marked = found.mark().run(SERIAL, recording.chunks(), folder.resolve("marked.spy"));
        // end::artifact[]
        assertEquals(List.of(new Artifacts.Interval(0, 1, 4, -0.01, 0.01, found.list().get(0).peak()), new Artifacts.Interval(1, 8, 10, 0.02, 0.03, found.list().get(1).peak())), found.list());
        AnalogData data = AnalogData.open(marked);
        assertEquals(List.of("info1", "artifact"), data.trials().columnNames());
        assertArrayEquals(new double[] {7, 1, 8, 1}, data.trials().info().doubles());
        assertEquals(recording.data().trial(0), data.trial(0));
        assertTrue(data.history().text().contains("    column: artifact\n    artifacts: 2\n    trials: 0:2\n"), data.history().text());
        Artifacts none = ZValue.above(2).find(SERIAL, recording.chunks(Selection.all().channels("channel2")));
        assertArrayEquals(new int[] {1}, none.trials());
        Path twice = none.mark("eog").run(SERIAL, recording.chunks(), folder.resolve("eog.h5"));
        assertArrayEquals(new int[] {0}, Recording.open(twice).chunks(Selection.all().trials("eog=0")).trials());
        assertRefused("The trials have a column 'eog' already. By its name a column is selected. Choose another one with mark(...).",
                () -> ZValue.above(2).find(SERIAL, Recording.open(twice).chunks()).mark("eog").run(SERIAL, Recording.open(twice).chunks(), folder.resolve("no.h5")));
    }

    @Test
    void artifactsBecomeNanInAllChannelsOrTheirTrialsAreLeftOut() throws IOException {
        Recording recording = small("x.h5");
        Artifacts found = ZValue.above(2).find(SERIAL, recording.chunks(Selection.all().channels("channel2")));
        Path nan = found.nan().run(SERIAL, recording.chunks(), folder.resolve("nan.spy"));
        double n = Double.NaN;
        assertArrayEquals(new double[] {1002, -6, 1001, -5, 1002, -6, n, n}, AnalogData.open(nan).trial(1).doubles());
        assertEquals(recording.data().trial(0), AnalogData.open(nan).trial(0));
        try (Hdf5File file = Hdf5File.open(nan.resolve("nan.analog"))) {
            assertArrayEquals(new int[] {1}, (int[]) file.dataset("/data").attribute("nan_trials").orElseThrow().data());
        }
        Path window = found.nan().run(SERIAL, recording.chunks(Selection.all().trials("1").latency(0.02, 0.03).channels("0")), folder.resolve("window.spy"));
        assertArrayEquals(new double[] {1002, n}, AnalogData.open(window).trial(0).doubles());
        AnalogData clean = AnalogData.open(found.complete().run(SERIAL, recording.chunks(), folder.resolve("clean.spy")));
        assertEquals(1, clean.trials().count());
        assertEquals(recording.data().trial(0), clean.trial(0));
        Path whole = Recordings.equal(folder.resolve("int.h5"), DType.INT16, 2, 50, 1);
        Path floats = ZValue.above(2).find(SERIAL, Recording.open(whole).chunks()).nan().run(SERIAL, Recording.open(whole).chunks(), folder.resolve("floats.h5"));
        assertEquals(DType.FLOAT32, AnalogData.open(floats).dtype());
    }

    /** Nobody can say that such samples are clean. */
    @Test
    void nanCountsAsArtifact() throws IOException {
        Recording recording = small("x.h5", 3, Double.NaN);
        Artifacts found = ZValue.above(5).find(SERIAL, recording.chunks());
        assertEquals("0 1 2 NaN\n", text(found));
        String text = assertThrows(MapFailedException.class, () -> ZValue.above(5).find(SERIAL, recording.chunks(), NanPolicy.REFUSE)).getMessage();
        assertThrows(MapFailedException.class, () -> ZValue.above(5).find(SERIAL.onError(OnError.CONTINUE), recording.chunks(), NanPolicy.REFUSE));
        assertTrue(text.contains("In trial 0 1 value is NaN or infinite, the first one at sample 1 (-0.01 s) of channel 'channel2' (number 1). Such trials are refused with NanPolicy.REFUSE"), text);
    }

    @Test
    void whatHasNoZValuesIsRefused() throws IOException {
        TrialChunks trials = small("x.h5").chunks();
        assertRefused("The cutoff 0.0 was asked for. It is a number of standard deviations above 0, often 4 to 30. Correct ZValue.above(...).", () -> ZValue.above(0));
        assertRefused("The padding of -1.0 s around artifacts is not possible. It is a number of seconds, 0 or more. Correct artpadding(...).", () -> ZValue.above(1).artpadding(-1));
        assertRefused("Artifacts were asked for with 1 of 2 channels per task. Scores are summed over all channels. Leave out channelsPerTask(...).",
                () -> ZValue.above(1).find(SERIAL, trials.channelsPerTask(1)));
        assertRefused("Artifacts were asked for of complex samples (hilbert complex). Scores are of real ones. Take the amplitude: hilbert(HilbertOutput.ABS).",
                () -> ZValue.above(1).steps(Preprocessing.steps().hilbert(HilbertOutput.COMPLEX)).find(SERIAL, trials));
        Recording nan = small("nan.h5", 0, Double.NaN, 19, Double.POSITIVE_INFINITY);
        assertRefused(
                "All 2 trials have samples that are NaN or infinite in a channel that is scored, and such trials are left out of its mean and deviation: nothing is left. Leave the channels out, or take a"
                        + " window without such samples with latency(...).",
                () -> ZValue.above(1).find(SERIAL, nan.chunks()));
        Path flat = folder.resolve("flat.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(flat)) {
            writer.root().attribute("samplerate", NdArray.from(100.0));
            writer.root().dataset("data", NdArray.of(new double[] {3, 3, 3, 3}, 4, 1));
        }
        assertRefused("The channel 'channel1' does not vary over the 1 trials: its standard deviation is 0, so that it has no z-values. Leave it out with chunks(...).",
                () -> ZValue.above(1).find(SERIAL, Recording.open(flat).chunks()));
    }

    @Test
    void onlyWhatWasSearchedIsWritten() throws IOException {
        Recording recording = small("x.h5");
        Artifacts one = ZValue.above(2).find(SERIAL, recording.chunks(Selection.all().trials("1")));
        assertRefused("Trial 0 is to be written, but was not searched for artifacts. It would count as clean. Search it, too, or leave it out.", () -> one.mark().recut(recording.chunks()));
        Recording other = small("y.h5");
        assertRefused("Artifacts were found in " + folder.resolve("x.h5") + ", but are to be written in " + folder.resolve("y.h5")
                + ". Places in one recording say nothing of another. Search the recording that"
                + " is written.", () -> one.mark().recut(other.chunks()));
        assertRefused(
                "The trial has artifacts above the cutoff 2.0, and trials with artifacts are left out: nothing is left. Raise ZValue.above(...), or write NaN with nan().",
                () -> one.complete().recut(recording.chunks(Selection.all().trials("1"))));
    }
}
