package org.trialmap.trial;

import java.lang.reflect.Array;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;

/** Exact conversions of numbers: what the target cannot hold is refused, never rounded. */
final class ExactNumbers {
    private static final long EXACT = 1L << 53;

    private ExactNumbers() {}

    static boolean isNumeric(DType dtype) {
        return switch (dtype) {
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64 -> true;
            default -> false;
        };
    }

    /** The elements as doubles; shares the backing array of float64. Throws {@link ArithmeticException} for an int64 that no double equals. */
    static double[] doubles(NdArray array) {
        Object data = array.data();
        if (data instanceof double[] d) {
            return d;
        }
        double[] wide = new double[array.size()];
        if (data instanceof float[] f) {
            for (int i = 0; i < wide.length; i++) {
                wide[i] = f[i];
            }
        } else if (data instanceof int[] n) {
            for (int i = 0; i < wide.length; i++) {
                wide[i] = n[i];
            }
        } else if (data instanceof short[] s) {
            for (int i = 0; i < wide.length; i++) {
                wide[i] = s[i];
            }
        } else if (data instanceof byte[] b) {
            for (int i = 0; i < wide.length; i++) {
                wide[i] = b[i];
            }
        } else {
            long[] n = (long[]) data;
            for (int i = 0; i < wide.length; i++) {
                wide[i] = exact(n[i]);
            }
        }
        return wide;
    }

    /** Position of the first one that {@link #doubles} refuses. */
    static int firstBeyond(long[] numbers) {
        return IntStream.range(0, numbers.length).filter(i -> isBeyond(numbers[i])).findFirst().orElseThrow();
    }

    private static boolean isBeyond(long n) {
        return n > EXACT || n < -EXACT;
    }

    private static double exact(long n) {
        if (isBeyond(n)) {
            throw new ArithmeticException("the int64 value " + n + " is beyond 2^53 and may have no double");
        }
        return n;
    }

    /** The elements of an array of integers; shares the backing array of int64. */
    static long[] longs(NdArray array) {
        if (array.data() instanceof long[] n) {
            return n;
        }
        double[] exact = doubles(array); // of at most 32 bits
        long[] wide = new long[exact.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = (long) exact[i];
        }
        return wide;
    }

    /** Whether it is a whole number that a long holds exactly. */
    static boolean isWhole(double x) {
        return x == (long) x && Math.abs(x) <= EXACT;
    }

    static Number number(NdArray array, int i) {
        return (Number) Array.get(array.data(), i);
    }
}
