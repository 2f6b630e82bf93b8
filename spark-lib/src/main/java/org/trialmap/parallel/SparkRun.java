package org.trialmap.parallel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.trialmap.parallel.SparkJobs.Job;

/**
 * A run on Spark: one job for all batches that are added together. Results come through the job's result handler as partitions end. If a partition
 * fails for good, Spark gives up the whole job; the partitions that were not at fault are then submitted again.
 */
final class SparkRun implements Backend.Running {
    private static final Pattern CULPRIT = Pattern.compile("Task (\\d+) in stage \\S+ failed (\\d+) times");
    private static final Duration TIDYING = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(10);
    /** Spark's status tracker lags: a run is idle once no active task has been reported for this long. */
    private static final Duration QUIET = Duration.ofMillis(100);

    private final JavaSparkContext spark;
    private final SparkRunner runner;
    private final String description;
    private final String group = "trialmap-" + UUID.randomUUID();
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final Map<Job, SimpleFutureAction<?>> active = new ConcurrentHashMap<>();
    private volatile boolean cancelled;

    SparkRun(JavaSparkContext spark, SparkRunner runner, String description) {
        this.spark = spark;
        this.runner = runner;
        this.description = description;
    }

    /** What the scheduler's threads hand over. */
    private sealed interface Message permits Result, Ended {}

    private record Result(Job job, int position, byte[] bytes) implements Message {}

    private record Ended(Job job, Throwable cause) implements Message {}

    @Override
    public void add(int first, List<byte[]> batches) {
        submit(new Job(first, batches));
    }

    private void submit(Job job) {
        JavaRDD<byte[]> rdd = spark.parallelize(job.batches(), job.batches().size()).setName(description);
        SparkJobs.inGroup(spark, group, description, () -> {
            SimpleFutureAction<?> action = SparkJobs.submit(spark, rdd, runner, (position, bytes) -> messages.add(new Result(job, position, bytes)));
            active.put(job, action);
            SparkJobs.whenEnded(action, cause -> messages.add(new Ended(job, cause)));
        });
        if (cancelled) {
            cancel();
        }
    }

    @Override
    public Backend.Event next(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            if (active.isEmpty() && messages.isEmpty()) {
                return new Backend.Stopped(null);
            }
            Message message = messages.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (message == null) {
                return null;
            }
            if (message instanceof Result result) {
                result.job.finished().set(result.position);
                return new Backend.Finished(result.bytes);
            }
            Ended ended = (Ended) message;
            active.remove(ended.job);
            if (ended.cause != null) {
                return afterFailure(ended.job, ended.cause);
            }
        }
    }

    private Backend.Event afterFailure(Job job, Throwable cause) {
        if (cancelled) {
            return new Backend.Stopped(null);
        }
        Matcher culprit = CULPRIT.matcher(String.valueOf(cause.getMessage()));
        if (!culprit.find() || spark.sc().isStopped()) {
            cancelled = true;
            return new Backend.Stopped(cause);
        }
        int position = Integer.parseInt(culprit.group(1));
        int lost = job.partitions()[position];
        Job rest = job.without(position);
        if (!rest.batches().isEmpty()) {
            submit(rest);
        }
        return new Backend.Lost(lost, Integer.parseInt(culprit.group(2)), cause.getCause() == null ? cause : cause.getCause()); // ours, where the task threw it
    }

    @Override
    public void cancel() {
        cancelled = true;
        active.values().forEach(SimpleFutureAction::cancel);
    }

    /** After a cancelled run, waits a little for tasks that are still tidying up on the executors. */
    @Override
    public void close() {
        active.values().forEach(SimpleFutureAction::cancel);
        active.clear();
        long deadline = System.nanoTime() + TIDYING.toNanos();
        long quietSince = System.nanoTime();
        while (cancelled && System.nanoTime() < deadline && System.nanoTime() - quietSince < QUIET.toNanos()) {
            if (SparkJobs.hasActiveTasks(spark, group)) {
                quietSince = System.nanoTime();
            }
            LockSupport.parkNanos(POLL.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
