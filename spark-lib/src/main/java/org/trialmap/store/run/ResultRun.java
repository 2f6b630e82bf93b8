package org.trialmap.store.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.slf4j.LoggerFactory;
import org.trialmap.array.NdArray;
import org.trialmap.store.Durability;
import org.trialmap.store.Existing;
import org.trialmap.store.Frame;
import org.trialmap.store.Layout;
import org.trialmap.store.OwnFiles;
import org.trialmap.store.RunRefusedException;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.store.UnfitResultException;
import org.trialmap.store.report.RunReport;
import org.trialmap.store.RunState;
import org.trialmap.store.report.TraceFile;
import org.trialmap.store.report.TracedCall;
import org.trialmap.support.Channels;
import org.trialmap.support.LocalPath;
import org.trialmap.support.Reason;
import org.trialmap.task.InputColumns;
import org.trialmap.task.RunSummary;
import org.trialmap.task.Stacking;
import org.trialmap.task.TaskFailure;
import org.trialmap.task.TaskPlan;

/**
 * One run of one plan into one folder, seen from the driver: it says what is finished already, journals what finishes, and builds the container.
 * What the driver holds in memory does not grow with the bytes of the results. Safe for use by several threads.
 *
 * <p>End with {@link #finish} or {@link #keep}, then {@link #close()}; a run that is only closed can be resumed as if it had been killed.
 */
public final class ResultRun implements Closeable {
    /** Making the first page of a process takes some 0.1 s, which nobody should wait for after a run that is as short. */
    private static final double SHORT_SECONDS = 2;

    private final RunFolder folder;
    private final RunLock lock;
    private final RunFiles files;
    private final RunRecord record;
    private final boolean complete;
    private final List<String> notices;
    private Commits commits;
    private Journal journal;
    private final TraceFile trace;
    private boolean traced;

    private ResultRun(RunFolder folder, RunLock lock, RunFiles.Start start) throws IOException {
        this.folder = folder;
        this.lock = lock;
        this.files = start.files();
        this.record = start.record();
        this.commits = start.commits();
        this.complete = start.complete();
        this.notices = start.notices();
        this.journal = Journal.append(files.journal(), record.save().durability());
        this.trace = new TraceFile(files.run());
        this.traced = record.plan().tasks() <= TraceFile.MOST_TASKS;
    }

    /**
     * Begins, or resumes, a run.
     *
     * @param folder for the results; created if missing
     * @param plan what is computed
     * @param stacking where the results go if they are stacked; a declared shape brings its own
     * @param attributes that describe the axes
     * @param options the run's options in words, kept with the results
     * @param save layout and the like
     * @throws RunRefusedException if results are there already, belong to another plan, or another run is writing; nothing was touched
     * @throws IOException if the folder cannot be created or written
     */
    public static ResultRun open(Path folder, TaskPlan plan, Stacking stacking, Map<String, NdArray> attributes, Map<String, String> options,
            SaveOptions save)
            throws IOException {
        return open(folder, plan, stacking, attributes, options, save, Circumstances.UNKNOWN);
    }

    /**
     * As {@link #open(Path, TaskPlan, Stacking, Map, Map, SaveOptions)}.
     *
     * @param circumstances that are kept, and compared with those of a run that is resumed: files that have changed refuse it, the rest is in
     *     {@link #notices}
     */
    public static ResultRun open(Path folder, TaskPlan plan, Stacking stacking, Map<String, NdArray> attributes, Map<String, String> options,
            SaveOptions save, Circumstances circumstances) throws IOException {
        return open(folder, plan, stacking, attributes, options, save, circumstances, InputColumns.NONE);
    }

    /** As {@link #open(Path, TaskPlan, Stacking, Map, Map, SaveOptions, Circumstances)}, with the inputs, which the container names. */
    public static ResultRun open(Path folder, TaskPlan plan, Stacking stacking, Map<String, NdArray> attributes, Map<String, String> options,
            SaveOptions save, Circumstances circumstances, InputColumns inputs) throws IOException {
        Stacking declared = save.shape().map(shape -> Stacking.along(plan.tasks(), shape.stackingAxis())).orElse(stacking);
        if (declared.tasks() != plan.tasks()) {
            throw new IllegalArgumentException("The stacking is for " + declared.tasks() + " tasks, the plan has " + plan.tasks() + ".");
        }
        return open(folder, new RunRecord(plan, RunRecord.newRun(), declared, attributes, options, save, circumstances, Optional.empty(), false, inputs));
    }

