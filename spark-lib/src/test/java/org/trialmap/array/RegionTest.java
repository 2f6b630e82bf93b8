package org.trialmap.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void runsAreThoseOfElementByElementWalking(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            long[] shape = random.ints(random.nextInt(5), 0, 5).asLongStream().toArray();
            Region region = inside(shape, random);
            List<List<Long>> runs = new ArrayList<>();
            region.forEachRun(shape, (from, at, count) -> runs.add(List.of(from, at, count)));
            assertEquals(naiveRuns(region, shape), runs, () -> region + " in " + Shape.format(shape));
        }
    }

    private static Region inside(long[] shape, Random random) {
        long[] offset = new long[shape.length];
        long[] extent = new long[shape.length];
        for (int axis = 0; axis < shape.length; axis++) {
            boolean whole = random.nextInt(3) == 0;
            offset[axis] = whole ? 0 : random.nextInt((int) shape[axis] + 1);
            extent[axis] = whole ? shape[axis] : random.nextInt((int) (shape[axis] - offset[axis]) + 1);
        }
        return new Region(offset, extent);
    }

    /** Looks at each element of the array, collects those inside, and joins neighbours. */
    private static List<List<Long>> naiveRuns(Region region, long[] shape) {
        List<List<Long>> runs = new ArrayList<>();
        long seen = 0;
        for (long position = 0; position < Shape.size(shape); position++) {
            if (!holds(region, shape, position)) {
                continue;
            }
            List<Long> last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && last.get(0) + last.get(2) == position) {
                runs.set(runs.size() - 1, List.of(last.get(0), last.get(1), last.get(2) + 1));
            } else {
                runs.add(List.of(position, seen, 1L));
            }
            seen++;
        }
        return runs;
    }

    private static boolean holds(Region region, long[] shape, long position) {
        boolean inside = true;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            long index = position % shape[axis];
            position /= shape[axis];
            inside &= index >= region.offset()[axis] && index < region.offset()[axis] + region.extent()[axis];
        }
        return inside;
    }

    @Test
    void aScalarIsOneRunOfOneElement() {
        List<List<Long>> runs = new ArrayList<>();
        Region.all().forEachRun(new long[0], (from, at, count) -> runs.add(List.of(from, at, count)));
        assertEquals(List.of(List.of(0L, 0L, 1L)), runs);
    }

    @Test
    void aWholeArrayOfManyGigabytesIsOneRun() {
        long[] shape = {1 << 20, 1 << 20, 1 << 10};
        List<Long> runs = new ArrayList<>();
        Region.all(shape).forEachRun(shape, (from, at, count) -> runs.add(count));
        assertEquals(List.of(1L << 50), runs);
    }

    @Test
    void anEmptyRegionOfAnUncountableArrayHasNoRuns() {
        List<Long> runs = new ArrayList<>();
        new Region(new long[] {5, 5}, new long[] {0, 3}).forEachRun(new long[] {1L << 40, 1L << 40}, (from, at, count) -> runs.add(count));
        assertEquals(List.of(), runs);
    }

    @Test
    void handsOnTheVisitorsException() {
        java.io.IOException thrown = org.junit.jupiter.api.Assertions.assertThrows(java.io.IOException.class, () -> Region.all(3).forEachRun(new long[] {3}, (from, at, count) -> {
            throw new java.io.IOException("disk full");
        }));
        assertEquals("disk full", thrown.getMessage());
    }

    @Test
    void fitsUpToTheEdgeAndNotBeyond() {
        assertTrue(new Region(new long[] {2, 0}, new long[] {3, 4}).fits(5, 4));
        assertFalse(new Region(new long[] {3, 0}, new long[] {3, 4}).fits(5, 4));
        assertTrue(new Region(new long[] {5}, new long[] {0}).fits(5));
        assertFalse(new Region(new long[] {6}, new long[] {0}).fits(5));
        assertFalse(new Region(new long[] {0}, new long[] {1}).fits(5, 1));
        assertFalse(new Region(new long[] {-1}, new long[] {1}).fits(5));
        assertFalse(new Region(new long[] {1}, new long[] {-1}).fits(5));
    }

    @Test
    void sumsThatOverflowDoNotFit() {
        assertFalse(new Region(new long[] {Long.MAX_VALUE}, new long[] {Long.MAX_VALUE}).fits(5));
        assertFalse(new Region(new long[] {Long.MAX_VALUE}, new long[] {1}).fits(Long.MAX_VALUE));
        assertTrue(new Region(new long[] {Long.MAX_VALUE - 1}, new long[] {1}).fits(Long.MAX_VALUE));
    }

    @Test
    void refusesToWalkOutside() {
        assertRefused("Region[offset=(3, 0), extent=(3, 4)] lies outside an array of shape (5, 4).",
                () -> new Region(new long[] {3, 0}, new long[] {3, 4}).forEachRun(new long[] {5, 4}, (from, at, count) -> {}));
    }

    @Test
    void refusesDifferentRanks() {
        assertRefused("Offset (0,) and extent (1, 2) have different ranks.", () -> new Region(new long[] {0}, new long[] {1, 2}));
    }

    @Test
    void isAValueThatNobodyChangesFromOutside() {
        long[] offset = {1, 2};
        Region region = new Region(offset, new long[] {3, 4});
        offset[0] = 9;
        region.offset()[1] = 9;
        region.extent()[1] = 9;
        assertArrayEquals(new long[] {1, 2}, region.offset());
        assertEquals(new Region(new long[] {1, 2}, new long[] {3, 4}), region);
        assertEquals(new Region(new long[] {1, 2}, new long[] {3, 4}).hashCode(), region.hashCode());
        assertNotEquals(new Region(new long[] {1, 2}, new long[] {3, 5}), region);
        assertNotEquals(new Region(new long[] {1, 1}, new long[] {3, 4}), region);
        assertEquals(12, region.size());
    }
}
