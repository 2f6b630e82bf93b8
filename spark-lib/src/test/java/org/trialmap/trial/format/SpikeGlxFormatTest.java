package org.trialmap.trial.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.References;
import org.trialmap.trial.Event;
import org.trialmap.trial.Recording;
import org.trialmap.trial.RecordingOptions;

/** Files laid out as SpikeGLX does, with values by the formulas of its own reader (readSGLX.py), in NumPy. */
class SpikeGlxFormatTest {
    @TempDir
    static Path made;

    @TempDir
    Path folder;

    @BeforeAll
    static void write() {
        References.python("""
                import sys, os, numpy as np
                os.chdir(sys.argv[1])
                rng = np.random.default_rng(3)
                def save(name, meta, words, volts):
                    words.astype('<i2').tofile(name + '.bin')
                    meta.update(fileSizeBytes=words.size * 2, nSavedChans=words.shape[1], appVersion=20190724)
                    open(name + '.meta', 'w').write(''.join('%s=%s\\n' % item for item in sorted(meta.items())))
                    (volts * 1e6).astype('f4').tofile(name + '.expected')
                def words(columns):
                    return rng.integers(-500, 500, (400, columns))
                lines = np.zeros(400, int); lines[10:20] = 64; lines[15:30] |= -32768
                # Neuropixels 1.0, AP band: 4 + 4 + 1 channels acquired, AP 0, 1, 3 and the sync word saved
                imro = '(0,4)(0 0 0 500 250 1)(1 0 0 1000 125 1)(2 0 0 250 50 1)(3 0 0 2000 250 1)'
                x = words(4); x[:, 3] = lines
                np1 = {'typeThis': 'imec', 'acqApLfSy': '4,4,1', 'imAiRangeMax': 0.6, '~imroTbl': imro, 'imSampRate': '30000.123456'}
                save('np1.ap', dict(np1, snsSaveChanSubset='0:1,3,8', **{'~snsChanMap': '(4,4,1)(AP0;0:0)(AP1;1:1)(AP3;3:2)(SY0;8:8)'}), x,
                     x[:, :3] * 0.6 / 512 / np.array([500, 1000, 2000]))
                x = words(5); x[:, 4] = lines
                save('np1.lf', dict(np1, snsSaveChanSubset='4:8', imSampRate=2500), x, x[:, :4] * 0.6 / 512 / np.array([250, 125, 50, 250]))
                # Neuropixels 2.0: one gain, no LF band
                x = words(3); x[:, 2] = lines
                np2 = {'typeThis': 'imec', 'acqApLfSy': '2,0,1', 'imAiRangeMax': 0.5, 'imMaxInt': 8192, 'imDatPrb_type': 24, 'imSampRate': 30000, 'snsSaveChanSubset': 'all'}
                save('np2.ap', np2, x, x[:, :2] * 0.5 / 8192 / 80)
                save('np2b.ap', dict(np2, imDatPrb_type=2013), x, x[:, :2] * 0.5 / 8192 / 100)
                save('np2c.ap', dict(np2, imDatPrb_type=2003, imChan0apGain=50), x, x[:, :2] * 0.5 / 8192 / 50)
                save('uhd.ap', dict(np2, imDatPrb_type=1110, **{'~imroTbl': '(1110,0,0,500,250,1)(0 0 0)'}), x, x[:, :2] * 0.5 / 8192 / 500)
                x = words(6); x[:, 5] = lines
                save('run.nidq', {'typeThis': 'nidq', 'acqMnMaXaDw': '2,1,2,1', 'niAiRangeMax': 5, 'niMaxInt': 32768, 'niMNGain': 200, 'niMAGain': 10, 'niSampRate': 25000,
                     'snsSaveChanSubset': 'all', '~snsChanMap': '(1,1,2,1,1)(MN0C0;0:0)(MN0C1;1:1)(MA0C0;2:2)(XA0;3:3)(XA1;4:4)(XD0;5:5)'}, x,
                     x[:, :5] * 5 / 32768 / np.array([200, 200, 10, 1, 1]))
                x = words(3); x[:, 1] = lines; x[:, 2] = 0
                save('run.obx', {'typeThis': 'obx', 'acqXaDwSy': '1,1,1', 'obAiRangeMax': 5, 'obMaxInt': 32768, 'obSampRate': 30303}, x, x[:, :1] * 5 / 32768)
                x = lines[:, None]
                save('lines.nidq', {'typeThis': 'nidq', 'acqMnMaXaDw': '0,0,0,1', 'niSampRate': 1000}, x, np.zeros(0))
                """, made.toString());
    }

