package org.trialmap.parallel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.trialmap.parallel.closure.FreshValues;
import org.trialmap.parallel.closure.Immutable;
import org.trialmap.parallel.closure.MissingClassException;
import org.trialmap.parallel.closure.SerializationCheck;
import org.trialmap.parallel.resource.PeakMemory;
import org.trialmap.setting.Setting;
import org.trialmap.store.run.PayloadAttempt;
import org.trialmap.store.run.PayloadCommit;
import org.trialmap.task.Inputs;
import org.trialmap.task.OnError;
import org.trialmap.task.TaskFailure;

/** The state of one partition in progress. */
final class PartitionWork {
    /** A result that is handed back may have so many bytes; where those of a partition have so many, the rest is left to other partitions. */
    private static final long MOST_BYTES = 1 << 30;

    private final Batch batch;
    private final int attempt;
    private final FreshValues fresh;
    private final TaskRunner.Options options;
    private final List<String> gpus;
    private final int allTasks;
    private final List<Integer> done = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final List<TaskFailure> failures = new ArrayList<>();
    private final long start = System.nanoTime();
    private final CallTimes.Clock clock; // null = nobody asks
    private long bytes;
    private byte[] thrown;
    private int retried;
    private long callNanos;
    private long longestNanos;
    private long lastNanos;

    /**
     * @param attempt of the partition, 0 at first
     * @param gpus of this partition, one task after the other
     * @param allTasks number of tasks of the whole map
     * @param traced whether the driver wants to know when each task ran
     */
    PartitionWork(Batch batch, int attempt, FreshValues fresh, TaskRunner.Options options, List<String> gpus, int allTasks, boolean traced) {
        this.batch = batch;
        this.clock = traced ? new CallTimes.Clock(batch.tasks().length) : null;
        this.attempt = attempt;
        this.fresh = fresh;
        this.options = options;
        this.gpus = gpus;
        this.allTasks = allTasks;
    }

    boolean stopped() {
        return options.onError() == OnError.FAIL_FAST && !failures.isEmpty() || bytes > MOST_BYTES / 2 || isOverdue() || isHopeless();
    }

    private boolean isOverdue() {
        return callNanos > 0 && System.nanoTime() - start > batch.patienceNanos();
    }

    /** None of the first results can be stored: the driver decides. */
    private boolean isHopeless() {
        return options.onError() == OnError.FAIL && done.isEmpty() && failures.size() == RunLoop.HOPELESS && failures.stream().allMatch(RunLoop::isUnfit);
    }

    /** Whether no task has a result. */
    boolean isEmpty() {
        return done.isEmpty();
    }

    void task(int k, TaskCall call, PayloadAttempt payload) throws IOException, InterruptedException {
        TaskFailure failure = null;
        long began = System.nanoTime();
        long before = callNanos;
        int retry = 0;
        for (; retry == 0 || failure != null && retry <= options.retries(); retry++) {
            if (retry > 0) {
                retried++;
            }
            failure = attempt(k, retry, call, payload);
        }
        if (clock != null) {
            clock.add(batch.tasks()[k], began, callNanos - before, retry);
        }
        if (failure != null) {
            failures.add(failure);
        }
    }

    /** One attempt at one task; null if it succeeded. */
    private TaskFailure attempt(int k, int retry, TaskCall call, PayloadAttempt payload) throws IOException, InterruptedException {
        int index = batch.tasks()[k];
        long start = System.nanoTime();
        try (LiveContext context = new LiveContext(index, allTasks, fresh.original(k), attempt + retry, options, gpus)) {
            Object value;
            try {
                value = call.run(() -> fresh.function().apply(fresh.input(k), context));
            } finally {
                time(System.nanoTime() - start);
            }
            if (payload != null) {
                payload.add(index, value, lastNanos / 1e9);
            } else {
                values.add(handedBack(value));
            }
            done.add(index);
            return null;
        } catch (TaskCall.UserException e) {
            if (e.getCause() instanceof MissingClassException missing) {
                throw missing;
            }
            return failure(k, e.getCause(), retry);
        } catch (IOException | InterruptedException e) {
            throw e;
        } catch (Throwable e) { // the result cannot be stored or serialized
            return failure(k, e, retry);
        }
    }

    /** The result as it is now: what comes after may change it. */
    private Object handedBack(Object value) {
        if (Immutable.isPlain(value)) {
            return value;
        }
        byte[] encoded = SerializationCheck.result(value);
        if (encoded.length > MOST_BYTES) {
            throw new IllegalArgumentException("The result of type " + value.getClass().getTypeName() + " has " + encoded.length + " bytes, more than the " + MOST_BYTES
                    + " that a result may have which is handed back. Return less" + Setting.either(", or use save(...) instead of collect(...).", "."));
        }
        bytes += encoded.length;
        return new BatchResult.Encoded(encoded);
    }

    private TaskFailure failure(int k, Throwable cause, int retry) throws InterruptedException {
        JvmEnd.holdsBackFailures();
        if (failures.isEmpty()) {
            thrown = Failures.encoded(cause);
        }
        return Failures.of(batch.tasks()[k], Inputs.labelOf(fresh.original(k)), cause, retry + 1);
    }

    private void time(long nanos) {
        callNanos += nanos;
        lastNanos = nanos;
        longestNanos = Math.max(longestNanos, nanos);
    }

    BatchResult result(PayloadCommit commit) {
        return new BatchResult(batch.partition(), done.stream().mapToInt(Integer::intValue).toArray(), values.toArray(), failures, thrown,
                new BatchResult.Timing(retried, callNanos, longestNanos, lastNanos, System.nanoTime() - start, PeakMemory.bytes(), clock == null ? CallTimes.NONE : clock.times()), commit, null);
    }
}
