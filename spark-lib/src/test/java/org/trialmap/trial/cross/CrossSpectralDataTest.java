package org.trialmap.trial.cross;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.SynthData;
import org.trialmap.analysis.connectivity.Connectivity;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.synth.WhiteNoise;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.TrialChunks;

class CrossSpectralDataTest {
    private static final ParallelMap SERIAL = ParallelMap.serial();

    @TempDir
    private Path folder;

    private TrialChunks noise;

    @BeforeEach
    void aRecording() throws IOException {
        noise = Recording.open(new SynthData(new WhiteNoise(), 4, 100, 3, 100, 1).run(SERIAL, folder.resolve("noise.h5"))).chunks(Selection.all());
    }

    private CrossSpectralData of(AnalysisMethod method, String name) throws IOException {
        return CrossSpectralData.open(method.run(SERIAL, noise, folder.resolve(name)));
    }

    private static void assertAsH5pyHasIt(CrossSpectralData data, int trial) throws IOException {
        NdArray values = data.trial(trial);
        double[] numbers = values.dtype().isComplex() ? magnitudes(values) : values.toDoubles();
        String[] words = References.python("""
                import h5py, numpy, sys
                with h5py.File(sys.argv[1]) as f:
                    begin, end = f["trialdefinition"][int(sys.argv[2]), :2].astype(int)
                    x = abs(f["data"][begin:end])
                    print(*x.shape, *map(repr, map(float, x.ravel())))
                """, data.path().toString(), Integer.toString(trial)).trim().split(" ");
        assertArrayEquals(Arrays.stream(words).limit(4).mapToInt(Integer::parseInt).toArray(), values.shape());
        assertArrayEquals(Arrays.stream(words).skip(4).mapToDouble(Double::parseDouble).toArray(), Arrays.stream(numbers).map(Math::abs).toArray(), 1e-7);
    }

    private static double[] magnitudes(NdArray values) {
        float[] parts = (float[]) values.data();
        double[] magnitudes = new double[parts.length / 2];
        for (int i = 0; i < magnitudes.length; i++) {
            magnitudes[i] = Math.hypot(parts[2 * i], parts[2 * i + 1]);
        }
        return magnitudes;
    }

    @Test
    void crossSpectraAreReadAsH5pyReadsThem() throws IOException {
        CrossSpectralData csd = of(Connectivity.csd().foilim(10, 20), "csd.spy");
        assertEquals(DType.COMPLEX64, csd.dtype());
        assertEquals(List.of("channel1", "channel2", "channel3"), csd.channelI());
        assertEquals(csd.channelI(), csd.channelJ());
        assertArrayEquals(new double[] {10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}, csd.freq());
        assertEquals(List.of(1, 1, 100.0), List.of(csd.trials(), csd.times(0), csd.samplerateHz()));
        assertArrayEquals(new long[] {1, 11, 3, 3}, csd.shape());
        assertAsH5pyHasIt(csd, 0);
        assertEquals("/data in csd.crossspectral: complex64 (1, 11, 3, 3), 1 trial", csd.toString());
        assertEquals("connectivityanalysis", csd.history().steps().get(csd.history().steps().size() - 1).command());
    }

    @Test
    void plainFilesAndTrialsAreReadToo() throws IOException {
        CrossSpectralData each = of(Connectivity.csd().foilim(10, 12).keeptrials(true), "each.h5");
        assertEquals(4, each.trials());
        for (int k = 0; k < 4; k++) {
            assertAsH5pyHasIt(each, k);
        }
        assertEquals(each.trial(2), CrossSpectralData.open(each.path()).trial(2));
    }

    @Test
    void whatLiesBesideIsReadByName() throws IOException {
        CrossSpectralData coh = of(Connectivity.coh().foilim(10, 12).jackknife(true), "coh.spy");
        assertEquals(List.of("jack_bias", "jack_var"), coh.further());
        assertArrayEquals(new int[] {1, 3, 3, 3}, coh.further("jack_var").shape());
        assertRefused(
                coh.path() + " has no dataset 'avg' beside its data; it has jack_bias, jack_var. Which there are depends on the analysis and its options. Correct the name, or compute the result with"
                        + " the option that adds it.",
                () -> coh.further("avg"));
    }

    @Test
    void correlationsHaveLagsForTimes() throws IOException {
        CrossSpectralData corr = of(Connectivity.corr(), "corr.spy");
        assertEquals(0, corr.freq().length);
        assertEquals(corr.shape()[0], corr.times(0));
        assertAsH5pyHasIt(corr, 0);
    }

    @Test
    void otherDataAreRefused() throws IOException {
        Path spectrum = FreqAnalysis.mtmfft().run(SERIAL, noise, folder.resolve("power.h5"));
        assertRefused(spectrum + " holds no CrossSpectralData. Name a result of connectivityanalysis; SpectralData.open and AnalogData.open open spectra and recordings.", () -> {
            try {
                CrossSpectralData.open(spectrum);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThrows(IOException.class, () -> CrossSpectralData.open(folder.resolve("none.h5")));
    }
}
