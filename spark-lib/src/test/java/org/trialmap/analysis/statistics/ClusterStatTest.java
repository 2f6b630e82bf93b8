package org.trialmap.analysis.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.analysis.ResultFile;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.statistics.ClusterStatistic;
import org.trialmap.signal.statistics.PValues;
import org.trialmap.signal.statistics.Tail;
import org.trialmap.store.Existing;
import org.trialmap.store.RunRefusedException;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.SyncopyFiles;

/**
 * Results against a program of NumPy and SciPy that enumerates all arrangements: t and F by scipy.stats, clusters by scipy.sparse, p values by their definitions (of MNE's
 * permutation_cluster_1samp_test and of FieldTrip's clusterstat).
 */
class ClusterStatTest {
    private static final ParallelMap PMAP = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
    private static final int[] SIZE = {7, 5, 4};
    private static final String NEIGHBOURS = "c0,c1\nc1;c2\nc2\tc3\nc3\n";
    /** Arguments: result, kind, tail, maxsize, minnbchan, neighbours (pairs), then groups of files with "/" between them. Prints what differs. */
    private static final String REFERENCE = """
            import sys, json, itertools, numpy as np, h5py, scipy.stats as st, scipy.sparse as sp
            from scipy.sparse.csgraph import connected_components
            result, kind, tail, size, minnb, pairs = sys.argv[1:7]
            tail, size, minnb = int(tail), size == 'maxsize', int(minnb)
            groups = [[]]
            for name in sys.argv[7:]:
                groups.append([]) if name == '/' else groups[-1].append(h5py.File(name)['data'][:, 0])
            x = np.array([v for g in groups for v in g])
            sizes = [len(g) for g in groups]
            T, F, C = x.shape[1:]
            index = np.arange(T * F * C).reshape(T, F, C)
            edges = [(index[1:], index[:-1]), (index[:, 1:], index[:, :-1])]
            near = np.zeros((C, C), bool)
            for pair in pairs.split():
                a, b = map(int, pair.split('-'))
                near[a, b] = near[b, a] = True
                edges.append((index[..., a], index[..., b]))
            a = np.concatenate([e[0].ravel() for e in edges])
            b = np.concatenate([e[1].ravel() for e in edges])
            n = len(x)
            if kind == 'dep' and len(groups) == 2:
                x, n = np.array(groups[0]) - np.array(groups[1]), len(groups[0])
            alpha = .05 / 2 if tail == 0 else .05
            if kind == 'dep':
                arrangements = [np.array(s) for s in itertools.product([1, -1], repeat=n)]
                stat = lambda s: st.ttest_1samp(x * s[:, None, None, None], 0)[0]
                threshold = st.t.isf(alpha, n - 1)
            else:
                labels = np.repeat(np.arange(len(sizes)), sizes)
                arrangements = [np.array(s) for s in sorted(set(itertools.permutations(labels)))]
                test = st.f_oneway if kind == 'f' else st.ttest_ind
                stat = lambda s: test(*[x[s == g] for g in range(len(sizes))])[0]
                threshold = st.f.isf(alpha, len(sizes) - 1, n - len(sizes)) if kind == 'f' else st.t.isf(alpha, n - 2)
            def clusters(t):
                found = []
                for sign in ([1] if tail == 1 else [-1] if tail == -1 else [1, -1]):
                    on = sign * t >= threshold
                    while minnb:
                        keep = on & ((on.astype(int) @ near.astype(int)) >= minnb)
                        if (keep == on).all(): break
                        on = keep
                    on = on.ravel()
                    both = on[a] & on[b]
                    count, label = connected_components(sp.coo_matrix((np.ones(both.sum()), (a[both], b[both])), (on.size, on.size)), False)
                    for c in np.unique(label[on]):
                        where = on & (label == c)
                        found.append((sign * where.sum() if size else t.ravel()[where].sum(), where))
                return found
            observed = clusters(stat(arrangements[0]))
            null = [[s for s, where in clusters(stat(r))] for r in arrangements]
            high = np.array([max([0] + s) for s in null])
            low = np.array([min([0] + s) for s in null])
            eps = 1e-9
            fieldtrip = [((high[1:] > s + eps).sum() if s > 0 else (low[1:] < s - eps).sum()) + 1 for s, w in observed]
            mne = [(np.maximum(high, -low) >= abs(s) - eps).sum() for s, w in observed]
            with h5py.File(result) as f:
                ours = f['data'][()].reshape(T, F, C)
                assert abs(ours - stat(arrangements[0])).max() < 1e-10, 't'
                assert abs(f['data'].attrs['clustercritval'] - threshold) < 1e-8 and f['data'].attrs['permutations'] == len(arrangements) - 1 and f['data'].attrs['exact'], dict(f['data'].attrs)
                order = sorted(range(len(observed)), key=lambda i: (observed[i][0] < 0, -abs(observed[i][0])))
                assert len(f['cluster_stat']) == len(order), (len(f['cluster_stat']), len(order))
                assert len(order) > 0 and np.allclose(f['cluster_stat'], [observed[i][0] for i in order], 1e-10), 'statistics'
                assert list(f['cluster_size']) == [observed[i][1].sum() for i in order] or size, 'sizes'
                labels = f['labels'][()].ravel()
                for number, i in zip(f['cluster_label'], order):
                    assert size or ((labels == number) == observed[i][1]).all(), 'labels'
                step = json.loads(f.attrs['cfg'])[-1]
                p = np.array([(mne if step['options']['compat'] == 'mne' else fieldtrip)[i] for i in order]) / len(arrangements)
                assert (f['cluster_p'][()] == p).all(), ('p', f['cluster_p'][()], p)
                limit = .05 / 2 if tail == 0 and step['options']['compat'] == 'fieldtrip' else .05
                assert (f['mask'][()].ravel() == np.isin(labels, f['cluster_label'][()][p < limit])).all(), 'mask'
                assert f['labels'].shape == f['data'].shape == f['mask'].shape and f['mask'].dtype == bool
                assert list(f['channel'].asstr()) == ['c%d' % c for c in range(C)] and len(f['time']) == T and len(f['freq']) == F
                if tail != -1: assert np.allclose(np.sort(f['posdistribution']), np.sort(high[1:])), 'posdistribution'
                if tail != 1: assert np.allclose(np.sort(f['negdistribution']), np.sort(low[1:])), 'negdistribution'
            print(len(order), 'clusters')
            """;

