package org.trialmap.parallel.closure;

import java.io.IOException;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.trialmap.task.Inputs;
import org.trialmap.task.RunOptions;

/** In which order tasks begin. Batches keep it, but for the tasks of one batch, which ascend. */
public final class TaskOrder {
    private TaskOrder() {}

    /**
     * @param user the object that the user wrote, which may know files of an input
     * @param tasks ascending
     */
    public static int[] of(RunOptions.Order order, Inputs<?> inputs, Object user, int[] tasks) {
        if (order == RunOptions.Order.GIVEN) {
            return tasks;
        }
        long[] bytes = IntStream.of(tasks).mapToLong(task -> bytes(inputs, user, task)).toArray();
        return IntStream.range(0, tasks.length).boxed().sorted(Comparator.comparingLong((Integer k) -> bytes[k]).reversed()).mapToInt(k -> tasks[k]).toArray(); // stable
    }

    /** An estimate of what the task reads. */
    private static long bytes(Inputs<?> inputs, Object user, int task) {
        long known = inputs.bytesRead(task);
        if (known >= 0) {
            return known;
        }
        Object input = inputs.get(task);
        long files = NamedFiles.bytes(input, user);
        return files > 0 ? files : encoded(input);
    }

    private static long encoded(Object input) {
        try {
            return JavaCodec.encode(input).length;
        } catch (IOException | RuntimeException e) { // said where it is sent
            return 0;
        }
    }
}
