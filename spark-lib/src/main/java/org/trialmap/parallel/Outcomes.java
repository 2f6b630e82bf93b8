package org.trialmap.parallel;

import java.util.AbstractList;
import java.util.List;
import org.trialmap.task.RunSummary;
import org.trialmap.task.TaskFailure;

/** The outcomes of all tasks in the inputs' order, and the summary of the run. */
public final class Outcomes<R> extends AbstractList<Outcome<R>> {
    private final List<Outcome<R>> outcomes;
    private final RunSummary summary;

    Outcomes(List<Outcome<R>> outcomes, RunSummary summary) {
        this.outcomes = List.copyOf(outcomes);
        this.summary = summary;
    }

    @Override
    public Outcome<R> get(int index) {
        return outcomes.get(index);
    }

    @Override
    public int size() {
        return outcomes.size();
    }

    public RunSummary summary() {
        return summary;
    }

    /** Those that failed, in the inputs' order. */
    public List<TaskFailure> failures() {
        return outcomes.stream().flatMap(outcome -> outcome.failure().stream()).toList();
    }
}
