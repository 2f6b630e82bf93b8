package org.trialmap.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.trialmap.store.Existing;
import org.trialmap.task.Batching;
import org.trialmap.task.OnError;
import org.trialmap.task.RunOptions;
import picocli.CommandLine.Option;

/** The options that all runs have. */
public final class RunFlags {
    /** For what is planned here and run elsewhere; not for people. */
    public static final String ELSEWHERE = "--plan-for-elsewhere";

    /** Not --task, which is BIDS's word. */
    static final String TASK = "--run-task";

    @Option(names = "--master", paramLabel = "URL|serial",
            description = "Where to run: local[N], local[*], spark://HOST:PORT, local-cluster[N,CORES,MiB], or serial without Spark (default:"
                    + " spark.master, else local[*]).")
    private String master;

    @Option(names = "--on-error", paramLabel = "POLICY", converter = Converters.OnErrors.class,
            description = "fail: run all tasks, then fail; fail-fast: stop at the first failure; continue: mark what is missing and succeed"
                    + " (default: fail).")
    private OnError onError = OnError.FAIL;

    @Option(names = "--retries", paramLabel = "N", description = "How often a failed task is tried again (default: 0).")
    private int retries;

    @Option(names = "--batch", paramLabel = "auto|N", converter = Converters.Batches.class, description = "Tasks per partition; changes speed only"
            + " (default: auto).")
    private Batching batch = Batching.auto();

    @Option(names = "--task-order", paramLabel = "ORDER", converter = Converters.Orders.class, description = "given: tasks begin as the inputs are; longest-first: those with most samples, or the"
            + " largest files, begin first; changes speed only (default: given).")
    private RunOptions.Order order = RunOptions.Order.GIVEN;

    @Option(names = "--resume", description = "Keep what is finished, run what is missing.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Replace earlier results of this name.")
    private boolean overwrite;

    @Option(names = "--plan", description = "Say what would be done, and do nothing.")
    private boolean plan;

    @Option(names = TASK, paramLabel = "N", description = "Run this task alone, without Spark unless a master is given: print what it returns, or with --debug where it failed, and save nothing.")
    private Integer task;

    /** What {@code --plan} finds in the way, for a machine that is not this one: programs and cores of this one do not matter. */
    @Option(names = ELSEWHERE, hidden = true)
    private boolean elsewhere;

    @Option(names = "--cpus-per-task", paramLabel = "N", description = "Processor cores of each task (default: spark.task.cpus, else 1).")
    private Integer cpusPerTask;

    @Option(names = "--timeout-per-task", paramLabel = "T", converter = Converters.Times.class, description = "Time limit of each task: 90, 90s, 500ms,"
            + " 5m, 1h.")
    private Duration timeout;

    @Option(names = "--conf", paramLabel = "K=V", converter = Converters.Settings.class, description = "A Spark setting, for example spark.executor.memory=4g. May be repeated.")
    private List<String> conf = new ArrayList<>();

    @Option(names = "--quiet", description = "Say nothing but errors and the result's path.")
    private boolean quiet;

    public boolean plan() {
        return plan || elsewhere;
    }

    boolean isElsewhere() {
        return elsewhere;
    }

    public boolean quiet() {
        return quiet;
    }

    /** The one task that is to run, if that is all. */
    public OptionalInt task() {
        return task == null ? OptionalInt.empty() : OptionalInt.of(task);
    }

    /** Where and with which settings to run. */
    public SessionOptions session(List<Path> jars) {
        return session(master, jars);
    }

    /** As typed; null if it was not. */
    String master() {
        return master;
    }

    public SessionOptions session(String chosenMaster, List<Path> jars) {
        return new SessionOptions(elsewhere ? SessionOptions.ELSEWHERE : alone(chosenMaster) ? SessionOptions.SERIAL : chosenMaster, SessionOptions.settings(conf), cpusPerTask, jars, quiet);
    }

    private boolean alone(String chosenMaster) {
        return task != null && chosenMaster == null && System.getProperty(Session.CLUSTER) == null && conf.stream().noneMatch(setting -> setting.startsWith("spark.master="));
    }

    public RunOptions options() {
        return checked(() -> {
            RunOptions.Progress progress = quiet ? RunOptions.Progress.HIDDEN : RunOptions.Progress.SHOWN;
            RunOptions options = RunOptions.DEFAULTS.withRetries(retries).withOnError(onError).withBatching(batch).withOrder(order).withProgress(progress)
                    .withCpusPerTask(cpusPerTask == null ? 1 : cpusPerTask);
            return timeout == null ? options : options.withTimeLimit(timeout);
        });
    }

    Existing existing() {
        if (resume && overwrite) {
            throw new UsageException("--resume and --overwrite exclude each other: --resume keeps what is finished, --overwrite replaces it. Leave"
                    + " one of them out.");
        }
        return resume || RestartMarker.isOne() ? Existing.RESUME : overwrite ? Existing.OVERWRITE : Existing.REFUSE;
    }

    /** Runs what checks its arguments by itself; what it refuses is wrong usage. */
    public static <T> T checked(Supplier<T> checking) {
        try {
            return checking.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }
}
