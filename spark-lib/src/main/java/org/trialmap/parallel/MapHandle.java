package org.trialmap.parallel;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A map that runs in the background. Safe for use by several threads. */
public class MapHandle<V> {
    private final RunCounters tally;
    private final Runnable canceller;
    private final CompletableFuture<V> outcome = new CompletableFuture<>();

    MapHandle(RunCounters tally, Runnable canceller) {
        this.tally = tally;
        this.canceller = canceller;
    }

    /**
     * How far a map is.
     *
     * @param finished tasks with a result, those of resumed runs included
     * @param failed tasks that failed for good
     * @param retried attempts beyond the first
     * @param tasks in all
     */
    public record Progress(int finished, int failed, int retried, int tasks) {}

    void start(String name, Callable<V> work) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Thread thread = new Thread(() -> {
            try {
                V value = work.call();
                outcome.complete(value);
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        }, name);
        thread.setContextClassLoader(loader);
        thread.setDaemon(true);
        thread.start();
    }

    public Progress progress() {
        return new Progress(tally.finished(), tally.failed(), tally.retried(), tally.tasks());
    }

    /** Stops the map soon. What has finished by then is kept where results are saved; {@link #join} then throws. */
    public void cancel() {
        canceller.run();
    }

    public boolean isDone() {
        return outcome.isDone();
    }

    /** Completes when the map has ended, in whatever way. */
    public CompletableFuture<V> whole() {
        return outcome.copy();
    }

    /**
     * Waits for the end.
     *
     * @throws MapFailedException as the verb itself would have
     */
    public V join() {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** For example {@code 12 of 500 tasks finished, 1 failed}. */
    @Override
    public String toString() {
        return tally.finished() + " of " + tally.tasks() + " tasks finished, " + tally.failed() + " failed" + (isDone() ? "; ended" : "");
    }
}
