package org.trialmap.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.hdf5.format.RegionWriter;

class RegionWriterTest {
    @TempDir
    Path folder;

    private long address;

    private Path reserve(DType dtype, long... shape) throws IOException {
        Path file = folder.resolve("r.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().dataset("before", NdArray.from(1.0));
            address = writer.root().reserve("data", dtype, shape).address();
            writer.root().dataset("after", NdArray.from(2.0));
        }
        return file;
    }

    /** Cuts all of (a, b, c) into blocks and writes them in random order; the whole must be 0, 1, 2, ... */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void writersOnManyThreadsFillADatasetTogether(long seed) throws Exception {
        Random random = new Random(seed);
        int a = 1 + random.nextInt(9);
        int b = 1 + random.nextInt(40);
        int c = 1 + random.nextInt(3000);
        Path file = reserve(DType.INT32, a, b, c);
        List<Region> regions = new ArrayList<>();
        int[] cut = {1 + random.nextInt(a), 1 + random.nextInt(b), 1 + random.nextInt(c)};
        for (int i = 0; i < a; i += cut[0]) {
            for (int j = 0; j < b; j += cut[1]) {
                for (int k = 0; k < c; k += cut[2]) {
                    regions.add(new Region(new long[] {i, j, k}, new long[] {Math.min(cut[0], a - i), Math.min(cut[1], b - j), Math.min(cut[2], c - k)}));
                }
            }
        }
        Collections.shuffle(regions, random);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                int first = t;
                done.add(threads.submit(() -> {
                    try (RegionWriter writer = new RegionWriter(channel, address, DType.INT32, a, b, c)) {
                        for (int r = first; r < regions.size(); r += 3) {
                            writer.write(regions.get(r), counted(regions.get(r), a, b, c));
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> future : done) {
                future.get();
            }
        } finally {
            threads.shutdown();
        }
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(counted(Region.all(a, b, c), a, b, c), h5.dataset("data").read());
            assertEquals(1.0, h5.dataset("before").read().item());
            assertEquals(2.0, h5.dataset("after").read().item());
            for (Region region : regions.subList(0, Math.min(20, regions.size()))) {
                assertEquals(counted(region, a, b, c), h5.dataset("data").read(region));
            }
        }
    }

    private static NdArray counted(Region region, int... shape) {
        int[] values = new int[(int) region.size()];
        region.forEachRun(new long[] {shape[0], shape[1], shape[2]}, (from, at, count) -> {
            for (int i = 0; i < count; i++) {
                values[(int) at + i] = (int) from + i;
            }
        });
        return NdArray.of(values, (int) region.extent()[0], (int) region.extent()[1], (int) region.extent()[2]);
    }

    @Test
    void theLaterOfTwoOverlappingRegionsWins() throws IOException {
        Path file = reserve(DType.INT8, 6);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                RegionWriter writer = new RegionWriter(channel, address, DType.INT8, 6)) {
            writer.write(new Region(new long[] {2}, new long[] {3}), NdArray.of(new byte[] {1, 1, 1}, 3));
            writer.write(new Region(new long[] {0}, new long[] {3}), NdArray.of(new byte[] {2, 2, 2}, 3));
            writer.write(new Region(new long[] {4}, new long[] {1}), NdArray.of(new byte[] {3}, 1));
        }
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(NdArray.of(new byte[] {2, 2, 2, 1, 3, 0}, 6), h5.dataset("data").read());
        }
    }

    @Test
    void refusesWhatDoesNotFit() throws IOException {
        Path file = reserve(DType.FLOAT32, 4, 4);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                RegionWriter writer = new RegionWriter(channel, address, DType.FLOAT32, 4, 4)) {
            Region region = new Region(new long[] {0, 0}, new long[] {2, 2});
            assertEquals("An array of float64 (2, 2) cannot be written to Region[offset=(0, 0), extent=(2, 2)] of a dataset of float32 (4, 4):"
                    + " dtype and shape must be the region's. Convert it first.",
                    assertThrows(IllegalArgumentException.class,
                            () -> writer.write(region, NdArray.zeros(DType.FLOAT64, 2, 2))).getMessage());
            assertEquals("Region[offset=(0, 0), extent=(2, 2)] of float32 takes 16 bytes, not 4.", assertThrows(IllegalArgumentException.class,
                    () -> writer.write(region, NdArray.zeros(DType.FLOAT32, 1).toBytes())).getMessage());
            assertEquals("Region[offset=(3, 0), extent=(2, 1)] lies outside an array of shape (4, 4).", assertThrows(IllegalArgumentException.class,
                    () -> writer.write(new Region(new long[] {3, 0}, new long[] {2, 1}), NdArray.zeros(DType.FLOAT32, 2, 1))).getMessage());
        }
        assertEquals("Regions of strings cannot be written in place: strings have no fixed size. Write all of them at once as one dataset.",
                assertThrows(IllegalArgumentException.class, () -> new RegionWriter(null, 0, DType.STRING, 3)).getMessage());
    }
}
