package org.trialmap.signal.spectrum;

import org.trialmap.signal.fft.FftKernels;

/** Logarithms and exponentials of many numbers at once, with the bits of {@link StrictMath}. */
final class Logarithms {
    private static final boolean VECTORS = FftKernels.vectorsAreHere();

    private Logarithms() {}

    /** The natural logarithm takes the place of each number. */
    static void of(double[] values, int count) {
        for (int i = VECTORS ? LogarithmsVector.of(values, count) : 0; i < count; i++) {
            values[i] = StrictMath.log(values[i]);
        }
    }

    /** The natural exponential takes the place of each number. */
    static void undo(double[] values, int count) {
        for (int i = VECTORS ? LogarithmsVector.undo(values, count) : 0; i < count; i++) {
            values[i] = StrictMath.exp(values[i]);
        }
    }
}
