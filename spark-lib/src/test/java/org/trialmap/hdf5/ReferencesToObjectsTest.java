package org.trialmap.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;

/** References to objects, as h5py writes them. */
class ReferencesToObjectsTest {
    @TempDir
    Path folder;

    private Path write(String options) {
        References.python("""
                import sys, h5py, numpy as np
                with h5py.File(sys.argv[1] + '/a.h5', 'w', %s) as f:
                    f['x'] = [1., 2.]
                    f['group/y'] = np.int16(7)
                    f['group'].attrs['kind'] = 'struct'
                    f.create_dataset('refs', (2, 1), h5py.ref_dtype)
                    f['refs'][0, 0], f['refs'][1, 0] = f['x'].ref, f['group'].ref
                    f.create_dataset('none', (1,), h5py.ref_dtype)
                    f.create_dataset('chunked', (2,), h5py.ref_dtype, chunks=True, compression='gzip')[:] = [f['group'].ref, f['x'].ref]
                """.formatted(options), folder.toString());
        return folder.resolve("a.h5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"libver='earliest'", "libver='latest'", "userblock_size=512"})
    void theyLeadToDatasetsAndGroups(String options) throws IOException {
        try (Hdf5File file = Hdf5File.open(write(options))) {
            List<String> names = file.references("/refs");
            assertEquals(2, names.size());
            assertArrayEquals(new double[] {1, 2}, (double[]) file.dataset(names.get(0)).read().data());
            assertTrue(file.isGroup(names.get(1)));
            assertEquals(List.of("y"), file.names(names.get(1)));
            assertArrayEquals(new short[] {7}, (short[]) file.dataset(names.get(1) + "/y").read().data());
            assertEquals("struct", ((String[]) file.attribute(names.get(1), "kind").orElseThrow().data())[0]);
            assertEquals(List.of(names.get(1), names.get(0)), file.references("chunked"));
        }
    }

    private void refuses(Hdf5File file, String path, String text) {
        assertEquals(text, assertThrows(Hdf5Exception.class, () -> file.references(path)).getMessage().replace(folder.toString(), "F"));
    }

    @Test
    void whatIsNoReferenceIsRefused() throws IOException {
        try (Hdf5File file = Hdf5File.open(write("libver='earliest'"))) {
            refuses(file, "/x", "Cannot read dataset '/x' of 'F/a.h5' as references: it holds no references to objects of 8 bytes. Name a dataset of such.");
            refuses(file, "/group", "Cannot read dataset '/group' of 'F/a.h5' as references: it is not a dataset. Name a dataset of references.");
            refuses(file, "/none", "Cannot read dataset '/none' of 'F/a.h5': reference 0 leads nowhere. The file is damaged, or was not finished. Write it again.");
            String type = assertThrows(Hdf5Exception.class, () -> file.dataset("/refs")).getMessage();
            assertTrue(type.startsWith("Cannot read dataset '/refs' of '"), "as numbers they are refused as ever: " + type);
        }
    }
}
