package org.trialmap.signal.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.signal.SciPy;
import org.trialmap.signal.fft.NonFinite;

/** Windowed sinc filters against scipy.signal.firwin and convolve. */
class FirKernelTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(FilterType.class)
    void kernelsAreSciPys(FilterType type) throws IOException {
        SciPy scipy = new SciPy(folder);
        List<double[]> ours = new ArrayList<>();
        for (int order : new int[] {2, 4, 30, 200, 1000}) {
            for (double[] freq : new double[][] {{20, 40}, {101.5, 499}}) {
                double[] used = Arrays.copyOf(freq, type.frequencies());
                scipy.add("wsinc(%d, '%s', %s, 1000)".formatted(order, type, Arrays.toString(used)), new double[1], 1);
                ours.add(FirKernel.windowedSinc(SciPy.hamming(order + 1), Band.of(type, used), 1000).taps());
            }
        }
        SciPy.assertAllNear(scipy.values(), ours);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 997, 1000, 10007})
    void everyLengthAndWidthIsSciPys(int samples) throws IOException {
        SciPy scipy = new SciPy(folder);
        List<double[]> ours = new ArrayList<>();
        for (int channels : new int[] {1, 2, 3, 8, samples > 5000 ? 17 : 300}) {
            double[] x = SciPy.noise(samples, channels);
            for (int order : new int[] {2, 20, 1000}) {
                if (order < 1000 || channels < 10) {
                    FirKernel kernel = bandpass(order);
                    scipy.add("same(x, wsinc(%d, 'bp', [20, 40], 1000))".formatted(order), x, channels);
                    ours.add(kernel.onepass(x, channels));
                    scipy.add("same(same(x, wsinc(%d, 'bp', [20, 40], 1000)), wsinc(%d, 'bp', [20, 40], 1000))".formatted(order, order), x, channels);
                    ours.add(kernel.twopass(x, channels));
                }
            }
        }
        SciPy.assertAllNear(scipy.values(), ours);
    }

    @ParameterizedTest
    @EnumSource(FilterType.class)
    void minimumPhaseKernelsAreCausalWithTheSameAmplitudes(FilterType type) throws IOException {
        SciPy scipy = new SciPy(folder);
        List<double[]> ours = new ArrayList<>();
        double[] x = SciPy.noise(500, 3);
        for (int order : new int[] {2, 30, 200}) {
            double[] freq = Arrays.copyOf(new double[] {100, 200}, type.frequencies());
            FirKernel linear = FirKernel.windowedSinc(SciPy.hamming(order + 1), Band.of(type, freq), 1000);
            FirKernel causal = linear.minimumPhase();
            assertEquals(0, causal.centre());
            String kernel = "minphase(wsinc(%d, '%s', %s, 1000))".formatted(order, type, Arrays.toString(freq));
            scipy.add(kernel, new double[1], 1);
            ours.add(causal.taps());
            scipy.add("s.lfilter(" + kernel + ", [1], x, axis=0)", x, 3);
            ours.add(causal.onepass(x, 3));
            SciPy.assertNear(amplitudes(linear.taps()), amplitudes(causal.taps()), 2e-3, type + " " + order);
        }
        SciPy.assertAllNear(scipy.values(), ours);
        assertEquals("A minimum-phase filter was asked for one of a causal filter. It has the least delay already. Use it as it is.",
                ButterworthTest.refusal(() -> new FirKernel(new double[3], 0).minimumPhase()));
    }

    private static double[] amplitudes(double[] taps) {
        double[] amplitudes = new double[101];
        for (int f = 0; f < amplitudes.length; f++) {
            double re = 0;
            double im = 0;
            for (int k = 0; k < taps.length; k++) {
                re += taps[k] * Math.cos(Math.PI * f * k / 100);
                im += taps[k] * Math.sin(Math.PI * f * k / 100);
            }
            amplitudes[f] = Math.hypot(re, im);
        }
        return amplitudes;
    }

    @Test
    void refusesMinimumPhaseOfEndlessKernels() {
        assertEquals("A minimum-phase filter of order 70000 cannot be made. It would need a transform of 134217728 points. Use an order(...) up to 60000, or Filter.Direction.ONEPASS.",
                ButterworthTest.refusal(() -> new FirKernel(new double[70001], 35000).minimumPhase()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 50, 997, 1000, 5000})
    void transformsAndSingleTermsAgree(int samples) {
        double[] x = SciPy.noise(samples, 9);
        for (int taps : new int[] {3, 40, 1001}) {
            double[] kernel = SciPy.noise(taps, 1);
            for (int centre : new int[] {0, taps / 2}) {
                double[] direct = new DirectConvolution(kernel, centre).apply(x, 9);
                double[] transformed = new FftConvolution(kernel, centre, samples).apply(x, 9);
                SciPy.assertNear(direct, transformed, 1e-13, taps + " " + centre);
            }
        }
    }

    private static FirKernel bandpass(int order) {
        return FirKernel.windowedSinc(SciPy.hamming(order + 1), Band.of(FilterType.BP, 20, 40), 1000);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 40, 600})
    void aChannelDoesNotDependOnItsNeighbours(int order) {
        double[] x = SciPy.noise(1500, 13);
        x[700 * 13 + 5] = Double.NaN;
        double[] together = bandpass(order).twopass(x, 13);
        for (int c = 0; c < 13; c++) {
            assertArrayEquals(SosFilterTest.channel(together, 13, c), bandpass(order).twopass(SosFilterTest.channel(x, 13, c), 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 600})
    void nanStaysWithinReachOfTheKernel(int order) {
        double[] x = SciPy.noise(2000, 3);
        double[] clean = bandpass(order).onepass(x, 3);
        x[1000 * 3 + 1] = Double.NaN;
        double[] y = bandpass(order).onepass(x, 3);
        for (int i = 0; i < y.length; i++) {
            boolean near = i % 3 == 1 && Math.abs(i / 3 - 1000) <= order / 2;
            assertEquals(near, Double.isNaN(y[i]), "value " + i);
        }
        assertEquals(clean[999 * 3], y[999 * 3]);
        assertEquals(new NonFinite(order + 1, 1000 - order / 2, 1), NonFinite.in(y, 3));
    }

    @Test
    void float32IsFilteredInDoubleAndRoundedOnce() {
        float[] x = SciPy.floats(SciPy.noise(1000, 11));
        assertArrayEquals(SciPy.floats(bandpass(100).twopass(SciPy.doubles(x), 11)), bandpass(100).twopass(x, 11));
        assertArrayEquals(SciPy.floats(bandpass(100).onepass(SciPy.doubles(x), 11)), bandpass(100).onepass(x, 11));
    }

    @Test
    void ordersAreMadeEven() {
        assertEquals(3, FirKernel.taps(1));
        assertEquals(1001, FirKernel.taps(1000));
        assertEquals(1001, FirKernel.taps(999));
        assertEquals(100_000_001, FirKernel.taps(FirKernel.MAX_ORDER));
        for (int order : new int[] {0, -1, 100_000_001, Integer.MAX_VALUE}) {
            assertEquals("A windowed sinc filter of order " + order + " cannot be made. The order is the number of samples that the filter spans. Use an order"
                    + " from 1 to 100000000 in order(...).", ButterworthTest.refusal(() -> FirKernel.taps(order)));
        }
    }

    @Test
    void refusesWindowsWithoutAMiddle() {
        assertEquals("The window of a sinc filter has 10 values. A filter without delay has a middle tap: it takes an odd number, at least 3. Make"
                + " the window as long as FirKernel.taps(order) says.",
                ButterworthTest.refusal(() -> FirKernel.windowedSinc(new double[10], Band.of(FilterType.LP, 20), 1000)));
    }

    @Test
    void refusesNyquist() {
        assertEquals("The cut-off frequency 60.0 Hz is not below the Nyquist frequency, 50.0 Hz at a samplerate of 100.0 Hz. Sampled data hold"
                + " nothing there. Use a lower frequency in Band.of(...).",
                ButterworthTest.refusal(() -> FirKernel.windowedSinc(new double[11], Band.of(FilterType.LP, 60), 100)));
    }

    @Test
    void whatIsNotFiniteIsCounted() {
        float[] x = new float[12];
        assertEquals(null, NonFinite.in(x, 3));
        x[5] = Float.NEGATIVE_INFINITY;
        x[7] = Float.NaN;
        assertEquals("2 values are NaN or infinite, the first one at sample 1 of channel 2", NonFinite.in(x, 3).toString());
        assertTrue(NonFinite.in(new double[] {0, Double.NaN}, 1).toString().startsWith("1 value is"));
    }
}
