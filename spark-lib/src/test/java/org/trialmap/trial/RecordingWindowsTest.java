package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;

/** Windows of long recordings as trials. */
class RecordingWindowsTest {
    @TempDir
    Path folder;

    /** Sample s of channel c is 10 s + c. */
    private Recording recording(String name, int samples, NdArray trials) throws IOException {
        double[] values = IntStream.range(0, 2 * samples).mapToDouble(i -> 10 * (i / 2) + i % 2).toArray();
        try (Hdf5Writer writer = Hdf5Writer.create(folder.resolve(name))) {
            writer.root().attribute("samplerate", NdArray.from(100.0));
            writer.root().dataset("data", NdArray.of(values, samples, 2));
            if (trials != null) {
                writer.root().dataset("trialdefinition", trials);
            }
        }
        return Recording.open(folder.resolve(name));
    }

    private Recording hour() throws IOException {
        return recording("long.h5", 1030, null);
    }

    private static List<String> trials(Recording recording) {
        TrialDefinition trials = recording.trials();
        return IntStream.range(0, trials.count()).mapToObj(k -> trials.start(k) + " " + trials.stop(k) + " " + trials.offset(k) + " " + Arrays.toString(trials.info(k).doubles())).toList();
    }

    private void refuses(Executable what, String text) {
        assertEquals(text, assertThrows(IllegalArgumentException.class, what).getMessage().replace(folder.toString(), "F"));
    }

    @Test
    void windowsFollowEachOther() throws IOException {
        Path file = hour().path();
        // tag::windows[]
        Recording recording = Recording.open(file);                 // an hour of EEG, without trials
        Recording windows = recording.windows(2.5);                 // trials of 2.5 s that follow each other
        TrialChunks late = windows.chunks(Selection.all().trials("start=5"));
        // end::windows[]
        assertEquals(List.of("0 250 0 [0.0]", "250 500 0 [2.5]", "500 750 0 [5.0]", "750 1000 0 [7.5]"), trials(windows));
        assertEquals(List.of("start"), windows.trials().columnNames());
        assertEquals(List.of(new TrialChunks.Dropped(0, "the 0.3 s from 10.0 s on are less than a window of 2.5 s")), windows.withoutTrial());
        assertArrayEquals(new int[] {2}, late.trials());
        assertEquals(5001.0, windows.trial(2).value(0, 1));
        assertEquals(0.0, windows.trial(2).time()[0]);
        assertArrayEquals(windows.trial(1).doubles(), windows.data().trial(1).doubles());
        assertNotEquals(recording.identity().digest(), windows.identity().digest());
        assertEquals(List.of("0 515 0 [0.0]", "515 1030 0 [5.15]"), trials(recording.windows(5.15)));
        assertEquals(List.of(), recording.windows(5.15).withoutTrial());
    }

    @Test
    void noWindowGoesOverAGapAndColumnsAreKept() throws IOException {
        Recording parts = recording("parts.h5", 1000, NdArray.from(new double[][] {{0, 130, -20, 7}, {200, 260, 0, 8}, {600, 900, 1000, 9}}));
        assertEquals(List.of("0 100 0 [-0.2, 7.0]", "600 700 0 [10.0, 9.0]", "700 800 0 [11.0, 9.0]", "800 900 0 [12.0, 9.0]"), trials(parts.windows(1)));
        assertEquals(List.of("start", "info1"), parts.windows(1).trials().columnNames());
        assertEquals(List.of("the 0.3 s from 0.8 s on are less than a window of 1.0 s", "the 0.6 s from 0.0 s on are less than a window of 1.0 s"),
                parts.windows(1).withoutTrial().stream().map(TrialChunks.Dropped::reason).toList());
        assertEquals(List.of("0 100 -20 [7.0]", "100 130 80 [7.0]", "200 260 0 [8.0]", "600 700 1000 [9.0]", "700 800 1100 [9.0]", "800 900 1200 [9.0]"), trials(parts.pieces(1)));
        assertEquals(List.of(), parts.pieces(1).withoutTrial());
        assertEquals("trial 2, 11.0 to 11.99 s", parts.pieces(1).chunks().label(4));
    }

