package org.trialmap.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;

/** Deflated and shuffled chunks of elements of many sizes, beside the same elements as they are. */
class FiltersTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"i1", "<i2", ">u2", "<i4", ">f4", "<f8", "<i8", "<c8", "<c16", "S3", "S5", "S7", "S11"})
    void elementsOfAnySizeAreH5pys(String type) throws IOException {
        Path file = folder.resolve("f.h5");
        References.python("""
                import h5py, sys, numpy as np
                x = np.random.default_rng(1).integers(0, 256, 7 * 130 * np.dtype(sys.argv[2]).itemsize, 'u1')
                x = (x % 26 + 97 if sys.argv[2][0] == 'S' else x // 5).astype('u1').view(sys.argv[2]).reshape(7, 130)
                f = h5py.File(sys.argv[1], 'w'); f['plain'] = x
                f.create_dataset('both', data=x, chunks=(3, 40), compression='gzip', shuffle=True)
                f.create_dataset('checked', data=x, chunks=(7, 11), compression='gzip', compression_opts=9, shuffle=True, fletcher32=True)
                f.create_dataset('shuffled', data=x, chunks=(1, 1), shuffle=True)
                f.create_dataset('deflated', data=x, chunks=(7, 130), compression='gzip', compression_opts=0)
                """, file.toString(), type);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            for (String name : new String[] {"both", "checked", "shuffled", "deflated"}) {
                assertEquals(h5.dataset("plain").read(), h5.dataset(name).read(), name);
            }
        }
    }
}
