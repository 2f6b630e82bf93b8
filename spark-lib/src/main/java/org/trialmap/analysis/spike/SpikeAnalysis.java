package org.trialmap.analysis.spike;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.Provenance;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.Stage;
import org.trialmap.parallel.Reduction;
import org.trialmap.trial.History;
import org.trialmap.trial.discrete.SpikeData;

/**
 * What all analyses of spikes have in common: a function of some trials, and a result that is made of all that it returns.
 *
 * @param form of the result, without history
 * @param step keywords and values, as the history gets them
 * @param moreInputs files that are read beside the spikes
 */
record SpikeAnalysis(SpikeTasks tasks, SpikeBlockFunction function, Reduction reduction, ResultForm form, Map<String, Object> step, List<Path> moreInputs) {
    SpikeAnalysis(SpikeTasks tasks, SpikeBlockFunction function, Reduction reduction, ResultForm form, Map<String, Object> step) {
        this(tasks, function, reduction, form, step, List.of());
    }

    Analysis into(ResultFile file) {
        SpikeData spikes = tasks.spikes();
        History history = spikes.history().with(History.Step.now(function.name(), step, Provenance.version(), spikes.identity()));
        List<Path> inputs = Stream.concat(Stream.of(spikes.path()), moreInputs.stream()).toList();
        return Analysis.of(inputs, form.with(history), file, pmap -> new Stage<>(pmap, tasks, function, Optional.of(reduction), Map.of()));
    }
}
