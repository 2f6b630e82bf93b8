package org.trialmap.parallel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.closure.Wrapper;
import org.trialmap.store.run.AnnotatedValue;
import org.trialmap.store.run.ResultValues;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.TaskContext;

/**
 * What one task of a map returned that was run by itself.
 *
 * @hidden
 * @param index of the task
 * @param tasks of the whole map
 * @param label its input in words
 * @param values as they would be saved, by name; what has none is {@code result_0}
 */
public record TaskResult(int index, int tasks, String label, Map<String, NdArray> values) {

    /** Gives what would be saved of a function's result, by name; fails where that could not be saved. */
    record Stored<T>(ContextFunction<T, ?> wrapped) implements ContextFunction<T, Map<String, NdArray>>, Wrapper {
        private static final long serialVersionUID = 1;

        @Override
        public Map<String, NdArray> apply(T input, TaskContext context) throws Exception {
            Object result = wrapped.apply(input, context);
            return new LinkedHashMap<>(ResultValues.of(context.index(), result instanceof AnnotatedValue noted ? noted.value() : result).byName());
        }
    }
}
