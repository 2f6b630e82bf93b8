package org.trialmap.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;
import org.trialmap.array.Region;

/** Chunks that were stored without some of their dataset's filters. */
class ChunkFiltersTest {
    @TempDir
    Path folder;

    private Path h5py(String script) {
        Path file = folder.resolve("f.h5");
        References.python("import h5py, sys, ctypes, zlib, numpy as np\nfile = sys.argv[1]\n" + script, file.toString());
        return file;
    }

    /** The storage indices: B-tree 1, then fixed array, extensible array and B-tree 2. */
    @ParameterizedTest
    @ValueSource(strings = {"libver='earliest'", "libver='latest'", "libver='latest'|(None, 8)", "libver='latest'|(None, None)"})
    void decodesWithTheFiltersThatEachChunkHas(String kind) throws IOException {
        String maxshape = kind.contains("|") ? kind.substring(kind.indexOf('|') + 1) : "None";
        Path file = h5py("""
                f = h5py.File(file, 'w', %s)
                x = np.arange(10 * 8, dtype='f8').reshape(10, 8)
                d = f.create_dataset('d', x.shape, 'f8', chunks=(4, 3), shuffle=True, compression='gzip', maxshape=%s)
                d[:] = x
                pad = np.zeros((12, 9)); pad[:10, :8] = x
                def shuffled(b): return np.frombuffer(b, 'u1').reshape(-1, 8).T.tobytes()
                for mask, (r, c) in [(3, (0, 0)), (1, (4, 3)), (2, (8, 6)), (3, (8, 0))]:
                    raw = pad[r:r + 4, c:c + 3].tobytes()
                    raw = raw if mask & 1 else shuffled(raw)
                    d.id.write_direct_chunk((r, c), raw if mask & 2 else zlib.compress(raw), filter_mask=mask)
                f.close(); assert (h5py.File(file)['d'][:] == x).all()
                """.formatted(kind.replaceFirst("\\|.*", ""), maxshape));
        Random random = new Random(5);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            Hdf5File.Dataset d = h5.dataset("d");
            double[] all = d.read().doubles();
            for (int i = 0; i < 80; i++) {
                assertEquals(i, all[i]);
            }
            for (int k = 0; k < 50; k++) {
                int row = random.nextInt(10);
                int column = random.nextInt(8);
                int rows = 1 + random.nextInt(10 - row);
                int columns = 1 + random.nextInt(8 - column);
                double[] part = d.read(new Region(new long[] {row, column}, new long[] {rows, columns})).doubles();
                for (int i = 0; i < part.length; i++) {
                    assertEquals((row + i / columns) * 8 + column + i % columns, part[i]);
                }
            }
        }
    }

    @Test
    void readsASingleChunkWithoutItsFilter() throws IOException {
        Path file = h5py("""
                f = h5py.File(file, 'w', libver='latest')
                d = f.create_dataset('d', (3, 4), '>i4', chunks=(3, 4), shuffle=True)
                d.id.write_direct_chunk((0, 0), np.arange(12, dtype='>i4').tobytes(), filter_mask=1)
                """);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, (int[]) h5.dataset("d").read().data());
        }
    }

    @Test
    void readsNoiseThatLzfDoesNotMakeSmaller() throws IOException {
        Path file = h5py("""
                f = h5py.File(file, 'w'); x = np.random.default_rng(1).normal(size=(1000, 2)); x[:250] = 1
                d = f.create_dataset('d', data=x, chunks=(250, 2), compression='lzf'); f['plain'] = x
                masks = [d.id.get_chunk_info(i).filter_mask for i in range(4)]
                assert masks == [0, 1, 1, 1], masks
                """);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(h5.dataset("plain").read(), h5.dataset("d").read());
        }
    }

    /** A layout flag, not a mask, says so here. */
    @Test
    void readsChunksAtTheEdgeThatAreNotFiltered() throws IOException {
        Path file = h5py("""
                import re
                name = next(line.split()[-1] for line in open('/proc/self/maps') if re.search(r'libhdf5(_serial)?[.]so', line))
                plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE); plist.set_chunk((4,)); plist.set_shuffle()
                assert ctypes.CDLL(name).H5Pset_chunk_opts(ctypes.c_int64(plist.id), ctypes.c_uint(2)) >= 0
                f = h5py.File(file, 'w', libver='latest')
                d = h5py.Dataset(h5py.h5d.create(f.id, b'd', h5py.h5t.NATIVE_INT32, h5py.h5s.create_simple((10,)), plist))
                d[:] = np.arange(10) * 1000
                """);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertArrayEquals(new int[] {0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000}, (int[]) h5.dataset("d").read().data());
        }
    }

    @Test
    void readsTextsWithoutTheirFilter() throws IOException {
        Path file = h5py("""
                f = h5py.File(file, 'w'); f.create_dataset('good', data=np.array([b'ab', b'cd']), chunks=(2,), shuffle=True)
                d = f.create_dataset('d', data=np.array([b'ab', b'cd', b'ef']), chunks=(2,), shuffle=True)
                d.id.write_direct_chunk((2,), b'efgh', filter_mask=1)
                """);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(List.of("ab", "cd"), List.of((String[]) h5.dataset("good").read().data()));
            assertEquals(List.of("ab", "cd", "ef"), List.of((String[]) h5.dataset("d").read().data()));
        }
    }
}
