package org.trialmap.parallel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.closure.NotSerializableFunctionException;
import org.trialmap.store.Frame;
import org.trialmap.store.Layout;
import org.trialmap.store.ResultShape;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.store.UnfitResultException;
import org.trialmap.store.run.ResultRun;
import org.trialmap.store.run.ResultValues;
import org.trialmap.support.LocalPath;
import org.trialmap.support.Reason;
import org.trialmap.task.Batching;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.ElementReduction;
import org.trialmap.task.Inputs;
import org.trialmap.task.NamedInputs;
import org.trialmap.task.OnError;
import org.trialmap.task.Reducer;
import org.trialmap.task.RunOptions;
import org.trialmap.task.TaskFunction;
import org.trialmap.task.TaskPlan;

/**
 * A map whose inputs are known; its verbs take the function. Results are always in the order of the inputs, and the same on every backend.
 *
 * <p>All verbs refuse functions and inputs that cannot be serialized with {@link NotSerializableFunctionException} before anything starts, and throw
 * {@link MapFailedException} if tasks failed (unless {@code onError(CONTINUE)} was chosen) or the run was interrupted.
 */
public class MapCall<T> {
    private final Backend backend;
    private final RunOptions options;
    private final Inputs<T> inputs;
    private final SaveOptions saving;

    MapCall(Backend backend, RunOptions options, Inputs<T> inputs) {
        this(backend, options, inputs, SaveOptions.DEFAULTS);
    }

    private MapCall(Backend backend, RunOptions options, Inputs<T> inputs, SaveOptions saving) {
        this.backend = backend;
        this.options = options;
        this.inputs = inputs;
        this.saving = saving;
    }

    MapCall(MapCall<T> call, SaveOptions saving) {
        this(call.backend, call.options, call.inputs, saving);
    }

    MapCall(MapCall<T> call, RunOptions options) {
        this(call.backend, options, call.inputs, call.saving);
    }

    MapCall(MapCall<T> call, List<String> names) {
        this(call.backend, call.options, new NamedInputs<>(call.inputs, names), call.saving);
    }

    /**
     * The same with names for the inputs, under which results and tables have them: one for each column of {@link SavedResults#inputs}. They do not change what is computed, so a
     * run can be resumed under other names.
     *
     * @throws IllegalArgumentException if there are not as many names as columns, or two are the same
     */
    public MapCall<T> inputNames(String... names) {
        return new MapCall<>(this, List.of(names));
    }

    /** How tasks are run, all options at once; those of the {@link ParallelMap} are taken over. */
    public MapCall<T> options(RunOptions value) {
        return new MapCall<>(this, value);
    }

    RunOptions options() {
        return options;
    }

    /** As {@link ParallelMap#onError}, for this map alone. */
    public MapCall<T> onError(OnError value) {
        return options(options.withOnError(value));
    }

    /** As {@link ParallelMap#retries}, for this map alone. */
    public MapCall<T> retries(int value) {
        return options(options.withRetries(value));
    }

    /** As {@link ParallelMap#name}, for this map alone. */
    public MapCall<T> name(String value) {
        return options(options.withName(value));
    }

    /** How results are saved. */
    public MapCall<T> saving(SaveOptions value) {
        return new MapCall<>(this, value);
    }

    SaveOptions saving() {
        return saving;
    }

    /** Saves in another layout than {@link Layout#LINKED}. */
    public MapCall<T> layout(Layout value) {
        return saving(saving.withLayout(value));
    }

    /** Saves stacked, with a declared shape. */
    public MapCall<T> shape(ResultShape value) {
        return saving(saving.withShape(value));
    }

    /**
     * One array of all results, element by element and in the order of the inputs, so that its bits are the same on every backend; all results are in memory for it. To save it see
     * {@link SaveOptions#withReduce}.
     *
     * @throws IllegalArgumentException if results are not of one type and shape, or not of a type that {@code how} takes; names the task
     * @throws UnfitResultException if a result is neither a number or truth value nor an array of these
     */
    public <R> NdArray reduce(Reducer how, TaskFunction<T, R> function) {
        return reduceWithContext(how, ContextFunction.ignoringContext(function));
    }

