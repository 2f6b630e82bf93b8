package org.trialmap.task;

import java.io.Serializable;

/** Like {@link TaskFunction}, for functions that want their task's index, random stream, scratch folder and so on. */
@FunctionalInterface
public interface ContextFunction<T, R> extends Serializable {
    R apply(T input, TaskContext context) throws Exception;

    /** A context function that does not look at the context. */
    static <T, R> ContextFunction<T, R> ignoringContext(TaskFunction<T, R> function) {
        return new IgnoringContext<>(function);
    }

    /** @hidden keeps the user's function reachable for naming and diagnosis */
    record IgnoringContext<T, R>(TaskFunction<T, R> function) implements ContextFunction<T, R> {
        @Override
        public R apply(T input, TaskContext context) throws Exception {
            return function.apply(input);
        }
    }
}
