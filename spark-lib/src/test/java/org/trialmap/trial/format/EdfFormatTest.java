package org.trialmap.trial.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.array.DType;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.TrialChunk;

/** EDF, EDF+ and BDF files, compared with NumPy 1.24, which writes them from the format's description. */
class EdfFormatTest {
    private static final String TAIL = " Export the recording once more.";

    @TempDir
    Path folder;

    private Path write(String name, String body) {
        EdfFiles.python(folder, body.replace("NAME", name));
        return folder.resolve(name);
    }

    private byte[] expected() throws IOException {
        return Files.readAllBytes(folder.resolve("expected"));
    }

    @Test
    void valuesAreThoseOfTheFilesUnit() throws IOException {
        Path file = write("a.edf", "s = [Signal('Fz', 100), Signal('Cz', 100, physical=(-500, 500), digital=(-2048, 2047)), Signal('Pz', 100, physical=(100, -100))]\n"
                + "write('NAME', s, 7, seconds='0.5')\nexpect(np.stack([values(x) for x in s], 1))");
        Recording recording = Recording.open(file);
        assertEquals("EDF in a.edf: float32 (700, 3), 200.0 Hz, 1 trial", recording.toString());
        assertEquals(List.of("Fz", "Cz", "Pz"), recording.channelNames());
        assertEquals(Optional.of("uV"), recording.unit());
        assertEquals(DType.FLOAT32, recording.dtype());
        assertArrayEquals(expected(), recording.trial(0).array().toBytes().array());
        assertArrayEquals(expected(), AnalogData.open(file).trial(0).toBytes().array());
    }

    @Test
    void samplesOf24BitsAreFloat64AndTheStatusChannelIsLeftOut() throws IOException {
        Path file = write("a.bdf", "s = [Signal('A1', 64, physical=(-262144, 262143)), Signal('A2', 64, physical=(-262144, 262143)), Signal('Status', 64, unit='Boolean')]\n"
                + "write('NAME', s, 5, bdf=True, kind='24BIT')\nexpect(np.stack([values(x, True) for x in s[:2]], 1))");
        Recording recording = Recording.open(file);
        assertEquals("BDF in a.bdf: float64 (320, 2), 64.0 Hz, 1 trial", recording.toString());
        assertArrayEquals(expected(), recording.trial(0).array().toBytes().array());
        assertEquals(List.of("'Status', whose numbers are events"), Formats.open(file, java.util.OptionalDouble.empty()).orElseThrow().leftOut());
    }

    @Test
    void rawNumbersAreThoseOfTheFileWithoutUnit() throws IOException {
        Path file = write("a.bdf", "s = [Signal('A1', 64), Signal('A2', 64)]\nwrite('NAME', s, 5, bdf=True)\nexpect(np.stack([x.numbers for x in s], 1).astype('<i4'))");
        Recording raw = Recording.open(file, RecordingOptions.DEFAULT.raw(true));
        assertEquals(DType.INT32, raw.dtype());
        assertEquals(Optional.empty(), raw.unit());
        assertFalse(raw.isScaled());
        assertArrayEquals(expected(), raw.trial(0).array().toBytes().array());
        assertNotEquals(raw.identity(), Recording.open(file).identity());
    }

    /** Any window and any channels, in any order, across records; of many channels and of records larger than a read. */
    @ParameterizedTest
    @CsvSource({"3, 50, 9", "200, 64, 20", "2, 70000, 3"})
    void anyPartIsThatPartOfTheWhole(int channels, int perRecord, int records) throws IOException {
        Path file = write("a.edf", "s = [Signal('c%d' % i, " + perRecord + ") for i in range(" + channels + ")]\nwrite('NAME', s, " + records + ")");
        Recording recording = Recording.open(file);
        float[] whole = recording.trial(0).array().floats();
        int last = channels - 1;
        for (int[] picked : new int[][] {{0}, {last}, {last, 0}}) {
            for (double[] window : new double[][] {{0, 0.9}, {0.5, 1.7}, {1.9, records - 0.2}}) {
                TrialChunk part = recording.chunks(Selection.all().channels(picked).latency(window[0], window[1])).get(0);
                float[] values = part.array().floats();
                for (int s = 0; s < part.samples(); s++) {
                    for (int c = 0; c < picked.length; c++) {
                        assertEquals(whole[(int) (part.offset() + s) * channels + picked[c]], values[s * picked.length + c]);
                    }
                }
            }
        }
    }

