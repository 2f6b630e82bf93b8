package org.trialmap.analysis.spike;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.Provenance;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.Stage;
import org.trialmap.parallel.Reduction;
import org.trialmap.trial.History;
import org.trialmap.trial.discrete.SpikeData;

/** What all analyses of spikes have in common: a function of some trials, and a result that is made of all that it returns. */
record SpikeAnalysis(SpikeTasks tasks, SpikeFunction function, Reduction reduction) {
    /** @param step keywords and values, as the history gets them */
    Analysis into(ResultFile file, ResultForm form, Map<String, Object> step) {
        SpikeData spikes = tasks.spikes();
        History history = spikes.history().with(History.Step.now(function.name(), step, Provenance.version(), spikes.identity()));
        return Analysis.of(List.of(spikes.path()), form.with(history), file, pmap -> new Stage<>(pmap, tasks, function, Optional.of(reduction), Map.of()));
    }
}
