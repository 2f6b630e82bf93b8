package org.trialmap.analysis.average;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.analysis.Numpy;
import org.trialmap.analysis.Recordings;
import org.trialmap.analysis.SumFunction;
import org.trialmap.analysis.SummedMethod;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SyncopyClass;
import org.trialmap.trial.SyncopyContainer;
import org.trialmap.trial.SyncopyFiles;
import org.trialmap.trial.TrialChunks;

/** Time-locked averages against NumPy, the container, and what is refused. */
class TimeLockAnalysisTest {
    private static final ParallelMap SERIAL = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
    /** Sets {@code avg}, {@code var} and {@code covs} of {@code T}, trials x samples x channels, and holds the result's against them. */
    private static final String COMPARE = """
            with h5py.File(result) as f: got = {k: f[k][()].astype('f8') for k in ('avg', 'var', 'cov')}
            avg, var = T.mean(0), T.var(0)
            covs = np.array([np.cov(t[a:b], ddof=ddof, rowvar=False).reshape(T.shape[2], T.shape[2]) for t in T])
            worst = max(abs(got[k] - w).max() / abs(w).max() for k, w in (('avg', avg), ('var', var), ('cov', covs if keep else covs.mean(0))))
            assert abs(np.concatenate(rows) - (np.concatenate(T) if keep else avg)).max() / abs(T).max() < tol
            assert worst < tol, worst
            print('ok')
            """;

    @TempDir
    Path folder;

    private Path run(TimeLockAnalysis method, TrialChunks trials, String out) throws IOException {
        return method.run(SERIAL, trials, folder.resolve(out));
    }

    private static void assertNumpy(Path recording, Path result, String setup) {
        assertEquals("ok", Numpy.check(recording, result, "T = np.array(trials); a, b, ddof, keep, tol = 0, None, 1, False, 1e-12\n" + setup + "\n" + COMPARE));
    }

    @Test
    void averageVarianceAndCovarianceAreNumpys() throws IOException {
        int[][] shapes = {{2, 3, 1}, {31, 2, 2}, {67, 101, 5}, {1100, 7, 3}};
        for (int[] shape : shapes) {
            String name = shape[0] + "x" + shape[1];
            Path recording = Recordings.equal(folder.resolve(name + ".h5"), DType.FLOAT64, shape[0], shape[1], shape[2]);
            // tag::timelock[]
            Path result = TimeLockAnalysis.withCovariance().run(SERIAL, Recording.open(recording).chunks(), folder.resolve(name + "-avg.h5"));
            // end::timelock[]
            assertNumpy(recording, result, "");
        }
    }

