package org.trialmap.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkGridTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void chunksCoverTheAxisOnceAndOnlyTheLastIsSmaller(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            ChunkGrid grid = new ChunkGrid(random.nextInt(50), 1 + random.nextInt(60));
            long next = 0;
            for (int i = 0; i < grid.count(); i++) {
                assertEquals(next, grid.start(i), grid::toString);
                assertTrue(grid.size(i) >= 1 && (i == grid.count() - 1 ? grid.size(i) <= grid.chunk() : grid.size(i) == grid.chunk()), grid::toString);
                next += grid.size(i);
            }
            assertEquals(grid.length(), next, grid::toString);
        }
    }

    @Test
    void anEmptyAxisHasNoChunk() {
        assertEquals(0, new ChunkGrid(0, 5).count());
    }

    @Test
    void countsBeyondIntAreNoProblemAsLongAsTheChunksAreFew() {
        ChunkGrid grid = new ChunkGrid(Long.MAX_VALUE, Long.MAX_VALUE / 2);
        assertEquals(3, grid.count());
        assertEquals(1, grid.size(2));
        assertEquals(Integer.MAX_VALUE, new ChunkGrid(Integer.MAX_VALUE, 1).count());
    }

    @Test
    void refusesWhatCannotBeCut() {
        assertRefused("Cannot cut -1 elements into chunks of 5.", () -> new ChunkGrid(-1, 5));
        assertRefused("Cannot cut 8 elements into chunks of 0.", () -> new ChunkGrid(8, 0));
        assertRefused("2147483648 elements in chunks of 1 are more than 2147483647 chunks. Use larger chunks.", () -> new ChunkGrid(1L << 31, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3})
    void refusesChunksThatThereAreNot(int chunk) {
        ChunkGrid grid = new ChunkGrid(10, 4);
        String text = "There is no chunk " + chunk + ": chunks are numbered from 0 and there are 3.";
        assertEquals(text, assertThrows(IndexOutOfBoundsException.class, () -> grid.start(chunk)).getMessage());
        assertEquals(text, assertThrows(IndexOutOfBoundsException.class, () -> grid.size(chunk)).getMessage());
    }
}
