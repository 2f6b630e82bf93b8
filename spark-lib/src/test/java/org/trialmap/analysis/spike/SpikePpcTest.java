package org.trialmap.analysis.spike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SyncopyFiles;
import org.trialmap.trial.TrialChunks;
import org.trialmap.trial.discrete.DiscreteFiles;
import org.trialmap.trial.discrete.SpikeData;

/** Pairwise phase consistency of spikes and a recording against NumPy, which compares all pairs of spikes one by one. */
class SpikePpcTest {
    private static final ParallelMap SERIAL = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
    /** {@code trl} and {@code d} of the spikes, {@code x} the recording, w0..w1 the window in samples; prints how many pairs of train and channel have a value. */
    private static final String NUMPY = """
            import sys, h5py, numpy as np
            from scipy.signal.windows import hann
            spikes, recording, result, w0, w1 = *sys.argv[1:4], int(sys.argv[4]), int(sys.argv[5])
            with h5py.File(spikes) as f: d, trl = f['data'][()], f['trialdefinition'][()].astype(int)
            with h5py.File(recording) as f: x = f['data'][()]
            with h5py.File(result) as f: got = {name: f[name][()] for name in f}
            n = w1 - w0 + 1
            seen = 0
            for t, (chan, unit) in enumerate(np.unique(d[:, 1:], axis=0)):
                for c in range(x.shape[1]):
                    phases = []
                    for a, b in trl[:, :2]:
                        for s in d[(d[:, 0] >= a) & (d[:, 0] < b) & (d[:, 1] == chan) & (d[:, 2] == unit), 0]:
                            if s + w0 >= a and s + w1 < b and np.isfinite(x[s + w0:s + w1 + 1, c]).all():
                                w = x[s + w0:s + w1 + 1, c]
                                phases.append(np.angle(np.fft.rfft((w - w.mean()) * hann(n, sym=True)))[1:(n + 1) // 2])
                    assert got['spikes'][t, c] == len(phases), (got['spikes'][t, c], len(phases))
                    if len(phases) < 2:
                        assert np.isnan(got['data'][0, :, t, c]).all()
                        continue
                    p = np.array(phases)
                    want = [np.cos(p[:, None, f] - p[None, :, f])[~np.eye(len(p), dtype=bool)].mean() for f in range(p.shape[1])]
                    np.testing.assert_allclose(got['data'][0, :, t, c], want, rtol=0, atol=1e-12)
                    seen += 1
            np.testing.assert_allclose(got['freq'], np.arange(1, (n + 1) // 2) * 1000 / n, rtol=1e-14)
            print(seen, got['data'].shape, got['data'][0, :, 0, 0].max() > 0.1, abs(got['data'][0, :, 0, 1]).max() < 0.05)
            """;

    @TempDir
    Path folder;

    @Test
    void allPairsOfSpikesAsInNumPy() throws Exception {
        Path file = SpikeFiles.random(folder, 20);
        Path recording = SpikeFiles.recording(file, folder.resolve("r.h5"), 3);
        for (double[] window : new double[][] {{-0.05, 0.05}, {-0.02, 0.043}}) {
            // tag::ppc[]
            SpikeData spikes = SpikeData.open(file);
            Path out = SpikePpc.ppc0().timwin(window[0], window[1]).run(SERIAL, spikes, Recording.open(recording).chunks(), folder.resolve("ppc" + window[1] + ".h5"));
            // end::ppc[]
            int from = (int) Math.round(window[0] * 1000);
            int to = (int) Math.round(window[1] * 1000);
            assertEquals("6 (1, %d, 3, 3) True True".formatted((to - from + 2) / 2 - 1), References.scipy(NUMPY, file.toString(), recording.toString(), out.toString(), "" + from, "" + to).strip());
        }
    }

    @Test
    void channelsWithNanAreLeftOutSpikeBySpikeAndFilesAreSyncopys() throws Exception {
        Path file = SpikeFiles.random(folder, 2);
        Path recording = SpikeFiles.recording(file, folder.resolve("r.h5"), 2);
        References.python("""
                import sys, h5py, numpy as np
                with h5py.File(sys.argv[1], 'a') as f:
                    f['data'][300:500, 1] = np.nan
                """, recording.toString());
        Path out = SpikePpc.ppc0().timwin(-0.05, 0.05).run(SERIAL, SpikeData.open(file), Recording.open(recording).chunks(), folder.resolve("p.spy"));
        Path data = out.resolve("p.crossspectral");
        assertTrue(References.scipy(NUMPY, file.toString(), recording.toString(), data.toString(), "-50", "50").startsWith("4 (1, 50, 3, 2)"));
        String loaded = SyncopyFiles.load(folder, "p.spy/p.crossspectral");
        assertTrue(loaded.startsWith("p.crossspectral CrossSpectralData float64 (1, 50, 3, 2) True 1000.0"), loaded);
    }