    @Test
    void ddofAndWindowAndEachTrial() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 40, 50, 3);
        TrialChunks trials = Recording.open(recording).chunks();
        assertNumpy(recording, run(TimeLockAnalysis.withCovariance().ddof(0).covarianceWindow(0, 0.02), trials, "a.h5"), "a, b, ddof = 10, 31, 0");
        assertNumpy(recording, run(TimeLockAnalysis.withCovariance().keeptrials(true), trials, "b.h5"), "keep = True");
        TrialChunks window = Recording.open(recording).chunks(Selection.all().latency(0, 0.02));
        assertNumpy(recording, run(TimeLockAnalysis.withCovariance(), window, "c.h5"), "T = T[:, 10:31]");
    }

    @Test
    void largeValuesThatDifferLittleKeepTheirVariance() throws IOException {
        double[] values = new double[40 * 5];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1e9 + Math.sin(i * i);
        }
        Path recording = folder.resolve("r.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(recording)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().dataset("data", NdArray.of(values, 40, 5, 1));
        }
        Path result = run(TimeLockAnalysis.average(), Recording.open(recording).chunks(), "a.h5");
        assertEquals("ok", Numpy.check(Recordings.equal(folder.resolve("any.h5"), DType.FLOAT64, 2, 2, 1), result, """
                from fractions import Fraction as F
                with h5py.File(result) as f: got = f['var'][()]
                x = h5py.File(sys.argv[2].replace('a.h5', 'r.h5'))['data'][..., 0]
                for s in range(5):
                    column = [F(v) for v in x[:, s]]; mean = sum(column) / 40
                    assert abs(got[s, 0] - float(sum((v - mean) ** 2 for v in column) / 40)) < 1e-6
                print('ok')
                """));
    }

    @Test
    void covariancesOfTrialsAreTasks() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 5, 4, 2);
        TrialChunks trials = Recording.open(recording).chunks();
        TimeLockAnalysis method = TimeLockAnalysis.withCovariance().keeptrials(true);
        SumFunction function = method.function(trials);
        SummedMethod.Sums sums = new SummedMethod.Sums(0, function.slices(), new double[function.perSlice() * function.slices()], 5);
        Files.delete(recording);
        String text = assertThrows(IllegalStateException.class, () -> method.finish(trials, sums, ParallelMap.serial().progress(RunOptions.Progress.HIDDEN))).getMessage();
        assertTrue(
                text.startsWith(
                        "The second pass over the trials, for the covariance of each, failed. What was summed is kept: run the same again with Existing.RESUME to compute this pass only. Task 0 of 5"),
                text);
    }

    @Test
    void float32GivesFloat32() throws IOException {
        Path recording = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 33, 11, 4);
        Path result = run(TimeLockAnalysis.withCovariance().keeptrials(true), Recording.open(recording).chunks(), "a.h5");
        assertNumpy(recording, result, "keep, tol = True, 2e-7");
        try (Hdf5File hdf = Hdf5File.open(result)) {
            for (String name : List.of("data", "avg", "var", "cov")) {
                assertEquals(DType.FLOAT32, hdf.dataset("/" + name).dtype(), name);
            }
        }
    }

    @Test
    void aContainerThatSyncopyOpens() throws IOException {
        TrialChunks trials = Recording.open(Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 5, 4, 2)).chunks();
        Path out = run(TimeLockAnalysis.withCovariance().keeptrials(true), trials, "each.spy");
        SyncopyContainer.verify(out.resolve("each.timelock"));
        String[] loaded = SyncopyFiles.load(out, "each.timelock").split("\n");
        assertEquals("each.timelock TimeLockData float64 (20, 2) True 1000.0", loaded[0]);
        assertTrue(loaded[1].startsWith("[[0.0, 4.0, -10.0, 0.0], [4.0, 8.0, -10.0, 1.0], [8.0, 12.0, -10.0, 2.0], [12.0, 16.0, -10.0, 3.0], [16.0, 20.0, -10.0, 4.0]] ['_log', '_version', 'cfg',"
                + " 'channel', "), loaded[1]);
        assertTrue(loaded[1].endsWith("['avg', 'channel', 'cov', 'data', 'trialdefinition', 'var'] True"), loaded[1]);
        assertArrayEquals(new String[] {"/avg float64 (4, 2)", "/var float64 (4, 2)", "/cov float64 (5, 2, 2)"}, Arrays.copyOfRange(loaded, 3, 6));
        SyncopyContainer.Header header = SyncopyContainer.read(out.resolve("each.timelock")).header();
        assertEquals(List.of(SyncopyClass.TIME_LOCK, trials.channelNames()), List.of(header.dataclass(), header.names().get("channel")));
        assertEquals("timelockanalysis", SyncopyContainer.history(header).steps().get(0).command());
        assertEquals(List.of(5, trials.channelNames(), 3.0), List.of(AnalogData.open(out).trials().count(), AnalogData.open(out).channel(), AnalogData.open(out).trials().info(3).doubles()[0]));
        Path file = out;
        // tag::further[]
        AnalogData erp = AnalogData.open(file);
        NdArray average = erp.further("avg"); // time x channel; erp.further() has the names
        // end::further[]
        assertEquals(List.of("avg", "cov", "var"), erp.further());
        assertArrayEquals(new int[] {4, 2}, average.shape());
        Path mean = run(TimeLockAnalysis.average(), trials, "mean.spy");
        assertEquals(-0.01, AnalogData.open(mean.resolve("mean.timelock")).time(0)[0]);
        String[] one = SyncopyFiles.load(mean, "mean.timelock").split("\n");
        assertTrue(one[1].startsWith("[[0.0, 4.0, -10.0]] "), one[1]);
        assertArrayEquals(new String[] {"/avg float64 (4, 2)", "/var float64 (4, 2)"}, Arrays.copyOfRange(one, 3, one.length));
    }

    @Test
    void trialsWithNanAreLeftOutAndListed() throws IOException {
        Path recording = Recordings.spoilt(folder.resolve("r.h5"), DType.FLOAT64, 40, 30, 3);
        Path result = run(TimeLockAnalysis.withCovariance(), Recording.open(recording).chunks(), "a.h5");
        assertNumpy(recording, result, "T = T[np.isfinite(T).all((1, 2))]");
        Path each = run(TimeLockAnalysis.withCovariance().keeptrials(true), Recording.open(recording).chunks(), "b.h5");
        assertEquals("[3, 10, 17, 24, 31, 38] [6]", Numpy.check(recording, each, """
                with h5py.File(result) as f:
                    cov, nan, left = f['cov'][()], f['data'].attrs['nan_trials'], f['data'].attrs['nan_left_out']
                    assert np.isfinite(f['avg'][()]).all() and np.isfinite(f['var'][()]).all()
                bad = [k for k in range(40) if not np.isfinite(cov[k]).all()]
                assert bad == nan.tolist() and np.isnan(out).any() and not np.isinf(out).any()
                print(bad, left.tolist())
                """));
    }

    private static void assertRefused(String text, Supplier<TimeLockAnalysis> method) {
        assertEquals(text, assertThrows(IllegalArgumentException.class, method::get).getMessage());
    }

    private void assertRefused(String text, TimeLockAnalysis method, TrialChunks trials) {
        assertEquals(text, assertThrows(IllegalArgumentException.class, () -> run(method, trials, "no-" + trials.recording().path().getFileName())).getMessage());
    }

    @Test
    void optionsThatAreImpossible() {
        assertRefused("The covariance of n samples was asked for with a divisor of n - -1, ddof being negative. It is 1 for the unbiased estimate, 0 for the mean product. Correct ddof(...).",
                () -> TimeLockAnalysis.withCovariance().ddof(-1));
        assertRefused("The covariance was asked for of the window [0.2, 0.1] s. It is two finite numbers of seconds, the first not greater than the second. Correct covarianceWindow(...).",
                () -> TimeLockAnalysis.withCovariance().covarianceWindow(0.2, 0.1));
        assertRefused("ddof 0 is given, but no covariance is computed, so it would change nothing. Add withCovariance(), or leave it out.",
                () -> TimeLockAnalysis.average().ddof(0));
        assertRefused("The covariance window [0.0, 0.1] s is given, but no covariance is computed, so it would change nothing. Add withCovariance(), or leave it out.",
                () -> TimeLockAnalysis.average().covarianceWindow(0, 0.1));
    }

    @Test
    void trialsThatDoNotFit() throws IOException {
        Recording equal = Recording.open(Recordings.equal(folder.resolve("r.h5"), DType.FLOAT64, 3, 20, 2));
        assertRefused("timelockanalysis was asked for of 1 trial. The variance over trials is of at least 2. Select more with trials(...).", TimeLockAnalysis.average(),
                equal.chunks(Selection.all().trials("1")));
        assertRefused("What is computed is summed over trials, but trial 1 gives 211 rows and trial 0 257. Only what has one shape can be summed. Select trials of one length with trials(...), or a"
                + " common window with latency(...).", TimeLockAnalysis.average(), Recording.open(Recordings.uneven(folder.resolve("u.h5"), DType.FLOAT64, 2)).chunks());
        assertRefused("The covariance was asked for of 0.0 to 0.1 s, but the trials go from -0.01 to 0.009 s. The window must lie inside them; nothing is padded. Correct covarianceWindow(...).",
                TimeLockAnalysis.withCovariance().covarianceWindow(0, 0.1), equal.chunks());
        assertRefused("The covariance was asked for of 1 sample with ddof 1: it would be divided by 0. Widen covarianceWindow(...), or take a smaller ddof(...).",
                TimeLockAnalysis.withCovariance().covarianceWindow(0, 0), equal.chunks());
        assertRefused("The covariance was asked for of 20 samples with ddof 20: it would be divided by 0. Take longer trials, or a smaller ddof(...).",
                TimeLockAnalysis.withCovariance().ddof(20),
                equal.chunks());
    }

    @Test
    void oneTrialIsLeftOrNumbersAreTooLarge() throws IOException {
        Path recording = Recordings.spoilt(folder.resolve("r.h5"), DType.FLOAT64, 4, 20, 1);
        TrialChunks two = Recording.open(recording).chunks(Selection.all().trials("2,3"));
        assertRefused(
                "timelockanalysis was asked for of 2 trials, of which all but 1 have samples that are NaN or infinite and are left out. The variance over trials is of at least 2. Select more with"
                        + " trials(...).",
                TimeLockAnalysis.average(), two);
        Path large = folder.resolve("large.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(large)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().dataset("data", NdArray.of(new float[] {1e30f, 2e30f, -1e30f, 3e30f}, 2, 2, 1));
        }
        assertRefused("A result is beyond what float32 can hold: the values are too large, or divided by one that is too small. Scale them, or convert them to float64.", TimeLockAnalysis.average(),
                Recording.open(large).chunks());
    }
}
