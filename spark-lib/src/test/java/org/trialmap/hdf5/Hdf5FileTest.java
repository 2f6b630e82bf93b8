package org.trialmap.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;

/** The reader on files that h5py 3 made, on damaged files, and under many threads. */
class Hdf5FileTest {
    @TempDir
    Path folder;

    private Path h5py(String name, String body) {
        Path file = folder.resolve(name);
        References.python("import h5py, sys, numpy as np\nf = h5py.File(sys.argv[1], 'w')\n" + body, file.toString());
        return file;
    }

    private static NdArray read(Path file, String dataset) throws IOException {
        try (Hdf5File h5 = Hdf5File.open(file)) {
            return h5.dataset(dataset).read();
        }
    }

    @Test
    void takesOnlyLosslessSteps() throws IOException {
        Path file = h5py("types.h5", """
                f['u8'] = np.array([0, 255], 'u1'); f['u16'] = np.array([65535], '>u2'); f['u32'] = np.array([4294967295], 'u4')
                f['half'] = np.array([1.5, -2, 65504], 'f2'); f['big'] = np.array([[1, 2.5]], '>f8'); f['bigc'] = np.array([1 + 2j], '>c8')
                f['fixed'] = np.array([b'ab', b'c'], 'S4'); f['scalar'] = 'text'; f['i16'] = np.array([-3], '>i2')
                f.attrs['u'] = np.uint8(200); f.attrs['big'] = np.array([1, 2], '>i4'); f.attrs['s'] = np.bytes_('abc')
                """);
        assertEquals(NdArray.of(new short[] {0, 255}, 2), read(file, "u8"));
        assertEquals(NdArray.of(new int[] {65535}, 1), read(file, "u16"));
        assertEquals(NdArray.of(new long[] {4294967295L}, 1), read(file, "u32"));
        assertEquals(NdArray.of(new float[] {1.5f, -2, 65504}, 3), read(file, "half"));
        assertEquals(NdArray.of(new double[] {1, 2.5}, 1, 2), read(file, "big"));
        assertEquals(NdArray.complex(new float[] {1, 2}, 1), read(file, "bigc"));
        assertEquals(NdArray.of(new String[] {"ab", "c"}, 2), read(file, "fixed"));
        assertEquals(NdArray.from("text"), read(file, "scalar"));
        assertEquals(NdArray.of(new short[] {-3}, 1), read(file, "i16"));
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(List.of("big", "s", "u"), List.copyOf(h5.attributes("/").keySet()));
            assertEquals((short) 200, h5.attribute("/", "u").orElseThrow().item());
            assertEquals(NdArray.of(new int[] {1, 2}, 2), h5.attribute("/", "big").orElseThrow());
            assertEquals("abc", h5.attribute("/", "s").orElseThrow().item());
            assertTrue(h5.attribute("/", "none").isEmpty());
        }
    }

    @Test
    void refusesTypesWithoutALosslessCounterpart() throws IOException {
        Path file = h5py("odd.h5", """
                f['u64'] = np.array([1], 'u8'); f['pair'] = np.array([(1, 2.)], dtype=[('a', 'i4'), ('b', 'f8')])
                f.create_dataset('enum', data=[1, 2], dtype=h5py.enum_dtype({'A': 1, 'B': 2}, 'i1'))
                f['ref'] = np.array([f['u64'].ref], dtype=h5py.ref_dtype); f['null'] = h5py.Empty('f8'); f.attrs['r'] = f['u64'].ref
                """);
        String end = ", which has no lossless counterpart here. Readable are integers (unsigned up to 32 bits), floating point numbers, h5py's booleans"
                + " and complex numbers, and strings. Convert it, for example with h5py.";
        String start = "' of '" + file + "': its type is ";
        assertFails("Cannot read dataset 'u64" + start + "an unsigned integer of 64 bits" + end, () -> read(file, "u64"));
        assertFails("Cannot read dataset 'pair" + start + "a compound of [a, b]" + end, () -> read(file, "pair"));
        assertFails("Cannot read dataset 'enum" + start + "an enumeration {1=A, 2=B}" + end, () -> read(file, "enum"));
        assertFails("Cannot read dataset 'ref" + start + "HDF5 class 7 (Reference) of 8 bytes" + end, () -> read(file, "ref"));
        assertFails("Cannot read dataset 'null' of '" + file + "': it is empty (a null dataspace) and has no value. Store a value, or an array of"
                + " shape (0,).", () -> read(file, "null"));
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(List.of("r"), h5.attributeNames("/"));
            assertTrue(h5.attributes("/").isEmpty());
            assertFails("Cannot read attribute 'r' of '/' in '" + file + "': its type is HDF5 class 7 (Reference) of 8 bytes" + end,
                    () -> h5.attribute("/", "r"));
        }
    }

    @Test
    void readsChunksRegionByRegion() throws IOException {
        Path file = h5py("chunks.h5", """
                x = np.arange(100 * 13, dtype='f4').reshape(100, 13)
                f.create_dataset('gzip', data=x, chunks=(7, 3), compression='gzip', shuffle=True, maxshape=(None, 13))
                f.create_dataset('plain', data=x); f.create_dataset('lzf', data=x.astype('>f4'), chunks=(9, 13), compression='lzf')
                f.create_dataset('bool', data=x > 50, chunks=(10, 4)); f.create_dataset('complex', data=x * 1j, chunks=(10, 4), compression='gzip')
                f.create_dataset('text', data=[['%d' % v for v in row] for row in x], chunks=(10, 4), dtype=h5py.string_dtype())
                """);
        Random random = new Random(1);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertArrayEquals(new int[] {7, 3}, h5.dataset("gzip").chunkShape().orElseThrow());
            assertFalse(h5.dataset("gzip").isContiguous());
            assertTrue(h5.dataset("plain").isContiguous() && h5.dataset("plain").chunkShape().isEmpty());
            for (int i = 0; i < 30; i++) {
                int row = random.nextInt(100);
                int rows = random.nextInt(100 - row) + 1;
                int column = random.nextInt(13);
                int columns = random.nextInt(13 - column) + 1;
                Region region = new Region(new long[] {row, column}, new long[] {rows, columns});
                float[] plain = h5.dataset("plain").read(region).floats();
                for (int k = 0; k < plain.length; k++) {
                    assertEquals((row + k / columns) * 13 + column + k % columns, plain[k]);
                }
                assertArrayEquals(plain, h5.dataset("gzip").read(region).floats());
                assertArrayEquals(plain, h5.dataset("lzf").read(region).floats());
                boolean[] flags = (boolean[]) h5.dataset("bool").read(region).data();
                float[] complex = h5.dataset("complex").read(region).floats();
                String[] texts = (String[]) h5.dataset("text").read(region).data();
                for (int k = 0; k < plain.length; k++) {
                    assertEquals(plain[k] > 50, flags[k]);
                    assertEquals(plain[k], complex[2 * k + 1]);
                    assertEquals(Integer.toString((int) plain[k]), texts[k]);
                }
            }
            Region outside = new Region(new long[] {99, 0}, new long[] {2, 1});
            assertEquals("Region[offset=(99, 0), extent=(2, 1)] lies outside dataset 'gzip' of '" + file + "', which has shape (100, 13).",
                    assertThrows(IllegalArgumentException.class, () -> h5.dataset("gzip").read(outside)).getMessage());
        }
    }

    @Test
    void unwrittenElementsAreFillValues() throws IOException {
        Path file = h5py("fill.h5", """
                f.create_dataset('never', shape=(2, 2), dtype='f4', fillvalue=3); f.create_dataset('text', shape=(2,), dtype=h5py.string_dtype())
                f.create_dataset('zero', shape=(4, 4), dtype='i4', chunks=(2, 2))[0, 0] = 5
                d = f.create_dataset('chunks', shape=(4, 4), dtype='f4', chunks=(2, 2), fillvalue=3); d[0:2] = 7
                """);
        assertEquals(NdArray.of(new float[] {3, 3, 3, 3}, 2, 2), read(file, "never"));
        assertEquals(NdArray.of(new String[] {"", ""}, 2), read(file, "text"));
        assertEquals(NdArray.of(new int[] {5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 4, 4), read(file, "zero"));
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(NdArray.of(new float[] {7, 7}, 1, 2), h5.dataset("chunks").read(new Region(new long[] {1, 1}, new long[] {1, 2})));
            assertEquals(NdArray.of(new float[] {7, 7, 7, 7, 7, 7, 7, 7, 3, 3, 3, 3, 3, 3, 3, 3}, 4, 4), h5.dataset("chunks").read());
        }
    }

    @Test
    void namesWhatIsThereWhenSomethingIsMissing() throws IOException {
        Path file = h5py("names.h5", """
                for i in range(11): f['comp_%d/result_0' % i] = i
                f['data'] = 1.0; f['broken'] = h5py.ExternalLink('gone.h5', '/x'); f['dangling'] = h5py.SoftLink('/no/where')
                f['circle'] = h5py.SoftLink('/circle'); f['soft'] = h5py.SoftLink('comp_3'); f['inner'] = h5py.ExternalLink('names.h5', '/nothing')
                """);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals("comp_9", h5.names("/").get(11));
            assertEquals("comp_10", h5.names("/").get(12));
            assertEquals(3L, h5.dataset("/soft/result_0").read().item());
            assertTrue(h5.exists("/data") && h5.isDataset("data") && !h5.isGroup("data") && h5.isGroup("comp_1") && h5.isGroup("/"));
            assertFalse(h5.exists("/broken") || h5.exists("/dangling") || h5.exists("/circle") || h5.exists("/data/x"));
            String start = "' in '" + file + "': ";
            assertFails("There is no dataset 'dta" + start + "'/' holds: broken, circle, comp_0, comp_1, comp_2, comp_3, comp_4, comp_5, comp_6, comp_7,"
                    + " comp_8, comp_9 and 5 more. Did you mean 'data'?", () -> h5.dataset("dta"));
            assertFails("There is no dataset '/comp_1/result_1" + start + "'/comp_1/' holds: result_0. Did you mean 'result_0'?",
                    () -> h5.dataset("/comp_1/result_1"));
            assertFails("There is no dataset '/data/x" + start + "'/data' is a dataset, not a group.", () -> h5.dataset("/data/x"));
            assertFails("'/comp_1' of '" + file + "' is a group, not a dataset. It holds: result_0.", () -> h5.dataset("/comp_1"));
            assertFails("'/data' of '" + file + "' is a dataset, not a group. Name a group.", () -> h5.names("/data"));
            assertFails("There is no dataset 'broken" + start + "external link 'broken' of '" + file + "' leads to the file '" + folder.resolve("gone.h5")
                    + "', which is missing. Move the payload folder together with the file that links to it, or restore it.", () -> h5.dataset("broken"));
            assertFails("There is no dataset 'inner" + start + "external link 'inner' of '" + file + "' leads to '/nothing' of '" + file
                    + "', which is not there.", () -> h5.dataset("inner"));
            assertFails("There is no dataset 'dangling" + start + "link 'dangling' leads to '/no/where', which is not there.", () -> h5.dataset("dangling"));
            assertFails("There is no dataset 'circle" + start + "link 'circle' of '" + file + "' is circular (more than 32 links).",
                    () -> h5.dataset("circle"));
        }
    }

    @Test
    void saysWhyAFileDoesNotOpen() throws IOException {
        Path file = folder.resolve("whole.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().dataset("d", NdArray.zeros(DType.FLOAT64, 100));
        }
        byte[] bytes = Files.readAllBytes(file);
        Path other = folder.resolve("other.h5");
        String start = "Cannot open '" + other + "'";
        assertFails(start + ": there is no such file. Check the path.", () -> Hdf5File.open(other));
        Files.createFile(other);
        assertFails(start + ": it is empty (0 bytes), nothing was ever written to it. Write it again.", () -> Hdf5File.open(other));
        Files.write(other, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        assertFails(start + ": it is truncated: it has " + (bytes.length - 1) + " bytes, its header says " + bytes.length
                + ". A copy was interrupted, or the disk was full. Copy or write it again.", () -> Hdf5File.open(other));
        Files.write(other, java.util.Arrays.copyOf(bytes, 20));
        assertFails(start + ": it is cut off after 20 bytes, within the first header. Copy or write it again.", () -> Hdf5File.open(other));
        Files.writeString(other, "a,b\n1,2\n");
        assertFails(start + " (8 bytes): it has no HDF5 signature. It is in another format, or writing it was interrupted. Check that it is the right file,"
                + " or write it again.", () -> Hdf5File.open(other));
        assertFails("Cannot open '" + folder + "': it is a folder. Name the HDF5 file inside it.", () -> Hdf5File.open(folder));
    }

    @Test
    void saysThatAFileIsDamagedOrClosed() throws IOException {
        Path file = folder.resolve("damaged.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().dataset("d", NdArray.zeros(DType.FLOAT64, 100));
        }
        Hdf5File closed = Hdf5File.open(file);
        Hdf5File.Dataset dataset = closed.dataset("d");
        closed.close();
        closed.close();
        assertFails("Cannot read dataset 'd' of '" + file + "': the file is closed. Read before closing it.", dataset::read);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap(new byte[200]), 96 + 800);
        }
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertFails("Cannot open '/' of '" + file + "': there is no object header at byte 992. The file is damaged, or holds what trialmap"
                    + " does not support. See whether h5dump reads it; then copy it with h5py (new[name] = old[name][()]).", () -> h5.dataset("d"));
        }
    }

    @Test
    void manyThreadsReadOneFileAlthoughSomeAreInterrupted() throws Exception {
        Path file = folder.resolve("shared.h5");
        double[] values = new Random(3).doubles(100_000).toArray();
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().dataset("x", NdArray.of(values, 1000, 100));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                Random random = new Random(t);
                boolean unlucky = t == 0;
                results.add(threads.submit(() -> {
                    int interrupted = 0;
                    for (int i = 0; i < 300; i++) {
                        int row = random.nextInt(990);
                        int column = random.nextInt(90);
                        if (unlucky && i % 10 == 0) {
                            Thread.currentThread().interrupt();
                        }
                        try {
                            double[] part = h5.dataset("x").read(new Region(new long[] {row, column}, new long[] {10, 10})).doubles();
                            assertEquals(values[row * 100 + column], part[0]);
                            assertEquals(values[(row + 9) * 100 + column + 9], part[99]);
                        } catch (ClosedByInterruptException e) {
                            assertTrue(Thread.interrupted());
                            interrupted++;
                        }
                    }
                    return interrupted;
                }));
            }
            assertEquals(30, results.get(0).get());
            for (Future<Integer> result : results.subList(1, 4)) {
                assertEquals(0, result.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void assertFails(String text, Executable call) {
        assertEquals(text, assertThrows(Hdf5Exception.class, call).getMessage());
    }
}
