package org.trialmap.parallel;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.trialmap.store.PayloadAttempt;
import org.trialmap.store.PayloadCommit;
import org.trialmap.store.PayloadTarget;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.OnError;
import org.trialmap.task.TaskFailure;

/**
 * Runs the tasks of one partition: the same code on every backend. A user exception becomes the task's outcome and never reaches Spark.
 *
 * @param function the encoded {@link ContextFunction}
 * @param options how to run
 * @param tasks number of tasks of the whole map
 * @param target where results are saved; null = they are handed back
 */
record TaskRunner(byte[] function, CallOptions options, int tasks, PayloadTarget target) implements Serializable {

    /**
     * @param attempt of the partition, 0 at first
     * @param shared finds this process's shared values by digest
     * @param cancelled whether the run is being cancelled
     * @throws IOException if the payload cannot be written
     */
    BatchResult run(Batch batch, int attempt, Function<String, Object> shared, BooleanSupplier cancelled) throws IOException, InterruptedException {
        @SuppressWarnings("unchecked")
        ContextFunction<Object, Object> user = (ContextFunction<Object, Object>) Codec.decode(function, shared);
        Work work = new Work(batch, attempt, user);
        try (PayloadAttempt payload = target == null ? null : target.begin(batch.partition(), attempt, batch.tasks()); TaskCall call = new TaskCall(options.timeLimit(), cancelled)) {
            for (int k = 0; k < batch.tasks().length && !work.stopped(); k++) {
                if (cancelled.getAsBoolean()) {
                    throw new InterruptedException();
                }
                work.task(k, call, payload);
                batch.inputs()[k] = null; // an input may have fetched its data: it must not stay until the partition ends
            }
            PayloadCommit commit = payload == null || work.done.isEmpty() ? null : payload.commit();
            return work.result(commit);
        }
    }

    /** The state of one partition on its way. */
    private final class Work {
        private final Batch batch;
        private final int attempt;
        private final ContextFunction<Object, Object> user;
        private final List<Integer> done = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();
        private final List<TaskFailure> failures = new ArrayList<>();
        private byte[] thrown;
        private int retried;
        private long callNanos;
        private long longestNanos;
        private long lastNanos;

        Work(Batch batch, int attempt, ContextFunction<Object, Object> user) {
            this.batch = batch;
            this.attempt = attempt;
            this.user = user;
        }

        boolean stopped() {
            return options.onError() == OnError.FAIL_FAST && !failures.isEmpty();
        }

        void task(int k, TaskCall call, PayloadAttempt payload) throws IOException, InterruptedException {
            TaskFailure failure = null;
            for (int retry = 0; retry == 0 || failure != null && retry <= options.retries(); retry++) {
                if (retry > 0) {
                    retried++;
                }
                failure = attempt(k, retry, call, payload);
            }
            if (failure != null) {
                failures.add(failure);
            }
        }

        /** One attempt at one task; null if it succeeded. */
        private TaskFailure attempt(int k, int retry, TaskCall call, PayloadAttempt payload) throws IOException, InterruptedException {
            int index = batch.tasks()[k];
            Object input = batch.inputs()[k];
            long start = System.nanoTime();
            try (LiveContext context = new LiveContext(index, tasks, input, attempt + retry, options)) {
                Object value = call.run(() -> user.apply(input, context));
                time(System.nanoTime() - start);
                if (payload != null) {
                    payload.add(index, value);
                } else {
                    values.add(checkTravels(value));
                }
                done.add(index);
                return null;
            } catch (TaskCall.UserException e) {
                time(System.nanoTime() - start);
                return failure(index, input, e.getCause(), retry);
            } catch (IllegalArgumentException e) { // the result cannot be stored or cannot travel
                return failure(index, input, e, retry);
            }
        }

        private TaskFailure failure(int index, Object input, Throwable cause, int retry) {
            if (failures.isEmpty()) {
                thrown = Failures.encoded(cause);
            }
            return Failures.of(index, input, cause, retry + 1);
        }

        private void time(long nanos) {
            callNanos += nanos;
            lastNanos = nanos;
            longestNanos = Math.max(longestNanos, nanos);
        }

        BatchResult result(PayloadCommit commit) {
            return new BatchResult(batch.partition(), done.stream().mapToInt(Integer::intValue).toArray(), handedBack(), failures, thrown,
                    new BatchResult.Timing(retried, callNanos, longestNanos, lastNanos), commit, null);
        }

        private Object[] handedBack() {
            return target == null ? values.toArray() : null;
        }
    }

    /** Results of well-known types travel for certain; of others it is tried, so that the task which made it is named. */
    private static Object checkTravels(Object value) {
        if (value == null || value instanceof Number || value instanceof String || value instanceof Boolean || value.getClass().isArray()
                && value.getClass().getComponentType().isPrimitive()) {
            return value;
        }
        try {
            Codec.encode(value);
            return value;
        } catch (IOException e) {
            throw new CannotTravelException(TravelCheck.explain("The result", value, e), null);
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(function);
    }
}
