package org.trialmap.parallel;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.trialmap.support.Reason;
import org.trialmap.task.TaskFailure;

/** A map that runs in the background and hands over each result as it comes. */
public final class Submitted<R> extends MapHandle<List<R>> {
    private final List<CompletableFuture<R>> futures;
    private final List<Outcome<R>> completed = new ArrayList<>(); // as they came; guarded by itself

    private Submitted(CollectRun<R> collecting) {
        super(collecting.tally(), collecting::cancel);
        futures = Stream.generate(CompletableFuture<R>::new).limit(collecting.tasks()).toList();
    }

    static <R> Submitted<R> start(CollectRun<R> collecting) {
        Submitted<R> handle = new Submitted<>(collecting);
        collecting.listen(handle::ended);
        handle.start("trialmap submit", () -> {
            try {
                return collecting.run().values();
            } catch (Throwable e) {
                handle.abandoned(e);
                throw e;
            } finally {
                handle.abandoned(null);
            }
        });
        return handle;
    }

    private void ended(Outcome<R> outcome) {
        if (outcome.succeeded()) {
            futures.get(outcome.index()).complete(outcome.result());
        } else {
            futures.get(outcome.index()).completeExceptionally(new RemoteTaskException(outcome.failure().orElseThrow()));
        }
        add(outcome);
    }

    private void add(Outcome<R> outcome) {
        synchronized (completed) {
            completed.add(outcome);
            completed.notifyAll();
        }
    }

    /** Tasks that will never have an outcome of their own. */
    private void abandoned(Throwable cause) {
        for (int i = 0; i < futures.size(); i++) {
            String why = cause == null ? "not run" : Reason.of(cause);
            if (futures.get(i).completeExceptionally(new java.util.concurrent.CancellationException("Task " + i + " was not run: " + why))) {
                add(Outcome.failed(new TaskFailure(i, "", "NotRun", why, "", "", 0)));
            }
        }
    }

    /** The future of one task. It completes exceptionally if the task fails or the map ends without it. */
    public CompletableFuture<R> future(int index) {
        return futures.get(index).copy();
    }

    /** One future per task, in the inputs' order. */
    public List<CompletableFuture<R>> futures() {
        return futures.stream().map(CompletableFuture::copy).toList();
    }

    /**
     * The outcomes in the order in which tasks end; iteration waits for the next one. Every iteration gives all outcomes, from the first on, in the same order.
     */
    public Iterable<Outcome<R>> asCompleted() {
        return () -> new Iterator<>() {
            private int taken;

            @Override
            public boolean hasNext() {
                return taken < futures.size();
            }

            @Override
            public Outcome<R> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                try {
                    return completed(taken++);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("Interrupted while waiting for the next outcome.", e);
                }
            }
        };
    }

    /** The n-th outcome that came; waits for it. */
    private Outcome<R> completed(int n) throws InterruptedException {
        synchronized (completed) {
            while (completed.size() <= n) {
                completed.wait();
            }
            return completed.get(n);
        }
    }
}
