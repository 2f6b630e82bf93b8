package org.trialmap.parallel;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.trialmap.parallel.closure.FreshValues;
import org.trialmap.parallel.closure.JavaCodec;
import org.trialmap.parallel.closure.SharedValue;
import org.trialmap.store.UnfitResultException;
import org.trialmap.task.Inputs;
import org.trialmap.task.OnError;
import org.trialmap.task.RunOptions;
import org.trialmap.task.RunSummary;
import org.trialmap.task.TaskFailure;

/** Drives one run: batches out, results in, until every task has an outcome or the run stops. Single-threaded but for {@link #cancel()}. */
final class RunLoop {
    private static final Duration TICK = Duration.ofMillis(200);
    /** So many partitions lost, or results that cannot be stored, before any task has succeeded mean that none will, for example for want of a jar. */
    static final int HOPELESS = 3;
    private static final Set<RunLoop> UNDER_WAY = ConcurrentHashMap.newKeySet();

    private final Backend backend;
    private final Inputs<?> inputs;
    private final RunOptions options;
    private final Sink sink;
    private final RunCounters tally;
    private Batches batches;
    private int lostAtOnce;
    private int unfitAtOnce;
    private boolean hopeless;
    private Throwable broken;
    private volatile boolean cancelled;
    private volatile Backend.Running running;

    /** Takes what the run yields, in the order in which partitions end. */
    interface Sink {
        void finished(BatchResult result) throws IOException;

        void failed(TaskFailure failure, byte[] thrown) throws IOException;

        /** What {@link #finished} and {@link #failed} say task by task, with the times: between the two. */
        default void ended(BatchResult result) {}

        /** Asked when every task has an outcome: finished tasks whose results cannot be kept after all, and why. */
        default Map<Integer, UnfitResultException> unfit() throws IOException {
            return Map.of();
        }
    }

    RunLoop(Backend backend, Inputs<?> inputs, RunOptions options, Sink sink, RunCounters tally) {
        this.backend = backend;
        this.inputs = inputs;
        this.options = options;
        this.sink = sink;
        this.tally = tally;
    }

    /**
     * Runs tasks, in this order.
     *
     * @return the summary; {@link #cancelled} and {@link #broken} tell whether the run came to its end
     */
    RunSummary run(int[] tasks, TaskRunner runner, Map<String, SharedValue<?>> shared) throws IOException {
        long asked = System.nanoTime();
        int slots = tasks.length == 0 ? 1 : backend.slots(options);
        tally.waited(System.nanoTime() - asked);
        if (tasks.length > 0) {
            UNDER_WAY.add(this);
            try {
                runAll(tasks, slots, runner, shared);
            } finally {
                UNDER_WAY.remove(this);
            }
        }
        if ((batches == null || batches.isDone()) && broken == null && !cancelled) {
            rejectUnfit(tasks);
        }
        return tally.summary(backend.master(), batches == null ? 0 : batches.partitions(), slots);
    }

    private void runAll(int[] tasks, int slots, TaskRunner runner, Map<String, SharedValue<?>> shared) throws IOException {
        try (ProgressLine progress = new ProgressLine(tally, options.progress()); Backend.Running started = backend.start(runner, shared, description(tasks.length))) {
            running = started;
            if (cancelled) {
                started.cancel();
            }
            batches = new Batches(started, inputs, options.batching(), slots);
            batches.sendFirst(tasks);
            tally.sent();
            drive(progress);
        } catch (InterruptedException e) {
            cancelled = true;
            Thread.currentThread().interrupt();
        }
    }

    private String description(int tasks) {
        return options.name().orElse("map") + ": " + tasks + " tasks";
    }

    private void drive(ProgressLine progress) throws IOException, InterruptedException {
        while (broken == null && !batches.isDone()) {
            Backend.Event event = running.next(TICK);
            if (event instanceof Backend.Finished finished) {
                BatchResult result = (BatchResult) JavaCodec.decode(finished.result());
                int[] tasks = batches.ended(result.partition());
                take(result);
                if (goesOn(result)) {
                    batches.sendRest(tasks, result);
                }
                sendWaiting(result.timing().lastNanos() / 1e9);
            } else if (event instanceof Backend.Lost lost) {
                lost(lost);
                sendWaiting(0);
            } else if (event instanceof Backend.Stopped stopped) {
                broken = stopped.cause() != null || isAskedToStop() ? stopped.cause() : new IllegalStateException(
                        "the backend ended while " + batches.underWay() + " of " + batches.partitions() + " partitions had no result. Run it again.");
                return;
            }
            progress.show();
        }
    }

    private boolean isAskedToStop() {
        return cancelled || hopeless || options.onError() == OnError.FAIL_FAST && tally.failed() > 0;
    }

    private boolean goesOn(BatchResult result) {
        return broken == null && !cancelled && !hopeless && (options.onError() != OnError.FAIL_FAST || result.failures().isEmpty());
    }

    private void sendWaiting(double seconds) throws IOException {
        if (!cancelled) {
            batches.sendWaiting(seconds);
        }
    }