    @Test
    void whatCannotBeComparedIsRefused() throws Exception {
        Path spikes = DiscreteFiles.spikes(folder.resolve("x.spike"), "[[50, 0, 0], [60, 1, 0]]", "[[0, 100, 0], [100, 200, 0]]", "");
        SpikeData trains = SpikeData.open(spikes);
        TrialChunks recording = recording(1000, 200, new double[][] {{0, 100, 0}, {100, 200, 0}});
        SpikePpc method = SpikePpc.ppc0().timwin(-0.01, 0.01);
        String one = assertThrows(RuntimeException.class, () -> method.run(SERIAL, trains, recording, folder.resolve("o.h5"))).getMessage();
        assertTrue(one.contains(
                "No unit has two spikes around which the recording has a whole window without NaN, and phases are compared in pairs. Choose a shorter window with timwin(...), or"
                        + " more trials."),
                one);
        assertRefused(
                "The recording has 1 trial, and the spikes have 2. Spikes are found in the recording by their samples, trial by trial. Select the same ones of both with trials(...).",
                () -> method.run(SERIAL, trains, recording.recording().chunks(Selection.all().trials("0")), folder.resolve("a.h5")));
        TrialChunks later = recording(1000, 300, new double[][] {{0, 100, 0}, {100, 200, -5}});
        assertRefused(
                "The recording has 100 samples from sample -5 of t = 0 on in trial 1, and the spikes have 100 from 0 on. Spikes are found in the recording by their samples, trial by trial. Give both the"
                        + " same trial definition.",
                () -> method.run(SERIAL, trains, later, folder.resolve("b.h5")));
        TrialChunks slow = recording(500, 200, new double[][] {{0, 100, 0}, {100, 200, 0}});
        assertRefused("The recording is sampled at 500.0 Hz, and the spikes at 1000.0 Hz. Spikes are found in the recording by their samples, trial by trial. Resample one of them.",
                () -> method.run(SERIAL, trains, slow, folder.resolve("c.h5")));
        assertRefused("The window around spikes goes from 0.1 to 0.1 s, which is no time. Its begin comes first. Correct timwin(...).", () -> method.timwin(0.1, 0.1));
        assertRefused(
                "A window of 1 sample around spikes has no phase at the frequencies asked for: at 0 Hz and at the Nyquist frequency there is none. Widen timwin(...), or choose others with"
                        + " foilim(...).",
                () -> method.timwin(0, 0.0001).run(SERIAL, trains, recording, folder.resolve("d.h5")));
    }

    @Test
    void aConstantChannelHasNoPhases() throws Exception {
        Path spikes = DiscreteFiles.spikes(folder.resolve("x.spike"), "[[50, 0, 0], [60, 0, 0]]", "[[0, 100, -20]]", "");
        Path file = folder.resolve("flat.h5");
        double[] flat = new double[100];
        java.util.Arrays.fill(flat, 0.1);
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().dataset("data", NdArray.of(flat, 100, 1));
            writer.root().dataset("trialdefinition", NdArray.from(new double[][] {{0, 100, -20}}));
        }
        String message = assertThrows(RuntimeException.class, () -> SpikePpc.ppc0().timwin(-0.01, 0.01).run(SERIAL, SpikeData.open(spikes), Recording.open(file).chunks(), folder.resolve("o.h5")))
                .getMessage();
        assertTrue(message.contains(
                "Around the spike 30 samples from t = 0 of trial 0 the channel 'channel1' of the recording is constant, or has no power at a frequency, and so no phase. Leave the channel out"
                        + " with channels(...)."),
                message);
    }

    private TrialChunks recording(double hz, int samples, double[][] table) throws Exception {
        Path file = folder.resolve("r" + hz + samples + ".h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(hz));
            writer.root().dataset("data", NdArray.of(new java.util.Random(1).doubles(samples).toArray(), samples, 1));
            writer.root().dataset("trialdefinition", NdArray.from(table));
        }
        return Recording.open(file).chunks();
    }
}
