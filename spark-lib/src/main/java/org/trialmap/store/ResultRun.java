package org.trialmap.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.trialmap.array.NdArray;
import org.trialmap.task.RunSummary;
import org.trialmap.task.Stacking;
import org.trialmap.task.TaskFailure;
import org.trialmap.task.TaskPlan;

/** One run of one plan into one folder, seen from the driver. */
public final class ResultRun implements Closeable {
    private ResultRun() {}

    public static ResultRun open(Path folder, TaskPlan plan, Stacking stacking, Map<String, NdArray> attributes, Map<String, String> options, SaveOptions save)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public BitSet finished() {
        throw new UnsupportedOperationException();
    }

    public PayloadTarget target() {
        throw new UnsupportedOperationException();
    }

    public void journal(PayloadCommit commit) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void log(TaskFailure failure) throws IOException {
        throw new UnsupportedOperationException();
    }

    public Path logFile(int task) {
        throw new UnsupportedOperationException();
    }

    public Path container() {
        throw new UnsupportedOperationException();
    }

    public Path payloadFolder() {
        throw new UnsupportedOperationException();
    }

    public TaskPlan plan() {
        throw new UnsupportedOperationException();
    }

    public SavedResults finish(RunSummary summary, List<TaskFailure> failures) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void keep(RunSummary summary, List<TaskFailure> failures) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }
}
