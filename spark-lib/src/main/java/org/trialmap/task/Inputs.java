package org.trialmap.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.trialmap.array.NdArray;

/**
 * What a map runs over: a fixed sequence of inputs, one per task. What is split and what is shared is said by the user, never guessed:
 * everything here is split; what all tasks share is captured by the function.
 *
 * <p>Implementations are immutable. Elements are sent to other processes and must be {@link java.io.Serializable}; they may be descriptors that
 * fetch their data when the function asks.
 */
public interface Inputs<T> extends Identifiable {
    /** Number of tasks. */
    int size();

    /** The input of task {@code index}, 0 to {@link #size()} - 1. */
    T get(int index);

    /** The input of task {@code index} in a few words, for messages. */
    default String label(int index) {
        return labelOf(get(index));
    }

    /**
     * An input in a few words: its {@code toString()} on one line of at most 80 characters, arrays as type and length. Control characters are
     * shown as Java escapes; what is longer ends with three dots.
     */
    static String labelOf(Object input) {
        return Labels.of(input);
    }

    /**
     * Bytes of data that task {@code index} reads, for plans and for {@link RunOptions.Order#LONGEST_FIRST}; -1 where nobody knows.
     *
     * @hidden
     */
    default long bytesRead(int index) {
        return -1;
    }

    /**
     * How the work is cut, in lines of a plan by their beginning.
     *
     * @hidden
     */
    default Map<String, String> planWords() {
        return Map.of();
    }

    /** Where the result of each task goes when results of one shape are stacked. */
    default Stacking stacking() {
        return Stacking.tasks(size());
    }

    /** Adds the number of inputs and each input. */
    @Override
    default void fingerprint(Fingerprint fingerprint) {
        fingerprint.add(size());
        for (int i = 0; i < size(); i++) {
            fingerprint.add(get(i));
        }
    }

    /** Attributes that describe the axes of stacked results, for example channel names. */
    default Map<String, NdArray> attributes() {
        return Map.of();
    }

    /**
     * Names and values of the inputs, as results keep them: of records and maps a column for each component or key, of pairs {@code first} and {@code second}, else one column,
     * {@code input}. They do not identify a run.
     *
     * @hidden
     */
    default InputColumns named() {
        return InputColumns.of(this);
    }

    /** One task per element, in the list's order. The list is copied; null is an input like any other. */
    static <T> Inputs<T> of(List<? extends T> elements) {
        Objects.requireNonNull(elements, "elements");
        return new Sequences.Elements<>(Collections.unmodifiableList(new ArrayList<>(elements)));
    }

    /** 0, 1, ..., n - 1. Throws {@link IllegalArgumentException} if {@code n} is negative. */
    static Inputs<Integer> range(int n) {
        return new Sequences.Range(n);
    }

    /**
     * {@code n} calls with the same input; they differ in their index and random stream. Throws {@link IllegalArgumentException} if {@code n} is
     * negative.
     */
    static <T> Inputs<T> replicate(T input, int n) {
        return new Sequences.Replicate<>(input, n);
    }

    /**
     * First with first, second with second, ... The lists are copied.
     *
     * @throws IllegalArgumentException if the lists have different lengths or hold null
     */
    static <A, B> Inputs<Pair<A, B>> zip(List<? extends A> first, List<? extends B> second) {
        return new Sequences.Zip<>(Sequences.copy("zip", "first", first), Sequences.copy("zip", "second", second));
    }

    /**
     * Every element of {@code first} with every element of {@code second}, the second running faster, as nested loops do. Stacked results
     * have both indices: (first, second, ...). The lists are copied.
     *
     * @throws IllegalArgumentException if the lists hold null or have 2^31 combinations or more
     */
    static <A, B> Inputs<Pair<A, B>> grid(List<? extends A> first, List<? extends B> second) {
        return new Sequences.Grid<>(Sequences.copy("grid", "first", first), Sequences.copy("grid", "second", second));
    }
}
