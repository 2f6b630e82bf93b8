package org.trialmap.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.References;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;

/** Flipped bits that libhdf5 finds are found here, and the text says where. */
class DamagedHdf5Test {
    @TempDir
    Path folder;

    private Path h5py(String script) {
        Path file = folder.resolve("f.h5");
        References.python("import h5py, sys, numpy as np\n" + script, file.toString());
        return file;
    }

    private static void flip(Path file, long position) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            channel.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 0x40)}), position);
        }
    }

    private static final String CHUNKS = """
            f = h5py.File(sys.argv[1], 'w', libver='%s'); rng = np.random.default_rng(1)
            for i, n in enumerate((1, 2, 3, 359, 360, 361, 720, 1801)):
                f.create_dataset('odd%%d' %% i, data=rng.integers(0, 256, n, 'u1'), chunks=(n,), fletcher32=True); f['plain%%d' %% i] = f['odd%%d' %% i][()]
            d = f.create_dataset('d', data=np.arange(24.).reshape(6, 4), chunks=(2, 4), fletcher32=True, %s)
            f['p'] = d[()]; print(d.id.get_chunk_info(1).byte_offset)
            """;

    @ParameterizedTest
    @CsvSource({"earliest,", "latest,", "latest,shuffle=True", "earliest,compression='gzip'", "latest,compression='lzf'"})
    void fletcher32IsVerified(String version, String more) throws IOException {
        Path file = folder.resolve("f.h5");
        long chunk = Long.parseLong(References.python("import h5py, sys, numpy as np\n" + CHUNKS.formatted(version, more == null ? "" : more), file.toString()).strip());
        try (Hdf5File h5 = Hdf5File.open(file)) {
            for (int i = 0; i < 8; i++) {
                assertEquals(h5.dataset("plain" + i).read(), h5.dataset("odd" + i).read());
            }
            assertEquals(h5.dataset("p").read(), h5.dataset("d").read());
        }
        flip(file, chunk + 5);
        Region second = new Region(new long[] {2, 1}, new long[] {1, 1});
        try (Hdf5File h5 = Hdf5File.open(file)) {
            Hdf5File.Dataset d = h5.dataset("d");
            for (String message : new String[] {assertThrows(Hdf5Exception.class, d::read).getMessage(),
                assertThrows(Hdf5Exception.class, () -> d.read(second)).getMessage()}) {
                assertTrue(message.matches("Cannot read dataset 'd' of '" + file + "': the chunk at \\(2, 0\\) is damaged: its checksum is [0-9a-f]{8}, but"
                        + " that of its data is [0-9a-f]{8}\\. Restore the file from a copy, or leave that part out\\."), message);
            }
            assertEquals(NdArray.of(new double[] {0, 1, 2, 3}, 1, 4), d.read(new Region(new long[] {0, 0}, new long[] {1, 4})));
        }
        References.python("""
                import h5py, sys
                try: h5py.File(sys.argv[1])['d'][()]
                except OSError: sys.exit(0)
                sys.exit('h5py reads it')
                """, file.toString());
    }

    @ParameterizedTest
    @CsvSource({"gzip, 3, the filter gzip cannot undo it", "lzf, 0, the filter lzf cannot undo it"})
    void damagedChunksAreNamed(String filter, int at, String why) throws IOException {
        Path file = folder.resolve("f.h5");
        long chunk = Long.parseLong(References.python("""
                import h5py, sys, numpy as np
                d = h5py.File(sys.argv[1], 'w').create_dataset('d', data=np.arange(4000.).reshape(100, 40) // 9, chunks=(50, 40), compression=sys.argv[2])
                print(d.id.get_chunk_info(1).byte_offset)
                """, file.toString(), filter).strip());
        for (int i = 0; i < 8; i++) {
            flip(file, chunk + at + 11 * i);
        }
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals("Cannot read dataset 'd' of '" + file + "': the chunk at (50, 0) is damaged: " + why
                    + ". Restore the file from a copy, or leave that part out.", assertThrows(Hdf5Exception.class, () -> h5.dataset("d").read()).getMessage());
        }
    }

    @Test
    void chunksThatAreTooShortAreNamed() throws IOException {
        Path file = h5py("""
                import zlib
                d = h5py.File(sys.argv[1], 'w').create_dataset('d', (4,), 'f8', chunks=(2,), compression='gzip'); d[...] = 1
                d.id.write_direct_chunk((2,), zlib.compress(b'12345678'))
                """);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals("Cannot read dataset 'd' of '" + file + "': the chunk at (2,) is damaged: it has 8 bytes instead of 16."
                    + " Restore the file from a copy, or leave that part out.", assertThrows(Hdf5Exception.class, () -> h5.dataset("d").read()).getMessage());
        }
    }

    /** Every byte of the metadata: what h5py refuses is refused here, and what is read is right. */
    @Test
    void flippedMetadataGivesNoWrongNumbers() throws IOException {
        Path file = h5py("""
                f = h5py.File(sys.argv[1], 'w', libver='latest'); f.create_dataset('c', data=np.arange(40.), chunks=(3,), maxshape=(None,))
                f.create_dataset('b', data=np.arange(40.).reshape(8, 5), chunks=(3, 2), maxshape=(None, None), compression='gzip')
                f.create_dataset('a', data=np.arange(40.), chunks=(3,)); f['d'] = np.arange(40.)
                for i in range(20): f['g/x%d' % i] = h5py.SoftLink('/d'); f['d'].attrs['a%d' % i] = i
                """);
        byte[] good = Files.readAllBytes(file);
        String[] names = {"a", "b", "c", "d", "g/x7"};
        NdArray[] right = new NdArray[names.length];
        try (Hdf5File h5 = Hdf5File.open(file)) {
            for (int i = 0; i < names.length; i++) {
                right[i] = h5.dataset(names[i]).read();
            }
        }
        List<long[]> metadata = new ArrayList<>(); // structures with a signature, which have checksums
        String all = new String(good, StandardCharsets.ISO_8859_1);
        Matcher found = Pattern.compile("OHDR|OCHK|BTHD|BTLF|BTIN|FRHP|FHDB|FHIB|FAHD|FADB|EAHD|EAIB|EADB|EASB").matcher(all);
        while (found.find()) {
            metadata.add(new long[] {found.start(), Math.min(good.length, found.start() + 60)});
        }
        assertTrue(metadata.size() > 12, "structures: " + metadata.size());
        int refused = 0;
        for (long[] range : metadata) {
            for (long at = range[0] + 4; at < range[1]; at += 7) {
                Files.write(file, good);
                flip(file, at);
                try (Hdf5File h5 = Hdf5File.open(file)) {
                    for (int i = 0; i < names.length; i++) {
                        try {
                            assertEquals(right[i], h5.dataset(names[i]).read(), "byte " + at);
                        } catch (Hdf5Exception e) {
                            refused++;
                        }
                    }
                } catch (Hdf5Exception e) {
                    refused++;
                }
            }
        }
        assertTrue(refused > 50, "refused: " + refused);
    }

    @Test
    void aWrongChecksumOfAHeaderIsSaid() throws IOException {
        Path file = folder.resolve("f.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().dataset("d", NdArray.of(new double[] {1, 2, 3}, 3));
        }
        byte[] bytes = Files.readAllBytes(file);
        int header = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("OHDR");
        flip(file, header + 24);
        try (Hdf5File h5 = Hdf5File.open(file)) {
            assertEquals("Cannot open '/d' of '" + file + "': the checksum of the object header at byte " + header + " is wrong. The file is damaged, or"
                    + " holds what trialmap does not support. See whether h5dump reads it; then copy it with h5py (new[name] = old[name][()]).",
                    assertThrows(Hdf5Exception.class, () -> h5.dataset("d")).getMessage());
        }
    }
}
