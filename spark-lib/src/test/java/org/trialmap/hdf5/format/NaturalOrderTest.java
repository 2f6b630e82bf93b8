package org.trialmap.hdf5.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The order of names in listings. */
class NaturalOrderTest {
    private static final List<String> SORTED = List.of("", "01", "1", "01a", "1a", "001b", "2", "010", "10", "99999999999999999998", "99999999999999999999", "A", "a",
            "a0", "a00", "a01", "a1", "a01-2", "a1-02", "a1-2", "a2", "a10", "ab", "b");

    @Test
    void numbersAreComparedAsNumbers() {
        assertEquals(List.of("comp_1", "comp_2", "comp_10"), sorted(List.of("comp_10", "comp_2", "comp_1")));
    }

    /** Names that differ in leading zeros only are different names: none may be taken for the other, and their order is always the same. */
    @Test
    void leadingZerosDecideLast() {
        assertEquals(List.of("01", "1"), sorted(List.of("1", "01")));
        assertEquals(List.of("01", "1"), sorted(List.of("01", "1")));
        assertEquals(0, NaturalOrder.INSTANCE.compare("01", "01"));
        assertEquals(-1, Integer.signum(NaturalOrder.INSTANCE.compare("01", "1")));
        assertEquals(1, Integer.signum(NaturalOrder.INSTANCE.compare("1", "01")));
    }

    @Test
    void theOrderIsTheSameWhateverTheNamesWereInBefore() {
        Random random = new Random(1);
        List<String> names = new ArrayList<>(SORTED);
        for (int i = 0; i < 100; i++) {
            Collections.shuffle(names, random);
            assertEquals(SORTED, sorted(names));
        }
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().sorted(NaturalOrder.INSTANCE).toList();
    }
}
