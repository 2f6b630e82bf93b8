package org.trialmap.task;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.trialmap.support.Copies;

/**
 * How a map runs. Immutable; the {@code with...} methods return changed copies.
 *
 * @param seed seed of the tasks' random streams
 * @param random generator of the tasks' random streams
 * @param retries how often a failed task is tried again, at least 0
 * @param onError what happens when a task fails for good
 * @param cpusPerTask processor cores per task, at least 1
 * @param gpusPerTask GPUs of each task, which no other task has at the same time; 0 = none
 * @param gpus names of those that tasks of this process may have, without commas; empty = those of the environment variable CUDA_VISIBLE_DEVICES. On a cluster the workers know
 *     theirs
 * @param batching tasks per partition
 * @param name of the map and its result files; empty = the function's name
 * @param progress where progress is shown
 * @param timeLimit for each task, positive; empty = none
 * @param captureLimit bytes that a function may have captured, at least 0; large values that tasks read are better shared
 * @param order in which tasks begin; it changes speed only
 */
public record RunOptions(long seed, RandomAlgorithm random, int retries, OnError onError, int cpusPerTask, int gpusPerTask, List<String> gpus,
        Batching batching, Optional<String> name, Progress progress, Optional<Duration> timeLimit, long captureLimit, Order order) {

    /** Where progress is shown. */
    public enum Progress {
        /** One line on standard error: rewritten in place on a terminal, a line now and then elsewhere. */
        SHOWN,
        HIDDEN
    }

    /** In which order tasks begin. Results are in the order of the inputs, and the same, in any case. */
    public enum Order {
        /** As the inputs are. */
        GIVEN,
        /**
         * Those first that have most to read, so that no long one begins when the others are about to end: by the samples of their trials, by the sizes of files that their inputs name, else by the
         * size of the inputs themselves. Tasks that have as much begin as the inputs are.
         */
        LONGEST_FIRST
    }

    public static final RunOptions DEFAULTS = new RunOptions(0, RandomAlgorithm.XOSHIRO256PP, 0, OnError.FAIL, 1, 0, List.of(), Batching.auto(),
            Optional.empty(), Progress.SHOWN, Optional.empty(), 100L << 20, Order.GIVEN);

    /** @throws IllegalArgumentException if a value is out of its range, or the name cannot be a file's (see {@link TaskPlan}) */
    public RunOptions {
        Objects.requireNonNull(random, "random");
        Objects.requireNonNull(onError, "onError");
        Objects.requireNonNull(batching, "batching");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(progress, "progress");
        Objects.requireNonNull(timeLimit, "timeLimit");
        Objects.requireNonNull(order, "order");
        random.requireSeed(seed);
        if (retries < 0) {
            throw new IllegalArgumentException("retries must be 0 or more, it is " + retries + ".");
        }
        if (cpusPerTask < 1) {
            throw new IllegalArgumentException("cpus per task must be 1 or more, it is " + cpusPerTask + ".");
        }
        if (gpusPerTask < 0) {
            throw new IllegalArgumentException("gpus per task must be 0 or more, it is " + gpusPerTask + ".");
        }
        gpus = List.copyOf(gpus);
        if (new HashSet<>(gpus).size() < gpus.size() || gpus.stream().anyMatch(gpu -> gpu.isBlank() || gpu.matches("(?s).*[,\\s].*"))) {
            throw new IllegalArgumentException(
                    "The GPUs " + gpus + " cannot be told apart: each is named once, with neither spaces nor commas. Name them as CUDA_VISIBLE_DEVICES does, for example 0, 1.");
        }
        if (captureLimit < 0) {
            throw new IllegalArgumentException("The limit of captured bytes must be 0 or more, it is " + captureLimit + ".");
        }
        name.ifPresent(TaskPlan::checkName);
        timeLimit.ifPresent(limit -> {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("The time limit per task must be positive, it is " + limit + ".");
            }
        });
    }

    public RunOptions withSeed(long value) {
        return Copies.with(this, "seed", value);
    }

    public RunOptions withRandom(RandomAlgorithm value) {
        return Copies.with(this, "random", value);
    }

    public RunOptions withRetries(int value) {
        return Copies.with(this, "retries", value);
    }

    public RunOptions withOnError(OnError value) {
        return Copies.with(this, "onError", value);
    }

    public RunOptions withCpusPerTask(int value) {
        return Copies.with(this, "cpusPerTask", value);
    }

    public RunOptions withGpusPerTask(int value) {
        return Copies.with(this, "gpusPerTask", value);
    }

    public RunOptions withGpus(List<String> value) {
        return Copies.with(this, "gpus", value);
    }

    public RunOptions withBatching(Batching value) {
        return Copies.with(this, "batching", value);
    }

    public RunOptions withName(String value) {
        return Copies.with(this, "name", Optional.of(Objects.requireNonNull(value, "name")));
    }

    public RunOptions withProgress(Progress value) {
        return Copies.with(this, "progress", value);
    }

    public RunOptions withTimeLimit(Duration value) {
        return Copies.with(this, "timeLimit", Optional.of(Objects.requireNonNull(value, "timeLimit")));
    }

    public RunOptions withCaptureLimit(long value) {
        return Copies.with(this, "captureLimit", value);
    }

    public RunOptions withOrder(Order value) {
        return Copies.with(this, "order", value);
    }
}
