package org.trialmap.signal.fft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Angles of many numbers at once are {@code StrictMath.atan2}'s, bit for bit. */
class AnglesTest {
    private static final double[] SPECIAL = {0.0, -0.0, 1, -1, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL, 0x1p-60, -0x1p-60, 0x1p60, Double.MAX_VALUE, -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
    /** Where the intervals of fdlibm's atan end, and where its atan2 leaves the quotient out. */
    private static final double[] ENDS = {0.4375, 0.6875, 1, 1.1875, 2.4375, 0x1p-29, 0x1p-58, 0x1p-59, 0x1p-60, 0x1p-61, 0x1p58, 0x1p59, 0x1p60, 0x1p61, 0x1p66};

    private static void assertStrict(double[] re, double[] im) {
        double[] expected = new double[re.length];
        for (int i = 0; i < re.length; i++) {
            expected[i] = StrictMath.atan2(im[i], re[i]);
        }
        double[] found = im.clone();
        Angles.of(re, 0, found, 0, re.length);
        for (int i = 0; i < re.length; i++) {
            int at = i;
            assertEquals(Double.doubleToLongBits(expected[i]), Double.doubleToLongBits(found[i]), () -> "atan2(" + im[at] + ", " + re[at] + "): " + expected[at] + ", not " + found[at]);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-3, 1e3, 1e-9, 1e9, 1e-18, 1e18, 1e-300})
    void thoseOfNoiseAreStrictMaths(double scale) {
        Random random = new Random(7);
        double[] re = random.doubles(400_000, -1, 1).toArray();
        double[] im = random.doubles(400_000, -1, 1).map(y -> y * scale).toArray();
        assertStrict(re, im);
    }

    @Test
    void soAreThoseAtTheEndsOfIntervals() {
        double[] re = new double[ENDS.length * 4 * 41];
        double[] im = new double[re.length];
        int at = 0;
        for (double end : ENDS) {
            for (int signs = 0; signs < 4; signs++) {
                for (int ulps = -20; ulps <= 20; ulps++, at++) {
                    re[at] = signs % 2 == 0 ? 1 : -1;
                    im[at] = (signs / 2 == 0 ? 1 : -1) * (end + ulps * Math.ulp(end));
                }
            }
        }
        assertStrict(re, im);
    }

    @Test
    void soAreZerosInfinitiesAndWhatIsTooSmallForAQuotient() {
        double[] re = new double[SPECIAL.length * SPECIAL.length];
        double[] im = new double[re.length];
        for (int i = 0; i < re.length; i++) {
            re[i] = SPECIAL[i / SPECIAL.length];
            im[i] = SPECIAL[i % SPECIAL.length];
        }
        assertStrict(re, im);
        for (double special : SPECIAL) { // one among others
            double[] x = {1, 2, 3, special, 5, 6, 7, 8, -1, -2, -3, -4, special, -6, -7, -8, 9};
            double[] y = {0.5, -1, 2, 3, special, 4, -5, 6, 7, 8, 9, -1, -2, 3, -4, -5, special};
            assertStrict(x, y);
        }
    }

    @Test
    void numbersBesideThemStayAsTheyAre() {
        for (int count = 0; count < 40; count++) {
            double[] re = new double[50];
            double[] im = new double[50];
            Arrays.fill(re, -1);
            Arrays.fill(im, 2);
            double[] expected = im.clone();
            Arrays.fill(expected, 5, 5 + count, StrictMath.atan2(2, -1));
            Angles.of(re, 3, im, 5, count);
            assertArrayEquals(expected, im);
        }
    }
}
