package org.trialmap.parallel;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.trialmap.task.TaskFailure;

/**
 * What became of one task: a value (which may be null) or a failure.
 *
 * @param index of the task
 */
public record Outcome<R>(int index, R result, Optional<TaskFailure> failure) {
    static <R> Outcome<R> success(int index, R result) {
        return new Outcome<>(index, result, Optional.empty());
    }

    static <R> Outcome<R> failed(TaskFailure failure) {
        return new Outcome<>(failure.index(), null, Optional.of(failure));
    }

    public boolean succeeded() {
        return failure.isEmpty();
    }

    /** The value. Throws {@link NoSuchElementException} with the failure's text if there is none. */
    public R value() {
        if (failure.isPresent()) {
            throw new NoSuchElementException("Task " + index + " (" + failure.get().label() + ") has no result: " + failure.get().type() + ": " + failure.get().message());
        }
        return result;
    }
}
