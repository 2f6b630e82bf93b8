package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.array.NdArray;
import org.trialmap.task.Fingerprint;

/** Windows of time: which samples and trials they take, compared with what NumPy takes of the time axes. */
class LatencyTest {
    @TempDir
    Path folder;

    /** Trials of 50, 50, 30 and 20 samples at 100 Hz that begin at -0.2, 0.0, -0.2 and 0.05 s; the value is the sample's number x 2 + channel. */
    private Recording recording() throws Exception {
        return Recording.open(RecordingFiles.h5py(folder, "x.h5", "f.attrs['samplerate'] = 100.0\nf['data'] = np.arange(400.).reshape(200, 2)\n"
                + "f['trialdefinition'] = [[0, 50, -20, 7], [50, 100, 0, 8], [90, 120, -20, 9], [150, 170, 5, 10]]"));
    }

    @Test
    void takesBothEndsAndDropsTrialsThatDoNotReachThem() throws Exception {
        TrialChunks chunks = recording().chunks(Selection.all().latency(-0.1, 0.09));
        assertEquals(2, chunks.size());
        assertEquals(List.of(new TrialChunks.Dropped(1, "it goes from 0.0 to 0.49 s"), new TrialChunks.Dropped(3, "it goes from 0.05 to 0.24 s")),
                chunks.dropped());
        TrialChunk second = chunks.get(1);
        assertEquals("trial 2, -0.1 to 0.09 s", second.toString());
        assertEquals(second.toString(), chunks.label(1));
        assertEquals(20, second.samples());
        assertEquals(-10, second.offset());
        assertEquals(-0.1, second.time()[0]);
        assertEquals(0.09, second.time()[19]);
        assertArrayEquals(IntStream.range(200, 240).asDoubleStream().toArray(), second.doubles());
        assertEquals(NdArray.of(new long[] {9}, 1), second.trialInfo());
    }

    @Test
    void keepsOrderAndRepetitionsAndCutsChannelsToo() throws Exception {
        TrialChunks chunks = recording().chunks(Selection.all().trials("2,1,0,2").channels("1").latency(-0.2, -0.19)).channelsPerTask(1);
        assertArrayEquals(new int[] {2, 0, 2}, (int[]) chunks.attributes().get("trial").data());
        assertEquals(NdArray.of(new double[] {-0.2, -0.19}, 2), chunks.attributes().get("latency"));
        assertEquals("trial 2, -0.2 to -0.19 s, channel 1", chunks.label(0));
        assertArrayEquals(new double[] {181, 183}, chunks.get(0).doubles());
        assertEquals("trials 2,1,0,2, channels 1, latency -0.2 to -0.19 s",
                Selection.all().trials("2,1,0,2").channels("1").latency(-0.2, -0.19).toString());
    }

    @Test
    void cutsTrialsOfADatasetThatIsCutAlready() throws Exception {
        Recording recording = Recording.open(RecordingFiles.h5py(folder, "x.h5", "f.attrs['samplerate'] = 10\n"
                + "f['data'] = np.arange(24).reshape(3, 4, 2)\nf['trialdefinition'] = [[0, 4, -1], [4, 8, -1], [8, 12, 0]]"));
        TrialChunks chunks = recording.chunks(Selection.all().latency(0, 0.1));
        assertEquals(3, chunks.size());
        assertArrayEquals(new double[] {10, 11, 12, 13}, chunks.get(1).doubles());
        assertArrayEquals(new double[] {16, 17, 18, 19}, chunks.get(2).doubles());
    }

    @Test
    void isPartOfWhatIdentifiesARun() throws Exception {
        Recording recording = recording();
        String whole = fingerprint(recording, Selection.all());
        String part = fingerprint(recording, Selection.all().latency(0.05, 0.09));
        assertNotEquals(whole, part);
        assertNotEquals(part, fingerprint(recording, Selection.all().latency(0.05, 0.08)));
        assertEquals(part, fingerprint(recording, Selection.all().latency(0.05, 0.09).trials(":")));
        assertNotEquals(Selection.all(), Selection.all().latency(0, 1));
        assertEquals(Selection.all().latency(0, 1).hashCode(), Selection.all().latency(0, 1).hashCode());
        assertEquals(List.of(), recording.chunks().dropped());
    }

