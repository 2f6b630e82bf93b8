package org.trialmap.analysis.average;

import org.trialmap.analysis.support.Samples;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.signal.fft.Precision;
import org.trialmap.trial.TrialChunk;

/**
 * The numbers of a trial in double, complex ones as real and imaginary parts in turn, and back.
 *
 * @hidden
 */
public final class Components {
    private Components() {}

    /** Shared with the trial where they are double already: not to be written into. */
    public static double[] of(TrialChunk trial) {
        NdArray array = trial.array();
        return !array.dtype().isComplex() ? trial.doubles() : array.data() instanceof float[] floats ? Precision.widen(floats) : (double[]) array.data();
    }

    /** Type of results of the same kind of numbers, real or complex. */
    public static DType same(DType given) {
        return given.isComplex() ? given : Samples.result(given);
    }

    /**
     * Takes over the array.
     *
     * @throws IllegalArgumentException if a value is infinite in this type: numbers that are not finite come as NaN, so it has become too large
     */
    public static NdArray array(DType dtype, double[] values, int... shape) {
        boolean isFloat = dtype == DType.FLOAT32 || dtype == DType.COMPLEX64;
        for (double value : values) {
            if (isFloat ? Float.isInfinite((float) value) : Double.isInfinite(value)) {
                throw new IllegalArgumentException(
                        "A result is beyond what " + dtype + " can hold: the values are too large, or divided by one that is too small. Scale them, or convert them to float64.");
            }
        }
        return Samples.array(dtype, values, shape);
    }
}
