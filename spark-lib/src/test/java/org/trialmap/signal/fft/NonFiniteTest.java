package org.trialmap.signal.fft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** Each single value is seen, wherever it lies among those that are looked at together. */
class NonFiniteTest {
    @Test
    void eachPlaceIsSeen() {
        for (int length : new int[] {1, 3, 16, 63, 64, 65, 150}) {
            for (int at = 0; at < length; at++) {
                for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                    double[] doubles = new double[length];
                    float[] floats = new float[length];
                    doubles[at] = value;
                    floats[at] = (float) value;
                    NonFinite here = new NonFinite(1, at, 0);
                    assertEquals(here, NonFinite.in(doubles, 1));
                    assertEquals(here, NonFinite.in(floats, 1));
                    assertEquals(at < 2 ? null : new NonFinite(1, at - 2, 0), NonFinite.in(floats, Math.min(2, length), length, 1));
                }
            }
        }
    }

    @Test
    void whatIsFiniteIsNot() {
        double[] doubles = {-0.0, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 0, 1};
        float[] floats = {-0f, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, 0, 1};
        assertNull(NonFinite.in(doubles, 2));
        assertNull(NonFinite.in(floats, 2));
        assertNull(NonFinite.in(new double[200], 5));
        assertNull(NonFinite.in(new float[0], 1));
    }
}