    /** Like {@link #reduce}, with the task's context. */
    public <R> NdArray reduceWithContext(Reducer how, ContextFunction<T, R> function) {
        List<R> results = onError(OnError.FAIL).collectWithContext(function);
        ElementReduction reduction = new ElementReduction(how);
        for (int task = 0; task < results.size(); task++) {
            ResultValues values = ResultValues.of(task, results.get(task));
            if (!values.names().equals(List.of(""))) {
                throw new UnfitResultException(
                        "Task " + task + " returned the values " + values.names() + ", and reduce takes one. Return one, or save with SaveOptions.withReduce, which reduces each.");
            }
            reduction.add(task, values.arrays().get(0));
        }
        return reduction.result();
    }

    /** The results as a list. With {@code onError(CONTINUE)}, null stands for the missing ones. */
    public <R> List<R> collect(TaskFunction<T, R> function) {
        return collectWithContext(ContextFunction.ignoringContext(function));
    }

    /** Like {@link #collect}, with the task's context. */
    public <R> List<R> collectWithContext(ContextFunction<T, R> function) {
        return collecting(function).run().values();
    }

    /** A value or an error per task; never throws because a task failed. */
    public <R> Outcomes<R> outcomes(TaskFunction<T, R> function) {
        return outcomesWithContext(ContextFunction.ignoringContext(function));
    }

    /** Like {@link #outcomes}, with the task's context. */
    public <R> Outcomes<R> outcomesWithContext(ContextFunction<T, R> function) {
        return collecting(function).run().outcomes();
    }

    /** Starts the map and returns at once. */
    public <R> Submitted<R> submit(TaskFunction<T, R> function) {
        return submitWithContext(ContextFunction.ignoringContext(function));
    }

    /** Like {@link #submit}, with the task's context. */
    public <R> Submitted<R> submitWithContext(ContextFunction<T, R> function) {
        return Submitted.start(collecting(function));
    }

    /**
     * One task by itself, to see what it returns or why it fails: with the input, the random stream and the context that it has among the others. With {@link ParallelMap#serial()} it is called
     * in this thread, as debuggers want it. Nothing is saved.
     *
     * @param task index of its input
     * @throws IllegalArgumentException if there is no such task
     * @throws MapFailedException if it fails; the cause is what the function threw
     */
    public <R> R one(int task, TaskFunction<T, R> function) {
        return oneWithContext(task, ContextFunction.ignoringContext(function));
    }

    /** Like {@link #one}, with the task's context. */
    public <R> R oneWithContext(int task, ContextFunction<T, R> function) {
        if (task < 0 || task >= inputs.size()) {
            throw new IllegalArgumentException("There is no task " + task + ": the map has " + (inputs.size() == 1 ? "one task, 0" : inputs.size() + " tasks, 0 to " + (inputs.size() - 1))
                    + ". Correct the number.");
        }
        RunOptions alone = options.withProgress(RunOptions.Progress.HIDDEN);
        return new CollectRun<R>(backend, EncodedMap.of(backend, alone, inputs, function)).one(task);
    }

    /**
     * As {@link #oneWithContext}, of a map whose results are saved: what would be.
     *
     * @hidden
     */
    public TaskResult oneStored(int task, ContextFunction<T, ?> function) {
        return new TaskResult(task, inputs.size(), inputs.label(task), oneWithContext(task, new TaskResult.Stored<>(function)));
    }

    private <R> CollectRun<R> collecting(ContextFunction<T, R> function) {
        return new CollectRun<>(backend, EncodedMap.of(backend, options, inputs, function));
    }

    /**
     * Saves the results under {@code folder}: {@code <name>.h5} and what belongs to it. The caller closes what is returned. A result is a number, truth value or text, an array or list of
     * these of any rank, or a record, map, Scala case class or tuple of such values by name; of an Optional or Option what is in it, if there is something; exact decimals, big integers and enums as
     * texts. A function whose declared type says that its results cannot be stored is refused before anything runs; where the first results cannot be, the run stops.
     *
     * @throws UnfitResultException if the function is declared to return what cannot be stored
     * @throws IOException if the folder cannot be written, or results are there already and neither resume nor overwrite was chosen; the text says
     *     which
     */
    public <R> SavedResults save(Path folder, TaskFunction<T, R> function) throws IOException {
        return saveWithContext(folder, ContextFunction.ignoringContext(function));
    }

