package org.trialmap.store.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.trialmap.store.FoundContainer;
import org.trialmap.store.Json;
import org.trialmap.store.OwnFiles;
import org.trialmap.store.RunRefusedException;
import org.trialmap.store.report.RunReport;
import org.trialmap.store.RunState;
import org.trialmap.support.LocalPath;

/**
 * A run that a result folder has a record of.
 *
 * @param name of its results
 * @param folder with its record
 * @param container that it has, or would have in the end
 * @param state how far it is
 * @param begun when it was begun for the first time
 * @param written when anything of it was written last
 * @param tasks in all
 * @param finished tasks with a result
 * @param bytes of its record, its payload and its container together
 */
public record PastRun(String name, Path folder, Path container, RunState state, Instant begun, Instant written, int tasks, int finished, long bytes) {

    /**
     * All runs of a folder, the newest first; without those whose record is damaged, see {@link #requireReadable}.
     *
     * @param folderOrContainer a result folder, or the path of one container: then the run of that container alone
     */
    public static List<PastRun> in(Path folderOrContainer) throws IOException {
        Path local = LocalPath.of(folderOrContainer);
        Path folder = folder(local);
        List<PastRun> runs = new ArrayList<>();
        for (RunFolder.Found found : RunFolder.records(folder)) {
            RunFolder results = RunFolder.of(folder, found.plan());
            if (folder.equals(local) || results.container().endsWith(local.getFileName())) {
                runs.add(of(results, found, isRunning(results)));
            }
        }
        return runs;
    }

    private static Path folder(Path local) {
        return Files.isDirectory(local) ? local : local.toAbsolutePath().getParent();
    }

    /** Throws if the record of a run in that folder is damaged. */
    public static void requireReadable(Path folderOrContainer) throws IOException {
        RunFolder.requireReadable(folder(LocalPath.of(folderOrContainer)));
    }

    private static boolean isRunning(RunFolder results) throws IOException {
        try {
            RunLock.requireFree(results);
            return false;
        } catch (RunRefusedException e) {
            return true;
        }
    }

    private static PastRun of(RunFolder results, RunFolder.Found found, boolean running) throws IOException {
        RunRecord record = found.plan();
        Optional<FoundContainer> own = FoundContainer.in(results.container()).filter(container -> container.run().equals(record.run()));
        Usage usage = new Usage();
        usage.add(found.run());
        usage.addPayload(results, record.run());
        if (own.isPresent()) {
            usage.add(results.container());
        }
        int tasks = record.plan().tasks();
        RunState state = running ? RunState.RUNNING : own.isPresent() ? own.get().missing().isEmpty() ? RunState.COMPLETE : RunState.INCOMPLETE : ended(found.run());
        int finished = state == RunState.COMPLETE ? tasks : state == RunState.INCOMPLETE ? tasks - own.get().missing().cardinality() : journalled(found.run());
        return new PastRun(results.name(), found.run(), results.container(), state, begun(found.run().resolve("plan.json")), usage.newest.toInstant(), tasks, finished, usage.bytes);
    }

    /** A summary that is older than the journal is of an earlier run; the one that wrote the journal was killed. */
    private static RunState ended(Path run) throws IOException {
        Path summary = run.resolve("summary.json");
        Path journal = run.resolve("journal.jsonl");
        if (!OwnFiles.isFile(summary) || OwnFiles.isFile(journal) && Files.getLastModifiedTime(journal).compareTo(Files.getLastModifiedTime(summary)) > 0) {
            return RunState.KILLED;
        }
        return Json.MAPPER.readTree(OwnFiles.read(summary)).path("failures").isEmpty() ? RunState.STOPPED : RunState.FAILED;
    }

    private static int journalled(Path run) throws IOException {
        BitSet tasks = new BitSet();
        Journal.read(run.resolve("journal.jsonl")).commits().forEach(commit -> {
            for (int task : commit.tasks()) {
                tasks.set(task);
            }
        });
        return tasks.cardinality();
    }

    private static Instant begun(Path plan) throws IOException {
        try {
            return Instant.parse(Json.MAPPER.readTree(OwnFiles.read(plan)).path("created").asText());
        } catch (RuntimeException e) { // somebody has changed it
            return Files.getLastModifiedTime(plan).toInstant();
        }
    }

    /** Writes the page about this run; returns its path. */
    public Path report() throws IOException {
        return RunReport.write(folder, state, finished);
    }

    /** Where that page is, if it has been written. */
    public Path reportFile() {
        return folder.resolve(RunReport.NAME);
    }

    /** Puts a picture of the result, PNG, into the page that there is. */
    public void illustrate(byte[] png) throws IOException {
        RunReport.illustrate(reportFile(), png);
    }

    /** Whether it has ended and left no result file: what it keeps is of use for {@code --resume} and {@code gather} only. */
    public boolean isUnfinished() {
        return state == RunState.FAILED || state == RunState.STOPPED || state == RunState.KILLED;
    }

    /**
     * Removes what an unfinished run keeps: its record, its payload, nothing of other runs. Looked at again under the run's lock.
     *
     * @throws RunRefusedException if it is running, or has finished meanwhile; nothing was touched
     */
    @SuppressWarnings("try") // closed, not used
    public void remove() throws IOException {
        RunRecord record = RunRecord.read(folder.resolve("plan.json"));
        RunFolder results = RunFolder.of(folder.getParent().getParent(), record);
        results.requireWritable();
        try (RunLock lock = RunLock.acquire(results)) {
            PastRun now = of(results, new RunFolder.Found(folder, record), false);
            if (!now.isUnfinished() || now.written.isAfter(written)) {
                throw new RunRefusedException("The run '" + name + "' in " + folder + " went on meanwhile, so it was not removed.");
            }
            results.clean(file -> !file.contains(record.run()));
            results.removeEmptyPayload();
            RunFolder.delete(folder);
        }
    }

    /** Bytes of files, and when one of them was written last. */
    private static final class Usage extends SimpleFileVisitor<Path> {
        private long bytes;
        private FileTime newest = FileTime.fromMillis(0);

        void add(Path tree) throws IOException {
            Files.walkFileTree(tree, this);
        }

        void addPayload(RunFolder results, String run) throws IOException {
            if (!OwnFiles.isFolder(results.payload())) {
                return;
            }
            try (Stream<Path> list = Files.list(results.payload())) {
                for (Path file : (Iterable<Path>) list.filter(found -> found.getFileName().toString().contains(run))::iterator) {
                    add(file);
                }
            }
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            boolean page = file.endsWith(RunReport.NAME); // may be written at any time
            bytes += attributes.size();
            newest = page || attributes.lastModifiedTime().compareTo(newest) < 0 ? newest : attributes.lastModifiedTime();
            return FileVisitResult.CONTINUE;
        }
    }
}
