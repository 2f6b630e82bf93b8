package org.trialmap.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.trialmap.trial.History;
import org.trialmap.trial.Selection;
import org.trialmap.trial.TrialChunks;

/** Writes down in a result how it came about. */
final class Provenance {
    private Provenance() {}

    /** The form of the result, with the recording's history and this step. */
    static ResultForm of(Method method, TrialChunks trials, ResultForm form) {
        Map<String, Object> options = new LinkedHashMap<>(method.options());
        Selection selection = trials.selection();
        if (!selection.equals(Selection.all())) {
            options.put("select", selection.toString());
        }
        History.Step step = History.Step.now(method.command(), options, version(), trials.recording().identity());
        return form.with(trials.recording().history().with(step));
    }

    static String version() {
        return "trialmap " + Optional.ofNullable(Provenance.class.getPackage().getImplementationVersion()).orElse("(not packaged)");
    }
}
