package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.filter.Reference;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.TrialChunks;

/** Channels against a reference, on every sample, compared with NumPy. */
class RereferenceTest {
    private static final Preprocessing STEPS = Preprocessing.steps();

    @TempDir
    Path folder;

    private Path run(TrialMethod method, TrialChunks trials, String name) throws IOException {
        return Analysis.of(method, trials, ResultFile.at(folder.resolve(name))).run(ParallelMap.serial().progress(RunOptions.Progress.HIDDEN));
    }

    @Test
    void numbersAreThoseOfNumpy() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT64, 5);
        TrialChunks all = Recording.open(recording).chunks();
        Path average = run(STEPS.reref(Reference.average()), all, "average.h5");
        run(STEPS.reref(Reference.channels("channel2", "channel5")), all, "named.h5");
        run(STEPS.reref(Reference.bipolar()), Recording.open(recording).chunks(Selection.all().channels("3,0,4")), "bipolar.h5");
        run(STEPS.reref(Reference.average()).zscore(true).filter(Filter.but(Band.of(FilterType.LP, 40))), all, "steps.h5");
        run(STEPS.reref(Reference.average()), Recording.open(Recordings.uneven(folder.resolve("int16.h5"), DType.INT16, 5)).chunks(), "counts.h5");
        assertEquals("ok", Numpy.check(recording, average, """
                import os
                folder = os.path.dirname(recording)
                def close(name, want, tolerance=1e-12):
                    with h5py.File(os.path.join(folder, name)) as f: got = f['data'][()]
                    want = np.concatenate(want)
                    assert got.shape == want.shape and abs(got - want).max() <= tolerance * abs(want).max(), name
                mean = [t - t.mean(1, keepdims=True) for t in trials]
                close('average.h5', mean)
                close('named.h5', [t - t[:, [1, 4]].mean(1, keepdims=True) for t in trials])
                close('bipolar.h5', [np.stack([t[:, 3] - t[:, 0], t[:, 0] - t[:, 4]], 1) for t in trials])
                sos = ss.butter(4, 40, 'lp', fs=fs, output='sos')
                close('steps.h5', [ss.sosfiltfilt(sos, (t - t.mean(0)) / t.std(0), axis=0) for t in mean], 1e-9)
                with h5py.File(os.path.join(folder, 'int16.h5')) as f: counts = f['data'][()].astype('f8')
                counts = counts - counts.mean(1, keepdims=True)
                close('counts.h5', [counts[int(a):int(b)] for a, b in h5py.File(recording)['trialdefinition'][:, :2]], 1e-7)
                print('ok')
                """));
    }

    @Test
    void pairsAreFiltered() throws IOException {
        Recording recording = Recording.open(Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT32, 4));
        ParallelMap pmap = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
        // tag::reref[]
        Path pairs = Preprocessing.steps().reref(Reference.bipolar()).filter(Filter.but(Band.of(FilterType.BP, 20, 40))).run(pmap, recording.chunks(), folder.resolve("pairs.spy"));
        // end::reref[]
        assertEquals(List.of("channel1-channel2", "channel2-channel3", "channel3-channel4"), AnalogData.open(pairs).channel());
    }

    @Test
    void channelsOfPairsAreNamedByBoth() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT32, 4);
        AnalogData pairs = AnalogData.open(run(STEPS.reref(Reference.bipolar()), Recording.open(recording).chunks(Selection.all().channels("channel4,channel1,channel2")), "pairs.spy"));
        assertEquals(List.of("channel4-channel1", "channel1-channel2"), pairs.channel());
        assertTrue(pairs.history().text().contains("reref"), pairs.history().text());
        AnalogData named = AnalogData.open(run(STEPS.reref(Reference.channels("channel3")), Recording.open(recording).chunks(), "named.h5"));
        assertEquals(List.of("channel1", "channel2", "channel3", "channel4"), named.channel());
        for (double zero : Recording.open(folder.resolve("named.h5")).trial(1).channel(2)) {
            assertEquals(0, zero, "a reference channel against itself");
        }
    }

    @Test
    void impossibleReferencesAreRefusedBeforeAnythingIsWritten() throws IOException {
        TrialChunks trials = Recording.open(Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT32, 3)).chunks();
        assertRefused("The reference average was asked for with 2 of the 3 selected channels per task. It is made of channels that must be there together. Leave out channelsPerTask(...).",
                () -> STEPS.reref(Reference.average()).form(trials.channelsPerTask(2)));
        assertRefused("The reference channel 'Cz' is not among the 3 selected channels. A reference is made of channels that are read. Correct reref(...), or select it, too, with"
                + " channels(...).", () -> STEPS.reref(Reference.channels("channel1", "Cz")).form(trials));
        assertRefused("The reference bipolar was asked for of 1 channel, 'channel2'. A reference is made of several, so nothing would be left. Select more with channels(...), or"
                + " leave out reref(...).", () -> STEPS.reref(Reference.bipolar()).form(trials.recording().chunks(Selection.all().channels("1"))));
        assertRefused("The reference channels are A, B, A, which names one twice. Each counts once in their mean. Correct reref(...).", () -> Reference.channels("A", "B", "A"));
        assertRefused("The reference channels was asked for with 0 channels. Only a reference of named channels has some, at least one. Correct reref(...): average, bipolar, or"
                + " names of channels.", () -> Reference.channels(new String[0]));
        assertRefused("The reference bipolar would name two channels alike: A-B-C, B-C-A-B, A-B-C. Names of channels tell them apart. Select others, or in another order, with channels(...).",
                () -> Reference.bipolar().of(List.of("A", "B-C", "A-B", "C")));
    }

    private Path two(NdArray samples) throws IOException {
        Path file = folder.resolve("two" + System.nanoTime() + ".h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().dataset("data", samples);
        }
        return file;
    }

    /** As FieldTrip does by default: the reference of that sample is NaN, and so is what is measured against it. */
    @Test
    void nanSpreadsToWhatIsMeasuredAgainstIt() throws IOException {
        TrialChunks trials = Recording.open(two(NdArray.of(new double[] {1, 2, 3, 4, Double.NaN, 6, 7, 8, 9}, 3, 3))).chunks();
        try (Hdf5File mean = Hdf5File.open(run(STEPS.reref(Reference.average()), trials, "m.h5")); Hdf5File named = Hdf5File.open(run(STEPS.reref(Reference.channels("channel1")), trials, "n.h5"))) {
            assertArrayEquals(new double[] {-1, 0, 1, Double.NaN, Double.NaN, Double.NaN, -1, 0, 1}, mean.dataset("/data").read().doubles());
            assertArrayEquals(new double[] {0, 1, 2, 0, Double.NaN, 2, 0, 1, 2}, named.dataset("/data").read().doubles());
            assertArrayEquals(new int[] {0}, (int[]) mean.dataset("/data").attribute("nan_trials").orElseThrow().data());
        }
    }

    @Test
    void whatNoTypeHoldsIsRefused() throws IOException {
        TrialChunks floats = Recording.open(two(NdArray.of(new float[] {1, 2, 3e38f, -3e38f}, 2, 2))).chunks();
        MapFailedException failed = assertThrows(MapFailedException.class, () -> run(STEPS.reref(Reference.bipolar()), floats, "f.h5"));
        assertTrue(failed.getMessage().contains("IllegalArgumentException: The values of trial 0 in the channel 'channel1-channel2' are too large: the result is beyond what its type can hold."),
                failed.getMessage());
        TrialChunks doubles = Recording.open(two(NdArray.of(new double[] {1, 2, 1e308, -1e308}, 2, 2))).chunks();
        failed = assertThrows(MapFailedException.class, () -> run(STEPS.reref(Reference.bipolar()), doubles, "d.h5"));
        assertTrue(failed.getMessage().contains("IllegalArgumentException: At sample 1 the channels and their reference differ by more than a double can hold (1.8e308). The samples are too large to"
                + " be re-referenced. Scale the recording."), failed.getMessage());
    }
}
