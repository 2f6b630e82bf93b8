package org.trialmap.app.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "1.01, 2", "2.5, 5", "51, 100", "0.03, 0.05", "0.001, 0.001", "7e-20, 1e-19", "3e18, 5e18"})
    void theNextRoundNumber(double value, double round) {
        assertEquals(round, Tick.roundedUp(value));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "100, 100", "0.05, 0.05", "-12.34567, -12.35", "1e6, 1e6", "1.5e-7, 1.5e-7", "99999, 100000"})
    void fourDigits(double value, String text) {
        assertEquals(text, Tick.text(value));
    }

    @ParameterizedTest
    @CsvSource({"0.0004341, 3, 0", "-0.7496, 3, -0.75", "100.25, 0.5, 100.25", "1000000.25, 0.5, 1000000.25", "2.5e-13, 1e-12, 2.5e-13", "1.5e5, 7e5, 1.5e5", "5, 0, 5"})
    void asExactAsTheAxis(double value, double extent, String text) {
        assertEquals(text, Tick.text(value, extent));
    }
}
