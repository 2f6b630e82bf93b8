package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trialmap.Refusals.assertRefused;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;

/** Data of time x channel as Syncopy and trialmap write them (h5py here), compared with what NumPy takes of them. */
class AnalogDataTest {
    private static final String DATA = "x = (np.arange(120 * 30) %% 251).reshape(120, 30).astype('%s')\nx += x.dtype.type(%s)\n";
    private static final String TRIALS = "[[90, 120, 0, 3], [0, 50, -20, 1], [40, 90, -20, 2], [7, 8, 5, 4]]"; // overlapping, unequal, unsorted

    @TempDir
    Path folder;

    private Path plain(String dtype, String more) {
        return RecordingFiles.h5py(folder, "OUT.h5", data(dtype) + "f.attrs['samplerate'] = 200.\nf['data'] = x\nf['trialdefinition'] = np.array("
                + TRIALS + ", float)\nf.attrs['channel'] = ['c%d' % i for i in range(30)]\nf.attrs['dimord'] = ['time', 'channel']\n" + more);
    }

    private static String data(String dtype) {
        return DATA.formatted(dtype, dtype.startsWith("c") ? "1j" : "0");
    }

    private void assertValues(String dtype, String index, NdArray read) throws Exception {
        RecordingFiles.python(folder, data(dtype) + "open(folder + 'expected', 'wb').write(np.ascontiguousarray(" + index + ").tobytes())");
        assertArrayEquals(Files.readAllBytes(folder.resolve("expected")), read.toBytes().array(), index);
    }

    @ParameterizedTest
    @CsvSource({"f4, FLOAT32", "f8, FLOAT64", "c8, COMPLEX64", "c16, COMPLEX128", "i2, INT16", "i8, INT64"})
    void readsTrialsOfEveryDtype(String dtype, DType expected) throws Exception {
        AnalogData data = AnalogData.open(plain(dtype, ""));
        assertEquals(expected, data.dtype());
        assertEquals("c29", data.channel().get(29));
        assertEquals(200, data.samplerateHz());
        assertEquals(4, data.trials().count());
        assertArrayEquals(new int[] {50, 30}, data.trial(1).shape());
        assertEquals(-0.1, data.time(1)[0]);
        assertArrayEquals(new double[] {0.025}, data.time(3));
        assertValues(dtype, "x[90:120]", data.trial(0));
        assertValues(dtype, "x[40:90]", data.trial(2));
        AnalogData part = data.select(Selection.all().trials("2,1").channels("c29,3..5,c0".replace("3..5", "c3..c5")).latency(-0.1, 0.01));
        assertValues(dtype, "x[40:63, [29, 3, 4, 5, 0]]", part.trial(0));
        assertValues(dtype, "x[0:23, [29, 3, 4, 5, 0]]", part.trial(1));
        assertEquals(23, part.time(0).length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"f['data'] = x", "f.create_dataset('data', data=x, chunks=(32, 7))", "f.create_dataset('data', data=x, chunks=True,"
            + " compression='gzip', shuffle=True)"})
    void opensContainersAsSyncopySavesThem(String create) throws Exception {
        SyncopyFiles.save(folder, "x.spy/x.analog", "del f['data']\n" + data("c8") + create + "\ndel f['trialdefinition']\nt = f.create_dataset("
                + "'trialdefinition', data=np.array(" + TRIALS + ", float), maxshape=(None, 4))",
                "h['data_shape'] = [120, 30]\nh['data_dtype'] = 'complex64'\n"
                        + "h['trl_shape'] = [4, 4]\nh['channel'] = ['c%d' % i for i in range(30)]");
        AnalogData data = AnalogData.open(folder.resolve("x"));
        assertEquals("/data in x.analog: complex64 (120, 30), 200.0 Hz, 4 trials, 30 channels", data.toString());
        assertValues("c8", "x[90:120]", data.trial(0));
        assertValues("c8", "x[7:8]", data.trial(3));
        assertEquals(List.of("syncopy"), data.history().steps().stream().map(History.Step::command).toList());
        assertRefused("/data of " + folder.resolve("x.spy/x.analog") + " is complex64 (120, 30). The samples of a recording are integers or floats, (time,"
                + " channel), at least one. Name another container.", () -> Recording.open(folder.resolve("x")));
    }

