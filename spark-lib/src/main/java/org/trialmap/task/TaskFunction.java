package org.trialmap.task;

import java.io.Serializable;

/**
 * The user's function: one input in, one result out. It may throw anything; the exception becomes that task's outcome.
 *
 * <p>It is sent to other processes, so what it captures must be {@link Serializable}. <b>Every call, each retry included, gets the function and its input as they
 * were when the map began</b>: what a call changes in a captured array, in a field of the function or in its input is seen by no other call and not by the caller,
 * whatever the backend and the batch. So counting or collecting in captured values does not work; return what is to be known. Large captured values cost time with
 * every call: {@code ParallelMap.share} them.
 *
 * <p>Static fields are not captured. Run serially or on {@code local[N]}, all calls and the caller see the same ones, several threads at a time; on a cluster each
 * process has its own, as its class initializes them, and what a call writes into one is seen by the later calls of that process only. A result that depends on a
 * static field that changes is therefore not the same on every backend: capture its value in a local variable instead.
 */
@FunctionalInterface
public interface TaskFunction<T, R> extends Serializable {
    R apply(T input) throws Exception;
}
