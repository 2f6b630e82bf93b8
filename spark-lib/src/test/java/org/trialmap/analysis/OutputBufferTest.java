package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.trialmap.analysis.support.OutputBuffer;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;

class OutputBufferTest {
    @Test
    void itIsTheSameForTheSameShapeAndType() {
        NdArray first = OutputBuffer.of(DType.FLOAT32, new int[] {3, 2});
        assertSame(first, OutputBuffer.of(DType.FLOAT32, new int[] {3, 2}));
        assertEquals(DType.FLOAT64, OutputBuffer.of(DType.FLOAT64, new int[] {3, 2}).dtype());
        assertArrayEquals(new int[] {2, 2}, OutputBuffer.of(DType.FLOAT64, new int[] {2, 2}).shape());
    }

    @Test
    void anotherThreadHasItsOwn() throws Exception {
        NdArray mine = OutputBuffer.of(DType.FLOAT32, new int[] {3, 2});
        NdArray theirs = CompletableFuture.supplyAsync(() -> OutputBuffer.of(DType.FLOAT32, new int[] {3, 2}), new ForkJoinPool(1)).get();
        assertNotSame(mine, theirs, "a call that was left behind keeps its array");
        assertSame(mine, OutputBuffer.of(DType.FLOAT32, new int[] {3, 2}));
    }
}