    @Test
    void theMostCommonRateIsTheRecordingAndTheOptionChoosesAnother() throws IOException {
        Path file = write("a.edf", "s = [Signal('Fz', 100), Signal('Temp', 1, unit='degC'), Signal('Cz', 100), Signal('Resp', 10)]\nwrite('NAME', s, 7)\n"
                + "expect(np.stack([values(x) for x in s if x.per_record == 100], 1))");
        Recording recording = Recording.open(file);
        assertEquals(List.of("Fz", "Cz"), recording.channelNames());
        assertArrayEquals(expected(), recording.trial(0).array().toBytes().array());
        assertEquals(List.of("signals of other rates (samplerateHz(...) chooses them): 1.0 Hz: 'Temp'; 10.0 Hz: 'Resp'"),
                Formats.open(file, java.util.OptionalDouble.empty()).orElseThrow().leftOut());
        Recording slow = Recording.open(file, RecordingOptions.DEFAULT.samplerateHz(1));
        assertEquals(List.of("Temp"), slow.channelNames());
        assertEquals(Optional.of("degC"), slow.unit());
        assertEquals(7, slow.trials().length(0));
        refuses(() -> Recording.open(file, RecordingOptions.DEFAULT.samplerateHz(50)), "F/a.edf has no signals of 50.0 Hz, which the option says; it has 100.0 Hz: 'Fz', 'Cz';"
                + " 1.0 Hz: 'Temp'; 10.0 Hz: 'Resp'. Nothing is resampled. Correct samplerateHz(...), or leave it out.");
        Path even = write("b.edf", "write('NAME', [Signal('Fz', 100), Signal('Resp', 10)], 2)");
        refuses(() -> Recording.open(even), "F/b.edf has signals of several rates, none of which is the most common: 100.0 Hz: 'Fz'; 10.0 Hz: 'Resp'. A recording has one rate,"
                + " and nothing is resampled. Choose one with samplerateHz(...).");
    }

    @Test
    void aUnitThatNotAllChannelsHaveIsNone() throws IOException {
        Path file = write("a.edf", "write('NAME', [Signal('Fz', 100), Signal('ECG', 100, unit='mV')], 2)");
        assertEquals(Optional.empty(), Recording.open(file).unit());
    }

