package org.trialmap.analysis;

import java.io.Serializable;
import java.util.Arrays;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;

/**
 * The array that held a task's results, which have been written when the next task begins. One for each partition and thread: a call that took too long and
 * was left behind may still write into its own. Does not travel.
 */
final class SpareArray implements Serializable {
    private static final long serialVersionUID = 1;

    private transient NdArray last;
    private transient Thread owner;

    NdArray of(DType dtype, int[] shape) {
        if (last == null || owner != Thread.currentThread() || !Arrays.equals(last.shape(), shape)) {
            last = NdArray.zeros(dtype, shape);
            owner = Thread.currentThread();
        }
        return last;
    }
}