    private static String fingerprint(Recording recording, Selection selection) {
        Fingerprint fingerprint = new Fingerprint();
        recording.chunks(selection).fingerprint(fingerprint);
        return fingerprint.hex();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 3, 250, 512, 1000, 1017.2526, 24414.0625, 30000})
    void takesTheSamplesThatNumPyTakes(double hz) {
        Random random = new Random(7);
        double[][] windows = new double[300][];
        for (int i = 0; i < windows.length; i++) {
            double a = random.nextInt(-1000, 1000) / hz + (i % 3 == 0 ? random.nextDouble() / hz : 0);
            windows[i] = new double[] {a, a + random.nextInt(0, 900) / (i % 2 == 0 ? hz : 1000)};
        }
        String text = Arrays.stream(windows).map(w -> "(" + w[0] + "," + w[1] + ")").collect(Collectors.joining(","));
        String[] expected = RecordingFiles.python(folder, "t = np.arange(-40000, 40000)\nfor a, b in [" + text + "]:\n"
                + "    k = np.intersect1d(np.where(t >= a * " + hz + " - 6e-10)[0], np.where(t <= b * " + hz + " + 6e-10)[0]) - 40000\n    print(k[0] if len(k) else 'none',"
                + " len(k))").split("\n");
        for (int i = 0; i < windows.length; i++) {
            Latency window = new Latency(windows[i][0], windows[i][1]);
            String taken;
            try {
                long first = window.first(hz);
                taken = first + " " + window.samples(first, hz);
            } catch (IllegalArgumentException e) {
                taken = "none 0";
            }
            assertEquals(expected[i], taken, window + " at " + hz + " Hz");
        }
    }

    /** Ends that were computed, and times of rows that are thirds of a step. */
    @Test
    void roundingAloneLosesNoSample() {
        Latency computed = new Latency(0.1 + 0.2, 0.8 - 0.1); // 0.30000000000000004, 0.7000000000000001
        assertEquals(3, computed.first(10));
        assertEquals(5, computed.samples(3, 10));
        for (int step = 1; step < 50; step++) {
            double hz = 1000.0 / step;
            for (int offset = -200; offset < 0; offset += 7) {
                double begin = offset / (double) step;
                double part = begin - Math.floor(begin);
                TrialDefinition trial = new TrialDefinition(new long[1], new long[] {40}, new long[] {(long) Math.floor(begin)}, NdArray.of(new double[0], 1, 0),
                        new double[] {part});
                for (int row = 0; row < 40; row++) {
                    Latency one = new Latency((offset + row * step) / 1000.0, (offset + row * step) / 1000.0);
                    assertEquals((long) Math.floor(begin) + row, one.first(hz, part), one + " in steps of " + step);
                    assertEquals(1, one.samples((long) Math.floor(begin) + row, hz, part));
                    assertEquals(true, one.isCoveredBy(trial, 0, hz));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "NaN, 1", "0, NaN", "-Infinity, 0", "0, Infinity"})
    void refusesWindowsThatAreNone(double from, double to) {
        assertEquals(String.format(Locale.ROOT, "The latency %s to %s s is not possible. It is a window of time around t = 0: two finite numbers of"
                + " seconds, the first not greater than the second. Correct latency(...).", from, to),
                assertThrows(IllegalArgumentException.class, () -> Selection.all().latency(from, to)).getMessage());
    }

    @Test
    void refusesAWindowThatNoTrialCovers() throws Exception {
        Recording recording = recording();
        assertEquals("None of the 4 selected trials of /data of " + recording.path() + " covers the latency 0.0 to 0.5 s: trial 0, for example, goes"
                + " from -0.2 to 0.29 s. A trial must have samples up to both ends; nothing is padded. Narrow latency(...).",
                assertThrows(IllegalArgumentException.class, () -> recording.chunks(Selection.all().latency(0, 0.5))).getMessage());
        assertEquals("Trial 3 of /data of " + recording.path() + " does not cover the latency 0.0 to 0.1 s: it goes from 0.05 to 0.24 s. A trial must"
                + " have samples up to both ends; nothing is padded. Narrow latency(...).",
                assertThrows(IllegalArgumentException.class, () -> recording.chunks(Selection.all().trials(3).latency(0, 0.1))).getMessage());
        assertThrows(IllegalArgumentException.class, () -> recording.chunks(Selection.all().latency(-1e308, 1e308)));
    }

    @Test
    void refusesAWindowBetweenTwoSamples() throws Exception {
        Recording recording = recording();
        assertEquals("The latency 0.011 to 0.012 s has no samples: it lies between those at 0.01 and 0.02 s (100.0 Hz). There would be nothing to"
                + " compute. Widen latency(...).",
                assertThrows(IllegalArgumentException.class, () -> recording.chunks(Selection.all().latency(0.011, 0.012))).getMessage());
    }
}
