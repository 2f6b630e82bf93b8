package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.hdf5.format.RegionWriter;
import org.trialmap.trial.SyncopyContainer.Contents;
import org.trialmap.trial.SyncopyContainer.Header;
import org.trialmap.trial.SyncopyContainer.Info;

/** Containers of Syncopy: theirs (h5py and json, as syncopy.save) in ours, ours in theirs (the steps of syncopy.load), and the damage in between. */
class SyncopyContainerTest {
    private static final NdArray TRIALS = NdArray.of(new double[] {0, 3, -1, 5, 2, 4, 0, 6}, 2, 4);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"rec.spy", "rec", "rec.spy/rec_tag.analog", "rec.spy/rec_tag.analog.info"})
    void opensWhatSyncopySaved(String name) throws Exception {
        SyncopyFiles.save(folder, "rec.spy/rec_tag.analog", "", "");
        Files.writeString(folder.resolve("rec.spy/notes.txt"), "of no concern");
        Recording recording = Recording.open(folder.resolve(name));
        assertEquals(folder.resolve("rec.spy/rec_tag.analog"), recording.path());
        assertEquals("/data in rec_tag.analog: float32 (120, 3), 200.0 Hz, 3 trials", recording.toString());
        assertEquals(List.of("Fz", "Cz", "Pz ü"), recording.channelNames());
        TrialChunk second = recording.trial(1);
        assertArrayEquals(IntStream.range(120, 270).asDoubleStream().toArray(), second.doubles());
        assertEquals(-0.1, second.time()[0]);
        assertEquals(NdArray.of(new double[] {8.5}, 1), second.trialInfo());
    }

    @Test
    void readsTheHeaderThatSyncopySaved() throws Exception {
        SyncopyFiles.save(folder, "x.analog", "", "");
        Info info = SyncopyContainer.read(folder.resolve("x.analog"));
        assertEquals(List.of(120L, 3L), info.stored().dataShape());
        assertEquals(OptionalLong.empty(), info.stored().trlOffset()); // chunked
        assertEquals("2023.09", info.header().version());
        assertEquals("line 1\nümlaut", info.header().log());
        assertEquals(Arrays.asList(1, Double.NaN), info.header().cfg().get("a"));
        assertEquals(Map.of("lab", "x"), info.header().info());
        assertEquals(OptionalDouble.of(200), info.header().samplerateHz());
        assertEquals(info, SyncopyContainer.read(folder.resolve("x.analog.info")));
    }

    @Test
    void opensOlderHeadersAndThoseWithoutNamesOrSamplerate() throws Exception {
        SyncopyFiles.save(folder, "x.analog", "", "del h['info'], h['_hdfFileDatasetProperties']\nh['channel'] = None\nh['samplerate'] = None");
        Recording recording = Recording.open(folder.resolve("x.analog"), RecordingOptions.DEFAULT.samplerateHz(50).dataset("data"));
        assertEquals(List.of("channel1", "channel2", "channel3"), recording.channelNames());
        assertEquals(50, recording.samplerateHz());
        refuses(() -> Recording.open(folder.resolve("x.analog")), "The samplerate of F/x.analog is not known: the key 'samplerate' of"
                + " x.analog.info is"
                + " null. Time axes and frequencies need it. Give it with samplerateHz(...).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT32", "FLOAT64"})
    void writesAnalogDataThatSyncopyLoads(DType dtype) throws Exception {
        Path file = Files.createDirectories(folder.resolve("o.spy")).resolve("o.analog");
        Header header = Header.analog(1000, List.of("Fz", "ü"));
        long address = SyncopyContainer.layOut(file, header, new Contents(dtype, List.of(4L, 2L), TRIALS));
        NdArray values = dtype == DType.FLOAT32 ? NdArray.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 4, 2)
                : NdArray.of(new double[] {0, 1, 2, 3, 4, 5, 6, 7}, 4, 2);
        write(file, address, values);
        assertEquals(file.resolveSibling("o.analog.info"), SyncopyContainer.seal(file, header));
        assertEquals("""
                o.analog AnalogData %s (4, 2) True 1000.0
                [[0.0, 3.0, -1.0, 5.0], [2.0, 4.0, 0.0, 6.0]] ['_log', '_version', 'channel', 'dimord', 'samplerate'] ['data', 'trialdefinition'] True
                [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0] 28.0
                """.formatted(dtype), SyncopyFiles.load(folder, "o.spy/o.analog"));
        Recording recording = Recording.open(folder.resolve("o.spy"));
        assertEquals(dtype, recording.dtype());
        assertArrayEquals(new double[] {4, 5, 6, 7}, recording.trial(1).doubles());
        assertEquals(header, SyncopyContainer.read(file).header());
        assertDoesNotThrow(() -> SyncopyContainer.verify(file));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(List.of("o.analog", "o.analog.info"), files.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void writesSpectralDataThatSyncopyLoads() throws Exception {
        Path file = folder.resolve("s.spectral");
        Header header = Header.spectral(1000, List.of("hann"), List.of(1.5, 2.5, 1e-300), List.of("a", "b"))
                .history("trialmap 0.1.0", "first\nsecond", Map.of("foilim", List.of(1, 150), "pad", Double.NaN, "nested", Map.of("ü", true)));
        long address = SyncopyContainer.layOut(file, header, new Contents(DType.COMPLEX64, List.of(2L, 1L, 3L, 2L), NdArray.of(new double[] {
            0, 1, -1, 1, 2, -1}, 2, 3)));
        write(file, address, NdArray.complex(new float[] {3, 4, 0, 1, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8, 0, 9, 0, 10, 0}, 2, 1, 3, 2));
        SyncopyContainer.seal(file, header);
        assertEquals("""
                s.spectral SpectralData complex64 (2, 1, 3, 2) True 1000.0
                [[0.0, 1.0, -1.0], [1.0, 2.0, -1.0]] ['_log', '_version', 'channel', 'dimord', 'freq', 'samplerate'] ['data', 'trialdefinition'] True
                [(3+4j), 1j, (1+0j), (2+0j), (3+0j), (4+0j), (5+0j), (6+0j)] 61.0
                """, SyncopyFiles.load(folder, "s.spectral"));
        assertEquals(header.cfg(), SyncopyContainer.read(file).header().cfg());
        assertEquals("[1.5, 2.5, 1e-300] {'foilim': [1, 150], 'pad': nan, 'nested': {'ü': True}}", RecordingFiles.python(folder, """
                import json
                j = json.load(open(folder + 's.spectral.info'))
                print(j['freq'], {k: j['cfg'][k] for k in ('foilim', 'pad', 'nested')})
                assert list(h5py.File(folder + 's.spectral').attrs['freq']) == j['freq']
                """).strip());
    }

    @Test
    void isWrittenInPlaceAndSealed() throws Exception {
        Path file = folder.resolve("x.analog");
        NdArray trialdefinition = TRIALS;
        NdArray samples = NdArray.of(new float[] {1, 2, 3, 4}, 2, 2);
        // tag::seal[]
        Header header = Header.analog(1000, List.of("Fz", "Cz")).history("my program 1.0", "bandpass", Map.of("freq", List.of(20, 40)));
        long address = SyncopyContainer.layOut(file, header, new Contents(DType.FLOAT32, List.of(4L, 2L), trialdefinition));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE); // in any number of processes
                RegionWriter writer = new RegionWriter(channel, address, DType.FLOAT32, 4, 2)) {
            writer.write(new Region(new long[] {1, 0}, new long[] {2, 2}), samples); // any region
        }
        SyncopyContainer.seal(file, header); // checksum, then x.analog.info, last of all
        // end::seal[]
        assertArrayEquals(new double[] {0, 0, 1, 2, 3, 4}, Recording.open(file).trial(0).doubles());
        assertEquals("bandpass", SyncopyContainer.read(file).header().log());
    }

    @Test
    void keepsAllNamesInTheHeaderWhereAnAttributeCannotHoldThem() throws Exception {
        Path file = folder.resolve("x.analog");
        List<String> names = IntStream.range(0, 5000).mapToObj(i -> "c" + i).toList();
        Header header = Header.analog(10, names).history("1", "x".repeat(200_000), Map.of());
        SyncopyContainer.layOut(file, header, new Contents(DType.FLOAT32, List.of(4L, 5000L), TRIALS));
        SyncopyContainer.seal(file, header);
        assertEquals(names, Recording.open(file).channelNames());
        assertEquals("['c0', '...', 'c4999'] 200000", RecordingFiles.python(folder, "a = h5py.File(folder + 'x.analog').attrs\n"
                + "print(list(a['channel']), len(a['_log']))").strip());
    }

    private static void write(Path file, long address, NdArray values) throws IOException {
        long[] shape = Arrays.stream(values.shape()).asLongStream().toArray();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                RegionWriter writer = new RegionWriter(channel, address, values.dtype(), shape)) {
            writer.write(Region.all(shape), values);
        }
    }

    @Test
    void verifiesTheChecksumOnlyWhenAsked() throws Exception {
        SyncopyFiles.save(folder, "x.analog", "", "");
        Path file = folder.resolve("x.analog");
        assertDoesNotThrow(() -> SyncopyContainer.verify(file));
        String before = SyncopyContainer.read(file).stored().fileChecksum();
        long address = SyncopyContainer.read(file).stored().dataOffset().orElseThrow();
        write(file, address, NdArray.of(new float[] {9}, 1));
        String after = RecordingFiles.python(folder,
                "import hashlib\nprint(hashlib.sha1(open(folder + 'x.analog', 'rb').read()).hexdigest())").strip();
        assertEquals(9, Recording.open(file).trial(0).value(0, 0));
        refuses(() -> SyncopyContainer.verify(file), "F/x.analog has the SHA-1 " + after + ", but x.analog.info says " + before + ". The file"
                + " was changed"
                + " after its header was written, or is damaged. Restore both files from where they come from.");
        SyncopyFiles.save(folder, "x.analog", "", "h['checksum_algorithm'] = 'blake2b'");
        refuses(() -> SyncopyContainer.verify(file), "The key 'checksum_algorithm' of F/x.analog.info is 'blake2b'. Only SHA-1"
                + " ('openssl_sha1') can be"
                + " verified. Verify with the program that wrote the container, or open it without.");
    }

    @Test
    void overwritesNothing() throws Exception {
        Path file = folder.resolve("x.analog");
        Header header = Header.analog(10, List.of("a"));
        Contents contents = new Contents(DType.FLOAT32, List.of(4L, 1L), TRIALS);
        SyncopyContainer.layOut(file, header, contents);
        SyncopyContainer.seal(file, header);
        byte[] bytes = Files.readAllBytes(file);
        assertThrows(FileAlreadyExistsException.class, () -> SyncopyContainer.layOut(file, header, contents));
        assertEquals("F/x.analog.info: it exists and is not overwritten; remove it or choose another name", assertThrows(
                FileAlreadyExistsException.class, () -> SyncopyContainer.seal(file, header)).getMessage().replace(folder.toString(), "F"));
        assertArrayEquals(bytes, Files.readAllBytes(file));
    }

    @Test
    void refusesToWriteWhatDoesNotFitAndLeavesNoFile() {
        Header header = Header.analog(10, List.of("a", "b"));
        Path file = folder.resolve("x.analog");
        refuses(() -> SyncopyContainer.layOut(file, header, new Contents(DType.FLOAT32, List.of(4L, 3L), TRIALS)), "The header for F/x.analog has 2"
                + " entries for 'channel', but data of shape (4, 3) [time, channel] has 3. There must be one for each position on the axis."
                + " Correct the"
                + " header or the shape.");
        refuses(() -> SyncopyContainer.layOut(file, header, new Contents(DType.FLOAT32, List.of(4L), TRIALS)), "data for F/x.analog of shape"
                + " (4,) has 1"
                + " axes, the header's dimord [time, channel] has 2. There must be a name for each axis. Correct the header or the shape.");
        refuses(() -> SyncopyContainer.layOut(file, header, new Contents(DType.INT16, List.of(4L, 2L), TRIALS)), "F/x.analog cannot be laid out for"
                + " AnalogData of int16. Containers that are written in place hold float32, float64, complex64 or complex128 on axes of a"
                + " known length."
                + " Convert the data.");
        refuses(() -> SyncopyContainer.layOut(file, header, new Contents(DType.FLOAT32, List.of(4L, 2L), NdArray.of(new long[3], 1, 3))), "The trial"
                + " definition for F/x.analog is int64 (1, 3). Syncopy's is float64 (trial, 3 or more), and nothing is cast. Convert it.");
        refuses(() -> SyncopyContainer.layOut(file, header, new Contents(DType.FLOAT32, List.of(3L, 2L), TRIALS)), "Trial 1 in /trialdefinition of"
                + " F/x.analog goes from sample 2 to 4 (excluded), but /data has the samples 0 to 2. A trial must lie inside the data; nothing"
                + " is cut or"
                + " padded. Correct the file, or read the dataset that the trials were defined for with dataset(...).");
        refuses(() -> Header.analog(-1, List.of("a")), "The samplerate -1.0 Hz of a Syncopy header is not possible. It must be a positive,"
                + " finite number."
                + " Correct it.");
        refuses(() -> new Header(SyncopyClass.ANALOG, List.of("time", "channel"), OptionalDouble.empty(), Map.of("taper", List.of("x")),
                List.of(1.0), "", "", Map.of(), Map.of()), "A Syncopy header of AnalogData has no 'taper', 'freq'. Its keys are [channel]. Leave out the others.");
        refuses(() -> SyncopyContainer.seal(file, header), "Cannot open 'F/x.analog': there is no such file. Check the path.");
        assertFalse(Files.exists(file));
    }

    private void refuses(Executable action, String text) {
        assertEquals(text, assertThrows(Exception.class, action).getMessage().replace(folder.toString(), "F"));
    }
}
