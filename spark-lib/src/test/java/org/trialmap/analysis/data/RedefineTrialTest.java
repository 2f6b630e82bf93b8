package org.trialmap.analysis.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.Recordings;
import org.trialmap.analysis.ResultFile;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.TrialChunks;

/** Trials cut from trials, against NumPy with FieldTrip's formulas. */
class RedefineTrialTest {
    private static final ParallelMap SERIAL = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);

    @TempDir
    Path folder;

    @Test
    void trialsAreThoseOfFieldTripsFormulas() throws IOException {
        Path file = Recordings.uneven(folder.resolve("x.h5"), DType.INT16, 3);
        TrialChunks trials = Recording.open(file).chunks();
        Map<String, RedefineTrial> ways = new LinkedHashMap<>();
        ways.put("toilim -0.02 0.2195 0", RedefineTrial.toilim(-0.02, 0.2195));
        ways.put("toilim 0.1 0.6 0.3", RedefineTrial.toilim(0.1, 0.6).minlength(0.3));
        ways.put("offset 100 100 0", RedefineTrial.offset(100L));
        ways.put("offset -7 -7 0.257", RedefineTrial.offset(-7L).minlength(0.257));
        ways.put("length 0.1 0.5 0", RedefineTrial.pieces(0.1, 0.5));
        ways.put("length 0.21 0 0", RedefineTrial.pieces(0.21, 0));
        ways.put("length 0.003 0.9 0", RedefineTrial.pieces(0.003, 0.6));
        List<String> arguments = new ArrayList<>(List.of(file.toString()));
        int run = 0;
        for (Map.Entry<String, RedefineTrial> way : ways.entrySet()) {
            String[] words = way.getKey().split(" ");
            words[2] = words[0].equals("length") ? Double.toString(way.getValue().overlap()) : words[2];
            arguments.addAll(List.of(words));
            arguments.add(way.getValue().run(SERIAL, trials.channelsPerTask(2), folder.resolve("out" + run++ + ".h5")).toString());
        }
        assertEquals("7", References.scipy("""
                import sys, h5py, numpy as np
                path, *args = sys.argv[1:]
                with h5py.File(path) as f: x, table = f['data'][()], f['trialdefinition'][()].astype(int)
                count, hz = 0, 1000
                while args:
                    way, a, b, shortest, result, *args = args
                    a, b, want = float(a), float(b), []
                    for start, stop, offset, info in table:
                        t = (offset + np.arange(stop - start)) / hz
                        if way == 'toilim':
                            at = np.flatnonzero((t >= a) & (t <= b))
                            if len(at): want.append([start + at[0], start + at[-1] + 1, offset + at[0], info])
                        elif way == 'offset':
                            want.append([start, stop, offset + int(a), info])
                        else:
                            size = int(np.floor(a * hz + .5)); step = int(np.floor((1 - b) * size + .5))
                            for s in range(start, stop + 1 - size, step): want.append([s, s + size, offset + s - start, info])
                    want = [w for w in want if (w[1] - w[0]) / hz >= float(shortest)]
                    with h5py.File(result) as f: data, got = f['data'][()], f['trialdefinition'][()]
                    assert data.dtype == x.dtype
                    np.testing.assert_array_equal(data, np.concatenate([x[w[0]:w[1]] for w in want]), way)
                    np.testing.assert_array_equal(got[:, 2:], np.array(want)[:, 2:], way)
                    np.testing.assert_array_equal(got[:, 1] - got[:, 0], [w[1] - w[0] for w in want], way)
                    count += 1
                print(count)
                """, arguments.toArray(String[]::new)).strip());
    }

    @Test
    void columnsAndHistoryGoOn() throws IOException {
        Recording recording = Recording.open(Recordings.uneven(folder.resolve("x.h5"), DType.FLOAT32, 2));
        // tag::redefinetrial[]
        TrialChunks some = recording.chunks(Selection.all().trials("2,0"));
        Path pieces = RedefineTrial.pieces(0.25, 0.5).run(SERIAL, some, folder.resolve("pieces.spy"));
        Path responses = RedefineTrial.offset(-120L, 35L).run(SERIAL, some, folder.resolve("responses.spy"));
        // end::redefinetrial[]
        AnalogData data = AnalogData.open(pieces);
        assertEquals(8, data.trials().count());
        assertArrayEquals(new double[] {9, 9, 9, 9, 9, 9, 9, 7}, data.trials().info().doubles());
        assertEquals("redefinetrial", data.history().toString());
        assertTrue(data.history().text().contains("    length: 0.25\n    overlap: 0.5\n"), data.history().text());
        assertEquals(-220, AnalogData.open(responses).trials().offset(0));
        assertEquals(-15, AnalogData.open(responses).trials().offset(1));
        Path named = Recording.open(pieces).data().path();
        assertEquals(1, RedefineTrial.toilim(-0.1, 0.1).recut(Recording.open(named).chunks(Selection.all().trials("0"))).trials().length);
    }

    @Test
    void trialsOfAnAxisOfTrialsAreCut() throws IOException {
        Path file = folder.resolve("axis.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(100.0));
            writer.root().dataset("data", NdArray.of(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 2, 5, 1));
        }
        AnalogData data = AnalogData.open(RedefineTrial.pieces(0.02, 0.5).run(SERIAL, Recording.open(file).chunks(), folder.resolve("out.h5")));
        assertEquals(8, data.trials().count());
        assertArrayEquals(new double[] {3, 4}, data.trial(3).doubles());
        assertArrayEquals(new double[] {5, 6}, data.trial(4).doubles());
        assertArrayEquals(new double[] {8, 9}, data.trial(7).doubles());
    }

    @Test
    void whatGivesNoTrialIsSaid() throws IOException {
        TrialChunks trials = Recording.open(Recordings.uneven(folder.resolve("x.h5"), DType.FLOAT32, 2)).chunks();
        assertEquals("[Dropped[trial=1, reason=it lasts 0.211 s], Dropped[trial=4, reason=it lasts 0.211 s], Dropped[trial=5, reason=it lasts 0.201 s]]",
                RedefineTrial.longerThan(0.25).recut(trials).recording().withoutTrial().toString());
        assertEquals(
                "[Dropped[trial=1, reason=it has 211 samples, and a piece has 257], Dropped[trial=4, reason=it has 211 samples, and a piece has 257], Dropped[trial=5, reason=it has 201 samples, and a piece has"
                        + " 257]]",
                RedefineTrial.pieces(0.257, 0).recut(trials).recording().withoutTrial().toString());
        assertEquals(
                "[Dropped[trial=0, reason=it goes from -0.05 to 0.206 s], Dropped[trial=1, reason=it goes from 0.0 to 0.21 s], Dropped[trial=4, reason=it goes from 0.0 to 0.21 s], Dropped[trial=5, reason=it"
                        + " goes from -0.007 to 0.193 s]]",
                RedefineTrial.toilim(0.22, 1).recut(trials).recording().withoutTrial().toString());
        assertRefused(
                "No trial is left: trial 0 has none since it has 257 samples, and a piece has 2000, for example. There would be nothing to write. Correct toilim(...), RedefineTrial.pieces(...) or minlength(...).",
                () -> RedefineTrial.pieces(2, 0).recut(trials));
        assertRefused("There are 2 offsets for 6 selected trials. There is one for all of them, or one for each. Correct offset(...).",
                () -> RedefineTrial.offset(1L, 2L).recut(trials));
        assertRefused("Pieces of 0.001 s are 1 samples at 1000.0 Hz, 0 apart with an overlap of 0.9. Both are at least 1. Correct RedefineTrial.pieces(...).",
                () -> RedefineTrial.pieces(0.001, 0.9).recut(trials));
    }

    @Test
    void impossibleOptionsAreRefused() {
        assertRefused("The window [1.0, 0.0] s is not possible. It has two finite numbers of seconds, the first not greater than the second. Correct toilim(...).",
                () -> RedefineTrial.toilim(1, 0));
        assertRefused("The length -1.0 s is not possible. It is a finite number of seconds above 0. Correct RedefineTrial.pieces(...).", () -> RedefineTrial.pieces(-1, 0));
        assertRefused("The minlength NaN s is not possible. It is a finite number of seconds above 0. Correct minlength(...).", () -> RedefineTrial.longerThan(Double.NaN));
        assertRefused("The overlap 1.0 was asked for. It is the share of a piece that the next one has, too, from 0 to below 1. Correct the overlap of RedefineTrial.pieces(...).",
                () -> RedefineTrial.pieces(1, 1));
        assertRefused(
                "The overlap 0.5 was asked for without pieces. It is the share of a piece that the next one has, too, from 0 to below 1. Correct the overlap of RedefineTrial.pieces(...).",
                () -> new RedefineTrial(List.of(), List.of(1L), 0, 0.5, 0));
        assertRefused("More than one of a window (toilim), another t = 0 (offset) and pieces (length) was asked for. Which of them comes first would matter. Redefine twice, once for each.",
                () -> new RedefineTrial(List.of(0.0, 1.0), List.of(1L), 0, 0, 0));
        assertRefused("Nothing was asked for, and the result would be the recording. Give one of toilim(...), offset(...) and RedefineTrial.pieces(...), or minlength(...).",
                () -> RedefineTrial.longerThan(0));
    }

    /** Options and the trials that they give identify a plan. */
    @Test
    void otherCutsAreOtherPlans() throws IOException {
        TrialChunks trials = Recording.open(Recordings.uneven(folder.resolve("x.h5"), DType.FLOAT32, 2)).chunks();
        assertNotEquals(id(RedefineTrial.offset(1L), trials), id(RedefineTrial.offset(2L), trials));
    }

    private String id(RedefineTrial way, TrialChunks trials) throws IOException {
        return Analysis.of(way, trials, ResultFile.at(folder.resolve("z.h5"))).plan(SERIAL).tasks().planId();
    }
}
