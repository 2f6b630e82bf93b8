package org.trialmap.task;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;

/**
 * Reduces arrays of one type and shape, task after task. Holds one array.
 *
 * @hidden
 */
public final class ElementReduction {
    private final Reducer how;
    private NdArray first;
    private int firstTask;
    private int tasks;
    private long[] whole; // of integers; of truth values how many are true
    private double[] real; // of floating-point numbers

    public ElementReduction(Reducer how) {
        this.how = how;
    }

    /** @throws IllegalArgumentException if there is no such value of that type, the array is unlike that of the first task, or a sum leaves int64 */
    public void add(int task, NdArray array) {
        if (first == null) {
            begin(task, array);
        } else {
            requireLike(task, array);
            if (whole != null) {
                addWhole(task, longs(array));
            } else {
                addReal(doubles(array));
            }
        }
        tasks++;
    }

    private void begin(int task, NdArray array) {
        DType dtype = array.dtype();
        String wanted = switch (how) {
            case COUNT, ALL, ANY -> dtype == DType.BOOL ? null : "truth values. Return those, or choose sum, mean, min or max";
            case SUM, MEAN -> dtype != DType.BOOL && dtype != DType.STRING ? null : "numbers. Return those, or choose count, all or any, which take truth values";
            case MIN, MAX -> dtype != DType.BOOL && dtype != DType.STRING && !dtype.isComplex() ? null
                    : "real numbers. Return those, or choose " + (dtype.isComplex() ? "sum or mean" : "count, all or any, which take truth values");
        };
        if (wanted != null) {
            throw new IllegalArgumentException("The results cannot be reduced by " + how + ": task " + task + " returned " + array + ", and " + how + " takes " + wanted + ".");
        }
        first = array;
        firstTask = task;
        if (dtype.isFloating() || dtype.isComplex()) {
            real = doubles(array).clone();
        } else {
            whole = longs(array);
        }
    }

    private void requireLike(int task, NdArray array) {
        if (array.dtype() != first.dtype() || !Arrays.equals(array.shape(), first.shape())) {
            throw new IllegalArgumentException("The results cannot be reduced by " + how + ": task " + task + " returned " + array + ", task " + firstTask + " " + first
                    + ". Return one type and shape from every task.");
        }
    }

    private void addWhole(int task, long[] more) {
        for (int i = 0; i < whole.length; i++) {
            whole[i] = how == Reducer.MIN ? Math.min(whole[i], more[i]) : how == Reducer.MAX ? Math.max(whole[i], more[i]) : sum(task, whole[i], more[i]);
        }
    }

    private static long sum(int task, long a, long b) {
        try {
            return Math.addExact(a, b);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("The sum of the results of tasks 0 to " + task + " is beyond the range of int64. Return float64.", e);
        }
    }

    private void addReal(double[] more) {
        for (int i = 0; i < real.length; i++) {
            real[i] = how == Reducer.MIN ? Math.min(real[i], more[i]) : how == Reducer.MAX ? Math.max(real[i], more[i]) : real[i] + more[i];
        }
    }

    /** @throws IllegalArgumentException if nothing was added */
    public NdArray result() {
        if (first == null) {
            throw new IllegalArgumentException("There is nothing to reduce by " + how + ": the inputs are empty. Give at least one.");
        }
        int[] shape = first.shape();
        return switch (how) {
            case COUNT -> NdArray.of(whole, shape);
            case ALL -> truths(tasks, shape);
            case ANY -> truths(1, shape);
            case MIN, MAX -> own(shape);
            case SUM -> whole != null ? NdArray.of(whole, shape) : wide(real, shape);
            case MEAN -> wide((whole != null ? Arrays.stream(whole).asDoubleStream() : Arrays.stream(real)).map(sum -> sum / tasks).toArray(), shape);
        };
    }

    private NdArray truths(int least, int... shape) {
        boolean[] truths = new boolean[whole.length];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = whole[i] >= least;
        }
        return NdArray.of(truths, shape);
    }

    private NdArray wide(double[] values, int... shape) {
        return first.dtype().isComplex() ? NdArray.complex(values, shape) : NdArray.of(values, shape);
    }

    /** In the type of the results. */
    private NdArray own(int... shape) {
        NdArray own = NdArray.zeros(first.dtype(), shape);
        Object data = own.data();
        for (int i = 0; i < own.size(); i++) {
            switch (first.dtype()) {
                case INT8 -> ((byte[]) data)[i] = (byte) whole[i];
                case INT16 -> ((short[]) data)[i] = (short) whole[i];
                case INT32 -> ((int[]) data)[i] = (int) whole[i];
                case INT64 -> ((long[]) data)[i] = whole[i];
                case FLOAT32 -> ((float[]) data)[i] = (float) real[i];
                default -> ((double[]) data)[i] = real[i];
            }
        }
        return own;
    }

    private static long[] longs(NdArray array) {
        return array.data() instanceof long[] longs ? longs.clone()
                : array.data() instanceof boolean[] truths ? IntStream.range(0, truths.length).mapToLong(i -> truths[i] ? 1 : 0).toArray()
                        : Arrays.stream(array.toDoubles()).mapToLong(value -> (long) value).toArray();
    }

    /** Complex numbers interleaved. */
    private static double[] doubles(NdArray array) {
        return array.data() instanceof float[] floats ? IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray() : (double[]) array.data();
    }
}
