package org.trialmap.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.array.NdArray;

class LabelsTest {
    record Subject(String name, int age) {}

    static Stream<Arguments> inWords() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put("b", new int[2]);
        return Stream.of(Arguments.of(null, "null"), Arguments.of(3.5, "3.5"), Arguments.of("text", "\"text\""), Arguments.of(new double[3], "double[3]"),
                Arguments.of(new int[3][2], "int[3][]"), Arguments.of(new String[4][][], "String[4][][]"), Arguments.of(List.of(), "[]"), Arguments.of(Map.of(), "{}"),
                Arguments.of(List.of(1, "a"), "[1, \"a\"]"), Arguments.of(Arrays.asList(1, null), "[1, null]"), Arguments.of(Set.of(7), "[7]"),
                Arguments.of(map, "{\"a\"=1, \"b\"=int[2]}"), Arguments.of(new Pair<>(new double[8], "x"), "(double[8], \"x\")"),
                Arguments.of(new Subject("s1", 30), "Subject[name=s1, age=30]"), Arguments.of(NdArray.of(new float[6], 2, 3), "float32 (2, 3)"));
    }

    @ParameterizedTest
    @MethodSource("inWords")
    void describesInAFewWords(Object input, String label) {
        assertEquals(label, Inputs.labelOf(input));
    }

    @Test
    void staysOnOneLine() {
        assertEquals("\"a\\u000ab\\u000d\\u0009\\u0000\\u007f\\u0085\\u2028\\u2029\"", Inputs.labelOf("a\nb\r\t\0\u007f\u0085\u2028\u2029"));
        assertEquals("\"\\ud800x\"", Inputs.labelOf("\ud800x"));
        assertEquals("\"größe \ud83d\udc1d\"", Inputs.labelOf("größe \ud83d\udc1d"));
    }

    @Test
    void eightyCharactersAreWholeAndMoreAreCut() {
        assertEquals("\"" + "x".repeat(78) + "\"", Inputs.labelOf("x".repeat(78)));
        assertEquals("\"" + "x".repeat(76) + "...", Inputs.labelOf("x".repeat(79)));
    }

    @Test
    void cutsBetweenCharactersNotInside() {
        assertEquals("\"" + "x".repeat(75) + "...", Inputs.labelOf("x".repeat(75) + "\ud83d\udc1d".repeat(5)));
        assertEquals("\"" + "x".repeat(72) + "...", Inputs.labelOf("x".repeat(72) + "\n\n\n"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyTextGivesAPrintableLineOfAtMostEightyCharacters(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(120), 0, random.nextBoolean() ? 128 : 0x11000).forEach(text::appendCodePoint);
            String label = Inputs.labelOf(text.toString());
            assertTrue(label.length() <= 80, label);
            assertFalse(label.chars().anyMatch(Character::isISOControl), label);
        }
    }

    @Test
    void looksAtNoMoreElementsThanFit() {
        List<Integer> huge = Collections.nCopies(Integer.MAX_VALUE, 7);
        assertEquals("[" + "7, ".repeat(25) + "7...", Inputs.labelOf(huge));
        assertEquals("(" + "[" + "7, ".repeat(25) + "...", Inputs.labelOf(new Pair<>(huge, huge)));
        assertEquals(80, Inputs.labelOf("x".repeat(100_000_000)).length());
    }

    @Test
    void aListThatHoldsItselfEnds() {
        List<Object> loop = new ArrayList<>();
        loop.add(loop);
        assertEquals("[".repeat(77) + "...", Inputs.labelOf(loop));
    }

    @Test
    void anInputThatCannotDescribeItselfStillHasALabel() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("closed");
            }
        };
        Object silent = new Object() {
            @Override
            public String toString() {
                return null;
            }
        };
        assertEquals(broken.getClass().getName() + " (its toString failed: IllegalStateException)", Inputs.labelOf(broken));
        assertEquals("null", Inputs.labelOf(silent));
    }
}
