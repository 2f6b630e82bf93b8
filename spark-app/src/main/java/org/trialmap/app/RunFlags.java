package org.trialmap.app;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trialmap.store.Existing;
import org.trialmap.store.Layout;
import org.trialmap.store.SaveOptions;
import org.trialmap.task.Batching;
import org.trialmap.task.OnError;
import org.trialmap.task.RunOptions;
import org.trialmap.task.Suggestions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that all runs have. */
final class RunFlags {
    private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h|d|)");
    private static final Map<String, Long> MILLIS = Map.of("ms", 1L, "", 1000L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for the results: DIR/NAME.h5 and what belongs to it.")
    private Path out;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the run and its result file (default: the function's or program's).")
    private String name;

    @Option(names = "--master", paramLabel = "URL|serial",
            description = "Where to run: local[N], local[*], spark://HOST:PORT, local-cluster[N,CORES,MiB], or serial without Spark (default:"
                    + " spark.master, else local[*]).")
    private String master;

    @Option(names = "--layout", paramLabel = "LAYOUT", converter = LayoutWords.class,
            description = "linked: payload files and a container of links; stacked: one dataset; single: all in one file (default: linked; with"
                    + " --data stacked).")
    private Layout layout;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the tasks' random streams (default: 0).")
    private long seed;

    @Option(names = "--on-error", paramLabel = "POLICY", converter = OnErrorWords.class,
            description = "fail: run all tasks, then fail; fail-fast: stop at the first failure; continue: mark what is missing and succeed"
                    + " (default: fail).")
    private OnError onError = OnError.FAIL;

    @Option(names = "--retries", paramLabel = "N", description = "How often a failed task is tried again (default: 0).")
    private int retries;

    @Option(names = "--batch", paramLabel = "auto|N", converter = BatchWords.class, description = "Tasks per partition; changes speed only"
            + " (default: auto).")
    private Batching batch = Batching.auto();

    @Option(names = "--resume", description = "Keep what is finished, run what is missing.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Replace earlier results of this name.")
    private boolean overwrite;

    @Option(names = "--plan", description = "Say what would be done, and do nothing.")
    private boolean plan;

    @Option(names = "--cpus-per-task", paramLabel = "N", description = "Processor cores of each task (default: spark.task.cpus, else 1).")
    private Integer cpusPerTask;

    @Option(names = "--timeout-per-task", paramLabel = "T", converter = TimeWords.class, description = "Time limit of each task: 90, 90s, 500ms,"
            + " 5m, 1h.")
    private Duration timeout;

    @Option(names = "--conf", paramLabel = "K=V", description = "A Spark setting, for example spark.executor.memory=4g. May be repeated.")
    private List<String> conf = new ArrayList<>();

    @Option(names = "--quiet", description = "Say nothing but errors and the result's path.")
    private boolean quiet;

    Path out() {
        return out;
    }

    boolean plan() {
        return plan;
    }

    boolean quiet() {
        return quiet;
    }

    String name(String otherwise) {
        return name == null ? otherwise : name;
    }

    /** Where and with which settings to run. */
    SessionOptions session(List<Path> jars) {
        return new SessionOptions(master, SessionOptions.settings(conf), cpusPerTask, jars, quiet);
    }

    RunOptions options() {
        return checked(() -> {
            RunOptions.Progress progress = quiet ? RunOptions.Progress.HIDDEN : RunOptions.Progress.SHOWN;
            RunOptions options = RunOptions.DEFAULTS.withSeed(seed).withRetries(retries).withOnError(onError).withBatching(batch)
                    .withProgress(progress).withCpusPerTask(cpusPerTask == null ? 1 : cpusPerTask);
            options = name == null ? options : options.withName(name);
            return timeout == null ? options : options.withTimeLimit(timeout);
        });
    }

    SaveOptions saving(Layout otherwise) {
        if (out.toString().isEmpty()) {
            throw new UsageException("--out is empty, often since a variable is not set. Name a folder (. is this one).");
        }
        if (resume && overwrite) {
            throw new UsageException("--resume and --overwrite exclude each other: --resume keeps what is finished, --overwrite replaces it. Leave"
                    + " one of them out.");
        }
        Existing existing = resume || Continuation.isOne() ? Existing.RESUME : overwrite ? Existing.OVERWRITE : Existing.REFUSE;
        return SaveOptions.DEFAULTS.withLayout(layout == null ? otherwise : layout).withExisting(existing);
    }

    /** Runs what checks its arguments by itself; what it refuses is wrong usage. */
    static <T> T checked(Supplier<T> checking) {
        try {
            return checking.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private static <E extends Enum<E>> E word(Class<E> type, String text) {
        List<String> words = Arrays.stream(type.getEnumConstants()).map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-')).toList();
        int at = words.indexOf(text.toLowerCase(Locale.ROOT));
        if (at < 0) {
            throw new TypeConversionException(SpecParser.shown(text) + " is none of " + String.join(", ", words) + "." + Suggestions.of(text, words));
        }
        return type.getEnumConstants()[at];
    }

    static final class LayoutWords implements ITypeConverter<Layout> {
        @Override
        public Layout convert(String text) {
            return word(Layout.class, text);
        }
    }

    static final class OnErrorWords implements ITypeConverter<OnError> {
        @Override
        public OnError convert(String text) {
            return word(OnError.class, text);
        }
    }

    static final class ParseWords implements ITypeConverter<OutputParser> {
        @Override
        public OutputParser convert(String text) {
            return word(OutputParser.class, text);
        }
    }

    static final class BatchWords implements ITypeConverter<Batching> {
        @Override
        public Batching convert(String text) {
            if (text.equals("auto")) {
                return Batching.auto();
            }
            if (!text.matches("[1-9]\\d{0,8}")) {
                throw new TypeConversionException(SpecParser.shown(text) + " is neither auto nor a number of at least 1.");
            }
            return Batching.of(Integer.parseInt(text));
        }
    }

    static final class TimeWords implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Matcher time = TIME.matcher(text.strip());
            if (!time.matches() || time.group(1).length() > 12) {
                throw new TypeConversionException(SpecParser.shown(text) + " is no time. Write a number and a unit: 90, 90s, 500ms, 5m, 1h.");
            }
            BigDecimal millis = new BigDecimal(time.group(1)).multiply(BigDecimal.valueOf(MILLIS.get(time.group(2))));
            if (millis.signum() == 0) {
                throw new TypeConversionException(SpecParser.shown(text) + " is no time limit: nothing can be done in no time. Give more, or leave"
                        + " it out.");
            }
            return Duration.ofNanos(Math.max(1, millis.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValue()));
        }
    }
}
