package org.trialmap.trial.discrete;

import java.nio.file.Path;
import org.trialmap.trial.SyncopyFiles;

/** SpikeData and EventData as syncopy.save writes them, by h5py and Python's json. */
public final class DiscreteFiles {
    private static final String REPLACE = """
            del f['data'], f['trialdefinition'], f.attrs['channel']
            spikes = np.array(%s, 'i8')
            dat = f.create_dataset('data', data=spikes)
            trl = np.array(%s, 'f8')
            t = f.create_dataset('trialdefinition', data=trl, maxshape=(None, trl.shape[1]))
            """;
    private static final String HEADER = """
            h.update({'dataclass': '%s', 'data_dtype': 'int64', 'data_shape': list(spikes.shape), 'data_offset': None, 'trl_shape': list(trl.shape), 'dimord': %s, 'samplerate': 1000.0})
            del h['channel']
            """;

    private DiscreteFiles() {}

    /**
     * @param rows Python: sample, channel, unit of each spike
     * @param trials Python: first sample, sample after the last, offset
     * @param change Python: may change the header's dictionary {@code h}
     */
    public static Path spikes(Path file, String rows, String trials, String change) {
        SyncopyFiles.save(file.getParent(), file.getFileName().toString(), REPLACE.formatted(rows, trials), HEADER.formatted("SpikeData", "['sample', 'channel', 'unit']") + """
                h['channel'] = ['channel%d' % (i + 1) for i in sorted(set(spikes[:, 1]))]
                h['unit'] = ['unit%d' % (i + 1) for i in sorted(set(spikes[:, 2]))]
                """ + change);
        return file;
    }

    /** As {@link #spikes}, with waveforms (Python), which the header's type and shape are those of, as of the last dataset that syncopy.save wrote. */
    public static Path spikesWithWaveforms(Path file, String rows, String trials, String waveforms) {
        SyncopyFiles.save(file.getParent(), file.getFileName().toString(), REPLACE.formatted(rows, trials) + "wave = np.array(%s)\nf.create_dataset('waveform', data=wave)\n".formatted(waveforms),
                HEADER.formatted("SpikeData", "['sample', 'channel', 'unit']") + """
                        h['channel'] = h['unit'] = None
                        h.update({'data_dtype': wave.dtype.name, 'data_shape': list(wave.shape), '_hdfFileDatasetProperties': ['data', 'waveform']})
                        """);
        return file;
    }

    /** As {@link #spikes}. */
    public static Path events(Path file, String columns, String rows, String trials, String change) {
        SyncopyFiles.save(file.getParent(), file.getFileName().toString(), REPLACE.formatted(rows, trials), HEADER.formatted("EventData", columns) + change);
        return file;
    }
}
