package org.trialmap.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunSummaryTest {
    private final Locale before = Locale.getDefault();

    @AfterEach
    void localeAsBefore() {
        Locale.setDefault(before);
    }

    private static RunSummary took(double wallSeconds, double callSeconds) {
        return new RunSummary(500, 498, 2, 3, 40, 4, wallSeconds, callSeconds, 0.0625, 1_234_567, "local[4]");
    }

    @Test
    void aLineHasAllFiguresInAnyLocale() {
        Locale.setDefault(Locale.GERMANY);
        assertEquals("498 of 500 tasks ran in 10.00 s on local[4] (4 slots, 40 partitions): calls 30.00 s, efficiency 75%, longest call 0.063 s, 3 retried, 2 failed,"
                + " 1,234,567 bytes written", took(10, 30).line());
    }

    @Test
    void efficiencyIsTheShareOfTheSlotsTime() {
        assertEquals(0.75, took(10, 30).efficiency());
        assertEquals(0, took(10, 0).efficiency());
        assertEquals(1, took(10, 40.001).efficiency(), "clocks that differ a little do not make more than everything");
        assertEquals(0, took(0, 0).efficiency());
    }
}
