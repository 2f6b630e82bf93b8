package org.trialmap.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;

/** Texts that are not UTF-8, and padding, in every place where HDF5 has texts. */
class VariableStringsTest {
    @TempDir
    Path folder;

    private Path h5py(String script) {
        Path file = folder.resolve("f.h5");
        References.python("import h5py, sys, numpy as np\nf = h5py.File(sys.argv[1], 'w')\n" + script, file.toString());
        return file;
    }

    @Test
    void textsThatAreNotUtf8AreLatin1AndNeverBecomeOne() throws IOException {
        Path file = h5py("""
                names = np.array([b'Kan\\xe4l', b'Kan\\xf6l', b'\\xc3\\xa4', b'\\xe4'])
                f['fixed'] = names; f.attrs['fixed'] = names
                f.create_dataset('chunks', data=names, chunks=(3,), compression='gzip')
                f.create_dataset('any', data=list(names), dtype=h5py.string_dtype('ascii'))
                f.attrs.create('any', list(names), dtype=h5py.string_dtype()); f['utf8'] = np.array(['\\u00e4'.encode(), b'b'])
                f[b'gro\\xdf'] = 1; f[b'gro\\xdf '] = 2
                """);
        NdArray expected = NdArray.of(new String[] {"Kanäl", "Kanöl", "Ã¤", "ä"}, 4);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            for (String name : List.of("fixed", "chunks", "any")) {
                assertEquals(expected, h5.dataset(name).read(), name);
            }
            assertEquals(expected, h5.attribute("/", "fixed").orElseThrow());
            assertEquals(expected, h5.attribute("/", "any").orElseThrow());
            assertEquals(NdArray.of(new String[] {"ä", "b"}, 2), h5.dataset("utf8").read());
            assertEquals(1L, h5.dataset("groß").read().item());
            assertEquals(2L, h5.dataset("groß ").read().item());
        }
    }

    @Test
    void paddingIsNoPartOfATextAndBlanksOfItsOwnAre() throws IOException {
        Path file = h5py("""
                for name, pad in (('terminated', h5py.h5t.STR_NULLTERM), ('zeros', h5py.h5t.STR_NULLPAD), ('blanks', h5py.h5t.STR_SPACEPAD)):
                    t = h5py.h5t.C_S1.copy(); t.set_size(6); t.set_strpad(pad)
                    d = h5py.h5d.create(f.id, name.encode(), t, h5py.h5s.create_simple((2, 2)))
                    d.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array([b'ab    ', b'a\\0b\\0\\0\\0', b'', b'abcdef'], 'S6').reshape(2, 2), mtype=t)
                """);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(NdArray.of(new String[] {"ab    ", "a", "", "abcdef"}, 2, 2), h5.dataset("terminated").read());
            assertEquals(NdArray.of(new String[] {"ab    ", "a\0b", "", "abcdef"}, 2, 2), h5.dataset("zeros").read());
            assertEquals(NdArray.of(new String[] {"ab", "a\0b", "", "abcdef"}, 2, 2), h5.dataset("blanks").read());
            assertEquals(NdArray.of(new String[] {"a\0b", "abcdef"}, 2, 1), h5.dataset("zeros").read(new Region(new long[] {0, 1}, new long[] {2, 1})));
        }
    }
}
