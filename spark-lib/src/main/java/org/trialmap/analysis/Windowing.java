package org.trialmap.analysis;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.spectrum.MtmConvol;
import org.trialmap.signal.spectrum.SlidingWindow;
import org.trialmap.trial.TrialChunks;

/** What is computed of each window of a trial. */
record Windowing(SlidingWindow window, Frequencies frequencies, Taper taper, Detrend polyremoval) implements Serializable {
    static Windowing of(double tFtimwin, TrialChunks trials, Frequencies frequencies, Taper taper, Detrend polyremoval) {
        return new Windowing(new SlidingWindow(tFtimwin, trials.recording().samplerateHz()), frequencies, taper, polyremoval);
    }

    /** Throws {@link IllegalArgumentException} if a trial is shorter than the window, which it names. */
    Windowing fitting(TrialChunks trials) {
        int shortest = IntStream.range(0, trials.count()).reduce((a, b) -> trials.samples(b) < trials.samples(a) ? b : a).orElseThrow();
        try {
            window.requireFits(Math.toIntExact(trials.samples(shortest)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Trial " + trials.trials()[shortest] + " is too short for the window. " + e.getMessage(), e);
        }
        return this;
    }

    double[][] tapers() {
        try {
            return taper.tapers(window);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Windows of " + window.tFtimwin() + " s, " + window.samples() + " samples, cannot be tapered. "
                    + e.getMessage(), e);
        }
    }

    int[] bins() {
        return frequencies.bins(window.samples(), window.samplerateHz());
    }

    double[] freq() {
        return Arrays.stream(bins()).mapToDouble(bin -> Frequencies.hz(bin, window.samples(), window.samplerateHz())).toArray();
    }

    MtmConvol.Setup setup() {
        return MtmConvol.Setup.of(tapers(), bins()).detrend(polyremoval);
    }
}