    @Test
    void annotationsAreNoChannelAndGapsDivideTrials() throws IOException {
        Path file = write("a.edf", """
                starts = [0.25, 1.25, 2.25, 10.25, 11.25, 50.75]
                tals = ['+%s\\x14\\x14\\0' % t for t in starts]
                s = [Signal('Fz', 100), Signal('EDF Annotations', 20, unit='', physical=(-1, 1), tals=tals), Signal('Cz', 100)]
                write('NAME', s, 6, kind='EDF+D')
                expect(np.stack([values(x) for x in (s[0], s[2])], 1))
                """);
        Recording recording = Recording.open(file);
        assertEquals("EDF+D in a.edf: float32 (600, 2), 100.0 Hz, 3 trials", recording.toString());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<String> trials = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            all.write(recording.trial(k).array().toBytes().array());
            trials.add(recording.trials().start(k) + " " + recording.trials().stop(k) + " " + recording.trials().offset(k));
        }
        assertArrayEquals(expected(), all.toByteArray());
        assertEquals(List.of("0 300 0", "300 500 1000", "500 600 5050"), trials);
        Path back = write("b.edf", "write('NAME', [Signal('Fz', 10), Signal('EDF Annotations', 20, tals=['+0\\x14\\x14\\0', '+0.5\\x14\\x14\\0'])], 2, kind='EDF+D')");
        refuses(() -> Recording.open(back), "Record 1 of F/b.edf (from 0) begins at 0.5 s, before the one in front of it ends (1.0 s). Its times are damaged. Export it once more.");
        Path silent = write("c.edf", "write('NAME', [Signal('Fz', 10), Signal('EDF Annotations', 20, tals=['+0\\x14\\x14\\0', ''])], 2, kind='EDF+D')");
        refuses(() -> Recording.open(silent), "Record 1 of F/c.edf (from 0) has no time. The recording has gaps (EDF+D), so where its samples belong is not known. Export it once more.");
    }

    @Test
    void ofARecordingThatWasNotClosedTheWholeRecordsCount() throws IOException {
        Path file = write("a.edf", "s = [Signal('Fz', 100)]\nwrite('NAME', s, 3, said=-1)\nexpect(values(s[0])[:200])");
        byte[] all = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(all, all.length - 10));
        assertArrayEquals(expected(), Recording.open(file).trial(0).array().toBytes().array());
    }

    @Test
    void namesRepeatAndAreOfAnyEncoding() throws IOException {
        Path file = write("a.edf", "write('NAME', [Signal('\\u00b5Fz', 10, unit='\\u00b5V'), Signal('EEG', 10), Signal('EEG', 10)], 2, encoding='latin-1')");
        assertEquals(List.of("\u00b5Fz", "EEG", "EEG"), Recording.open(file).channelNames());
        Path utf = write("b.edf", "write('NAME', [Signal('\\u00b5Fz', 10, unit='\\u00b5V')], 2)");
        assertEquals(Optional.of("\u00b5V"), Recording.open(utf).unit());
        refuses(() -> Recording.open(file).chunks(Selection.all().channels("EEG")), "Channel 'EEG' is ambiguous: the channels at the positions 1, 2 have that name. Select one of them"
                + " by position in channels(...).");
    }

    @Test
    void isRecognisedByItsContentAndTravels() throws Exception {
        Path file = write("recording.dat", "write('NAME', [Signal('Fz', 10)], 2)");
        Recording recording = Recording.open(file);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(recording.trial(0));
        TrialChunk sent = (TrialChunk) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertArrayEquals(recording.trial(0).doubles(), sent.doubles());
        var identity = recording.identity();
        assertEquals(identity, Recording.open(file).identity());
        byte[] changed = Files.readAllBytes(file);
        changed[changed.length - 1]++;
        Files.write(file, changed);
        assertNotEquals(identity, Recording.open(file).identity());
        Files.write(file, Arrays.copyOf(changed, changed.length + 20));
        refuses(() -> recording.trial(0).array(), "F/recording.dat has now 572 bytes, it had 552 when the run was planned. The file was replaced in between, so results would not"
                + " belong together. Start the run again.");
    }

    private interface Opening {
        Object open() throws IOException;
    }

    private void refuses(Opening opening, String text) {
        assertEquals(text, assertThrows(Exception.class, opening::open).getMessage().replace(folder.toString(), "F"));
    }

    private void damaged(int at, String field, String text) throws IOException {
        Path file = write("d.edf", "write('NAME', [Signal('Fz', 100), Signal('Cz', 100)], 3)");
        byte[] bytes = Files.readAllBytes(file);
        byte[] put = field.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(put, 0, bytes, at, put.length);
        Files.write(file, bytes);
        refuses(() -> Recording.open(file), text);
    }

    @Test
    void whatIsDamagedIsNamed() throws IOException {
        damaged(236, "x       ", "The number of records in the header of F/d.edf is 'x', which is not a whole number. The file is damaged, or not written as the format demands."
                + " Export it once more.");
        damaged(244, "0       ", "F/d.edf has 2 signals besides annotations, in records of 0 s. There are no samples to work on. Name another recording.");
        damaged(244, "1s      ", "The duration of a record in the header of F/d.edf is '1s', which is not a number. The file is damaged, or not written as the format demands. Export it"
                + " once more.");
        damaged(184, "512     ", "The header of F/d.edf says that it has 512 bytes, but 2 signals make it 768. The file is damaged." + TAIL);
        damaged(252, "0   ", "The header of F/d.edf says that there are 0 signals. There would be nothing to compute." + TAIL);
        damaged(256 + 2 * (16 + 80 + 8 + 8 + 8 + 8), "-32768  ", "The header of F/d.edf gives signal 1 ('Fz') the physical limits -3276.8 and 3276.7 and the digital limits -32768 and"
                + " -32768. Numbers become values by both, so each must be a range." + TAIL);
        damaged(256 + 2 * (16 + 80 + 8), "nan     ", "The physical minimum of signal 1 ('Fz') in the header of F/d.edf is 'nan', which is not a number. The file is damaged, or not written as"
                + " the format demands. Export it once more.");
        damaged(256 + 2 * (16 + 80 + 8 * 5 + 80), "0       ", "Signal 1 ('Fz') of F/d.edf has 0 samples in a record, which is impossible. The header is damaged." + TAIL);
        damaged(236, "2       ", "F/d.edf has 1968 bytes, its header says 1568 (2 records of 400 bytes). Which of both is right cannot be known. Copy it once more, or write -1 as the"
                + " number of records (bytes 236 to 243) to read all that there are.");
        refuses(() -> SpectralData.open(folder.resolve("d.edf")), "F/d.edf has 1968 bytes, its header says 1568 (2 records of 400 bytes). Which of both is right cannot be known. Copy"
                + " it once more, or write -1 as the number of records (bytes 236 to 243) to read all that there are.");
    }

    @Test
    void whatIsTruncatedIsNamed() throws IOException {
        Path file = write("t.edf", "write('NAME', [Signal('Fz', 100), Signal('Cz', 100)], 3)");
        byte[] all = Files.readAllBytes(file);
        for (int bytes : new int[] {all.length - 1, 768}) {
            Files.write(file, Arrays.copyOf(all, bytes));
            refuses(() -> Recording.open(file), "F/t.edf has " + bytes + " bytes, its header says 1968 (3 records of 400 bytes). It is truncated: a copy was interrupted, or the disk was"
                    + " full. Copy it once more.");
        }
        for (int bytes : new int[] {767, 300, 255, 8}) {
            Files.write(file, Arrays.copyOf(all, bytes));
            refuses(() -> Recording.open(file), "F/t.edf is truncated: it has " + bytes + " bytes, its header alone has more. A copy was interrupted. Copy it once more.");
        }
    }

    @Test
    void optionsThatDoNotFitAreRefused() {
        Path file = write("a.edf", "write('NAME', [Signal('Fz', 100)], 2)");
        refuses(() -> Recording.open(file, RecordingOptions.DEFAULT.dataset("/lfp")), "The dataset /lfp is asked for, but F/a.edf is EDF. Only HDF5 files have datasets. Leave out"
                + " dataset(...).");
        refuses(() -> SpectralData.open(file), "F/a.edf is EDF, so it is a recording and no spectrum. Open it with AnalogData.open(path) or Recording.open(path).");
        assertTrue(Files.exists(file));
    }
}
