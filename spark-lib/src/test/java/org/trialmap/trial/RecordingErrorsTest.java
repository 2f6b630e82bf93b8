package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about files (written by h5py 3.7) that are no recordings, and about options that do not fit. */
class RecordingErrorsTest {
    private static final String NAME_ANOTHER = " Name another dataset with dataset(...).";

    @TempDir
    Path folder;

    private void refuses(String h5py, RecordingOptions options, String text) {
        Path file = RecordingFiles.h5py(folder, "x.h5", h5py);
        String message = assertThrows(IllegalArgumentException.class, () -> Recording.open(file, options)).getMessage();
        assertEquals(text, message.replace(file.toString(), "x.h5"));
    }

    private void refuses(String h5py, String text) {
        refuses("f.attrs['samplerate'] = 1000.0\n" + h5py, RecordingOptions.DEFAULT, text);
    }

    @Test
    void listsTheDatasetsWhenTheOneAskedForIsMissing() {
        refuses("f['lfp/raw'] = np.zeros((5, 2))\nf['Data'] = np.zeros((5, 2))", RecordingOptions.DEFAULT, "x.h5 has no dataset /data. Did you mean"
                + " '/Data'? The file holds /Data, /lfp/raw. A recording is read from one dataset, /data unless another one is named. Name it with"
                + " dataset(...).");
        refuses("f['lfp/raw'] = np.zeros((5, 2))", RecordingOptions.DEFAULT.dataset("lfp"), "x.h5 has no dataset /lfp. The file holds /lfp/raw."
                + " A recording is read from one dataset, /data unless another one is named. Name it with dataset(...).");
        refuses("f.create_group('empty')", RecordingOptions.DEFAULT, "x.h5 has no dataset /data. The file holds no datasets. A recording is read from"
                + " one dataset, /data unless another one is named. Name it with dataset(...).");
    }

    @Test
    void asksForAMissingSamplerate() {
        refuses("f['data'] = np.zeros((5, 2))", RecordingOptions.DEFAULT, "The samplerate of /data of x.h5 is not known: neither the dataset nor a"
                + " group above it has an attribute 'samplerate' (Hz). Time axes and frequencies need it. Give it with samplerateHz(...).");
    }

