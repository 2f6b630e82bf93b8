package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about folders and containers of Syncopy (h5py and json write them) that are no recordings or are damaged. */
class SyncopyErrorsTest {
    private static final String AGAIN = " Restore the file, or save the data once more.";

    @TempDir
    Path folder;

    private Exception refuses(String name, RecordingOptions options, String text) {
        Exception refusal = assertThrows(Exception.class, () -> Recording.open(folder.resolve(name), options));
        assertEquals(text, refusal.getMessage().replace(folder.toString(), "F"));
        return refusal;
    }

    private void refuses(String name, String text) {
        refuses(name, RecordingOptions.DEFAULT, text);
    }

    private void refusesAfter(String file, String header, String text) {
        SyncopyFiles.save(folder, "x.analog", file, header);
        refuses("x.analog", text);
    }

    @Test
    void namesWhatIsInAFolderWithoutARecording() throws Exception {
        String rest = ". A folder is opened as a Syncopy container, for the one recording in it. Name the recording's file, or another folder.";
        Files.createDirectories(folder.resolve("x.spy"));
        refuses("x.spy", "F/x.spy holds no recording (*.analog); it is empty" + rest);
        Files.writeString(folder.resolve("x.spy/b.h5"), "");
        Files.writeString(folder.resolve("x.spy/a.analog.info"), "{}");
        refuses("x", "F/x.spy holds no recording (*.analog); it holds a.analog.info, b.h5" + rest);
    }

    @Test
    void listsSeveralRecordingsInAFolder() {
        SyncopyFiles.save(folder, "x.spy/x_b.analog", "", "");
        SyncopyFiles.save(folder, "x.spy/x_a.analog", "", "");
        refuses("x.spy", "F/x.spy holds 2 recordings: x_a.analog, x_b.analog. One is opened at a time. Name its file, for example"
                + " F/x.spy/x_a.analog.");
    }

    @Test
    void saysHowDataThatAreNoRecordingAreRead() {
        SyncopyFiles.save(folder, "x.spy/x.spectral", "", "");
        String spectrum = "F/x.spy/x.spectral holds SpectralData, which is not a recording. A recording is samples x channels (AnalogData). Open it with"
                + " SpectralData.open(path), or name a file that ends in .analog.";
        refuses("x.spy", spectrum);
        refuses("x.spy/x.spectral", spectrum);
        SyncopyFiles.save(folder, "y.spy/y.crossspectral", "", "");
        refuses("y.spy", spectrum.replace("x.spy/x.spectral", "y.spy/y.crossspectral").replace("SpectralData", "CrossSpectralData"));
        refusesAfter("", "h['dataclass'] = 'TimeLockData'",
                "F/x.analog holds TimeLockData, as its header says, but such data are in files that end in .timelock, and Syncopy does not open it. One of the"
                        + " two files was renamed or replaced. Rename both, or restore them.");
    }

    @Test
    void refusesDataWithoutAHeaderAndAHeaderWithoutData() throws Exception {
        SyncopyFiles.save(folder, "x.analog", "", "");
        Path info = folder.resolve("x.analog.info");
        byte[] header = Files.readAllBytes(info);
        Files.delete(info);
        refuses("x.analog", "F/x.analog has no header: there is no x.analog.info beside it. A Syncopy container is both files; the header says"
                + " what the"
                + " data are and is written last. Restore it, or write the container again; a copy of the data under a name that ends in .h5 is"
                + " read as a"
                + " plain HDF5 recording.");
        Files.write(info, header);
        Files.delete(folder.resolve("x.analog"));
        refuses("x.analog.info", "Cannot open 'F/x.analog': there is no such file. Check the path.");
        refuses("x.analog", "Cannot open 'F/x.analog': there is no such file. Check the path.");
        refuses("x.spy", "Cannot open 'F/x.spy': there is no such file. Check the path.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'a': 1}           | at line 1", "{\"a\": [1, 2         | at line 1", "{} {}              | at line 1",
        "``                   | at line 1", "null               | ``", "[1]                | at line 1"})
    void saysWhereAHeaderIsDamaged(String json, String place) throws Exception {
        SyncopyFiles.save(folder, "x.analog", "", "");
        Files.writeString(folder.resolve("x.analog.info"), json);
        Exception refusal = refuses("x.analog", RecordingOptions.DEFAULT, "Cannot read 'F/x.analog.info' (" + json.length() + " bytes): it is"
                + " not a JSON object"
                + (place.isEmpty() ? "" : " " + place) + ". It is damaged, or writing it was interrupted. Restore the file, or write it again.");
        assertInstanceOf(IOException.class, refusal);
    }

