package org.trialmap.trial.discrete;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.trial.Recording;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SyncopyClass;
import org.trialmap.trial.SyncopyContainer;
import org.trialmap.trial.SyncopyContainer.Header;
import org.trialmap.trial.SyncopyFiles;
import org.trialmap.trial.discrete.SpikeData.Train;

/** SpikeData that syncopy.save wrote (h5py and json), trial by trial, and what is said of spikes that cannot be read. */
class SpikeDataTest {
    private static final String ROWS = "[[2, 0, 1], [10, 5, 0], [10, 0, 1], [14, 0, 2], [19, 0, 1], [20, 5, 0], [29, 0, 1], [40, 5, 0]]";
    private static final String TRIALS = "[[10, 20, -5, 7], [15, 30, 0, 8], [31, 35, 2, 9]]";

    private static final String FEWER = "/waveform of F/v.spike has the shape (7, 4), but there are 8 spikes. It has the samples of each spike, one spike after the other in the order of /data."
            + " Correct it.";

    @TempDir
    Path folder;

    private SpikeData spikes() throws IOException {
        return SpikeData.open(DiscreteFiles.spikes(folder.resolve("x.spike"), ROWS, TRIALS, ""));
    }

    private void refuses(String rows, String trials, String change, String text) {
        Path file = DiscreteFiles.spikes(folder.resolve("x.spike"), rows, trials, change);
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> SpikeData.open(file));
        assertEquals(text, refusal.getMessage().replace(folder.toString(), "F"));
    }

    @Test
    void spikesBelongToTheTrialsThatTheirSamplesAreIn() throws Exception {
        SpikeData spikes = spikes();
        assertEquals("8 spikes in x.spike: 2 channels, 3 units, 1000.0 Hz, 3 trials", spikes.toString());
        assertEquals(List.of(List.of("channel1", "channel6"), List.of("unit1", "unit2", "unit3")), List.of(spikes.channel(), spikes.unit()));
        assertEquals(List.of(new Train(0, 1), new Train(0, 2), new Train(5, 0)), spikes.trains());
        assertEquals("channel0_unit2", spikes.trains().get(1).name());
        assertEquals(List.of(8L, 2L), List.of(spikes.count(), spikes.outside()));
        assertEquals(NdArray.of(new long[] {10, 5, 0, 10, 0, 1, 14, 0, 2, 19, 0, 1}, 4, 3), spikes.trial(0));
        assertEquals(NdArray.of(new long[] {19, 0, 1, 20, 5, 0, 29, 0, 1}, 3, 3), spikes.trial(1)); // trials may overlap
        assertArrayEquals(new int[] {0, 3}, spikes.trial(2).shape());
        try (SpikeData.Reader reader = spikes.reader()) {
            assertArrayEquals(new long[][] {{-5, 4}, {-1}, {-5}}, reader.samples(0)); // relative to t = 0
            assertArrayEquals(new long[][] {{4, 14}, {}, {5}}, reader.samples(1));
            assertArrayEquals(new long[3][0], reader.samples(2));
        }
        assertEquals("syncopy", spikes.history().toString());
    }

    @Test
    void trialsAndChannelsAreSelected() throws Exception {
        SpikeData some = spikes().select(Selection.all().trials(1, 0).channels("channel6"));
        assertEquals(List.of(new Train(5, 0)), some.trains());
        assertArrayEquals(new int[] {1, 0}, some.trialPositions());
        assertEquals(List.of(0L, -5L), List.of(some.trials().offset(0), some.trials().offset(1)));
        SpikeData sent = sent(some.select(Selection.all().trials("info1=8")));
        assertEquals(some.history(), sent.history());
        try (SpikeData.Reader reader = sent.reader()) {
            assertArrayEquals(new long[][] {{5}}, reader.samples(0));
        }
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> spikes().select(Selection.all().latency(0, 1)));
        assertEquals(
                "The selection trials all, channels all, latency 0.0 to 1.0 s is of more than the trials and channels of spikes. A window of time is an option of the analyses of spikes (latency(...));"
                        + " they have no frequencies and tapers. Leave these out.",
                refusal.getMessage());
    }

    /** Trials overlap, one has no spikes; a waveform is 2 x 3 numbers. */
    @Test
    void waveformsThatSyncopySavedAreReadTrialByTrial() throws Exception {
        String waves = "np.arange(8 * 6, dtype='i2').reshape(8, 2, 3)";
        SpikeData spikes = SpikeData.open(DiscreteFiles.spikesWithWaveforms(folder.resolve("w.spike"), ROWS, TRIALS, waves)).select(Selection.all().trials(1, 0, 2));
        assertEquals(NdArray.of(new short[] {24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41}, 3, 2, 3), spikes.waveform(0).orElseThrow());
        assertEquals(spikes.trial(1).shape()[0], spikes.waveform(1).orElseThrow().shape()[0]);
        assertArrayEquals(new int[] {0, 2, 3}, spikes.waveform(2).orElseThrow().shape());
        assertEquals(Optional.empty(), spikes().waveform(0));
        SpikeData fewer = SpikeData.open(DiscreteFiles.spikesWithWaveforms(folder.resolve("v.spike"), ROWS, TRIALS, "np.zeros((7, 4))"));
        assertEquals(FEWER, assertThrows(IllegalArgumentException.class, () -> fewer.waveform(0)).getMessage().replace(folder.toString(), "F"));
    }

    @Test
    void spikesWithWaveformsAreWrittenForSyncopy() throws Exception {
        NdArray rows = NdArray.of(new long[] {2, 0, 1, 10, 5, 0, 10, 0, 1}, 3, 3);
        NdArray waves = NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
        Header header = new Header(SyncopyClass.SPIKE, SyncopyClass.SPIKE.dimord(), OptionalDouble.of(1000), Map.of("channel", List.of("channel1", "channel6"), "unit", List.of("a", "b")), List.of(),
                "", "", Map.of(), Map.of());
        Path file = written("s.spike", header, rows, waves);
        SyncopyContainer.seal(file, header);
        assertEquals("""
                s.spike SpikeData int64 (3, 3) True 1000.0
                [[0.0, 11.0, -5.0]] ['_log', '_version', 'channel', 'dimord', 'samplerate', 'unit'] ['data', 'trialdefinition', 'waveform'] True
                [2, 0, 1, 10, 5, 0, 10, 0] 29.0
                /waveform float32 (3, 2)
                """, SyncopyFiles.load(folder, "s.spike"));
        SpikeData spikes = SpikeData.open(file);
        assertEquals(List.of(rows, waves), List.of(spikes.trial(0), spikes.waveform(0).orElseThrow()));
        Path seven = written("v.spike", header, NdArray.of(new long[24], 8, 3), NdArray.of(new double[28], 7, 4));
        assertEquals(FEWER, assertThrows(IllegalArgumentException.class, () -> SyncopyContainer.seal(seven, header)).getMessage().replace(folder.toString(), "F"));
        Path two = written("t.spike", header, NdArray.of(new long[6], 3, 2), waves);
        assertEquals("data for F/t.spike has the shape (3, 2), but SpikeData has a row for each and the columns [sample, channel, unit]. Correct the header or the data.",
                assertThrows(IllegalArgumentException.class, () -> SyncopyContainer.seal(two, header)).getMessage().replace(folder.toString(), "F"));
    }

    private Path written(String name, Header header, NdArray rows, NdArray waves) throws IOException {
        Path file = folder.resolve(name);
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            for (Map.Entry<String, NdArray> attribute : SyncopyContainer.attributes(header).entrySet()) {
                writer.root().attribute(attribute.getKey(), attribute.getValue());
            }
            writer.root().dataset("data", rows);
            writer.root().dataset("waveform", waves);
            writer.root().dataset("trialdefinition", NdArray.of(new double[] {0, 11, -5}, 1, 3));
        }
        return file;
    }

    private static SpikeData sent(SpikeData spikes) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(spikes);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (SpikeData) in.readObject();
        }
    }

    @Test
    void withoutNamesThereAreSyncopys() throws Exception {
        SpikeData spikes = SpikeData.open(DiscreteFiles.spikes(folder.resolve("x.spike"), "[[1, 0, 9], [2, 11, 9]]", "[[0, 5, 0]]", "h['channel'] = h['unit'] = h['samplerate'] = None"),
                RecordingOptions.DEFAULT.samplerateHz(50));
        assertEquals(List.of(List.of("channel01", "channel12"), List.of("unit10"), 50.0), List.of(spikes.channel(), spikes.unit(), spikes.samplerateHz()));
    }

    @Test
    void spikesOutOfOrderAreRefused() {
        refuses("[[5, 0, 0], [9, 0, 0], [7, 0, 0]]", "[[0, 10, 0]]", "", "Row 2 of /data of F/x.spike is at sample 7, the row before it at sample 9. Rows must be in the order of their samples, since"
                + " trials are cut from them by these. Sort the rows by their samples and save them again.");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        String again = " Restore both files, or save the spikes once more.";
        refuses("[[5, 0, 0], [9, 3, 0]]", "[[0, 10, 0]]", "h['channel'] = ['a', 'b', 'c']",
                "The key 'channel' of F/x.spike.info has 3 names, but the spikes are of 2 different channels. There must be one"
                        + " name for each number that the column 'channel' has, in ascending order." + again);
        refuses("np.zeros((0, 3))", "[[0, 10, 0]]", "",
                "/data of F/x.spike is int64 (0, 3). A list of spikes has integers, a row for each and the columns sample, channel, unit, at least one row. Name another"
                        + " container.");
        refuses("[[5, 0, 0]]", "[[0, 10, 0]]", "h['dimord'] = ['sample', 'unit', 'channel']",
                "The spikes of F/x.spike have the columns [sample, unit, channel] (key 'dimord' of its header). They are read as"
                        + " [sample, channel, unit], as Syncopy's own analyses do, and nothing is rearranged. Save the spikes with these columns.");
        refuses("[[5, 0, 0]]", "[[0, 10, 0]]", "h['dimord'] = ['sample', 'channel', 'cell']",
                "The data of F/x.spike have the columns [sample, channel, cell] (key 'dimord' of x.spike.info). A list of spikes"
                        + " has sample, channel, unit, each once. Save the data with these columns.");
        refuses("[[5, 0, 0]]", "[[0, 10, 0]]", "h['data_shape'] = [2, 3]",
                "/data of F/x.spike is int64 (1, 3), but x.spike.info says int64 (2, 3) (keys 'data_dtype', 'data_shape'). The two files do not belong"
                        + " together, or one was changed without the other. Restore both, or save the data once more.");
        refuses("[[5, 0, 0]]", "[[5, 5, 0]]", "",
                "Trial 0 in /trialdefinition of F/x.spike goes from sample 5 to 5, so it has no samples. The stop is excluded and must be greater than the start. Correct the"
                        + " file.");
    }

    @Test
    void otherFilesAreNamedForWhatTheyAre() {
        SyncopyFiles.save(folder, "y.analog", "", "");
        IllegalArgumentException analog = assertThrows(IllegalArgumentException.class, () -> SpikeData.open(folder.resolve("y.analog")));
        assertEquals(
                "F/y.analog holds AnalogData, which is not a list of spikes. A list of spikes is a row of sample, channel and unit for each spike (SpikeData). Open it with AnalogData.open(path) or"
                        + " Recording.open(path), or name a file that ends in .spike.",
                analog.getMessage().replace(folder.toString(), "F"));
        Path file = DiscreteFiles.spikes(folder.resolve("x.spike"), ROWS, TRIALS, "");
        IllegalArgumentException spikes = assertThrows(IllegalArgumentException.class, () -> Recording.open(file));
        assertEquals("F/x.spike holds SpikeData, which is not a recording. A recording is samples x channels (AnalogData). Open it with SpikeData.open(path), or name a file that ends in .analog.",
                spikes.getMessage().replace(folder.toString(), "F"));
    }

    @Test
    void manySpikesAreReadInPieces() throws Exception {
        SpikeData spikes = SpikeData.open(DiscreteFiles.spikes(folder.resolve("x.spike"), "np.stack([np.arange(200000) // 2, np.arange(200000) % 7, np.arange(200000) % 3], 1)",
                "[[32760, 32780, 0], [0, 100000, 0]]", ""));
        assertEquals(21, spikes.trains().size());
        assertEquals(40, spikes.trial(0).shape()[0]);
        assertArrayEquals(new long[] {32760, 65520 % 7, 65520 % 3}, java.util.Arrays.copyOf((long[]) spikes.trial(0).data(), 3));
        assertEquals(List.of(200_000, 0L), List.of(spikes.trial(1).shape()[0], spikes.outside()));
    }
}
