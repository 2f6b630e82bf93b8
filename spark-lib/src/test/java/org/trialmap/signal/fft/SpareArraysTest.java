package org.trialmap.signal.fft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class SpareArraysTest {
    @Test
    void whatWasGivenBackIsTakenOnceAndOnlyIfItFits() {
        SpareArrays<StringBuilder> spares = new SpareArrays<>();
        StringBuilder first = spares.take(spare -> true, () -> new StringBuilder("first"));
        assertNotSame(first, spares.take(spare -> true, StringBuilder::new));
        spares.giveBack(first);
        assertSame(first, spares.take(spare -> true, StringBuilder::new));
        spares.giveBack(first);
        assertEquals("second", spares.take(spare -> spare.length() == 0, () -> new StringBuilder("second")).toString());
    }
}
