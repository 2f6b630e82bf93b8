package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;

/** Counts that become values as their file says, compared with NumPy; files written by h5py 3.7, NWB's in the layout of pynwb 2.8. */
class ScalingTest {
    private static final String CORRECT = " Correct the file, or read the numbers as they are stored with raw(true).";
    private static final RecordingOptions NWB = RecordingOptions.DEFAULT.dataset("/acquisition/ElectricalSeries/data");
    private static final String ELECTRICAL_SERIES = """
            f.attrs['nwb_version'] = '2.7.0'
            s = f.create_group('acquisition/ElectricalSeries')
            s.attrs['neurodata_type'] = 'ElectricalSeries'
            counts = np.random.default_rng(5).integers(-32768, 32767, (60, 4)).astype('%s')
            d = s.create_dataset('data', data=counts)
            d.attrs['unit'] = 'volts'
            d.attrs['conversion'] = 1.95e-7
            d.attrs['offset'] = 0.0025
            d.attrs['resolution'] = -1.0
            s['starting_time'] = 12.5
            s['starting_time'].attrs.update(rate=30000.0, unit='seconds')
            s['channel_conversion'] = np.array([1.0, 0.5, 2.0, 1.25], 'f4')
            s['channel_conversion'].attrs['axis'] = 1
            """;

    @TempDir
    Path folder;

    private void assertValues(Path file, RecordingOptions options, String numpy, DType dtype) throws IOException {
        String[] printed = RecordingFiles.python(folder, "f = h5py.File('" + file + "', 'r')\nx = (" + numpy + ")\nprint(x.dtype, *[repr(float(v)) for v in x.ravel()])")
                .strip().split(" ");
        assertEquals(dtype.toString(), printed[0]);
        Recording recording = Recording.open(file, options);
        assertEquals(dtype, recording.dtype());
        NdArray read = recording.trial(0).array();
        assertEquals(dtype, read.dtype());
        double[] values = recording.trial(0).doubles();
        for (int i = 0; i < values.length; i++) {
            assertEquals(Double.parseDouble(printed[i + 1]), values[i], 0, "value " + i);
        }
    }

    @Test
    void anElectricalSeriesOfNwbIsInVolts() throws IOException {
        Path file = RecordingFiles.h5py(folder, "a.nwb", ELECTRICAL_SERIES.formatted("i2"));
        String values = "(f['/acquisition/ElectricalSeries/data'][()] * (1.95e-7 * f['/acquisition/ElectricalSeries/channel_conversion'][()].astype('f8'))"
                + " + 0.0025).astype('f4')";
        assertValues(file, NWB, values, DType.FLOAT32);
        Recording recording = Recording.open(file, NWB);
        assertEquals(30000, recording.samplerateHz());
        assertEquals(Optional.of("volts"), recording.unit());
        assertTrue(recording.isScaled());
        assertEquals(Optional.of("volts"), AnalogData.open(file, NWB).unit());
        assertArrayEquals(recording.trial(0).array().floats(), AnalogData.open(file, NWB).trial(0).floats());
        assertValues(RecordingFiles.h5py(folder, "wide.nwb", ELECTRICAL_SERIES.formatted("i4")), NWB, values.replace(".astype('f4')", ""), DType.FLOAT64);
    }

    @Test
    void rawNumbersHaveNoUnit() throws IOException {
        Path file = RecordingFiles.h5py(folder, "a.nwb", ELECTRICAL_SERIES.formatted("i2"));
        assertValues(file, NWB.raw(true), "f['/acquisition/ElectricalSeries/data'][()]", DType.INT16);
        Recording raw = Recording.open(file, NWB.raw(true));
        assertEquals(Optional.empty(), raw.unit());
        assertFalse(raw.isScaled());
        assertNotEquals(Recording.open(file, NWB).identity(), raw.identity());
        Path volts = RecordingFiles.h5py(folder, "v.h5", "d = f.create_dataset('data', data=np.ones((5, 2)))\nd.attrs['unit'] = 'V'\nf.attrs['samplerate'] = 10.0");
        assertEquals(Optional.of("V"), Recording.open(volts).unit());
        assertEquals(DType.FLOAT64, Recording.open(volts).dtype());
        assertEquals(Optional.empty(), Recording.open(volts, RecordingOptions.DEFAULT.raw(true)).unit());
    }

    @ParameterizedTest
    @CsvSource({"i1, FLOAT32", "u1, FLOAT32", "i2, FLOAT32", "u2, FLOAT64", "i4, FLOAT64", "i8, FLOAT64", "f4, FLOAT32", "f8, FLOAT64", ">i2, FLOAT32"})
    void scaleFactorAndAddOffsetAreThoseOfNetcdf(String stored, DType dtype) throws IOException {
        Path file = RecordingFiles.h5py(folder, "cf.h5", "f.attrs['samplerate'] = 10.0\nd = f.create_dataset('data', data=np.arange(40).reshape(10, 4).astype('"
                + stored + "'))\nd.attrs['scale_factor'] = np.float64(0.3)\nd.attrs['add_offset'] = 7\nd.attrs['units'] = 'pT'");
        assertValues(file, RecordingOptions.DEFAULT, "(f['data'][()].astype('f8') * 0.3 + 7).astype('" + (dtype == DType.FLOAT32 ? "f4" : "f8") + "')", dtype);
        assertEquals(Optional.of("pT"), Recording.open(file).unit());
    }

