package org.trialmap.signal.connectivity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.signal.SciPy;
import org.trialmap.signal.fft.SpectralOutput;

/** Measures against their definitions, written in NumPy over all trials at once. */
class PairMeasureTest {
    private static final String DEFINITIONS = """
            n = len(x)
            S = np.einsum('ktfi,ktfj->kfij', x, x.conj()) / x.shape[1]
            off = ~np.eye(x.shape[3], dtype=bool)
            mean = S.mean(0)
            power = np.einsum('fii->fi', mean).real
            coh = mean / np.sqrt(power[:, :, None] * power[:, None, :])
            u = S / abs(S)
            m = u.mean(0)
            im = S.imag
            with np.errstate(all='ignore'):
                ppc = sum((u[a] * u[b].conj()).real for a in range(n) for b in range(n) if a != b) / (n * (n - 1)) if n < 9 else (abs(u.sum(0)) ** 2 - n) / (n * (n - 1))
                ciplv = np.where(off, abs(m.imag) / np.sqrt(1 - m.real ** 2), 0)
                wpli = np.where(off, abs(im.mean(0)) / abs(im).mean(0), 0)
                pairs = sum(im[a] * im[b] for a in range(n) for b in range(n) if a != b) if n < 9 else im.sum(0) ** 2 - (im ** 2).sum(0)
                weights = sum(abs(im[a] * im[b]) for a in range(n) for b in range(n) if a != b) if n < 9 else abs(im).sum(0) ** 2 - (im ** 2).sum(0)
                dwpli = np.where(off, pairs / weights, 0)
            y = {'csd': mean.view(float), 'coh': coh.view(float), 'imcoh': coh.imag, 'plv': abs(m), 'ciplv': ciplv, 'ppc': ppc, 'pli': abs(np.sign(im).mean(0)) * off,
                 'wpli': wpli, 'dwpli': dwpli}['%s']
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(PairMeasure.class)
    void everyMeasureIsItsDefinition(PairMeasure measure) throws IOException {
        for (int[] size : new int[][] {{2, 1, 3, 1}, {3, 2, 2, 2}, {7, 3, 1, 3}, {101, 1, 2, 13}, {4, 1, 1, 300}}) {
            double[][] fourier = Spectra.noise(size[0], size[1], size[2], size[3]);
            double[] ours = finish(measure, fourier, size, SpectralOutput.FOURIER);
            double[] expected = Spectra.numpy(folder, DEFINITIONS.formatted(name(measure)), fourier, size);
            SciPy.assertNear(expected, ours, 1e-12, measure + " of " + size[3] + " channels");
        }
    }

    @ParameterizedTest
    @CsvSource({"POW, np.abs(coh) ** 2", "ABS, np.abs(coh)", "REAL, coh.real", "IMAG, coh.imag", "ANGLE, np.angle(coh)"})
    void everyOutputOfCoherenceIsNumPys(SpectralOutput output, String expression) throws IOException {
        int[] size = {11, 2, 3, 5};
        double[][] fourier = Spectra.noise(11, 2, 3, 5);
        double[] expected = Spectra.numpy(folder, DEFINITIONS.formatted("coh") + "y = " + expression, fourier, size);
        SciPy.assertNear(expected, finish(PairMeasure.COH, fourier, size, output), 1e-12, output.name());
    }

    @Test
    void aChannelWithoutPowerAndCopiesOfAChannelHaveNoPhase() {
        double[][] fourier = {{1, 2, 1, 2, 0, 0}, {-3, 1, -3, 1, 0, 0}};
        int[] size = {2, 1, 1, 3};
        assertArrayEquals(new double[] {1, 1, 0, 1, 1, 0, 0, 0, 0}, finish(PairMeasure.COH, fourier, size, SpectralOutput.ABS), 1e-15);
        assertArrayEquals(new double[9], finish(PairMeasure.WPLI, fourier, size, SpectralOutput.ABS));
        assertArrayEquals(new double[9], finish(PairMeasure.DWPLI, fourier, size, SpectralOutput.ABS));
        assertArrayEquals(new double[] {1, 1, 0, 1, 1, 0, 0, 0, 0}, finish(PairMeasure.PLV, fourier, size, SpectralOutput.ABS), 1e-15);
        assertArrayEquals(new double[] {1, 1, 0, 1, 1, 0, 0, 0, 0}, finish(PairMeasure.PPC, fourier, size, SpectralOutput.ABS), 1e-15);
        for (double value : finish(PairMeasure.CIPLV, fourier, size, SpectralOutput.ABS)) {
            assertEquals(0, value, 1e-7);
        }
    }

    @Test
    void valuesThatOneTrialAlwaysHasAreRefused() {
        assertEquals("The method ppc compares phases between trials, and there is one trial. Of one, the value does not depend on the data. Select at least 2 trials with trials(...).",
                assertThrows(IllegalArgumentException.class, () -> PairMeasure.PPC.requireEnough("ppc", 1, 5)).getMessage());
        assertEquals("The method coh compares phases between trials and tapers, and there is one trial with one taper. Of one, the value does not depend on the data. Select at least 2"
                + " trials with trials(...), or use several tapers with tapsmofrq(...).",
                assertThrows(IllegalArgumentException.class, () -> PairMeasure.COH.requireEnough("coh", 1, 1)).getMessage());
        PairMeasure.COH.requireEnough("coh", 1, 2);
        PairMeasure.CSD.requireEnough("csd", 1, 1);
        PairMeasure.PPC.requireEnough("ppc", 2, 1);
    }

    private static double[] finish(PairMeasure measure, double[][] fourier, int[] size, SpectralOutput output) {
        double[] sums = Spectra.sums(measure.sums(), fourier, new int[] {size[1], size[2], size[3]}, 32, PairSums.KERNEL);
        int values = measure.values(size[3], output);
        double[] all = new double[size[2] * values];
        for (int f = 0; f < size[2]; f++) {
            measure.finish(sums, f * measure.sums().values(size[3]), size[3], size[0], size[1], output, all, f * values);
        }
        return all;
    }

    private static String name(PairMeasure measure) {
        return measure.name().toLowerCase(Locale.ROOT);
    }
}
