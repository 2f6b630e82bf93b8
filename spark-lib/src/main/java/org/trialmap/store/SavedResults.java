package org.trialmap.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialmap.array.NdArray;
import org.trialmap.task.RunSummary;
import org.trialmap.task.TaskPlan;

/** Results read back from a container. */
public final class SavedResults implements Closeable {
    private SavedResults() {}

    /** Opens a container, or the only container in a folder. */
    public static SavedResults open(Path containerOrFolder) throws IOException {
        throw new UnsupportedOperationException();
    }

    public Path container() {
        throw new UnsupportedOperationException();
    }

    public Layout layout() {
        throw new UnsupportedOperationException();
    }

    public int tasks() {
        throw new UnsupportedOperationException();
    }

    /** Names of the values of the first finished task: a record's components, a map's keys, or {@code result_0}. */
    public List<String> values() {
        throw new UnsupportedOperationException();
    }

    /** Names of the values that one task returned. */
    public List<String> values(int task) {
        throw new UnsupportedOperationException();
    }

    public Status status(int task) {
        throw new UnsupportedOperationException();
    }

    public BitSet missing() {
        throw new UnsupportedOperationException();
    }

    public NdArray read(int task) {
        return read(task, 0);
    }

    public NdArray read(int task, int value) {
        throw new UnsupportedOperationException();
    }

    public double[] doubles(int task) {
        return read(task).doubles();
    }

    public StackedValue stacked(int value) {
        throw new UnsupportedOperationException();
    }

    public Optional<RunSummary> summary() {
        throw new UnsupportedOperationException();
    }

    public Map<String, String> options() {
        throw new UnsupportedOperationException();
    }

    public Optional<TaskPlan> plan() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}

    /** Whether a task has a result. */
    public enum Status {
        FINISHED,
        MISSING
    }
}
