package org.trialmap.analysis.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.statistics.PValues;
import org.trialmap.signal.statistics.Tail;
import org.trialmap.task.RunOptions;

/** Maps, clusters and p values beside those of MNE. */
class ClusterStatMneTest {
    private static final ParallelMap PMAP = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
    private static final int[] SIZE = {7, 5, 4};
    private static final Neighbours CHAIN = Neighbours.of(Map.of("c0", List.of("c1"), "c1", List.of("c2"), "c2", List.of("c3")));
    /** Arguments: result, tail, then groups of files with "/" between them. Sets {@code x}, a list of arrays samples x time x freq x channel, and {@code compare(T, clusters)}, which gives MNE's places. */
    private static final String COMPARE = """
            import sys, warnings, h5py, numpy as np, scipy.sparse as sp, scipy.stats as st, mne
            from mne.stats import combine_adjacency, permutation_cluster_1samp_test, permutation_cluster_test
            warnings.simplefilter('ignore')
            mne.set_log_level('ERROR')
            result, tail = h5py.File(sys.argv[1]), int(sys.argv[2])
            x = [[]]
            for name in sys.argv[3:]:
                x.append([]) if name == '/' else x[-1].append(h5py.File(name)['data'][:, 0])
            x = [np.array(g) for g in x]
            chain = sp.diags([1, 1], [-1, 1], shape=(4, 4))
            adjacency = combine_adjacency(7, 5, chain)
            def compare(T, clusters):
                ours = result['data'][()].reshape(T.shape)
                assert abs(ours - T).max() <= 1e-12 * abs(T).max(), abs(ours - T).max()
                labels = result['labels'][()].reshape(T.shape)
                places = []
                for label, total in zip(result['cluster_label'], result['cluster_stat']):
                    same = [i for i, mask in enumerate(clusters) if np.array_equal(mask, labels == label)]
                    assert len(same) == 1, label
                    assert abs(T[clusters[same[0]]].sum() - total) <= 1e-12 * abs(total)
                    places += same
                assert len(places) == len(clusters) > 2, (len(places), len(clusters))
                return places
            """;

    @TempDir
    Path folder;

    private String mne(ClusterStat test, List<List<Path>> groups, String script) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(test.run(PMAP, Conditions.files(groups), folder.resolve("out" + test.hashCode() + ".h5")).toString(), test.options().get("tail").toString()));
        for (List<Path> group : groups) {
            arguments.addAll(arguments.size() > 2 ? List.of("/") : List.of());
            group.forEach(file -> arguments.add(file.toString()));
        }
        return References.mne(COMPARE + script, arguments.toArray(String[]::new));
    }

    /** All flips of signs, which MNE takes if more are asked for than there are: for both tails p is its own, for one it is off by the arrangement that it counts twice or leaves out. */
    @Test
    void dependentSamples() throws IOException {
        List<List<Path>> pairs = List.of(MapFiles.group(folder, "a", 7, SIZE, 1.2), MapFiles.group(folder, "b", 7, SIZE, 0));
        for (Tail tail : Tail.values()) {
            assertEquals("ok\n", mne(ClusterStat.depsamplesT().neighbours(CHAIN).compat(PValues.MNE).tail(tail), pairs, """
                    threshold = st.t.isf(0.05 / 2 if tail == 0 else 0.05, 6) * (tail or 1)
                    T, clusters, p, H0 = permutation_cluster_1samp_test(x[0] - x[1], threshold, n_permutations=2 ** 7, tail=tail, adjacency=adjacency, out_type='mask', seed=0)
                    p = p[compare(T, clusters)]
                    away = abs(result['cluster_p'][()] - p).max()
                    assert away == 0 if tail == 0 else away <= 1 / 2 ** 7, (tail, result['cluster_p'][()], p)
                    print('ok')
                    """));
        }
    }

    /** Samples are dealt out at random by both, so only maps, clusters and their sums are the same. */
    @Test
    void independentSamples() throws IOException {
        List<List<Path>> three = List.of(MapFiles.group(folder, "a", 4, SIZE, 1.5), MapFiles.group(folder, "b", 5, SIZE, 0), MapFiles.group(folder, "c", 3, SIZE, -1));
        assertEquals("ok\n", mne(ClusterStat.indepsamplesF().neighbours(CHAIN).numrandomization(20), three, """
                T, clusters, p, H0 = permutation_cluster_test(x, st.f.isf(0.05, 2, 9), n_permutations=2, tail=1, adjacency=adjacency, out_type='mask', seed=0)
                compare(T, clusters)
                print('ok')
                """));
        assertEquals("ok\n", mne(ClusterStat.indepsamplesT().neighbours(CHAIN).numrandomization(20), three.subList(0, 2), """
                T, clusters, p, H0 = permutation_cluster_test(x, st.t.isf(0.025, 7), n_permutations=2, tail=0, stat_fun=lambda *g: mne.stats.ttest_ind_no_p(*g), adjacency=adjacency,
                    out_type='mask', seed=0)
                compare(T, clusters)
                print('ok')
                """));
    }
}
