package org.trialmap.store.run;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.trialmap.array.NdArray;

/** What tasks noted about their results, put together as {@link AnnotatedValue} says. */
final class Notes {
    private final Map<String, int[]> byName = new TreeMap<>();

    void add(Map<String, int[]> notes) {
        notes.forEach((name, numbers) -> byName.merge(name, numbers, (a, b) -> IntStream.concat(IntStream.of(a), IntStream.of(b)).sorted().distinct()
                .toArray()));
    }

    Map<String, int[]> byName() {
        return Collections.unmodifiableMap(byName);
    }

    /** As attributes, those given among them. */
    Map<String, NdArray> with(Map<String, NdArray> attributes) {
        Map<String, NdArray> all = new java.util.LinkedHashMap<>(attributes);
        byName.forEach((name, numbers) -> all.put(name, NdArray.of(numbers, numbers.length)));
        return all;
    }
}
