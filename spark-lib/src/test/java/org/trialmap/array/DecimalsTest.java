package org.trialmap.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rounding of products, differences and sums of decimals, against exact arithmetic. */
class DecimalsTest {
    private int plainIsWrong;

    private void check(double computed, BigDecimal exact, String what) {
        assertEquals(exact.setScale(0, RoundingMode.FLOOR).doubleValue(), Decimals.floor(computed), what);
        assertEquals(exact.setScale(0, RoundingMode.CEILING).doubleValue(), Decimals.ceil(computed), what);
        assertEquals(exact.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR).doubleValue(), Decimals.nearest(computed), what);
        plainIsWrong += (int) computed == exact.intValue() ? 0 : 1;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "20", "100", "250", "256", "512", "1000", "24.4", "1017.25", "0.1", "30000", "1e6"})
    void productsOfSecondsAndHertz(String hz) {
        BigDecimal rate = new BigDecimal(hz);
        for (int k = -2000; k <= 2000; k++) {
            for (String step : List.of("0.001", "0.05", "0.01", "0.1", "0.7", "1.3")) {
                BigDecimal seconds = new BigDecimal(step).multiply(BigDecimal.valueOf(k));
                check(seconds.doubleValue() * rate.doubleValue(), seconds.multiply(rate), seconds + " * " + hz);
            }
        }
        assertTrue(plainIsWrong > 0 || !hz.equals("100"), hz);
    }

    @Test
    void differencesOfFrequencies() {
        for (int from = 0; from < 500; from++) {
            for (int width = 0; width < 300; width++) {
                BigDecimal low = BigDecimal.valueOf(from, 2);
                BigDecimal high = low.add(BigDecimal.valueOf(width, 1));
                check(high.doubleValue() - low.doubleValue(), high.subtract(low), high + " - " + low);
            }
        }
        assertTrue(plainIsWrong > 500, "" + plainIsWrong);
    }

    @Test
    void sumsOfSteps() {
        double sum = 0;
        for (int k = 1; k <= 2000; k++) {
            sum += 0.1;
            check(sum, BigDecimal.valueOf(k, 1), "sum of " + k);
        }
        assertTrue(plainIsWrong > 0);
    }

    @Test
    void whatIsNotNearIsNotMeant() {
        assertEquals(56, Decimals.floor(56.999999999), 0);
        assertEquals(58, Decimals.ceil(57.000000001), 0);
        assertEquals(56.999999999, Decimals.whole(56.999999999), 0);
        assertEquals(0.0, Decimals.whole(-1e-12));
        assertEquals(4_000_000_001.0, Decimals.floor(Math.nextDown(4_000_000_001.0)));
        assertEquals(4_000_000_000.0, Decimals.floor(4_000_000_000.999));
        assertEquals(9007199254740993.0, Decimals.floor(9007199254740993.0));
        assertTrue(Decimals.isAtMost(0.1 + 0.2, 0.3) && Decimals.isAtMost(0.3, 0.1 + 0.2));
        assertFalse(Decimals.isAtMost(0.300000001, 0.3));
    }

    @Test
    void noNumberStaysNone() {
        assertTrue(Double.isNaN(Decimals.floor(Double.NaN)) && Double.isNaN(Decimals.nearest(Double.NaN)));
        assertEquals(Double.POSITIVE_INFINITY, Decimals.floor(Double.POSITIVE_INFINITY));
        assertEquals(Double.NEGATIVE_INFINITY, Decimals.ceil(Double.NEGATIVE_INFINITY));
        assertFalse(Decimals.isAtMost(Double.NaN, 1) || Decimals.isAtMost(1, Double.NaN) || Decimals.isAtMost(1, Double.NEGATIVE_INFINITY));
    }
}
