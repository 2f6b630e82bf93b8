package org.trialmap.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.trialmap.Allocated;

class IndexRangesTest {
    @Test
    void arraysAreWrittenAndReadAsSets() {
        Random random = new Random(4);
        for (int round = 0; round < 1000; round++) {
            int[] tasks = IntStream.range(0, random.nextInt(60)).map(i -> random.nextInt(80)).toArray(); // in any order, some twice
            int[] sorted = IntStream.of(tasks).sorted().distinct().toArray();
            String text = IndexRanges.format(IndexRanges.of(tasks));
            assertEquals(text, IndexRanges.format(tasks));
            assertEquals(text, IndexRanges.format(sorted));
            assertArrayEquals(sorted, IndexRanges.indices(text));
            assertEquals(IndexRanges.of(tasks), IndexRanges.parse(text));
        }
        assertArrayEquals(new int[] {3, 7, 8, 9, 10}, IndexRanges.indices("7-9,3,8-10"));
    }

    @Test
    void whatIsNoRangeIsRefused() {
        for (String text : new String[] {"-1", "5-3", "0-2147483647", "2147483647", "a", "1,,2", "1-"}) {
            assertThrows(NumberFormatException.class, () -> IndexRanges.indices(text), text);
            assertThrows(NumberFormatException.class, () -> IndexRanges.parse(text), text);
        }
        assertThrows(ArithmeticException.class, () -> IndexRanges.indices("0-2147483646,0-2147483646"));
    }

    /** Each of thousands of partitions has a line in the journal. */
    @Test
    void aPartitionCostsAsMuchAmongMillionsOfTasksAsAmongFew() throws Exception {
        long few = Allocated.bytes(() -> IndexRanges.indices(IndexRanges.format(new int[] {10, 11, 12})));
        long many = Allocated.bytes(() -> IndexRanges.indices(IndexRanges.format(new int[] {100_000_010, 100_000_011, 100_000_012})));
        assertTrue(many < few + 200, few + " bytes, " + many + " bytes");
    }
}
