package org.trialmap.trial.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.References;
import org.trialmap.array.DType;
import org.trialmap.trial.Recording;
import org.trialmap.trial.RecordingOptions;

/** Arrays that NumPy 1.24 saved. */
class NpyFormatTest {
    private static final RecordingOptions HZ = RecordingOptions.DEFAULT.samplerateHz(100);

    @TempDir
    Path folder;

    private Path save(String numpy) {
        References.python("import sys, numpy as np\nfolder = sys.argv[1] + '/'\n" + numpy, folder.toString());
        return folder.resolve("a.npy");
    }

    @ParameterizedTest
    @CsvSource({"i1, INT8, i1", "u1, INT16, i2", "<i2, INT16, i2", ">i2, INT16, i2", "u2, INT32, i4", "i4, INT32, i4", ">u4, INT64, i8", "i8, INT64, i8", "f4, FLOAT32, f4", ">f8, FLOAT64, f8"})
    void valuesAreThoseOfTheArray(String saved, DType dtype, String given) throws IOException {
        for (String order : new String[] {"C", "F"}) {
            Path file = save("x = np.asarray(np.random.default_rng(1).integers(0, 2**64, (200, 3), dtype='u8').astype('" + saved + "'), order='" + order + "')\n"
                    + "np.save(folder + 'a.npy', x)\nopen(folder + 'expected', 'wb').write(np.ascontiguousarray(x.astype('" + given + "')).tobytes())");
            Recording recording = Recording.open(file, HZ);
            assertEquals("NumPy array in a.npy: " + dtype + " (200, 3), 100.0 Hz, 1 trial", recording.toString());
            assertArrayEquals(Files.readAllBytes(folder.resolve("expected")), recording.trial(0).array().toBytes().array());
        }
    }

    @Test
    void trialsAreTheFirstOfThreeAxesAndOneAxisIsOneChannel() throws IOException {
        Recording three = Recording.open(save("np.save(folder + 'a.npy', np.arange(24.0).reshape(2, 4, 3))"), HZ);
        assertEquals("NumPy array in a.npy: float64 (8, 3), 100.0 Hz, 2 trials", three.toString());
        assertEquals(12, three.trial(1).value(0, 0));
        assertEquals(0, three.trials().offset(1));
        Recording one = Recording.open(save("np.save(folder + 'a.npy', np.arange(24.0))"), HZ);
        assertEquals("NumPy array in a.npy: float64 (24, 1), 100.0 Hz, 1 trial", one.toString());
        assertEquals(23, one.trial(0).value(23, 0));
    }

    private void refuses(Path file, RecordingOptions options, String text) {
        assertEquals(text, assertThrows(Exception.class, () -> Recording.open(file, options)).getMessage().replace(folder.toString(), "F"));
    }

    @Test
    void whatIsNoRecordingIsRefused() throws IOException {
        refuses(save("np.save(folder + 'a.npy', np.zeros((5, 2)))"), RecordingOptions.DEFAULT, "The samplerate of F/a.npy is not known: an array of NumPy does not say it. Time axes and"
                + " frequencies need it. Give it with samplerateHz(...).");
        String types = "'. The samples of a recording are integers of up to 64 bits (unsigned: 32) or floats of 32 or 64. Save them as one of these.";
        for (String type : new String[] {"c8", "f2", "u8"}) {
            refuses(save("np.save(folder + 'a.npy', np.zeros((5, 2), '" + type + "'))"), HZ, "F/a.npy holds values of NumPy's type '" + type + types);
        }
        String shapes = ". A recording is (sample, channel), in either order, (trial, sample, channel) or, for one channel, (sample,), with at least one sample. Save it in one of these"
                + " forms.";
        refuses(save("np.save(folder + 'a.npy', np.zeros((5, 2, 2, 2)))"), HZ, "F/a.npy holds an array of shape (5, 2, 2, 2)" + shapes);
        refuses(save("np.save(folder + 'a.npy', np.zeros((0, 2)))"), HZ, "F/a.npy holds an array of shape (0, 2)" + shapes);
        refuses(save("np.save(folder + 'a.npy', np.asfortranarray(np.zeros((2, 3, 4))))"), HZ, "F/a.npy holds an array of shape (2, 3, 4) in Fortran's order" + shapes);
        refuses(save("np.save(folder + 'a.npy', np.zeros(3, [('a', 'f4')]))"), HZ, "The header of F/a.npy is '{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (3,), }'. It must"
                + " say dtype, order and shape of one array of numbers, as numpy.save writes it. The file is damaged, or holds records. Save the samples once more.");
        Path file = save("np.save(folder + 'a.npy', np.zeros((5, 2)))");
        byte[] all = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(all, all.length - 1));
        refuses(file, HZ, "F/a.npy has 207 bytes, its header says 208 (shape (5, 2)). A copy was interrupted, or the disk was full. Copy or save it once more.");
        byte[] huge = new String(all, java.nio.charset.StandardCharsets.ISO_8859_1).replace("(5, 2), }                ", "(99999999999999, 99999), }")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        Files.write(file, huge);
        refuses(file, HZ,
                "F/a.npy has " + huge.length + " bytes, its header says 9223372036854775807 (shape (99999999999999, 99999)). A copy was interrupted, or the disk was full. Copy or save it once"
                        + " more.");
        Files.write(file, Arrays.copyOf(all, 8));
        refuses(file, HZ, "The header of F/a.npy is ''. It must say dtype, order and shape of one array of numbers, as numpy.save writes it. The file is damaged, or holds records. Save the"
                + " samples once more.");
    }
}
