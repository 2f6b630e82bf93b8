package org.trialmap.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.files.InputPath;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.setting.Setting;
import org.trialmap.support.Reason;
import org.trialmap.support.Suggestions;
import org.trialmap.task.Reducer;
import org.trialmap.task.RunSummary;
import org.trialmap.task.TaskPlan;

/**
 * Results read back from a container of ours, or of ACME in any of its modes; also one of its payload files, as the results of one task. A linked
 * container needs its payload folder beside it. Nothing is cast. Reading throws {@link UncheckedIOException} if a file is missing or damaged. May be used by many threads at once.
 */
public final class SavedResults implements Closeable {
    private final Hdf5File file;
    private final Path container;
    private final ResultSource source;

    private SavedResults(Hdf5File file, Path container, ResultSource source) {
        this.file = file;
        this.container = container;
        this.source = source;
    }

    /**
     * Opens a container, or the only container in a folder.
     *
     * @throws IOException if there is none or several, or if it holds no results that can be read
     */
    public static SavedResults open(Path containerOrFolder) throws IOException {
        Path container = FoundContainer.only(InputPath.of(containerOrFolder));
        Hdf5File file = Hdf5File.open(container);
        try {
            return new SavedResults(file, container, ResultSources.of(file));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    static <T> T unchecked(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException(Reason.of(e), e);
        }
    }

    public Path container() {
        return container;
    }

    public Layout layout() {
        return source.layout();
    }

    /** Number of tasks of the run, finished or missing. */
    public int tasks() {
        return unchecked(source::tasks);
    }

    /** Names of the values of the first finished task: a record's components, a map's keys, else {@code result_0}; empty if nothing is finished. */
    public List<String> values() {
        return unchecked(() -> {
            int first = source.missing().nextClearBit(0);
            return layout() != Layout.STACKED && first >= source.tasks() ? List.of() : source.values(first);
        });
    }

    /** Names of the values that one task returned. */
    public List<String> values(int task) {
        return unchecked(() -> source.values(finished(task)));
    }

    public Status status(int task) {
        return unchecked(() -> source.missing().get(inside(task))) ? Status.MISSING : Status.FINISHED;
    }

    /** Tasks without a result. A copy. */
    public BitSet missing() {
        return (BitSet) unchecked(source::missing).clone();
    }

    /** The first or only value of a task. A single number has shape (1,). */
    public NdArray read(int task) {
        return read(task, 0);
    }

    /**
     * One value of a task, in the shape in which it was returned; a single number has shape (1,).
     *
     * @param value number of the value, from 0
     * @throws NoSuchElementException if the task has no result
     */
    public NdArray read(int task, int value) {
        return unchecked(() -> source.read(finished(task), value));
    }

    /**
     * One value of a task by its name: a record's or case class's component, a map's key, {@code _1}, {@code _2} of a tuple, {@code result_0} where a task returned a single value.
     *
     * @throws NoSuchElementException if the task has no result, or none of that name; the text lists those it has
     */
    public NdArray value(String name, int task) {
        List<String> names = values(task);
        if (!names.contains(name)) {
            throw new NoSuchElementException("Task " + task + " has no value '" + name + "' in " + container + "." + Suggestions.of(name, names) + " Its values are " + Suggestions.list(names)
                    + ". Correct the name.");
        }
        return read(task, names.indexOf(name));
    }

    /**
     * The results of all tasks as objects of one type, in the inputs' order: records and Scala case classes by the names of their components (of which there may be fewer than values), and for
     * results of one value a number, String, array of any rank ({@code double[][].class}) or {@link NdArray}. Components may also be lists, sequences, Optionals and Options (empty where the value
     * was not there), exact decimals, big integers and enums. Nothing is cast. Each is read when it is asked for; null stands for tasks without a result.
     *
     * @throws IllegalArgumentException by the list's {@code get}, if a value is of another type; names the value and both types
     */
    public <T> List<T> as(Class<T> type) {
        return new ResultObjects<>(this, type);
    }

    /**
     * The task with the smallest or the largest number as its value of that name, the first of several; tasks without a result and NaN are passed over. What it was computed from is its
     * row of {@link #inputs()}.
     *
     * @param value as for {@link #value}: a single real number in each task
     * @param extreme {@link Reducer#MIN} or {@link Reducer#MAX}
     * @throws IllegalArgumentException for other reducers, and for values that are not single real numbers
     * @throws NoSuchElementException if no task has a number, or one has no value of that name
     */
    public int best(String value, Reducer extreme) {
        return BestTask.of(this, value, extreme);
    }

    /** Type of the elements of one value of a task. Nothing of it is read. */
    public DType dtype(int task, int value) {
        return unchecked(() -> source.dataset(finished(task), value).dtype());
    }

    /** Extents of what {@link #read(int, int)} gives. Nothing of it is read. */
    public long[] shape(int task, int value) {
        return unchecked(() -> source.shape(finished(task), value));
    }

    /** The first or only value of a task as a flat array; throws if it is not of type float64. */
    public double[] doubles(int task) {
        return read(task).doubles();
    }

    private int finished(int task) {
        if (status(task) == Status.MISSING) {
            throw new NoSuchElementException("Task " + task + " of " + tasks() + " has no result in " + container
                    + ": it failed or was not run. Run the same again"
                    + " with " + Setting.RESUME + " to run what is missing.");
        }
        return task;
    }

    private int inside(int task) {
        if (task < 0 || task >= tasks()) {
            throw new IndexOutOfBoundsException("Task " + task + " was asked for, but " + container + " has the results of " + tasks()
                    + " (from 0).");
        }
        return task;
    }

    /** Whether there is a dataset with that value of all tasks: for every value of the stacked layout; of ACME's files with a shape for the first. */
    public boolean isStacked(int value) {
        return value >= 0 && value < source.datasets().size();
    }

    /** The dataset with one value of all tasks; see {@link #isStacked}. */
    public StackedDataset stacked(int value) {
        return unchecked(() -> source.stacked(value));
    }

    /**
     * Names and values of the inputs, one value for each task, finished or missing. Of records and maps a column for each component or key, of pairs {@code first} and {@code second},
     * else one column, {@code input}; what is neither a number, a truth value nor a text is described in a few words. Empty for files of ACME and of earlier versions, for numbers
     * 0, 1, ... ({@code range}), and for more than 2^20 tasks.
     */
    public Map<String, NdArray> inputs() {
        return unchecked(() -> StoredInputs.read(file)).values();
    }

    /**
     * What describes the axes: attributes of the stacked datasets, or of the container, and datasets of the container's root, which is where those
     * go that are too large for an attribute.
     */
    public Map<String, NdArray> attributes() {
        return unchecked(() -> {
            Map<String, NdArray> attributes = new LinkedHashMap<>(file.attributes("/"));
            attributes.keySet().removeAll(ContainerAttributes.OWN);
            attributes.putAll(ContainerAttributes.large(file));
            if (layout() == Layout.STACKED && !source.datasets().isEmpty()) {
                attributes.putAll(stacked(0).attributes());
            }
            return attributes;
        });
    }

    /** What the run did; empty for files of ACME. */
    public Optional<RunSummary> summary() {
        return json("summary", RunSummary.class);
    }

    /** The run's options in words; empty for files of ACME. */
    public Map<String, String> options() {
        return unchecked(() -> {
            Optional<String> text = FoundContainer.text(file, "options");
            return text.isEmpty() ? Map.of() : ContainerAttributes.understood(file, "options", text.get(), Json::words);
        });
    }

    /** What was computed; empty for files of ACME. */
    public Optional<TaskPlan> plan() {
        return json("plan", TaskPlan.class);
    }

    /**
     * What names the run that gave these results; empty for files of ACME.
     *
     * @hidden
     */
    public Optional<String> run() {
        return unchecked(() -> FoundContainer.text(file, "run"));
    }

    private <T> Optional<T> json(String attribute, Class<T> type) {
        return unchecked(() -> {
            Optional<String> text = FoundContainer.text(file, attribute);
            return text.isEmpty() ? Optional.empty()
                    : Optional.of(ContainerAttributes.understood(file, attribute, text.get(), node -> Json.MAPPER.treeToValue(node, type)));
        });
    }

    /**
     * A table of Spark SQL with a row for each task: its number, inputs and values by their names, whether it is finished, how long it took and where it ran; see the data source {@code trialmap}. It may be used after this
     * is closed. The file must be there under the same path on every node.
     */
    public Dataset<Row> table(SparkSession spark) {
        return spark.read().format("trialmap").load(container.toAbsolutePath().toString());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** For example {@code results/simulate.h5: 500 tasks, 499 finished, values mean, samples}. */
    @Override
    public String toString() {
        try {
            int tasks = tasks();
            return container + ": " + tasks + (tasks == 1 ? " task, " : " tasks, ") + (tasks - missing().cardinality()) + " finished, values " + Suggestions.list(values());
        } catch (RuntimeException e) { // damaged, of ACME without its axis, or closed
            return container.toString();
        }
    }

    /** Whether a task has a result. */
    public enum Status {
        FINISHED,
        MISSING
    }
}
