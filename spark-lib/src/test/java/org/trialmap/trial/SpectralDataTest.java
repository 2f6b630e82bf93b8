package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.trialmap.Refusals.assertRefused;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;

/** Spectra as Syncopy and trialmap write them (h5py here), compared with what NumPy takes of them. */
class SpectralDataTest {
    private static final String PLAIN = SyncopyFiles.SPECTRUM + "\nf['data'] = spectrum\nf.attrs['samplerate'] = 200.\n"
            + "f['trialdefinition'] = [[5., 9, -2, 7.5], [0, 6, -1, 8.5], [6, 7, 3, 9.5]]\nf.attrs['dimord'] = ['time', 'taper', 'freq', 'channel']\n";
    private static final String NAMED = PLAIN + "f['freq'] = [1.5, 2.5, 3.5, 10., 20., 40.]\nf['channel'] = ['c%d' % i for i in range(40)]\n"
            + "f['taper'] = ['dpss', 'dpss']\n";

    @TempDir
    Path folder;

    private Path plain(String h5py) {
        return RecordingFiles.h5py(folder, "OUT.h5", h5py);
    }

    /** What NumPy takes: the bytes of an index expression into the spectrum. */
    private byte[] expected(String index) throws Exception {
        RecordingFiles.python(folder, SyncopyFiles.SPECTRUM + "\nopen(folder + 'expected', 'wb').write(np.ascontiguousarray(" + index + ").tobytes())");
        return Files.readAllBytes(folder.resolve("expected"));
    }

