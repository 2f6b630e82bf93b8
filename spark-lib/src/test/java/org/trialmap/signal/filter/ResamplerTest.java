package org.trialmap.signal.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.signal.SciPy;

/** Resampling against scipy.signal.resample_poly. */
class ResamplerTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 997, 1000, 10007})
    void everyLengthAndWidthIsSciPys(int samples) throws IOException {
        SciPy scipy = new SciPy(folder);
        List<double[]> ours = new ArrayList<>();
        for (int channels : new int[] {1, 2, 3, 8, samples > 5000 ? 17 : 300}) {
            double[] x = SciPy.noise(samples, channels);
            for (double rate : new double[] {500, 333.25, 900, 30, 1000 / 3.0}) {
                Rates rates = new Rates(1000, rate);
                int order = rates.down() > 10 ? 2 * rates.down() : 70;
                String kernel = "s.firwin(%d, %s, window='hamming', fs=%s)".formatted(order + 1, rate / 2, 1000.0 * rates.up());
                scipy.add("s.resample_poly(x, %d, %d, axis=0, window=%s)".formatted(rates.up(), rates.down(), kernel), x, channels);
                ours.add(Resampler.lowpass(SciPy.hamming(order + 1), rates, rate / 2).apply(x, channels));
            }
            scipy.add("x[::3]", x, channels);
            ours.add(Resampler.downsample(new Rates(1000, 1000 / 3.0)).apply(x, channels));
        }
        SciPy.assertAllNear(scipy.values(), ours);
    }

    @Test
    void aChannelDoesNotDependOnItsNeighbours() {
        Resampler resampler = Resampler.lowpass(SciPy.hamming(201), new Rates(1000, 300), 150);
        double[] x = SciPy.noise(1500, 13);
        double[] together = resampler.apply(x, 13);
        for (int c = 0; c < 13; c++) {
            assertArrayEquals(SosFilterTest.channel(together, 13, c), resampler.apply(SosFilterTest.channel(x, 13, c), 1));
        }
        float[] narrow = SciPy.floats(x);
        assertArrayEquals(SciPy.floats(resampler.apply(SciPy.doubles(narrow), 13)), resampler.apply(narrow, 13));
    }

    @ParameterizedTest
    @CsvSource({"1000,500,1,2", "1000,300,3,10", "32000,44.1,441,320000", "1017.2526245117188,508.6263122558594,1,2", "1000,333.3333333333,1,3",
        "250,249.99975,999999,1000000"})
    void ratesAreRatiosOfWholeNumbers(double from, double to, int up, int down) {
        Rates rates = new Rates(from, to);
        assertEquals(up, rates.up());
        assertEquals(down, rates.down());
    }

    @Test
    void outputSamplesAreRoundedUp() {
        assertEquals(4, new Rates(1000, 300).outputSamples(11));
        assertEquals(1, new Rates(1000, 300).outputSamples(1));
        assertEquals(644_245_095, new Rates(1000, 300).outputSamples(Integer.MAX_VALUE));
    }

    @Test
    void refusesHigherRates() {
        assertEquals("Data sampled at 500.0 Hz cannot be resampled to 1000.0 Hz. Only lower rates are computed: a higher one would invent samples."
                + " Use a rate above 0 and below 500.0 Hz in Resample.to(...).", ButterworthTest.refusal(() -> new Rates(500, 1000)));
    }

    @Test
    void refusesRatesInNoRatio() {
        assertEquals("Data sampled at 1000.0 Hz cannot be resampled to 5.0E-5 Hz. The rates are not in a ratio of whole numbers up to 1000000; the"
                + " nearest one, 0:1, gives 0.0 Hz. Use another rate in Resample.to(...).", ButterworthTest.refusal(() -> new Rates(1000, 5e-5)));
    }

    @Test
    void refusesToKeepEveryThirdAndABitSample() {
        assertEquals("Data sampled at 1000.0 Hz cannot be downsampled to 400.0 Hz. Downsampling keeps every n-th sample, and n would be 2.5. Use"
                + " Resample.How.RESAMPLE, or a rate that divides the"
                + " samplerate.", ButterworthTest.refusal(() -> Resampler.downsample(new Rates(1000, 400))));
    }

    @Test
    void refusesLowpassesThatLetAliasesPass() {
        Rates rates = new Rates(1000, 30);
        assertEquals("The low-pass of a resampling to 30.0 Hz has its cut-off at 20.0 Hz. What lies above the new Nyquist frequency would be"
                + " folded into the result. Use a frequency above 0 and up to 15.0 Hz in lpfreq(...).",
                ButterworthTest.refusal(() -> Resampler.lowpass(SciPy.hamming(1001), rates, 20)));
        assertEquals("A low-pass of order 100 is too short to resample from 1000.0 Hz to 30.0 Hz (3:100). It spans less than two output samples"
                + " and would let aliases pass. Use order(200) or more, leave it out to have one that is long enough, or use rates in a simpler ratio.",
                ButterworthTest.refusal(() -> Resampler.lowpass(SciPy.hamming(101), rates, 15)));
    }
}
