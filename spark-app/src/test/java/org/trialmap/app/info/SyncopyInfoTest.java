package org.trialmap.app.info;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;

/** {@code trialmap info} of containers of all of Syncopy's classes, written by h5py and Python's json as syncopy.save does (2023.09). */
class SyncopyInfoTest {
    private static final String SAVE = """
            import sys, os, json, hashlib, h5py, numpy as np
            folder = sys.argv[1] + '/x.spy/'
            os.makedirs(folder)
            def save(cls, ext, data, dimord, trl, props, attrs, more={}):
                name = folder + 'x' + ext
                with h5py.File(name, 'w') as f:
                    dat = f.create_dataset('data', data=data)
                    for key, value in more.items(): dat = f.create_dataset(key, data=value) # the header has type and shape of the last one
                    t = f.create_dataset('trialdefinition', data=trl, maxshape=(None, trl.shape[1]))
                    h = {'filename': 'x' + ext, 'dataclass': cls, 'data_dtype': dat.dtype.name, 'data_shape': dat.shape, 'data_offset': dat.id.get_offset(),
                         'trl_dtype': t.dtype.name, 'trl_shape': t.shape, 'trl_offset': t.id.get_offset(), 'file_checksum': None, 'order': 'C',
                         'checksum_algorithm': 'openssl_sha1', 'dimord': dimord, '_version': '2023.09', '_log': 'computed it', 'cfg': {'method': 'mtmfft'}, 'info': {}}
                    h.update(props)
                    h['_hdfFileDatasetProperties'] = ['data'] + list(more)
                    for key in ['dimord', '_version', '_log'] + attrs:
                        f.attrs[key] = 'None' if h[key] is None else h[key]
                h['file_checksum'] = hashlib.sha1(open(name, 'rb').read()).hexdigest()
                json.dump(h, open(name + '.info', 'w'), indent=4)
            trl = np.array([[0., 1, -20.5, 7], [1, 2, -20.5, 8]])
            long = np.array([[0., 50, -20], [50, 120, -20]])
            save('SpectralData', '.spectral', np.ones((2, 1, 3, 2), 'f4'), ['time', 'taper', 'freq', 'channel'], trl,
                 dict(samplerate=200.0, channel=['Fz', 'Cz'], taper=['hann'], freq=[1, 2.5, 4]), ['samplerate', 'channel'])
            save('CrossSpectralData', '.crossspectral', np.ones((1, 3, 2, 2), 'c8'), ['time', 'freq', 'channel_i', 'channel_j'], trl[:1],
                 dict(samplerate=200.0, channel_i=['Fz', 'Cz'], channel_j=['Fz', 'Cz'], freq=[1.0, 2.5, 4.0]), ['samplerate', 'channel_i', 'channel_j'],
                 dict(jack_var=np.ones((1, 3, 2, 2))))
            save('TimeLockData', '.timelock', np.ones((120, 2), 'f4'), ['time', 'channel'], long, dict(samplerate=200.0, channel=['Fz', 'Cz']),
                 ['samplerate', 'channel'], dict(avg=np.ones((50, 2)), var=np.ones((50, 2)), cov=np.ones((2, 2, 2))))
            save('SpikeData', '.spike', np.array([[3, 0, 1], [60, 1, 0]], 'i8'), ['sample', 'channel', 'unit'], long,
                 dict(samplerate=30000.0, channel=['channel1', 'channel2'], unit=['unit1', 'unit2']), ['samplerate', 'channel', 'unit'],
                 dict(waveform=np.ones((2, 8))))
            save('EventData', '.event', np.array([[3, 1], [60, 2], [70, 1]], 'i8'), ['sample', 'eventid'], long, dict(samplerate=None), ['samplerate'])
            """;
    private static final String STEP = """
            step 1   : syncopy 2023.09
                _log: computed it
                cfg: {"method":"mtmfft"}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void save() {
        References.python(SAVE, folder.toString());
    }

    private void describes(String name, String lines) {
        Path file = folder.resolve("x.spy").resolve(name);
        String want = "file     : " + file + "\n" + lines;
        assertEquals(new Ended(0, want, ""), InProcess.run("info", file.toString()));
        if (Files.exists(Path.of(file + ".info"))) {
            assertEquals(new Ended(0, want, ""), InProcess.run("info", file + ".info"));
        }
    }

    @Test
    void aSpectrum() {
        describes("x.spectral", """
                class    : SpectralData
                data     : float32 (2, 1, 3, 2): time, taper, freq, channel
                rate     : 200.0 Hz
                channels : 2: Fz, Cz
                tapers   : 1: hann
                freq     : 3, 1.0 to 4.0 Hz
                trials   : 2, 1 sample each
                """ + STEP + """
                dataset  : /data: float32 (2, 1, 3, 2)
                dataset  : /trialdefinition: float64 (2, 4)
                """);
    }

    @Test
    void classesThatNoMethodReads() {
        describes("x.crossspectral", """
                class    : CrossSpectralData
                data     : complex64 (1, 3, 2, 2): time, freq, channel_i, channel_j
                rate     : 200.0 Hz
                channel_i: 2: Fz, Cz
                channel_j: 2: Fz, Cz
                freq     : 3, 1.0 to 4.0 Hz
                trials   : 1, 1 sample each
                """ + STEP + """
                dataset  : /data: complex64 (1, 3, 2, 2)
                dataset  : /jack_var: float64 (1, 3, 2, 2)
                dataset  : /trialdefinition: float64 (1, 4)
                """);
        describes("x.timelock", """
                class    : TimeLockData
                data     : float32 (120, 2): time, channel
                rate     : 200.0 Hz
                channels : 2: Fz, Cz
                trials   : 2, 50 to 70 samples
                """ + STEP + """
                dataset  : /avg: float64 (50, 2)
                dataset  : /cov: float64 (2, 2, 2)
                dataset  : /data: float32 (120, 2)
                dataset  : /trialdefinition: float64 (2, 3)
                dataset  : /var: float64 (50, 2)
                """);
        describes("x.spike", """
                class    : SpikeData
                data     : int64 (2, 3): sample, channel, unit
                rate     : 30000.0 Hz
                channels : 2: channel1, channel2
                units    : 2: unit1, unit2
                trials   : 2, 50 to 70 samples
                spikes   : 2; 2 trains: channel0_unit1, channel1_unit0
                """ + STEP + """
                dataset  : /data: int64 (2, 3)
                dataset  : /trialdefinition: float64 (2, 3)
                dataset  : /waveform: float64 (2, 8)
                """);
        describes("x.event", """
                class    : EventData
                data     : int64 (3, 2): sample, eventid
                rate     : not known
                trials   : 2, 50 to 70 samples
                events   : 3: 1 (2), 2 (1)
                """ + STEP + """
                dataset  : /data: int64 (3, 2)
                dataset  : /trialdefinition: float64 (2, 3)
                """);
    }

    @Test
    void spikesThatCannotBeRead() {
        References.python(SAVE.replace("[[3, 0, 1], [60, 1, 0]]", "[[63, 0, 1], [60, 1, 0]]").replace("x.spy", "y.spy"), folder.toString());
        Path file = folder.resolve("y.spy/x.spike");
        String lines = InProcess.run("info", file.toString()).out();
        assertEquals("spikes   : not readable: Row 1 of /data of " + file
                + " is at sample 60, the row before it at sample 63. Rows must be in the order of their samples, since trials are cut from them by these."
                + " Sort the rows by their samples and save them again.", lines.lines().filter(line -> line.startsWith("spikes")).findFirst().orElseThrow());
        References.python(SAVE.replace("[60, 1, 0]]", "[60, 1, 0], [200, 1, 0]]").replace("x.spy", "z.spy").replace("np.ones((2, 8))", "np.ones((3, 8))"), folder.toString());
        assertEquals("spikes   : 3, 1 in no trial; 2 trains: channel0_unit1, channel1_unit0", InProcess.run("info", folder.resolve("z.spy/x.spike").toString()).out().lines()
                .filter(line -> line.startsWith("spikes")).findFirst().orElseThrow());
    }

    @Test
    void filesThatDoNotAgree() throws Exception {
        Path spectrum = folder.resolve("x.spy/x.spectral");
        Path moved = folder.resolve("x.spy/y.analog");
        Files.copy(spectrum, moved);
        Files.copy(Path.of(spectrum + ".info"), Path.of(moved + ".info"));
        String rest = InProcess.run("info", spectrum.toString()).out().replaceFirst("(?s)^file.*?\ndata", "data");
        describes("y.analog", "class    : SpectralData (its header says so; the end of its name is that of AnalogData)\n" + rest);
        Files.delete(Path.of(moved + ".info"));
        describes("y.analog", """
                header   : none: there is no y.analog.info beside it, so neither trialmap nor Syncopy opens it
                dataset  : /data: float32 (2, 1, 3, 2)
                dataset  : /trialdefinition: float64 (2, 4)
                """);
        Path info = Path.of(spectrum + ".info");
        String header = Files.readString(info);
        Files.writeString(info, header.replaceFirst("(?s)\"data_shape\": \\[\\s*2,", "\"data_shape\": [ 9,"));
        describes("x.spectral", "class    : SpectralData\ndata     : float32 (2, 1, 3, 2): time, taper, freq, channel\nheader   : it says shape (9, 1, 3, 2), so the"
                + " two files do not belong together, or one was changed without the other\n" + rest.substring(rest.indexOf('\n') + 1));
        Files.writeString(info, header.replace("\"samplerate\"", "\"rate\""));
        describes("x.spectral", "header   : cannot be used: " + info + " lacks the key 'samplerate'. Every header of a Syncopy container has it, and syncopy.load refuses"
                + " one without. Restore the file, or save the data once more.\ndataset  : /data: float32 (2, 1, 3, 2)\ndataset  : /trialdefinition: float64 (2, 4)\n");
    }
}