    private void assertValues(String index, NdArray read) throws Exception {
        assertArrayEquals(expected(index), read.toBytes().array(), index);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"x.spy |", "x |", "x.spy/x_tag.spectral | , chunks=(2, 1, 6, 7)", "x.spy | , chunks=(3, 2, 2, 40), compression='gzip'",
        "x.spy/x_tag.spectral.info | , shuffle=True, compression='lzf'"})
    void opensWhatSyncopySaved(String name, String storage) throws Exception {
        SyncopyFiles.saveSpectral(folder, "x.spy/x_tag.spectral", storage == null ? "" : storage, "");
        SpectralData spectrum = SpectralData.open(folder.resolve(name));
        assertEquals("/data in x_tag.spectral: complex64 (9, 2, 6, 40), 200.0 Hz, 3 trials, 1.5 to 40.0 Hz", spectrum.toString());
        assertEquals(folder.resolve("x.spy/x_tag.spectral"), spectrum.path());
        assertEquals(DType.COMPLEX64, spectrum.dtype());
        assertEquals(List.of("dpss", "dpss"), spectrum.taper());
        assertEquals("c39", spectrum.channel().get(39));
        assertArrayEquals(new double[] {1.5, 2.5, 3.5, 10, 20, 40}, spectrum.freq());
        assertArrayEquals(new double[] {-2 / 200.0, -1 / 200.0, 0, 1 / 200.0}, spectrum.time(0));
        assertArrayEquals(new double[] {3 / 200.0}, spectrum.time(2));
        assertEquals(NdArray.of(new double[] {8.5}, 1), spectrum.trials().info(1));
        assertArrayEquals(new int[] {4, 2, 6, 40}, spectrum.trial(0).shape());
        assertValues("spectrum[5:9]", spectrum.trial(0));
        assertValues("spectrum[0:6]", spectrum.trial(1));
        assertValues("spectrum[6:7]", spectrum.trial(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "chunked"})
    void readsOneSelectedPart(String dataset) throws Exception {
        Path file = plain(NAMED + "f.create_dataset('chunked', data=spectrum, chunks=(2, 2, 4, 9))");
        SpectralData spectrum = SpectralData.open(file, RecordingOptions.DEFAULT.dataset(dataset));
        SpectralData part = spectrum.select(Selection.all().trials("1,0").channels("c39,0,1,c20..c22").tapers("1").frequency(2.5, 20));
        assertEquals(List.of("c39", "c0", "c1", "c20", "c21", "c22"), part.channel());
        assertEquals(List.of("dpss"), part.taper());
        assertArrayEquals(new double[] {2.5, 3.5, 10, 20}, part.freq());
        assertEquals(2, part.trials().count());
        assertArrayEquals(new int[] {6, 1, 4, 6}, part.trial(0).shape());
        assertValues("spectrum[0:6, [1]][:, :, 1:5][..., [39, 0, 1, 20, 21, 22]]", part.trial(0));
        assertValues("spectrum[5:9, [1]][:, :, 1:5][..., [39, 0, 1, 20, 21, 22]]", part.trial(1));
        assertValues("spectrum[0:6][:, [1, 0]]", spectrum.select(Selection.all().tapers(1, 0)).trial(1));
        assertEquals(spectrum.identity(), part.identity());
    }

    @Test
    void isReadAsTheGuideSays() throws Exception {
        Path file = plain(NAMED.replace("standard_normal", "random").replace("'f4').view('c8')[..., 0]", "'f4')[..., 0]"));
        // tag::spectrum[]
        SpectralData power = SpectralData.open(file);                                      // OUT.h5 or OUT.spy; describes itself, reads no values yet
        SpectralData part = power.select(Selection.all().channels("c0..c3").frequency(2.5, 20));
        double[] hz = part.freq();                                                         // [2.5, 3.5, 10, 20]
        for (int k = 0; k < part.trials().count(); k++) {
            NdArray trial = part.trial(k);                                                 // (time, taper, freq, channel), read now
            System.out.println(part.history() + ": " + trial + " from " + part.time(k)[0] + " s on, at " + hz[0] + " Hz and above");
        }
        // end::spectrum[]
        assertArrayEquals(new double[] {2.5, 3.5, 10, 20}, hz);
        RecordingFiles.python(folder, SyncopyFiles.SPECTRUM.replace("standard_normal", "random").replace("'f4').view('c8')[..., 0]", "'f4')[..., 0]")
                + "\nopen(folder + 'expected', 'wb').write(np.ascontiguousarray(spectrum[0:6, :, 1:5, 0:4]).tobytes())");
        assertArrayEquals(Files.readAllBytes(folder.resolve("expected")), part.trial(1).toBytes().array());
    }

    @Test
    void selectsATimeWindowAndTellsWhichTrialsDoNotCoverIt() throws Exception {
        SpectralData part = SpectralData.open(plain(NAMED)).select(Selection.all().latency(-0.005, 0.005));
        assertEquals(2, part.trials().count());
        assertEquals(List.of(new TrialChunks.Dropped(2, "it goes from 0.015 to 0.015 s")), part.dropped());
        assertArrayEquals(new double[] {-0.005, 0, 0.005}, part.time(0));
        assertValues("spectrum[6:9]", part.trial(0));
        assertValues("spectrum[0:3]", part.trial(1));
        assertEquals(7.5, part.trials().info(0).doubles()[0]);
    }

    @Test
    void selectsFromWhatWasSelected() throws Exception {
        SpectralData part = SpectralData.open(plain(NAMED)).select(Selection.all().trials("2,0").channels("10:20").frequency(3, 40).latency(0, 0.005).trials("1:"));
        SpectralData less = part.select(Selection.all().channels("1,c12").frequency(20, 20).tapers(0));
        assertEquals(List.of("c11", "c12"), less.channel());
        assertArrayEquals(new int[] {2, 0}, SpectralData.open(plain(NAMED)).select(Selection.all().trials("2,0")).trialPositions());
        assertValues("spectrum[2:3, [0]][:, :, [4]][..., [11, 12]]", less.select(Selection.all().trials(0).latency(0.005, 0.005)).trial(0));
        assertRefused("There is no channel 'c1'. Did you mean 'c11'? The recording's channels are c11, c12. Correct channels(...).",
                () -> less.select(Selection.all().channels("c1")));
    }

    @Test
    void takesNamesAndFrequenciesOfAttributesAndMakesUpOthers() throws Exception {
        SpectralData spectrum = SpectralData.open(plain(PLAIN + "f.attrs['freq'] = np.arange(6)\nf.attrs['channel'] = ['ä%d' % i for i in range(40)]"));
        assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5}, spectrum.freq());
        assertEquals("ä3", spectrum.channel().get(3));
        assertEquals(List.of("taper1", "taper2"), spectrum.taper());
        SyncopyFiles.saveSpectral(folder, "y.spectral", "", "h['taper'] = None\nh['channel'] = None\nh['samplerate'] = None");
        SpectralData bare = SpectralData.open(folder.resolve("y.spectral"), RecordingOptions.DEFAULT.samplerateHz(50));
        assertEquals("channel01", bare.channel().get(0));
        assertEquals(-0.04, bare.time(0)[0]);
        assertEquals(History.NONE, spectrum.history());
    }

    @Test
    void travelsAsADescription() throws Exception {
        SpectralData spectrum = SpectralData.open(plain(NAMED)).select(Selection.all().trials(2).channels(7));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(spectrum);
        }
        SpectralData arrived = (SpectralData) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertValues("spectrum[6:7][..., [7]]", arrived.trial(0));
        assertEquals(spectrum.identity(), arrived.identity());
    }

    @Test
    void refusesFrequenciesThatAreNotThere() throws Exception {
        Path file = plain(NAMED);
        SpectralData spectrum = SpectralData.open(file);
        assertRefused("The selection asks for the frequency 1.0 to 20.0 Hz, but /data of " + file + " goes from 1.5 to 40.0 Hz. A range must lie inside the"
                + " frequencies that were computed. Correct frequency(...).", () -> spectrum.select(Selection.all().frequency(1, 20)));
        assertRefused("The selection asks for the frequency 2.5 to 40.1 Hz, but /data of " + file + " goes from 1.5 to 40.0 Hz. A range must lie inside the"
                + " frequencies that were computed. Correct frequency(...).", () -> spectrum.select(Selection.all().frequency(2.5, 40.1)));
        assertRefused("The selection asks for the frequency 21.0 to 39.0 Hz, but /data of " + file + " has none in this range: the nearest are 20.0 and 40.0"
                + " Hz. There would be nothing left. Widen frequency(...).", () -> spectrum.select(Selection.all().frequency(21, 39)));
    }

    @Test
    void refusesTapersThatAreNotThereOrNotOne() throws Exception {
        SpectralData spectrum = SpectralData.open(plain(NAMED));
        assertRefused("Taper 'dpss' is ambiguous: the tapers at the positions 0, 1 have that name. Select one of them by position in"
                + " tapers(...).", () -> spectrum.select(Selection.all().tapers("dpss")));
        assertRefused("The taper selection asks for taper 2, but the recording has 2 tapers: 0 to 1. Positions count from 0. Correct"
                + " tapers(...).", () -> spectrum.select(Selection.all().tapers(2)));
        assertRefused("Taper 1 ('dpss') is selected twice. A result has one place for each taper. Name every taper once in tapers(...).",
                () -> spectrum.select(Selection.all().tapers(1, 1)));
        assertRefused("There is no taper 'hann'. The recording's tapers are dpss, dpss. Correct tapers(...).",
                () -> spectrum.select(Selection.all().tapers("hann")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"f['freq'] = np.arange(5.) | /freq of F is float64 (5,)", "f['freq'] = ['a'] | /freq of F is str (1,)",
        "f['freq'] = [1, 2, 3, 4, 5, np.nan] | /freq of F is float64 (6,)",
        "f.attrs['freq'] = ['1.0', '...', '6.0'] | The attribute 'freq' of / of F is str (3,)"})
    void refusesFrequenciesThatDoNotFit(String h5py, String found) {
        Path file = plain(PLAIN + h5py);
        assertRefused(found.replace("F", file.toString()).replace("' of / of", "' of / of") + ", but /data of shape (9, 2, 6, 40) needs 6 frequencies. There"
                + " must be one finite number (Hz) per position of the third axis; an attribute holds at most 64 kB and may be cut. Write them as the dataset"
                + " /freq.", () -> SpectralData.open(file));
    }

    @Test
    void refusesSpectraWithoutFrequenciesAndRecordings() {
        Path file = plain(PLAIN);
        assertRefused("The frequencies of /data of " + file + " are not known: there is neither a dataset 'freq' beside it or above, nor an attribute 'freq'"
                + " of the root. A spectrum has one frequency (Hz) per position of its third axis. Add them to the file.", () -> SpectralData.open(file));
        plain("f.attrs['samplerate'] = 1\nf['data'] = np.zeros((5, 2))");
        assertRefused("/data of " + file + " has shape (5, 2). A spectrum has the axes (time, taper, freq, channel). Open it with AnalogData.open(path) or"
                + " Recording.open(path) if it is a recording, or name another dataset with dataset(...).", () -> SpectralData.open(file));
        plain(NAMED + "f.attrs['dimord'] = ['time', 'freq', 'channel_i', 'channel_j']");
        assertRefused("/data of " + file + " has the axes [time, freq, channel_i, channel_j] (attribute 'dimord'). Spectra are read as [time, taper, freq,"
                + " channel], and nothing is transposed. Write the data with these axes, or name another dataset with dataset(...).",
                () -> SpectralData.open(file));
        plain("f['dat'] = 1");
        assertRefused(file + " has no dataset /data. Did you mean '/dat'? The file holds /dat. A spectrum is read from one dataset, /data unless another one"
                + " is named. Name it with dataset(...).", () -> SpectralData.open(file));
    }

    @Test
    void refusesContainersOfOtherClassesAndHeadersThatDoNotFit() {
        SyncopyFiles.save(folder, "a.spy/a.analog", "", "");
        assertRefused(folder + "/a.spy/a.analog holds AnalogData, which is not a spectrum. A spectrum is time x taper x freq x channel (SpectralData). Open it"
                + " with AnalogData.open(path) or Recording.open(path), or name a file that ends in .spectral.", () -> SpectralData.open(folder.resolve("a")));
        SyncopyFiles.saveSpectral(folder, "x.spectral", "", "h['freq'] = [1.5]");
        String rest = " Restore both files, or save the data once more.";
        Path file = folder.resolve("x.spectral");
        assertRefused("The key 'freq' of " + file + ".info has 1 values, but /data of shape (9, 2, 6, 40) has 6 frequencies. There must be one value per"
                + " frequency." + rest, () -> SpectralData.open(file));
        SyncopyFiles.saveSpectral(folder, "x.spectral", "", "h['taper'] = ['a', 'b', 'c']");
        assertRefused("The key 'taper' of " + file + ".info has 3 names, but /data of shape (9, 2, 6, 40) has 2 tapers. There must be one name per taper."
                + rest, () -> SpectralData.open(file));
        SyncopyFiles.saveSpectral(folder, "x.spectral", "", "h['dimord'] = ['taper', 'time', 'freq', 'channel']");
        assertRefused("The data of " + file + " have the axes [taper, time, freq, channel] (key 'dimord' of x.spectral.info). Spectra are read as [time, taper,"
                + " freq, channel], and nothing is transposed. Save the data with these axes.", () -> SpectralData.open(file));
    }

    @Test
    void refusesATrialThatIsTooLargeForOneArray() throws Exception {
        Path file = plain("f.attrs['samplerate'] = 1\nf['freq'] = np.arange(100.)\nf.create_dataset('data', (3 * 10**9, 1, 100, 2), 'c8', chunks=(1000, 1, 1, 2))");
        SpectralData spectrum = SpectralData.open(file);
        assertRefused("Trial 0 of /data of " + file + " has 3000000000 samples of 400 numbers each, too many for one array: it holds at most 2147483639. Take"
                + " parts with select(...): fewer channels, tapers or frequencies, or a latency.", () -> spectrum.trial(0));
        assertRefused("Trial 0 of /data of " + file + " has 3000000000 samples of 1 number each, too many for one array: it holds at most 2147483639. Take"
                + " parts with select(...): fewer channels, tapers or frequencies, or a latency.", () -> spectrum.time(0));
        SpectralData part = spectrum.select(Selection.all().frequency(1, 2).channels(1).latency(2_999_999_998.0, 2_999_999_999.0));
        assertArrayEquals(new int[] {2, 1, 2, 1}, part.trial(0).shape());
        assertEquals("Trial 1 of 1 (they count from 0).", assertThrows(IndexOutOfBoundsException.class, () -> part.trial(1)).getMessage());
    }
}
