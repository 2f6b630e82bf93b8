package org.trialmap.analysis.spike;

import java.nio.file.Path;
import org.trialmap.trial.discrete.DiscreteFiles;

/** Spikes for the tests of their analyses: random ones at 1000 Hz in three trains, one of them in no trial, and trials of unequal lengths that begin before t = 0. */
final class SpikeFiles {
    private static final String ROWS = """
            (lambda g, n: np.stack([np.sort(g.integers(0, %1$d * 1000, n)), g.integers(0, 2, n) * 4, np.zeros(n, int)], 1))(np.random.default_rng(%1$d), %1$d * 40).tolist()\
             + [[%1$d * 1000 + 5, 0, 3]]""";
    private static final String TRIALS = "[[1000 * k + 10, 1000 * k + 10 + 983 - 61 * (k %% 4), -200 - 13 * (k %% 3), k] for k in range(%d)]";

    private SpikeFiles() {}

    static Path random(Path folder, int trials) {
        return DiscreteFiles.spikes(folder.resolve("s" + trials + ".spike"), ROWS.formatted(trials), TRIALS.formatted(trials), "");
    }
}
