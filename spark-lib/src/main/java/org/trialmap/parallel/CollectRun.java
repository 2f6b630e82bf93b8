package org.trialmap.parallel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.task.OnError;
import org.trialmap.task.RunSummary;
import org.trialmap.task.TaskFailure;

/** A run whose results come back to the driver. */
final class CollectRun<R> implements RunLoop.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(ParallelMap.class);

    private final Backend backend;
    private final EncodedMap prepared;
    private final List<Outcome<R>> outcomes;
    private final RunCounters tally;
    private final RunLoop run;
    private Listener<R> listener = outcome -> {};
    private TaskFailure first;
    private Throwable firstThrown;
    private RunSummary summary;

    /** Is told each outcome as it comes. */
    interface Listener<R> {
        void outcome(Outcome<R> outcome);
    }

    CollectRun(Backend backend, EncodedMap prepared) {
        this.backend = backend;
        this.prepared = prepared;
        int tasks = prepared.inputs().size();
        this.outcomes = new ArrayList<>(java.util.Collections.nCopies(tasks, null));
        this.tally = new RunCounters(tasks);
        this.run = new RunLoop(backend, prepared.inputs(), prepared.options(), this, tally);
    }

    int tasks() {
        return outcomes.size();
    }

    RunCounters tally() {
        return tally;
    }

    void cancel() {
        run.cancel();
    }

    void listen(Listener<R> value) {
        listener = value;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void finished(BatchResult result) {
        for (int k = 0; k < result.tasks().length; k++) {
            ended(Outcome.success(result.tasks()[k], (R) result.values()[k]));
        }
    }

    @Override
    public void failed(TaskFailure failure, byte[] thrown) {
        if (first == null) {
            first = failure;
            firstThrown = Failures.cause(failure, thrown);
        }
        ended(Outcome.failed(failure));
    }

    private void ended(Outcome<R> outcome) {
        outcomes.set(outcome.index(), outcome);
        listener.outcome(outcome);
    }

    /** Runs all tasks. Throws only if the run itself failed or was cancelled. */
    CollectRun<R> run() {
        run(IntStream.range(0, outcomes.size()).toArray());
        LOG.info("{}: {}", prepared.options().name().orElseThrow(), summary.line());
        if (run.broken() != null || run.cancelled()) {
            throw new MapFailedException(FailureText.stopped(summary, run.broken(), List.of(FailureText.nothingStored())), run.broken(), failures(), summary);
        }
        return this;
    }

    /** Runs one task alone and returns its result. */
    R one(int task) {
        run(new int[] {task});
        Outcome<R> outcome = outcomes.get(task);
        if (outcome == null) {
            throw new MapFailedException(FailureText.stopped(summary, run.broken(), List.of()), run.broken(), List.of(), summary);
        }
        if (!outcome.succeeded()) {
            throw new MapFailedException(FailureText.of(failures(), summary, List.of()), firstThrown, failures(), summary);
        }
        return outcome.result();
    }

    @SuppressWarnings("try") // closed, not used
    private void run(int[] tasks) {
        String name = prepared.options().name().orElseThrow();
        try (UnderWay atExit = new UnderWay(() -> FailureText.ended(name, tally.finished(), tally.tasks(), List.of(FailureText.nothingStored())))) {
            summary = run.run(prepared.ordered(tasks), prepared.runner(null), prepared.shared());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<TaskFailure> failures() {
        return outcomes.stream().filter(outcome -> outcome != null && !outcome.succeeded()).map(outcome -> outcome.failure().orElseThrow()).toList();
    }

    Outcomes<R> outcomes() {
        List<Outcome<R>> all = new ArrayList<>(outcomes);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) == null) { // fail-fast stopped before its turn
                all.set(i, Outcome.failed(new TaskFailure(i, prepared.inputs().label(i), "NotRun", "not run, since an earlier task failed", "", "", 0)));
            }
        }
        return new Outcomes<>(all, summary, prepared.inputs());
    }

    List<R> values() {
        List<TaskFailure> failures = failures();
        if (!failures.isEmpty() && prepared.options().onError() != OnError.CONTINUE) {
            throw new MapFailedException(FailureText.of(failures, summary, List.of(FailureText.nothingStored())), firstThrown, failures, summary);
        }
        Object[] values = outcomes.stream().map(outcome -> outcome == null ? null : outcome.result()).toArray();
        @SuppressWarnings("unchecked")
        List<R> list = (List<R>) Arrays.asList(values);
        return list;
    }
}
