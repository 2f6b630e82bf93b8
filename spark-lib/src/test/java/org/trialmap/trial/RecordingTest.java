package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.task.Fingerprint;

/** Reading what h5py 3.7 (HDF5 1.10.8) wrote, in every layout of a plain HDF5 recording. Sample s of channel c has the value s * channels + c. */
class RecordingTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void writeFiles() {
        RecordingFiles.python(folder, """
                import itertools
                table = [[4, 9, -2, 1.5], [0, 6, 0, 2.5], [8, 9, 3, np.nan]]
                x = np.arange(40).reshape(10, 4)
                def make(name, data=x, trials=None, **storage):
                    f = h5py.File(folder + name, 'w')
                    f.attrs['samplerate'] = 250.0
                    f.create_dataset('data', data=data, **storage)
                    if trials is not None:
                        f['trialdefinition'] = trials
                    return f
                storages = dict(contiguous={}, chunked=dict(chunks=(3, 3)), gzip=dict(chunks=(3, 3), compression='gzip', shuffle=True),
                    fletcher=dict(chunks=(3, 3), compression='gzip', fletcher32=True))
                dtypes = ['i1', 'u1', 'i2', '>i2', 'u2', 'i4', '>i4', 'u4', 'i8', 'f2', 'f4', '>f4', 'f8', '>f8']
                for dtype, (storage, options) in itertools.product(dtypes, storages.items()):
                    make(dtype.replace('>', 'big-') + '-' + storage + '.h5', x.astype(dtype), np.array(table), **options).close()
                make('plain.h5').close()
                make('cube.h5', np.arange(60.0).reshape(3, 5, 4), chunks=(2, 2, 3), compression='gzip').close()
                make('cube-table.h5', np.arange(60.0).reshape(3, 5, 4), np.array([[0, 5, -1], [5, 10, -2], [10, 15, -3]])).close()
                make('line.h5', np.arange(10.0), np.array([[2, 5, 0]])).close()
                with make('named.h5') as f:
                    f['channel'] = ['Fz', 'Cz', 'Ö 1', 'a,b']
                with make('fixed.h5') as f:
                    f['channel'] = np.array(['Fz', 'Cz', 'Pz', 'Oz'], dtype='S16')
                with make('deep.h5') as f:
                    f['lfp/raw'] = x.astype('i2')
                    f['lfp/raw'].attrs['samplerate'] = np.int32(30000)
                    f['lfp/channel'] = ['a', 'b', 'c', 'd']
                    f['trialdefinition'] = np.array([[1, 3, 0]], dtype='u2')
                wide = np.arange(10 * 100, dtype='f4').reshape(10, 100)
                make('wide.h5', wide).close()
                make('wide-gzip.h5', wide, chunks=(4, 7), compression='gzip').close()
                make('lzf.h5', np.arange(2000).reshape(1000, 2) // 100, chunks=(250, 2), compression='lzf', shuffle=True).close()
                with make('lzf-skipped.h5', np.random.default_rng(1).normal(size=(1000, 2)), chunks=(250, 2), compression='lzf') as f:
                    assert f['data'].id.get_chunk_info(0).filter_mask == 1
                    f['data'][:].tofile(folder + 'lzf-skipped.raw')
                make('big.h5', np.array([[2**53], [2**53 + 1]])).close()
                """);
    }

    private static Recording open(String name) throws IOException {
        return Recording.open(folder.resolve(name));
    }

    @ParameterizedTest
    @CsvSource({"i1,INT8", "u1,INT16", "i2,INT16", "big-i2,INT16", "u2,INT32", "i4,INT32", "big-i4,INT32", "u4,INT64", "i8,INT64", "f2,FLOAT32",
        "f4,FLOAT32", "big-f4,FLOAT32", "f8,FLOAT64", "big-f8,FLOAT64"})
    void readsTrialsOfEveryDtypeFromEveryStorage(String name, DType dtype) throws Exception {
        for (String storage : List.of("contiguous", "chunked", "gzip", "fletcher")) {
            Recording recording = open(name + "-" + storage + ".h5");
            assertEquals(dtype, recording.dtype());
            assertEquals(3, recording.trials().count());
            int[][] cuts = {{4, 9}, {0, 6}, {8, 9}};
            for (int k = 0; k < cuts.length; k++) {
                TrialChunk trial = recording.trial(k);
                assertEquals(dtype, trial.array().dtype());
                assertArrayEquals(new int[] {cuts[k][1] - cuts[k][0], 4}, trial.array().shape());
                assertArrayEquals(counting(cuts[k][0] * 4, cuts[k][1] * 4), trial.doubles());
            }
        }
    }

    private static double[] counting(int from, int to) {
        return IntStream.range(from, to).asDoubleStream().toArray();
    }

    @Test
    void describesARecordingAndItsTrials() throws Exception {
        Recording recording = open("f4-gzip.h5");
        assertEquals("/data in f4-gzip.h5: float32 (10, 4), 250.0 Hz, 3 trials", recording.toString());
        assertEquals(folder.resolve("f4-gzip.h5"), recording.path());
        assertEquals("/data", recording.dataset());
        assertArrayEquals(new long[] {10, 4}, recording.shape());
        assertEquals(250, recording.samplerateHz());
        assertEquals(List.of("channel1", "channel2", "channel3", "channel4"), recording.channelNames());
        TrialChunk trial = recording.trial(0);
        assertEquals("trial 0", trial.toString());
        assertEquals(-2, trial.offset());
        assertArrayEquals(new double[] {-2 / 250.0, -1 / 250.0, 0, 1 / 250.0, 2 / 250.0}, trial.time());
        assertArrayEquals(new double[] {1.5}, trial.trialInfo().doubles());
        assertArrayEquals(new double[] {17, 21, 25, 29, 33}, trial.channel(1));
        assertEquals(26, trial.value(2, 2));
        assertEquals(5, trial.samples());
        assertEquals(4, trial.channels());
        assertEquals(250, trial.samplerateHz());
    }

    @Test
    void takesAllSamplesAsOneTrialWithoutATrialDefinition() throws Exception {
        Recording recording = open("plain.h5");
        assertEquals(1, recording.trials().count());
        assertArrayEquals(counting(0, 40), recording.trial(0).doubles());
        assertEquals(0, recording.trial(0).offset());
        assertArrayEquals(new int[] {0}, recording.trial(0).trialInfo().shape());
    }

    @Test
    void readsTheTrialsOfACube() throws Exception {
        for (String name : List.of("cube.h5", "cube-table.h5")) {
            Recording recording = open(name);
            assertEquals(3, recording.trials().count());
            for (int k = 0; k < 3; k++) {
                assertArrayEquals(counting(k * 20, k * 20 + 20), recording.trial(k).doubles());
                assertArrayEquals(new int[] {5, 4}, recording.trial(k).array().shape());
                assertEquals(name.equals("cube.h5") ? 0 : -k - 1, recording.trial(k).offset());
            }
        }
        TrialChunk part = open("cube.h5").chunks(Selection.all().trials("2").channels("3,1")).get(0);
        assertArrayEquals(new double[] {43, 41, 47, 45, 51, 49, 55, 53, 59, 57}, part.doubles());
    }

    @Test
    void takesAListOfSamplesAsOneChannel() throws Exception {
        TrialChunk trial = open("line.h5").trial(0);
        assertArrayEquals(new int[] {3, 1}, trial.array().shape());
        assertArrayEquals(new double[] {2, 3, 4}, trial.doubles());
    }

    @Test
    void readsChannelNamesOfFixedAndVariableLength() throws Exception {
        assertEquals(List.of("Fz", "Cz", "Ö 1", "a,b"), open("named.h5").channelNames());
        assertEquals(List.of("Fz", "Cz", "Pz", "Oz"), open("fixed.h5").channelNames());
        TrialChunk chunk = open("named.h5").chunks(Selection.all().channelNames(List.of("a,b", "Fz"))).get(0);
        assertEquals(List.of("a,b", "Fz"), chunk.channelNames());
        assertEquals(35, chunk.value(8, 0));
    }

    @Test
    void takesChannelNamesOfAnAttributeWhereThereIsNoDataset() throws Exception {
        String start = "f.attrs['samplerate'] = 1\nf['g/data'] = np.zeros((5, 2))\nf['data'] = np.zeros((5, 2))\nf.attrs['channel'] = ['Fz', 'Pz ü']\n"
                + "f['g'].attrs['channel'] = np.array(['a', 'b'], 'S1')\nf.attrs['dimord'] = ['time', 'channel']\n";
        Path file = RecordingFiles.h5py(folder, "names.h5", start);
        assertEquals(List.of("Fz", "Pz ü"), Recording.open(file).channelNames());
        assertEquals(List.of("a", "b"), Recording.open(file, RecordingOptions.DEFAULT.dataset("g/data")).channelNames());
        assertEquals(List.of("x", "y"), Recording.open(RecordingFiles.h5py(folder, "names.h5", start + "f['channel'] = ['x', 'y']")).channelNames());
        assertEquals(List.of("channel1", "channel2"), Recording.open(RecordingFiles.h5py(folder, "names.h5", start + "f.attrs['channel'] = 'None'")).channelNames());
    }

    @Test
    void findsWhatBelongsToADatasetInTheNearestGroupAboveIt() throws Exception {
        Recording recording = Recording.open(folder.resolve("deep.h5"), RecordingOptions.DEFAULT.dataset("lfp/raw").samplerateHz(30000));
        assertEquals("/lfp/raw in deep.h5: int16 (10, 4), 30000.0 Hz, 1 trial", recording.toString());
        assertEquals(List.of("a", "b", "c", "d"), recording.channelNames());
        assertArrayEquals(counting(4, 12), recording.trial(0).doubles());
    }

    @Test
    void cutsTrialsIntoChunksOfChannels() throws Exception {
        TrialChunks chunks = open("wide.h5").chunks(Selection.all().trials("0,0").channels("90,0:5,99")).channelsPerTask(3);
        assertEquals(6, chunks.size());
        List<String> labels = IntStream.range(0, 6).mapToObj(chunks::label).toList();
        assertEquals(List.of("trial 0, channels 90,0,1", "trial 0, channels 2..4", "trial 0, channel 99", "trial 0, channels 90,0,1",
                "trial 0, channels 2..4", "trial 0, channel 99"), labels);
        assertArrayEquals(new int[] {90, 0, 1}, chunks.get(3).channelIndices());
        assertEquals(List.of("channel91", "channel1", "channel2"), chunks.get(3).channelNames());
        long[] core = chunks.stacking().core(1, new long[] {3, 2});
        assertArrayEquals(new long[] {2, 7, 2}, chunks.stacking().shape(core));
        assertEquals("Region[offset=(1, 6, 0), extent=(1, 1, 2)]", chunks.stacking().region(5, core).toString());
        Map<String, NdArray> attributes = chunks.attributes();
        assertEquals(NdArray.from(new String[] {"channel91", "channel1", "channel2", "channel3", "channel4", "channel5", "channel100"}),
                attributes.get("channel"));
        assertEquals(NdArray.from(250.0), attributes.get("samplerate"));
        assertEquals(NdArray.from(new int[] {0, 0}), attributes.get("trial"));
        assertEquals("trial 0", open("wide.h5").chunks().channelsPerTask(1000).label(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wide.h5", "wide-gzip.h5"})
    void readsScatteredChannelsInTheirOrder(String name) throws Exception {
        for (int[] channels : new int[][] {{99, 50, 0}, {3, 5, 4, 70, 71, 72, 10}, {42}, {17, 16}, {0, 17, 34, 33}}) {
            TrialChunk chunk = open(name).chunks(Selection.all().channels(channels)).get(0);
            double[] expected = new double[10 * channels.length];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = i / channels.length * 100 + channels[i % channels.length];
            }
            assertArrayEquals(expected, chunk.doubles());
        }
    }

    @Test
    void travelsAsADescription() throws Exception {
        TrialChunk chunk = open("f4-gzip.h5").chunks(Selection.all().channels("1:3")).get(1);
        int before = serialized(chunk).length;
        chunk.doubles();
        byte[] bytes = serialized(chunk);
        assertEquals(before, bytes.length);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            TrialChunk there = (TrialChunk) in.readObject();
            assertEquals("trial 1, channels 1..2", there.toString());
            assertArrayEquals(chunk.doubles(), there.doubles());
        }
    }

    @Test
    void travelsAsAWhole() throws Exception {
        Recording recording = open("named.h5");
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(serialized(recording)))) {
            Recording there = (Recording) in.readObject();
            assertEquals(recording.toString(), there.toString());
            assertEquals(recording.trials(), there.trials());
            assertEquals(recording.channelNames(), there.channelNames());
            assertArrayEquals(recording.trial(0).doubles(), there.trial(0).doubles());
        }
    }

    @Test
    void readsForManyThreadsAtOnce() throws Exception {
        TrialChunks chunks = open("wide-gzip.h5").chunks(Selection.all().trials(new int[50])).channelsPerTask(9);
        IntStream.range(0, chunks.size()).parallel().forEach(i -> {
            TrialChunk chunk = chunks.get(i);
            int first = chunk.channelIndices()[0];
            for (int s = 0; s < 10; s++) {
                assertEquals(s * 100 + first, chunk.value(s, 0));
            }
        });
        assertEquals(600, chunks.size());
    }

    @Test
    void readsLzf() throws Exception {
        assertArrayEquals(IntStream.range(0, 2000).mapToDouble(i -> i / 100).toArray(), open("lzf.h5").trial(0).doubles());
    }

    /** HDF5 leaves out a filter for chunks that it does not make smaller. */
    @Test
    void readsNoiseForWhichHdf5LeftOutTheFilter() throws Exception {
        ByteBuffer expected = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("lzf-skipped.raw"))).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : open("lzf-skipped.h5").trial(0).doubles()) {
            assertEquals(expected.getDouble(), value);
        }
    }

    @Test
    void saysThatEveryNodeMustSeeTheFile() throws Exception {
        Path file = Files.copy(folder.resolve("plain.h5"), folder.resolve("gone.h5"));
        TrialChunk chunk = Recording.open(file).chunks(Selection.all().channels("0:2")).get(0);
        Files.delete(file);
        assertEquals("The samples of trial 0, channels 0..1 cannot be read. Cannot open '" + file + "': there is no such file. Check the path."
                + " Tasks read their samples themselves, so the recording must be there, under the same path, on every node.",
                assertThrows(UncheckedIOException.class, chunk::doubles).getMessage());
    }

    @Test
    void readsFilesWithSpacesQuotesNewlinesAndLettersOfAllKinds() throws Exception {
        Path file = folder.resolve("a 'b' \"c\"\nübung 脳波.h5");
        Files.copy(folder.resolve("plain.h5"), file);
        assertArrayEquals(counting(0, 40), Recording.open(file).trial(0).doubles());
    }

    private static byte[] serialized(Object value) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    @Test
    void noticesAFileThatWasReplaced() throws Exception {
        Path file = Files.copy(folder.resolve("plain.h5"), folder.resolve("replaced.h5"));
        Recording recording = Recording.open(file);
        assertEquals(1, recording.trial(0).value(0, 1));
        Files.delete(file);
        Files.copy(folder.resolve("wide.h5"), file);
        TrialChunk chunk = recording.trial(0);
        assertEquals("/data of " + file + " is now float32 (10, 100), it was int64 (10, 4) when the run was planned. The file was replaced in"
                + " between, so results would not belong together. Start the run"
                + " again.", assertThrows(IllegalStateException.class, chunk::array).getMessage());
    }

    @Test
    void keepsInt64ExactAndRefusesToRoundIt() throws Exception {
        TrialChunk chunk = open("big.h5").trial(0);
        assertArrayEquals(new long[] {1L << 53, (1L << 53) + 1}, (long[]) chunk.array().data());
        assertEquals("The samples of trial 0 in /data of " + folder.resolve("big.h5") + " cannot be given as doubles: the int64 value"
                + " 9007199254740993 is beyond 2^53 and may have no double, at sample 1 (0.004 s) of channel 'channel1' (number 0). Nothing is rounded. Use array(), which gives the file's int64 values.",
                assertThrows(IllegalArgumentException.class, chunk::doubles).getMessage());
    }

    @Test
    void hasTheSameFingerprintInAnyFolderButNotForOtherData() throws Exception {
        Path moved = Files.createDirectories(folder.resolve("moved")).resolve("plain.h5");
        Files.copy(folder.resolve("plain.h5"), moved);
        String original = fingerprint(open("plain.h5").chunks());
        assertEquals(original, fingerprint(Recording.open(moved).chunks()));
        assertEquals(original, fingerprint(open("plain.h5").chunks(Selection.all().trials("0:1").channels("0:4"))));
        assertNotEquals(original, fingerprint(open("plain.h5").chunks().channelsPerTask(2)));
        assertNotEquals(original, fingerprint(open("plain.h5").chunks(Selection.all().channels("0,1,3,2"))));
        byte[] bytes = Files.readAllBytes(moved);
        bytes[bytes.length - 1] ^= 1;
        Files.write(moved, bytes);
        assertNotEquals(original, fingerprint(Recording.open(moved).chunks()));
    }

    @Test
    void plansManyTrialsInNoTime() throws Exception {
        Recording recording = Recording.open(RecordingFiles.h5py(folder, "many.h5", "f.attrs['samplerate'] = 1000.\nk = np.arange(180000.)\n"
                + "f.create_dataset('data', (180050, 4), 'f4')\nf.create_dataset('trialdefinition', data=np.c_[k, k + 50, -(k % 7)], maxshape=(None, 3))"));
        TrialChunks chunks = assertTimeout(Duration.ofSeconds(30), () -> { // some 200 ms; minutes if it were quadratic
            TrialChunks all = recording.chunks(Selection.all().trials(IntStream.range(0, 180_000).toArray()).latency(0, 0.01)).channelsPerTask(2);
            fingerprint(all);
            return all;
        });
        assertEquals(360_000, chunks.size());
        assertEquals("trial 179999, 0.0 to 0.01 s, channels 2..3", assertTimeout(Duration.ofSeconds(30), () -> IntStream.range(0, chunks.size())
                .mapToObj(chunks::label).reduce("", (before, label) -> label)));
    }

    private static String fingerprint(TrialChunks chunks) {
        Fingerprint fingerprint = new Fingerprint();
        chunks.fingerprint(fingerprint);
        return fingerprint.hex();
    }

    @Test
    void refusesTasksWithoutChannelsAndPlacesOutsideAChunk() throws Exception {
        TrialChunks chunks = open("plain.h5").chunks();
        assertEquals("A task cannot have 0 channels. Every task works on at least one channel. Correct channelsPerTask(...), or"
                + " leave it out to have all channels in one task.",
                assertThrows(IllegalArgumentException.class, () -> chunks.channelsPerTask(0)).getMessage());
        assertEquals("Sample 10 of channel 0 in a chunk of 10 samples x 4 channels (both count from 0).",
                assertThrows(IndexOutOfBoundsException.class, () -> chunks.get(0).value(10, 0)).getMessage());
        assertEquals("Channel 4 in a chunk of 4 channels (they count from 0).",
                assertThrows(IndexOutOfBoundsException.class, () -> chunks.get(0).channel(4)).getMessage());
        assertTrue(chunks.toString().startsWith("/data in plain.h5: int64 (10, 4), 250.0 Hz, 1 trial: trials all, channels all, 1 tasks"));
    }
}
