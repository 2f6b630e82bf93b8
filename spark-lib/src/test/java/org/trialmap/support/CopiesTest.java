package org.trialmap.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CopiesTest {
    record Options(int order, String window) {
        Options {
            if (order < 1) {
                throw new IllegalArgumentException("An order of " + order + ".");
            }
        }
    }

    @Test
    void oneOptionIsChangedAndTheOthersStay() {
        Options options = new Options(3, "hann");
        assertEquals(new Options(4, "hann"), Copies.with(options, "order", 4));
        assertEquals(new Options(3, null), Copies.with(options, "window", null));
    }

    @Test
    void whatTheRecordRefusesIsRefusedInItsWords() {
        Options options = new Options(3, "hann");
        assertEquals("An order of 0.", assertThrows(IllegalArgumentException.class, () -> Copies.with(options, "order", 0)).getMessage());
        assertEquals("Options has no option orders.", assertThrows(IllegalArgumentException.class, () -> Copies.with(options, "orders", 4)).getMessage());
    }
}
