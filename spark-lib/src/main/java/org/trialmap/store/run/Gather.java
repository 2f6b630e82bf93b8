package org.trialmap.store.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import org.trialmap.setting.Setting;
import org.trialmap.store.Frame;
import org.trialmap.store.Json;
import org.trialmap.store.OwnFiles;
import org.trialmap.store.RunRefusedException;
import org.trialmap.store.SavedResults;
import org.trialmap.store.UnfitResultException;
import org.trialmap.support.LocalPath;
import org.trialmap.task.RunSummary;
import org.trialmap.task.TaskFailure;

/** Builds containers from the journal and the payload that a run left, without computing anything. */
public final class Gather {
    private Gather() {}

    /**
     * Builds the container of the only run in a folder, or of the run that belongs to a container's path ({@code DIR/<name>.h5} or the file of a
     * {@link Frame}, which need not exist yet). What is missing is marked; see {@link SavedResults#missing()}. A complete container is left as it is.
     *
     * @throws RunRefusedException if the run is still going on
     * @throws IOException if there is no run, or several, or nothing of it is finished
     */
    public static SavedResults folder(Path folderOrContainer) throws IOException {
        Path local = LocalPath.of(folderOrContainer);
        boolean isFolder = Files.isDirectory(local);
        Path folder = isFolder ? local : local.toAbsolutePath().getParent();
        String file = isFolder ? null : local.getFileName().toString();
        List<RunFolder.Found> runs = RunFolder.records(folder).stream().filter(found -> file == null
                || RunFolder.of(folder, found.plan()).container().endsWith(file)).toList();
        List<String> names = runs.stream().map(found -> found.plan().plan().name()).distinct().sorted().toList();
        if (names.isEmpty()) {
            RunFolder.requireReadable(folder);
        }
        if (names.size() != 1) {
            throw new IOException(names.isEmpty() ? "There is nothing to gather in " + folderOrContainer + ": " + folder.resolve(".run")
                    + " has no record of a run"
                    + (file == null ? "" : " named '" + file.replaceFirst("\\.h5$", "") + "'") + ". Name the folder that was given to " + Setting.OUT_FOLDER + "."
                    : "There are several runs in " + folder + ": " + String.join(", ", names) + ". Name one, for example "
                            + folder.resolve(names.get(0) + ".h5") + ".");
        }
        return gather(RunFolder.of(folder, runs.get(0).plan()), runs.get(0));
    }

    private static SavedResults gather(RunFolder folder, RunFolder.Found found) throws IOException {
        RunRecord record = found.plan();
        try (ResultRun run = ResultRun.open(folder, record)) {
            if (record.partial() && !run.isComplete()) {
                throw new IOException("There is nothing to gather in " + folder.folder() + ": '" + folder.name() + "' is one result that is made of the results of all tasks, and "
                        + run.finished().cardinality() + " of " + record.plan().tasks() + " tasks are finished. Run it again with " + Setting.RESUME + ".");
            }
            SortedMap<Integer, UnfitResultException> unfit = run.unfit();
            if (run.finished().isEmpty() && record.plan().tasks() > 0) {
                throw new IOException("There is nothing to gather in " + folder.folder() + ": no task of '" + folder.name()
                        + "' is finished. Run it again with " + Setting.RESUME + ".");
            }
            List<TaskFailure> failures = failures(found, run.finished());
            unfit.forEach((task, why) -> failures.add(new TaskFailure(task, "", why.getClass().getName(), why.getMessage(), "", "", 1)));
            return run.finish(summary(found, run), failures);
        }
    }

    /** The failures that the run recorded, of tasks that are still missing; their stack traces are in its log folder. */
    private static List<TaskFailure> failures(RunFolder.Found found, BitSet finished) throws IOException {
        List<TaskFailure> failures = new ArrayList<>();
        Path file = found.run().resolve("summary.json");
        if (OwnFiles.isFile(file)) {
            TaskFailure[] all = summary(file, node -> Json.MAPPER.treeToValue(node.path("failures"), TaskFailure[].class));
            Arrays.stream(all).filter(known -> known.index() >= 0 && !finished.get(known.index())).forEach(failures::add);
        }
        return failures;
    }

    /** What the run said about itself when it ended, or, if it was killed, what the journal knows. */
    private static RunSummary summary(RunFolder.Found found, ResultRun run) throws IOException {
        Path file = found.run().resolve("summary.json");
        if (OwnFiles.isFile(file)) {
            return summary(file, node -> Json.MAPPER.treeToValue(node, RunSummary.class));
        }
        List<PayloadCommit> commits = Journal.read(found.run().resolve("journal.jsonl")).commits();
        long start = commits.stream().mapToLong(PayloadCommit::startMillis).min().orElse(0);
        long end = commits.stream().mapToLong(PayloadCommit::endMillis).max().orElse(0);
        long bytes = commits.stream().mapToLong(PayloadCommit::bytes).sum();
        int finished = run.finished().cardinality();
        return new RunSummary(run.plan().tasks(), finished, run.plan().tasks() - finished, 0, commits.size(), 0, (end - start) / 1e3, null, 0, 0, bytes, 0,
                "gathered");
    }

    private static <T> T summary(Path file, Json.Meaning<T> meaning) throws IOException {
        return Json.understood(new String(OwnFiles.read(file), StandardCharsets.UTF_8), "The summary of a run, " + file + ",",
                "Remove it, then gather again: only the figures of the run are lost.", meaning);
    }
}
