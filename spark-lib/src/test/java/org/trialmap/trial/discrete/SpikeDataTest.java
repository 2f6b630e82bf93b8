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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.array.NdArray;
import org.trialmap.trial.Recording;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.Selection;
import org.trialmap.trial.discrete.SpikeData.Train;

/** SpikeData that syncopy.save wrote (h5py and json), trial by trial, and what is said of spikes that cannot be read. */
class SpikeDataTest {
    private static final String ROWS = "[[2, 0, 1], [10, 5, 0], [10, 0, 1], [14, 0, 2], [19, 0, 1], [20, 5, 0], [29, 0, 1], [40, 5, 0]]";
    private static final String TRIALS = "[[10, 20, -5, 7], [15, 30, 0, 8], [31, 35, 2, 9]]";

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
        org.trialmap.trial.SyncopyFiles.save(folder, "y.analog", "", "");
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
