package org.trialmap.trial.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
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
import org.trialmap.References;
import org.trialmap.array.DType;
import org.trialmap.trial.Recording;

/** BrainVision recordings, compared with NumPy 1.24, which writes their samples. */
class BrainVisionFormatTest {
    private static final String HEADER = """
            Brain Vision Data Exchange Header File Version 1.0
            ; a comment with Ch1=not this
            [Common Infos]
            Codepage=UTF-8
            DataFile=$b.eeg
            MarkerFile=a.vmrk
            DataFormat=BINARY
            DataOrientation=MULTIPLEXED
            NumberOfChannels=3
            SamplingInterval=2000
            [Binary Infos]
            BinaryFormat=INT_16
            [Channel Infos]
            Ch1=Fz,,0.5,\u00b5V
            Ch2=C\\1z,ref,,\u00b5V
            Ch3=Pz
            [Coordinates]
            Ch1=1,90,0
            [Comment]
            Ch3=text=more
            [looks like a section]
            """;
    private static final String MARKERS = """
            Brain Vision Data Exchange Marker File, Version 1.0
            [Common Infos]
            DataFile=a.eeg
            [Marker Infos]
            Mk1=New Segment,,1,1,0,20200101120000000000
            Mk2=Stimulus,S  5,11,1,0
            Mk3=Comment,one\\1 two,31,100,0
            Mk4=New Segment,,51,1,0
            Mk5=Response,,9999,1,0
            """;

    @TempDir
    Path folder;

