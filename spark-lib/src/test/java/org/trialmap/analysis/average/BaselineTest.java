package org.trialmap.analysis.average;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.Recordings;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.TrialChunks;

/** Spectra relative to a baseline against FieldTrip's formulas in NumPy, and what is refused. */
class BaselineTest {
    private static final ParallelMap SERIAL = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);

    @TempDir
    Path folder;

    private Path run(AnalysisMethod method, TrialChunks trials, String out) throws IOException {
        return method.run(SERIAL, trials, folder.resolve(out));
    }

    private TrialChunks trials(DType dtype) throws IOException {
        Path file = folder.resolve("r-" + dtype + ".h5");
        return Recording.open(Files.exists(file) ? file : Recordings.equal(file, dtype, 4, 61, 3)).chunks();
    }

    /** With steps of an overlap, whose times are fractions of a step, and with chosen times. */
    private List<Path> spectra(DType dtype) throws IOException {
        return List.of(run(FreqAnalysis.mtmconvol(0.02).toi(Toi.overlap(0.85)).foilim(50, 200), trials(dtype), "overlap-" + dtype + ".h5"),
                run(FreqAnalysis.wavelet().foi(100, 200).toi(-0.01, -0.005, 0.0, 0.005, 0.01, 0.015), trials(dtype), "times-" + dtype + ".h5"));
    }

    @Test
    void everyTypeIsFieldTrips() throws IOException {
        List<String> arguments = new ArrayList<>();
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (Path spectrum : spectra(dtype)) {
                for (Baseline.Type type : Baseline.Type.values()) {
                    // tag::baseline[]
                    Path result = Baseline.of(type, -0.01, 0).run(SERIAL, SpectralData.open(spectrum).chunks(), folder.resolve(type + "-" + spectrum.getFileName()));
                    // end::baseline[]
                    arguments.addAll(List.of(spectrum.toString(), result.toString(), type.toString()));
                }
            }
        }
        assertEquals("80", References.scipy("""
                import sys, h5py, numpy as np
                count, args = 0, sys.argv[1:]
                while args:
                    given, result, name, *args = args
                    with h5py.File(given) as f, h5py.File(result) as g:
                        assert (f['trialdefinition'][()] == g['trialdefinition'][()]).all() and (f['freq'][()] == g['freq'][()]).all() and f['data'].dtype == g['data'].dtype
                        for a, b, offset in f['trialdefinition'][:, :3]:
                            x, got = f['data'][int(a):int(b)].astype('f8'), g['data'][int(a):int(b)]
                            t = f['toi'][()] if 'toi' in f else (offset + np.arange(len(x))) / f.attrs['samplerate']
                            base = x[(t >= -0.01 - 1e-9) & (t <= 1e-9)]
                            assert 1 < len(base) < len(x)
                            m = base.mean(0)
                            want = dict(absolute=x - m, relchange=(x - m) / m, relative=x / m, db=10 * np.log10(x / m), zscore=(x - m) / base.std(0))[name]
                            assert abs(got - want).max() <= (1e-12 if got.dtype == 'f8' else 3e-7) * abs(want).max(), (name, given)
                            count += 1
                print(count)
                """, arguments.toArray(String[]::new)).strip());
    }

    @Test
    void theUnitIsWhatItBecomes() throws IOException {
        Path file = folder.resolve("v.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(100.0));
            Hdf5Writer.Dataset data = writer.root().dataset("data", NdArray.of(new float[] {1, 2, 3, 1, 2, 5, 3, 2}, 1, 8, 1));
            data.attribute("unit", NdArray.from("V"));
        }
        Path power = run(FreqAnalysis.mtmconvol(0.04).foilim(25, 50), Recording.open(file).chunks(), "pow.h5");
        TrialChunks trials = SpectralData.open(power).chunks();
        assertEquals("V^2", SpectralData.open(run(Baseline.of(Baseline.Type.ABSOLUTE, 0, 0.02), trials, "a.h5")).unit().orElseThrow());
        assertEquals("dB", SpectralData.open(run(Baseline.of(Baseline.Type.DB, 0, 0.02), trials, "b.h5")).unit().orElseThrow());
        assertTrue(SpectralData.open(run(Baseline.of(Baseline.Type.RELATIVE, 0, 0.02), trials, "c.h5")).unit().isEmpty());
        assertEquals("(V^2)^2", SpectralData.open(run(Statistic.VAR.over(Statistic.Axis.TIME), trials, "d.h5")).unit().orElseThrow());
    }

    private void assertRefused(String text, Baseline method, TrialChunks trials) {
        assertEquals(text.replace("FOLDER", folder.toString()), assertThrows(IllegalArgumentException.class, () -> run(method, trials, "no.h5")).getMessage());
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        TrialChunks recording = trials(DType.FLOAT32);
        TrialChunks power = SpectralData.open(spectra(DType.FLOAT32).get(1)).chunks();
        run(FreqAnalysis.wavelet().foi(100, 200).output(SpectralOutput.FOURIER), recording, "fourier.h5");
        run(FreqAnalysis.mtmfft(), recording, "whole.h5");
        assertEquals("The baseline 0.2 to 0.1 s is not possible. It is two finite numbers of seconds, the first not greater than the second. Correct Baseline.of(...).",
                assertThrows(IllegalArgumentException.class, () -> Baseline.of(Baseline.Type.DB, 0.2, 0.1)).getMessage());
        assertRefused("A baseline was asked for of FOLDER/r-float32.h5, a recording. Baselines are of time-frequency spectra: FreqAnalysis.mtmconvol(...), wavelet() or superlet(...).",
                Baseline.of(Baseline.Type.DB, 0, 0.01), recording);
        assertRefused("A baseline was asked for of FOLDER/fourier.h5, whose values are complex (complex64). Baselines are of real ones, as power is: FreqAnalysis and output(SpectralOutput.POW).",
                Baseline.of(Baseline.Type.DB, 0, 0.01), SpectralData.open(folder.resolve("fourier.h5")).chunks());
        assertRefused("The baseline 0.0 to 0.02 s was asked for, but trial 0 goes from -0.01 to 0.015 s. It must lie inside each trial. Correct Baseline.of(...).",
                Baseline.of(Baseline.Type.DB, 0, 0.02), power);
        assertRefused("The baseline 0.001 to 0.002 s has no time of trial 0. Widen Baseline.of(...).", Baseline.of(Baseline.Type.ABSOLUTE, 0.001, 0.002), power);
        assertRefused("The baseline 0.0 to 0.002 s has only one time of trial 0, and of one there is no standard deviation. Widen Baseline.of(...).",
                Baseline.of(Baseline.Type.ZSCORE, 0, 0.002), power);
        assertRefused("The baseline 0.0 to 0.01 s was asked for, but trial 0 goes from -0.01 to -0.01 s. It must lie inside each trial. Correct Baseline.of(...).",
                Baseline.of(Baseline.Type.ABSOLUTE, 0, 0.01), SpectralData.open(folder.resolve("whole.h5")).chunks());
    }

    private void assertFails(String text, Baseline.Type type, double... values) throws IOException {
        Path file = folder.resolve(type + ".h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(100.0));
            writer.root().attribute("freq", NdArray.of(new double[] {7.5}, 1));
            writer.root().dataset("data", NdArray.of(values, values.length, 1, 1, 1));
        }
        TrialChunks trials = SpectralData.open(file).chunks();
        String failed = assertThrows(MapFailedException.class, () -> run(Baseline.of(type, 0, 0.01), trials, "no-" + type + ".h5")).getMessage();
        assertTrue(failed.contains("The baseline of trial 0 at 7.5 Hz in the channel 'channel1' " + text + ". The baselinetype " + type + " cannot be computed there. Leave the channel out with"
                + " channels(...), the frequency with frequency(...), or take Baseline.Type.ABSOLUTE."), failed);
    }

    @Test
    void baselinesOfZeroHaveNoRatio() throws IOException {
        assertFails("has the mean 0", Baseline.Type.RELATIVE, 1, -1, 3);
        assertFails("has the mean 0", Baseline.Type.RELCHANGE, 0, 0, 3);
        assertFails("does not vary: its standard deviation is 0", Baseline.Type.ZSCORE, 2, 2, 3);
        assertFails("has the mean 1.5, and one of its values is 0.0: only a positive ratio has a logarithm", Baseline.Type.DB, 1, 2, 0);
        assertArrayEquals(new int[] {3, 1, 1, 1}, SpectralData.open(folder.resolve("db.h5")).trial(0).shape());
    }
}
