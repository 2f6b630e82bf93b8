package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;

/** Whole recordings, an EEG and an ECG, compared with h5py 3.7 and NumPy 1.24. */
class RealRecordingsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("org.trialmap.trial.RecordingFiles#datasets")
    void readsTheSameSamplesAsH5py(String name, String dataset, int channelsPerTask, int trials, DType dtype) throws Exception {
        Path file = RecordingFiles.recording(name);
        RecordingFiles.python(folder, """
                with h5py.File('%s', 'r') as f, open(folder + 'expected', 'wb') as out:
                    for start, stop, offset in f['trialdefinition'][:]:
                        for c in range(0, f['%s'].shape[1], %d):
                            out.write(f['%s'][start:stop, c:c + %d].tobytes())
                """.formatted(file, dataset, channelsPerTask, dataset, channelsPerTask));
        TrialChunks chunks = Recording.open(file, RecordingOptions.DEFAULT.dataset(dataset)).chunks().channelsPerTask(channelsPerTask);
        assertEquals(trials, chunks.recording().trials().count());
        byte[] expected = Files.readAllBytes(folder.resolve("expected"));
        int at = 0;
        for (int i = 0; i < chunks.size(); i++) {
            NdArray read = chunks.get(i).array();
            assertEquals(dtype, read.dtype());
            byte[] bytes = read.toBytes().array();
            assertArrayEquals(Arrays.copyOfRange(expected, at, at + bytes.length), bytes, chunks.label(i));
            at += bytes.length;
        }
        assertEquals(expected.length, at);
    }

    /** The made ECG is laid out as the real one, in old HDF5 groups too, and some of its trials overlap. */
    @ParameterizedTest
    @MethodSource("org.trialmap.trial.RecordingFiles#names")
    void ecgsAreLaidOutAlike(String name) {
        String layout = RecordingFiles.python(RecordingFiles.recording(name), """
                with h5py.File(folder[:-1], 'r') as f:
                    for name, d in f.items():
                        print(name, d.shape, d.dtype, d.chunks, d.compression, d.compression_opts, d.shuffle, dict(d.attrs))
                    print(sorted(f.attrs), f.attrs['samplerate'])
                """);
        assertEquals(name.startsWith("eeg") ? """
                channel (138,) |S16 None None None False {}
                data (3072, 138) float32 (512, 16) gzip 4 True {'unit': 'uV'}
                trialdefinition (6, 3) int64 None None None False {}
                ['description', 'samplerate'] 512.0
                """ : """
                channel (15,) |S16 None None None False {}
                data (38400, 15) float32 (2000, 5) gzip 4 True {'unit': 'mV'}
                raw (38400, 15) int16 None None None False {'scale': 0.0005, 'unit': 'mV'}
                trialdefinition (51, 3) int64 None None None False {}
                ['description', 'samplerate'] 1000.0
                """, layout);
    }

    @Test
    void theMadeEcgIsTheSameEverywhereAndItsTrialsOverlap() {
        assertEquals("9 438f3c8c7d36a6888aeee1fac169e02af8319390c8e75e342171cd9cff0b69a2\n", RecordingFiles.python(RecordingFiles.recording("ecg15_made.h5"), """
                import hashlib
                with h5py.File(folder[:-1], 'r') as f:
                    t = f['trialdefinition'][:]
                    print((t[1:, 0] < t[:-1, 1]).sum(), hashlib.sha256(f['raw'][:].tobytes()).hexdigest())
                """));
    }
}
