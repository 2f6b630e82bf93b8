package org.trialmap.signal.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class ArrangementsTest {
    private static Set<String> all(Arrangements arrangements) {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < arrangements.count(); i++) {
            all.add(Arrays.toString(arrangements.permutation(i, null)));
        }
        return all;
    }

    @Test
    void fewArrangementsAreEachTakenOnceButTheObservedOne() {
        Arrangements flips = Arrangements.of(TestStatistic.DEPSAMPLES_T, new int[] {10}, 1023);
        assertTrue(flips.exact());
        assertEquals(1023, flips.count());
        Set<String> signs = all(flips);
        assertEquals(1023, signs.size());
        assertFalse(signs.contains(Arrays.toString(new int[10])));

        Arrangements groups = Arrangements.of(TestStatistic.INDEPSAMPLES_F, new int[] {2, 3, 2}, 1000);
        assertTrue(groups.exact());
        assertEquals(209, groups.count(), "7! / (2! 3! 2!) - 1");
        Set<String> dealt = all(groups);
        assertEquals(209, dealt.size());
        assertFalse(dealt.contains("[0, 0, 1, 1, 1, 2, 2]"));
        assertTrue(dealt.contains("[2, 2, 1, 1, 1, 0, 0]"));
        assertArrayEquals(new int[] {0, 0, 1, 1, 1, 2, 2}, groups.observed());
    }

    @Test
    void manyAreDrawn() {
        assertEquals(1022, Arrangements.of(TestStatistic.DEPSAMPLES_T, new int[] {10}, 1022).count());
        assertFalse(Arrangements.of(TestStatistic.DEPSAMPLES_T, new int[] {10}, 1022).exact());
        for (int size : new int[] {31, 32, 64, 5000}) {
            assertFalse(Arrangements.of(TestStatistic.DEPSAMPLES_T, new int[] {size}, 10_000_000).exact(), "size " + size);
            assertFalse(Arrangements.of(TestStatistic.INDEPSAMPLES_T, new int[] {size, size}, 10_000_000).exact(), "size " + size);
        }
    }

    @Test
    void allGroupingsAreDrawnEquallyOften() {
        Arrangements groups = new Arrangements(false, new int[] {2, 2}, 6000, false);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 6000; i++) {
            counts.merge(Arrays.toString(groups.permutation(i, RandomSource.XO_SHI_RO_256_PP.create((long) i))), 1, Integer::sum);
        }
        assertEquals(6, counts.size());
        counts.forEach((grouping, count) -> assertEquals(1000, count, 130, grouping)); // four standard deviations
        Arrangements flips = new Arrangements(true, new int[] {3}, 8000, false);
        counts.clear();
        for (int i = 0; i < 8000; i++) {
            counts.merge(Arrays.toString(flips.permutation(i, RandomSource.XO_SHI_RO_256_PP.create((long) i))), 1, Integer::sum);
        }
        assertEquals(8, counts.size());
        counts.forEach((signs, count) -> assertEquals(1000, count, 130, signs));
    }
}
