package org.trialmap.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.store.run.Samples;

class Hdf5ScaleTest {
    @TempDir
    Path folder;

    private Path linked(int links) throws IOException {
        Path file = folder.resolve("many-" + links + ".h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().group("target").dataset("x", NdArray.from(7.0));
            for (int i = 0; i < links; i++) {
                writer.root().externalLink("comp_" + i, file.getFileName().toString(), "/target");
            }
        }
        return file;
    }

    private static void findsEveryLink(Path file, int links) throws IOException {
        try (Hdf5File h5 = Hdf5File.open(file)) {
            List<String> names = h5.names("/");
            assertEquals(links + 1, names.size());
            for (int i = 0; i < links; i++) {
                assertEquals("comp_" + i, names.get(i));
            }
            for (int i = 0; i < links; i += 1 + links / 100) {
                assertEquals(7.0, h5.dataset("/comp_" + i + "/x").read().item());
            }
        }
    }

    /** Prints for each number of links whether h5py finds them all, and in a time that an index alone explains. */
    private static final String FINDS = """
            import h5py, sys, time
            def found(f, n):
                start = time.time()
                if n: assert f['comp_%d' % (n - 1)]['x'][()] == 7
                found = time.time() - start; start = time.time()
                assert sorted(f) == sorted(['target'] + ['comp_%d' % i for i in range(n)])
                listed = time.time() - start
                for i in range(0, n, 1 + n // 12000): assert f.get('comp_%d' % i, getlink=True).path == '/target'
                assert 'comp_%d' % n not in f and 'x' not in f
                return found < 1 and listed < 10
            for n in sys.argv[2:]:
                with h5py.File('%s/many-%s.h5' % (sys.argv[1], n)) as f: print(n, found(f, int(n)))
            """;

    /** Around every change of the link storage: compact, one heap block, many blocks, one tree node, two levels. */
    @Test
    void everyReaderFindsEveryLink() throws IOException {
        int[] sizes = {0, 1, 8, 9, 32, 33, 45, 46, 371, 372, 700, 701, 1000, 5956, 5957, 11_913, 11_914, 100_000};
        List<String> args = new ArrayList<>(List.of(folder.toString()));
        StringBuilder expected = new StringBuilder();
        for (int links : sizes) {
            findsEveryLink(linked(links), links);
            args.add(Integer.toString(links));
            expected.append(links).append(" True\n");
        }
        assertEquals(expected.toString(), References.python(FINDS, args.toArray(String[]::new)));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1000, 16_000})
    void linksMayBeLong(int length) throws IOException {
        Path file = folder.resolve("long.h5");
        String path = "/" + "x".repeat(length - 1);
        String name = "ü".repeat(length / 2 - 5);
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            for (int i = 0; i < 100; i++) {
                writer.root().externalLink(i + name, path.substring(1), path);
            }
        }
        String script = """
                import h5py, sys
                f = h5py.File(sys.argv[1]); n = int(sys.argv[2])
                print(all(f.get(str(i) + 'ü' * (n // 2 - 5), getlink=True).path == '/' + 'x' * (n - 1) for i in range(100)), len(list(f)))
                """;
        assertEquals("True 100\n", References.python(script, file.toString(), Integer.toString(length)));
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(7 + name, h5.names("/").get(7));
        }
    }

    @Test
    void holdsTenThousandResultsOfAPartition() throws IOException {
        Path file = folder.resolve("payload.h5");
        int n = 10_000;
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            for (int i = 0; i < n; i++) {
                Hdf5Writer.Group group = writer.root().group("comp_" + i);
                group.dataset("result_0", NdArray.from((double) i));
                group.dataset("result_1", NdArray.from("task " + i));
                group.dataset("result_2", NdArray.of(new int[] {i, -i}, 2));
            }
        }
        assertTrue(Files.size(file) < n * 900L, "overhead per result");
        String script = """
                import h5py, sys
                f = h5py.File(sys.argv[1])
                print(len(f), all(f['comp_%d/result_0' % i][()] == i and f['comp_%d/result_1' % i].asstr()[()] == 'task %d' % i
                                  and list(f['comp_%d/result_2' % i]) == [i, -i] for i in range(0, 10000, 7)))
                """;
        assertEquals("10000 True\n", References.python(script, file.toString()));
        try (Hdf5File h5 = Hdf5File.open(file)) {
            for (int i = 0; i < n; i++) {
                assertEquals((double) i, h5.dataset("/comp_" + i + "/result_0").read().item());
                assertEquals("task " + i, h5.dataset("/comp_" + i + "/result_1").read().item());
            }
        }
    }

    @Test
    void reservesDatasetsBeyondTwoGibibytes() throws IOException {
        Path file = Files.createDirectory(folder.resolve("a b")).resolve("large.h5");
        long rows = 3L << 20;
        Region last = new Region(new long[] {rows - 1, 1000}, new long[] {1, 24});
        NdArray values = Samples.array(DType.FLOAT64, 1, 24);
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().reserve("large", DType.FLOAT64, rows, 1024).write(last, values.toBytes());
            writer.root().dataset("after", NdArray.from("after"));
        }
        assertTrue(Files.size(file) > rows * 1024 * 8);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(values, h5.dataset("large").read(last));
            assertEquals("after", h5.dataset("after").read().item());
            assertEquals(NdArray.zeros(DType.FLOAT64, 1, 2), h5.dataset("large").read(new Region(new long[] {rows / 2, 7}, new long[] {1, 2})));
        }
        assertEquals("(3145728, 1024) -50.0 -27.0 0.0\n", References.python(
                "import h5py, sys; d = h5py.File(sys.argv[1])['large']; print(d.shape, d[-1, 1000], d[-1, 1023], d[-1, 999])", file.toString()));
    }
}