    /**
     * As {@link #open(Path, TaskPlan, Stacking, Map, Map, SaveOptions, Circumstances)}, for tasks whose results are not pieces of the container, but what it is
     * made of when all are there: {@link #finish(RunSummary, PartialResults.Whole)}. Such results may be anything that can be saved.
     *
     * @param stacking of the pieces that the container is written in
     */
    public static ResultRun openPartial(Path folder, TaskPlan plan, Stacking stacking, Map<String, NdArray> attributes, Map<String, String> options,
            SaveOptions save, Circumstances circumstances) throws IOException {
        return open(folder, new RunRecord(plan, RunRecord.newRun(), stacking, attributes, options, save, circumstances, Optional.empty(), true, InputColumns.NONE));
    }

    private static ResultRun open(Path folder, RunRecord record) throws IOException {
        record.requireStorable();
        return open(RunFolder.of(LocalPath.of(folder), record), record);
    }

    /**
     * The plan that {@link Existing#RESUME} would have to go on from; empty if nothing is finished.
     *
     * @param name of the run
     * @param frame of its container
     * @throws IOException if its record cannot be read
     */
    public static Optional<TaskPlan> earlierPlan(Path folder, String name, Frame frame) throws IOException {
        return ResumeDecision.earlierPlan(new RunFolder(LocalPath.of(folder), name, Optional.of(frame.file())));
    }

    /**
     * Throws if results of that name could not be saved there: as far as permissions tell, and since there are some which may not be replaced. Whether those that are
     * resumed are of the same plan is not looked at. Nothing is touched.
     *
     * @throws RunRefusedException saying what is in the way
     */
    public static void requireRoom(Path folder, String name, SaveOptions save) throws IOException {
        RunFolder results = new RunFolder(folder, name, save.frame().map(Frame::file));
        ResumeDecision.requireRoom(results, save.existing());
        results.requireWritable();
        results.requireCreatable();
    }