    @TempDir
    Path folder;

    private void assertAsEnumerated(String kind, ClusterStat test, String pairs, List<List<Path>> groups) throws IOException {
        Path out = test.run(PMAP, Conditions.files(groups), folder.resolve("out.h5"));
        Map<String, Object> options = test.options();
        List<String> arguments = new ArrayList<>(List.of(out.toString(), kind, options.get("tail").toString(), options.get("clusterstatistic").toString(), options.get("minnbchan").toString(), pairs));
        for (List<Path> group : groups) {
            arguments.addAll(arguments.size() > 6 ? List.of("/") : List.of());
            group.forEach(file -> arguments.add(file.toString()));
        }
        assertTrue(References.scipy(REFERENCE, arguments.toArray(String[]::new)).endsWith("clusters\n"));
        Files.delete(out);
    }

    private Neighbours neighbours() throws IOException {
        return Neighbours.read(Files.writeString(folder.resolve("neighbours.csv"), NEIGHBOURS));
    }

    @Test
    void dependentSamplesAreAsNumPyEnumeratesThem() throws IOException {
        List<List<Path>> pairs = List.of(MapFiles.group(folder, "a", 7, SIZE, 1.2), MapFiles.group(folder, "b", 7, SIZE, 0));
        ClusterStat test = ClusterStat.depsamplesT();
        assertAsEnumerated("dep", test, "", pairs);
        assertAsEnumerated("dep", test.neighbours(neighbours()), "0-1 1-2 2-3", pairs);
        assertAsEnumerated("dep", test.neighbours(neighbours()).minnbchan(1).compat(PValues.MNE), "0-1 1-2 2-3", pairs);
        assertAsEnumerated("dep", test.tail(Tail.POSITIVE).compat(PValues.MNE), "", pairs);
        assertAsEnumerated("dep", test.tail(Tail.NEGATIVE), "", pairs);
        assertAsEnumerated("dep", test.clusterstatistic(ClusterStatistic.MAXSIZE).neighbours(neighbours()), "0-1 1-2 2-3", pairs);
        assertAsEnumerated("dep", test.compat(PValues.MNE), "", pairs.subList(0, 1));
    }

    @Test
    void independentSamplesAreAsNumPyEnumeratesThem() throws IOException {
        List<List<Path>> two = List.of(MapFiles.group(folder, "a", 4, SIZE, 1.5), MapFiles.group(folder, "b", 3, SIZE, 0));
        assertAsEnumerated("ind", ClusterStat.indepsamplesT().neighbours(neighbours()), "0-1 1-2 2-3", two);
        List<List<Path>> three = List.of(two.get(1), MapFiles.group(folder, "d", 2, SIZE, 2), MapFiles.group(folder, "e", 2, SIZE, -1));
        assertAsEnumerated("f", ClusterStat.indepsamplesF(), "", three);
        assertAsEnumerated("f", ClusterStat.indepsamplesF().compat(PValues.MNE), "", three);
    }

