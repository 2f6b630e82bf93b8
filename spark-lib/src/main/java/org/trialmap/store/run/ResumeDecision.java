package org.trialmap.store.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.trialmap.setting.Setting;
import org.trialmap.store.Existing;
import org.trialmap.store.FoundContainer;
import org.trialmap.store.RunRefusedException;
import org.trialmap.task.TaskPlan;

/** Decides whether a run may begin where it wants to, and what of an earlier one it goes on from. Changes nothing. */
final class ResumeDecision {
    private final RunFolder folder;
    private final RunRecord wanted;
    private final Optional<Path> run;
    private final Optional<RunRecord> record;
    private final Optional<FoundContainer> container;

    /** @param wanted null where it does not matter which run wants to begin */
    private ResumeDecision(RunFolder folder, RunRecord wanted) throws IOException {
        this.folder = folder;
        this.wanted = wanted;
        this.run = folder.run();
        this.record = run.isPresent() ? Optional.of(RunRecord.read(run.get().resolve("plan.json"))) : Optional.empty();
        this.container = FoundContainer.in(folder.container());
    }

    /**
     * What is there to go on from.
     *
     * @param run folder of the earlier run, if any
     * @param record of the earlier run
     * @param complete whether the container is there and holds all results
     * @param notices of what differs and does not hinder, for the user
     */
    record Earlier(Optional<Path> run, Optional<RunRecord> record, boolean complete, List<String> notices) {
        static final Earlier NONE = new Earlier(Optional.empty(), Optional.empty(), false, List.of());
    }

    /** What {@link #decide} finds in the way whatever the plan is. */
    static void requireRoom(RunFolder folder, Existing existing) throws IOException {
        refuseFolder(folder);
        ResumeDecision decision = new ResumeDecision(folder, null);
        if (existing == Existing.REFUSE) {
            decision.refuse();
        } else if (existing == Existing.OVERWRITE) {
            decision.overwrite();
        }
    }

    private static void refuseFolder(RunFolder folder) throws RunRefusedException {
        if (Files.isDirectory(folder.container())) {
            throw new RunRefusedException("Results cannot be saved as " + folder.container() + ": a folder of that name is in the way. Move it away,"
                    + " or choose "
                    + folder.otherName() + ".");
        }
    }

    static Earlier decide(RunFolder folder, RunRecord wanted) throws IOException {
        refuseFolder(folder);
        ResumeDecision decision = new ResumeDecision(folder, wanted);
        return switch (wanted.save().existing()) {
            case REFUSE -> decision.refuse();
            case OVERWRITE -> decision.overwrite();
            case RESUME -> decision.resume();
        };
    }

    /** The plan of what is there to go on from, if anything of it is finished. */
    static Optional<TaskPlan> earlierPlan(RunFolder folder) throws IOException {
        ResumeDecision decision = new ResumeDecision(folder, null);
        return decision.hasResults() ? decision.earlierPlan() : Optional.empty();
    }

    private boolean hasResults() throws IOException {
        return container.isPresent() || finished() > 0;
    }

    private Optional<TaskPlan> earlierPlan() {
        return record.map(RunRecord::plan).or(() -> container.flatMap(FoundContainer::plan));
    }

    private Earlier refuse() throws IOException {
        if (isForeign()) {
            throw new RunRefusedException(foreign("replaced"));
        }
        if (container.isPresent()) {
            BitSet missing = container.get().missing();
            throw new RunRefusedException("Results are in " + folder.container() + " already (" + container.get().describe()
                    + "), so this run was refused; nothing was"
                    + " touched. Use " + (missing.isEmpty() ? "" : Setting.RESUME + " to run the missing tasks, ")
                    + Setting.OVERWRITE + " to replace them, or choose " + folder.otherName() + ".");
        }
        int finished = finished();
        if (finished > 0) {
            int tasks = record.orElseThrow().plan().tasks();
            int missing = tasks - finished;
            throw new RunRefusedException("An unfinished run named '" + folder.name() + "' is in " + folder.folder() + " already (" + finished
                    + " of " + tasks
                    + " tasks are finished), so this run was refused; nothing was touched. Use " + Setting.RESUME + " to run the " + missing
                    + (missing == 1 ? " missing task, " : " missing tasks, ") + Setting.OVERWRITE + " to start over, or choose " + folder.otherName() + ".");
        }
        return Earlier.NONE;
    }

