package org.trialmap.parallel;

import java.util.AbstractList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.trialmap.store.SavedResults;
import org.trialmap.store.UnfitResultException;
import org.trialmap.store.run.ResultValues;
import org.trialmap.table.OutcomeTable;
import org.trialmap.task.Inputs;
import org.trialmap.task.RunSummary;
import org.trialmap.task.TaskFailure;

/** The outcomes of all tasks in the inputs' order, and the summary of the run. */
public final class Outcomes<R> extends AbstractList<Outcome<R>> {
    private final List<Outcome<R>> outcomes;
    private final RunSummary summary;
    private final Inputs<?> inputs;

    Outcomes(List<Outcome<R>> outcomes, RunSummary summary, Inputs<?> inputs) {
        this.outcomes = List.copyOf(outcomes);
        this.summary = summary;
        this.inputs = inputs;
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

    /**
     * A table of Spark SQL with a row for each task: {@code task}, its inputs and values by their names as {@link SavedResults#inputs} and {@link SavedResults#values} have them, arrays as
     * arrays, {@code status} ({@code finished} or {@code failed}) and {@code error}.
     *
     * @throws UnfitResultException if a task returned what cannot be saved either, a set for example
     * @throws IllegalArgumentException if tasks returned values of different types under one name
     */
    public Dataset<Row> table(SparkSession spark) {
        OutcomeTable table = new OutcomeTable(inputs.named().values());
        for (Outcome<R> outcome : outcomes) {
            if (outcome.succeeded()) {
                table.finished(ResultValues.of(outcome.index(), outcome.result()).byName());
            } else {
                TaskFailure failure = outcome.failure().orElseThrow();
                table.failed(failure.type() + ": " + failure.message());
            }
        }
        return table.on(spark);
    }

    /** Those that failed, in the inputs' order. */
    public List<TaskFailure> failures() {
        return outcomes.stream().flatMap(outcome -> outcome.failure().stream()).toList();
    }

    /** For example {@code 499 of 500 tasks finished, 1 failed}; print the elements, or {@link #failures}, to see more. */
    @Override
    public String toString() {
        long failed = outcomes.stream().filter(outcome -> !outcome.succeeded()).count();
        return outcomes.size() - failed + " of " + outcomes.size() + " tasks finished, " + failed + " failed";
    }
}