    private Path write(String header, String markers, String numpy, boolean latin) throws IOException {
        Files.write(folder.resolve("a.vhdr"), header.getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
        Files.writeString(folder.resolve("a.vmrk"), markers);
        References.python("""
                import sys, numpy as np
                folder = sys.argv[1] + '/'
                x = np.random.default_rng(3).integers(0, 30000, (100, 3))
                """ + numpy, folder.toString());
        return folder.resolve("a.vhdr");
    }

    @ParameterizedTest
    @CsvSource({"INT_16, MULTIPLEXED, NO, <i2, FLOAT32", "INT_16, VECTORIZED, NO, <i2, FLOAT32", "INT_16, MULTIPLEXED, YES, >i2, FLOAT32", "UINT_16, MULTIPLEXED, NO, <u2, FLOAT64",
        "INT_32, VECTORIZED, YES, >i4, FLOAT64", "IEEE_FLOAT_32, MULTIPLEXED, NO, <f4, FLOAT32", "IEEE_FLOAT_32, VECTORIZED, YES, >f4, FLOAT32"})
    void everyLayoutGivesTheValues(String format, String orientation, String bigEndian, String numpy, DType dtype) throws IOException {
        String header = HEADER.replace("INT_16", format + "\nUseBigEndianOrder=" + bigEndian).replace("MULTIPLEXED", orientation);
        Path file = write(header, MARKERS, "x" + (orientation.equals("VECTORIZED") ? ".T.copy()" : "") + ".astype('" + numpy + "').tofile(folder + 'a.eeg')\n"
                + "(x * [0.5, 1, 1]).astype('" + (dtype == DType.FLOAT32 ? "f4" : "f8") + "').tofile(folder + 'expected')", bigEndian.equals("YES"));
        Recording recording = Recording.open(file);
        assertEquals("BrainVision in a.vhdr: " + dtype + " (100, 3), 500.0 Hz, 2 trials", recording.toString());
        assertEquals(List.of("Fz", "C,z", "Pz"), recording.channelNames());
        assertEquals(Optional.of("\u00b5V"), recording.unit());
        byte[] expected = Files.readAllBytes(folder.resolve("expected"));
        int half = expected.length / 2;
        assertArrayEquals(Arrays.copyOf(expected, half), recording.trial(0).array().toBytes().array());
        assertArrayEquals(Arrays.copyOfRange(expected, half, expected.length), recording.trial(1).array().toBytes().array());
        assertEquals(50, recording.trials().offset(1));
    }

    @Test
    void markersBecomeEventsAlsoThoseBeyondTheEnd() throws IOException {
        Path file = write(HEADER, MARKERS, "x.astype('<i2').tofile(folder + 'a.eeg')", false);
        List<String> markers = new ArrayList<>();
        for (Marker marker : Formats.open(file, java.util.OptionalDouble.empty()).orElseThrow().markers().read()) {
            markers.add(marker.sample() + " " + marker.onsetSeconds() + " " + marker.durationSeconds() + " " + marker.value() + " " + marker.columns());
        }
        assertEquals(List.of("0 0.0 0.0 New Segment {type=New Segment}", "10 0.02 0.0 S  5 {type=Stimulus}", "30 0.06 0.2 one, two {type=Comment}",
                "50 0.1 0.0 New Segment {type=New Segment}", "9998 19.996 0.0 Response {type=Response}"), markers);
    }

    @Test
    void trialsOfASegmentedExportBeginAtItsTime0() throws IOException {
        Path file = write(HEADER, MARKERS.replace("Stimulus,S  5,11", "Time 0,,11") + "Mk6=Time 0,,71,1,0\n", "x.astype('<i2').tofile(folder + 'a.eeg')", false);
        Recording recording = Recording.open(file);
        assertEquals(-10, recording.trials().offset(0));
        assertEquals(-20, recording.trials().offset(1));
    }

    private void refuses(String from, String to, String text) throws IOException {
        Path file = write(HEADER.replace(from, to), MARKERS, "x.astype('<i2').tofile(folder + 'a.eeg')", false);
        assertRefused(file, text);
    }

    private void assertRefused(Path file, String text) {
        assertEquals(text, assertThrows(Exception.class, () -> Recording.open(file)).getMessage().replace(folder.toString(), "F"));
    }

    @Test
    void whatIsDamagedIsNamed() throws IOException {
        String required = " Without it the samples cannot be read: the header is damaged or incomplete. Export the recording once more, or correct the file.";
        refuses("NumberOfChannels=3\n", "", "F/a.vhdr has no NumberOfChannels= in its section [Common Infos]." + required);
        refuses("Ch3=Pz\n", "", "F/a.vhdr has no Ch3= in its section [Channel Infos]." + required);
        refuses("SamplingInterval=2000", "SamplingInterval=fast", "SamplingInterval= in [Common Infos] of F/a.vhdr is 'fast', which is not a number. The file is damaged. Export the"
                + " recording once more, or correct it.");
        refuses("SamplingInterval=2000", "SamplingInterval=0", "SamplingInterval= in [Common Infos] of F/a.vhdr is '0'. It must be a positive number of microseconds. Correct the file.");
        refuses("NumberOfChannels=3", "NumberOfChannels=2.5", "NumberOfChannels= in [Common Infos] of F/a.vhdr is '2.5'. It must be a whole number, at least 1. Correct the file.");
        refuses("Fz,,0.5", "Fz,,0", "The resolution of Ch1= in [Channel Infos] of F/a.vhdr is 0, so all its values would be 0. Correct the file.");
        refuses("INT_16", "INT_8", "BinaryFormat= in [Binary Infos] of F/a.vhdr is 'INT_8'. Read are INT_16, UINT_16, INT_32 and IEEE_FLOAT_32. Export the recording as one of these.");
        refuses("MULTIPLEXED", "DIAGONAL", "DataOrientation= in [Common Infos] of F/a.vhdr is 'DIAGONAL'. It is MULTIPLEXED or VECTORIZED. Correct the file.");
        refuses("=BINARY", "=ASCII", "The samples of F/a.vhdr are text (DataFormat=ASCII). Binary ones are read. Export the recording once more, as binary data.");
        refuses("DataFormat", "DataType=FREQUENCYDOMAIN\nDataFormat", "The data of F/a.vhdr are not samples over time (DataType=FREQUENCYDOMAIN), but a recording is. Name another file.");
        refuses("$b.eeg", "gone.eeg", "There is no gone.eeg beside F/a.vhdr, which names it (DataFile=). The three files of a BrainVision recording belong together; renaming one does not"
                + " change its name in the others. Put it there, or correct DataFile= in the header.");
        refuses("DataFormat", "DataPoints=101\nDataFormat", "F/a.eeg has 100 samples of 3 channels, a.vhdr says 101 (DataPoints). The file is truncated, or the two do not belong together."
                + " Copy both once more.");
    }

    @Test
    void whatIsTruncatedIsNamed() throws IOException {
        Path file = write(HEADER, MARKERS, "x.astype('<i2').tofile(folder + 'a.eeg')", false);
        Files.write(folder.resolve("a.eeg"), new byte[599]);
        assertRefused(file, "F/a.eeg has 599 bytes of samples, which is not a multiple of 6 bytes (3 channels of int16). It is truncated, or of another layout than its header says. Copy it"
                + " once more, or correct the header.");
        Files.write(folder.resolve("a.eeg"), new byte[0]);
        assertRefused(file, "F/a.eeg has 0 bytes of samples, which is not a multiple of 6 bytes (3 channels of int16). It is truncated, or of another layout than its header says. Copy it"
                + " once more, or correct the header.");
        Files.write(folder.resolve("a.eeg"), new byte[600]);
        Files.writeString(file, HEADER.substring(0, HEADER.indexOf("[Channel")));
        assertRefused(file, "F/a.vhdr has no Ch1= in its section [Channel Infos]. Without it the samples cannot be read: the header is damaged or incomplete. Export the recording once"
                + " more, or correct the file.");
        Files.writeString(folder.resolve("a.vmrk"), MARKERS + "Mk6=Stimulus,S1\n");
        Files.writeString(file, HEADER);
        assertRefused(file, "Marker mk6 of F/a.vmrk is 'Stimulus,S1'. It must have a type, a description and a position. Correct the file.");
        assertRefused(folder.resolve("a.eeg"), "F/a.eeg has the samples of a BrainVision recording, which do not say what they are. Name its header, a.vhdr.");
        assertRefused(folder.resolve("a.vmrk"), "F/a.vmrk has the markers of a BrainVision recording, not its samples. Name its header, the file that ends in .vhdr; the markers are found"
                + " by it.");
    }
}