    /** Like {@link #save}, with the task's context. */
    public <R> SavedResults saveWithContext(Path folder, ContextFunction<T, R> function) throws IOException {
        return saving(folder, function, Optional.empty()).run();
    }

    /** Starts {@link #save} and returns at once. */
    public <R> MapHandle<SavedResults> submitSave(Path folder, TaskFunction<T, R> function) {
        return submitSaveWithContext(folder, ContextFunction.ignoringContext(function));
    }

    /** Like {@link #submitSave}, with the task's context. */
    public <R> MapHandle<SavedResults> submitSaveWithContext(Path folder, ContextFunction<T, R> function) {
        return started(saving(folder, function, Optional.empty()));
    }

    /**
     * Starts a map of whose results one is made and saved in the form of {@link SaveOptions#frame}, and returns at once. What tasks return is kept as in
     * {@link #save} until all of them have a result; if one fails nothing is made of the others, whatever {@code onError} says, until the run is resumed.
     */
    public <R> MapHandle<SavedResults> submitReduced(Path folder, ContextFunction<T, R> function, Reduction reduction) {
        return started(saving(folder, function, Optional.of(reduction)));
    }

    private MapHandle<SavedResults> started(SaveRun save) {
        MapHandle<SavedResults> handle = new MapHandle<>(save.tally(), save::cancel);
        handle.start("trialmap " + options.name().orElse("save"), save::run);
        return handle;
    }

    private SaveRun saving(Path folder, ContextFunction<T, ?> function, Optional<Reduction> reduction) {
        EncodedMap prepared = EncodedMap.of(backend, options, inputs, function);
        prepared.requireStorable();
        return new SaveRun(backend, prepared, LocalPath.of(folder), saving, reduction.or(() -> saving.reduce().map(ReducedResult::new)));
    }

    /**
     * What would be done, without doing it; {@code folder} is where results would be saved.
     *
     * @throws UncheckedIOException if they could not be saved there, as far as permissions tell, or results are there already and neither resume nor overwrite was
     *     chosen; the text says which
     */
    public <R> MapPlan plan(Path folder, TaskFunction<T, R> function) {
        return planWithContext(folder, ContextFunction.ignoringContext(function));
    }

    /** Like {@link #plan(Path, TaskFunction)}, with the task's context. */
    public <R> MapPlan planWithContext(Path folder, ContextFunction<T, R> function) {
        return plan(Optional.of(LocalPath.of(folder)), function);
    }

    /** What would be done, without doing it. */
    public <R> MapPlan plan(TaskFunction<T, R> function) {
        return planWithContext(ContextFunction.ignoringContext(function));
    }

    /** Like {@link #plan(TaskFunction)}, with the task's context. */
    public <R> MapPlan planWithContext(ContextFunction<T, R> function) {
        return plan(Optional.empty(), function);
    }

    private void requireRoom(Path folder, String name) {
        try {
            ResultRun.requireRoom(folder, name, saving);
        } catch (IOException e) {
            throw new UncheckedIOException(Reason.of(e), e);
        }
    }

    private MapPlan plan(Optional<Path> folder, ContextFunction<T, ?> function) {
        EncodedMap prepared = EncodedMap.of(backend, options, inputs, function);
        if (folder.isPresent()) {
            prepared.requireStorable();
        }
        TaskPlan plan = prepared.plan(saving);
        RunOptions settled = prepared.options();
        int slots = backend.slots(settled);
        int first = slots * settled.batching().timedPerSlot(plan.tasks(), slots);
        int size = first > 0 ? settled.batching().timed(plan.tasks() - first, slots, Double.MAX_VALUE) : settled.batching().withoutTiming();
        int partitions = (first > 0 ? slots : 0) + (int) Math.ceil((plan.tasks() - first) / (double) size);
        folder.ifPresent(out -> requireRoom(out, plan.name()));
        String file = saving.frame().map(Frame::file).orElse(plan.name() + ".h5");
        return new MapPlan(plan, settled, saving, backend.master(), slots, partitions, first, prepared.inputBytes(), backend.slotBytes(settled),
                prepared.taskBytes(), folder.map(f -> f.resolve(file)), inputs.planWords());
    }

    /** For example {@code map of 500 tasks on local[4]}. */
    @Override
    public String toString() {
        return options.name().orElse("map") + " of " + inputs.size() + (inputs.size() == 1 ? " task on " : " tasks on ") + backend.master();
    }
}
