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
                ResultFile file = ResultFile.at(folder.resolve("out.h5")).withExisting(Existing.OVERWRITE);
                String digest = digest(test.getKey().analysis(test.getValue(), file).run(pmap));
                String key = test.getKey().toString();
                assertEquals(DIGESTS.computeIfAbsent(key, first -> digest), digest, key + " on " + backend);
            }
        }
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
