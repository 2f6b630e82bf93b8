package org.trialmap.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;

class StackingTest {
    private static final long[] CORE = {2, 3};

    static Stream<Stacking> kinds() {
        return Stream.of(Stacking.tasks(5), Stacking.along(5, 1), Stacking.along(5, 2), Stacking.grid(3, 4), Stacking.grid(2, 3, 4), Stacking.grid(5), Stacking.grid(1, 1), Stacking.grid(0, 4),
                Stacking.tasks(0),
                Stacking.trialsByChannels(3, new ChunkGrid(10, 4)), Stacking.trialsByChannels(3, new ChunkGrid(8, 4)), Stacking.trialsByChannels(2, new ChunkGrid(3, 7)),
                Stacking.trialsByChannels(2, new ChunkGrid(0, 7)), Stacking.pieces(new long[] {0, 3, 3, 7}, 0), Stacking.pieces(new long[] {0, 1, 5}, 1), Stacking.pieces(new long[] {0, 4}, 2),
                Stacking.pieces(new long[] {0}, 0));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void regionsFitAndCoverTheDatasetOnce(Stacking stacking) {
        long[] shape = stacking.shape(CORE);
        int[] covered = new int[(int) Shape.size(shape)];
        for (int task = 0; task < stacking.tasks(); task++) {
            Region region = stacking.region(task, CORE);
            assertTrue(region.fits(shape), region::toString);
            region.forEachRun(shape, (from, at, count) -> {
                for (long i = from; i < from + count; i++) {
                    covered[(int) i]++;
                }
            });
        }
        assertTrue(Arrays.stream(covered).allMatch(times -> times == 1), () -> Arrays.toString(covered));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void refusesTasksThatThereAreNot(Stacking stacking) {
        assertThrows(IndexOutOfBoundsException.class, () -> stacking.region(stacking.tasks(), CORE));
        assertThrows(IndexOutOfBoundsException.class, () -> stacking.region(-1, CORE));
    }

    @Test
    void piecesOfAnAxis() {
        Stacking stacking = Stacking.pieces(new long[] {0, 5, 9}, 1);
        assertEquals(2, stacking.tasks());
        assertArrayEquals(new long[] {2, 3}, stacking.core(1, new long[] {2, 4, 3}));
        assertArrayEquals(new long[] {2, 9, 3}, stacking.shape(CORE));
        assertEquals(new Region(new long[] {0, 5, 0}, new long[] {2, 4, 3}), stacking.region(1, CORE));
        assertRefused("a result must have its piece's 4 entries along axis 1, it has shape (2, 5, 3)", () -> stacking.core(1, new long[] {2, 5, 3}));
        assertRefused("The pieces of axis 1 must begin with 0, they are [1, 2].", () -> Stacking.pieces(new long[] {1, 2}, 1));
        assertRefused("The pieces of axis 0 must be ascending, but piece 1 begins at 4 and ends before 3.", () -> Stacking.pieces(new long[] {0, 4, 3}, 0));
    }

    @Test
    void tasksComeAlongTheFirstAxis() {
        Stacking stacking = Stacking.tasks(5);
        assertEquals(5, stacking.tasks());
        assertArrayEquals(new long[] {2, 3}, stacking.core(0, new long[] {2, 3}));
        assertArrayEquals(new long[] {5, 2, 3}, stacking.shape(CORE));
        assertEquals(new Region(new long[] {3, 0, 0}, new long[] {1, 2, 3}), stacking.region(3, CORE));
        assertArrayEquals(new long[] {5}, stacking.shape(new long[0]));
    }

    @Test
    void tasksComeAlongALaterAxis() {
        Stacking stacking = Stacking.along(5, 1);
        assertArrayEquals(new long[] {2, 5, 3}, stacking.shape(CORE));
        assertEquals(new Region(new long[] {0, 3, 0}, new long[] {2, 1, 3}), stacking.region(3, CORE));
        assertArrayEquals(new long[] {2, 3, 5}, Stacking.along(5, 2).shape(CORE));
        assertEquals(new Region(new long[] {0, 0, 4}, new long[] {2, 3, 1}), Stacking.along(5, 2).region(4, CORE));
    }

    @Test
    void gridHasBothIndices() {
        Stacking stacking = Stacking.grid(3, 4);
        assertEquals(12, stacking.tasks());
        assertArrayEquals(CORE, stacking.core(7, CORE));
        assertArrayEquals(new long[] {3, 4, 2, 3}, stacking.shape(CORE));
        assertEquals(new Region(new long[] {1, 3, 0, 0}, new long[] {1, 1, 2, 3}), stacking.region(7, CORE));
    }

    @Test
    void gridsOfThreeListsHaveThreeIndices() {
        Stacking stacking = Stacking.grid(3, 4, 5);
        assertArrayEquals(new long[] {3, 4, 5, 2, 3}, stacking.shape(CORE));
        assertEquals(new Region(new long[] {2, 1, 3, 0, 0}, new long[] {1, 1, 1, 2, 3}), stacking.region(2 * 20 + 5 + 3, CORE));
    }

    @Test
    void theLastChunkOfChannelsMayBeSmaller() {
        Stacking stacking = Stacking.trialsByChannels(3, new ChunkGrid(10, 4));
        assertEquals(9, stacking.tasks());
        assertArrayEquals(CORE, stacking.core(4, new long[] {4, 2, 3}));
        assertArrayEquals(CORE, stacking.core(5, new long[] {2, 2, 3}));
        assertArrayEquals(new long[0], stacking.core(5, new long[] {2}));
        assertArrayEquals(new long[] {3, 10, 2, 3}, stacking.shape(CORE));
        assertEquals(new Region(new long[] {1, 4, 0, 0}, new long[] {1, 4, 2, 3}), stacking.region(4, CORE));
        assertEquals(new Region(new long[] {1, 8, 0, 0}, new long[] {1, 2, 2, 3}), stacking.region(5, CORE));
    }

    @Test
    void refusesResultsThatDoNotFit() {
        Stacking chunks = Stacking.trialsByChannels(3, new ChunkGrid(10, 4));
        assertRefused("the first axis of a result must be the chunk's 2 channels, the result has shape (4, 2)", () -> chunks.core(2, new long[] {4, 2}));
        assertRefused("the first axis of a result must be the chunk's 4 channels, the result has shape ()", () -> chunks.core(0, new long[0]));
        assertRefused("results of shape (3,) cannot be stacked along axis 2, the last possible axis is 1", () -> Stacking.along(5, 2).core(0, new long[] {3}));
    }

    @Test
    void refusesImpossibleStackings() {
        assertRefused("The stacking axis must not be negative, it is -1.", () -> Stacking.along(5, -1));
        assertRefused("Cannot make -5 tasks: the number of inputs must not be negative.", () -> Stacking.tasks(-5));
        assertRefused("Cannot stack 65536 x 65536 tasks: there can be 0 to 2147483647.", () -> Stacking.grid(65536, 65536));
        assertRefused("Cannot stack -1 x -1 tasks: there can be 0 to 2147483647.", () -> Stacking.grid(-1, -1));
        assertRefused("Cannot stack 2000000000 x 2 tasks: there can be 0 to 2147483647.", () -> Stacking.trialsByChannels(2_000_000_000, new ChunkGrid(10, 5)));
    }
}
