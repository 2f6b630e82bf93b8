package org.trialmap.store;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.hdf5.Hdf5Writer;

/**
 * A declared common shape of stacked results, as ACME's {@code result_shape=(None, 10, 20)}: with an axis along which the tasks are stacked ({@link #UNKNOWN}), and, where the length of
 * one axis of a result is known only when the task has ended, that axis ({@link #VARYING}, ACME's {@code np.inf}). Shorter results are then filled up at their end with NaN, or with 0 or
 * false where the type has no NaN; the attribute {@code lengths} of the dataset has the length of each task's. Without an axis of the tasks, results lie one after another along the
 * varying axis, and nothing is filled up.
 *
 * @param dtype element type of every result
 * @param axes extents of the stacked dataset's axes; {@link #UNKNOWN} and {@link #VARYING} at most once each, and one of them at least
 */
public record ResultShape(DType dtype, long... axes) implements Serializable {
    /** Stands for the axis along which the tasks are stacked. */
    public static final long UNKNOWN = -1;
    /** Stands for an axis of results whose length may differ from task to task. */
    public static final long VARYING = -2;

    public ResultShape {
        axes = axes.clone();
        long unknown = Arrays.stream(axes).filter(axis -> axis == UNKNOWN).count();
        long varying = Arrays.stream(axes).filter(axis -> axis == VARYING).count();
        if (unknown > 1 || varying > 1 || unknown + varying == 0 || Arrays.stream(axes).anyMatch(axis -> axis < VARYING)) {
            throw new IllegalArgumentException("A result shape needs one axis of the tasks (*, " + UNKNOWN + "), one whose length differs (inf, " + VARYING
                    + "), or one of each, and otherwise extents of 0 or more, it is " + words(axes) + ".");
        }
        Hdf5Writer.requireAxes(axes.length, "The result shape");
    }

    private static String words(long... axes) {
        return Arrays.stream(axes).mapToObj(axis -> axis == UNKNOWN ? "*" : axis == VARYING ? "inf" : Long.toString(axis)).toList().toString();
    }

    /** The position of an axis; -1 if there is none. */
    private static int position(long wanted, long... axes) {
        return IntStream.range(0, axes.length).filter(axis -> axes[axis] == wanted).findFirst().orElse(-1);
    }

    /** Whether the tasks have an axis of their own; without it, results lie one after another along the varying axis. */
    public boolean hasTaskAxis() {
        return position(UNKNOWN, axes) >= 0;
    }

    /** The position of the axis along which the tasks are stacked. */
    public int stackingAxis() {
        return position(hasTaskAxis() ? UNKNOWN : VARYING, axes);
    }

    /** Whether one axis of the results has a length that differs from task to task. */
    public boolean isVarying() {
        return varyingAxis() >= 0;
    }

    /** The position of the varying axis in a result; -1 if there is none. */
    public int varyingAxis() {
        return varyingAxis(core());
    }

    /**
     * The position of the varying axis in a result of that shape; -1 if there is none.
     *
     * @hidden
     */
    public static int varyingAxis(long[] core) {
        return position(VARYING, core);
    }

    /** The shape of a single result; {@link #VARYING} stands for the length that differs. */
    public long[] core() {
        return Arrays.stream(axes).filter(axis -> axis != UNKNOWN).toArray();
    }

    @Override
    public String toString() {
        return dtype + " " + words(axes);
    }
}