    /** The header's type and shape are those of the last dataset that syncopy.save wrote. */
    @Test
    void opensTimeLockedDataAsSyncopySavesThem() throws Exception {
        String more = "trl[:] = [[0, 60, -20, 1], [60, 120, -20, 2], [0, 60, -20, 3]]\nt[:] = trl\nf['avg'] = np.ones((60, 3), 'f4')\nf['var'] = np.zeros((60, 3), 'f4')\nf['cov'] = np.eye(3)[None]\n";
        String header = "h.update({'dataclass': 'TimeLockData', 'data_dtype': 'float64', 'data_shape': [1, 3, 3], '_hdfFileDatasetProperties': ['data', 'avg', 'var', 'cov']})";
        SyncopyFiles.save(folder, "x.spy/x.timelock", more, header);
        AnalogData data = AnalogData.open(folder.resolve("x"));
        assertEquals("/data in x.timelock: float32 (120, 3), 200.0 Hz, 3 trials, 3 channels", data.toString());
        assertEquals(List.of("avg", "cov", "var"), data.further());
        assertEquals(NdArray.of(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 1, 3, 3), data.further("cov"));
        assertEquals(180, data.trial(1).floats()[0]);
        Path file = folder.resolve("x.spy/x.timelock");
        assertRefused(
                file + " has no dataset 'vars' beside its data; it has avg, cov, var. Which there are depends on the analysis and its options. Did you mean 'var'? Correct the name, or compute the"
                        + " result with the option that adds it.",
                () -> data.further("vars"));
        assertRefused(file + " has no dataset 'data' beside its data; it has avg, cov, var. Which there are depends on the analysis and its options. Correct the name, or compute the result with the"
                + " option that adds it.", () -> data.further("data"));
        Path plain = plain("f4", "");
        assertRefused(
                plain + " has no dataset 'avg' beside its data, and no other. Which there are depends on the analysis and its options. Correct the name, or compute the result with the option that"
                        + " adds it.",
                () -> AnalogData.open(plain).further("avg"));
        SyncopyFiles.save(folder, "y.timelock", more, header.replace("[1, 3, 3]", "[2, 3, 3]"));
        assertRefused(
                "/data of " + folder.resolve("y.timelock") + " is float32 (120, 3), but y.timelock.info says float64 (2, 3, 3) (keys 'data_dtype', 'data_shape'). The two files do not belong together,"
                        + " or one was changed without the other. Restore both, or save the data once more.",
                () -> AnalogData.open(folder.resolve("y.timelock")));
    }

    @Test
    void isIdentifiedAsTheRecordingIs() throws Exception {
        Path file = plain("f4", "");
        History.Input identity = AnalogData.open(file).identity();
        assertEquals(Recording.open(file).identity(), identity);
        assertEquals(64, identity.digest().length());
        assertEquals("/data of OUT.h5: float32 (120, 30), 200.0 Hz, digest " + identity.digest(), identity.toString());
    }

    @Test
    void refusesFrequenciesTapersAndSpectra() throws Exception {
        Path file = plain("f4", "");
        String rest = ". Those are of spectra, which SpectralData.open(path) reads. Leave out ";
        assertRefused("The selection has the frequency 1.0 to 2.0 Hz, but /data of " + file + " is a recording, which has no frequencies. Those are of"
                + " spectra, which SpectralData.open(path) reads. Leave out frequency(...).",
                () -> AnalogData.open(file).select(Selection.all().frequency(1, 2)));
        assertRefused("The selection has the frequency 1.0 to 2.0 Hz, but /data of " + file + " is a recording, which has no frequencies" + rest
                + "frequency(...).", () -> Recording.open(file).chunks(Selection.all().frequency(1, 2)));
        assertRefused("The selection has the taper selection 0,1, but /data of " + file + " is a recording, which has no tapers" + rest
                + "tapers(...).", () -> Recording.open(file).chunks(Selection.all().tapers("0,1")));
        SyncopyFiles.saveSpectral(folder, "s.spy/s.spectral", "", "");
        assertRefused(folder + "/s.spy/s.spectral holds SpectralData, which is not a recording. A recording is samples x channels (AnalogData). Open it with"
                + " SpectralData.open(path), or name a file that ends in .analog.", () -> AnalogData.open(folder.resolve("s.spy")));
    }

    @Test
    void refusesATrialThatIsTooLargeForOneArray() throws Exception {
        Path file = RecordingFiles.h5py(folder, "x.h5", "f.attrs['samplerate'] = 1\nf.create_dataset('data', (3 * 10**9, 2), 'c8', chunks=(1000, 2))");
        AnalogData data = AnalogData.open(file);
        assertRefused("Trial 0 of /data of " + file + " has 3000000000 samples of 4 numbers each, too many for one array: it holds at most 2147483639. Take"
                + " parts with select(...): fewer channels, or a latency.", () -> data.trial(0));
        assertArrayEquals(new int[] {3, 1}, data.select(Selection.all().channels(1).latency(2_999_999_990.0, 2_999_999_992.0)).trial(0).shape());
    }
}
