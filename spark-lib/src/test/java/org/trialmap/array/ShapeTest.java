package org.trialmap.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trialmap.Refusals.assertRefused;

import org.junit.jupiter.api.Test;

class ShapeTest {
    private static final long HUGE = 1L << 40;

    @Test
    void scalarHasOneElement() {
        assertEquals(1, Shape.size(new long[0]));
        assertEquals(1, Shape.size(new int[0]));
    }

    @Test
    void sizeIsTheProduct() {
        assertEquals(24, Shape.size(2L, 3L, 4L));
        assertEquals(24, Shape.size(2, 3, 4));
        assertEquals(Long.MAX_VALUE, Shape.size(Long.MAX_VALUE, 1L));
    }

    @Test
    void anExtentOfZeroMakesItEmptyWhereverItStands() {
        assertEquals(0, Shape.size(0L, HUGE, HUGE));
        assertEquals(0, Shape.size(HUGE, HUGE, 0L));
    }

    @Test
    void refusesMoreElementsThanALongCounts() {
        assertRefused("Shape (1099511627776, 1099511627776) has more than 9223372036854775807 elements.", () -> Shape.size(HUGE, HUGE));
        assertRefused("Shape (1099511627776, 1099511627776) has more than 9223372036854775807 elements.", () -> Shape.strides(HUGE, HUGE));
    }

    @Test
    void refusesNegativeExtentsBehindAZero() {
        assertRefused("Negative extent in shape (0, -1).", () -> Shape.size(0L, -1L));
    }

    @Test
    void refusesMoreThanOneJavaArrayHolds() {
        assertEquals(2147483639, Shape.size(2147483639));
        assertRefused("Shape (2147483640,) has 2147483640 elements; one array in memory holds at most 2147483639. Split the work into smaller tasks.",
                () -> Shape.size(2147483640));
        assertRefused("Shape (65536, 65536) has 4294967296 elements; one array in memory holds at most 2147483639. Split the work into smaller tasks.",
                () -> Shape.size(65536, 65536));
    }

    @Test
    void stridesAreRowMajor() {
        assertArrayEquals(new long[] {12, 4, 1}, Shape.strides(2, 3, 4));
        assertArrayEquals(new long[0], Shape.strides());
        assertArrayEquals(new long[] {4, 4, 1}, Shape.strides(2, 0, 4));
    }

    @Test
    void convertsBothWaysWithoutCutting() {
        assertArrayEquals(new int[] {3, Integer.MAX_VALUE}, Shape.toInt(3, Integer.MAX_VALUE));
        assertArrayEquals(new long[] {3, 4}, Shape.toLong(3, 4));
        assertRefused("Shape (3, 2147483648) does not fit in memory: axis 1 is longer than 2147483647. Read or compute it in parts.",
                () -> Shape.toInt(3, 1L << 31));
    }

    @Test
    void concatenates() {
        assertArrayEquals(new long[] {1, 2, 3}, Shape.concat(new long[] {1}, new long[] {2, 3}));
        assertArrayEquals(new long[0], Shape.concat(new long[0], new long[0]));
    }

    @Test
    void printsAsNumPyDoes() {
        assertEquals("()", Shape.format(new long[0]));
        assertEquals("(3,)", Shape.format(3));
        assertEquals("(20, 8)", Shape.format(20L, 8L));
    }
}
