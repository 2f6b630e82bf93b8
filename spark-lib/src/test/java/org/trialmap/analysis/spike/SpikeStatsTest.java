package org.trialmap.analysis.spike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.spike.TimeWindow;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.discrete.DiscreteFiles;
import org.trialmap.trial.discrete.SpikeData;

/** Rates, intervals and Fano factors of spikes against NumPy, by Elephant's definitions. */
class SpikeStatsTest {
    private static final ParallelMap SERIAL = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
    private static final String NUMPY = """
            import sys, h5py, numpy as np
            spikes, result, w0, w1 = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
            with h5py.File(spikes) as f: d, trl = f['data'][()], f['trialdefinition'][()].astype(int)
            with h5py.File(result) as f: got = {name: f[name][()] for name in f}
            pairs = np.unique(d[:, 1:], axis=0)
            for c, (chan, unit) in enumerate(pairs):
                trains, seconds = [], []
                for a, b, o in trl[:, :3]:
                    s = d[(d[:, 0] >= a) & (d[:, 0] < b) & (d[:, 1] == chan) & (d[:, 2] == unit), 0] - a + o
                    trains.append(s[(s >= w0) & (s < w1)] / 1000)
                    seconds.append((min(w1, b - a + o) - max(w0, o)) / 1000)
                n = np.array([len(t) for t in trains])
                isi = np.concatenate([np.diff(t) for t in trains])
                np.testing.assert_allclose(got['data'][:, c], n / seconds, rtol=1e-14)
                assert got['spikes'][c] == n.sum()
                np.testing.assert_allclose(got['mean_firing_rate'][c], n.sum() / sum(seconds), rtol=1e-13)
                np.testing.assert_allclose(got['isi_mean'][c], isi.mean() if isi.size else np.nan, rtol=1e-12)
                np.testing.assert_allclose(got['cv'][c], isi.std() / isi.mean() if isi.size else np.nan, rtol=1e-12)
                if 'fanofactor' in got: np.testing.assert_allclose(got['fanofactor'][c], n.var() / n.mean() if n.any() else np.nan, rtol=1e-12)
            print('fanofactor' in got)
            """;

    @TempDir
    Path folder;

    @Test
    void numbersAreNumpys() throws Exception {
        for (int trials : new int[] {1, 2, 131}) {
            Path file = SpikeFiles.random(folder, trials);
            SpikeData spikes = SpikeData.open(file);
            Path whole = SpikeStats.whole().run(SERIAL, spikes, folder.resolve("w" + trials + ".h5"));
            assertEquals(trials == 1 ? "True" : "False", References.python(NUMPY, file.toString(), whole.toString(), "-300", "1000").strip());
            Path common = new SpikeStats(TimeWindow.of(-0.2, 0.57)).run(SERIAL, spikes, folder.resolve("c" + trials + ".h5"));
            assertEquals("True", References.python(NUMPY, file.toString(), common.toString(), "-200", "570").strip());
        }
    }

    @Test
    void oneSpikeHasNoIntervals() throws Exception {
        SpikeData spikes = SpikeData.open(DiscreteFiles.spikes(folder.resolve("x.spike"), "[[2, 0, 0], [4, 1, 0], [5, 1, 0], [13, 0, 0], [70, 2, 0]]", "[[0, 10, 0], [10, 20, 0]]", ""));
        try (Hdf5File file = Hdf5File.open(SpikeStats.whole().run(SERIAL, spikes, folder.resolve("o.h5")))) {
            assertEquals(NdArray.of(new long[] {2, 2, 0}, 3), file.dataset("/spikes").read());
            assertArrayEquals(new double[] {Double.NaN, 0.001, Double.NaN}, (double[]) file.dataset("/isi_mean").read().data(), 1e-18); // not between trials
            assertArrayEquals(new double[] {Double.NaN, 0, Double.NaN}, (double[]) file.dataset("/cv").read().data());
            assertArrayEquals(new double[] {0, 1, Double.NaN}, (double[]) file.dataset("/fanofactor").read().data());
        }
        AnalogData rates = AnalogData.open(folder.resolve("o.h5"));
        assertEquals(NdArray.of(new double[] {100, 0, 0}, 1, 3), rates.trial(1));
        assertEquals("syncopy, spikestats", rates.history().toString());
    }

    @Test
    void unequalTrialsHaveNoFanoFactorAndTrialsOutsideHaveNoRate() throws Exception {
        SpikeData spikes = SpikeData.open(DiscreteFiles.spikes(folder.resolve("x.spike"), "[[2, 0, 0], [4, 0, 0], [13, 0, 0]]", "[[0, 10, 0], [10, 25, 0], [30, 35, 100]]", ""));
        assertEquals(
                Optional.of("There is no fanofactor: it compares numbers of spikes in equal times, and the trials cover 0.005 to 0.015 s of the window. Take a window that all of them cover, as with"
                        + " latency(TimeWindow.of(Period.MINPERIOD))."),
                SpikeStats.whole().withoutFanofactor(spikes));
        SpikeStats window = new SpikeStats(TimeWindow.of(0, 0.01));
        assertEquals(Optional.empty(), window.withoutFanofactor(spikes));
        Path out = window.run(SERIAL, spikes, folder.resolve("s.spy"));
        AnalogData rates = AnalogData.open(out);
        assertEquals(200, rates.trial(0).doubles()[0]);
        assertEquals(Double.NaN, rates.trial(2).doubles()[0]);
        try (Hdf5File file = Hdf5File.open(SpikeStats.whole().run(SERIAL, spikes, folder.resolve("w.h5")))) {
            assertFalse(file.isDataset("/fanofactor"));
        }
    }
}
