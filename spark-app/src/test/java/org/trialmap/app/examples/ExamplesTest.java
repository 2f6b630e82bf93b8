package org.trialmap.app.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.References;
import org.trialmap.task.TaskFunction;
import org.trialmap.trial.Recording;
import org.trialmap.trial.RecordingFiles;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.TrialChunks;

/** The built-in examples, compared with NumPy 1.24 on files read by h5py 3.7 (Debian's python3-numpy and python3-h5py). */
class ExamplesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("org.trialmap.trial.RecordingFiles#datasets")
    void equalNumpyOnAnEegAndAnEcg(String name, String dataset, int channelsPerTask) throws Exception {
        Path file = RecordingFiles.recording(name);
        TrialChunks chunks = Recording.open(file, RecordingOptions.DEFAULT.dataset(dataset)).chunks().channelsPerTask(channelsPerTask);
        String trials = "[f['" + dataset + "'][a:b].astype('f8') for a, b, o in f['trialdefinition'][:]]";
        assertClose(numpy(file, "[np.sqrt(np.mean(x * x, axis=0)) for x in " + trials + "]"), results(chunks, new Rms()));
        assertClose(numpy(file, "[np.abs(np.diff(x, axis=0)).sum(axis=0) for x in " + trials + "]"), results(chunks, new LineLength()));
    }

    @Test
    void equalNumpyOnTheSyntheticRecording() throws Exception {
        Path file = folder.resolve("synthetic.h5");
        SyntheticRecording.DEMO.write(file);
        TrialChunks chunks = Recording.open(file).chunks().channelsPerTask(2);
        assertEquals(80, chunks.size());
        assertClose(numpy(file, "np.sqrt((f['data'][:] ** 2).mean(axis=1))"), results(chunks, new Rms()));
        assertClose(numpy(file, "np.abs(np.diff(f['data'][:], axis=1)).sum(axis=1)"), results(chunks, new LineLength()));
    }

    /** The results of all tasks one after the other: (trial, channel) row-major, since chunks of a trial follow each other. */
    private static double[] results(TrialChunks chunks, TaskFunction<TrialChunk, double[]> function) throws Exception {
        double[] all = new double[0];
        for (int i = 0; i < chunks.size(); i++) {
            double[] one = function.apply(chunks.get(i));
            all = Arrays.copyOf(all, all.length + one.length);
            System.arraycopy(one, 0, all, all.length - one.length, one.length);
        }
        return all;
    }

    private static void assertClose(double[] expected, double[] actual) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1e-9 * Math.abs(expected[i]), "value " + i);
        }
    }

    @Test
    void writesWhatH5pyReads() throws Exception {
        Path file = folder.resolve("small.h5");
        SyntheticRecording small = new SyntheticRecording(3, 50, 2, 500, 7);
        small.write(file);
        double[] expected = new double[300];
        for (int k = 0; k < 3; k++) {
            System.arraycopy(small.trial(k), 0, expected, k * 100, 100);
        }
        assertArrayEquals(expected, numpy(file, "f['data'][:]"));
        assertArrayEquals(new double[] {500, 3, 50, 2, 1}, numpy(file, "[f.attrs['samplerate'], *f['data'].shape, f['data'].chunks is None]"));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(), left.filter(path -> path.toString().endsWith(".tmp")).toList());
        }
    }

    @Test
    void dependsOnSeedAndTrialAlone() {
        SyntheticRecording one = new SyntheticRecording(1, 20, 2, 500, 7);
        SyntheticRecording many = new SyntheticRecording(5, 20, 2, 500, 7);
        assertArrayEquals(one.trial(0), many.trial(0));
        assertArrayEquals(many.trial(3), many.trial(3));
        assertNotEquals(many.trial(0)[0], many.trial(1)[0]);
        assertNotEquals(one.trial(0)[0], new SyntheticRecording(1, 20, 2, 500, 8).trial(0)[0]);
    }

    @Test
    void refusesToOverwriteAndImpossibleSizes() throws Exception {
        Path file = Files.writeString(folder.resolve("mine"), "mine");
        assertEquals(file + ": it exists and is not overwritten; remove it or choose another name",
                assertThrows(FileAlreadyExistsException.class, () -> SyntheticRecording.DEMO.write(file)).getMessage());
        assertEquals("mine", Files.readString(file));
        assertEquals("A synthetic recording of 0 trials x 1 samples x 1 channels at NaN Hz is not possible. All four must be positive. Correct them.",
                assertThrows(IllegalArgumentException.class, () -> new SyntheticRecording(0, 1, 1, Double.NaN, 0)).getMessage());
    }

    @Test
    void givesZeroLineLengthForOneSample() throws Exception {
        Path file = folder.resolve("one.h5");
        new SyntheticRecording(1, 1, 3, 500, 7).write(file);
        TrialChunk chunk = Recording.open(file).trial(0);
        assertArrayEquals(new double[3], new LineLength().apply(chunk));
        assertEquals(Math.abs(chunk.value(0, 1)), new Rms().apply(chunk)[1], 1e-15);
        assertTrue(Double.isFinite(chunk.value(0, 1)));
    }

    /** Evaluates an expression with the file open in h5py as {@code f}; gives all its values, row-major. */
    private double[] numpy(Path file, String expression) throws IOException {
        Path values = folder.resolve("values");
        References.python("import sys, h5py, numpy as np\nwith h5py.File(sys.argv[1], 'r') as f:\n"
                + "    np.array(" + expression + ", dtype='<f8').tofile(sys.argv[2])\n", file.toString(), values.toString());
        double[] read = new double[(int) Files.size(values) / Double.BYTES];
        ByteBuffer.wrap(Files.readAllBytes(values)).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(read);
        return read;
    }
}
