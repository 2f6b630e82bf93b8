package org.trialmap.analysis;

import java.io.Serializable;
import java.util.Arrays;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;

/** The array that held a task's results, which have been written when the next task begins. One for each partition; does not travel. */
final class SpareArray implements Serializable {
    private static final long serialVersionUID = 1;

    private transient NdArray last;

    NdArray of(DType dtype, int[] shape) {
        if (last == null || !Arrays.equals(last.shape(), shape)) {
            last = NdArray.zeros(dtype, shape);
        }
        return last;
    }
}
