package org.trialmap.store.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.trialmap.array.NdArray;
import org.trialmap.setting.Setting;
import org.trialmap.store.Layout;
import org.trialmap.store.OwnFiles;
import org.trialmap.support.IndexRanges;
import org.trialmap.support.Reason;
import org.trialmap.task.RunSummary;
import org.trialmap.task.TaskFailure;

/** The files of one run, for as long as its lock is held. */
record RunFiles(RunFolder folder, Path run, RunRecord record) {

    /**
     * What a run begins with.
     *
     * @param files of the run
     * @param record as written to {@code plan.json}
     * @param commits that count already
     * @param complete whether the container holds all results already
     * @param notices what is wrong with files of an earlier run
     */
    record Start(RunFiles files, RunRecord record, Commits commits, boolean complete, List<String> notices) {}

    Path journal() {
        return run.resolve("journal.jsonl");
    }

    /** @param more datasets of the root */
    ContainerHeader head(Commits commits, String summary, Map<String, NdArray> more) {
        return new ContainerHeader(record.noting(commits.notes()), commits.missing(), summary, new FrameFiles(run, more));
    }

    private Path plan() {
        return run.resolve("plan.json");
    }

    /** Starts over; an existing container stays until the new one takes its place. */
    static Start begin(RunFolder folder, RunRecord wanted, ResumeDecision.Earlier earlier) throws IOException {
        for (RunFolder.Found old : RunFolder.records(folder.folder())) {
            if (old.plan().plan().name().equals(folder.name())) {
                RunFolder.delete(old.run());
            }
        }
        RunFiles files = new RunFiles(folder, folder.newRun(wanted.plan().planId()), wanted);
        Commits commits = new Commits(wanted.plan().tasks());
        Files.deleteIfExists(files.journal());
        if (earlier.complete()) { // the container alone is there, its run's record was deleted: nothing to do, and nothing to write down
            return new Start(files, wanted, all(commits), true, List.of());
        }
        files.clean(commits);
        RunRecord record = wanted;
        if (wanted.save().frame().isPresent()) {
            FrameFiles.write(files.run, wanted.save().frame().get());
            record = wanted.bare();
        }
        if (!record.partial()) {
            record = laidOut(folder, record);
        }
        record.write(files.plan());
        return new Start(new RunFiles(folder, files.run, record), record, commits, false, List.of());
    }

    /** With a container to write in place, where that suits. */
    private static RunRecord laidOut(RunFolder folder, RunRecord record) throws IOException {
        return InPlace.suits(record.save(), folder.payload()) ? record.withAddress(InPlace.layOut(folder.inPlace(record.run()), record)) : record;
    }

    /** The files of the container that is made of this run's partial results. */
    RunFiles whole() throws IOException {
        return new RunFiles(folder, run, laidOut(folder, record.whole()));
    }

    private static Commits all(Commits commits) {
        int[] tasks = IntStream.range(0, commits.tasks()).toArray();
        commits.add(new PayloadCommit(0, 0, "", 0, "", tasks, List.of(), "", 0, 0, Map.of()));
        return commits;
    }

    /** Goes on from an earlier run. */
    static Start resume(RunFolder folder, ResumeDecision.Earlier earlier) throws IOException {
        RunRecord record = earlier.record().orElseThrow();
        RunFiles files = new RunFiles(folder, earlier.run().orElseThrow(), record);
        Commits commits = new Commits(record.plan().tasks());
        if (earlier.complete() && record.save().layout() != Layout.LINKED) {
            files.clean(all(commits));
            return new Start(files, record, commits, true, earlier.notices());
        }
        List<String> notices = new ArrayList<>(earlier.notices());
        if (record.address().isPresent() && !OwnFiles.isFile(folder.inPlace(record.run()))) {
            files.reopenInPlace();
        }
        Journal.Content journal = Journal.read(files.journal());
        notices.addAll(journal.notices());
        for (PayloadCommit commit : journal.commits()) {
            String damage = files.damage(commit);
            if (damage == null) {
                commits.add(commit);
            } else {
                notices.add(damage + "; the results of tasks " + IndexRanges.brief(IndexRanges.of(commit.tasks())) + " count as missing.");
            }
        }
        files.clean(commits);
        return new Start(files, record, commits, earlier.complete() && commits.missing().isEmpty(), List.copyOf(notices));
    }

    /** The file that executors write into became an incomplete container: it is copied, so that the container stays as it is until the end. */
    private void reopenInPlace() throws IOException {
        if (OwnFiles.isFile(folder.container())) {
            OwnFiles.copy(folder.container(), folder.inPlace(record.run()));
        } else {
            InPlace.layOut(folder.inPlace(record.run()), record);
        }
    }