    @Test
    void refusesASamplerateThatContradictsTheFile() {
        refuses("f['data'] = np.zeros((5, 2))\nf['data'].attrs['samplerate'] = 512", RecordingOptions.DEFAULT.samplerateHz(500), "The attribute"
                + " 'samplerate' of /data of x.h5 is 512.0 Hz, the option says 500.0 Hz. One of them is wrong, and nothing is resampled. Leave out"
                + " samplerateHz(...), or correct the file.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"np.nan | NaN", "-5 | -5.0", "0 | 0.0", "np.inf | Infinity", "[-1.5] | -1.5"})
    void refusesImpossibleSampleratesInTheFile(String value, String shown) {
        refuses("f['data'] = np.zeros((5, 2))\nf.attrs['samplerate'] = " + value, RecordingOptions.DEFAULT, "The attribute 'samplerate' of / of"
                + " x.h5 is "
                + shown + " Hz. It must be a positive, finite number. Correct the file.");
    }

    @Test
    void refusesASamplerateThatIsNotOneNumber() {
        refuses("f['data'] = np.zeros((5, 2))\nf.attrs['samplerate'] = [1.0, 2.0]", RecordingOptions.DEFAULT, "The attribute 'samplerate' of / of"
                + " x.h5 is float64 (2,). It must be one number, in Hz. Correct the file.");
        refuses("f['data'] = np.zeros((5, 2))\nf.attrs['samplerate'] = '1 kHz'", RecordingOptions.DEFAULT, "The attribute 'samplerate' of / of x.h5"
                + " is str (). It must be one number, in Hz. Correct the file.");
    }

    @ParameterizedTest
    @CsvSource({"NaN", "-1.0", "0.0", "Infinity"})
    void refusesImpossibleSampleratesAsOptions(double hz) {
        assertEquals("The samplerate " + hz + " Hz is not possible. It must be a positive, finite number. Correct samplerateHz(...).",
                assertThrows(IllegalArgumentException.class, () -> RecordingOptions.DEFAULT.samplerateHz(hz)).getMessage());
    }

    @Test
    void refusesADatasetPathThatNamesNothing() {
        assertEquals("The dataset path '/' names nothing. A recording is read from one dataset of its file. Give its path, for example dataset(\"/data\").",
                assertThrows(IllegalArgumentException.class, () -> RecordingOptions.DEFAULT.dataset("/")).getMessage());
    }

    @Test
    void refusesOtherRanks() {
        String rest = ". A recording has the axes (sample, channel), (trial, sample, channel) or, for one channel, (sample,)." + NAME_ANOTHER;
        refuses("f['data'] = np.zeros((2, 3, 4, 5))", "/data of x.h5 has shape (2, 3, 4, 5)" + rest);
        refuses("f['data'] = 5.0", "/data of x.h5 has shape ()" + rest);
    }

    @Test
    void refusesSpectraAndOtherAxes() {
        refuses("f['data'] = np.zeros((2, 3, 4, 5), 'c8')\nf.attrs['dimord'] = ['time', 'taper', 'freq', 'channel']", "/data of x.h5 has the axes [time, taper,"
                + " freq, channel] (attribute 'dimord'), so it is a spectrum (SpectralData) and no recording. A recording is samples x channels. Open it with"
                + " SpectralData.open(path), or name another dataset with dataset(...).");
        refuses("f['data'] = np.zeros((2, 3))\nf.attrs['dimord'] = ['channel', 'time']", "/data of x.h5 has the axes [channel, time] (attribute 'dimord')."
                + " Recordings are read as [time, channel], and nothing is transposed. Write the data with these axes, or name another dataset with dataset(...).");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"np.zeros((5, 0)); (5, 0)", "np.zeros((0, 5)); (0, 5)", "np.zeros((3, 5, 0)); (3, 5, 0)"})
    void refusesDataWithoutChannelsSamplesOrTrials(String data, String shape) {
        refuses("f['data'] = " + data, "/data of x.h5 has shape " + shape + ", so it holds no samples. There would be nothing to"
                + " compute." + NAME_ANOTHER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"['a', 'b']; str", "np.zeros((5, 2), 'c16'); complex128", "np.zeros((5, 2), bool); bool"})
    void refusesDataThatAreNoNumbers(String data, String dtype) {
        refuses("f['data'] = " + data, "/data of x.h5 holds " + dtype + " values. The samples of a recording are integers or floats." + NAME_ANOTHER);
    }

    @Test
    void refusesChannelNamesThatDoNotFit() {
        refuses("f['data'] = np.zeros((5, 2))\nf['channel'] = ['a', 'b', 'c']", "/channel of x.h5 has 3 channel names, but /data of shape (5, 2)"
                + " has 2 channels. There must be one name per channel. Correct the file, or name the dataset that the names belong to with"
                + " dataset(...).");
        refuses("f['data'] = np.zeros((5, 2))\nf['channel'] = [1, 2]", "/channel of x.h5 is int64 (2,), which are no channel names. It must be a"
                + " list of strings, one per channel. Correct the file.");
        refuses("f['data'] = np.zeros((5, 2))\nf.attrs['channel'] = ['a', '...', 'z']", "The attribute 'channel' of / of x.h5 has 3 channel names, but /data"
                + " of shape (5, 2) has 2 channels. There must be one name per channel. Correct the file, or name the dataset that the names belong to with"
                + " dataset(...).");
    }

    @Test
    void refusesFilesThatCannotBeRead() throws Exception {
        Path missing = folder.resolve("missing.h5");
        assertEquals("Cannot open '" + missing + "': there is no such file. Check the path.",
                assertThrows(IOException.class, () -> Recording.open(missing)).getMessage());
        Path text = Files.writeString(folder.resolve("text.h5"), "no HDF5");
        assertEquals("Cannot open '" + text + "' (7 bytes): it has no HDF5 signature. It is in another format, or writing it was interrupted. Check"
                + " that it is the right file, or write it again.", assertThrows(IOException.class, () -> Recording.open(text)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"np.zeros((5, 2), 'u8')", "np.zeros(5, [('x', 'f8'), ('y', 'i4')])"})
    void refusesTypesWithoutALosslessCounterpart(String data) {
        Path file = RecordingFiles.h5py(folder, "x.h5", "f['data'] = " + data);
        String message = assertThrows(IOException.class, () -> Recording.open(file)).getMessage(); // the rest of the text belongs to Hdf5File
        assertTrue(message.startsWith("Cannot read dataset '/data' of '" + file + "': its type is "), message);
    }

    @Test
    void doesNotTakeAGroupForChannelNamesOrTrials() throws Exception {
        Path file = RecordingFiles.h5py(folder, "x.h5", "f.attrs['samplerate'] = 1\nf['data'] = np.zeros((5, 2))\nf.create_group('channel')\n"
                + "f.create_group('trialdefinition')");
        assertEquals(List.of("channel1", "channel2"), Recording.open(file).channelNames());
        assertEquals(1, Recording.open(file).trials().count());
    }

    @Test
    void listsAFileWhoseLinksGoRoundInCircles() {
        refuses("f.create_group('a')\nf['a/back'] = h5py.SoftLink('/')\nf['a/dat'] = np.zeros(3)\nf['a/dangling'] = h5py.SoftLink('/none')",
                RecordingOptions.DEFAULT.dataset("/a/data"), "x.h5 has no dataset /a/data. Did you mean '/a/dat'? The file holds"
                        + " /a/back/a/back/a/dat, /a/back/a/dat, /a/dat. A recording is read from one dataset, /data unless another one is named. Name it"
                        + " with dataset(...).");
    }

    @Test
    void namesTheTrialThatLiesOutsideTheData() {
        refuses("f['data'] = np.zeros((50, 2))\nf['trialdefinition'] = [[0, 50, 0], [40, 60, 0]]", "Trial 1 in /trialdefinition of x.h5 goes from"
                + " sample 40 to 60 (excluded), but /data has the samples 0 to 49. A trial must lie inside the data; nothing is cut or padded."
                + " Correct the file, or read the dataset that the trials were defined for with dataset(...).");
    }

    @Test
    void refusesATrialThatIsTooLargeForOneTask() throws Exception {
        Path file = RecordingFiles.h5py(folder, "x.h5", "f.attrs['samplerate'] = 1\n"
                + "f.create_dataset('data', (3 * 10**9, 2), 'i1', chunks=(1000, 2))");
        Recording recording = Recording.open(file);
        assertEquals("Trial 0 of /data of " + file + " has 3000000000 samples, too many for a task of 2 channels: one array in memory holds at most"
                + " 2147483639 values. Use fewer channels per task with channelsPerTask(...), or shorter trials.",
                assertThrows(IllegalArgumentException.class, () -> recording.chunks().get(0)).getMessage());
    }
}