    @Test
    void theResultIsASpectrumAndTellsItsClusters() throws IOException {
        List<Path> go = MapFiles.group(folder, "a", 12, SIZE, 2);
        List<Path> nogo = MapFiles.group(folder, "b", 12, SIZE, 0);
        Path cap = Files.writeString(folder.resolve("cap.csv"), NEIGHBOURS);
        ParallelMap pmap = PMAP;
        // tag::test[]
        Conditions conditions = Conditions.files(List.of(go, nogo)); // a file per subject and condition, subjects in the same order
        ClusterStat test = ClusterStat.depsamplesT().neighbours(Neighbours.read(cap)).numrandomization(200).seed(7);
        Path container = test.run(pmap, conditions, folder.resolve("stat.spy"));
        System.out.print(ClusterResult.open(container).table());
        // end::test[]
        Path plain = test.run(pmap, conditions, folder.resolve("stat.h5"));
        SpectralData map = SpectralData.open(container);
        assertEquals(SpectralData.open(plain).trial(0), map.trial(0));
        assertArrayEquals(new double[] {-0.06, -0.04, -0.02, 0, 0.02, 0.04, 0.06}, map.time(0), 1e-15);
        assertEquals("clusterstat", map.history().toString());
        String[] loaded = SyncopyFiles.load(folder, "stat.spy/stat.spectral").split("\n");
        assertEquals("stat.spectral SpectralData float64 (7, 1, 5, 4) True 50.0", loaded[0]);
        ClusterResult result = ClusterResult.open(container);
        ClusterResult.Cluster first = result.clusters().get(0);
        assertEquals(List.of(1, 1 / 201.0), List.of(first.label(), first.p()));
        assertTrue(first.time().get(0) <= 0.02 && first.channels().containsAll(List.of("c0", "c1", "c2")), first.toString());
        assertEquals(map.trial(0), result.stat());
        assertTrue(result.table().startsWith("cluster    statistic   points        p  time (s)           frequency (Hz)   channels\n     +1 "), result.table());
        assertEquals(result.table(), ClusterResult.open(plain).table());
    }

    @Test
    void trialsOfAFileAreComparedByTheirColumn() throws IOException {
        double[][] trials = new double[12][];
        for (int k = 0; k < trials.length; k++) {
            trials[k] = MapFiles.values(k, SIZE, k % 3 == 1 ? 3 : 0);
        }
        Path file = MapFiles.spectrum(folder.resolve("trials.h5"), SIZE, trials);
        Conditions conditions = Conditions.trials(file, List.of("info1=1", "info1=0,2"), RecordingOptions.DEFAULT, Selection.all().channels("c0..c2").latency(-0.04, 0.06));
        assertArrayEquals(new int[] {4, 8}, conditions.sizes());
        Path out = ClusterStat.indepsamplesT().run(PMAP, conditions, folder.resolve("out.h5"));
        assertArrayEquals(new int[] {6, 1, 5, 3}, SpectralData.open(out).trial(0).shape());
        assertEquals(-0.04, SpectralData.open(out).time(0)[0]);
        assertEquals(1 / 495.0, ClusterResult.open(out).clusters().get(0).p(), "the 494 other ways to deal out 4 and 8");
    }

    @Test
    void averagesOverTimeHaveNoFrequencies() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            files.add(MapFiles.courses(folder.resolve("average" + k + ".h5"), 20, 3, MapFiles.values(k, new int[] {20, 1, 3}, 2)));
        }
        Path out = ClusterStat.depsamplesT().run(PMAP, Conditions.files(List.of(files)), folder.resolve("out.spy"));
        ClusterResult result = ClusterResult.open(out);
        assertArrayEquals(new int[] {20, 3}, result.labels().shape());
        assertEquals(List.of(), result.clusters().get(0).freq());
        try (Hdf5File file = Hdf5File.open(folder.resolve("out.spy/out.analog"))) {
            assertEquals(31, file.dataset("/posdistribution").read().size());
        }
    }

    @Test
    void aMapWithoutClustersSaysSo() throws IOException {
        List<List<Path>> groups = List.of(MapFiles.group(folder, "a", 5, SIZE, 0));
        Path out = ClusterStat.depsamplesT().clustercritval(1e6).run(PMAP, Conditions.files(groups), folder.resolve("out.h5"));
        assertEquals("No point is beyond the threshold: there are no clusters.\n", ClusterResult.open(out).table());
        assertEquals("0", References.python("import sys, h5py; print(len(h5py.File(sys.argv[1])['cluster_p']), end='')", out.toString()));
    }

    @Test
    void aTestThatIsCompleteIsNotRunAgainAndAnotherOneIsRefused() throws IOException {
        Conditions conditions = Conditions.files(List.of(MapFiles.group(folder, "a", 12, SIZE, 1)));
        ClusterStat test = ClusterStat.depsamplesT().numrandomization(600);
        Path out = test.run(PMAP, conditions, folder.resolve("out.h5"));
        byte[] bytes = Files.readAllBytes(out);
        ResultFile file = ResultFile.at(out).withExisting(Existing.RESUME);
        test.analysis(conditions, file).run(PMAP);
        assertArrayEquals(bytes, Files.readAllBytes(out));
        for (ClusterStat other : List.of(test.seed(1), test.numrandomization(601), test.clusteralpha(0.01), test.tail(Tail.POSITIVE), test.clusterstatistic(ClusterStatistic.MAXSIZE))) {
            assertInstanceOf(RunRefusedException.class, assertThrows(CompletionException.class, () -> other.analysis(conditions, file).run(PMAP)).getCause(), other.toString());
        }
    }
}
