package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.trialmap.parallel.closure.JavaCodec;
import org.trialmap.task.Batching;
import org.trialmap.task.Inputs;

/** What is sent, and in which pieces. */
class BatchesTest {
    /** Keeps what is added. */
    private static final class Kept implements Backend.Running {
        final List<Batch> batches = new ArrayList<>();
        int jobs;

        @Override
        public void add(int first, List<byte[]> encoded) {
            jobs++;
            encoded.forEach(bytes -> batches.add((Batch) JavaCodec.decode(bytes)));
        }

        @Override
        public Backend.Event next(Duration timeout) {
            return null;
        }

        @Override
        public void cancel() {
            // nothing runs
        }

        @Override
        public void close() {
            // nothing is open
        }

        List<Integer> sizes() {
            return batches.stream().map(batch -> batch.tasks().length).toList();
        }
    }

    private static int[] all(int tasks) {
        return IntStream.range(0, tasks).toArray();
    }

    private static Kept first(Inputs<?> inputs, Batching batching, int[] tasks) throws IOException {
        Kept kept = new Kept();
        new Batches(kept, inputs, batching, 2).sendFirst(tasks);
        return kept;
    }

    @Test
    void fewSmallInputsGoOutAtOnceThoseOfAnOrderAndLargeOnesOneOfEachSlotFirst() throws IOException {
        assertEquals(List.of(50, 50), first(Inputs.range(100), Batching.auto(), all(100)).sizes());
        assertEquals(List.of(1, 1), first(Inputs.range(100), Batching.auto(), IntStream.range(0, 100).map(i -> 99 - i).toArray()).sizes());
        assertEquals(List.of(1, 1), first(Inputs.replicate(new byte[20_000], 100), Batching.auto(), all(100)).sizes());
    }

    /** Four slow calls at the beginning would else be in one slot, while the other waits. */
    @Test
    void neighboursGoToDifferentSlots() throws IOException {
        Kept kept = first(Inputs.range(17), Batching.auto(), all(17));
        assertEquals(List.of("[0, 2, 4, 6, 8, 10, 12, 14, 16]", "[1, 3, 5, 7, 9, 11, 13, 15]"), kept.batches.stream().map(batch -> Arrays.toString(batch.tasks())).toList());
    }

    @Test
    void whatIsGivenBackIsPutTogetherAsIfAllOfItHadComeBack() throws IOException {
        Kept kept = new Kept();
        Batches batches = new Batches(kept, Inputs.range(100), Batching.auto(), 2);
        batches.sendFirst(all(100));
        int[] tasks = batches.ended(0);
        BatchResult.Timing millisecond = new BatchResult.Timing(0, 2_000_000, 1_000_000, 1_000_000, 2_000_000, 0, CallTimes.NONE);
        batches.sendRest(tasks, new BatchResult(0, new int[] {0, 2}, new Object[] {0, 1}, List.of(), null, millisecond, null, null));
        assertEquals(List.of(50, 50, 16, 16, 16), kept.sizes());
        assertEquals(2, kept.jobs);
    }

    /** Spark would send none of more than 128 MiB to another process, and end the run. */
    @Test
    void batchesOfManyBytesAreHalved() throws IOException {
        Inputs<byte[]> inputs = Inputs.of(IntStream.range(0, 40).mapToObj(i -> new byte[2 << 20]).toList());
        Kept kept = first(inputs, Batching.of(40), all(40));
        assertEquals(List.of(20, 20), kept.sizes());
        assertEquals(List.of(0, 1), kept.batches.stream().map(Batch::partition).toList());
        assertEquals(20, kept.batches.get(1).tasks()[0]);
    }
}
