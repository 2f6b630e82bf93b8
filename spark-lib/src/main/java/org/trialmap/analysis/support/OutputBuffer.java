package org.trialmap.analysis.support;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;

/**
 * The array that held the results of this thread's last task, which have been written when it begins the next one. A call that took too long and was left
 * behind goes on in a thread of its own, with an array of its own.
 */
public final class OutputBuffer {
    private static final ThreadLocal<SoftReference<NdArray>> LAST = ThreadLocal.withInitial(() -> new SoftReference<>(null));

    private OutputBuffer() {}

    /** With any content. */
    public static NdArray of(DType dtype, int[] shape) {
        NdArray last = LAST.get().get();
        if (last == null || last.dtype() != dtype || !Arrays.equals(last.shape(), shape)) {
            last = NdArray.zeros(dtype, shape);
            LAST.set(new SoftReference<>(last));
        }
        return last;
    }
}
