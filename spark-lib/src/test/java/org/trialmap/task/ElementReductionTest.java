package org.trialmap.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trialmap.array.NdArray;

/** Sums and the like of the arrays of all tasks. */
class ElementReductionTest {
    private static NdArray reduced(Reducer how, Object... values) {
        ElementReduction reduction = new ElementReduction(how);
        for (int task = 0; task < values.length; task++) {
            reduction.add(task, NdArray.from(values[task]));
        }
        return reduction.result();
    }

    private static List<NdArray> all(Object... values) {
        return List.of(reduced(Reducer.SUM, values), reduced(Reducer.MEAN, values), reduced(Reducer.MIN, values), reduced(Reducer.MAX, values));
    }

    @Test
    void numbersAreReducedInTheirOrder() {
        assertEquals(List.of(NdArray.from(1e16 + 1 + 1 - 1e16), NdArray.from((1e16 + 1 + 1 - 1e16) / 4), NdArray.from(-1e16), NdArray.from(1e16)), all(1e16, 1.0, 1.0, -1e16));
        assertEquals(List.of(NdArray.from(6L), NdArray.from(2.0), NdArray.from(-1), NdArray.from(5)), all(5, 2, -1));
        assertEquals(List.of(NdArray.from(9007199254740993L), NdArray.from(9007199254740993L / 2.0), NdArray.from(0L), NdArray.from(9007199254740993L)), all(9007199254740993L, 0L));
        assertEquals(List.of(NdArray.from(0.1f + (double) 0.2f), NdArray.from((0.1f + (double) 0.2f) / 2), NdArray.from(0.1f), NdArray.from(0.2f)), all(0.1f, 0.2f));
        assertEquals(List.of(NdArray.from(3L), NdArray.from(1.5), NdArray.from((byte) 1), NdArray.from((byte) 2)), all((byte) 1, (byte) 2));
        assertEquals(List.of(NdArray.from(Double.NaN), NdArray.from(Double.NaN), NdArray.from(Double.NaN), NdArray.from(Double.NaN)), all(1.0, Double.NaN, 2.0));
    }

    @Test
    void arraysElementByElement() {
        assertEquals(NdArray.from(new double[][] {{4, 6}, {-2, 0}}), reduced(Reducer.SUM, new double[][] {{1, 2}, {-3, 0}}, new double[][] {{3, 4}, {1, 0}}));
        assertEquals(NdArray.from(new int[] {1, 4}), reduced(Reducer.MIN, new int[] {1, 5}, new int[] {2, 4}));
        NdArray complex = NdArray.complex(new float[] {1, 2, 3, 4}, 2);
        ElementReduction mean = new ElementReduction(Reducer.MEAN);
        mean.add(0, complex);
        mean.add(1, NdArray.complex(new float[] {3, 4, 5, 7}, 2));
        assertEquals(NdArray.complex(new double[] {2, 3, 4, 5.5}, 2), mean.result());
        assertEquals(NdArray.complex(new float[] {1, 2, 3, 4}, 2), complex, "what was added is as it was");
    }

    @Test
    void truthValuesAreCounted() {
        boolean[][] truths = {{true, true, false}, {true, false, false}};
        assertEquals(NdArray.from(new long[] {2, 1, 0}), reduced(Reducer.COUNT, (Object[]) truths));
        assertEquals(NdArray.from(new boolean[] {true, false, false}), reduced(Reducer.ALL, (Object[]) truths));
        assertEquals(NdArray.from(new boolean[] {true, true, false}), reduced(Reducer.ANY, (Object[]) truths));
    }

    private static void refused(String text, Reducer how, Object... values) {
        assertEquals(text, assertThrows(IllegalArgumentException.class, () -> reduced(how, values)).getMessage());
    }

    @Test
    void whatCannotBeReducedIsNamed() {
        refused("The results cannot be reduced by count: task 0 returned float64 (), and count takes truth values. Return those, or choose sum, mean, min or max.", Reducer.COUNT, 1.0);
        refused("The results cannot be reduced by sum: task 0 returned bool (), and sum takes numbers. Return those, or choose count, all or any, which take truth values.", Reducer.SUM, true);
        refused("The results cannot be reduced by min: task 0 returned str (), and min takes real numbers. Return those, or choose count, all or any, which take truth values.", Reducer.MIN, "a");
        refused("The results cannot be reduced by max: task 0 returned complex128 (1,), and max takes real numbers. Return those, or choose sum or mean.", Reducer.MAX,
                NdArray.complex(new double[] {1, 2}, 1));
        refused("The results cannot be reduced by sum: task 2 returned float64 (3,), task 0 float64 (2,). Return one type and shape from every task.", Reducer.SUM, new double[2], new double[2],
                new double[3]);
        refused("The results cannot be reduced by any: task 1 returned int32 (), task 0 bool (). Return one type and shape from every task.", Reducer.ANY, true, 1);
        refused("The sum of the results of tasks 0 to 1 is beyond the range of int64. Return float64.", Reducer.SUM, Long.MAX_VALUE, 1L);
        refused("There is nothing to reduce by sum: the inputs are empty. Give at least one.", Reducer.SUM);
    }
}