    /** In any selection, also of channels that are not neighbours and of trials that are read ahead, each channel has its own factor. */
    @Test
    void everyWayOfReadingScalesAlike() throws Exception {
        Path file = RecordingFiles.h5py(folder, "s.h5", """
                f.attrs['samplerate'] = 10.0
                f['data'] = np.arange(240).reshape(60, 4).astype('i2')
                f['data'].attrs['conversion'] = [0.1, 0.2, 0.3, 0.4]
                f['trialdefinition'] = [[0, 10, 0], [10, 30, 0], [30, 60, 0]]
                """);
        TrialChunks chunks = Recording.open(file).chunks(Selection.all().channels("3,0,2"));
        float[][] read = new float[3][];
        chunks.block(0, 3, 0).forEach((k, trial) -> read[k] = trial.array().floats().clone());
        for (int k = 0; k < 3; k++) {
            assertArrayEquals(read[k], chunks.get(k).array().floats());
            assertArrayEquals(read[k], AnalogData.open(file).select(Selection.all().channels("3,0,2")).trial(k).floats());
        }
        assertArrayEquals(new float[] {(float) (43 * 0.4), (float) (40 * 0.1), (float) (42 * 0.3)}, java.util.Arrays.copyOf(read[1], 3));
    }

    private void refuses(String h5py, String text) {
        Path file = RecordingFiles.h5py(folder, "x.h5", "f.attrs['samplerate'] = 10.0\nd = f.create_dataset('g/data', data=np.ones((5, 2), 'i2'))\n" + h5py);
        String message = assertThrows(IllegalArgumentException.class, () -> Recording.open(file, RecordingOptions.DEFAULT.dataset("/g/data"))).getMessage();
        assertEquals(text, message.replace(file.toString(), "x.h5"));
    }

    @Test
    void scalesThatAreNoneAreRefused() {
        refuses("d.attrs['conversion'] = 0.0", "The attribute 'conversion' of /g/data of x.h5 has 0.0. The numbers of /g/data are scaled by finite numbers other"
                + " than 0." + CORRECT);
        refuses("d.attrs['scale_factor'] = np.nan", "The attribute 'scale_factor' of /g/data of x.h5 has NaN. The numbers of /g/data are scaled by finite numbers"
                + " other than 0." + CORRECT);
        refuses("d.attrs['scale_factor'] = 2.0\nd.attrs['add_offset'] = np.inf", "The attribute 'add_offset' of /g/data of x.h5 has Infinity. The numbers of"
                + " /g/data are scaled by finite numbers." + CORRECT);
        refuses("d.attrs['conversion'] = 'uV'", "The attribute 'conversion' of /g/data of x.h5 is str (). The numbers of /g/data are scaled by one number, or by one"
                + " for each of its 2 channels." + CORRECT);
        refuses("f['g/channel_conversion'] = [1.0, 2.0, 3.0]", "/g/channel_conversion of x.h5 is float64 (3,). The numbers of /g/data are scaled by one number, or by"
                + " one for each of its 2 channels." + CORRECT);
        refuses("d.attrs['conversion'] = 2.0\nd.attrs['scale_factor'] = 2.0", "/g/data of x.h5 has both the attribute 'conversion' and 'scale_factor'. Each says how"
                + " its numbers become values, and one of them must be wrong." + CORRECT);
    }

    @Test
    void timesWithoutARateAreRefused() throws IOException {
        String series = "d = f.create_dataset('s/data', data=np.ones((5, 2)))\nf['s/timestamps'] = np.arange(5) / 100.0";
        Path file = RecordingFiles.h5py(folder, "t.h5", series);
        RecordingOptions options = RecordingOptions.DEFAULT.dataset("/s/data");
        assertEquals("The samplerate of /s/data of " + file + " is not known: the file has a time for each sample, /s/timestamps, and no rate. Samples are read as"
                + " evenly spaced, and these times are not looked at. If they are even, give their rate with samplerateHz(...).",
                assertThrows(IllegalArgumentException.class, () -> Recording.open(file, options)).getMessage());
        assertEquals(100, Recording.open(file, options.samplerateHz(100)).samplerateHz());
        Path wrong = RecordingFiles.h5py(folder, "r.h5", "d = f.create_dataset('s/data', data=np.ones((5, 2)))\nf['s/starting_time'] = 0.0\n"
                + "f['s/starting_time'].attrs['rate'] = -3.0");
        assertEquals("The attribute 'rate' of /s/starting_time of " + wrong + " is -3.0 Hz. It must be a positive, finite number. Correct the file.",
                assertThrows(IllegalArgumentException.class, () -> Recording.open(wrong, options)).getMessage());
    }
}
