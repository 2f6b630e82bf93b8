package org.trialmap.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;

/** Scales as h5py and h5dump find them. */
class DimensionScalesTest {
    @TempDir
    Path folder;

    private Path written() throws IOException {
        Path file = folder.resolve("scales.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            Hdf5Writer.Dataset first = writer.root().reserve("a", DType.FLOAT64, 2, 3, 4);
            Hdf5Writer.Dataset second = writer.root().dataset("b", NdArray.from(new int[] {1, 2, 3}));
            first.attribute("unit", NdArray.from("uV"));
            Hdf5Writer.Group group = writer.root().group("inputs");
            Hdf5Writer.Dataset names = group.dataset("n\u00e4me", NdArray.from(new String[] {"x", "", "\u00fc"}));
            names.scale("n\u00e4me");
            Hdf5Writer.Dataset lr = group.dataset("lr", NdArray.from(new double[] {0.1, 0.2, 0.3}));
            lr.attribute("axis", NdArray.from(1));
            lr.scale("lr");
            Hdf5Writer.Dataset alone = group.dataset("alone", NdArray.from(new int[] {7, 8}));
            alone.scale("alone");
            first.attach(1, lr);
            first.attach(1, names);
            first.attach(0, alone);
            second.attach(0, lr);
            for (int i = 0; i < 40; i++) {
                writer.root().group("comp_" + i).dataset("result_0", NdArray.from(new double[] {i}));
            }
        }
        return file;
    }

    @Test
    void h5pyFindsThemByNameAndH5dumpReadsTheFile() throws IOException {
        Path file = written();
        assertEquals("""
                [('alone', [7, 8])] [('lr', [0.1, 0.2, 0.3]), ('n\u00e4me', [b'x', b'', b'\\xc3\\xbc'])] []
                [0.1, 0.2, 0.3] True True False uV
                [(0, 'a', 1), (0, 'b', 0)] [] 39.0
                """, References.python("""
                import h5py, sys
                f = h5py.File(sys.argv[1])
                a, lr = f["a"], f["inputs/lr"]
                print(*[[(name, scale[:].tolist()) for name, scale in d.items()] for d in a.dims])
                print(f["b"].dims[0]["lr"][:].tolist(), h5py.h5ds.is_scale(lr.id), h5py.h5ds.is_attached(a.id, lr.id, 1), h5py.h5ds.is_attached(a.id, lr.id, 0), a.attrs["unit"])
                print([(0, f[r].name[1:], int(i)) for r, i in lr.attrs["REFERENCE_LIST"]], list(f["comp_3"].attrs), f["comp_39/result_0"][0])
                """, file.toString()));
        String dump = References.h5dump("-A", file.toString());
        assertEquals(2, dump.split("ATTRIBUTE \"DIMENSION_LIST\"").length - 1, dump);
    }

    @Test
    void ourOwnReaderReadsAllOfIt() throws IOException {
        try (Hdf5File file = Hdf5File.open(written())) {
            assertEquals(NdArray.from(new double[] {0.1, 0.2, 0.3}), file.dataset("/inputs/lr").read());
            assertEquals(NdArray.from(new String[] {"x", "", "\u00fc"}), file.dataset("/inputs/n\u00e4me").read());
            assertEquals(List.of("alone", "lr", "n\u00e4me"), file.names("/inputs"));
            assertEquals(List.of("DIMENSION_LIST", "unit"), file.attributeNames("/a"));
            assertEquals("uV", file.attribute("/a", "unit").orElseThrow().item());
            assertEquals("DIMENSION_SCALE", file.attribute("/inputs/lr", "CLASS").orElseThrow().item());
        }
    }

    @Test
    void aScaleMustFitItsAxis() throws IOException {
        try (Hdf5Writer writer = Hdf5Writer.create(folder.resolve("x.h5"))) {
            Hdf5Writer.Dataset data = writer.root().reserve("data", DType.INT32, 2, 3);
            Hdf5Writer.Dataset scale = writer.root().dataset("lr", NdArray.from(new double[] {1, 2}));
            for (int axis : new int[] {-1, 1, 2}) {
                assertEquals("Scale '/lr' of shape (2,) cannot be attached to axis " + axis + " of '/data' in '" + folder.resolve("x.h5")
                        + "', which has shape (2, 3). A scale has a value for each position of the axis.",
                        assertThrows(IllegalArgumentException.class, () -> data.attach(axis, scale)).getMessage());
            }
        }
    }
}
