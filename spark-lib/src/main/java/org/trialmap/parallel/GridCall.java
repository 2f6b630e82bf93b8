package org.trialmap.parallel;

import java.util.ArrayList;
import java.util.List;
import org.trialmap.store.SaveOptions;
import org.trialmap.task.Inputs;
import org.trialmap.task.OnError;
import org.trialmap.task.Pair;
import org.trialmap.task.RunOptions;
import org.trialmap.task.TaskFunction;

/** A map over all combinations of two lists. Its results are also available indexed by both. */
public final class GridCall<A, B> extends MapCall<Pair<A, B>> {
    private final int columns;

    GridCall(Backend backend, RunOptions options, Inputs<Pair<A, B>> inputs, int columns) {
        super(backend, options, inputs);
        this.columns = columns;
    }

    private GridCall(GridCall<A, B> call, SaveOptions saving) {
        super(call, saving);
        this.columns = call.columns;
    }

    private GridCall(GridCall<A, B> call, RunOptions options) {
        super(call, options);
        this.columns = call.columns;
    }

    private GridCall(GridCall<A, B> call, List<String> names) {
        super(call, names);
        this.columns = call.columns;
    }

    /** As {@link MapCall#inputNames}: of a grid of numbers or texts, a name for each list. */
    @Override
    public GridCall<A, B> inputNames(String... names) {
        return new GridCall<>(this, List.of(names));
    }

    @Override
    public GridCall<A, B> options(RunOptions value) {
        return new GridCall<>(this, value);
    }

    @Override
    public GridCall<A, B> onError(OnError value) {
        return options(options().withOnError(value));
    }

    @Override
    public GridCall<A, B> retries(int value) {
        return options(options().withRetries(value));
    }

    @Override
    public GridCall<A, B> name(String value) {
        return options(options().withName(value));
    }

    @Override
    public GridCall<A, B> saving(SaveOptions value) {
        return new GridCall<>(this, value);
    }

    /** Like {@link #collect}, indexed by both inputs: {@code rows.get(i).get(j)} is the result for the i-th first and the j-th second element. */
    public <R> List<List<R>> collectRows(TaskFunction<Pair<A, B>, R> function) {
        List<R> flat = collect(function);
        List<List<R>> rows = new ArrayList<>();
        for (int from = 0; from < flat.size(); from += columns) {
            rows.add(flat.subList(from, from + columns));
        }
        return rows;
    }
}
