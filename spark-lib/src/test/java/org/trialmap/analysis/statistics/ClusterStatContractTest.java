package org.trialmap.analysis.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.analysis.ResultFile;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.parallel.BackendKind;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.statistics.ClusterStatistic;
import org.trialmap.signal.statistics.PValues;
import org.trialmap.signal.statistics.Tail;
import org.trialmap.store.Existing;
import org.trialmap.task.Fingerprint;

/** Permutations are the same wherever they are computed, and however many at once. */
class ClusterStatContractTest {
    private static final int[] SIZE = {11, 3, 5};
    private static final Map<String, String> DIGESTS = new HashMap<>();

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("org.trialmap.parallel.BackendKind#ofAnalyses")
    void testsHaveTheSameBytesEverywhere(BackendKind backend) throws IOException {
        Map<ClusterStat, Conditions> tests = new LinkedHashMap<>();
        List<List<Path>> groups = List.of(MapFiles.group(folder, "a", 13, SIZE, 1), MapFiles.group(folder, "b", 13, SIZE, 0));
        tests.put(ClusterStat.depsamplesT().numrandomization(700).seed(42), Conditions.files(groups));
        tests.put(ClusterStat.indepsamplesT().numrandomization(300), Conditions.files(groups));
        tests.put(ClusterStat.indepsamplesF().numrandomization(300).seed(-1), Conditions.files(groups));
        for (int batch : new int[] {1, 50}) {
            ParallelMap pmap = backend.map().batch(batch);
            for (Map.Entry<ClusterStat, Conditions> test : tests.entrySet()) {
                assertSame(test.getKey(), test.getValue(), pmap, backend);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.trialmap.parallel.BackendKind#ofAnalyses")
    void everyKindHasTheSameBytesEverywhere(BackendKind backend) throws IOException {
        List<List<Path>> groups = List.of(MapFiles.group(folder, "a", 7, SIZE, 1), MapFiles.group(folder, "b", 7, SIZE, 0));
        Neighbours cap = Neighbours.of(Map.of("c0", List.of("c1", "c2"), "c3", List.of("c2", "c4")));
        assertSame(ClusterStat.indepsamplesT().numrandomization(150).tail(Tail.NEGATIVE).clusterstatistic(ClusterStatistic.MAXSIZE).neighbours(cap).minnbchan(1).compat(PValues.MNE),
                Conditions.files(groups), backend.map().batch(20), backend);
        assertSame(ClusterStat.depsamplesT().numrandomization(127).clustercritval(1.5), Conditions.files(groups.subList(0, 1)), backend.map().batch(20), backend); // each flip once
    }

    private void assertSame(ClusterStat test, Conditions conditions, ParallelMap pmap, BackendKind backend) throws IOException {
        String digest = digest(test.analysis(conditions, ResultFile.at(folder.resolve("out.h5")).withExisting(Existing.OVERWRITE)).run(pmap));
        String key = test.toString();
        assertEquals(DIGESTS.computeIfAbsent(key, first -> digest), digest, key + " on " + backend);
    }

    private static String digest(Path file) throws IOException {
        try (Hdf5File hdf = Hdf5File.open(file)) {
            Fingerprint fingerprint = new Fingerprint();
            for (String name : hdf.names("/")) {
                fingerprint.add(name).add(hdf.dataset("/" + name).read());
            }
            return fingerprint.hex();
        }
    }
}
