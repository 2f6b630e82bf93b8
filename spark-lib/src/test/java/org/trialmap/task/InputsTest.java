package org.trialmap.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InputsTest {
    private static <T> List<T> all(Inputs<T> inputs) {
        return IntStream.range(0, inputs.size()).mapToObj(inputs::get).toList();
    }

    private static String digest(Inputs<?> inputs) {
        Fingerprint fingerprint = new Fingerprint();
        inputs.fingerprint(fingerprint);
        return fingerprint.hex();
    }

    @Test
    void ofCopiesTheList() {
        List<String> list = new ArrayList<>(List.of("a", "b"));
        Inputs<String> inputs = Inputs.of(list);
        list.set(0, "changed");
        assertEquals(List.of("a", "b"), all(inputs));
        assertEquals("\"b\"", inputs.label(1));
        assertEquals(Stacking.tasks(2), inputs.stacking());
        assertEquals(Map.of(), inputs.attributes());
    }

    @Test
    void nullIsAnInputOfOneListButNotAHalfOfAPair() {
        Inputs<String> inputs = Inputs.of(Arrays.asList("a", null));
        assertNull(inputs.get(1));
        assertEquals("null", inputs.label(1));
        assertNotEquals(digest(Inputs.of(List.of("a", "null"))), digest(inputs));
        List<String> hole = Arrays.asList("a", null);
        String cure = " holds null at index 1. Each task needs both of its inputs: leave the element out, or use a value that stands for none.";
        assertRefused("The first list of zip" + cure, () -> Inputs.zip(hole, List.of(1, 2)));
        assertRefused("The second list of zip" + cure, () -> Inputs.zip(List.of(1, 2), hole));
        assertRefused("The first list of grid" + cure, () -> Inputs.grid(hole, List.of(1, 2)));
        assertRefused("The second list of grid" + cure, () -> Inputs.grid(List.of(1, 2), hole));
    }

    @Test
    void aMissingListIsNamed() {
        assertEquals("elements", assertThrows(NullPointerException.class, () -> Inputs.of(null)).getMessage());
        assertEquals("second", assertThrows(NullPointerException.class, () -> Inputs.zip(List.of(), null)).getMessage());
        assertEquals("first", assertThrows(NullPointerException.class, () -> Inputs.grid(null, List.of())).getMessage());
    }

    @Test
    void rangeCountsFromZero() {
        assertEquals(List.of(0, 1, 2), all(Inputs.range(3)));
        assertEquals(List.of(), all(Inputs.range(0)));
        assertEquals(Integer.MAX_VALUE, Inputs.range(Integer.MAX_VALUE).size());
        assertThrows(IndexOutOfBoundsException.class, () -> Inputs.range(3).get(3));
        assertRefused("Cannot make -1 tasks: the number of inputs must not be negative.", () -> Inputs.range(-1));
    }

    @Test
    void replicateGivesTheSameObjectEachTime() {
        double[] input = {1, 2};
        Inputs<double[]> inputs = Inputs.replicate(input, 3);
        assertEquals(3, inputs.size());
        assertSame(input, inputs.get(2));
        assertEquals("double[2]", inputs.label(0));
        assertEquals(List.of(), all(Inputs.replicate("x", 0)));
        assertEquals(Collections.nCopies(2, (Object) null), Arrays.asList(Inputs.replicate(null, 2).get(0), Inputs.replicate(null, 2).get(1)));
        assertThrows(IndexOutOfBoundsException.class, () -> inputs.get(3));
        assertRefused("Cannot make -5 tasks: the number of inputs must not be negative.", () -> Inputs.replicate("x", -5));
    }

    @Test
    void zipPairsElementsInOrderAndCopies() {
        List<Integer> first = new ArrayList<>(List.of(1, 2));
        Inputs<Pair<Integer, String>> inputs = Inputs.zip(first, List.of("a", "b"));
        first.set(0, 9);
        assertEquals(List.of(new Pair<>(1, "a"), new Pair<>(2, "b")), all(inputs));
        assertEquals("(2, \"b\")", inputs.label(1));
        assertEquals(Stacking.tasks(2), inputs.stacking());
    }

    @Test
    void zipRefusesListsOfDifferentLengths() {
        assertRefused("zip needs lists of one length, these have 2 and 3 elements. Use grid for all combinations, or capture what all tasks share.",
                () -> Inputs.zip(List.of(1, 2), List.of(1, 2, 3)));
    }

    @Test
    void gridRunsAsNestedLoops() {
        List<Pair<Integer, String>> expected = new ArrayList<>();
        for (int i : List.of(1, 2)) {
            for (String s : List.of("a", "b", "c")) {
                expected.add(new Pair<>(i, s));
            }
        }
        Inputs<Pair<Integer, String>> inputs = Inputs.grid(List.of(1, 2), List.of("a", "b", "c"));
        assertEquals(expected, all(inputs));
        assertEquals(Stacking.grid(2, 3), inputs.stacking());
        assertThrows(IndexOutOfBoundsException.class, () -> inputs.get(6));
        assertThrows(IndexOutOfBoundsException.class, () -> inputs.get(-1));
    }

    @Test
    void gridWithAnEmptyListHasNoTasks() {
        assertEquals(0, Inputs.grid(List.of(1, 2), List.of()).size());
        assertEquals(0, Inputs.grid(List.of(), List.of(1)).size());
        assertThrows(IndexOutOfBoundsException.class, () -> Inputs.grid(List.of(1, 2), List.of()).get(0));
    }

    @Test
    void gridRefusesMoreTasksThanThereCanBe() {
        List<Integer> many = Collections.nCopies(1 << 16, 0);
        assertRefused("A grid of 65536 x 65536 inputs has more than 2147483647 tasks. Loop over one of the lists inside the function.", () -> Inputs.grid(many, many));
    }

    @Test
    void equalInputsHaveEqualDigests() {
        assertEquals(digest(Inputs.of(List.of(1, 2))), digest(Inputs.of(new ArrayList<>(List.of(1, 2)))));
        assertEquals(digest(Inputs.range(5)), digest(Inputs.range(5)));
        assertEquals(digest(Inputs.grid(List.of(1), List.of(2, 3))), digest(Inputs.grid(List.of(1), List.of(2, 3))));
        assertEquals(digest(Inputs.replicate(new int[] {1}, 2)), digest(Inputs.replicate(new int[] {1}, 2)));
    }

    @Test
    void differentInputsHaveDifferentDigests() {
        List<Inputs<?>> inputs = List.of(Inputs.of(List.of()), Inputs.of(List.of(1, 2)), Inputs.of(List.of(2, 1)), Inputs.of(List.of(1L, 2L)), Inputs.of(List.of("range", 2)),
                Inputs.range(2), Inputs.range(3), Inputs.replicate(1, 2), Inputs.replicate(2, 2), Inputs.replicate(2, 3), Inputs.zip(List.of(1, 2), List.of(3, 4)),
                Inputs.grid(List.of(1, 2), List.of(3, 4)), Inputs.grid(List.of(1, 2, 3), List.of(4)), Inputs.grid(List.of(1, 2), List.of(4, 3)),
                Inputs.grid(List.of(1), List.of(2, 3, 4)));
        assertEquals(inputs.size(), inputs.stream().map(InputsTest::digest).distinct().count());
    }

    @Test
    void largeGridsAndReplicatesAreDigestedWithoutWalkingTheirTasks() {
        List<Integer> many = Collections.nCopies(40_000, 7);
        assertTrue(org.junit.jupiter.api.Assertions.assertTimeout(java.time.Duration.ofSeconds(20),
                () -> !digest(Inputs.grid(many, many)).equals(digest(Inputs.replicate(new double[1000], Integer.MAX_VALUE)))));
    }
}
