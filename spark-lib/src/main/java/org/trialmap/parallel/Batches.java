package org.trialmap.parallel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.trialmap.parallel.closure.JavaCodec;
import org.trialmap.parallel.closure.NotSerializableFunctionException;
import org.trialmap.parallel.closure.SerializationCheck;
import org.trialmap.support.ExceptionText;
import org.trialmap.support.IndexRanges;
import org.trialmap.task.Batching;
import org.trialmap.task.Inputs;

/** The batches of a run: which are under way, which tasks wait, and how many go together. For one thread. */
final class Batches {
    /** Bytes of an input. */
    private static final int SMALL = 1 << 14;
    /** Of a batch of several tasks, encoded: Spark sends none to another process that has more than twice as many. */
    private static final int MOST_BYTES = 1 << 26;

    private final Backend.Running running;
    private final Inputs<?> inputs;
    private final Batching batching;
    private final int slots;
    private final Map<Integer, int[]> underWay = new HashMap<>();
    private int[] waiting = {};
    private int partitions;
    private int together; // partitions of the one wave that all tasks went out in; 0 = there was none

    Batches(Backend.Running running, Inputs<?> inputs, Batching batching, int slots) {
        this.running = running;
        this.inputs = inputs;
        this.batching = batching;
        this.slots = slots;
    }

    boolean isDone() {
        return underWay.isEmpty() && waiting.length == 0;
    }

    int underWay() {
        return underWay.size();
    }

    /** How many there have been. */
    int partitions() {
        return partitions;
    }

    /** A batch has ended; returns its tasks. */
    int[] ended(int partition) {
        return underWay.remove(partition);
    }

    /** Sends some tasks that are timed, the others wait; or all. */
    void sendFirst(int[] tasks) throws IOException {
        int perSlot = batching.timedPerSlot(tasks.length, slots);
        // Within a batch tasks ascend, so an order that was asked for needs batches of one.
        if (batching.isOneWave(tasks.length, slots) && IndexRanges.isAscending(tasks) && isSmall(tasks)) {
            sendWave(tasks);
        } else if (perSlot > 0) {
            int timed = slots * perSlot;
            waiting = Arrays.copyOfRange(tasks, timed, tasks.length);
            send(Arrays.copyOf(tasks, timed), perSlot, Long.MAX_VALUE);
        } else {
            send(tasks, batching.withoutTiming(), Long.MAX_VALUE);
        }
    }

    /** One batch for each slot; neighbours go to different ones, since they often take alike long. */
    private void sendWave(int[] tasks) throws IOException {
        List<byte[]> batches = new ArrayList<>();
        int first = partitions;
        for (int slot = 0; slot < slots; slot++) {
            int[] batch = IntStream.iterate(slot, k -> k < tasks.length, k -> k + slots).map(k -> tasks[k]).toArray();
            put(batch, batching.patienceOfOneWave(), batches);
        }
        together = partitions;
        running.add(first, batches);
    }

    /** Whether the inputs may be sent twice, should they come back: those that are looked at tell. */
    private boolean isSmall(int[] tasks) {
        return IntStream.of(tasks[0], tasks[tasks.length / 2], tasks[tasks.length - 1]).allMatch(task -> encode(0, new int[] {task}, 0).length < SMALL);
    }

    /** Sends those that wait, if any, since a call is known to take that long. */
    void sendWaiting(double seconds) throws IOException {
        if (waiting.length > 0) {
            int[] rest = waiting;
            waiting = new int[0];
            sendTimed(rest, seconds, 1);
        }
    }

    void forgetWaiting() {
        waiting = new int[0];
    }

    void sendOneByOne(int[] tasks) throws IOException {
        send(tasks, 1, Long.MAX_VALUE);
    }

    /** Sends the tasks of which a batch says nothing: where it says nothing at all, one that is not known has spoilt it, and each is tried by itself. */
    void sendRest(int[] tasks, BatchResult result) throws IOException {
        if (result.tasks().length + result.failures().size() == tasks.length) {
            return;
        }
        Set<Integer> ended = new HashSet<>();
        IntStream.of(result.tasks()).forEach(ended::add);
        result.failures().forEach(failure -> ended.add(failure.index()));
        if (ended.isEmpty()) {
            sendOneByOne(tasks);
        } else {
            boolean first = result.partition() < together;
            sendTimed(IntStream.of(tasks).filter(task -> !ended.contains(task)).toArray(), result.timing().lastNanos() / 1e9, first ? together : 1);
        }
    }

    /** @param share of all tasks that are left, these are one of so many parts; the others come by themselves */
    private void sendTimed(int[] tasks, double seconds, int share) throws IOException {
        int all = tasks.length * share;
        send(tasks, batching.timed(all, slots, seconds), batching.patienceNanos(all, slots, seconds));
    }

    private void send(int[] tasks, int size, long patienceNanos) throws IOException {
        List<byte[]> batches = new ArrayList<>();
        int first = partitions;
        for (int from = 0; from < tasks.length; from += size) {
            int[] batch = Arrays.copyOfRange(tasks, from, Math.min(tasks.length, from + size));
            Arrays.sort(batch); // as whoever writes results wants them
            put(batch, patienceNanos, batches);
        }
        running.add(first, batches);
    }

    private void put(int[] batch, long patienceNanos, List<byte[]> batches) {
        byte[] encoded = encode(partitions, batch, patienceNanos);
        if (encoded.length > MOST_BYTES && batch.length > 1) {
            put(Arrays.copyOf(batch, batch.length / 2), patienceNanos, batches);
            put(Arrays.copyOfRange(batch, batch.length / 2, batch.length), patienceNanos, batches);
            return;
        }
        underWay.put(partitions++, batch);
        batches.add(encoded);
    }

    private byte[] encode(int partition, int[] tasks, long patienceNanos) {
        Object[] elements = new Object[tasks.length];
        for (int k = 0; k < tasks.length; k++) {
            elements[k] = inputs.get(tasks[k]);
        }
        try {
            return JavaCodec.encode(new Batch(partition, tasks, JavaCodec.encode(elements), patienceNanos));
        } catch (Throwable e) { // writeObject is the user's code
            for (int k = 0; k < tasks.length; k++) {
                SerializationCheck.input(inputs, tasks[k], elements[k], type -> {});
            }
            throw new NotSerializableFunctionException("The inputs of tasks " + tasks[0] + ".." + tasks[tasks.length - 1] + " cannot be serialized together: " + ExceptionText.words(e) + "."
                    + SerializationCheck.cure(e), e);
        }
    }
}
