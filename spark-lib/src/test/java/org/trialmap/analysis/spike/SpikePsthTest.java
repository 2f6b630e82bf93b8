package org.trialmap.analysis.spike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.spike.Binning;
import org.trialmap.spike.TimeWindow;
import org.trialmap.spike.TimeWindow.Period;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SyncopyFiles;
import org.trialmap.trial.discrete.DiscreteFiles;
import org.trialmap.trial.discrete.SpikeData;

/** Peristimulus time histograms against NumPy: whole samples, so that edges are exact, and numpy.histogram where edges have exact doubles. */
class SpikePsthTest {
    private static final ParallelMap SERIAL = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
    private static final SpikePsth RATES = SpikePsth.rates();
    private static final TimeWindow COMMON = TimeWindow.of(Period.MINPERIOD);
    /** Arguments: spikes, then result and how many bins or samples of a bin, window in samples or nothing, output, vartriallen, keeptrials, as text. */
    private static final String NUMPY = """
            import sys, warnings, h5py, numpy as np
            warnings.simplefilter('ignore')
            def check(spikes, result, how, window, output, var, keep):
                with h5py.File(spikes) as f: d, trl = f['data'][()], f['trialdefinition'][()].astype(int)
                begin, end = trl[:, 2], trl[:, 2] + trl[:, 1] - trl[:, 0]
                w0, w1 = {'maxperiod': (begin.min(), end.max()), 'minperiod': (begin.max(), end.min()), 'prestim': (begin.min(), 0), 'poststim': (0, end.max())}.get(window) or map(int, window.split())
                use = np.arange(len(trl)) if var else np.flatnonzero((begin <= w0) & (w1 <= end))
                trl, begin, end = trl[use], begin[use], end[use]
                m = (end - begin).mean()
                if how in ('rice', 'sqrt'):
                    n, W = int(2 * np.cbrt(m)) if how == 'rice' else int(np.ceil(np.sqrt(m))), w1 - w0
                else:
                    n = (w1 - w0) // int(how); W = n * int(how)
                pairs = np.unique(d[:, 1:], axis=0)
                k = np.arange(n)
                want = np.full((len(trl), n, len(pairs)), np.nan)
                for t, (a, b, o) in enumerate(trl[:, :3]):
                    inside = (begin[t] * n <= w0 * n + k * W) & (w0 * n + (k + 1) * W <= end[t] * n)
                    for c, (chan, unit) in enumerate(pairs):
                        s = d[(d[:, 0] >= a) & (d[:, 0] < b) & (d[:, 1] == chan) & (d[:, 2] == unit), 0] - a + o
                        s = s[(s >= w0) & (s <= w0 + W)]
                        counts = np.bincount(np.minimum((s - w0) * n // W, n - 1), minlength=n).astype(float)
                        if how == '125': assert (counts == np.histogram(s / 1000, (w0 + np.arange(n + 1) * 125) / 1000)[0]).all()
                        if output == 'rate': counts /= W / n / 1000
                        if output == 'proportion': counts /= max(1, counts[inside].sum())
                        want[t, inside, c] = counts[inside]
                with h5py.File(result) as f:
                    got, table, hz = f['data'][()], f['trialdefinition'][()], f.attrs['samplerate']
                    avg, var_ = f['avg'][()], f['var'][()]
                    assert list(f['channel'].asstr()[()]) == ['channel%d_unit%d' % tuple(p) for p in pairs]
                    assert list(f.attrs['dimord']) == ['time', 'channel'], list(f.attrs['dimord'])
                np.testing.assert_allclose(avg, np.nanmean(want, axis=0), rtol=1e-13, atol=1e-15)
                np.testing.assert_allclose(var_, np.nanvar(want, axis=0), rtol=1e-12, atol=1e-15)
                assert abs(hz * W / n / 1000 - 1) < 1e-14
                np.testing.assert_allclose(table[:, 2] / hz, (w0 + W / n / 2) / 1000, rtol=0, atol=1e-12)
                np.testing.assert_allclose(got.reshape(-1, n, len(pairs)), want if keep else avg[None], rtol=1e-14)
                assert (table[:, :2] == [[i * n, i * n + n] for i in range(len(want) if keep else 1)]).all()
                if keep: assert (table[:, 3] == trl[:, 3]).all()
            for i in range(2, len(sys.argv), 6):
                result, how, window, output, var, keep = sys.argv[i:i + 6]
                check(sys.argv[1], result, how, window, output, var == 'true', keep == 'true')
            """;

