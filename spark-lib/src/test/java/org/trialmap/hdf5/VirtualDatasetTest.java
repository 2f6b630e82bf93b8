package org.trialmap.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;

/** Virtual datasets as h5py writes and reads them. */
class VirtualDatasetTest {
    @TempDir
    Path folder;

    private Path h5py(String script) {
        Path file = folder.resolve("f.h5");
        References.python("import h5py, sys, os, numpy as np\nos.chdir(os.path.dirname(sys.argv[1]))\n" + script, file.toString());
        return file;
    }

    private static void fails(String text, Executable call) {
        assertEquals(text, assertThrows(Hdf5Exception.class, call).getMessage());
    }

    /** Each dataset has a twin below /plain that is no virtual one. */
    @ParameterizedTest
    @ValueSource(strings = {"earliest", "latest"})
    void readsWhatH5pyReads(String version) throws IOException {
        Path file = h5py("""
                from h5py import VirtualLayout as L, VirtualSource as S
                rng = np.random.default_rng(1)
                for i in range(4):
                    with h5py.File('part%d.h5' % i, 'w') as p:
                        p['v'] = rng.normal(size=5); p['m'] = rng.normal(size=(3, 6)); p['s'] = float(i); p['t'] = np.array([b'a%d' % i, b'b'])
                        p.create_dataset('grow', data=rng.normal(size=(3 + i, 2)), maxshape=(None, 2), chunks=(2, 2))
                        p.create_dataset('big', data=np.arange(6).reshape(2, 3), dtype='>i4', compression='gzip'); p['c'] = np.array([1 + 2j, 3j]) * i
                with h5py.File('f.h5', 'w', libver='%s') as f:
                    f['here'] = np.arange(12.).reshape(3, 4)
                    def put(name, layout, **more): f.create_virtual_dataset(name, layout, **more)
                    l = L((4, 5), 'f8'); [l.__setitem__(i, S('part%%d.h5' %% i, 'v', (5,))) for i in range(4)]; put('rows', l)
                    l = L((5, 4), 'f8'); [l.__setitem__((slice(None), i), S('part%%d.h5' %% i, 'v', (5,))) for i in range(4)]; put('columns', l)
                    l = L((5, 4), 'f8'); [l.__setitem__((slice(None), i), S('part%%d.h5' %% i, 'v', (5,))) for i in (1, 3)]; put('holes', l, fillvalue=-1)
                    l = L((4,), 'f8'); [l.__setitem__(i, S('part%%d.h5' %% i, 's', ())) for i in range(4)]; put('scalars', l)
                    l = L((3, 4, 6), 'f8'); [l.__setitem__((slice(None), i), S('part%%d.h5' %% i, 'm', (3, 6))) for i in range(4)]; put('middle', l)
                    l = L((6, 6), 'f8'); l[::2] = S('part0.h5', 'm', (3, 6)); l[1::2, 1:4] = S('part1.h5', 'm', (3, 6))[:, 2:5]; put('steps', l, fillvalue=9)
                    l = L((2, 2), 'f8'); l[...] = S('part2.h5', 'm', (3, 6))[::2, 1::3]; put('strided', l)
                    l = L((8,), 'S2'); [l.__setitem__(slice(2 * i, 2 * i + 2), S('part%%d.h5' %% i, 't', (2,))) for i in range(4)]; put('texts', l)
                    l = L((4, 2, 3), 'i4'); [l.__setitem__(i, S('part%%d.h5' %% i, 'big', (2, 3))) for i in range(4)]; put('types', l)
                    l = L((4, 2), 'c16'); [l.__setitem__(i, S('part%%d.h5' %% i, 'c', (2,))) for i in range(4)]; put('complex', l)
                    l = L((3, 2), 'f8'); l[...] = S('.', 'here', (3, 4))[:, 1:3]; put('self', l)
                    l = L((4, 5), 'f8'); l[...] = S('.', 'rows', (4, 5)); put('nested', l)
                    U = h5py.UNLIMITED if hasattr(h5py, 'UNLIMITED') else h5py.h5s.UNLIMITED
                    l = L((4, 1, 2), 'f8', maxshape=(4, None, 2))
                    for i in range(4): l[i, 0:U, :] = S('part%%d.h5' %% i, 'grow', (3 + i, 2), maxshape=(None, 2))[0:U, :]
                    put('endless', l, fillvalue=5)
                with h5py.File('f.h5', 'r+') as f:
                    for name in list(f):
                        if f[name].is_virtual: f['plain/' + name] = f[name][()]
                    print(f['endless'].shape)
                """.replace("%s", version).replace("%%", "%"));
        Random random = new Random(1);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(13, h5.names("/plain").size());
            assertArrayEquals(new long[] {4, 6, 2}, h5.dataset("endless").shape());
            for (String name : h5.names("/plain")) {
                Hdf5File.Dataset plain = h5.dataset("/plain/" + name);
                Hdf5File.Dataset virtual = h5.dataset("/" + name);
                assertEquals(plain.read(), virtual.read(), name);
                for (int k = 0; k < 30; k++) {
                    Region part = part(plain.shape(), random);
                    assertEquals(plain.read(part), virtual.read(part), name + part);
                }
            }
        }
    }

    private static Region part(long[] shape, Random random) {
        long[] offset = new long[shape.length];
        long[] extent = new long[shape.length];
        for (int axis = 0; axis < shape.length; axis++) {
            offset[axis] = random.nextInt((int) shape[axis]);
            extent[axis] = 1 + random.nextInt((int) (shape[axis] - offset[axis]));
        }
        return new Region(offset, extent);
    }

    private static final String TWO_PARTS = """
            l = h5py.VirtualLayout((2, 3), 'f8')
            for i in range(2):
                name = PATH %% i
                with h5py.File(name, 'w') as p: p['d'] = np.arange(3.) + i
                l[i] = h5py.VirtualSource(name, 'd', (3,))
            h5py.File('f.h5', 'w').create_virtual_dataset('v', l); h5py.File('f.h5', 'r+')['ok'] = 1.0
            """.replace("%%", "%");

    @Test
    void aMissingPartIsAnErrorWhereItIsRead() throws IOException {
        Path file = h5py(TWO_PARTS.replace("PATH", "'part%d.h5'"));
        Files.delete(folder.resolve("part1.h5"));
        try (Hdf5File h5 = Hdf5File.open(file)) {
            Hdf5File.Dataset v = h5.dataset("v");
            fails("Cannot read dataset 'v' of '" + file + "': it is put together from other files, and '" + folder.resolve("part1.h5")
                    + "' is missing. Restore it, or move all of them together with the file that names them.", v::read);
            assertEquals(NdArray.of(new double[] {0, 1, 2}, 1, 3), v.read(new Region(new long[] {0, 0}, new long[] {1, 3})));
            assertEquals(1.0, h5.dataset("ok").read().item());
        }
        References.python("import h5py, sys; h5py.File(sys.argv[1], 'w')['other'] = 1", folder.resolve("part1.h5").toString());
        try (Hdf5File h5 = Hdf5File.open(file)) {
            fails("Cannot read dataset 'v' of '" + file + "': it is put together from other datasets, and dataset 'd' of '" + folder.resolve("part1.h5")
                    + "' is missing. Restore it.", () -> h5.dataset("v").read());
        }
        References.python("import h5py, sys; h5py.File(sys.argv[1], 'w')['d'] = [1., 2.]", folder.resolve("part1.h5").toString());
        try (Hdf5File h5 = Hdf5File.open(file)) {
            fails("Cannot read dataset 'v' of '" + file + "': its part 'd' of '" + folder.resolve("part1.h5")
                    + "' has shape (2,), but 3 elements are to be taken of another. Restore that file.", () -> h5.dataset("v").read());
        }
        References.python("import h5py, sys; h5py.File(sys.argv[1], 'w')['d'] = [1, 2, 3]", folder.resolve("part1.h5").toString());
        try (Hdf5File h5 = Hdf5File.open(file)) {
            fails("Cannot read dataset 'v' of '" + file + "', which is of float64: its part 'd' of '" + folder.resolve("part1.h5")
                    + "' is of int64. Write it again with one type.", () -> h5.dataset("v").read());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'part%d.h5'", "'f_payload/part%d.h5'", "os.path.abspath('part%d.h5')", "os.path.abspath('f_payload/part%d.h5')"})
    void aSetThatWasMovedIsFound(String path) throws IOException {
        h5py("os.mkdir('old'); os.chdir('old'); os.mkdir('f_payload')\n" + TWO_PARTS.replace("PATH", path));
        Path moved = folder.resolve("new");
        Files.move(folder.resolve("old"), moved);
        try (Hdf5File h5 = Hdf5File.open(moved.resolve("f.h5"))) {
            assertEquals(NdArray.of(new double[] {0, 1, 2, 1, 2, 3}, 2, 3), h5.dataset("v").read());
        }
    }

    @Test
    void whatIsNotSupportedIsRefusedWhenItIsOpened() throws IOException {
        Path file = h5py("""
                f = h5py.File('f.h5', 'w'); f['x'] = np.arange(6.)
                U = h5py.h5s.UNLIMITED; l = h5py.VirtualLayout((2, 3), 'f8', maxshape=(None, 3)); l[0:U, :] = h5py.VirtualSource('p%b.h5', 'd', (1, 3)); f.create_virtual_dataset('counted', l)
                l = h5py.VirtualLayout((3,), 'f8'); l[...] = h5py.VirtualSource('.', 'circle', (3,)); f.create_virtual_dataset('circle', l)
                """);
        String end = ". The file is damaged, or holds what trialmap does not support. See whether h5dump reads it; then copy it with h5py (new[name] ="
                + " old[name][()]).";
        try (Hdf5File h5 = Hdf5File.open(file)) {
            fails("Cannot read dataset 'counted' of '" + file + "': its parts are files that are counted by their names (%b), which is not supported" + end,
                    () -> h5.dataset("counted"));
            fails("Cannot read dataset 'circle' of '" + file + "': its parts are virtual datasets in more than 8 levels, or it is a part of itself" + end,
                    () -> h5.dataset("circle").read());
        }
    }
}
