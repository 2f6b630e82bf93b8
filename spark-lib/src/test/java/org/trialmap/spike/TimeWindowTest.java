package org.trialmap.spike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trialmap.spike.TimeWindow.Period;

/** Syncopy's latency keywords, and how many bins its rules make. */
class TimeWindowTest {
    private static final double[] BEGINS = {-0.5, -0.2, 0.1};
    private static final double[] ENDS = {1, 1.5, 0.9};

    private static double[] among(Period period) {
        return TimeWindow.of(period).among(BEGINS, ENDS);
    }

    private static void refuses(TimeWindow window, double[] begins, double[] ends, String text) {
        assertEquals(text + ". There would be nothing to count. Correct latency(...).", assertThrows(IllegalArgumentException.class, () -> window.among(begins, ends)).getMessage());
    }

    @Test
    void periodsAreFoundFromTheTrials() {
        assertArrayEquals(new double[] {-0.5, 1.5}, among(Period.MAXPERIOD));
        assertArrayEquals(new double[] {0.1, 0.9}, among(Period.MINPERIOD));
        assertArrayEquals(new double[] {-0.5, 0}, among(Period.PRESTIM));
        assertArrayEquals(new double[] {0, 1.5}, among(Period.POSTSTIM));
        assertArrayEquals(new double[] {-3, 0.2}, TimeWindow.of(-3, 0.2).among(BEGINS, ENDS));
        assertArrayEquals(new int[] {0, 1}, TimeWindow.covering(new double[] {-0.2, 1}, BEGINS, ENDS));
        assertEquals(List.of("minperiod", "-0.5 1.0"), List.of(TimeWindow.of(Period.MINPERIOD).toString(), TimeWindow.of(-0.5, 1).toString()));
    }

    @Test
    void windowsWithoutTrialsAreRefused() {
        refuses(TimeWindow.of(Period.MINPERIOD), new double[] {0, 2}, new double[] {1, 3}, "The trials have no time in common: one begins at 2.0 s, another has ended by then, at 1.0 s");
        refuses(TimeWindow.of(Period.PRESTIM), new double[] {0, 2}, new double[] {1, 3}, "No trial begins before t = 0: the first one begins at 0.0 s");
        refuses(TimeWindow.of(Period.POSTSTIM), new double[] {-2}, new double[] {0}, "No trial goes on after t = 0: the last one ends at 0.0 s");
        refuses(TimeWindow.of(1.5, 2), BEGINS, ENDS, "No trial is in the window from 1.5 to 2.0 s: they lie between -0.5 and 1.5 s");
        assertEquals("The latency 1.0 to 1.0 s is not possible. It is a window of time around t = 0: two finite numbers of seconds, the first less than the second. Correct latency(...).",
                assertThrows(IllegalArgumentException.class, () -> TimeWindow.of(1, 1)).getMessage());
    }

    @Test
    void rulesSayHowManyBinsThereAre() {
        assertEquals(20, Binning.rice().bins(1000, 0, 1).count()); // 2 * 1000^(1/3) is 19.999999999999996 in floating point
        assertEquals(19, Binning.rice().bins(999, 0, 1).count());
        assertEquals(32, Binning.sqrt().bins(1000, 0, 1).count());
        assertEquals(List.of(2, 1), List.of(Binning.rice().bins(1, 0, 1).count(), Binning.sqrt().bins(1, 0, 1).count()));
        assertEquals(List.of("rice", "sqrt", "0.25"), List.of(Binning.rice().toString(), Binning.sqrt().toString(), Binning.of(0.25).toString()));
    }
}
