package org.trialmap.analysis.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.Recordings;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.TrialChunks;

/** Several recordings as one. */
class ConcatTest {
    private static final ParallelMap SERIAL = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);

    @TempDir
    Path folder;

    private Path write(String name, double hz, String unit, List<String> channels, NdArray samples) throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(hz));
            Hdf5Writer.Dataset data = writer.root().dataset("data", samples);
            if (!unit.isEmpty()) {
                data.attribute("unit", NdArray.from(unit));
            }
            writer.root().dataset("channel", NdArray.of(channels.toArray(String[]::new), channels.size()));
        }
        return file;
    }

    private TrialChunks chunks(String name, double hz, String unit, String channels, NdArray samples) throws IOException {
        return Recording.open(write(name, hz, unit, List.of(channels.split(",")), samples)).chunks();
    }

    private static NdArray numbers(int from, int... shape) {
        double[] values = new double[NdArray.zeros(DType.INT8, shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = from + i;
        }
        return NdArray.of(values, shape);
    }

    @Test
    void valuesAreThoseOfNumpysConcatenate() throws IOException {
        Path x = Recordings.uneven(folder.resolve("x.h5"), DType.FLOAT32, 4);
        Path y = Recordings.equal(folder.resolve("y.h5"), DType.INT16, 5, 61, 4);
        Path z = Recordings.uneven(folder.resolve("z.h5"), DType.FLOAT64, 4);
        TrialChunks one = Recording.open(x).chunks(Selection.all().trials("3,0").channels("2,0,1"));
        TrialChunks two = Recording.open(y).chunks(Selection.all().trials("4,1:3").channels("2,0,1"));
        Path long_ = new Convert("concat").run(SERIAL, Recording.alongTrials(List.of(one, two, one)).chunks().channelsPerTask(2), folder.resolve("long.spy"));
        // tag::concat[]
        TrialChunks front = Recording.open(x).chunks(Selection.all().trials("0:3").channels("channel1,channel3"));
        TrialChunks back = Recording.open(z).chunks(Selection.all().trials("0:3").channels("channel4,channel2"));
        Path wide = new Convert("concat").run(SERIAL, Recording.alongChannels(List.of(front, back)).chunks(), folder.resolve("wide.h5"));
        // end::concat[]
        Path some = new Convert("concat").run(SERIAL, Recording.alongChannels(List.of(front, back)).chunks(Selection.all().trials("1").channels("3,0,2")), folder.resolve("some.h5"));
        assertEquals("done", References.python("""
                import sys, h5py, numpy as np
                def trials(path, which, channels):
                    with h5py.File(path) as f:
                        t = f['trialdefinition'][()][which]
                        return [f['data'][int(a):int(b)][:, channels].astype('f8') for a, b in t[:, :2]], t
                x, y, z, long, wide, some = sys.argv[1:]
                a, ta = trials(x, [3, 0], [2, 0, 1]); b, tb = trials(y, [4, 1, 2], [2, 0, 1])
                with h5py.File(long) as f:
                    assert f['data'].dtype == 'f8'
                    np.testing.assert_array_equal(f['data'][()], np.concatenate(a + b + a))
                    np.testing.assert_array_equal(f['trialdefinition'][()][:, 2:], np.concatenate([ta, tb, ta])[:, 2:])
                    assert [n.decode() for n in f['channel'][()]] == ['channel3', 'channel1', 'channel2']
                a, ta = trials(x, [0, 1, 2], [0, 2]); b, _ = trials(z, [0, 1, 2], [3, 1])
                with h5py.File(wide) as f:
                    np.testing.assert_array_equal(f['data'][()], np.concatenate([np.hstack(p) for p in zip(a, b)]))
                    np.testing.assert_array_equal(f['trialdefinition'][()][:, 2:], ta[:, 2:])
                    assert [n.decode() for n in f['channel'][()]] == ['channel1', 'channel3', 'channel4', 'channel2']
                with h5py.File(some) as f: np.testing.assert_array_equal(f['data'][()], np.hstack([a[1], b[1]])[:, [3, 0, 2]])
                print('done')
                """, x.toString(), y.toString(), z.toString(), long_.resolve("long.analog").toString(), wide.toString(), some.toString()).strip());
        AnalogData data = AnalogData.open(wide);
        assertEquals("concat", data.history().toString());
        assertTrue(data.history().text().contains("z.h5: float64"), data.history().text());
    }

    /** Short trials that lie side by side are read at once, but not across the rows of an axis of trials. */
    @Test
    void axesOfTrialsAndOneChannelOfSamplesGoTogether() throws IOException {
        TrialChunks axis = chunks("a.h5", 100, "V", "c", numbers(0, 3, 4, 1));
        TrialChunks samples = Recording.open(write("b.h5", 100, "V", List.of("c"), numbers(50, 6))).chunks();
        Recording joined = Recording.alongTrials(List.of(axis, samples));
        AnalogData data = AnalogData.open(new Convert("concat").run(SERIAL, joined.chunks(), folder.resolve("out.h5")));
        assertEquals(4, data.trials().count());
        assertArrayEquals(new double[] {8, 9, 10, 11}, data.trial(2).doubles());
        assertArrayEquals(new double[] {50, 51, 52, 53, 54, 55}, data.trial(3).doubles());
        assertEquals("V", data.unit().orElseThrow());
        Path power = FreqAnalysis.mtmfft().run(SERIAL, joined.chunks(Selection.all().trials("0:3")), folder.resolve("power.h5")); // without a file of both
        assertEquals(3, SpectralData.open(power).trials().count());
    }

    @Test
    void columnsWithNamesGoOn() throws IOException {
        Recording x = Recording.open(Recordings.uneven(folder.resolve("x.h5"), DType.FLOAT32, 2));
        Artifacts found = ZValue.above(2.5).find(SERIAL, x.chunks());
        TrialChunks marked = Recording.open(found.mark().run(SERIAL, x.chunks(), folder.resolve("m.spy"))).chunks();
        Recording both = Recording.alongTrials(List.of(marked, marked));
        assertEquals(List.of("info1", "artifact"), both.trials().columnNames());
        assertEquals(2 * (6 - found.trials().length), both.chunks(Selection.all().trials("artifact=0")).trials().length);
        assertRefused(folder.resolve("m.spy/m.analog") + " and " + folder.resolve("x.h5")
                + " are to be put together along trials, but the free columns of the trials of both differ: info1, artifact and info1. Give"
                + " the trials the same columns.", () -> Recording.alongTrials(List.of(marked, x.chunks())));
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() throws IOException {
        TrialChunks x = chunks("x.h5", 100, "V", "a,b", numbers(0, 4, 2));
        String along = folder.resolve("x.h5") + " and " + folder.resolve("y.h5") + " are to be put together along ";
        assertRefused("To be put together there is 1 recording. There must be at least two. Name more files (alongTrials(...), alongChannels(...)).", () -> Recording.alongTrials(List.of(x)));
        TrialChunks slow = chunks("y.h5", 50, "", "c", numbers(0, 4, 1));
        assertRefused(along + "channels, but the samplerate of both differ: 100.0 Hz and 50.0 Hz. Resample one of them.", () -> Recording.alongChannels(List.of(x, slow)));
        TrialChunks volts = chunks("y.h5", 100, "uV", "a,b", numbers(0, 4, 2));
        assertRefused(along + "trials, but the unit of both differ: V and uV. Multiply one of them by a number, and save it without unit.", () -> Recording.alongTrials(List.of(x, volts)));
        TrialChunks turned = chunks("y.h5", 100, "", "b,a", numbers(0, 4, 2));
        assertRefused(along + "trials, but the channels of both differ: a, b and b, a. Select the same ones, in the same order, with channels(...).",
                () -> Recording.alongTrials(List.of(x, turned)));
        assertRefused("The channel 'b' is in both " + folder.resolve("x.h5") + " and " + folder.resolve("y.h5")
                + ". Channels that are put together have different names, or nobody could tell them apart. Leave one of"
                + " them out with channels(...).", () -> Recording.alongChannels(List.of(x, turned)));
        assertRefused("The channel 'a' is in " + folder.resolve("x.h5") + " twice. Channels that are put together have different names, or nobody could tell them apart. Leave one of"
                + " them out with channels(...).", () -> Recording.alongChannels(List.of(x, x)));
        TrialChunks more = chunks("y.h5", 100, "", "c", numbers(0, 2, 4, 1));
        assertRefused(along + "channels, but the number of trials of both differ: 1 and 2. Select the same ones with trials(...).", () -> Recording.alongChannels(List.of(x, more)));
        TrialChunks shorter = chunks("y.h5", 100, "", "c", numbers(0, 3, 1));
        assertRefused(along
                + "channels, but the place of trial 0 of both differ: samples 0 to 4 (excluded) with the offset 0 and samples 0 to 3 (excluded) with the offset 0. Select the same trials and times with"
                + " trials(...) and latency(...), or write each with selectdata first, so that its trials lie one after the other.", () -> Recording.alongChannels(List.of(x, shorter)));
        TrialChunks spectrum = SpectralData.open(FreqAnalysis.mtmfft().run(SERIAL, x, folder.resolve("s.h5"))).chunks();
        assertRefused(folder.resolve("s.h5") + " is a spectrum. Recordings are put together, samples over time. Name recordings.", () -> Recording.alongTrials(List.of(x, spectrum)));
        assertRefused("The result would replace the recording that it is made of: " + folder.resolve("x.h5") + " is the input, too. Choose another file with ResultFile.at(...).",
                () -> new Convert("concat").run(SERIAL, Recording.alongTrials(List.of(chunks("z.h5", 100, "V", "a,b", numbers(0, 4, 2)), x)).chunks(), folder.resolve("x.h5")));
    }
}
