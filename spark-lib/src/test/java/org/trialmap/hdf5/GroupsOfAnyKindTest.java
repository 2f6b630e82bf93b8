package org.trialmap.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;

/** One object that cannot be read hides no other; what cannot be read is refused when it is opened. Files by h5py. */
class GroupsOfAnyKindTest {
    @TempDir
    Path folder;

    private Path h5py(String version, String script) {
        Path file = folder.resolve("f.h5");
        References.python("import h5py, sys, os, numpy as np\nos.chdir(os.path.dirname(sys.argv[1]))\nf = h5py.File(sys.argv[1], 'w', libver='" + version + "')\n"
                + script, file.toString());
        return file;
    }

    private static void fails(String text, Executable call) {
        assertEquals(text, assertThrows(Hdf5Exception.class, call).getMessage());
    }

    private static final String ODD = """
            f['ok'] = np.arange(3.); f['also'] = 'text'; f['group/inner'] = 1
            f.create_dataset('region', (2,), h5py.regionref_dtype)[0] = f['ok'].regionref[0:2]
            f.create_dataset('object', (1,), h5py.ref_dtype)[0] = f['ok'].ref
            f['ok'].attrs['region'] = f['ok'].regionref[0:1]; f['ok'].attrs['unit'] = 'V'
            f.create_dataset('external', (4,), 'f8', external=[('raw.bin', 0, 32)])[:] = 1
            f['type'] = np.dtype('<i4'); f.create_dataset('typed', (3,), f['type'])[:] = [7, 8, 9]
            f['ok'].attrs.create('typed', 5, dtype=f['type'])
            f['compound'] = np.zeros(2, [('a', 'i4'), ('b', 'f8')]); f['opaque'] = np.void(b'abc'); f['u64'] = np.zeros(1, 'u8')
            f.create_dataset('vlen', (1,), h5py.vlen_dtype('i4'))[0] = [1, 2]
            f.create_dataset('scale', (8,), 'i4', chunks=(4,), scaleoffset=3)[:] = range(8)
            plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE); plist.set_layout(h5py.h5d.COMPACT)
            d = h5py.Dataset(h5py.h5d.create(f.id, b'compact', h5py.h5t.STD_I16BE, h5py.h5s.create_simple((4, 3)), plist)); d[...] = np.arange(12).reshape(4, 3)
            """;

    @ParameterizedTest
    @ValueSource(strings = {"earliest", "latest"})
    void oddObjectsHideNoOthers(String version) throws IOException {
        Path file = h5py(version, ODD);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(List.of("also", "compact", "compound", "external", "group", "object", "ok", "opaque", "region", "scale", "type", "typed", "u64", "vlen"),
                    h5.names("/"));
            assertEquals(NdArray.of(new double[] {0, 1, 2}, 3), h5.dataset("ok").read());
            assertEquals("text", h5.dataset("also").read().item());
            assertEquals(1L, h5.dataset("group/inner").read().item());
            assertEquals("V", h5.attribute("ok", "unit").orElseThrow().item());
            assertEquals(5, h5.attribute("ok", "typed").orElseThrow().item());
            assertEquals(List.of("region", "typed", "unit"), h5.attributeNames("ok"));
            assertEquals(List.of("typed", "unit"), List.copyOf(h5.attributes("ok").keySet()));
            assertEquals(NdArray.of(new int[] {7, 8, 9}, 3), h5.dataset("typed").read());
            assertEquals(NdArray.of(new short[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 4, 3), h5.dataset("compact").read());
            assertEquals(NdArray.of(new short[] {4, 5, 7, 8}, 2, 2), h5.dataset("compact").read(new Region(new long[] {1, 1}, new long[] {2, 2})));
            assertTrue(h5.isDataset("region") && h5.exists("type"));
            assertFalse(h5.isDataset("type") || h5.isGroup("type"));
        }
    }