    private void take(BatchResult result) throws IOException {
        if (result.unwritable() != null) {
            breakDown(new IOException(result.unwritable()));
            return;
        }
        tally.add(result);
        BatchResult read = result.values().length > 0 ? read(result) : result;
        if (read.tasks().length > 0) {
            try {
                sink.finished(read);
            } catch (IOException e) { // not journalled, so it does not count
                tally.unsaved(read.tasks().length);
                breakDown(e);
                return;
            }
        }
        sink.ended(result);
        for (TaskFailure failure : result.failures()) {
            failed(labelled(failure), failure == result.failures().get(0) ? result.thrown() : null);
        }
        stopIfHopeless(result);
    }

    /** Where none of the first results can be stored, it is the function, not the task: further calls would be for nothing. */
    private void stopIfHopeless(BatchResult result) {
        unfitAtOnce += (int) result.failures().stream().filter(RunLoop::isUnfit).count();
        if (options.onError() == OnError.FAIL && tally.finished() == 0 && unfitAtOnce == tally.failed() && unfitAtOnce >= HOPELESS && tally.ended() < tally.tasks()) {
            hopeless = true;
            batches.forgetWaiting();
            running.cancel();
        }
    }

    static boolean isUnfit(TaskFailure failure) {
        return failure.type().equals(UnfitResultException.class.getName());
    }

    /** Whether the run was stopped because none of its first results could be stored. */
    boolean hopeless() {
        return hopeless;
    }

    /** Results that were handed back as objects. Those that cannot be read are their tasks' failures. */
    private BatchResult read(BatchResult result) throws IOException {
        List<Integer> tasks = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (int k = 0; k < result.tasks().length; k++) {
            try {
                Object value = result.values()[k];
                values.add(value instanceof BatchResult.Encoded encoded ? FreshValues.read("result", encoded.bytes(), JavaCodec.NO_SHARED_VALUES) : value);
                tasks.add(result.tasks()[k]);
            } catch (IllegalStateException e) {
                tally.rejected();
                failed(failure(result.tasks()[k], e, 1), Failures.encoded(e));
            }
        }
        return result.with(tasks.stream().mapToInt(Integer::intValue).toArray(), values.toArray());
    }

    private TaskFailure failure(int task, Throwable cause, int attempts) {
        return labelled(Failures.of(task, "", cause, attempts));
    }

    /** Where the task's input could not be read, there is no label yet. */
    private TaskFailure labelled(TaskFailure failure) {
        return failure.label().isEmpty() ? new TaskFailure(failure.index(), inputs.label(failure.index()), failure.type(), failure.message(), failure.stackTrace(),
                failure.host(), failure.attempts()) : failure;
    }

    private void breakDown(Throwable cause) {
        broken = cause;
        batches.forgetWaiting();
        running.cancel();
    }

    /** Results that do not fit those of other partitions, which is known only now: what fits is what most tasks returned. */
    private void rejectUnfit(int[] tasks) throws IOException {
        int[] ascending = IntStream.of(tasks).sorted().toArray();
        for (Map.Entry<Integer, UnfitResultException> unfit : sink.unfit().entrySet()) {
            int task = unfit.getKey();
            if (Arrays.binarySearch(ascending, task) >= 0) {
                tally.rejected();
            } else {
                tally.rejectedFromBefore();
            }
            sink.failed(failure(task, unfit.getValue(), 1), Failures.encoded(unfit.getValue()));
        }
    }

    private void failed(TaskFailure failure, byte[] thrown) throws IOException {
        sink.failed(failure, thrown);
        if (options.onError() == OnError.FAIL_FAST) {
            batches.forgetWaiting();
            running.cancel();
        }
    }

    /** A partition that ends its process again and again: its tasks are tried one by one, so that the others of the batch are not lost with the culprit. */
    private void lost(Backend.Lost lost) throws IOException {
        int[] tasks = batches.ended(lost.partition());
        if (tally.endedNow() == tally.failed() && ++lostAtOnce == HOPELESS) { // no task has ever come back: it is not the tasks
            breakDown(lost.cause());
            return;
        }
        if (tasks.length > 1) {
            batches.sendOneByOne(tasks);
            return;
        }
        for (int task : tasks) {
            tally.lost();
            failed(failure(task, lost.cause(), lost.attempts()), Failures.encoded(lost.cause()));
        }
    }

    /** Stops the run soon; what has finished by then counts. May be called by any thread, also before the run begins. */
    void cancel() {
        cancelled = true;
        Backend.Running now = running;
        if (now != null) {
            now.cancel();
        }
    }

    /** Cancels every run of this process; returns how many there were. */
    static int cancelAll() {
        List<RunLoop> runs = List.copyOf(UNDER_WAY);
        runs.forEach(RunLoop::cancel);
        return runs.size();
    }

    boolean cancelled() {
        return cancelled;
    }

    /** Why the backend gave up; null if it did not. */
    Throwable broken() {
        return broken;
    }
}
