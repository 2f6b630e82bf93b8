package org.trialmap.trial.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.References;
import org.trialmap.array.DType;
import org.trialmap.trial.FlatBinary;
import org.trialmap.trial.Recording;
import org.trialmap.trial.RecordingOptions;

/** Files of nothing but samples, written by NumPy 1.24. */
class FlatFileTest {
    @TempDir
    Path folder;

    private Path write(String numpy) {
        References.python("import sys, numpy as np\nfolder = sys.argv[1] + '/'\nx = np.random.default_rng(1).integers(0, 2**63, (50, 3))\n" + numpy, folder.toString());
        return folder.resolve("a.bin");
    }

    private static RecordingOptions options(String type, int channels, OptionalDouble gain) {
        return RecordingOptions.DEFAULT.flat(new FlatBinary(type, channels, gain)).samplerateHz(1000);
    }

    private void refuses(org.junit.jupiter.api.function.Executable what, String text) {
        assertEquals(text, assertThrows(Exception.class, what).getMessage().replace(folder.toString(), "F"));
    }

    @ParameterizedTest
    @CsvSource({"int16, <i2, INT16, i2", ">int16, >i2, INT16, i2", "uint8, u1, INT16, i2", "<float32, <f4, FLOAT32, f4", ">float64, >f8, FLOAT64, f8", "int64, i8, INT64, i8"})
    void numbersAreThoseOfTheFile(String type, String numpy, DType dtype, String given) throws IOException {
        Path file = write("y = x.astype('" + numpy + "')\ny.tofile(folder + 'a.bin')\ny.astype('" + given + "').tofile(folder + 'expected')");
        Recording recording = Recording.open(file, options(type, 3, OptionalDouble.empty()));
        assertEquals("flat binary in a.bin: " + dtype + " (50, 3), 1000.0 Hz, 1 trial", recording.toString());
        assertArrayEquals(Files.readAllBytes(folder.resolve("expected")), recording.trial(0).array().toBytes().array());
        assertEquals(List.of(), recording.events());
    }

    @Test
    void aGainGivesValues() throws IOException {
        Path file = write("y = x.astype('<i2')\ny.tofile(folder + 'a.bin')\n(y * 0.195).astype('f4').tofile(folder + 'expected')");
        Recording recording = Recording.open(file, options("int16", 3, OptionalDouble.of(0.195)));
        assertArrayEquals(Files.readAllBytes(folder.resolve("expected")), recording.trial(0).array().toBytes().array());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Path file = write("x.astype('<i2').tofile(folder + 'a.bin')\nnp.save(folder + 'b.npy', x)\nimport h5py\nh5py.File(folder + 'c.h5', 'w')['data'] = x");
        OptionalDouble none = OptionalDouble.empty();
        refuses(() -> Recording.open(file, options("int16", 4, none)), "F/a.bin has 300 bytes of samples, which is not a multiple of 8 bytes (4 channels of int16). It is truncated, or of another"
                + " layout than its header says. Copy it once more, or correct the header.");
        refuses(() -> Recording.open(file, RecordingOptions.DEFAULT.flat(new FlatBinary("int16", 3, none))), "The samplerate of F/a.bin is not known: a file of nothing but samples does not say"
                + " it. Time axes and frequencies need it. Give it with samplerateHz(...).");
        String itself = ", which says itself what its samples are. Leave out flat(...).";
        refuses(() -> Recording.open(folder.resolve("b.npy"), options("int16", 3, none)), "F/b.npy is NumPy array" + itself);
        refuses(() -> Recording.open(folder.resolve("c.h5"), options("int16", 3, none)), "F/c.h5 is HDF5" + itself);
        refuses(() -> new FlatBinary("int17", 3, none), "'int17' is no type of samples. Did you mean 'int16'? Types are int8, uint8, int16, uint16, int24, int32, uint32, int64, float32,"
                + " float64, with > in front for big-endian. Correct flat(...).");
        refuses(() -> new FlatBinary("int16", 0, none), "A file of samples cannot have 0 channels. It has at least one. Correct flat(...).");
        refuses(() -> new FlatBinary("int16", 1, OptionalDouble.of(0)), "The gain 0.0 is impossible. Values are numbers times the gain, a finite number other than 0. Correct flat(...).");
    }
}
