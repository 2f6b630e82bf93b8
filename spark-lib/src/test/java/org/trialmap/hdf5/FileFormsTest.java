package org.trialmap.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;
import org.trialmap.array.NdArray;

/** Files in every form that h5py gives them. */
class FileFormsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"libver='earliest'", "libver='v108'", "libver='latest'", "libver='latest', userblock_size=1024", "userblock_size=512",
        "libver='latest', fs_strategy='page', fs_persist=True, fs_page_size=4096", "fs_strategy='fsm', fs_persist=True", "libver='latest', track_order=True"})
    void readsThem(String options) throws IOException {
        Path file = folder.resolve("f.h5");
        References.python("import h5py, sys, numpy as np\nf = h5py.File(sys.argv[1], 'w', " + options + """
                )
                f['x'] = np.arange(4.); f['g/y'] = np.array(['a', 'b'], object); f['x'].attrs['n'] = 'name'; f['g'].attrs['m'] = np.arange(3)
                f.create_dataset('c', data=np.arange(100.).reshape(10, 10), chunks=(3, 4), compression='gzip')
                """, file.toString());
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(List.of("c", "g", "x"), h5.names("/"));
            assertEquals(NdArray.of(new double[] {0, 1, 2, 3}, 4), h5.dataset("x").read());
            assertEquals(NdArray.of(new String[] {"a", "b"}, 2), h5.dataset("g/y").read());
            assertEquals("name", h5.attribute("x", "n").orElseThrow().item());
            assertEquals(NdArray.of(new long[] {0, 1, 2}, 3), h5.attribute("g", "m").orElseThrow());
            assertEquals(99.0, h5.dataset("c").read().doubles()[99]);
        }
    }
}
