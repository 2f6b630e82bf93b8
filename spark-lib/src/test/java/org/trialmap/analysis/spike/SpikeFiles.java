package org.trialmap.analysis.spike;

import java.nio.file.Path;
import org.trialmap.References;
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

    /** A recording at 1000 Hz with the trials of these spikes: noise and, in the first channel, the spikes' rate, so that phases are related to them. */
    static Path recording(Path spikes, Path file, int channels) {
        References.python("""
                import sys, h5py, numpy as np
                spikes, recording, channels = sys.argv[1], sys.argv[2], int(sys.argv[3])
                with h5py.File(spikes) as f: d, trl = f['data'][()], f['trialdefinition'][()]
                g = np.random.default_rng(1)
                x = g.standard_normal((int(trl[:, 1].max()) + 10, channels))
                rate = np.zeros(len(x) + 100)
                np.add.at(rate, d[d[:, 0] < len(x), 0], 1)
                x[:, 0] += np.convolve(rate, np.cos(np.arange(-20, 21) * 2 * np.pi * 0.08), 'same')[:len(x)] * 0.5
                with h5py.File(recording, 'w') as f:
                    f['data'], f['trialdefinition'] = x, trl
                    f.attrs['samplerate'] = 1000.0
                """, spikes.toString(), file.toString(), Integer.toString(channels));
        return file;
    }
}
