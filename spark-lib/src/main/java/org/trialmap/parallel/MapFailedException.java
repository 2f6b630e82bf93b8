package org.trialmap.parallel;

import java.util.List;
import org.trialmap.task.RunSummary;
import org.trialmap.task.TaskFailure;

/**
 * A run did not give all results. The message lists the first failures and says what was kept and how to go on. Nothing that finished is lost
 * where results were saved.
 */
public final class MapFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<TaskFailure> failures;
    private final transient RunSummary summary;

    MapFailedException(String message, Throwable cause, List<TaskFailure> failures, RunSummary summary) {
        super(message, cause);
        this.failures = List.copyOf(failures);
        this.summary = summary;
    }

    /** The failed tasks by index; empty if the run was cancelled or the backend failed. */
    public List<TaskFailure> failures() {
        return failures;
    }

    public RunSummary summary() {
        return summary;
    }
}
