package org.trialmap.signal.spectrum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows, steps, times and tapers of decimals, against exact arithmetic. */
class DecimalStepsTest {
    private static int floor(BigDecimal exact) {
        return exact.setScale(0, RoundingMode.FLOOR).intValueExact();
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "250", "512", "1000", "24.4", "1017.25", "30000"})
    void windowsAndTimes(String hz) {
        BigDecimal rate = new BigDecimal(hz);
        for (int k = 1; k < 1500; k++) {
            BigDecimal seconds = BigDecimal.valueOf(k, 2);
            BigDecimal samples = seconds.multiply(rate);
            if (samples.compareTo(BigDecimal.ONE) >= 0) {
                assertEquals(floor(samples), new SlidingWindow(seconds.doubleValue(), rate.doubleValue()).samples(), seconds + " s at " + hz);
            }
            BigDecimal begin = seconds.subtract(BigDecimal.valueOf(7));
            Toi.TrialTime time = new Toi.TrialTime(1_000_000, rate.doubleValue(), -floor(rate.multiply(BigDecimal.TEN)));
            assertEquals(floor(begin.multiply(rate).add(new BigDecimal("0.5"))) + floor(rate.multiply(BigDecimal.TEN)), time.sample(begin.doubleValue()),
                    begin + " s at " + hz);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 50, 100, 250, 1000, 12345})
    void overlaps(int window) {
        for (int k = 0; k < 1000; k++) {
            BigDecimal share = BigDecimal.valueOf(k, 3);
            assertEquals(Math.max(1, window - floor(share.multiply(BigDecimal.valueOf(window)))), Toi.overlap(share.doubleValue()) instanceof Toi.Overlap overlap
                    ? overlap.step(window) : -1, share + " of " + window);
        }
    }

    /** Half bandwidths of which the number of tapers is a whole number exactly. */
    @ParameterizedTest
    @ValueSource(ints = {100, 250, 1000, 1700})
    void tapers(int samples) {
        for (int k = 10; k < 600; k++) {
            BigDecimal width = BigDecimal.valueOf(k, 1);
            BigDecimal exact = width.multiply(BigDecimal.valueOf(2L * samples)).divide(BigDecimal.valueOf(1000)).subtract(BigDecimal.ONE);
            BigDecimal narrowest = BigDecimal.valueOf(1000).divide(BigDecimal.valueOf(samples), 20, RoundingMode.HALF_UP);
            int expected = width.compareTo(narrowest) <= 0 ? 1 : Math.max(1, floor(exact));
            assertEquals(expected, Tapers.Slepian.ofHalfBandwidthHz(width.doubleValue(), samples, 1000).count(), width + " Hz of " + samples);
        }
    }
}
