package org.trialmap.app.cli;

import java.nio.file.Path;
import org.trialmap.store.Layout;
import org.trialmap.store.SaveOptions;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.RunOptions;
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

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the tasks' random streams (default: 0).")
    private long seed;

    @Option(names = "--random", paramLabel = "GENERATOR", converter = Converters.Randoms.class, description = "Generator of the random streams: xoshiro, pcg64 (NumPy's"
            + " SeedSequence(seed).spawn), pcg64-jumped (NumPy's PCG64(seed).jumped) or lecuyer (R's future.seed) (default: xoshiro).")
    private RandomAlgorithm random = RandomAlgorithm.XOSHIRO256PP;

    Destination destination() {
        return new Destination(out, work);
    }

    /** The folder in which results are made. */
    Path folder() {
        return destination().isRemote() ? work : out;
    }

    RunOptions options(RunFlags flags) {
        RunOptions options = RunFlags.checked(() -> flags.options().withSeed(seed).withRandom(random));
        return name == null ? options : RunFlags.checked(() -> options.withName(name));
    }

    SaveOptions saving(RunFlags flags, Layout otherwise) {
        if (out.toString().isEmpty()) {
            throw new UsageException("--out is empty, often since a variable is not set. Name a folder (. is this one).");
        }
        if (destination().isRemote() && layout == Layout.LINKED) {
            throw new UsageException("--layout linked makes a file that leads to others beside it, but with --out " + out + " one file is copied. Choose --layout single or stacked.");
        }
        Layout unsaid = destination().isRemote() && otherwise == Layout.LINKED ? Layout.SINGLE : otherwise;
        return SaveOptions.DEFAULTS.withLayout(layout == null ? unsaid : layout).withExisting(flags.existing());
    }
}
