package org.trialmap.app.cli;

import java.lang.reflect.Array;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.trialmap.array.NdArray;
import org.trialmap.store.SavedResults;

/** The one result of all tasks, as it is printed. */
final class ReducedText {
    private static final int MOST = 1000;

    private ReducedText() {}

    /** A line for each value: its numbers in order of the last axis first, or type and shape of more than 1000. Values with names have them in front. */
    static String of(SavedResults results) {
        List<String> names = results.values();
        return IntStream.range(0, names.size()).mapToObj(k -> (names.get(k).equals("result_0") ? "" : names.get(k) + ": ") + text(results.read(0, k)) + System.lineSeparator())
                .collect(Collectors.joining());
    }

    private static String text(NdArray value) {
        if (value.size() > MOST) {
            return value.toString();
        }
        int length = Array.getLength(value.data()); // complex numbers as two
        return IntStream.range(0, length).mapToObj(i -> String.valueOf(Array.get(value.data(), i))).collect(Collectors.joining(" "));
    }
}
