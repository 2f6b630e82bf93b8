package org.trialmap.store.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.trialmap.array.NdArray;
import org.trialmap.task.RunSummary;
import org.trialmap.task.TaskFailure;

/**
 * A container that is complete but for its name.
 *
 * @param files of the container; one that is made of partial results has a plan of its own
 * @param temporary where it is
 * @param pieces that it consists of
 */
record WholeContainer(RunFiles files, Path temporary, Commits pieces) {
    /** Of the tasks' results. */
    static WholeContainer gathered(RunFiles files, Commits commits, RunSummary summary, List<TaskFailure> failures) throws IOException {
        return new WholeContainer(files, files.build(files.head(commits, ContainerHeader.summary(summary, failures), Map.of()), commits), commits);
    }

    /** Made of partial results. Leaves no file behind if it fails. */
    static WholeContainer made(RunFiles run, Commits commits, RunSummary summary, PartialResults.Whole whole) throws IOException {
        RunFiles files = run.whole();
        try {
            Commits pieces = new Commits(files.record().plan().tasks());
            Map<String, NdArray> more = write(run, commits, whole, files, pieces);
            return new WholeContainer(files, files.build(files.head(pieces, ContainerHeader.summary(summary, List.of()), more), pieces), pieces);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(run.folder().inPlace(run.record().run()));
            throw e;
        }
    }

    private static Map<String, NdArray> write(RunFiles run, Commits commits, PartialResults.Whole whole, RunFiles files, Commits pieces) throws IOException {
        int[] tasks = IntStream.range(0, pieces.tasks()).toArray();
        try (PartialResults partial = new PartialResults(run.folder(), run.record(), commits);
                PayloadAttempt attempt = new PayloadTarget(run.folder(), files.record()).begin(commits.tasks(), 0, tasks)) {
            attempt.note(commits.notes());
            Map<String, NdArray> more = whole.write(partial, attempt);
            pieces.add(attempt.commit());
            return more;
        }
    }
}