    @Test
    void namesMissingKeys() {
        refusesAfter("", "del h['dimord'], h['channel']", "F/x.analog.info lacks the keys 'dimord', 'channel'. Every header of a Syncopy"
                + " container has them,"
                + " and syncopy.load refuses one without." + AGAIN);
        refusesAfter("", "del h['dataclass']", "F/x.analog.info lacks the key 'dataclass'. Every header of a Syncopy container has it, and"
                + " syncopy.load"
                + " refuses one without." + AGAIN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "dataclass | 'AnalogDate' | 'AnalogDate' | one of Syncopy's classes (AnalogData, SpectralData, CrossSpectralData, TimeLockData,"
                + " SpikeData, EventData)",
        "dimord | 'time' | 'time' | a list of names", "dimord | None | null | a list of names", "channel | ['a', 1, 'b'] | [a, 1, b] | a list"
                + " of names",
        "data_shape | [120, -3] | [120, -3] | a list of whole numbers, none of them negative",
        "trl_shape | [3, 4.5] | [3, 4.5] | a list of whole numbers, none of them negative",
        "data_offset | 'far' | 'far' | a whole number that is not negative, or null for a chunked dataset",
        "samplerate | 0 | 0 | a positive, finite number, in Hz", "samplerate | float('inf') | Infinity | a positive, finite number, in Hz",
        "samplerate | '1 kHz' | '1 kHz' | a positive, finite number, in Hz", "file_checksum | None | null | a text", "_version | 3 | 3 | a text",
        "cfg | [1] | [1] | an object", "_log | {'x': 'y' * 200} | {x="
                + "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy..."
                + " | a text"})
    void namesTheKeyWithAnImpossibleValue(String key, String value, String shown, String expected) {
        refusesAfter("", "h['" + key + "'] = " + value, "The key '" + key + "' of F/x.analog.info is " + shown + ". It must be " + expected + "."
                + AGAIN);
    }

    @Test
    void refusesOtherAxes() {
        refusesAfter("", "h['dimord'] = ['channel', 'time']", "The data of F/x.analog have the axes [channel, time] (key 'dimord' of x.analog.info)."
                + " Recordings are read as [time, channel], and nothing is transposed. Save the data with these axes.");
    }

    @Test
    void refusesAHeaderThatContradictsTheData() {
        String rest = " The two files do not belong together, or one was changed without the other. Restore both, or save the data once more.";
        refusesAfter("", "h['data_shape'] = [121, 3]", "/data of F/x.analog is float32 (120, 3), but x.analog.info says float32 (121, 3) (keys"
                + " 'data_dtype', 'data_shape')." + rest);
        refusesAfter("", "h['data_dtype'] = 'float64'", "/data of F/x.analog is float32 (120, 3), but x.analog.info says float64 (120, 3) (keys"
                + " 'data_dtype', 'data_shape')." + rest);
        refusesAfter("", "h['trl_shape'] = [2, 4]", "/trialdefinition of F/x.analog is float64 (3, 4), but x.analog.info says float64 (2, 4) (keys"
                + " 'trl_dtype', 'trl_shape')." + rest);
        refusesAfter("", "h['channel'] = ['a']", "The key 'channel' of F/x.analog.info has 1 names, but /data of shape (120, 3) has 3"
                + " channels. There must"
                + " be one name per channel. Restore both files, or save the data once more.");
    }

    @Test
    void refusesMissingDatasetsAndTrialsOutsideTheData() {
        refusesAfter("del f['trialdefinition']", "", "F/x.analog has no dataset /trialdefinition; it holds data. Every Syncopy container has"
                + " /data and"
                + " /trialdefinition." + AGAIN);
        refusesAfter("t[2, 1] = 121", "", "Trial 2 in /trialdefinition of F/x.analog goes from sample 90 to 121 (excluded), but /data has the"
                + " samples 0 to"
                + " 119. A trial must lie inside the data; nothing is cut or padded. Correct the file, or read the dataset that the trials"
                + " were defined for"
                + " with dataset(...).");
        refusesAfter("del f['data']\nf['data'] = np.zeros((120, 3), 'c8')", "h['data_dtype'] = 'complex64'", "/data of F/x.analog is complex64"
                + " (120, 3). The"
                + " samples of a recording are integers or floats, (time, channel), at least one. Name another container.");
    }

    @Test
    void refusesOptionsThatContradictTheContainer() {
        SyncopyFiles.save(folder, "x.analog", "", "");
        refuses("x.analog", RecordingOptions.DEFAULT.samplerateHz(100), "The key 'samplerate' of F/x.analog.info is 200.0 Hz, the option says"
                + " 100.0 Hz. One"
                + " of them is wrong, and nothing is resampled. Leave out samplerateHz(...), or correct the container.");
        refuses("x.analog", RecordingOptions.DEFAULT.dataset("/raw"), "The dataset /raw is asked for, but F/x.analog is a Syncopy container."
                + " Its samples are"
                + " in /data, and its header belongs to these. Leave out dataset(...).");
    }
}
