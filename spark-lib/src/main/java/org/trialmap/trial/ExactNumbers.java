package org.trialmap.trial;

import java.lang.reflect.Array;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.array.Decimals;
import org.trialmap.array.NdArray;

/** Exact conversions of numbers: what the target cannot hold is refused, never rounded. */
final class ExactNumbers {

    private ExactNumbers() {}

    static boolean isNumeric(DType dtype) {
        return switch (dtype) {
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64 -> true;
            default -> false;
        };
    }

    /** Position of the first one that {@link NdArray#toDoubles} refuses. */
    static int firstBeyond(long[] numbers) {
        return IntStream.range(0, numbers.length).filter(i -> !Decimals.isExactDouble(numbers[i])).findFirst().orElseThrow();
    }

    /** The elements of an array of integers; shares the backing array of int64. */
    static long[] longs(NdArray array) {
        if (array.data() instanceof long[] n) {
            return n;
        }
        double[] exact = array.toDoubles(); // of at most 32 bits
        long[] wide = new long[exact.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = (long) exact[i];
        }
        return wide;
    }

    /** Whether it is a whole number that a long holds exactly. */
    static boolean isWhole(double x) {
        return x == (long) x && Decimals.isExactDouble((long) x);
    }

    static Number number(NdArray array, int i) {
        return (Number) Array.get(array.data(), i);
    }
}
