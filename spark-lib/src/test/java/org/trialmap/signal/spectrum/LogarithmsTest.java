package org.trialmap.signal.spectrum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logarithms and exponentials of many numbers at once are {@code StrictMath}'s, bit for bit. */
class LogarithmsTest {
    private static final double[] SPECIAL = {0.0, -0.0, 1, -1, 2, 0.5, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, -Double.MAX_VALUE, Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY, Double.NaN, 709.782712893384, 709.8, -708.4, -745.2, 0x1p-28, -0x1p-29};
    /** Mantissas where the intervals of e_log.c end, and sizes where those of e_exp.c do. */
    private static final double[] ENDS = {1, 1 + 0x1p-20, 2 - 0x1p-19, Math.sqrt(2), Double.longBitsToDouble(0x3ff6a09cL << 32), Double.longBitsToDouble(0x3ff6147aL << 32),
        Double.longBitsToDouble(0x3ff6b851L << 32), Double.longBitsToDouble(0x3ff6b852L << 32), 0.5 * Math.log(2), Double.longBitsToDouble(0x3fd62e42L << 32),
        Double.longBitsToDouble(0x3fd62e43L << 32), 1.5 * Math.log(2), Double.longBitsToDouble(0x3ff0a2b2L << 32), 0x1p-28, 2.5 * Math.log(2), 100.5 * Math.log(2), 700};

    private static void assertStrict(double[] values) {
        double[] logarithms = values.clone();
        Logarithms.of(logarithms, values.length);
        double[] exponentials = values.clone();
        Logarithms.undo(exponentials, values.length);
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            assertEquals(Double.doubleToLongBits(StrictMath.log(value)), Double.doubleToLongBits(logarithms[i]), () -> "log(" + value + ")");
            assertEquals(Double.doubleToLongBits(StrictMath.exp(value)), Double.doubleToLongBits(exponentials[i]), () -> "exp(" + value + ")");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-3, 30, 1e-9, 699, 1e9, 1e140, 1e-140, 1e-300})
    void thoseOfNoiseAreStrictMaths(double scale) {
        Random random = new Random(11);
        assertStrict(random.doubles(300_000, 0, 1).map(x -> x * scale).toArray());
        assertStrict(random.doubles(300_000, -1, 1).map(x -> x * scale).toArray());
        assertStrict(random.doubles(300_000, -1, 1).map(x -> scale * Math.exp(x * 20)).toArray());
    }

    @Test
    void soAreThoseAtTheEndsOfIntervals() {
        for (double scale : new double[] {1, 2, 0.25, 0x1p60, 0x1p-900, -1}) {
            assertStrict(DoubleStream.of(ENDS).map(end -> end * scale).flatMap(end -> DoubleStream.iterate(-200, ulps -> ulps <= 200, ulps -> ulps + 1).map(ulps -> end + ulps * Math.ulp(end)))
                    .toArray());
        }
        Random random = new Random(12);
        for (double end : ENDS) { // within some 2^-20 of it, where high words decide
            assertStrict(random.doubles(50_000, -1, 1).map(x -> end * (1 + x * 0x1p-19)).toArray());
        }
    }

    @Test
    void soAreNumbersThatHaveNone() {
        assertStrict(SPECIAL);
        for (double special : SPECIAL) { // one among others
            assertStrict(new double[] {1.5, 2, 3, special, 5, 6, 7, 8, 1.1, 2.2, 3.3, 4.4, special, 6.6, 7.7, 8.8, 9.9});
        }
    }

    @Test
    void numbersBehindThemStayAsTheyAre() {
        for (int count = 0; count < 40; count++) {
            double[] logarithms = new double[50];
            Arrays.fill(logarithms, 3);
            double[] expected = logarithms.clone();
            Arrays.fill(expected, 0, count, StrictMath.log(3));
            double[] exponentials = logarithms.clone();
            Logarithms.of(logarithms, count);
            assertArrayEquals(expected, logarithms);
            Arrays.fill(expected, 0, count, StrictMath.exp(3));
            Logarithms.undo(exponentials, count);
            assertArrayEquals(expected, exponentials);
        }
    }
}
