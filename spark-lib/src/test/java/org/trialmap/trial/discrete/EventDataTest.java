package org.trialmap.trial.discrete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.trial.Event;
import org.trialmap.trial.Recording;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.SyncopyClass;
import org.trialmap.trial.SyncopyContainer;
import org.trialmap.trial.SyncopyContainer.Header;
import org.trialmap.trial.SyncopyFiles;

/** EventData that syncopy.save wrote (h5py and json). */
class EventDataTest {
    @TempDir
    Path folder;

    @Test
    void eventsHaveValuesAndMoreNumbers() throws Exception {
        Path file = DiscreteFiles.events(folder.resolve("x.event"), "['eventid', 'sample', 'side']", "[[7, 5, 1], [8, 50, 2], [7, 60, 1]]", "[[0, 55, -3], [60, 70, 0]]", "");
        EventData events = EventData.open(file);
        assertEquals("3 events in x.event: eventid, sample, side, 1000.0 Hz, 2 trials", events.toString());
        assertEquals(new Event(50, 0.05, 0, "8", Map.of("side", "2")), events.events().get(1));
        assertEquals(List.of("7", "8", "7"), events.events().stream().map(Event::value).toList());
        assertEquals(NdArray.of(new long[] {7, 5, 1, 8, 50, 2}, 2, 3), events.trial(0));
        assertEquals(List.of(-3L, 0L), List.of(events.trials().offset(0), events.outside()));
    }

    @Test
    void trialsOfARecordingAreCutAroundThem() throws Exception {
        SyncopyFiles.save(folder, "y.analog", "trl[0] = [0, 120, 0, 1]\ntrl[1:, :3] = [0, 1, 0]\nt[:] = trl", "");
        Path file = DiscreteFiles.events(folder.resolve("x.event"), "['sample', 'eventid']", "[[10, 1], [20, 2], [30, 1]]", "[[0, 55, 0]]", "h['samplerate'] = None");
        EventData events = EventData.open(file, RecordingOptions.DEFAULT.samplerateHz(200));
        Recording cut = Recording.open(folder.resolve("y.analog")).around(events.events(), List.of("1"), 0.05, 0.1);
        assertEquals(List.of(2, 0L, 30L, -10L), List.of(cut.trials().count(), cut.trials().start(0), cut.trials().length(1), cut.trials().offset(1)));
    }

    @Test
    void eventsAreWrittenForSyncopy() throws Exception {
        NdArray rows = NdArray.of(new long[] {5, 7, 50, 8, 60, 7}, 3, 2);
        Header header = new Header(SyncopyClass.EVENT, SyncopyClass.EVENT.dimord(), OptionalDouble.of(1000), Map.of(), List.of(), "", "", Map.of(), Map.of());
        Path file = folder.resolve("e.event");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            for (Map.Entry<String, NdArray> attribute : SyncopyContainer.attributes(header).entrySet()) {
                writer.root().attribute(attribute.getKey(), attribute.getValue());
            }
            writer.root().dataset("data", rows);
            writer.root().dataset("trialdefinition", NdArray.of(new double[] {0, 100, -3}, 1, 3));
        }
        SyncopyContainer.seal(file, header);
        assertEquals("""
                e.event EventData int64 (3, 2) True 1000.0
                [[0.0, 100.0, -3.0]] ['_log', '_version', 'dimord', 'samplerate'] ['data', 'trialdefinition'] True
                [5, 7, 50, 8, 60, 7] 137.0
                """, SyncopyFiles.load(folder, "e.event"));
        assertEquals(rows, EventData.open(file).trial(0));
    }

    @Test
    void whatCannotBeReadIsRefused() {
        Path file = DiscreteFiles.events(folder.resolve("x.event"), "['sample', 'eventid']", "[[10, 1], [20, 2], [15, 1]]", "[[0, 55, 0]]", "h['samplerate'] = None");
        IllegalArgumentException rate = assertThrows(IllegalArgumentException.class, () -> EventData.open(file));
        assertEquals("The samplerate of F/x.event is not known: the key 'samplerate' of x.event.info is null. Time axes and frequencies need it. Give it with samplerateHz(...).",
                rate.getMessage().replace(folder.toString(), "F"));
        IllegalArgumentException order = assertThrows(IllegalArgumentException.class, () -> EventData.open(file, RecordingOptions.DEFAULT.samplerateHz(1)));
        assertEquals(
                "Row 2 of /data of F/x.event is at sample 15, the row before it at sample 20. Rows must be in the order of their samples, since trials are cut from them by these. Sort the rows by their"
                        + " samples and save them again.",
                order.getMessage().replace(folder.toString(), "F"));
        Exception other = assertThrows(IllegalArgumentException.class, () -> SpikeData.open(file));
        assertEquals(
                "F/x.event holds EventData, which is not a list of spikes. A list of spikes is a row of sample, channel and unit for each spike (SpikeData). Open it with EventData.open(path), or name a"
                        + " file that ends in .spike.",
                other.getMessage().replace(folder.toString(), "F"));
    }
}