    @BeforeEach
    void copy() throws IOException {
        try (var files = Files.list(made)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    private void refuses(Path file, String text) {
        assertEquals(text, assertThrows(Exception.class, () -> Recording.open(file)).getMessage().replace(folder.toString(), "F"));
    }

    @ParameterizedTest
    @CsvSource({"np1.ap, 3, 30000.123456", "np1.lf, 4, 2500", "np2.ap, 2, 30000", "np2b.ap, 2, 30000", "np2c.ap, 2, 30000", "uhd.ap, 2, 30000", "run.nidq, 5, 25000", "run.obx, 1, 30303"})
    void valuesAreThoseOfItsOwnReader(String name, int channels, double hz) throws IOException {
        Recording recording = Recording.open(folder.resolve(name + ".bin"));
        assertEquals("SpikeGLX in " + name + ".bin: float32 (400, " + channels + "), " + hz + " Hz, 1 trial", recording.toString());
        assertEquals(Optional.of("uV"), recording.unit());
        assertArrayEquals(Files.readAllBytes(folder.resolve(name + ".expected")), recording.trial(0).array().toBytes().array());
        assertArrayEquals(recording.trial(0).doubles(), Recording.open(folder.resolve(name + ".meta")).trial(0).doubles(), "by its header, too");
    }

    @Test
    void namesAreThoseOfTheHeaderOrByKind() throws IOException {
        assertEquals(List.of("AP0", "AP1", "AP3"), Recording.open(folder.resolve("np1.ap.bin")).channelNames());
        assertEquals(List.of("LF0", "LF1", "LF2", "LF3"), Recording.open(folder.resolve("np1.lf.bin")).channelNames());
        assertEquals(List.of("MN0C0", "MN0C1", "MA0C0", "XA0", "XA1"), Recording.open(folder.resolve("run.nidq.bin")).channelNames());
        assertEquals(List.of("'XD0', whose bits are events", "'SY0', whose bits are events"), Recording.open(folder.resolve("run.obx.bin")).leftOut());
    }

    @Test
    void rawNumbersAreThoseOfTheFile() throws IOException {
        Recording raw = Recording.open(folder.resolve("run.obx.bin"), RecordingOptions.DEFAULT.raw(true));
        byte[] stored = Files.readAllBytes(folder.resolve("run.obx.bin"));
        assertEquals((stored[6 * 7] & 0xFF) | stored[6 * 7 + 1] << 8, raw.trial(0).value(7, 0));
    }

    private static List<String> shown(List<Event> events) {
        return events.stream().map(event -> event.sample() + " " + event.value()).toList();
    }

    @Test
    void linesThatRiseAndFallAreEvents() throws IOException {
        Recording recording = Recording.open(folder.resolve("run.nidq.bin"));
        assertEquals(List.of("10 XD0.6", "15 XD0.15", "20 -XD0.6", "30 -XD0.15"), shown(recording.events()));
        // those of a file at another rate, which has nothing else, by their times
        assertEquals(List.of("250 XD0.6", "375 XD0.15", "500 -XD0.6", "750 -XD0.15"), shown(recording.events(folder.resolve("lines.nidq.bin"))));
        assertEquals(1, recording.around(recording.events(), List.of("XD0.15"), 0.0001, 0.0002).trials().count());
    }

    @Test
    void aHeaderWithoutGainIsRefused() throws IOException {
        Path meta = folder.resolve("np1.ap.meta");
        String text = Files.readString(meta);
        Files.writeString(meta, text.replace("(3 0 0 2000 250 1)", ""));
        refuses(meta, "~imroTbl= of F/np1.ap.meta has no positive gain for AP3. Without it numbers do not become values. The header is damaged. Copy it once more, or correct it.");
        Files.writeString(meta, text.replace("2000", "x"));
        refuses(meta, "The gain of AP3 in ~imroTbl= of F/np1.ap.meta is 'x', which is not a number. The file is damaged. Export the recording once more, or correct it.");
        Files.writeString(meta, text + "imDatPrb_type=7777\n");
        refuses(meta, "The gain of AP0 is not known: F/np1.ap.meta has no imChan0apGain=, and probes of type 7777 have no fixed one. Add the line imChan0apGain=GAIN to the file.");
        Files.writeString(meta, text.replace("imAiRangeMax=0.6", "imAiRangeMax=0"));
        refuses(meta, "imAiRangeMax= of F/np1.ap.meta is '0'. It must be a positive number. Correct the file.");
    }

    @Test
    void whatIsDamagedIsNamed() throws IOException {
        Path meta = folder.resolve("np1.ap.meta");
        Path data = folder.resolve("np1.ap.bin");
        String text = Files.readString(meta);
        Files.writeString(meta, text.replace("0:1,3,8", "0:1,3,9"));
        refuses(data, "F/np1.ap.meta says that channel 9 was saved (snsSaveChanSubset=), but acqApLfSy= is 4,4,1. The header is damaged. Copy it once more, or correct it.");
        Files.writeString(meta, text.replace("0:1,3,8", "0:1,3"));
        refuses(data, "F/np1.ap.meta says that 4 channels were saved (nSavedChans=), but lists others (snsSaveChanSubset=0:1,3). The header is damaged. Copy it once more, or correct it.");
        Files.writeString(meta, text.replace("0:1,3,8", "0:1,,8"));
        refuses(data, "snsSaveChanSubset= of F/np1.ap.meta has ''. It must be whole numbers from 0 on. Correct the file.");
        Files.writeString(meta, text.replace("4,4,1\n", "4,4\n"));
        refuses(data, "acqApLfSy= of F/np1.ap.meta is '4,4'. It must be 3 numbers of channels (AP, LF, SY). Correct the file.");
        Files.writeString(meta, text.replace("=imec", "=tetrode"));
        refuses(data, "typeThis= of F/np1.ap.meta is 'tetrode'. Read are imec, nidq and obx. Correct the file, or name another recording.");
        Files.writeString(meta, text.substring(0, text.indexOf("fileSize")));
        refuses(data, "F/np1.ap.meta has no fileSizeBytes=. Without it the samples cannot be read: the header is damaged or incomplete. Export the recording once more, or correct the file.");
        Files.writeString(meta, text.replace("nSavedChans=4", "nSavedChans=0"));
        refuses(data, "nSavedChans= of F/np1.ap.meta is '0'. It must be a whole number, at least 1. Correct the file.");
        Files.writeString(meta, text);
        Files.write(data, java.util.Arrays.copyOf(Files.readAllBytes(data), 3000));
        refuses(data, "F/np1.ap.bin has 3000 bytes, np1.ap.meta says 3200 (fileSizeBytes). The file is truncated, or the two do not belong together. Copy both once more.");
        Files.writeString(meta, text.replace("=3200", "=3001"));
        Files.write(data, java.util.Arrays.copyOf(Files.readAllBytes(data), 3001));
        refuses(data, "F/np1.ap.bin has 3001 bytes of samples, which is not a multiple of 8 bytes (4 channels of int16). It is truncated, or of another layout than its header says. Copy it once more,"
                + " or correct the header.");
        Files.delete(data);
        refuses(meta, "There is no np1.ap.bin beside F/np1.ap.meta. It has the samples that the header describes. Copy both files of the recording.");
        refuses(folder.resolve("lines.nidq.bin"), "F/lines.nidq.bin has 1 channels, all of digital lines. These are events, and there are no samples to work on. Give the events of another recording"
                + " with events(lines.nidq.bin).");
    }
}
