package org.trialmap.app.cli;

import java.lang.reflect.Array;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.TaskResult;
import org.trialmap.store.SavedResults;

/** Results as they are printed: the one of all tasks, or that of one task alone. */
public final class ValuesText {
    private static final int MOST = 1000;

    private ValuesText() {}

    /** A line for each value: its numbers in order of the last axis first, or type and shape of more than 1000. Values with names have them in front. */
    static String of(SavedResults results) {
        List<String> names = results.values();
        return IntStream.range(0, names.size()).mapToObj(k -> (names.get(k).equals("result_0") ? "" : names.get(k) + ": ") + text(results.read(0, k)) + System.lineSeparator())
                .collect(Collectors.joining());
    }

    /** What the task is, and for each value its type and shape, and its numbers if there are at most 1000. */
    public static String of(TaskResult task) {
        StringBuilder text = new StringBuilder("task " + task.index() + " of " + task.tasks() + ": " + task.label() + System.lineSeparator());
        task.values().forEach((name, value) -> text.append(name).append(": ").append(value).append(value.size() > MOST ? "" : System.lineSeparator() + text(value)).append(System.lineSeparator()));
        return text.toString();
    }

    private static String text(NdArray value) {
        if (value.size() > MOST) {
            return value.toString();
        }
        int length = Array.getLength(value.data()); // complex numbers as two
        return IntStream.range(0, length).mapToObj(i -> String.valueOf(Array.get(value.data(), i))).collect(Collectors.joining(" "));
    }
}
