package org.trialmap.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.trialmap.Refusals.assertRefused;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedArraysTest {
    private static final String CURE = ". Only rectangular arrays can be stored; pad it yourself or return a record of several arrays.";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void flattensRowByRow(long seed) {
        Random random = new Random(seed);
        int[] shape = random.ints(3, 1, 6).toArray();
        int[][][] nested = new int[shape[0]][shape[1]][shape[2]];
        int[] flat = new int[shape[0] * shape[1] * shape[2]];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = random.nextInt();
            nested[i / (shape[1] * shape[2])][i / shape[2] % shape[1]][i % shape[2]] = flat[i];
        }
        assertEquals(NdArray.of(flat, shape), NdArray.from(nested));
    }

    @Test
    void sharesOneLevelAndCopiesMore() {
        double[] row = {1, 2};
        assertSame(row, NdArray.from(row).data());
        assertNotSame(row, NdArray.from(new double[][] {row}).data());
    }

    @Test
    void emptyLevelsKeepWhatJavaKnows() {
        assertArrayEquals(new int[] {0}, NdArray.from(new double[0]).shape());
        assertArrayEquals(new int[] {2, 0}, NdArray.from(new double[2][0]).shape());
        assertArrayEquals(new int[] {0, 0}, NdArray.from(new double[0][5]).shape());
        assertArrayEquals(new int[] {2, 3, 0}, NdArray.from(new double[2][3][0]).shape());
        assertArrayEquals(new int[] {2, 0, 0}, NdArray.from(new double[2][0][]).shape());
    }

    @Test
    void stringsOfAnyRank() {
        assertEquals(NdArray.of(new String[] {"a", "b"}, 2, 1), NdArray.from(new String[][] {{"a"}, {"b"}}));
    }

    @Test
    void refusesRaggedArraysAndNamesThePlace() {
        assertRefused("The array is ragged: element [1] has length 1, the first one has length 2" + CURE, () -> NdArray.from(new double[][] {{1, 2}, {3}}));
        assertRefused("The array is ragged: element [1, 0] has length 3, the first one has length 1" + CURE,
                () -> NdArray.from(new long[][][] {{{1}, {2}}, {{3, 4, 5}, {6}}}));
        assertRefused("The array is ragged: element [1] has length 1, the first one has length 0" + CURE, () -> NdArray.from(new int[][] {{}, {1}}));
    }

    @Test
    void refusesMissingRows() {
        assertRefused("The array is ragged: element [0] is null" + CURE, () -> NdArray.from(new double[][] {null, {1, 2}}));
        assertRefused("The array is ragged: element [1] is null" + CURE, () -> NdArray.from(new double[][] {{1, 2}, null}));
        assertRefused("The array is ragged: element [0, 1] is null" + CURE, () -> NdArray.from(new double[][][] {{{1}, null}}));
    }

    @Test
    void refusesNullStringsAndNamesThePlace() {
        String cure = "; null cannot be stored. Use an empty string or leave the element out.";
        assertRefused("The string array holds null at index [1]" + cure, () -> NdArray.from(new String[] {"a", null}));
        assertRefused("The string array holds null at index [2, 1]" + cure, () -> NdArray.from(new String[][] {{"a", "b"}, {"c", "d"}, {"e", null}}));
    }

    @Test
    void refusesOtherElements() {
        assertRefused("Arrays of java.lang.Object cannot be stored. Storable are arrays of boolean, byte, short, int, long, float, double and String,"
                + " and complex arrays made with NdArray.complex.", () -> NdArray.from(new Object[][] {{1}}));
    }
}
