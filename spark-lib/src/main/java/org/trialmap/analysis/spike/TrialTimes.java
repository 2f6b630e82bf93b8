package org.trialmap.analysis.spike;

import java.util.Arrays;
import org.trialmap.trial.TrialDefinition;
import org.trialmap.trial.discrete.SpikeData;

/** When trials begin and end, in seconds relative to t = 0: a trial of n samples lasts n / samplerate. */
record TrialTimes(double[] begins, double[] ends) {
    static TrialTimes of(SpikeData spikes) {
        TrialDefinition trials = spikes.trials();
        double hz = spikes.samplerateHz();
        double[] begins = new double[trials.count()];
        double[] ends = new double[trials.count()];
        Arrays.setAll(begins, k -> trials.offset(k) / hz);
        Arrays.setAll(ends, k -> (trials.offset(k) + trials.length(k)) / hz);
        return new TrialTimes(begins, ends);
    }
}