    @Test
    void whatCannotBeReadIsRefusedWhenItIsOpened() throws IOException {
        Path file = h5py("earliest", ODD);
        String rest = ", which has no lossless counterpart here. Readable are integers (unsigned up to 32 bits), floating point numbers, h5py's booleans and"
                + " complex numbers, and strings. Convert it, for example with h5py.";
        try (Hdf5File h5 = Hdf5File.open(file)) {
            fails("Cannot read dataset 'region' of '" + file + "': its type is HDF5 class 7 (reference)" + rest, () -> h5.dataset("region"));
            fails("Cannot read attribute 'region' of 'ok' in '" + file + "': its type is HDF5 class 7 (reference)" + rest, () -> h5.attribute("ok", "region"));
            fails("Cannot read dataset 'u64' of '" + file + "': its type is an unsigned integer of 64 bits" + rest, () -> h5.dataset("u64"));
            fails("Cannot read dataset 'compound' of '" + file + "': its type is a compound of [a, b]" + rest, () -> h5.dataset("compound"));
            fails("Cannot read dataset 'vlen' of '" + file + "': its type is HDF5 class 9 (VariableLength) of 16 bytes" + rest, () -> h5.dataset("vlen"));
            fails("Cannot read dataset 'external' of '" + file + "': its values lie in other files that are not HDF5 (external storage), which is not supported."
                    + " Copy it with h5py (new[name] = old[name][()]).", () -> h5.dataset("external"));
            fails("Cannot read dataset 'scale' of '" + file + "': it was stored with the filter scaleoffset (number 6), which is not supported. Readable are"
                    + " gzip, shuffle, fletcher32, lzf, lz4 and bitshuffle (without zstd). Store it again with one of them, for example with h5repack -f GZIP=4.",
                    () -> h5.dataset("scale"));
            fails("'type' of '" + file + "' is not a dataset but a type or something else. Name a dataset.", () -> h5.dataset("type"));
            fails("There is no dataset 'type/x' in '" + file + "': '/type' is something else, not a group.", () -> h5.dataset("type/x"));
        }
    }

    @Test
    void nbitIsRefusedWhenItIsOpened() throws IOException {
        Path file = h5py("earliest", """
                plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE); plist.set_chunk((4,)); plist.set_filter(5, h5py.h5z.FLAG_OPTIONAL, ())
                t = h5py.h5t.STD_I32LE.copy(); h5py.Dataset(h5py.h5d.create(f.id, b'd', t, h5py.h5s.create_simple((8,)), plist))[:] = range(8)
                """);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            fails("Cannot read dataset 'd' of '" + file + "': it was stored with the filter nbit (number 5), which is not supported. Readable are"
                    + " gzip, shuffle, fletcher32, lzf, lz4 and bitshuffle (without zstd). Store it again with one of them, for example with h5repack -f GZIP=4.",
                    () -> h5.dataset("d"));
        }
    }

    /** Heaps and indexes of several levels. */
    @ParameterizedTest
    @ValueSource(strings = {"earliest", "latest"})
    void largeGroupsAndManyAttributes(String version) throws IOException {
        Path file = h5py(version, """
                g = f.create_group('g', track_order=True); f['x'] = 1.0
                for i in range(20000): g['a rather long name of a link, number %d' % i] = h5py.SoftLink('/x')
                for i in range(0, 20000, 3): del g['a rather long name of a link, number %d' % i]
                for i in range(500): f['x'].attrs['attribute %d' % i] = i
                if '%s' == 'latest': f['x'].attrs['large'] = np.arange(20000.)
                f['x'].attrs['tiny'] = np.int8(1)
                """.replace("%s", version));
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(20000 - 6667, h5.names("g").size());
            assertEquals("a rather long name of a link, number 1", h5.names("g").get(0));
            assertEquals(1.0, h5.dataset("g/a rather long name of a link, number 19999").read().item());
            assertEquals(version.equals("latest") ? 502 : 501, h5.attributes("x").size());
            for (int i = 0; i < 500; i++) {
                assertEquals((long) i, h5.attribute("x", "attribute " + i).orElseThrow().item());
            }
            if (version.equals("latest")) {
                assertEquals(19999.0, h5.attribute("x", "large").orElseThrow().doubles()[19999]);
            }
        }
    }
}
