package org.trialmap.analysis.support;

import org.trialmap.support.Reason;
import org.trialmap.trial.TrialChunk;

/** Says which trial of a task it was; what it threw is to be seen in the stack trace. */
public final class TrialFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TrialFailedException(TrialChunk trial, Exception thrown) {
        super(trial + ": " + Reason.named(thrown));
        addSuppressed(thrown);
    }
}
