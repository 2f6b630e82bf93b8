package org.trialmap.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.trialmap.parallel.MapCall;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.MapHandle;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.parallel.TaskResult;
import org.trialmap.store.Layout;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.Inputs;
import org.trialmap.task.RunOptions;
import picocli.CommandLine;

/**
 * What map and exec have in common once their inputs and function are known.
 *
 * @param out folder in which the results are made
 * @param destination where they are in the end
 * @param planOnly whether nothing is to be run
 * @param task the one that is to run alone
 * @param options how to run
 * @param saving how to save
 * @param command for its streams
 */
public record Run(Path out, Destination destination, boolean planOnly, OptionalInt task, RunOptions options, SaveOptions saving, CommandLine command) {

    public static Run of(FolderFlags folder, RunFlags flags, Layout layout, CommandLine command) {
        return new Run(folder.folder(), folder.destination(), flags.plan(), flags.task(), folder.options(flags), folder.saving(flags, layout), command);
    }

    /** Runs, or plans only. Prints the container's path to stdout, and before it, if there is one result of all tasks, that one; nothing else. */
    public <T> int over(Inputs<T> inputs, ContextFunction<T, Object> function, SessionOptions where) throws IOException {
        refuseNoTasks(inputs);
        try (Session session = Session.open(where)) {
            MapCall<T> call = session.map().options(options).over(inputs).saving(saving);
            refuseGpus(session.map().options(options));
            if (planOnly) {
                command.getOut().print(call.planWithContext(out, function).describe());
                command.getOut().flush();
                return ExitCode.OK;
            }
            if (task.isPresent()) {
                print(() -> call.oneStored(task.getAsInt(), function), command);
                return ExitCode.OK;
            }
            try (SavedResults results = save(call, out, function, command.getErr())) {
                report(results);
            } catch (MapFailedException e) {
                throw new TasksFailedException(e);
            }
            return ExitCode.OK;
        }
    }

    /** Runs one task and prints what it returned; one that there is not is wrong usage. */
    public static void print(Supplier<TaskResult> task, CommandLine command) {
        command.getOut().print(ValuesText.of(RunFlags.checked(task)));
        command.getOut().flush();
    }

    /** Those that are not there, or are not those of where tasks run. */
    private static void refuseGpus(ParallelMap map) {
        if (map.isInProcess()) {
            RunFlags.checked(map::slots);
        } else if (!map.options().gpus().isEmpty()) {
            throw new UsageException(
                    "--gpus " + String.join(",", map.options().gpus()) + " names GPUs of this machine, but tasks run on " + map.master() + ", whose workers announce their own. Leave it"
                            + " out.");
        }
    }

    private static void refuseNoTasks(Inputs<?> inputs) {
        if (inputs.size() == 0) {
            throw new UsageException("There is nothing to do: the inputs are empty. Give at least one value with --over, or a recording with at"
                    + " least one trial.");
        }
    }

    /** Saves in the background, so that a signal can stop it in good order. */
    public static <T> SavedResults save(MapCall<T> call, Path folder, ContextFunction<T, ?> function, PrintWriter err) {
        MapHandle<SavedResults> handle = call.submitSaveWithContext(folder, function);
        RestartMarker.begin();
        SignalHandler stop = new SignalHandler(err, handle::cancel, () -> handle.progress().finished());
        try {
            return handle.join();
        } finally {
            stop.close();
        }
    }

    private void report(SavedResults results) throws IOException {
        saving.reduce().ifPresent(how -> command.getOut().print(ValuesText.of(results)));
        reportMissing(results.missing().cardinality(), results.tasks(), command.getErr());
        Path place = destination.isRemote() ? destination.out().resolve(results.container().getFileName().toString()) : results.container();
        destination.publish(place);
        command.getOut().println(place);
    }

    public static void reportMissing(int missing, int tasks, PrintWriter err) {
        if (missing > 0) {
            err.println("trialmap: " + missing + " of " + tasks + (tasks == 1 ? " result is" : " results are")
                    + " missing and marked so (--on-error continue). Add --resume to try them again.");
        }
    }
}
