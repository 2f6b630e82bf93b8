package org.trialmap.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.trialmap.array.DType;
import org.trialmap.store.Layout;
import org.trialmap.store.ResultShape;
import org.trialmap.store.SaveOptions;
import org.trialmap.task.OnError;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.Reducer;
import org.trialmap.task.RunOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where runs of functions and programs put their results, and what belongs to tasks in general. */
public final class FolderFlags {
    @Option(names = "--out", paramLabel = "DIR", required = true, converter = Converters.InputPaths.class, description = "Folder for the results: DIR/NAME.h5 and what belongs to it.")
    private Path out;

    @Option(names = "--work", paramLabel = "DIR", description = Destination.WORK)
    private Path work;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the run and its result file (default: the function's or program's).")
    private String name;

    @Option(names = "--layout", paramLabel = "LAYOUT", converter = Converters.Layouts.class,
            description = "linked: payload files and a container of links; stacked: one dataset; single: all in one file (default: linked; with"
                    + " --data stacked).")
    private Layout layout;

    @Option(names = "--shape", paramLabel = "N,N,*", converter = ShapeConverters.Axes.class, description = "Shape of the one dataset of all results, with * for the axis of the tasks (264,264,*) and"
            + " inf for a length that differs from task to task (*,inf); without *, results lie one after another along inf. Implies --layout stacked.")
    private ResultShape shape;

    @Option(names = "--result-dtype", paramLabel = "TYPE", converter = ShapeConverters.Types.class, description = "With --shape: what results consist of, as int64 (default: float64).")
    private DType dtype;

    @Option(names = "--reduce", paramLabel = "HOW", converter = ShapeConverters.Reducers.class, description = "One result of all tasks, printed and stored: sum, count (of what is true), min, max,"
            + " mean, all or any; of arrays element by element, in the order of the tasks.")
    private Reducer reduce;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the tasks' random streams (default: 0).")
    private long seed;

    @Option(names = "--random", paramLabel = "GENERATOR", converter = Converters.Randoms.class, description = "Generator of the random streams: xoshiro, pcg64 (NumPy's"
            + " SeedSequence(seed).spawn), pcg64-jumped (NumPy's PCG64(seed).jumped), mt19937 (NumPy's Mersenne Twister), mt19937-jumped or lecuyer (R's future.seed)"
            + " (default: xoshiro).")
    private RandomAlgorithm random = RandomAlgorithm.XOSHIRO256PP;

    @Mixin
    private GpuFlags gpus;

    Destination destination() {
        return new Destination(out, work);
    }

    /** The folder in which results are made. */
    Path folder() {
        return destination().isRemote() ? work : out;
    }

    RunOptions options(RunFlags flags) {
        RunOptions options = RunFlags.checked(() -> flags.options().withSeed(seed).withRandom(random));
        RunOptions named = name == null ? options : RunFlags.checked(() -> options.withName(name));
        return gpus.options(named, flags.isElsewhere());
    }

    /** Where and with which settings to run. */
    public SessionOptions session(RunFlags flags, List<Path> jars) {
        return gpus.session(flags.session(jars));
    }

    /** GPUs of each task. */
    public int gpusPerTask() {
        return gpus.perTask();
    }

    SaveOptions saving(RunFlags flags, Layout otherwise) {
        if (out.toString().isEmpty()) {
            throw new UsageException("--out is empty, often since a variable is not set. Name a folder (. is this one).");
        }
        if (destination().isRemote() && layout == Layout.LINKED) {
            throw new UsageException("--layout linked makes a file that leads to others beside it, but with --out " + out + " one file is copied. Choose --layout single or stacked.");
        }
        SaveOptions saving = SaveOptions.DEFAULTS.withExisting(flags.existing());
        if (reduce != null) {
            refuseBesideReduce(flags);
            return saving.withReduce(reduce);
        }
        return shape().map(saving::withShape).orElseGet(() -> saving.withLayout(layout == null ? unsaid(otherwise) : layout));
    }

    private Layout unsaid(Layout otherwise) {
        return destination().isRemote() && otherwise == Layout.LINKED ? Layout.SINGLE : otherwise;
    }

    private void refuseBesideReduce(RunFlags flags) {
        if (layout != null || shape != null) {
            throw new UsageException("--reduce makes one result of all tasks, " + (shape != null ? "--shape" : "--layout") + " is for results that are kept side by side. Leave one of them out.");
        }
        if (flags.options().onError() == OnError.CONTINUE) {
            throw new UsageException("--reduce needs the results of all tasks, --on-error continue goes on without some. Leave one of them out.");
        }
    }

    /** Whether arrays or numbers are wanted of the tasks: the option that says so. */
    public Optional<String> wantsNumbers() {
        return Optional.ofNullable(shape != null ? "--shape" : reduce != null ? "--reduce" : null);
    }

    /** As declared. */
    public Optional<ResultShape> shape() {
        if (shape == null && dtype != null) {
            throw new UsageException("--result-dtype " + dtype + " needs --shape, which is not given. Add it, or leave --result-dtype out.");
        }
        if (shape != null && layout != null && layout != Layout.STACKED) {
            throw new UsageException("--shape is that of stacked results, but --layout is " + layout.toString().toLowerCase(Locale.ROOT) + ". Leave one of them out.");
        }
        return Optional.ofNullable(shape).map(declared -> dtype == null ? declared : new ResultShape(dtype, declared.axes()));
    }
}
