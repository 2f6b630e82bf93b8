package org.trialmap.app.plot;

import java.util.function.IntToDoubleFunction;
import org.trialmap.array.NdArray;

/** The elements of an array as numbers, whatever their type; of complex ones the magnitude. */
final class ArrayNumbers {
    private ArrayNumbers() {}

    /** From the position of an element, row-major, to its value. */
    static IntToDoubleFunction of(NdArray array) {
        Object data = array.data();
        boolean complex = array.dtype().isComplex();
        if (data instanceof double[] d) {
            return complex ? i -> Math.hypot(d[2 * i], d[2 * i + 1]) : i -> d[i];
        }
        if (data instanceof float[] f) {
            return complex ? i -> Math.hypot(f[2 * i], f[2 * i + 1]) : i -> f[i];
        }
        if (data instanceof long[] l) {
            return i -> l[i];
        }
        if (data instanceof int[] n) {
            return i -> n[i];
        }
        if (data instanceof short[] s) {
            return i -> s[i];
        }
        if (data instanceof byte[] b) {
            return i -> b[i];
        }
        throw new IllegalArgumentException("An array of " + array.dtype() + " has no numbers to draw.");
    }
}
