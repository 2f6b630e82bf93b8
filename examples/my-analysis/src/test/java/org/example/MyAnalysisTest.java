package org.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.analysis.SynthData;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.synth.WhiteNoise;
import org.trialmap.store.SavedResults;

/** Runs serially, without Spark: the other masters give the same bytes. */
class MyAnalysisTest {
    @Test
    void eachTrialHasAValueForEachChannel(@TempDir Path folder) throws Exception {
        ParallelMap serial = ParallelMap.serial();
        Path noise = new SynthData(new WhiteNoise(), 5, 1000, 3, 1000, 42).run(serial, folder.resolve("noise.h5"));
        try (SavedResults results = SavedResults.open(MyAnalysis.run(serial, noise, folder.resolve("results")))) {
            assertArrayEquals(new int[] {5, 3}, results.stacked(0).read().shape());
            for (double range : results.stacked(0).read().doubles()) {
                assertTrue(range > 4 && range < 10, "of a thousand normal numbers: " + range);
            }
        }
    }
}
