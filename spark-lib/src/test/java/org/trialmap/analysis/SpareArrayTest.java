package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;

class SpareArrayTest {
    @Test
    void itIsTheSameForTheSameShape() {
        SpareArray spare = new SpareArray();
        NdArray first = spare.of(DType.FLOAT32, new int[] {3, 2});
        assertSame(first, spare.of(DType.FLOAT32, new int[] {3, 2}));
        NdArray other = spare.of(DType.FLOAT32, new int[] {2, 2});
        assertArrayEquals(new int[] {2, 2}, other.shape());
    }

    @Test
    void anotherThreadHasItsOwn() throws Exception {
        SpareArray spare = new SpareArray();
        NdArray mine = spare.of(DType.FLOAT32, new int[] {3, 2});
        NdArray theirs = CompletableFuture.supplyAsync(() -> spare.of(DType.FLOAT32, new int[] {3, 2}), new ForkJoinPool(1)).get();
        assertNotSame(mine, theirs);
        assertNotSame(mine, spare.of(DType.FLOAT32, new int[] {3, 2}), "a call that was left behind keeps its array");
    }
}