    @TempDir
    Path folder;

    private SpikeData spikes(String rows, String trials) throws IOException {
        return SpikeData.open(DiscreteFiles.spikes(folder.resolve("x.spike"), rows, trials, ""));
    }

    private NdArray read(SpikePsth psth, SpikeData spikes, String dataset) throws IOException {
        try (Hdf5File file = Hdf5File.open(psth.run(SERIAL, spikes, folder.resolve("o" + System.nanoTime() + ".h5")))) {
            return file.dataset(dataset).read();
        }
    }

    private void refuses(SpikePsth psth, SpikeData spikes, String text) {
        assertEquals(text, assertThrows(IllegalArgumentException.class, () -> psth.run(SERIAL, spikes, folder.resolve("o.h5"))).getMessage());
    }

    private static Map<String, SpikePsth> variants() {
        Map<String, SpikePsth> variants = new LinkedHashMap<>();
        variants.put("rice maxperiod rate true true", RATES);
        variants.put("sqrt maxperiod spikecount true true", RATES.binsize(Binning.sqrt()).output(SpikePsth.Output.SPIKECOUNT));
        variants.put("125 maxperiod proportion true true", RATES.binsize(Binning.of(0.125)).output(SpikePsth.Output.PROPORTION));
        variants.put("125 minperiod spikecount true false", RATES.binsize(Binning.of(0.125)).output(SpikePsth.Output.SPIKECOUNT).latency(COMMON).keeptrials(false));
        variants.put("70 prestim rate true true", RATES.binsize(Binning.of(0.07)).latency(TimeWindow.of(Period.PRESTIM)));
        variants.put("100 poststim rate true false", RATES.binsize(Binning.of(0.1)).latency(TimeWindow.of(Period.POSTSTIM)).keeptrials(false));
        variants.put("rice minperiod proportion false true", RATES.output(SpikePsth.Output.PROPORTION).latency(COMMON).vartriallen(false));
        variants.put("30 -200_700 rate false true", RATES.binsize(Binning.of(0.03)).latency(TimeWindow.of(-0.2, 0.7)).vartriallen(false));
        variants.put("300 -500_1500 rate true true", RATES.binsize(Binning.of(0.3)).latency(TimeWindow.of(-0.5, 1.5)));
        return variants;
    }

    @Test
    void valuesAreNumpys() throws Exception {
        for (int trials : new int[] {1, 70}) { // some to a task
            Path file = SpikeFiles.random(folder, trials);
            SpikeData spikes = SpikeData.open(file);
            List<String> arguments = new ArrayList<>(List.of(file.toString()));
            for (Map.Entry<String, SpikePsth> variant : variants().entrySet()) {
                arguments.add(variant.getValue().run(SERIAL, spikes, folder.resolve(arguments.size() + "of" + trials + ".h5")).toString());
                Arrays.stream(variant.getKey().split(" ")).map(word -> word.replace('_', ' ')).forEach(arguments::add);
            }
            References.python(NUMPY, arguments.toArray(String[]::new));
        }
    }

    @Test
    void proportionsAddUpToOneOrThereIsNoSpike() throws Exception {
        SpikeData spikes = spikes("[[1, 0, 0], [4, 0, 0], [4, 0, 1], [6, 0, 0], [18, 0, 1], [50, 0, 7]]", "[[0, 10, 0], [10, 20, 0]]");
        NdArray shares = read(RATES.binsize(Binning.of(0.005)).output(SpikePsth.Output.PROPORTION), spikes, "/data");
        assertEquals(NdArray.of(new double[] {2 / 3.0, 1, 0, 1 / 3.0, 0, 0, 0, 0, 0, 0, 1, 0}, 4, 3), shares); // unit 7 has spikes in no trial
    }

