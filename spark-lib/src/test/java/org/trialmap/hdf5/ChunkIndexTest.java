package org.trialmap.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;

/** Every form in which HDF5 keeps the places of chunks, as h5py writes them; what was never written is the fill value. */
class ChunkIndexTest {
    @TempDir
    Path folder;

    /** Each dataset has a twin below /plain that is contiguous. */
    @ParameterizedTest
    @ValueSource(strings = {"earliest", "latest"})
    void readsWhatH5pyReads(String version) throws IOException {
        Path file = folder.resolve("f.h5");
        References.python("""
                import h5py, sys, numpy as np
                f = h5py.File(sys.argv[1], 'w', libver=sys.argv[2]); rng = np.random.default_rng(3)
                def make(name, shape, chunks, maxshape=None, share=1.0, **more):
                    d = f.create_dataset(name, shape, 'f8', chunks=chunks, maxshape=maxshape, **more)
                    grid = [range(0, n, c) for n, c in zip(shape, chunks)]
                    for at in np.array(np.meshgrid(*grid, indexing='ij')).reshape(len(shape), -1).T:
                        if rng.random() < share:
                            place = tuple(slice(a, min(a + c, n)) for a, c, n in zip(at, chunks, shape))
                            d[place] = rng.normal(size=[s.stop - s.start for s in place])
                    f['plain/' + name] = d[()]
                for fill in (0, -7.5):
                    for gzip in (None, 'gzip'):
                        n = '_%s_%s' % ('f' if fill else 'z', 'g' if gzip else 'r'); more = dict(fillvalue=fill, compression=gzip)
                        make('single' + n, (5, 3), (5, 3), **more)
                        make('fixed' + n, (10, 8), (4, 3), share=0.5, **more)
                        make('growing' + n, (10, 8), (4, 3), (31, 40), share=0.6, **more)
                        make('rows' + n, (37, 4), (2, 4), (None, 9), share=0.3, **more)
                        make('columns' + n, (4, 37), (3, 2), (9, None), share=0.3, **more)
                        make('middle' + n, (3, 17, 5), (2, 2, 2), (8, None, 7), share=0.4, **more)
                        make('both' + n, (23, 17), (2, 3), (None, None), share=0.5, **more)
                        make('never' + n, (4, 4), (2, 2), share=0, **more)
                make('pages', (2500,), (1,), share=0.2); make('manypages', (5000,), (1,), compression='gzip', share=0.9, fillvalue=1)
                make('long', (9000,), (1,), (None,), share=0.3); make('longgap', (40000,), (4,), (None,), share=0.01, fillvalue=2)
                make('deep', (120, 120), (1, 1), (None, None), share=0.8)
                d = f.create_dataset('shrunk', (9, 9), 'f8', chunks=(2, 2), maxshape=(None, 20)); d[...] = 1; d.resize((5, 3)); f['plain/shrunk'] = d[()]
                plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE); plist.set_chunk((4, 3)); plist.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
                d = h5py.Dataset(h5py.h5d.create(f.id, b'implicit', h5py.h5t.NATIVE_DOUBLE, h5py.h5s.create_simple((10, 8), (11, 13)), plist))
                d[:7] = rng.normal(size=(7, 8)); f['plain/implicit'] = d[()]
                """, file.toString(), version);
        Random random = new Random(1);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            for (String name : h5.names("/plain")) {
                Hdf5File.Dataset plain = h5.dataset("/plain/" + name);
                Hdf5File.Dataset chunked = h5.dataset("/" + name);
                assertEquals(plain.read(), chunked.read(), name);
                for (int k = 0; k < 20; k++) {
                    Region part = part(plain.shape(), random);
                    assertEquals(plain.read(part), chunked.read(part), name + part);
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

    @Test
    void fillValuesOfEveryType() throws IOException {
        Path file = folder.resolve("f.h5");
        References.python("""
                import h5py, sys, numpy as np
                f = h5py.File(sys.argv[1], 'w')
                for i, (t, v) in enumerate([('>i4', -3), ('u2', 65535), ('f2', 1.5), ('?', True), ('c16', 1 + 2j), ('S4', b'ab'), ('f8', float('nan'))]):
                    f.create_dataset('c%d' % i, (4,), t, chunks=(2,), fillvalue=v)[0] = np.zeros(1, t)[0]
                    f.create_dataset('n%d' % i, (2,), t, fillvalue=v); f['plain%d' % i] = f['c%d' % i][()]; f['plainn%d' % i] = f['n%d' % i][()]
                """, file.toString());
        try (Hdf5File h5 = Hdf5File.open(file)) {
            for (int i = 0; i < 7; i++) {
                assertEquals(h5.dataset("plain" + i).read(), h5.dataset("c" + i).read());
                assertEquals(h5.dataset("plainn" + i).read(), h5.dataset("n" + i).read());
            }
            assertEquals(NdArray.of(new String[] {"", "ab"}, 2), h5.dataset("c5").read(new Region(new long[] {0}, new long[] {2})));
        }
    }
}
