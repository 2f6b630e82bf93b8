package org.trialmap.analysis.model;

import java.util.ArrayList;
import java.util.List;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.array.NdArray;
import org.trialmap.trial.TrialChunk;

/**
 * The models of one trial's spectra; finds their parameters.
 *
 * @param power computes the spectra
 */
record ModelFunction(TrialFunction power, ChannelModels models) implements TrialFunction {
    @Override
    public TrialFunction forTask() {
        return new Task(power.forTask(), models, new ArrayList<>());
    }

    @Override
    public NdArray apply(TrialChunk trial) throws Exception {
        return forTask().apply(trial);
    }

    private record Task(TrialFunction power, ChannelModels models, List<double[]> found) implements TrialFunction {
        @Override
        public NdArray apply(TrialChunk trial) throws Exception {
            ChannelModels.Fitted fitted = models.of(power.apply(trial), "the spectrum of " + trial, trial.channelNames());
            fitted.models().forEach(model -> found.add(models.parameters().numbers(model)));
            return fitted.spectra();
        }
    }
}
