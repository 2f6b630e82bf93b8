package org.trialmap.parallel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.setting.Setting;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.store.UnfitResultException;
import org.trialmap.store.report.TracedCall;
import org.trialmap.store.run.ResultRun;
import org.trialmap.support.Reason;
import org.trialmap.task.InputColumns;
import org.trialmap.task.OnError;
import org.trialmap.task.RunOptions;
import org.trialmap.task.RunSummary;
import org.trialmap.task.TaskFailure;
import org.trialmap.task.TaskPlan;

/** A run whose results are saved: executors write payload, the driver journals, and gathers them or makes one result of them. */
final class SaveRun implements RunLoop.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(ParallelMap.class);

    private final Backend backend;
    private final EncodedMap prepared;
    private final Path folder;
    private final SaveOptions save;
    private final Optional<Reduction> reduction;
    private final RunCounters tally;
    private final RunLoop run;
    private final List<TaskFailure> failures = new ArrayList<>();
    private final BitSet timed = new BitSet(); // failed tasks
    private Throwable firstThrown;
    private ResultRun results;

    SaveRun(Backend backend, EncodedMap prepared, Path folder, SaveOptions save, Optional<Reduction> reduction) {
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
        TaskPlan plan = prepared.plan(save);
        try (ResultRun opened = open(plan)) {
            results = opened;
            try (UnderWay atExit = new UnderWay(() -> ended(plan.name()))) {
                return run(opened, plan);
            }
        }
    }

    private ResultRun open(TaskPlan plan) throws IOException {
        Map<String, String> words = words(prepared.options(), save);
        InputColumns inputs = save.frame().isPresent() ? InputColumns.NONE : prepared.inputs().named();
        if (inputs.isEmpty() && plan.tasks() > InputColumns.MOST && save.frame().isEmpty()) {
            LOG.info("{}: the inputs are not kept with the results, since there are more than {} tasks", plan.name(), InputColumns.MOST);
        }
        return reduction.isEmpty() ? ResultRun.open(folder, plan, prepared.inputs().stacking(), prepared.inputs().attributes(), words, save, prepared.circumstances(), inputs)
                : ResultRun.openPartial(folder, plan, reduction.get().stacking(), reduction.get().attributes(), words, save, prepared.circumstances());
    }

    private SavedResults run(ResultRun opened, TaskPlan plan) throws IOException {
        opened.notices().forEach(LOG::warn);
        BitSet finished = opened.finished();
        if (opened.isComplete()) {
            finished.set(0, plan.tasks()); // a reduced result has a plan of its own
        }
        tally.finishedBefore(finished.cardinality());
        int[] missing = IntStream.range(0, plan.tasks()).filter(task -> !finished.get(task)).toArray();
        RunSummary summary = run(missing);
        failures.sort(Comparator.comparingInt(TaskFailure::index));
        boolean whole = run.broken() == null && !run.cancelled();
        if (whole && (failures.isEmpty() || reduction.isEmpty() && prepared.options().onError() == OnError.CONTINUE)) {
            long gathering = System.nanoTime();
            SavedResults saved = reduction.isEmpty() ? opened.finish(summary, failures) : reduced(opened, summary);
            LOG.info("{}: {}, saved in {}", plan.name(), summary.gathered((System.nanoTime() - gathering) / 1e9).line(), opened.container());
            if (Files.exists(opened.reportFile())) {
                LOG.info("{}: what happened is in {}", plan.name(), opened.reportFile());
            }
            return saved;
        }
        Optional<IOException> unkept = keep(summary);
        MapFailedException failed = failed(summary, whole);
        unkept.ifPresent(failed::addSuppressed);
        throw failed;
    }

    private SavedResults reduced(ResultRun opened, RunSummary summary) throws IOException {
        try {
            return opened.finish(summary, reduction.get());
        } catch (IOException | RuntimeException e) {
            keep(summary).ifPresent(e::addSuppressed);
            throw e;
        }
    }

    private RunSummary run(int[] missing) throws IOException {
        try {
            return run.run(prepared.ordered(missing), prepared.runner(results.target()), prepared.shared());
        } catch (IOException | RuntimeException e) {
            keep(tally.summary(backend.master(), 0, 1)).ifPresent(e::addSuppressed);
            throw e;
        }
    }

    /** Tidies up after a run that failed; where even that fails (a full disk), why the run failed is still what the user must see. */
    private Optional<IOException> keep(RunSummary summary) {
        try {
            results.keep(summary, failures);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    private MapFailedException failed(RunSummary summary, boolean whole) {
        List<String> details = details(tally.finished());
        String text = whole ? FailureText.of(failures, summary, details) : FailureText.stopped(summary, run.broken(), details);
        return new MapFailedException(text, firstThrown != null ? firstThrown : run.broken(), failures, summary);
    }

    /** Results may come while it is said, so how many there are is asked once. */
    private String ended(String name) {
        int finished = tally.finished();
        return FailureText.ended(name, finished, tally.tasks(), details(finished));
    }

    /** What was kept, and how to go on. */
    private List<String> details(int finished) {
        int missing = tally.tasks() - finished;
        List<String> details = new ArrayList<>();
        if (run.hopeless()) {
            details.add("stop  : none of the first results can be stored, so the others were not waited for");
        }
        details.add("kept  : " + (finished == 0 ? "nothing, since no task is finished"
                : finished + (finished == 1 ? " finished result in " : " finished results in ") + results.payloadFolder()));
        if (Files.exists(results.container())) {
            details.add("still : " + results.container() + " holds the results of an earlier run");
        }
        if (!failures.isEmpty()) {
            details.add("log   : " + results.logFile(failures.get(0).index()));
        }
        if (Files.exists(results.reportFile())) {
            details.add("report: " + results.reportFile());
        }
        details.add("next  : " + (failures.isEmpty() ? "" : "correct the cause, then ") + "run the same again with " + Setting.RESUME + " to run the " + missing
                + " missing " + (missing == 1 ? "task" : "tasks") + (finished == 0 || reduction.isPresent() ? "" : "; a file of what there is: trialmap gather "
                        + (save.frame().isPresent() ? results.container() : folder)));
        return details;
    }

    @Override
    public void finished(BatchResult result) throws IOException {
        results.journal(result.commit());
    }

    @Override
    public void ended(BatchResult result) {
        CallTimes calls = result.timing().calls();
        if (calls.tasks().length > 0) {
            result.failures().forEach(failure -> timed.set(failure.index()));
            String host = result.commit() != null ? result.commit().host() : result.failures().isEmpty() ? "" : result.failures().get(0).host();
            results.trace(run -> IntStream.range(0, calls.tasks().length).mapToObj(k -> new TracedCall(calls.tasks()[k], run, !timed.get(calls.tasks()[k]), host, calls.starts()[k],
                    calls.micros()[k], calls.attempts()[k])).toList());
        }
    }

    @Override
    public void failed(TaskFailure failure, byte[] thrown) {
        if (failures.isEmpty()) {
            firstThrown = Failures.cause(failure, thrown);
        }
        failures.add(failure);
        if (!timed.get(failure.index())) {
            results.trace(run -> List.of(new TracedCall(failure.index(), run, false, failure.host(), 0, 0, failure.attempts())));
        }
        try {
            results.log(failure);
        } catch (IOException e) { // the failure itself is known without its log
            LOG.warn("The log of task {} cannot be written: {}", failure.index(), Reason.of(e));
        }
    }

    @Override
    public Map<Integer, UnfitResultException> unfit() throws IOException {
        return results.unfit();
    }

    /** The options of a run in words, as results keep them. */
    private static Map<String, String> words(RunOptions options, SaveOptions save) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("name", options.name().orElseThrow());
        words.put("seed", Long.toString(options.seed()));
        words.put("random", options.random().toString());
        words.put("retries", Integer.toString(options.retries()));
        words.put("onError", options.onError().toString());
        words.put("cpusPerTask", Integer.toString(options.cpusPerTask()));
        if (options.gpusPerTask() > 0) {
            words.put("gpusPerTask", Integer.toString(options.gpusPerTask()));
        }
        words.put("batching", options.batching().toString());
        words.put("timeLimit", options.timeLimit().map(Object::toString).orElse("none"));
        words.put("layout", save.layout().toString());
        words.put("shape", save.shape().map(Object::toString).orElse("inferred"));
        save.reduce().ifPresent(how -> words.put("reduce", how.toString()));
        return words;
    }
}
