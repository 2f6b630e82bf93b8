package org.trialmap.trial.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.trial.Recording;

/** Folders laid out as Open Ephys 0.6 does, written by NumPy. */
class OpenEphysFormatTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() {
        References.python("""
                import sys, os, json, numpy as np
                os.chdir(sys.argv[1])
                x = np.random.default_rng(2).integers(-30000, 30000, (300, 3)).astype('<i2')
                for stream in ('Probe-A', 'NI'):
                    os.makedirs('continuous/' + stream); os.makedirs('events/' + stream + '/TTL')
                    x.tofile('continuous/' + stream + '/continuous.dat')
                    np.save('continuous/' + stream + '/sample_numbers.npy', np.arange(5000, 5300))
                    np.save('events/' + stream + '/TTL/states.npy', np.array([1, -1, 2], 'i2'))
                    np.save('events/' + stream + '/TTL/sample_numbers.npy', np.array([5010, 5020, 5250]))
                channels = [{'channel_name': 'CH%d' % i, 'bit_volts': 0.195, 'units': 'uV'} for i in (1, 2, 3)]
                json.dump({'GUI version': '0.6.4', 'continuous': [{'folder_name': s + '/', 'sample_rate': 30000.0, 'num_channels': 3, 'channels': channels} for s in ('Probe-A', 'NI')],
                           'events': [{'folder_name': s + '/TTL/'} for s in ('Probe-A', 'NI')]}, open('structure.oebin', 'w'))
                (x * 0.195).astype('f4').tofile('expected')
                """, folder.toString());
    }

    private Path data() {
        return folder.resolve("continuous/NI/continuous.dat");
    }

    private void refuses(Path file, String text) {
        assertEquals(text, assertThrows(Exception.class, () -> Recording.open(file)).getMessage().replace(folder.toString(), "F"));
    }

    @Test
    void aStreamIsARecording() throws IOException {
        Recording recording = Recording.open(data());
        assertEquals("Open Ephys in continuous.dat: float32 (300, 3), 30000.0 Hz, 1 trial", recording.toString());
        assertEquals(List.of("CH1", "CH2", "CH3"), recording.channelNames());
        assertEquals(Optional.of("uV"), recording.unit());
        assertArrayEquals(Files.readAllBytes(folder.resolve("expected")), recording.trial(0).array().toBytes().array());
        assertEquals(List.of("10 1", "20 -1", "250 2"), recording.events().stream().map(event -> event.sample() + " " + event.value()).toList());
    }

    @Test
    void whatIsDamagedIsNamed() throws IOException {
        Path header = folder.resolve("structure.oebin");
        String json = Files.readString(header);
        refuses(header, "F/structure.oebin describes 2 streams: continuous/Probe-A/continuous.dat, continuous/NI/continuous.dat. A recording is one stream. Name its continuous.dat.");
        Files.writeString(header, json.replace("\"bit_volts\": 0.195", "\"bit_volts\": 0"));
        refuses(data(), "'bit_volts' in F/structure.oebin is 0.0. It must be a finite number other than 0. Correct the file.");
        Files.writeString(header, json.replace("sample_rate", "rate"));
        refuses(data(), "'sample_rate' in F/structure.oebin is missing. It must be a number. The file is damaged or incomplete: restore it, or copy the whole folder of the recording once"
                + " more.");
        Files.writeString(header, json.substring(0, 200));
        refuses(data(), "Cannot read 'F/structure.oebin' (200 bytes): it is not a JSON object at line 1. It is damaged, or writing it was interrupted. Restore the file, or write it"
                + " again.");
        Files.writeString(header, json);
        byte[] all = Files.readAllBytes(data());
        Files.write(data(), java.util.Arrays.copyOf(all, all.length - 2));
        refuses(data(), "F/continuous/NI/continuous.dat has 1798 bytes of samples, which is not a multiple of 6 bytes (3 channels of int16). It is truncated, or of another layout than its header"
                + " says. Copy it once more, or correct the header.");
        Files.write(data(), java.util.Arrays.copyOf(all, all.length - 6));
        refuses(data(), "F/continuous/NI/continuous.dat has 299 samples, sample_numbers.npy beside it has 300 numbers, from 5000 to 5299. Samples are missing, or the files do not belong"
                + " together, so where events belong is not known. Copy the folder once more; a recording with lost samples cannot be read.");
        Files.delete(data());
        Files.writeString(header, json.replace("Probe-A/\", \"sample_rate\"", "Gone/\", \"sample_rate\"").replaceFirst(", \\{\"folder_name\": \"NI/\".*?\\}\\]\\}\\]", "]"));
        refuses(header, "There is no F/continuous/Gone/continuous.dat, where F/structure.oebin says that samples are. Copy the whole folder of the recording.");
    }
}
