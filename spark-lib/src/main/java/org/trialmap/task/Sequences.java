package org.trialmap.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** The inputs that are made from lists and numbers. */
final class Sequences {
    private Sequences() {}

    static int checkCount(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("Cannot make " + n + " tasks: the number of inputs must not be negative.");
        }
        return n;
    }

    static <T> List<T> copy(String verb, String which, List<? extends T> list) {
        List<T> copy = new ArrayList<>(Objects.requireNonNull(list, which));
        int hole = copy.indexOf(null);
        if (hole >= 0) {
            throw new IllegalArgumentException("The " + which + " list of " + verb + " holds null at index " + hole + ". Each task needs both of its inputs:"
                    + " leave the element out, or use a value that stands for none.");
        }
        return Collections.unmodifiableList(copy);
    }

    record Elements<T>(List<T> elements) implements Inputs<T> {
        @Override
        public int size() {
            return elements.size();
        }

        @Override
        public T get(int index) {
            return elements.get(index);
        }
    }

    record Range(int size) implements Inputs<Integer> {
        Range {
            checkCount(size);
        }

        @Override
        public Integer get(int index) {
            return Objects.checkIndex(index, size);
        }

        @Override
        public void fingerprint(Fingerprint fingerprint) {
            fingerprint.add("range").add(size);
        }

        /** None: the number of the task is its input. */
        @Override
        public InputColumns named() {
            return InputColumns.NONE;
        }
    }

    record Replicate<T>(T input, int size) implements Inputs<T> {
        Replicate {
            checkCount(size);
        }

        @Override
        public T get(int index) {
            Objects.checkIndex(index, size);
            return input;
        }

        @Override
        public void fingerprint(Fingerprint fingerprint) {
            fingerprint.add("replicate").add(size).add(input);
        }
    }

    record Zip<A, B>(List<A> first, List<B> second) implements Inputs<Pair<A, B>> {
        Zip {
            if (first.size() != second.size()) {
                throw new IllegalArgumentException("zip needs lists of one length, these have " + first.size() + " and " + second.size()
                        + " elements. Use grid for all combinations, or capture what all tasks share.");
            }
        }

        @Override
        public int size() {
            return first.size();
        }

        @Override
        public Pair<A, B> get(int index) {
            return new Pair<>(first.get(index), second.get(index));
        }
    }

    record Grid<A, B>(List<A> first, List<B> second) implements Inputs<Pair<A, B>> {
        Grid {
            if ((long) first.size() * second.size() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("A grid of " + first.size() + " x " + second.size() + " inputs has more than " + Integer.MAX_VALUE
                        + " tasks. Loop over one of the lists inside the function.");
            }
        }

        @Override
        public int size() {
            return first.size() * second.size();
        }

        @Override
        public Pair<A, B> get(int index) {
            Objects.checkIndex(index, size());
            return new Pair<>(first.get(index / second.size()), second.get(index % second.size()));
        }

        @Override
        public void fingerprint(Fingerprint fingerprint) {
            fingerprint.add("grid").add(first).add(second); // not pair by pair: there may be millions
        }

        @Override
        public Stacking stacking() {
            return Stacking.grid(first.size(), second.size());
        }

        @Override
        public InputColumns named() {
            return InputColumns.grid(List.of("first", "second"), List.of(new Elements<>(first), new Elements<>(second)));
        }
    }
}