    /** Without those whose files were removed, as those of a complete result are with it. */
    private int finished() throws IOException {
        if (run.isEmpty()) {
            return 0;
        }
        BitSet finished = new BitSet();
        Journal.read(run.get().resolve("journal.jsonl")).commits().stream().filter(commit -> Files.exists(folder.written(record.orElseThrow(), commit)))
                .forEach(commit -> IntStream.of(commit.tasks()).forEach(finished::set));
        return finished.cardinality();
    }

    private Earlier overwrite() throws IOException {
        if (isForeign()) {
            throw new RunRefusedException(foreign("replaced"));
        }
        return Earlier.NONE;
    }

    private boolean isForeign() {
        return container.isPresent() && (container.get().kind() == FoundContainer.Kind.FOREIGN || container.get().kind() == FoundContainer.Kind.LINK);
    }

    private String foreign(String done) {
        return folder.container() + " is not a result of trialmap or ACME (" + container.orElseThrow().describe() + "), so it is not " + done
                + "; nothing was touched."
                + " Move it away, or choose " + folder.otherName() + ".";
    }

    private Earlier resume() throws IOException {
        if (record.isEmpty()) {
            folder.requireReadable(wanted.plan().planId());
        }
        if (record.isPresent() && isForeign()) { // the run would end by replacing it
            throw new RunRefusedException(foreign("resumed").replace("trialmap or ACME", "trialmap"));
        }
        Optional<TaskPlan> earlier = earlierPlan();
        if (earlier.isEmpty()) {
            if (container.isPresent()) {
                throw new RunRefusedException(foreign("resumed").replace("trialmap or ACME", "trialmap"));
            }
            return Earlier.NONE;
        }
        Optional<String> difference = difference(earlier.get());
        if (difference.isPresent() && !hasResults()) {
            return Earlier.NONE; // there is nothing that could be mixed up
        }
        if (difference.isPresent()) {
            throw new RunRefusedException("The results named '" + folder.name() + "' in " + folder.folder() + " are of another plan ("
                    + difference.get() + changedValues() + moved()
                    + "), so they cannot be resumed; nothing was touched." + folder.meaning() + " The earlier plan is in "
                    + run.map(path -> path.resolve("plan.json")).orElse(folder.container())
                    + ". Run with what it says, use " + Setting.OVERWRITE + " to start over, or choose " + folder.otherName() + ".");
        }
        boolean complete = container.isPresent() && container.get().missing().isEmpty()
                && (record.isEmpty() || container.get().run().equals(record.get().run()));
        if (record.isEmpty() && !complete) {
            throw new RunRefusedException(folder.container() + " is " + container.orElseThrow().describe() + ", but the record of its run in "
                    + folder.runs()
                    + " is gone, so it cannot be resumed; nothing was touched. Restore that folder, or use " + Setting.OVERWRITE + " to start over.");
        }
        requireFiles();
        if (!complete && record.get().partial() != wanted.partial()) {
            return Earlier.NONE; // of a version that did not keep partial results
        }
        return new Earlier(run, record.map(earlierRun -> earlierRun.with(wanted.inputs())), complete,
                record.map(earlierRun -> earlierRun.circumstances().notices(wanted.circumstances())).orElse(List.of()));
    }

    /** Containers that are made of partial results have a plan of their own. */
    private Optional<String> difference(TaskPlan earlier) {
        TaskPlan whole = wanted.partial() ? wanted.whole().plan() : wanted.plan();
        return earlier.difference(earlier.tasks() == whole.tasks() ? whole : wanted.plan());
    }

    private String changedValues() {
        return record.map(then -> then.circumstances().changedValues(wanted.circumstances())).orElse("");
    }

    /** A digest says only that captured values differ: of a program, the working directory is one of them. */
    private String moved() {
        return record.map(RunRecord::circumstances).filter(then -> then.hasMoved(wanted.circumstances()))
                .map(then -> "; the working directory was " + then.folder() + " and is " + wanted.circumstances().folder()).orElse("");
    }

    private void requireFiles() throws RunRefusedException {
        Optional<String> changed = record.flatMap(earlierRun -> earlierRun.circumstances().changedFiles(wanted.circumstances()));
        if (changed.isPresent()) {
            throw new RunRefusedException("The results named '" + folder.name() + "' in " + folder.folder() + " cannot be resumed: a file that the inputs name"
                    + " has changed since the run began (" + changed.get() + "), and what is finished may be of the earlier one; nothing was touched. Restore"
                    + " it, use " + Setting.OVERWRITE + " to start over, or choose " + folder.otherName() + ".");
        }
    }
}
