package org.trialmap.analysis.support;

import java.util.BitSet;

/** NaN and infinities among float or double values whose last axis is channels. */
public final class NanValues {
    private NanValues() {}

    /**
     * The channels that have such values.
     *
     * @param width entries of the array per value, 2 for complex ones
     */
    public static BitSet channels(Object array, int from, int to, int channels, int width) {
        BitSet found = new BitSet(channels);
        for (int i = from; i < to; i++) {
            double value = array instanceof float[] floats ? floats[i] : ((double[]) array)[i];
            if (!Double.isFinite(value)) {
                found.set((i - from) / width % channels);
            }
        }
        return found;
    }

    /** Makes all of them the same NaN: others differ in bits that depend on the order of operands, which a compiler may choose. */
    public static void unify(Object array, int from, int to) {
        if (array instanceof float[] floats) {
            for (int i = from; i < to; i++) {
                floats[i] = Float.isFinite(floats[i]) ? floats[i] : Float.NaN;
            }
        } else {
            double[] doubles = (double[]) array;
            for (int i = from; i < to; i++) {
                doubles[i] = Double.isFinite(doubles[i]) ? doubles[i] : Double.NaN;
            }
        }
    }

    /** Sets all values of these channels to 0. */
    public static void clear(Object array, BitSet channels, int count, int width) {
        int length = array instanceof float[] floats ? floats.length : ((double[]) array).length;
        for (int i = 0; i < length; i++) {
            if (channels.get(i / width % count)) {
                if (array instanceof float[] floats) {
                    floats[i] = 0;
                } else {
                    ((double[]) array)[i] = 0;
                }
            }
        }
    }
}
