package org.trialmap.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.trialmap.parallel.MapCall;
import org.trialmap.parallel.MapHandle;
import org.trialmap.parallel.MapPlan;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.parallel.Reduction;
import org.trialmap.parallel.TaskResult;
import org.trialmap.store.SavedResults;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.Inputs;

/**
 * A map that computes an analysis.
 *
 * @hidden
 * @param pmap where
 * @param reduction how the result is made of those of the tasks; empty: it has all of them
 * @param words more lines of the plan, by their beginning
 */
public record Stage<T>(ParallelMap pmap, Inputs<T> inputs, ContextFunction<T, ?> function, Optional<Reduction> reduction, Map<String, String> words) {
    static <T> Stage<T> saved(ParallelMap pmap, Inputs<T> inputs, ContextFunction<T, ?> function) {
        return new Stage<>(pmap, inputs, function, Optional.empty(), Map.of());
    }

    private MapCall<T> call(Container container) {
        return pmap.name(container.file().name()).over(inputs).saving(container.saving(pmap));
    }

    MapHandle<SavedResults> submit(Container container) {
        MapCall<T> call = call(container);
        return reduction.isEmpty() ? call.submitSaveWithContext(container.file().folder(), function) : call.submitReduced(container.file().folder(), function, reduction.get());
    }

    TaskResult one(Container container, int task) {
        return call(container).oneStored(task, function);
    }

    MapPlan plan(Container container) {
        return call(container).planWithContext(container.file().folder(), function).with(new LinkedHashMap<>(words));
    }
}
