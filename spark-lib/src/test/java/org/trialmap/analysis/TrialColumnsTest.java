package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.TrialChunks;

/** Free columns of trial definitions that no double holds, as time stamps in ns: exact in results, judged by h5py. */
class TrialColumnsTest {
    private static final ParallelMap PMAP = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
    private static final String CHECK = """
            import sys, h5py, numpy as np
            with h5py.File(sys.argv[1]) as f: given = f['trialdefinition'][()]
            with h5py.File(sys.argv[2]) as f: table, length = f['trialdefinition'][()], len(f['data'])
            rows = np.diff(table[:, :2], axis=1).ravel()
            assert table[-1, 1] == length and (rows > 0).all()
            print(table.dtype, np.array_equal(table[:, 3:], given[eval(sys.argv[3]), 3:]), table[:, 2].tolist())
            """;

    @TempDir
    Path folder;

    private Path recording(String columns) {
        Path file = folder.resolve("r.h5");
        References.python("""
                import sys, h5py, numpy as np
                with h5py.File(sys.argv[1], 'w') as f:
                    f['data'] = np.random.default_rng(3).standard_normal((600, 2)); f.attrs['samplerate'] = 1000.
                    f['trialdefinition'] = np.array([[k * 200, (k + 1) * 200, -50, *c] for k, c in enumerate(%s)])
                """.formatted(columns), file.toString());
        return file;
    }

    private static final String NS = "[(1700000000123456789, 1), (-9223372036854775807, 2), (9007199254740993, 3)]";

    private String check(Path recording, Path result, String rows) {
        return References.python(CHECK, recording.toString(), result.toString(), rows).strip();
    }

    @Test
    void timeStampsAreExact() throws IOException {
        Path recording = recording(NS);
        TrialChunks trials = Recording.open(recording).chunks(Selection.all().trials(2, 0, 1));
        Path filtered = Preprocessing.steps().rectify(true).run(PMAP, trials, folder.resolve("x.spy"));
        assertEquals("int64 True [-50, -50, -50]", check(recording, filtered.resolve("x.analog"), "[2, 0, 1]"));
        assertEquals("int64 True [-50, -50, -50]", check(recording, FreqAnalysis.mtmfft().run(PMAP, trials, folder.resolve("f.h5")), "[2, 0, 1]"));
        assertEquals("int64 True [-25, -25, -25]", check(recording, Resample.to(500).run(PMAP, trials, folder.resolve("s.h5")), "[2, 0, 1]"));
        assertEquals("int64 True [-50, -50, -50]", check(recording, FreqAnalysis.mtmconvol(0.05).run(PMAP, trials, folder.resolve("t.h5")), "[2, 0, 1]"));
        FreqAnalysis.wavelet().foi(20).keeptrials(false).run(PMAP, trials, folder.resolve("m.h5")); // without these columns
        AnalogData read = AnalogData.open(filtered);
        assertArrayEquals(new long[] {1700000000123456789L, 1}, (long[]) read.trials().info(1).data());
        Path again = FreqAnalysis.mtmfft().run(PMAP, Recording.open(filtered).chunks(), folder.resolve("g.h5"));
        assertEquals("int64 True [-50, -50, -50]", check(recording, again, "[2, 0, 1]"));
    }

    @Test
    void othersStayAsSyncopyHasThem() throws IOException {
        Path recording = recording("[(9007199254740992, 1), (-9007199254740992, 2), (0, 3)]");
        Path result = Preprocessing.steps().rectify(true).run(PMAP, Recording.open(recording).chunks(), folder.resolve("x.h5"));
        assertEquals("float64 True [-50.0, -50.0, -50.0]", check(recording, result, "slice(None)"));
    }

    @Test
    void whereOffsetsAreFractionsTheyAreRefusedByName() throws IOException {
        TrialChunks trials = Recording.open(recording(NS)).chunks(Selection.all().trials(1, 2));
        assertRefused("Column 3 of the trial definition (from 0) has the value -9223372036854775807 for trial 1, which is beyond 2^53, where not every whole number has a"
                + " double. The offsets of this result's rows are fractions of a step, so its trial definition is float64, and nothing is rounded. Subtract a constant"
                + " from the column, for example the first time stamp, or choose Toi.all(), which has whole ones.",
                () -> FreqAnalysis.mtmconvol(0.05).toi(Toi.overlap(0.28)).run(PMAP, trials, folder.resolve("t.h5")));
        assertRefused("A trial begins at 9007199254740993 samples from t = 0, which is beyond 2^53, where not every whole number has a double. Results have offsets as"
                + " float64. Correct the third column of the recording's trial definition.", () -> ResultForm.exact(9007199254740993L));
    }
}
