package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in the layout of pynwb 2.8, written by h5py 3.7: what is found in them without naming anything. */
class NwbTest {
    private static final String FILE = """
            f.attrs['nwb_version'] = '2.7.0'
            def series(path, times):
                s = f.create_group(path)
                s.attrs['neurodata_type'] = 'ElectricalSeries'
                d = s.create_dataset('data', data=np.arange(3000, dtype='i2').reshape(1000, 3))
                d.attrs['unit'] = 'volts'
                d.attrs['conversion'] = 1e-6
                s['electrodes'] = [4, 0, 2]
                if times is None:
                    s['starting_time'] = 12.5
                    s['starting_time'].attrs.update(rate=100.0, unit='seconds')
                else:
                    s['timestamps'] = times
                return s
            e = f.create_group('general/extracellular_ephys/electrodes')
            e['id'] = [10, 11, 12, 13, 14]
            t = f.create_group('intervals/trials')
            t['id'] = np.arange(3)
            t['start_time'] = [13.5, 15.004, 22.4]
            t['stop_time'] = [14.0, 15.5, 23.0]
            t['stim'] = [3, 4, 3]
            t['correct'] = np.array([True, False, True])
            t['ragged_index'] = [1, 2, 3]
            """;

    @TempDir
    Path folder;

    private Path write(String name, String more) {
        return RecordingFiles.h5py(folder, name, FILE + more);
    }

    private void refuses(Path file, String text) {
        assertEquals(text, assertThrows(Exception.class, () -> Recording.open(file)).getMessage().replace(folder.toString(), "F"));
    }

    @Test
    void theOnlySeriesIsTheRecordingAndItsTrialsAreEvents() throws IOException {
        Recording recording = Recording.open(write("a.nwb", "series('acquisition/ElectricalSeries', None)\nf['acquisition/other/data'] = [1.0]"));
        assertEquals("/acquisition/ElectricalSeries/data in a.nwb: float32 (1000, 3), 100.0 Hz, 1 trial", recording.toString());
        assertEquals(List.of("14", "10", "12"), recording.channelNames());
        assertEquals(Optional.of("volts"), recording.unit());
        assertEquals(List.of("100 1.0 0.5 3 {correct=1, stim=3}", "250 2.5039999999999996 0.49600000000000044 4 {correct=0, stim=4}", "990 9.899999999999999 0.6000000000000014 3 {correct=1,"
                + " stim=3}"), recording.events().stream().map(e -> e.sample() + " " + e.seconds() + " " + e.durationSeconds() + " " + e.value() + " " + e.columns()).toList());
        Recording around = recording.around(recording.events(), List.of("3", "4"), 0.1, 0.2);
        assertEquals(2, around.trials().count());
        assertEquals(90, around.trials().start(0));
        assertArrayEquals(new int[] {1}, around.chunks(Selection.all().trials("stim=4,correct=0")).trials());
        assertEquals((float) (270 * 1e-6), around.trial(0).array().floats()[0]);
    }

    @Test
    void labelsNameTheChannels() throws IOException {
        assertEquals(List.of("E4", "E0", "E2"), Recording.open(write("a.nwb", "series('processing/ecephys/LFP/ElectricalSeries', None)\ne['channel_name'] = ['E%d' % i for i in range(5)]"))
                .channelNames());
        refuses(write("b.nwb", "series('acquisition/S', None)['electrodes'][2] = 5"), "/acquisition/S/electrodes of F/b.nwb has 3 rows of /general/extracellular_ephys/electrodes, which has 5,"
                + " for 3 channels. There must be one row that is there for each channel. Correct the file.");
    }

    @Test
    void timesMustBeEven() throws IOException {
        Recording even = Recording.open(write("a.nwb", "series('acquisition/S', 12.5 + np.arange(1000) / 100 + 5e-6 * (np.arange(1000) % 2))"));
        assertEquals(100, even.samplerateHz());
        assertEquals(100, even.events().get(0).sample());
        refuses(write("b.nwb", "series('acquisition/S', np.where(np.arange(1000) < 500, 0, 3) + np.arange(1000) / 100)"), "The times of samples in /acquisition/S/timestamps of F/b.nwb are not"
                + " even: sample 1 is at 0.01 s, by the step of 0.013003003003003003 s it is due at 0.013003003003003003 s. Spectra and filters need even samples, and nothing is resampled. If"
                + " the times are to be ignored, give the rate with samplerateHz(...).");
        refuses(write("c.nwb", "series('acquisition/S', np.arange(999) / 100)"), "/acquisition/S/timestamps of F/c.nwb is float64 [999]. It must be one time in seconds for each of the 1000"
                + " samples. Correct the file.");
    }

    @Test
    void ofSeveralSeriesOneIsNamed() throws IOException {
        Path file = write("a.nwb", "series('acquisition/A', None)\nseries('processing/ecephys/LFP/B', None)");
        refuses(file, "F/a.nwb has 2 series of samples: /acquisition/A/data, /processing/ecephys/LFP/B/data. A recording is one of them. Name it with dataset(...).");
        assertEquals(3, Recording.open(file, RecordingOptions.DEFAULT.dataset("/acquisition/A/data")).channelNames().size());
        refuses(write("b.nwb", "f['acquisition/x'] = [1.0]"), "F/b.nwb has no dataset /data. The file holds /acquisition/x, /general/extracellular_ephys/electrodes/id,"
                + " /intervals/trials/correct, /intervals/trials/id, /intervals/trials/ragged_index, /intervals/trials/start_time, /intervals/trials/stim, /intervals/trials/stop_time. A"
                + " recording is read from one dataset, /data unless another one is named. Name it with dataset(...).");
    }

    @Test
    void aTableOfTrialsWithoutTimesIsRefused() throws IOException {
        Path file = write("a.nwb", "series('acquisition/S', None)\nt['start_time'][1] = np.nan");
        Recording recording = Recording.open(file);
        assertEquals("/intervals/trials/start_time of F/a.nwb is float64 (3,). It must be a finite time in seconds for each trial. Correct the file, or give the events with events(...).",
                assertThrows(IllegalArgumentException.class, recording::events).getMessage().replace(folder.toString(), "F"));
    }
}
