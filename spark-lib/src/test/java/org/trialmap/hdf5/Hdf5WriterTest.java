package org.trialmap.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.References;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;
import org.trialmap.store.run.Samples;

/** Files of the writer, judged by h5py 3 and by our reader. */
class Hdf5WriterTest {
    @TempDir
    Path folder;

    static Stream<NdArray> everyTypeAndRank() {
        return Stream.of(new int[] {}, new int[] {1}, new int[] {7}, new int[] {3, 4}, new int[] {2, 3, 4, 5}, new int[] {0}, new int[] {3, 0})
                .flatMap(shape -> Arrays.stream(DType.values()).map(dtype -> Samples.array(dtype, shape)));
    }

    @ParameterizedTest
    @MethodSource("everyTypeAndRank")
    void readsBackWhatWasWritten(NdArray value) throws IOException {
        Path file = folder.resolve("a.h5");
        write(file, value);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            Hdf5File.Dataset dataset = h5.dataset("/group/value");
            assertEquals(value.dtype(), dataset.dtype());
            assertArrayEquals(Shape.toLong(value.shape()), dataset.shape());
            assertEquals(value, dataset.read());
            assertEquals(value, dataset.attribute("same").orElseThrow());
            assertEquals(value, h5.attribute("/", "same").orElseThrow());
        }
    }

    private static void write(Path file, NdArray value) throws IOException {
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("same", value);
            writer.root().group("group").dataset("value", value).attribute("same", value);
        }
    }

    @Test
    void h5pyReadsEveryTypeAndRank() throws IOException {
        Path file = folder.resolve("all.h5");
        Map<String, NdArray> expected = new TreeMap<>();
        everyTypeAndRank().forEach(value -> expected.put(value.dtype() + "_" + Arrays.toString(value.shape()), value));
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            for (var entry : expected.entrySet()) {
                writer.root().dataset(entry.getKey(), entry.getValue()).attribute("a", entry.getValue());
            }
        }
        StringBuilder lines = new StringBuilder();
        expected.forEach((name, value) -> lines.append(name).append(' ').append(value.dtype()).append(' ').append(Samples.text(value)).append('\n'));
        String script = """
                import h5py, sys, numpy as np
                def text(v):
                    return '[' + ', '.join(one(x) for x in np.asarray(v).ravel()) + ']'
                def one(x):
                    if isinstance(x, bytes): return x.decode()
                    if isinstance(x, (np.bool_, bool)): return str(bool(x)).lower()
                    if isinstance(x, (complex, np.complexfloating)): return '%d.0, %d.0' % (x.real, x.imag)
                    if isinstance(x, np.floating): return '%d.0' % x
                    return str(x)
                f = h5py.File(sys.argv[1], 'r')
                for name in f:
                    d = f[name]
                    t = h5py.check_string_dtype(d.dtype)
                    dtype = 'str' if t and t.encoding == 'utf-8' and t.length is None else d.dtype.name
                    assert d.chunks is None and d.dtype.newbyteorder('<') == d.dtype
                    assert text(d[()]) == text(d.attrs['a']), name
                    assert np.shape(d.attrs['a']) == d.shape
                    assert name == dtype + '_' + str(list(d.shape)), name
                    print(name, dtype, text(d[()]))
                """;
        assertEquals(lines.toString(), References.python(script, file.toString()));
    }

    @Test
    void keepsExtremeAndSpecialNumbers() throws IOException {
        NdArray doubles = NdArray.of(new double[] {Double.NaN, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE, Double.MAX_VALUE}, 5);
        NdArray longs = NdArray.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, 2);
        Path file = folder.resolve("x.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().dataset("d", doubles);
            writer.root().dataset("l", longs);
        }
        assertEquals("nan -inf -0.0 5e-324 1.7976931348623157e+308 [-9223372036854775808  9223372036854775807]\n", References.python(
                "import h5py, sys; f = h5py.File(sys.argv[1]); print(*map(float, f['d'][()]), f['l'][()])", file.toString()));
    }

    @Test
    void writesArraysLargerThanItsBuffer() throws IOException {
        double[] values = new double[300_001];
        Arrays.setAll(values, i -> i * 0.5);
        String[] texts = new String[70_001]; // more than one global heap collection indexes
        Arrays.setAll(texts, i -> i % 1000 == 7 ? "ü".repeat(40_000) : "t" + i);
        Path file = folder.resolve("big.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().dataset("first", NdArray.from("first"));
            writer.root().dataset("values", NdArray.of(values, 300_001));
            writer.root().dataset("texts", NdArray.of(texts, 70_001));
            writer.root().dataset("last", NdArray.from("last"));
        }
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertArrayEquals(values, h5.dataset("values").read().doubles());
            assertArrayEquals(texts, (String[]) h5.dataset("texts").read().data());
            assertEquals("last", h5.dataset("last").read().item());
        }
        String script = """
                import h5py, sys
                f = h5py.File(sys.argv[1]); t = f['texts'].asstr()[()]
                print((f['values'][()] == [i * 0.5 for i in range(300001)]).all(),
                      all(t[i] == ('ü' * 40000 if i % 1000 == 7 else 't%d' % i) for i in range(70001)))
                """;
        assertEquals("True True\n", References.python(script, file.toString()));
    }

    @Test
    void takesHostileNames() throws IOException {
        String[] names = {"a b", "quote\"'`", "line\nbreak", "tab\t", "ümläut €", "😀", "..", " ", "a\\b", "n".repeat(300), "ü".repeat(200), "colon:"};
        Path file = folder.resolve("it's \"odd\" ü.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            for (String name : names) {
                Hdf5Writer.Group group = writer.root().group(name);
                assertEquals("/" + name, group.path());
                Hdf5Writer.Dataset dataset = group.dataset(name, NdArray.from(name));
                assertEquals("/" + name + "/" + name, dataset.path());
                dataset.attribute("!" + name + "!", NdArray.from(name));
                writer.root().softLink("soft " + name, "/" + name + "/" + name);
                writer.root().externalLink("external " + name, file.getFileName().toString(), "/" + name + "/" + name);
            }
        }
        try (Hdf5File h5 = Hdf5File.open(file)) {
            for (String name : names) {
                for (String path : new String[] {"/" + name + "/" + name, "/soft " + name, "/external " + name}) {
                    assertEquals(name, h5.dataset(path).read().item());
                    assertEquals(name, h5.attribute(path, "!" + name + "!").orElseThrow(() -> new AssertionError(path)).item());
                }
            }
        }
        String script = """
                import h5py, sys
                f = h5py.File(sys.argv[1])
                for n in sys.argv[2:]:
                    for p in (n + '/' + n, 'soft ' + n, 'external ' + n):
                        if not (n == '..' and p == '../..'): assert f[p].asstr()[()] == n and f[p].attrs["!" + n + "!"] == n, p
                print(len(f))
                """;
        String[] args = Stream.concat(Stream.of(file.toString()), Arrays.stream(names)).toArray(String[]::new);
        assertEquals(3 * names.length + "\n", References.python(script, args));
    }

    @Test
    void refusesNamesThatHdf5CannotHold() throws IOException {
        Path file = folder.resolve("n.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            Hdf5Writer.Group group = writer.root().group("g");
            String start = "' cannot be added to group '/g' of '" + file + "': ";
            assertRefused(() -> group.dataset("", NdArray.from(1)), "'" + start + "it is empty. Give it a name.");
            assertRefused(() -> group.group("."), "'." + start + "'.' means the group itself. Choose another name.");
            assertRefused(() -> group.softLink("a/b", "/x"), "'a/b" + start + "'/' separates groups. Create the groups one by one, or replace it.");
            String tooLong = "n".repeat(16_001);
            assertRefused(() -> group.group(tooLong), "'" + "n".repeat(100) + "..." + start + "it has 16001 bytes, allowed are 16000. Shorten it.");
            assertRefused(() -> group.group("a\0b"), "A name in '/g' of '" + file + "' holds a NUL character at position 1; HDF5 readers would cut it there."
                    + " Remove it, or store the bytes as an int8 array.");
            assertRefused(() -> group.group("a\ud800"), "A name in '/g' of '" + file + "' holds half a surrogate pair, which UTF-8 cannot express."
                    + " Correct the text.");
            assertRefused(() -> group.externalLink("e", "", "/"), "Link 'e' in '/g' of '" + file + "' has a target of 0 bytes; allowed are 1 to 16000."
                    + " Give a shorter, existing path.");
        }
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(0, h5.names("/g").size()); // refused names leave nothing behind
        }
    }

    @Test
    void refusesTheSameNameTwice() throws IOException {
        Path file = folder.resolve("twice.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            for (int i = 0; i < 100; i++) { // few and many links are looked up differently
                String name = "comp_" + i;
                writer.root().dataset(name, NdArray.from(i));
                assertRefused(() -> writer.root().group(name),
                        "'" + name + "' cannot be added to group '/' of '" + file + "': it is there already. Choose another name.");
                assertRefused(() -> writer.root().externalLink("comp_0", "x.h5", "/"),
                        "'comp_0' cannot be added to group '/' of '" + file + "': it is there already. Choose another name.");
            }
            writer.root().attribute("a", NdArray.from(1));
            assertRefused(() -> writer.root().attribute("a", NdArray.from(2)),
                    "Attribute 'a' (int32 (), 35 bytes) cannot be added to '/' of '" + file + "': there is one of that name. Choose another name.");
        }
    }

    @Test
    void refusesAttributesThatDoNotFitIntoAHeader() throws IOException {
        Path file = folder.resolve("attribute.h5");
        NdArray fits = NdArray.of(new byte[65_000], 65_000);
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            Hdf5Writer.Dataset dataset = writer.root().dataset("d", NdArray.from(1.0));
            dataset.attribute("large", fits);
            dataset.attribute("large2", fits);
            assertRefused(() -> dataset.attribute("huge", NdArray.of(new double[10_000], 100, 100)), "Attribute 'huge' (float64 (100, 100), 80058 bytes)"
                    + " cannot be added to '/d' of '" + file + "': an HDF5 object header takes at most 65535 bytes for one attribute. Store it as a dataset.");
            assertRefused(() -> dataset.attribute("", NdArray.from(1)), "Attribute '' (int32 (), 34 bytes) cannot be added to '/d' of '" + file
                    + "': it has no name. Give it one.");
        }
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(fits, h5.attribute("/d", "large2").orElseThrow());
        }
        assertEquals("65000 65000\n", References.python(
                "import h5py, sys; a = h5py.File(sys.argv[1])['d'].attrs; print(len(a['large']), len(a['large2']))", file.toString()));
    }

    @Test
    void refusesStringsThatReadersWouldCut() throws IOException {
        Path file = folder.resolve("strings.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            assertRefused(() -> writer.root().dataset("s", NdArray.of(new String[] {"fine", "a\0b"}, 2)), "String 1 of dataset 's' in '/' holds a NUL character"
                    + " at position 1; HDF5 readers would cut it there. Remove it, or store the bytes as an int8 array.");
            assertRefused(() -> writer.root().dataset("s", NdArray.of(new String[] {null}, 1)),
                    "String 0 of dataset 's' in '/' is null, which HDF5 cannot store. Use an empty string.");
            assertRefused(() -> writer.root().reserve("s", DType.STRING, 3), "Dataset 's' of '" + file
                    + "' cannot be reserved: strings have no fixed size. Write all of them at once with dataset(...).");
        }
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable call, String text) {
        assertEquals(text, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void neverTouchesAnExistingFile() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.h5"), "mine");
        assertEquals(file + ": it exists and is not overwritten; remove it or choose another name",
                assertThrows(FileAlreadyExistsException.class, () -> Hdf5Writer.create(file)).getMessage());
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void leavesNoReadableFileBeforeItIsClosed() throws IOException {
        Path file = folder.resolve("half.h5");
        Hdf5Writer writer = Hdf5Writer.create(file);
        writer.root().dataset("d", NdArray.zeros(DType.FLOAT64, 100_000));
        String length = Files.size(file) + " bytes";
        writer.abandon();
        writer.close();
        assertEquals("Cannot open '" + file + "' (" + length + "): it has no HDF5 signature. It is in another format, or writing it was interrupted."
                + " Check that it is the right file, or write it again.", assertThrows(Hdf5Exception.class, () -> Hdf5File.open(file)).getMessage());
        assertEquals("'" + file + "' is closed; nothing can be added to it.",
                assertThrows(IllegalStateException.class, () -> writer.root().group("g")).getMessage());
    }

    @Test
    void namesTheFileWhenTheSystemRefusesToWrite() throws IOException {
        Path file = folder.resolve("full.h5");
        Hdf5Writer writer = Hdf5Writer.create(file);
        writer.root().reserve("beyond every file system's limit", DType.FLOAT64, 1L << 56);
        writer.root().dataset("after", NdArray.from(1.0));
        assertEquals("Cannot write to '" + file + "': File too large. The file is incomplete and will not open; other files are not"
                + " touched. Free space, or write to another folder, and run again.", assertThrows(IOException.class, writer::close).getMessage());
        writer.close();
        assertThrows(Hdf5Exception.class, () -> Hdf5File.open(file));
    }

    @Test
    void closesAnEmptyFileTwice() throws IOException {
        Path file = folder.resolve("empty.h5");
        Hdf5Writer writer = Hdf5Writer.create(file);
        writer.close();
        writer.close();
        assertEquals("0\n", References.python("import h5py, sys; print(len(h5py.File(sys.argv[1])))", file.toString()));
    }

    @Test
    void writesTheSameBytesForTheSameContent() throws IOException {
        Path a = folder.resolve("a.h5");
        Path b = folder.resolve("b.h5");
        for (Path file : new Path[] {a, b}) {
            write(file, Samples.array(DType.STRING, 3));
        }
        assertArrayEquals(Files.readAllBytes(a), Files.readAllBytes(b));
    }

    @Test
    void h5pyCanAddToOurFiles() throws IOException {
        for (int links : new int[] {1, 32, 33, 5000}) {
            Path file = folder.resolve("more" + links + ".h5");
            try (Hdf5Writer writer = Hdf5Writer.create(file)) {
                for (int i = 0; i < links; i++) {
                    writer.root().dataset("comp_" + i, NdArray.from(i));
                }
            }
            String script = """
                    import h5py, sys
                    n = int(sys.argv[2])
                    with h5py.File(sys.argv[1], 'r+') as f:
                        for i in range(300): f['new_%d' % i] = i
                        for i in range(30): f.attrs['a%d' % i] = i
                        del f['comp_0']
                        f['comp_%d' % (n - 1) if n > 1 else 'new_0'][()] = 77
                    with h5py.File(sys.argv[1], 'r') as f:
                        assert len(f.attrs) == 30 and all(f['new_%d' % i][()] == i for i in range(1, 300))
                        assert all(f['comp_%d' % i][()] == i for i in range(1, n - 1))
                        print(len(f))
                    """;
            assertEquals(links + 299 + "\n", References.python(script, file.toString(), Integer.toString(links)));
        }
    }

    @Test
    void readsUnwrittenPartsOfAReservedDatasetAsZeros() throws IOException {
        Path file = folder.resolve("reserved.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            Hdf5Writer.Dataset dataset = writer.root().reserve("r", DType.INT16, 4, 3);
            NdArray part = NdArray.of(new short[] {1, 2, 3, 4}, 2, 2);
            dataset.write(new Region(new long[] {1, 1}, new long[] {2, 2}), part.toBytes());
            assertEquals("/r", dataset.path());
        }
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals(NdArray.of(new short[] {0, 0, 0, 0, 1, 2, 0, 3, 4, 0, 0, 0}, 4, 3), h5.dataset("r").read());
        }
    }
}
