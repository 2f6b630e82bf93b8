package org.trialmap.analysis.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.NanPolicy;
import org.trialmap.analysis.Recordings;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.average.TimeLockAnalysis;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.TrialChunks;

/** Sums, differences, products and quotients against NumPy, and what does not go together. */
class ArithmeticTest {
    private static final ParallelMap SERIAL = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);

    @TempDir
    Path folder;

    private Path run(Arithmetic method, TrialChunks trials, String name) throws IOException {
        return method.run(SERIAL, trials, folder.resolve(name));
    }

    private Path write(String name, String unit, NdArray samples) throws IOException {
        Path file = folder.resolve(name);
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            Hdf5Writer.Dataset data = writer.root().dataset("data", samples);
            if (!unit.isEmpty()) {
                data.attribute("unit", NdArray.from(unit));
            }
        }
        return file;
    }

    @Test
    void numbersAreThoseOfNumpy() throws IOException {
        TrialChunks x = Recording.open(Recordings.equal(folder.resolve("x.h5"), DType.FLOAT64, 4, 61, 3)).chunks();
        TrialChunks y = Recording.open(Recordings.equal(folder.resolve("y.h5"), DType.FLOAT32, 5, 61, 3)).chunks(Selection.all().trials("1:5"));
        Path power = FreqAnalysis.mtmfft().run(SERIAL, x, folder.resolve("power.h5"));
        Path fourier = FreqAnalysis.mtmfft().output(SpectralOutput.FOURIER).run(SERIAL, x, folder.resolve("fourier.h5"));
        List<String> arguments = new ArrayList<>();
        for (Arithmetic.Operation operation : Arithmetic.Operation.values()) {
            arguments.addAll(List.of(operation.toString(), folder.resolve("x.h5").toString(), "2.5", run(operation.by(2.5), x, operation + "1.h5").toString()));
            arguments.addAll(
                    List.of(operation.toString(), folder.resolve("x.h5").toString(), folder.resolve("y.h5") + ":61", run(operation.with(y), x.channelsPerTask(2), operation + "2.h5").toString()));
            arguments.addAll(List.of(operation.toString(), fourier.toString(), power + ":0", run(operation.with(SpectralData.open(power).chunks(Selection.all().frequency(50, 200))),
                    SpectralData.open(fourier).chunks(Selection.all().frequency(50, 200)), operation + "3.h5").toString()));
            arguments.addAll(List.of(operation.toString(), fourier.toString(), fourier + ":0", run(operation.with(SpectralData.open(fourier).chunks(Selection.all().frequency(50, 200))),
                    SpectralData.open(fourier).chunks(Selection.all().frequency(50, 200)), operation + "4.h5").toString()));
        }
        assertEquals("16", References.scipy("""
                import sys, h5py, numpy as np
                count, args = 0, sys.argv[1:]
                def read(path, result, skip=0):
                    with h5py.File(path) as f:
                        x = f['data'][()][skip:]
                        if x.ndim == 4: x = x[:, :, np.isin(f['freq'][()], result['freq'][()])]
                        return x.astype('c16' if np.iscomplexobj(x) else 'f8')
                while args:
                    operation, one, two, result, *args = args
                    with h5py.File(result) as f:
                        x = read(one, f)
                        y = float(two) if ':' not in two else read(two.split(':')[0], f, int(two.split(':')[1]))
                        want = getattr(np, operation)(x, y)
                        got = f['data'][()]
                        assert got.dtype == want.dtype and got.shape == want.shape, (operation, two, got.dtype, want.dtype, got.shape, want.shape)
                        assert abs(got - want).max() <= 1e-14 * abs(want).max(), (operation, two)
                        count += 1
                print(count)
                """, arguments.toArray(String[]::new)).strip());
    }

    /** Options alone identify a plan. */
    @Test
    void otherOperandsAreOtherPlans() throws IOException {
        Recording y = Recording.open(Recordings.equal(folder.resolve("y.h5"), DType.FLOAT32, 5, 61, 3));
        Arithmetic.Operation add = Arithmetic.Operation.ADD;
        Set<String> plans = new HashSet<>();
        for (Arithmetic method : List.of(add.by(1), add.by(2), add.with(y.chunks(Selection.all().trials("1:3"))), add.with(y.chunks(Selection.all().trials("2:4"))),
                Arithmetic.Operation.DIVIDE.by(2))) {
            plans.add(Analysis.of(method, y.chunks(Selection.all().trials("0:2")), ResultFile.at(folder.resolve("z.h5"))).plan(SERIAL).tasks().planId());
        }
        assertEquals(5, plans.size());
    }

    @Test
    void partsOfRecordingsAndSpectraAreKeptAsTheyAre() throws IOException {
        Recording x = Recording.open(Recordings.uneven(folder.resolve("x.h5"), DType.INT16, 3));
        Path some = new Convert().run(SERIAL, x.chunks(Selection.all().trials("4,1").channels("2,0")), folder.resolve("some.spy"));
        AnalogData part = AnalogData.open(some);
        AnalogData want = x.data().select(Selection.all().trials("4,1").channels("2,0"));
        assertEquals(List.of("channel3", "channel1"), part.channel());
        assertEquals(want.trial(0), part.trial(0));
        assertEquals(want.trial(1), part.trial(1));
        assertEquals(want.trials().info(), part.trials().info());
        // tag::selectdata[]
        Path spectrum = FreqAnalysis.mtmfft().output(SpectralOutput.FOURIER).tapsmofrq(20).keeptapers(true).run(SERIAL, x.chunks(Selection.all().trials("1,4")), folder.resolve("fourier.spy"));
        Path alpha = new Convert().run(SERIAL, SpectralData.open(spectrum).chunks(Selection.all().trials("1").frequency(20, 100)), folder.resolve("alpha.spy"));
        // end::selectdata[]
        SpectralData lines = SpectralData.open(spectrum).select(Selection.all().trials("1").frequency(20, 100));
        SpectralData kept = SpectralData.open(alpha);
        assertEquals(lines.trial(0), kept.trial(0));
        assertArrayEquals(lines.freq(), kept.freq());
        assertEquals(lines.taper(), kept.taper());
        assertEquals("freqanalysis, convert", kept.history().toString());
    }

    @Test
    void oneTrialIsTakenForEach() throws IOException {
        TrialChunks trials = Recording.open(Recordings.equal(folder.resolve("x.h5"), DType.FLOAT64, 4, 61, 3)).chunks();
        // tag::math[]
        Path average = TimeLockAnalysis.average().run(SERIAL, trials, folder.resolve("average.h5"));
        Path induced = Arithmetic.Operation.SUBTRACT.with(Recording.open(average).chunks()).run(SERIAL, trials, folder.resolve("induced.spy"));
        // end::math[]
        double[] sum = new double[61 * 3];
        AnalogData rest = AnalogData.open(induced);
        for (int k = 0; k < 4; k++) {
            double[] values = rest.trial(k).doubles();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += values[i];
            }
        }
        assertArrayEquals(new double[sum.length], sum, 1e-12);
        assertEquals(-0.01, rest.time(2)[0], 1e-12);
        assertEquals("math", rest.history().toString());
        assertTrue(rest.history().text().contains("average.h5"), rest.history().text());
    }

    @Test
    void unitsAreThoseOfTheOperation() throws IOException {
        NdArray samples = NdArray.of(new double[] {1, 2, 3, 4}, 4, 1);
        TrialChunks volts = Recording.open(write("v.h5", "V", samples)).chunks();
        TrialChunks amperes = Recording.open(write("a.h5", "A", samples)).chunks();
        TrialChunks bare = Recording.open(write("b.h5", "", samples)).chunks();
        assertEquals("V", Arithmetic.Operation.MULTIPLY.by(3).unit(volts).orElseThrow());
        assertEquals("V^2", Arithmetic.Operation.MULTIPLY.with(volts).unit(volts).orElseThrow());
        assertEquals("V*A", Arithmetic.Operation.MULTIPLY.with(amperes).unit(volts).orElseThrow());
        assertEquals("V/A", Arithmetic.Operation.DIVIDE.with(amperes).unit(volts).orElseThrow());
        assertTrue(Arithmetic.Operation.DIVIDE.with(volts).unit(volts).isEmpty());
        assertTrue(Arithmetic.Operation.ADD.with(bare).unit(volts).isEmpty());
        assertRefused("The operation add was asked for of " + folder.resolve("v.h5") + " and " + folder.resolve("a.h5")
                + ", but the unit of both differ: V and A. Only values at the same places go together."
                + " Multiply one of them by a number, and save it without unit.", () -> Arithmetic.Operation.ADD.with(amperes).form(volts));
    }

    @Test
    void nanOfEitherIsNotedAndRefusedWhereItIsToBe() throws IOException {
        TrialChunks x = Recording.open(write("x.h5", "", NdArray.of(new double[] {1, 2, 3, 4}, 2, 2))).chunks();
        TrialChunks y = Recording.open(write("y.h5", "", NdArray.of(new double[] {1, Double.NEGATIVE_INFINITY, 3, 4}, 2, 2))).chunks();
        try (Hdf5File file = Hdf5File.open(run(Arithmetic.Operation.SUBTRACT.with(y), x, "z.h5"))) {
            assertArrayEquals(new double[] {0, Double.NaN, 0, 0}, file.dataset("/data").read().doubles());
            assertArrayEquals(new int[] {0}, (int[]) file.dataset("/data").attribute("nan_trials").orElseThrow().data());
        }
        Analysis refusing = Analysis.of(Arithmetic.Operation.SUBTRACT.with(y), x, ResultFile.at(folder.resolve("r.h5")), NanPolicy.REFUSE);
        String text = assertThrows(MapFailedException.class, () -> refusing.run(SERIAL)).getMessage();
        assertTrue(text.contains("IllegalArgumentException: Of the other trials, in " + folder.resolve("y.h5") + ": In trial 0 1 value is NaN or infinite, the first one at sample 0 (0.0 s) of channel"
                + " 'channel2' (number 1). Such trials are refused with NanPolicy.REFUSE"), text);
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() throws IOException {
        TrialChunks x = Recording.open(Recordings.equal(folder.resolve("x.h5"), DType.FLOAT32, 4, 61, 3)).chunks();
        Recording y = Recording.open(Recordings.uneven(folder.resolve("y.h5"), DType.FLOAT32, 3));
        TrialChunks power = SpectralData.open(FreqAnalysis.mtmfft().run(SERIAL, x, folder.resolve("power.h5"))).chunks();
        String asked = "The operation add was asked for of " + folder.resolve("x.h5") + " and " + folder.resolve("y.h5") + ", but ";
        String why = ". Only values at the same places go together. ";
        Arithmetic.Operation add = Arithmetic.Operation.ADD;
        assertRefused(asked + "the number of trials of both differ: 4 and 6" + why + "Select as many with trials(...), or one that is taken for every trial.",
                () -> add.with(y.chunks()).form(x));
        assertRefused(asked + "the channels of both differ: channel1, channel2, channel3 and channel1" + why + "Select the same ones, in the same order, with channels(...).",
                () -> add.with(y.chunks(Selection.all().channels("0"))).form(x));
        assertRefused(asked + "the times of trial 0 of both differ: 61 from -0.01 s on and 211 from 0.0 s on" + why + "Select a common window with latency(...).",
                () -> add.with(y.chunks(Selection.all().trials("1"))).form(x));
        assertRefused((asked + "the kind of both differ: a recording and a spectrum" + why + "Take two recordings, or two spectra.").replace("y.h5", "power.h5"), () -> add.with(power).form(x));
        assertRefused("The result would replace the recording that it is made of: " + folder.resolve("power.h5") + " is the input, too. Choose another file with ResultFile.at(...).",
                () -> add.with(power).run(SERIAL, power, folder.resolve("power.h5")));
        assertRefused("The operation divide with the number 0.0 was asked for, which gives no numbers. Give another one.", () -> Arithmetic.Operation.DIVIDE.by(0));
        TrialChunks zero = Recording.open(write("zero.h5", "", NdArray.of(new float[] {1, 2, 3, 0}, 2, 2))).chunks();
        String text = assertThrows(MapFailedException.class, () -> run(Arithmetic.Operation.DIVIDE.with(zero), zero, "no.h5")).getMessage();
        assertTrue(
                text.contains("IllegalArgumentException: In trial 0 the numbers at sample 1 (0.001 s) of channel 'channel2' (number 1) are 0.0 and 0.0, of which the operation divide makes no finite"
                        + " number. Leave the trial out with trials(...), the channel with channels(...), or take a window without it with latency(...)."),
                text);
    }
}
