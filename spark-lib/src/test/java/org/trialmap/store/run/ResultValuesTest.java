package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.array.NdArray;
import org.trialmap.store.SavedResults;
import org.trialmap.store.UnfitResultException;
import org.trialmap.support.IndexRanges;

/** What cannot be stored is refused before anything of it is written. */
class ResultValuesTest {
    @TempDir
    Path folder;

    record Nested(double x, List<Double> list) {}

    record Empty() {}

    record Maybe(Optional<String> text) {}

    enum Side {
        LEFT,
        RIGHT
    }

    record All(List<Double> list, List<int[]> rows, Optional<String> there, OptionalDouble missing, BigDecimal exact, BigInteger big, Side side) {}

    @Test
    void listsOptionalsBigNumbersAndEnumsAreStored() {
        ResultValues values = ResultValues.of(0, new All(List.of(0.5, 1.5), List.of(new int[] {1, 2, 3}, new int[] {4, 5, 6}), Optional.of("yes"), OptionalDouble.empty(),
                new BigDecimal("0.1234567890123456789012345"), BigInteger.ONE.shiftLeft(64), Side.RIGHT));
        assertEquals(List.of("list", "rows", "there", "exact", "big", "side"), values.names(), "what is not there is left out");
        assertEquals(List.of(NdArray.of(new double[] {0.5, 1.5}, 2), NdArray.of(new int[] {1, 2, 3, 4, 5, 6}, 2, 3), NdArray.from("yes"), NdArray.from("0.1234567890123456789012345"),
                NdArray.from("18446744073709551616"), NdArray.from("RIGHT")), values.arrays());
        assertEquals(List.of(NdArray.of(new int[] {1, 2, 3, 4}, 2, 2)), ResultValues.of(0, List.of(List.of(1, 2), List.of(3, 4))).arrays());
        assertEquals(List.of(NdArray.from(2.5)), ResultValues.of(0, Optional.of(Optional.of(2.5))).arrays());
    }

    static Stream<Arguments> refused() {
        String storable = " Storable are numbers, booleans, strings, arrays of them of any rank, NdArray, and records or maps of these.";
        return Stream.of(
                Arguments.of(null, "null, which cannot be stored: a saved task needs a value. Return one (an empty array where there is nothing to"
                        + " say), or use collect instead"
                        + " of save."),
                Arguments.of(Set.of(1.0), "a java.util.ImmutableCollections$Set12, which cannot be stored: of collections only lists are, as one"
                        + " array. Return a list or an array, for example set.stream().sorted().toList()."),
                Arguments.of(new Nested(1, new ArrayList<>()), "a value as its value 'list' that cannot be stored: It is an empty list, which does"
                        + " not say of what type its elements are. Return an array where there may be none, for example new double[0]."),
                Arguments.of(List.of(1, 2.0), "a value that cannot be stored: Element [1] of the list is float64 (), the first one is int32 (): a list is"
                        + " stored as one array, so its elements must have one type and one shape. Convert them, or return a record or a map of them."),
                Arguments.of(List.of(List.of(1, 2), List.of(3)), "a value that cannot be stored: Element [1] of the list is int32 (1,), the first one is"
                        + " int32 (2,): a list is stored as one array, so its elements must have one type and one shape. Convert them, or return a record or a"
                        + " map of them."),
                Arguments.of(List.of(Optional.of(1.0), Optional.empty()), "a value that cannot be stored: Element [1] of the list is Optional.empty, but a"
                        + " list is stored as one array, in which every element must be there. Use NaN where there is no number."),
                Arguments.of(List.of(new Empty()), "a value that cannot be stored: Element [0] of the list: A value of type " + Empty.class.getName()
                        + " cannot be stored." + storable),
                Arguments.of(OptionalInt.empty(), "OptionalInt.empty, which cannot be stored: a saved task needs a value. Return one (an empty array where"
                        + " there is nothing to say), or use collect instead of save."),
                Arguments.of(new Maybe(Optional.empty()), "an empty Maybe, in which there is nothing to store. Return at least one value."),
                Arguments.of(new Nested(1, null), "null as its value 'list', which cannot be stored: every value must be there. Use an empty array"
                        + " or NaN where there is nothing"
                        + " to say."),
                Arguments.of(new Empty(), "an empty Empty, in which there is nothing to store. Return at least one value."),
                Arguments.of(Map.of(3, 1.0), "a map with the key 3, but the keys name the values and must be strings that are not empty. Convert the"
                        + " keys."),
                Arguments.of(new double[][] {{1, 2}, {3}}, "a value that cannot be stored: The array is ragged: element [1] has length 1, the first"
                        + " one has length 2. Only"
                        + " rectangular arrays can be stored; pad it yourself or return a record of several arrays."),
                Arguments.of(new StringBuilder("x"), "a value that cannot be stored: A value of type java.lang.StringBuilder cannot be stored."
                        + storable),
                Arguments.of("a\0b", "a value that cannot be stored: A string holds a NUL character at position 1; HDF5 readers would cut it there."
                        + " Remove it, or store the"
                        + " bytes as an int8 array."),
                Arguments.of(NdArray.of(new String[] {null}, 1), "a value that cannot be stored: It holds a null string. Use an empty one."));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatCannotBeStoredAndGoesOn(Object result, String why) throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("v", 4), Runs.LINKED); PayloadAttempt attempt = run.target().begin(0, 0, new int[] {1, 3})) {
            assertEquals("Task 3 returned " + why, assertThrows(UnfitResultException.class, () -> attempt.add(3, result)).getMessage());
            attempt.add(1, 1.0);
            attempt.add(3, 3.0);
            run.journal(attempt.commit());
            try (SavedResults saved = Runs.finish(run)) {
                assertEquals(3.0, saved.read(3).item());
                assertEquals(IndexRanges.parse("0,2"), saved.missing());
            }
        }
    }

    @Test
    void resultsMayBeReusedByTheFunctionAfterwards() throws IOException {
        double[] buffer = new double[4];
        try (SavedResults saved = Runs.all(folder, Runs.plan("v", 3), Runs.LINKED, 3, i -> {
            Arrays.fill(buffer, i);
            return buffer;
        })) {
            assertEquals(Runs.vector(1, 1, 1, 1), saved.read(1));
        }
    }

    @Test
    void anAttemptIsHeldToItsTasks() throws IOException {
        try (ResultRun run = Runs.open(folder, Runs.plan("v", 4), Runs.LINKED); PayloadAttempt attempt = run.target().begin(2, 0, new int[] {1, 3})) {
            attempt.add(1, 1.0);
            assertEquals("Task 1 cannot be added to partition 2: it is there already.", assertThrows(IllegalStateException.class,
                    () -> attempt.add(1, 1.0)).getMessage());
            assertEquals("Task 2 cannot be added to partition 2: it is of another partition.", assertThrows(IllegalStateException.class,
                    () -> attempt.add(2, 1.0)).getMessage());
            attempt.commit();
            assertEquals("Task 3 cannot be added to partition 2: it has ended.", assertThrows(IllegalStateException.class, () -> attempt.add(3,
                    1.0)).getMessage());
        }
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"", "3", "0-4", "3,17-20", "0,2,4-5"})
    void rangesComeBackAsTheyWere(String text) {
        assertEquals(text, IndexRanges.format(IndexRanges.parse(text)));
    }
}
