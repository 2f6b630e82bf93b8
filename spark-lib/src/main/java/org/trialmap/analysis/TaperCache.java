package org.trialmap.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tapers that were used last in this process: Slepian sequences of long trials take longer to make than a task. */
final class TaperCache {
    private static final int MOST = 32;
    private static final Map<Key, double[][]> TAPERS = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, double[][]> eldest) {
            return size() > MOST;
        }
    });

    private TaperCache() {}

    private record Key(TrialSpectrum.Tapering tapering, int samples, int length) {}

    /** Not to be changed. */
    static double[][] get(TrialSpectrum.Tapering tapering, int samples, int length) {
        return TAPERS.computeIfAbsent(new Key(tapering, samples, length), key -> tapering.taper().tapers(samples, length, tapering.meanSamples(),
                tapering.samplerateHz()));
    }
}
