package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.Existing;
import org.trialmap.store.SavedResults;
import org.trialmap.store.run.Gather;
import org.trialmap.task.OnError;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.SyncopyClass;
import org.trialmap.trial.SyncopyContainer;
import org.trialmap.trial.SyncopyFiles;
import org.trialmap.trial.TrialChunks;

/** What is made of sums over trials, and what is refused. */
class SummedMethodTest {
    private static final ParallelMap SERIAL = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);

    @TempDir
    Path folder;

    private TrialChunks trials(int count, int samples, int channels) throws IOException {
        return Recording.open(Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, count, samples, channels)).chunks();
    }

    private Path run(SummedMethod method, TrialChunks trials, String out) throws IOException {
        return Analysis.of(method, trials, ResultFile.at(folder.resolve(out))).run(SERIAL);
    }

    /** Added in the order that the interface promises: blocks of 32 within ranges, then ranges. */
    private static double[] expected(TrialChunks trials, int perRange) {
        int count = trials.trials().length;
        int length = (int) trials.samples(0) * trials.channelNames().size();
        double[] sum = new double[length];
        for (int range = 0; range < count; range += perRange) {
            double[] own = new double[length];
            for (int k = range; k < Math.min(count, range + perRange); k++) {
                double[] x = trials.get(k).doubles();
                for (int i = 0; i < length; i++) {
                    own[i] += x[i] * x[i];
                }
            }
            for (int i = 0; i < length; i++) {
                sum[i] = range == 0 ? own[i] : sum[i] + own[i];
            }
        }
        return IntStream.range(0, length).mapToDouble(i -> Math.sqrt(sum[i] / count)).toArray();
    }

    @Test
    void aMethodOfOnesOwn() throws IOException {
        for (int count : new int[] {1, 32, 33, 64, 65, 133}) {
            TrialChunks trials = Recording.open(Recordings.equal(folder.resolve("r" + count + ".h5"), DType.FLOAT64, count, 7, 3)).chunks();
            // tag::own[]
            Path out = Analysis.of(new TrialRms(), trials, ResultFile.at(folder.resolve("rms" + count + ".spy"))).run(SERIAL);
            AnalogData rms = AnalogData.open(out);
            // end::own[]
            assertEquals(7, rms.time(0).length);
            assertEquals(-0.01, rms.time(0)[0]);
            assertEquals("trialrms", rms.history().steps().get(0).command());
            try (Hdf5File hdf = Hdf5File.open(out.resolve("rms" + count + ".analog"))) {
                NdArray data = hdf.dataset("/data").read();
                assertArrayEquals(new int[] {7, 3}, data.shape());
                assertArrayEquals(expected(trials, 64), data.doubles());
            }
        }
    }

    @Test
    void moreThan64BlocksAreSummedInLargerRanges() throws IOException {
        TrialChunks trials = trials(2100, 2, 1);
        try (Hdf5File hdf = Hdf5File.open(run(new TrialRms(), trials, "rms.h5"))) {
            assertArrayEquals(expected(trials, 96), hdf.dataset("/data").read().doubles());
        }
    }

    @Test
    void aCrossSpectralContainer() throws IOException {
        TrialChunks trials = trials(40, 5, 2);
        Path out = run(new Products(), trials, "products.spy");
        SyncopyContainer.verify(out.resolve("products.crossspectral"));
        String[] loaded = SyncopyFiles.load(out, "products.crossspectral").split("\n");
        assertEquals("products.crossspectral CrossSpectralData float64 (1, 5, 2, 2) True 1000.0", loaded[0]);
        assertTrue(loaded[1].startsWith("[[0.0, 1.0, 0.0]] ['_log', '_version', 'cfg', 'channel_i', 'channel_j', "), loaded[1]);
        assertTrue(loaded[1].endsWith("['channel_i', 'channel_j', 'data', 'freq', 'trialdefinition', 'trials', 'twice'] True"), loaded[1]);
        SyncopyContainer.Header header = SyncopyContainer.read(out.resolve("products.crossspectral")).header();
        assertEquals(SyncopyClass.CROSS_SPECTRAL, header.dataclass());
        assertEquals(List.of("time", "freq", "channel_i", "channel_j"), header.dimord());
        assertEquals(trials.channelNames(), header.names().get("channel_i"));
        assertEquals(trials.channelNames(), header.names().get("channel_j"));
        assertEquals(List.of(0.0, 1.0, 2.0, 3.0, 4.0), header.freq());
        assertEquals("products", SyncopyContainer.history(header).steps().get(0).command());
        try (Hdf5File hdf = Hdf5File.open(out.resolve("products.crossspectral"))) {
            assertArrayEquals(new int[] {1, 5, 2, 2}, hdf.dataset("/data").read().shape());
            assertArrayEquals(new double[] {0, 1, 0}, hdf.dataset("/trialdefinition").read().doubles());
            assertEquals(NdArray.of(new int[] {40}, 1), hdf.dataset("/trials").read());
        }
    }

    /** 9 slices of 16 MiB are more than the 128 MiB of one task. */
    @Test
    void sumsThatDoNotFitAreCutIntoParts() throws IOException {
        TrialChunks trials = trials(65, 9, 2);
        try (Hdf5File whole = Hdf5File.open(run(new Products(), trials, "whole.h5"))) {
            for (boolean all : new boolean[] {false, true}) {
                Products large = new Products(1 << 21, all, HeldTrials.NONE);
                String plan = Analysis.of(large, trials, ResultFile.at(folder.resolve("parts.h5"))).plan(SERIAL).describe();
                assertTrue(plan.contains(String.format("tasks      : 4 on 1 slot of serial%n")), plan);
                assertTrue(plan.contains(String.format("sums       : 83.9 MB per task: 5 of 9 slices of 2097156 numbers%nparts      : 2 parts of the slices x 2 ranges of up to 64 trials%n")), plan);
                try (Hdf5File parts = Hdf5File.open(run(large, trials, "parts" + all + ".h5"))) {
                    for (String name : List.of("/data", "/twice", "/trials", "/freq")) {
                        assertEquals(whole.dataset(name).read(), parts.dataset(name).read(), name);
                    }
                }
            }
        }
    }

    @Test
    void trialsWithNanAreLeftOut() throws IOException {
        Recording spoilt = Recording.open(Recordings.spoilt(folder.resolve("r.h5"), DType.FLOAT64, 40, 20, 3));
        TrialChunks without = spoilt.chunks(org.trialmap.trial.Selection.all().trials(IntStream.range(0, 40).filter(k -> k % 7 != 3).toArray()));
        try (Hdf5File found = Hdf5File.open(run(new Products(), spoilt.chunks(), "nan.h5")); Hdf5File expected = Hdf5File.open(run(new Products(), without, "without.h5"))) {
            assertArrayEquals(new int[] {3, 10, 17, 24, 31, 38}, (int[]) found.dataset("/data").attribute("nan_trials").orElseThrow().data());
            assertArrayEquals(new int[] {6}, (int[]) found.dataset("/data").attribute("nan_left_out").orElseThrow().data());
            assertEquals(34, ((int[]) found.dataset("/trials").read().data())[0]);
            assertFalse(expected.dataset("/data").attribute("nan_left_out").isPresent());
            double[] one = found.dataset("/data").read().doubles();
            double[] other = expected.dataset("/data").read().doubles();
            for (int i = 0; i < one.length; i++) {
                assertEquals(other[i], one[i], 1e-12 * Math.abs(other[i])); // blocks are by position, so the order differs
            }
        }
    }

    @Test
    void whatWasSummedIsKeptIfATaskFails() throws IOException {
        TrialChunks trials = trials(200, 5, 2);
        Files.createFile(folder.resolve("fail"));
        Products method = new Products(0, false, new HeldTrials(folder.toString(), 80));
        ResultFile file = ResultFile.at(folder.resolve("kept.h5"));
        for (OnError rule : List.of(OnError.FAIL, OnError.CONTINUE)) {
            String failed = assertThrows(MapFailedException.class, () -> Analysis.of(method, trials, file.withExisting(Existing.RESUME)).run(SERIAL.onError(rule))).getMessage();
            assertEquals(
                    "Task 1 of 4 (trials 64..127) failed on HOST: TrialFailedException: trial 80: IllegalStateException: broken\n  kept  : 3 finished results in FOLDER/kept_payload\n  log   : FOLDER/.run/ID/log/task-00001.txt\n"
                            + "  report: FOLDER/.run/ID/report.html\n  next  : correct the cause, then run the same again with Existing.RESUME to run the 1 missing task",
                    failed.replaceFirst("on \\S+:", "on HOST:").replace(folder.toString(), "FOLDER")
                            .replaceAll("\\.run/\\w+", ".run/ID"));
        }
        assertEquals("There is nothing to gather in " + folder + ": 'kept' is one result that is made of the results of all tasks, and 3 of 4 tasks are finished. Run it again with Existing.RESUME.",
                assertThrows(IOException.class, () -> Gather.folder(folder.resolve("kept.h5")).close()).getMessage());
        assertEquals("An unfinished run named 'kept' is in " + folder + " already (3 of 4 tasks are finished), so this run was refused; nothing was touched. Use Existing.RESUME to run the 1 missing"
                + " task, Existing.OVERWRITE to start over, or choose another file with ResultFile.at(...).",
                Objects.requireNonNull(assertThrows(RuntimeException.class,
                        () -> Analysis.of(method, trials, file).run(SERIAL)).getCause()).getMessage());
        Files.delete(folder.resolve("fail"));
        Files.delete(folder.resolve("calls"));
        try (Hdf5File whole = Hdf5File.open(run(new Products(), trials, "whole.h5"));
                Hdf5File resumed = Hdf5File.open(Analysis.of(method, trials, file.withExisting(Existing.RESUME)).run(SERIAL))) {
            assertEquals(whole.dataset("/data").read(), resumed.dataset("/data").read());
        }
        assertEquals(64, Files.readAllLines(folder.resolve("calls")).size());
        try (SavedResults results = Gather.folder(folder.resolve("kept.h5"))) {
            assertTrue(results.missing().isEmpty(), "a complete one is left as it is");
        }
    }

    @Test
    void thePlanOfAMeanSaysWhatItKeeps() throws IOException {
        TrialChunks trials = trials(100, 50, 4).channelsPerTask(3);
        String plan = Analysis.of(FreqAnalysis.wavelet().foi(10, 20).keeptrials(false), trials, ResultFile.at(folder.resolve("mean.h5"))).plan(SERIAL).describe();
        assertTrue(plan.contains(String.format("sums       : 0.0 MB per task, kept until the end: up to 1 trial%n")), plan);
    }

    private String refused(SummedMethod method, TrialChunks trials) {
        Analysis.of(new TrialRms(), trials, ResultFile.at(folder.resolve("x.h5")));
        return assertThrows(IllegalArgumentException.class, () -> run(method, trials, "refused.h5")).getMessage();
    }

    @Test
    void refusals() throws IOException {
        TrialChunks trials = trials(3, 10, 4);
        assertEquals("trialrms sums over trials with all 4 channels in each task, but 3 channels per task were asked for. Leave out channelsPerTask(...); memory is"
                + " bounded by ranges of what is summed.", assertThrows(IllegalArgumentException.class, () -> run(new TrialRms(), trials.channelsPerTask(3), "x.h5")).getMessage());
        TrialChunks uneven = Recording.open(Recordings.uneven(folder.resolve("uneven.h5"), DType.FLOAT64, 2)).chunks();
        assertEquals("What is computed is summed over trials, but trial 1 gives 211 rows and trial 0 257. Only what has one shape can be summed. Select trials of one length with"
                + " trials(...), or a common window with latency(...).", assertThrows(IllegalArgumentException.class, () -> run(new TrialRms(), uneven, "x.h5")).getMessage());
        TrialChunks nan = Recording.open(Recordings.nanAt250(folder.resolve("nan.h5"))).chunks();
        assertEquals("The trial has samples that are NaN or infinite in a selected channel, and such trials are left out of sums: nothing is left. Leave the channels out with"
                + " channels(...), or take a window without such samples with latency(...).", refused(new TrialRms(), nan));
    }
}
