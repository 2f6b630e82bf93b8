package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.store.ResultShape;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.support.IndexRanges;

/** Many attempts at the same time, some of them twice, each through a target that has travelled. */
class ConcurrentWritingTest {
    @TempDir
    Path folder;

    private static double[] result(int task) {
        return new double[] {task, -task, task * 0.5};
    }

    enum Way {
        LINKED(Runs.LINKED),
        SINGLE(Runs.SINGLE),
        STACKED(Runs.STACKED),
        IN_PLACE(Runs.LINKED.withShape(new ResultShape(DType.FLOAT64, 3, ResultShape.UNKNOWN)));

        final SaveOptions save;

        Way(SaveOptions save) {
            this.save = save;
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void attemptsThatOverlapLeaveOneResultEach(Way way) throws Exception {
        try (ResultRun run = Runs.open(folder, Runs.plan("c", 400), way.save)) {
            byte[] target = serialized(run.target());
            assertTrue(target.length < 2000, "the target travels with every partition: " + target.length + " bytes");
            journalled(run, target);
            try (SavedResults saved = Runs.finish(run)) {
                for (int i = 0; i < 400; i++) {
                    assertEquals(Runs.vector(result(i)), saved.read(i), "task " + i);
                }
            }
        }
    }

    private static void journalled(ResultRun run, byte[] target) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                int part = i % 40; // twenty partitions run twice
                futures.add(pool.submit(() -> {
                    try (PayloadAttempt attempt = deserialized(target).begin(part, 0, IntStream.range(10 * part, 10 * part + 10).toArray())) {
                        for (int task = 10 * part; task < 10 * part + 10; task++) {
                            attempt.add(task, result(task));
                        }
                        run.journal(attempt.commit());
                    }
                    return null;
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    private static byte[] serialized(PayloadTarget target) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(target);
        }
        return bytes.toByteArray();
    }

    private static PayloadTarget deserialized(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (PayloadTarget) in.readObject();
        }
    }

    @Test
    void whatADeadAttemptLeftInPlaceIsNotTakenForAResult() throws IOException {
        SaveOptions save = Runs.LINKED.withShape(new ResultShape(DType.INT32, ResultShape.UNKNOWN, 2));
        try (ResultRun run = Runs.open(folder, Runs.plan("dead", 3), save)) {
            Runs.compute(run, 0, i -> new int[] {i, 7}, 0, 2);
            Runs.write(run, 1, i -> new int[] {9, 9}, 1); // never journalled
            try (SavedResults saved = Runs.finish(run)) {
                assertEquals(NdArray.of(new int[] {0, 7, 0, 0, 2, 7}, 3, 2), saved.stacked(0).read());
                assertEquals(IndexRanges.parse("1"), saved.missing());
            }
        }
    }
}
