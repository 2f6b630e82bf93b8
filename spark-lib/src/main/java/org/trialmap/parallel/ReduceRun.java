package org.trialmap.parallel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.store.run.PayloadAttempt;
import org.trialmap.store.run.ResultRun;
import org.trialmap.task.RunSummary;
import org.trialmap.task.TaskFailure;
import org.trialmap.task.TaskPlan;

/** A run of whose results one is made and saved. It is there when all tasks have succeeded, or not at all. */
final class ReduceRun<R> implements RunLoop.Sink {
    private static final String NOTHING = "kept  : nothing, since one result is made of all tasks";
    private static final Logger LOG = LoggerFactory.getLogger(ParallelMap.class);

    private final Backend backend;
    private final EncodedMap prepared;
    private final Path folder;
    private final SaveOptions save;
    private final Reduction<R> reduction;
    private final RunCounters tally;
    private final RunLoop run;
    private final List<TaskFailure> failures = new ArrayList<>();
    private Throwable firstThrown;

    ReduceRun(Backend backend, EncodedMap prepared, Path folder, SaveOptions save, Reduction<R> reduction) {
        this.backend = backend;
        this.prepared = prepared;
        this.folder = folder;
        this.save = save;
        this.reduction = reduction;
        this.tally = new RunCounters(prepared.inputs().size());
        this.run = new RunLoop(backend, prepared.inputs(), prepared.options(), this, tally);
    }

    RunCounters tally() {
        return tally;
    }

    void cancel() {
        run.cancel();
    }

    @SuppressWarnings("try") // closed, not used
    SavedResults run() throws IOException {
        TaskPlan plan = prepared.plan(save).ofTasks(1);
        try (ResultRun results = ResultRun.open(folder, plan, reduction.stacking(), reduction.attributes(), SaveRun.words(prepared.options(), save), save,
                prepared.circumstances())) {
            results.notices().forEach(LOG::warn);
            if (!results.finished().isEmpty()) {
                tally.finishedBefore(tally.tasks());
                return results.finish(tally.summary(backend.master(), 0, 1), List.of());
            }
            RunSummary summary;
            try (UnderWay atExit = new UnderWay(() -> FailureText.ended(plan.name(), tally.finished(), tally.tasks(), List.of(NOTHING, "next  : run the same again")))) {
                summary = run.run(IntStream.range(0, prepared.inputs().size()).toArray(), prepared.runner(null), prepared.shared());
            }
            failures.sort(Comparator.comparingInt(TaskFailure::index));
            if (run.broken() != null || run.cancelled() || !failures.isEmpty()) {
                results.keep(summary, failures);
                throw failed(summary, results);
            }
            try (PayloadAttempt payload = results.target().begin(0, 0, new int[] {0})) {
                payload.add(0, reduction.result());
                results.journal(payload.commit());
            }
            long gathering = System.nanoTime();
            SavedResults saved = results.finish(summary, List.of());
            LOG.info("{}: {}, saved in {}", plan.name(), summary.gathered((System.nanoTime() - gathering) / 1e9).line(), results.container());
            return saved;
        }
    }

    private MapFailedException failed(RunSummary summary, ResultRun results) {
        List<String> details = List.of(NOTHING, "next  : " + (failures.isEmpty() ? ""
                : "correct the cause or leave out the inputs concerned, then ") + "run the same again; " + results.container() + " was not written");
        String text = failures.isEmpty() ? FailureText.stopped(summary, run.broken(), details) : FailureText.of(failures, summary, details);
        return new MapFailedException(text, firstThrown != null ? firstThrown : run.broken(), failures, summary);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void finished(BatchResult result) {
        for (int k = 0; k < result.tasks().length; k++) {
            reduction.add(result.tasks()[k], (R) result.values()[k]);
        }
    }

    @Override
    public void failed(TaskFailure failure, byte[] thrown) {
        if (failures.isEmpty()) {
            firstThrown = Failures.cause(failure, thrown);
        }
        failures.add(failure);
    }
}