    @Test
    void aMarginIsReadWhereThereAreSamples() throws IOException {
        Recording recording = hour();
        TrialChunks chunks = recording.windows(2.5).chunks().margin(30);
        TrialBlock block = chunks.block(0, 4, 0);
        assertEquals(List.of("0 30", "30 30", "30 30", "30 30"), IntStream.range(0, 4).mapToObj(k -> block.trial(k).before() + " " + block.trial(k).after()).toList());
        assertEquals(List.of(280L, 310L, 310L, 310L), IntStream.range(0, 4).mapToObj(chunks::samplesRead).toList());
        assertEquals(2200.0, block.trial(1).value(0, 0));
        assertEquals(-0.3, block.trial(1).time()[0], 1e-12);
        assertEquals(0, recording.windows(2.5).chunks().get(1).before());
        TrialChunks joined = recording.pieces(2.5).chunks().margin(400);
        assertEquals(List.of(650L, 900L, 930L, 680L, 430L), IntStream.range(0, 5).mapToObj(joined::samplesRead).toList());
        assertEquals("5 pieces from trial 0, 0.0 to 2.49 s on", joined.block(0, 5, 0).toString());
    }

    @Test
    void whatCannotBeCutIsRefused() throws IOException {
        Recording recording = hour();
        refuses(() -> recording.windows(0), "A window of 0.0 s is not possible. Windows have a finite length above 0 s. Correct windows(...) or pieces(...).");
        refuses(() -> recording.pieces(Double.NaN), "A window of NaN s is not possible. Windows have a finite length above 0 s. Correct windows(...) or pieces(...).");
        refuses(() -> recording.windows(1, -1), "A margin of -1.0 s is not possible. It is a finite time, at least 0 s. Correct the margin of windows(...) or pieces(...).");
        refuses(() -> recording.windows(0.001), "A window of 0.001 s has no sample at 100.0 Hz. Widen windows(...) or pieces(...).");
        refuses(() -> recording.windows(11),
                "No window of 11.0 s fits in /data of F/long.h5, whose longest uninterrupted part has 10.3 s. Nothing is padded, and no window goes over a gap. Correct windows(...) or pieces(...).");
        refuses(() -> recording.windows(1).windows(1),
                "/data of F/long.h5 was cut into windows of 1.0 s. Windows are cut from continuous recordings. Leave out windows(...) or pieces(...).");
        refuses(() -> recording.windows(1).around(List.of(), List.of(), 0, 1),
                "/data of F/long.h5 was cut into windows of 1.0 s. Trials around events are cut from continuous recordings. Leave out around(...).");
        Recording cut = Recording.open(RecordingFiles.h5py(folder, "cut.h5", "f.attrs['samplerate'] = 100.0\nf['data'] = np.zeros((2, 50, 3))"));
        refuses(() -> cut.windows(0.1),
                "/data of F/cut.h5 has an axis of trials, so it is cut already. Windows are cut from continuous recordings. Leave out windows(...) or pieces(...).");
        refuses(() -> recording.windows(1).chunks(Selection.all().latency(0, 0.5)),
                "The latency 0.0 to 0.5 s was selected of windows of 1.0 s. What would be left out of each makes gaps. Leave out latency(...), or choose a shorter windows(...) or pieces(...).");
        Recording stamps = recording("stamps.h5", 100, NdArray.from(new long[][] {{0, 100, 0, (1L << 53) + 1}}));
        refuses(() -> stamps.windows(0.1),
                "Windows were asked for of /data of F/stamps.h5, whose trials have whole numbers that no double holds. The int64 value 9007199254740993, element 0 of int64 (10, 1),"
                        + " is beyond 2^53 and may have no double. Nothing is rounded. The columns of windows are float64. Subtract a constant from that column, for example the first time stamp.");
        assertArrayEquals(new long[] {(1L << 53) + 1}, (long[]) stamps.pieces(0.1).trials().info(3).data());
    }

    @Test
    void tooManyWindowsAreRefused() throws IOException {
        Path file = folder.resolve("reserved.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().reserve("data", org.trialmap.array.DType.INT8, new long[] {20_000_000, 1});
        }
        Recording recording = Recording.open(file);
        refuses(() -> recording.windows(0.001),
                "/data of F/reserved.h5 would have 20000000 windows of 0.001 s; at most 10000000 are possible. Each is a trial. Widen windows(...) or pieces(...).");
    }
}
