package org.trialmap.store;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.hdf5.Hdf5Writer;

/**
 * A declared common shape of stacked results with one axis along which the tasks are stacked, as ACME's {@code result_shape=(None, 10, 20)}.
 *
 * @param dtype element type of every result
 * @param axes extents of the stacked dataset's axes; exactly one of them is {@link #UNKNOWN}
 */
public record ResultShape(DType dtype, long... axes) implements Serializable {
    /** Stands for the axis along which the tasks are stacked. */
    public static final long UNKNOWN = -1;

    public ResultShape {
        axes = axes.clone();
        if (Arrays.stream(axes).filter(axis -> axis == UNKNOWN).count() != 1 || Arrays.stream(axes).anyMatch(axis -> axis < UNKNOWN)) {
            throw new IllegalArgumentException("A result shape needs exactly one unknown axis (" + UNKNOWN + ") and otherwise extents of 0 or more, it is "
                    + Arrays.toString(axes) + ".");
        }
        Hdf5Writer.requireAxes(axes.length, "The result shape");
    }

    /** The position of the unknown axis. */
    public int stackingAxis() {
        return IntStream.range(0, axes.length).filter(axis -> axes[axis] == UNKNOWN).findFirst().orElseThrow();
    }

    /** The shape of a single result. */
    public long[] core() {
        return Arrays.stream(axes).filter(axis -> axis != UNKNOWN).toArray();
    }

    @Override
    public String toString() {
        return dtype + " " + Arrays.toString(axes).replace(Long.toString(UNKNOWN), "*");
    }
}