    static ResultRun open(RunFolder folder, RunRecord wanted) throws IOException {
        RunLock.requireFree(folder);
        ResumeDecision.decide(folder, wanted);
        folder.requireWritable();
        folder.create();
        RunLock lock = RunLock.acquire(folder);
        try {
            ResumeDecision.Earlier earlier = ResumeDecision.decide(folder, wanted);
            folder.createPayload();
            RunFiles.Start start = earlier.record().isPresent() ? RunFiles.resume(folder, earlier) : RunFiles.begin(folder, wanted, earlier);
            return new ResultRun(folder, lock, start);
        } catch (IOException | RuntimeException e) {
            try (lock) {
                folder.removeEmptyPayload();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /** Tasks whose results are there already; they need not run. A copy. */
    public synchronized BitSet finished() {
        return commits.finished();
    }

    /** What was found wrong with an earlier run's files (the tasks concerned count as not finished), and what has changed since it began, in words. */
    public List<String> notices() {
        return notices;
    }

    /** Where and how executors write. */
    public PayloadTarget target() {
        return new PayloadTarget(folder, record);
    }

    /** Makes a partition's results count. Called as each partition finishes; a second attempt of a partition changes nothing. */
    public synchronized void journal(PayloadCommit commit) throws IOException {
        if (commit.tasks().length > 0 && commits.add(commit)) {
            journal.add(commit);
        }
    }

    /**
     * Once every task has an outcome: finds the results that cannot be stacked with those of other partitions. What names, dtype and shape most tasks
     * have is stacked, of two with as many tasks that of the lowest task. The others have failed: from now on they count as missing.
     *
     * @return why, by task; nothing for layouts that take any results
     */
    public synchronized SortedMap<Integer, UnfitResultException> unfit() throws IOException {
        if (complete || record.partial() || record.save().layout() != Layout.STACKED) {
            return new TreeMap<>();
        }
        StackedVote vote = new StackedVote(record.stacking(), commits);
        SortedMap<Integer, UnfitResultException> unfit = vote.unfit();
        if (!unfit.isEmpty()) {
            commits = vote.fitting();
            journal.close();
            Journal.replace(files.journal(), commits.all());
            journal = Journal.append(files.journal(), record.save().durability());
        }
        return unfit;
    }

    /**
     * Writes down how tasks ran. Nothing but the report depends on it, so where it cannot be written the run goes on without.
     *
     * @param calls given the number of this run
     */
    public synchronized void trace(IntFunction<List<TracedCall>> calls) {
        try {
            if (traced) {
                trace.add(calls);
            }
        } catch (IOException e) {
            traced = false;
            warn("{} cannot be written, the run goes on without: {}", files.run().resolve(TraceFile.NAME), Reason.of(e));
        }
    }

    /** Keeps a failure's whole story for the user, see {@link #logFile}. */
    public void log(TaskFailure failure) throws IOException {
        files.log(failure);
    }

    /** Where {@link #log} writes about that task. */
    public Path logFile(int task) {
        return files.logFile(task);
    }

    public Path container() {
        return folder.container();
    }

    public Path payloadFolder() {
        return folder.payload();
    }

    /** Whether the container is there and holds all results, so that nothing is to be done. */
    public boolean isComplete() {
        return complete;
    }

    public TaskPlan plan() {
        return record.plan();
    }

    /**
     * Builds the container from what is finished, under a temporary name until it is forced to the disk, and removes what is not needed any more.
     * Missing tasks are marked, those that are {@link #unfit} among them; with them the payload stays, so that the run can be resumed.
     */
    public synchronized SavedResults finish(RunSummary summary, List<TaskFailure> failures) throws IOException {
        files.requireThere();
        unfit();
        return complete(summary, failures, () -> WholeContainer.gathered(files, commits, summary, failures));
    }

    /**
     * Once every task has its partial result: has {@code whole} make the container of them, and removes them. If that fails they stay, so that the run can be
     * resumed.
     */
    public synchronized SavedResults finish(RunSummary summary, PartialResults.Whole whole) throws IOException {
        return complete(summary, List.of(), () -> WholeContainer.made(files, commits, summary, whole));
    }

    private interface Build {
        WholeContainer container() throws IOException;
    }

    private SavedResults complete(RunSummary summary, List<TaskFailure> failures, Build build) throws IOException {
        files.requireThere();
        long start = System.nanoTime();
        journal.force();
        if (!complete) {
            files.writeSummary(summary, failures);
            WholeContainer container = build.container();
            OwnFiles.move(container.temporary(), folder.container());
            noteGathering(summary.gathered((System.nanoTime() - start) / 1e9), failures);
            if (record.save().durability() == Durability.DISK) {
                Channels.forceFolder(folder.folder());
            }
            container.files().cleanAfterContainer(container.pieces());
            if (summary.wallSeconds() >= SHORT_SECONDS || OwnFiles.exists(reportFile())) { // an earlier page would be wrong now
                report(commits.missing().isEmpty() ? RunState.COMPLETE : RunState.INCOMPLETE);
            }
        }
        folder.removeEmptyPayload();
        return SavedResults.open(folder.container());
    }

    private void noteGathering(RunSummary summary, List<TaskFailure> failures) {
        try {
            files.writeSummary(summary, failures);
        } catch (IOException e) {
            // the container is complete, and the summary is there but for this one figure
        }
    }

    /** Ends a run that failed or was cancelled: there is no container, what finished stays for {@code --resume}, temporary files are removed. */
    public synchronized void keep(RunSummary summary, List<TaskFailure> failures) throws IOException {
        boolean interrupted = Thread.interrupted(); // often the reason for stopping, and it would close every file that is touched now
        try {
            tidyUp(summary, failures);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void tidyUp(RunSummary summary, List<TaskFailure> failures) throws IOException {
        files.requireThere();
        journal.force();
        files.clean(commits);
        if (commits.finished().isEmpty()) {
            Files.deleteIfExists(folder.inPlace(record.run())); // laid out, but nothing in it counts
        }
        folder.removeEmptyPayload();
        files.writeSummary(summary, failures); // nearly last, since a full disk ends it here
        report(failures.isEmpty() ? RunState.STOPPED : RunState.FAILED);
    }

    /** Looked up when there is something to say: a program that has no logging is told so once it is needed. */
    private static void warn(String text, Path file, String why) {
        LoggerFactory.getLogger(ResultRun.class).warn(text, file, why);
    }

    private void report(RunState state) {
        try {
            RunReport.write(files.run(), state, commits.finished().cardinality());
        } catch (IOException | RuntimeException e) { // the results do not depend on it
            warn("{} cannot be written: {}", reportFile(), Reason.of(e));
        }
    }

    /** The page about this run, once {@link #keep} has written it, or {@link #finish} of a run that was not short. */
    public Path reportFile() {
        return files.run().resolve(RunReport.NAME);
    }

    /** Releases the folder. */
    @Override
    public synchronized void close() throws IOException {
        try (lock; trace) {
            journal.close();
        }
    }
}
