package org.trialmap.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.Allocated;
import org.trialmap.References;
import org.trialmap.array.NdArray;

/** One link of many is found without reading the others. */
class LinkIndexTest {
    @TempDir
    Path folder;

    private Path linked(int links) throws IOException {
        Path file = folder.resolve("links-" + links + ".h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            for (int i = 0; i < 10; i++) {
                writer.root().group("target_" + i).dataset("x", NdArray.from((double) i));
            }
            for (int i = 0; i < links; i++) {
                writer.root().softLink("comp_" + i, "/target_" + i % 10);
            }
        }
        return file;
    }

    /** Among so many names some have the same hash. */
    @Test
    void everyLinkIsFound() throws IOException {
        int links = 300_000;
        try (Hdf5File file = Hdf5File.open(linked(links))) {
            for (int i = 0; i < links; i++) {
                assertEquals((double) (i % 10), file.dataset("/comp_" + i + "/x").read().item(), "link " + i);
            }
            for (String none : new String[] {"comp_" + links, "comp_", "comp_00", "", "é"}) {
                assertEquals(none.isEmpty(), file.exists("/" + none), none);
            }
        }
    }

    @Test
    void whatIsReadForOneDoesNotGrowWithTheirNumber() throws Exception {
        long[] bytes = new long[2];
        for (int k = 0; k < 2; k++) {
            Path path = linked(k == 0 ? 20_000 : 320_000);
            bytes[k] = Allocated.bytes(() -> {
                try (Hdf5File file = Hdf5File.open(path)) {
                    assertTrue(file.isGroup("/comp_12345"));
                    assertFalse(file.exists("/comp_x"));
                }
            });
        }
        assertTrue(bytes[1] < 2 * bytes[0], bytes[0] + " bytes for 20,000 links, " + bytes[1] + " for 320,000");
        assertTrue(bytes[1] < 1 << 20, bytes[1] + " bytes");
    }

    /** Indexes of several levels and heaps with checksums, as libhdf5 writes them. */
    @ParameterizedTest
    @ValueSource(strings = {"earliest", "latest"})
    void groupsOfLibhdf5(String version) throws IOException {
        Path path = folder.resolve(version + ".h5");
        References.python("""
                import h5py, sys
                with h5py.File(sys.argv[1], 'w', libver=sys.argv[2]) as f:
                    g = f.create_group('g', track_order=True)
                    for i in range(10): f['x%d' % i] = float(i)
                    for i in range(20000): g['a rather long name of a link, number %d' % i] = h5py.SoftLink('/x%d' % (i % 10))
                    for i in range(0, 20000, 3): del g['a rather long name of a link, number %d' % i]
                """, path.toString(), version);
        try (Hdf5File file = Hdf5File.open(path)) {
            for (int i = 0; i < 20_000; i++) {
                String name = "/g/a rather long name of a link, number " + i;
                assertEquals(i % 3 != 0, file.exists(name), name);
                if (i % 3 != 0) {
                    assertEquals((double) (i % 10), file.dataset(name).read().item(), name);
                }
            }
            assertEquals(20_000 - 6667, file.names("/g").size());
        }
    }
}
