package org.trialmap.trial.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.trial.Event;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;

/** Datasets as EEGLAB saves them; values as SciPy reads them from the same file. */
class EeglabSetTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void write() {
        MatFiles.write(folder, """
                x = rng.standard_normal((3, 200)).astype('f4')
                def locs(*labels):
                    return tuple({'labels': one, 'X': float(i)} for i, one in enumerate(labels))
                events = ({'type': 'square', 'latency': 10.0, 'duration': 0.0, 'position': 1.0, 'urevent': 1.0},
                          {'type': 'rt', 'latency': 30.6, 'duration': np.zeros((0, 0)), 'position': np.zeros((0, 0)), 'urevent': 2.0},
                          {'type': 'boundary', 'latency': 100.5, 'duration': np.nan, 'position': np.zeros((0, 0)), 'urevent': np.zeros((0, 0))},
                          {'type': 7.0, 'latency': 151.0, 'duration': 5.0, 'position': 2.0, 'urevent': 4.0})
                eeg = {'setname': 'a study', 'nbchan': 3.0, 'trials': 1.0, 'pnts': 200.0, 'srate': 250.0, 'xmin': 0.0, 'xmax': 0.796, 'data': x, 'chanlocs': locs('Fz', 'Cz', 'M\\u00fc'),
                       'event': events, 'epoch': np.zeros((0, 0)), 'ref': 'common'}
                times = [[9], [5, 20], [25], []]
                epoched = [{'type': 'square' if j == 0 and k != 2 else 'rt', 'latency': 50.0 * k + 26 + (0 if j == 0 else 12), 'epoch': k + 1.0, 'side': 'left' if k else 'right'}
                           for k in range(3) for j in range(2)]
                epochs = dict(eeg, trials=4.0, pnts=50.0, xmin=-0.1, data=x.reshape(3, 4, 50).transpose(0, 2, 1), event=tuple(epoched), epoch=tuple({'event': 1.0} for k in range(4)))
                for name, values in (('cont', eeg), ('epochs', epochs), ('one', dict(eeg, event={'type': 'go', 'latency': 3.0}, chanlocs=np.zeros((0, 0)))),
                                     ('double', dict(eeg, data=x.astype('f8'))), ('fdt', dict(eeg, data='other.fdt')), ('named', dict(eeg, data='C:\\\\data\\\\there.fdt', trials=np.zeros((0, 0))))):
                    save5(name + '-5.set', {'EEG': values})
                    save5(name + '-5z.set', {'EEG': values}, do_compression=True)
                    save5(name + '-5root.set', values)
                    save73(name + '-73.set', {'EEG': values})
                    save73(name + '-73root.set', values)
                for kind in ('5', '5z', '5root', '73', '73root'):
                    x.T.tofile('fdt-%s.fdt' % kind)
                x.T.tofile('there.fdt')
                loadmat('cont-5z.set')['EEG']['data'][0, 0].T.tofile('expected')
                loadmat('double-5z.set')['EEG']['data'][0, 0].T.tofile('expected-double')
                for name, values in (('nodata', {'EEG': dict(eeg, data=x[:2])}), ('nosrate', {'EEG': dict(eeg, srate=np.zeros((0, 0)))}), ('zero', {'EEG': dict(eeg, srate=0.0)}),
                                     ('locs', {'EEG': dict(eeg, chanlocs=locs('Fz', 'Cz'))}), ('latency', {'EEG': dict(eeg, event=({'type': 'a'}, {'type': 'b'}))}),
                                     ('gone', {'EEG': dict(eeg, data='away.fdt')}), ('dat', {'EEG': dict(eeg, data='old.dat')}), ('two', {'EEG': eeg, 'ALLEEG': eeg}),
                                     ('none', {'x': x, 'name': 'text', 'c': ['a', 1.0]}), ('complex', {'EEG': dict(eeg, data=x + 1j)}), ('int', {'EEG': dict(eeg, data=x.astype('u8'))})):
                    save5(name + '.set', values)
                savemat('four.mat', {'x': x}, format='4')
                """);
    }

    private static Path set(String name, String kind) {
        return folder.resolve(name + "-" + kind + ".set");
    }

    private static List<String> shown(List<Event> events) {
        return events.stream().map(event -> event.sample() + " " + event.value() + " " + event.durationSeconds() + " " + event.columns()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5z", "5root", "73", "73root"})
    void continuousDataAreCutAtBoundaries(String kind) throws IOException {
        Recording recording = Recording.open(set("cont", kind));
        assertEquals("EEGLAB in cont-" + kind + ".set: float32 (200, 3), 250.0 Hz, 2 trials", recording.toString());
        assertEquals(List.of("Fz", "Cz", "M\u00fc"), recording.channelNames());
        assertEquals(List.of(100L, 100L, 0L, 100L), List.of(recording.trials().stop(0), recording.trials().start(1), recording.trials().offset(0), recording.trials().offset(1)));
        byte[] expected = Files.readAllBytes(folder.resolve("expected"));
        assertArrayEquals(Arrays.copyOf(expected, 1200), recording.trial(0).array().toBytes().array());
        assertArrayEquals(Arrays.copyOfRange(expected, 1200, 2400), recording.trial(1).array().toBytes().array());
        assertEquals(List.of("9 square 0.0 {position=1}", "30 rt 0.0 {position=n/a}", "100 boundary 0.0 {position=n/a}", "150 7 0.02 {position=2}"), shown(recording.events()));
        assertEquals(1, recording.around(recording.events(), List.of("7"), 0.1, 0.1).trials().count());
        assertEquals(1, recording.around(recording.events(), List.of("7", "boundary"), 0.1, 0.1).withoutTrial().size(), "no trial goes over a boundary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5z", "5root", "73", "73root"})
    void epochsAreTrialsThatTheirEventsSelect(String kind) throws IOException {
        Recording recording = Recording.open(set("epochs", kind));
        assertEquals("EEGLAB in epochs-" + kind + ".set: float32 (200, 3), 250.0 Hz, 4 trials", recording.toString());
        assertEquals(List.of(50L, 100L, -25L), List.of(recording.trials().start(1), recording.trials().stop(1), recording.trials().offset(1)));
        byte[] expected = Files.readAllBytes(folder.resolve("expected"));
        assertArrayEquals(Arrays.copyOfRange(expected, 600, 1200), recording.trial(1).array().toBytes().array());
        assertEquals(List.of("event", "side"), recording.trials().columnNames());
        assertArrayEquals(new int[] {0, 1}, recording.chunks(Selection.all().trials("event=square")).trials());
        assertArrayEquals(new int[] {2}, recording.chunks(Selection.all().trials("event=rt,side=left")).trials());
        assertEquals("25 square 0.0 {side=right}", shown(recording.events()).get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5z", "5root", "73", "73root"})
    void samplesMayBeInAFileBesides(String kind) throws IOException {
        for (String name : List.of("fdt", "named")) { // one was renamed, the other has another computer's path
            Recording recording = Recording.open(set(name, kind));
            assertEquals("EEGLAB in " + name + "-" + kind + ".set: float32 (200, 3), 250.0 Hz, 2 trials", recording.toString());
            assertArrayEquals(Arrays.copyOf(Files.readAllBytes(folder.resolve("expected")), 1200), recording.trial(0).array().toBytes().array());
        }
        assertArrayEquals(Arrays.copyOf(Files.readAllBytes(folder.resolve("expected-double")), 2400), Recording.open(set("double", kind)).trial(0).array().toBytes().array());
        Recording one = Recording.open(set("one", kind));
        assertEquals(List.of("channel1", "channel2", "channel3"), one.channelNames());
        assertEquals(List.of("2 go 0.0 {}"), shown(one.events()));
        assertEquals(one.trial(0).value(17, 2), one.chunks(Selection.all().channels("2,0")).get(0).value(17, 0));
    }

    private static String refused(String name) {
        return assertThrows(Exception.class, () -> Recording.open(folder.resolve(name))).getMessage().replace(folder.toString(), "F");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "nodata.set | 'data' of the EEGLAB dataset 'EEG' in F/nodata.set is single 2x200. It must be the numbers of 3 channels (nbchan) x 200 samples (pnts x trials), or the name of the file with them."
                + " Correct it in MATLAB, and save it once more.",
        "complex.set | 'data' of the EEGLAB dataset 'EEG' in F/complex.set is complex single 3x200. It must be the numbers of 3 channels (nbchan) x 200 samples (pnts x trials), or the name of the file with"
                + " them. Correct it in MATLAB, and save it once more.",
        "int.set | 'data' of the EEGLAB dataset 'EEG' in F/int.set is uint64 3x200. It must be numbers of a type that is read: floats, or integers of up to 64 bits (unsigned: 32). Correct it in MATLAB,"
                + " and save it once more.",
        "nosrate.set | 'srate' of the EEGLAB dataset 'EEG' in F/nosrate.set is double 0x0. It must be a finite number. Correct it in MATLAB, and save it once more.",
        "zero.set | 'srate' of the EEGLAB dataset 'EEG' in F/zero.set is 0.0. It must be a positive number of samples per second. Correct it in MATLAB, and save it once more.",
        "locs.set | 'chanlocs' of the EEGLAB dataset 'EEG' in F/locs.set is struct 1x2. It must be a struct with an element for each of the 3 channels (nbchan). Correct it in MATLAB, and save it once more.",
        "latency.set | 'latency' of event(1) in F/latency.set is missing. It must be a number. Correct it in MATLAB, and save it once more.",
        "gone.set | There is no away.fdt beside F/gone.set, which names it, and no gone.fdt. It has the samples. Copy both files of the dataset.",
        "dat.set | The samples of F/dat.set are in old.dat, a file of an older kind (.dat), which is not read. Save the dataset in EEGLAB once more.",
        "two.set | F/two.set holds 2 recordings: EEG, ALLEEG. Which one is meant is not known. Save each in a file of its own.",
        "none.set | F/none.set holds no recording: neither a dataset of EEGLAB (nbchan, srate, data) nor FieldTrip's raw data (label, trial, time). It has x (single 3x200), name (char 1x4), c (cell 1x2). Save"
                + " one of these, or the samples as .npy or HDF5.",
        "four.mat | F/four.mat is a file of MATLAB's version 4, which is not read. Save it in MATLAB once more, with save(..., '-v7')."}, quoteCharacter = '\1')
    void whatDoesNotFitIsNamed(String name, String text) {
        assertEquals(text, refused(name));
    }

    @Test
    void truncatedFilesAreNamed() throws IOException {
        for (String kind : List.of("5", "5z")) {
            byte[] all = Files.readAllBytes(set("cont", kind));
            for (int length : new int[] {130, 133, 200, all.length / 2, all.length - 1}) {
                Files.write(folder.resolve("cut.set"), Arrays.copyOf(all, length));
                assertEquals("F/cut.set (" + length + " bytes) cannot be read as a file of MATLAB: "
                        + (length < 136 ? "it ends before its first variable" : "the variable at byte 128 ends behind the end of"
                                + " the file")
                        + ". It is truncated or damaged. Copy or save it once more.", refused("cut.set"));
            }
        }
        byte[] samples = Files.readAllBytes(folder.resolve("fdt-5.fdt"));
        Files.write(folder.resolve("short-5.fdt"), Arrays.copyOf(samples, 2000));
        Files.copy(set("fdt", "5"), folder.resolve("short-5.set"));
        assertEquals(
                "F/short-5.fdt has 2000 bytes, by short-5.set it must have 2400 (3 channels x 200 samples of float32). The file is truncated, or the two do not belong together. Copy both once more.",
                refused("short-5.set"));
    }

    @Test
    void aDamagedByteOfACompressedVariableIsNoticed() throws IOException {
        byte[] all = Files.readAllBytes(set("cont", "5z"));
        for (int at = 136; at < all.length; at += 97) { // MFL notices it only where it reads the stream to its end
            byte[] damaged = all.clone();
            damaged[at] ^= 0x10;
            Files.write(folder.resolve("damaged.set"), damaged);
            assertEquals(
                    "F/damaged.set (" + all.length + " bytes) cannot be read as a file of MATLAB: the compressed variable at byte 128 is damaged (*). It is truncated or damaged. Copy or save it once"
                            + " more.",
                    refused("damaged.set").replaceFirst("damaged \\(.*?\\)", "damaged (*)"));
        }
    }

    @Test
    void damagedBytesNeverEndInAnotherKindOfError() throws IOException {
        byte[] all = Files.readAllBytes(set("cont", "5"));
        for (int at = 128; at < all.length; at += 61) {
            byte[] damaged = all.clone();
            damaged[at] ^= (byte) 0xA5;
            Files.write(folder.resolve("damaged.set"), damaged);
            try {
                Recording.open(folder.resolve("damaged.set")).trial(0).array();
            } catch (IOException | IllegalArgumentException e) {
                assertEquals(true, e.getMessage().contains("damaged.set"), e.getMessage());
            }
        }
    }
}
