package org.trialmap.task;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a map runs. Immutable; the {@code with...} methods return changed copies.
 *
 * @param seed seed of the tasks' random streams
 * @param random generator of the tasks' random streams
 * @param retries how often a failed task is tried again, at least 0
 * @param onError what happens when a task fails for good
 * @param cpusPerTask processor cores per task, at least 1
 * @param batching tasks per partition
 * @param name of the map and its result files; empty = the function's name
 * @param progress where progress is shown
 * @param timeLimit for each task, positive; empty = none
 * @throws IllegalArgumentException if a value is out of its range, or the name cannot be a file's (see {@link TaskPlan})
 */
public record RunOptions(long seed, RandomAlgorithm random, int retries, OnError onError, int cpusPerTask, Batching batching, Optional<String> name,
        Progress progress, Optional<Duration> timeLimit) {

    /** Where progress is shown. */
    public enum Progress {
        /** One line on standard error: rewritten in place on a terminal, a line now and then elsewhere. */
        SHOWN,
        HIDDEN
    }

    public static final RunOptions DEFAULTS = new RunOptions(0, RandomAlgorithm.XOSHIRO256PP, 0, OnError.FAIL, 1, Batching.auto(), Optional.empty(),
            Progress.SHOWN, Optional.empty());

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    public RunOptions {
        Objects.requireNonNull(random, "random");
        Objects.requireNonNull(onError, "onError");
        Objects.requireNonNull(batching, "batching");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(progress, "progress");
        Objects.requireNonNull(timeLimit, "timeLimit");
        if (retries < 0) {
            throw new IllegalArgumentException("retries must be 0 or more, it is " + retries + ".");
        }
        if (cpusPerTask < 1) {
            throw new IllegalArgumentException("cpus per task must be 1 or more, it is " + cpusPerTask + ".");
        }
        name.ifPresent(TaskPlan::checkName);
        timeLimit.ifPresent(limit -> {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("The time limit per task must be positive, it is " + limit + ".");
            }
            if (limit.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("The time limit per task is " + limit + ", more than 292 years (" + LONGEST + "), the longest there can be. Leave it out"
                        + " for none.");
            }
        });
    }

    public RunOptions withSeed(long value) {
        return new RunOptions(value, random, retries, onError, cpusPerTask, batching, name, progress, timeLimit);
    }

    public RunOptions withRandom(RandomAlgorithm value) {
        return new RunOptions(seed, value, retries, onError, cpusPerTask, batching, name, progress, timeLimit);
    }

    public RunOptions withRetries(int value) {
        return new RunOptions(seed, random, value, onError, cpusPerTask, batching, name, progress, timeLimit);
    }

    public RunOptions withOnError(OnError value) {
        return new RunOptions(seed, random, retries, value, cpusPerTask, batching, name, progress, timeLimit);
    }

    public RunOptions withCpusPerTask(int value) {
        return new RunOptions(seed, random, retries, onError, value, batching, name, progress, timeLimit);
    }

    public RunOptions withBatching(Batching value) {
        return new RunOptions(seed, random, retries, onError, cpusPerTask, value, name, progress, timeLimit);
    }

    public RunOptions withName(String value) {
        return new RunOptions(seed, random, retries, onError, cpusPerTask, batching, Optional.of(Objects.requireNonNull(value, "name")), progress, timeLimit);
    }

    public RunOptions withProgress(Progress value) {
        return new RunOptions(seed, random, retries, onError, cpusPerTask, batching, name, value, timeLimit);
    }

    public RunOptions withTimeLimit(Duration value) {
        return new RunOptions(seed, random, retries, onError, cpusPerTask, batching, name, progress,
                Optional.of(Objects.requireNonNull(value, "timeLimit")));
    }
}
