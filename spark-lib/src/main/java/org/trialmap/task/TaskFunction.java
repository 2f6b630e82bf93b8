package org.trialmap.task;

import java.io.Serializable;

/**
 * The user's function: one input in, one result out. It may throw anything; the exception becomes that task's outcome.
 *
 * <p>It travels to other processes, so what it captures must be {@link Serializable}. Several threads call copies of it at the same time.
 */
@FunctionalInterface
public interface TaskFunction<T, R> extends Serializable {
    R apply(T input) throws Exception;
}
