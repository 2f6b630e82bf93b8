package org.trialmap.analysis;

import org.trialmap.trial.TrialChunks;

/** Placeholder until the trial room has it. */
final class History {
    static final String VERSION = "trialmap";

    private History() {}

    static ResultForm in(ResultForm form, Method method, TrialChunks trials) {
        return form;
    }
}
