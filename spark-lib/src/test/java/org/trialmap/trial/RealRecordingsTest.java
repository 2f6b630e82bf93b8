package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;

/** The two real recordings, compared with h5py 3.7 and NumPy 1.24. */
class RealRecordingsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"ecg15_ptb_s0010.h5,/data,51,FLOAT32,5", "ecg15_ptb_s0010.h5,/raw,51,INT16,4", "eeg_biosemi_mne.h5,/data,6,FLOAT32,40"})
    void readsTheSameSamplesAsH5py(String name, String dataset, int trials, DType dtype, int channelsPerTask) throws Exception {
        Path file = RecordingFiles.real(name);
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
}