    @Test
    void theLastBinHasItsEndAndBinsThatATrialCoversInPartAreNaN() throws Exception {
        SpikeData spikes = spikes("[[0, 0, 0], [5, 0, 0], [10, 0, 0], [11, 0, 0], [23, 0, 0]]", "[[0, 20, 0], [22, 30, 2]]");
        SpikePsth counts = RATES.output(SpikePsth.Output.SPIKECOUNT).binsize(Binning.of(0.005)).latency(TimeWindow.of(0, 0.01));
        assertArrayEquals(new double[] {1, 2, Double.NaN, 0}, (double[]) read(counts, spikes, "/data").data());
        assertArrayEquals(new double[] {1, 1}, (double[]) read(counts, spikes, "/avg").data());
        assertArrayEquals(new double[] {0, 1}, (double[]) read(counts, spikes, "/var").data());
    }

    @Test
    void trialsThatDoNotCoverTheWindowAreLeftOut() throws Exception {
        SpikeData spikes = spikes("[[0, 0, 0], [23, 0, 0]]", "[[0, 20, 0], [22, 30, 2]]");
        SpikePsth whole = RATES.latency(TimeWindow.of(0.001, 0.02)).vartriallen(false).binsize(Binning.of(0.01));
        assertArrayEquals(new int[] {1}, whole.leftOut(spikes));
        assertArrayEquals(new int[0], whole.vartriallen(true).leftOut(spikes));
        assertArrayEquals(new int[] {1, 1}, read(whole, spikes, "/data").shape());
        refuses(whole.latency(TimeWindow.of(-1, 1)), spikes,
                "No trial covers the window from -1.0 to 1.0 s, and only those that do were asked for (vartriallen false). There would be nothing to count. Use all"
                        + " trials (vartriallen(true)), or a shorter latency(...), such as minperiod.");
        refuses(RATES.binsize(Binning.of(0.5)), spikes,
                "Bins of 0.5 s do not fit into the window from 0.0 to 0.02 s. A bin is longer than 0 s and at most as long as the window, and there are at most 16777216."
                        + " Correct binsize(...) or latency(...).");
        refuses(RATES.latency(TimeWindow.of(2, 3)), spikes,
                "No trial is in the window from 2.0 to 3.0 s: they lie between 0.0 and 0.02 s. There would be nothing to count. Correct latency(...).");
    }

    @Test
    void syncopyLoadsItAndItSaysHowItCameAbout() throws Exception {
        SpikeData spikes = SpikeData.open(SpikeFiles.random(folder, 2)).select(Selection.all().channels("channel5"));
        // tag::psth[]
        Path out = SpikePsth.rates().binsize(Binning.of(0.25)).latency(TimeWindow.of(-0.2, 0.6)).run(SERIAL, spikes, folder.resolve("psth.spy"));
        // end::psth[]
        assertArrayEquals(new double[] {-0.075, 0.175, 0.425}, AnalogData.open(out).time(0), 1e-15, "the middles of the bins");
        String[] loaded = SyncopyFiles.load(folder, "psth.spy/psth.timelock").split("\n");
        assertEquals("psth.timelock TimeLockData float64 (6, 1) True 4.0", loaded[0]);
        assertEquals("[[0.0, 3.0, -0.30000000000000004, 0.0], [3.0, 6.0, -0.30000000000000004, 1.0]] ", loaded[1].substring(0, loaded[1].indexOf("['_log'")));
        assertEquals(" ['avg', 'channel', 'data', 'trialdefinition', 'var'] True", loaded[1].substring(loaded[1].indexOf(" ['avg'")));
        assertEquals("TimeLockData ['data', 'avg', 'var'] spike_psth {'binsize': '0.25', 'output': 'rate', 'latency': '-0.2 0.6', 'vartriallen': True, 'keeptrials': True, 'bins': [-0.2, 0.25, 3],"
                + " 'numDiscard': 0}", References.python("""
                        import sys, json
                        j = json.load(open(sys.argv[1]))
                        step = j['cfg']['trialmap'][-1]
                        print(j['dataclass'], j['_hdfFileDatasetProperties'], step['command'], step['options'])
                        """, out.resolve("psth.timelock.info").toString()).strip());
    }
}
