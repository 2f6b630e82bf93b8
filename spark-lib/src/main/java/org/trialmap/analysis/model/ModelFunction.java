package org.trialmap.analysis.model;

import org.trialmap.analysis.TrialFunction;
import org.trialmap.array.NdArray;
import org.trialmap.trial.TrialChunk;

/**
 * The models of one trial's spectra.
 *
 * @param power computes the spectra
 */
record ModelFunction(TrialFunction power, ChannelModels models) implements TrialFunction {
    @Override
    public TrialFunction forTask() {
        return new ModelFunction(power.forTask(), models);
    }

    @Override
    public NdArray apply(TrialChunk trial) throws Exception {
        return models.of(power.apply(trial), "the spectrum of " + trial, trial.channelNames()).spectra();
    }
}