    /** What is wrong with a commit's bytes; null = nothing. */
    private String damage(PayloadCommit commit) throws IOException {
        if (commit.tasks()[commit.tasks().length - 1] >= record.plan().tasks()) {
            return "The journal " + journal() + " lists tasks that are not in the plan";
        }
        Path file = folder.written(record, commit);
        if (record.address().isPresent() != commit.file().isEmpty()) {
            return "The journal " + journal() + " names " + (commit.file().isEmpty() ? "no payload file" : file) + ", which this run does not have";
        }
        if (record.address().isPresent()) {
            return InPlace.holds(file, record, commit) ? null : file + " does not hold what partition " + commit.partition() + " wrote";
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return file + (OwnFiles.exists(file) ? " is not a regular file" : " is gone");
        }
        long bytes = Files.size(file);
        if (bytes != commit.bytes()) {
            return file + " is damaged: it has " + bytes + " bytes instead of " + commit.bytes();
        }
        return Checksums.of(file).equals(commit.checksum()) ? null : file + " is damaged: its checksum is not " + commit.checksum();
    }

    /** Throws if somebody moved the results away while the run went on; nothing must be created again where they were. */
    void requireThere() throws IOException {
        if (!OwnFiles.isFolder(run)) {
            throw new IOException("The folder " + run + " of this run is not there any more; it was moved or removed during the run. What had"
                    + " finished is where it was moved to: put it back, then run again with " + Setting.RESUME + ".");
        }
    }

    Path logFile(int task) {
        return run.resolve("log").resolve(String.format(Locale.ROOT, "task-%05d.txt", task));
    }

    void log(TaskFailure failure) throws IOException {
        requireThere();
        Path file = logFile(failure.index());
        OwnFiles.makeFolder(file.getParent());
        String text = failure.describe(record.plan().tasks()) + "\n\ninput: " + failure.label() + "\nhost: " + failure.host() + "\nattempts: " + failure.attempts()
                + "\n\n" + failure.stackTrace();
        OwnFiles.write(file, text.getBytes(StandardCharsets.UTF_8)); // takes any text
    }

    void writeSummary(RunSummary summary, List<TaskFailure> failures) throws IOException {
        ContainerHeader.writeSummary(run.resolve("summary.json"), summary, failures);
    }

    /** Writes the container under a temporary name, which is returned. */
    Path build(ContainerHeader head, Commits commits) throws IOException {
        requirePayload(commits);
        boolean inPlace = record.address().isPresent();
        Path file = inPlace ? folder.inPlace(record.run()) : temporary();
        try {
            Files.deleteIfExists(temporary());
            if (inPlace) {
                InPlace.complete(file, head);
            } else {
                new ContainerWriter(folder, head, commits).write(file);
            }
            return file;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(temporary());
            throw new IOException("The container " + folder.container() + " cannot be written: " + Reason.sentence(e) + " All results are kept in "
                    + folder.payload()
                    + ". Remove the cause (free space, if it is that), then build it with: trialmap gather " + folder.folder(), e);
        }
    }

    private Path temporary() {
        return run.resolve("container.h5.tmp");
    }

    private void requirePayload(Commits commits) throws IOException {
        for (PayloadCommit commit : commits.all()) {
            Path file = folder.written(record, commit);
            if (!OwnFiles.isFile(file) || Files.size(file) != commit.bytes() && !commit.file().isEmpty()) {
                throw new IOException("The container " + folder.container() + " cannot be built: " + file + ", which host " + commit.host()
                        + " wrote with "
                        + commit.bytes() + " bytes, " + (OwnFiles.exists(file) ? "has " + Files.size(file) : "is not there")
                        + ". If driver and executors do not share"
                        + " that folder, choose one that they share (" + Setting.OUT_FOLDER + "); else run again with " + Setting.RESUME + ".");
            }
        }
    }

    /** Removes what is half made, and files of attempts that do not count. Those of an overwritten run stay as long as its container does. */
    void clean(Commits commits) throws IOException {
        Set<String> live = live(commits);
        boolean container = OwnFiles.exists(folder.container());
        folder.clean(name -> live.contains(name) || container && !name.endsWith(".tmp") && !name.contains(record.run()));
        OwnFiles.removeHalves(run);
    }

    private Set<String> live(Commits commits) {
        Set<String> live = new HashSet<>(Set.of("stacked-" + record.run() + ".data"));
        commits.all().forEach(commit -> live.add(commit.file()));
        return live;
    }

    /** As {@link #clean}, once the container is in its place: nothing but its own payload is needed any more. */
    void cleanAfterContainer(Commits commits) throws IOException {
        boolean needed = record.save().layout() == Layout.LINKED || !commits.missing().isEmpty();
        Set<String> live = needed ? live(commits) : Set.of();
        folder.clean(live::contains);
        Files.deleteIfExists(temporary());
    }
}
