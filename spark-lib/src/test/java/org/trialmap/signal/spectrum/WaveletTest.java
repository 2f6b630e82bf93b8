package org.trialmap.signal.spectrum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.signal.fft.FftReference;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.filter.SosFilterTest;

/** Wavelets and superlets, compared with numpy and scipy, in double. */
class WaveletTest {
    /** {@code response(points, wavelet, factor, f)} of samples x channels, and {@code out(z)} for samples x frequencies x channels. */
    private static final String COMMON = """
            c, fs, foi, scale, output, at, *more = arg
            x = x.reshape(-1, c)
            x = x - x.mean(axis=0)
            dt = 1 / fs
            def response(M, wavelet, factor, f):
                if scale == 'SYNCOPY':
                    h = factor * wavelet(np.arange((-M + 1) / 2, (M + 1) / 2) * dt)
                else:
                    t = np.arange(-int(M / 2), int(M / 2) + 1) * dt
                    h = wavelet(t)
                    h = h * (2 if np.iscomplexobj(h) else 1) / abs((h * np.exp(-2j * np.pi * f * t)).sum())
                return scipy.signal.fftconvolve(x, h[:, None], mode='same')
            def out(z):
                z = np.stack(z, axis=1)[at]
                return dict(POW=abs(z) ** 2, ABS=abs(z), REAL=z.real, IMAG=z.imag, ANGLE=np.angle(z), ABSREAL=abs(z.real), ABSIMAG=abs(z.imag),
                    FOURIER=np.stack([z.real, z.imag], axis=-1))[output]
            """;
    private static final String MORLET = COMMON + """
            w0, = more
            def morlet(f):
                s = (w0 + np.sqrt(w0 ** 2 + 2)) / (4 * np.pi * f)
                return response(10 * s / dt, lambda t: np.pi ** -.25 * (np.exp(1j * w0 * t / s) - np.exp(-w0 ** 2 / 2)) * np.exp(-(t / s) ** 2 / 2),
                    np.sqrt(dt) / (8 * np.pi * s), f)
            y = out([morlet(f) for f in foi])
            """;
    /** Paul's and DOG of Torrence and Compo's table 1, by factorials, gamma functions and Hermite polynomials. */
    private static final String OTHERS = COMMON + """
            from scipy.special import factorial, gamma, hermitenorm
            family, m = more
            def paul(x):
                sign = 1j ** m if scale == 'SYNCOPY' else 1
                return 2 ** m * sign * factorial(m) / np.sqrt(np.pi * factorial(2 * m)) * (1 - 1j * x) ** -(m + 1)
            def dog(x): return (-1) ** (m + 1) / np.sqrt(gamma(m + .5)) * hermitenorm(m)(x) * np.exp(-x ** 2 / 2)
            def other(f):
                s = (2 * m + 1) / (4 * np.pi * f) if family == 'PAUL' else np.sqrt(m + .5) / (2 * np.pi * f)
                return response(10 * s / dt, lambda t: (paul if family == 'PAUL' else dog)(t / s), np.sqrt(dt) / (8 * np.pi * s), f)
            y = out([other(f) for f in foi])
            """;
    private static final String SUPERLET = COMMON + """
            lo, hi, c1, orders = more
            def single(f, c):
                s = 1 / (2 * np.pi * f)
                return response(10 * s * c / dt, lambda t: 5 / (s * c * (2 * np.pi) ** 1.5) * np.exp(1j * t / s) * np.exp(-(5 * t / (s * 2 * np.pi * c)) ** 2 / 2),
                    np.sqrt(dt) / (4 * np.pi), f)
            def superlet(f):
                top = hi if orders == 'MULTIPLICATIVE' else lo + (hi - lo) * (f - min(foi)) / (max(foi) - min(foi))
                n = top - lo + 1
                z = np.prod([np.power(single(f, c1 * o), 1 / n) for o in range(lo, int(top) + 1)], axis=0)
                return z if top == int(top) else z * np.power(single(f, c1 * (int(top) + 1)), (top - int(top)) / n)
            y = out([superlet(f) for f in foi])
            """;
    private static final List<Double> FOI = List.of(40.0, 7.3, 22.5, 100.0, 180.0);

    private static int[] all(int samples) {
        return IntStream.range(0, samples).toArray();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, AMPLITUDE", "1, 3, SYNCOPY", "2, 1, SYNCOPY", "3, 2, AMPLITUDE", "97, 9, SYNCOPY", "1009, 1, AMPLITUDE", "1009, 11, SYNCOPY", "1500, 3, AMPLITUDE"})
    void waveletTransformsAreNumpys(int samples, int channels, WaveletScale scale) {
        double[] x = FftReference.noise(samples * channels, samples);
        double[] expected = FftReference.compute(MORLET, x, channels, 500, FOI, scale, "FOURIER", Arrays.toString(all(samples)), 6);
        WaveletTransform morlet = WaveletTransform.ofLength(samples, WaveletTransform.Setup.of(FOI, 500).scale(scale));
        if (samples == 1) {
            assertArrayEquals(new double[expected.length], morlet.apply(SpectralOutput.FOURIER, x, channels, all(samples)), "without its mean");
        } else {
            FftReference.assertClose(expected, morlet.apply(SpectralOutput.FOURIER, x, channels, all(samples)), 1e-9, "double");
            FftReference.assertClose(expected, FftReference.doubles(morlet.apply(SpectralOutput.FOURIER, FftReference.floats(x), channels, all(samples))), 1e-6, "float");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, AMPLITUDE, PAUL, 4", "2, 1, SYNCOPY, DOG, 2", "97, 9, SYNCOPY, PAUL, 4", "97, 9, AMPLITUDE, DOG, 2", "1009, 1, AMPLITUDE, PAUL, 4", "1009, 2, SYNCOPY, DOG, 2",
        "700, 3, AMPLITUDE, PAUL, 5", "700, 3, SYNCOPY, PAUL, 7", "700, 1, AMPLITUDE, DOG, 1", "700, 1, SYNCOPY, DOG, 5", "1500, 2, AMPLITUDE, PAUL, 40", "1500, 3, AMPLITUDE, DOG, 6",
        "600, 1, SYNCOPY, DOG, 20"})
    void otherWaveletsAreNumpys(int samples, int channels, WaveletScale scale, MotherWavelet.Family family, int order) {
        double[] x = FftReference.noise(samples * channels, samples);
        double[] expected = FftReference.compute(OTHERS, x, channels, 500, FOI, scale, "FOURIER", Arrays.toString(all(samples)), family, order);
        WaveletTransform wavelets = WaveletTransform.ofLength(samples, WaveletTransform.Setup.of(FOI, 500).mother(new MotherWavelet(family, order)).scale(scale));
        if (samples == 1) {
            assertArrayEquals(new double[expected.length], wavelets.apply(SpectralOutput.FOURIER, x, channels, all(samples)), "without its mean");
        } else {
            FftReference.assertClose(expected, wavelets.apply(SpectralOutput.FOURIER, x, channels, all(samples)), 1e-9, "double");
            FftReference.assertClose(expected, FftReference.doubles(wavelets.apply(SpectralOutput.FOURIER, FftReference.floats(x), channels, all(samples))), 1e-6, "float");
        }
    }

    /** A derivative of a Gaussian leads by a quarter period for each derivative, and by half a one for the minus. */
    @ParameterizedTest
    @CsvSource({"PAUL, 4, 0", "PAUL, 5, 0", "PAUL, 40, 0", "DOG, 2, 0", "DOG, 4, 2", "DOG, 1, 3", "DOG, 5, 3", "DOG, 100, 2"})
    void aCosineHasItsAmplitudeAndPhaseWithOtherWavelets(MotherWavelet.Family family, int order, int quarters) {
        for (double fs : new double[] {250, 1000}) {
            int samples = (int) (6 * fs);
            double[] x = IntStream.range(0, samples).mapToDouble(s -> 3 * Math.cos(2 * Math.PI * 20 * s / fs)).toArray();
            int[] at = IntStream.range(0, 40).map(k -> samples / 2 + k).toArray();
            double[] found = WaveletTransform.ofLength(samples, WaveletTransform.Setup.of(List.of(20.0), fs).mother(new MotherWavelet(family, order)))
                    .apply(SpectralOutput.FOURIER, x, 1, at);
            for (int i = 0; i < at.length; i++) {
                double phase = 2 * Math.PI * 20 * at[i] / fs + quarters * Math.PI / 2;
                assertEquals(3 * Math.cos(phase), found[2 * i], 2e-3, family + " at " + fs);
                assertEquals(family == MotherWavelet.Family.PAUL ? 3 * Math.sin(phase) : 0, found[2 * i + 1], 2e-3, family + " at " + fs);
            }
        }
    }

    @Test
    void theResponseToARealWaveletIsReal() {
        double[] x = FftReference.noise(300 * 2, 5);
        x[7 * 2 + 1] = Double.NaN;
        WaveletTransform dog = WaveletTransform.ofLength(300, WaveletTransform.Setup.of(FOI, 500).mother(MotherWavelet.dog(2)));
        double[] real = dog.apply(SpectralOutput.REAL, x, 2, all(300));
        double[] imaginary = dog.apply(SpectralOutput.IMAG, x, 2, all(300));
        double[] angle = dog.apply(SpectralOutput.ANGLE, x, 2, all(300));
        for (int i = 0; i < real.length; i++) {
            assertEquals(i % 2 == 0 ? 0 : Double.NaN, imaginary[i]);
            assertEquals(i % 2 == 1 ? Double.NaN : real[i] < 0 ? Math.PI : 0, angle[i]);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 2, AMPLITUDE, MULTIPLICATIVE, 1, 3", "2, 1, SYNCOPY, ADAPTIVE, 1, 4", "3, 2, AMPLITUDE, ADAPTIVE, 2, 5", "97, 9, SYNCOPY, MULTIPLICATIVE, 1, 1",
        "1009, 1, AMPLITUDE, MULTIPLICATIVE, 2, 6", "1009, 2, SYNCOPY, ADAPTIVE, 1, 8", "500, 10, AMPLITUDE, ADAPTIVE, 3, 4", "500, 1, AMPLITUDE, ADAPTIVE, 2, 2"})
    void superletsAreNumpys(int samples, int channels, WaveletScale scale, Superlet.Orders orders, int lowest, int highest) {
        double[] x = FftReference.noise(samples * channels, samples + 1);
        double[] expected = FftReference.compute(SUPERLET, x, channels, 500, FOI, scale, "ABS", Arrays.toString(all(samples)), lowest, highest, 3, orders);
        Superlet superlet = Superlet.ofLength(samples, Superlet.Setup.of(FOI, 500, lowest, highest).scale(scale).orders(orders));
        if (samples == 1) {
            assertArrayEquals(new double[expected.length], superlet.apply(SpectralOutput.ABS, x, channels, all(samples)), "without its mean");
        } else {
            FftReference.assertClose(expected, superlet.apply(SpectralOutput.ABS, x, channels, all(samples)), 1e-9, "double");
            FftReference.assertClose(expected, FftReference.doubles(superlet.apply(SpectralOutput.ABS, FftReference.floats(x), channels, all(samples))), 1e-6, "float");
        }
    }

    @ParameterizedTest
    @EnumSource(SpectralOutput.class)
    void outputsAtChosenSamplesAreNumpys(SpectralOutput output) {
        double[] x = FftReference.noise(400 * 3, 5);
        int[] at = {399, 0, 17, 200};
        WaveletTransform.Setup wavelets = WaveletTransform.Setup.of(FOI, 500).width(5);
        FftReference.assertClose(FftReference.compute(MORLET, x, 3, 500, FOI, "AMPLITUDE", output, Arrays.toString(at), 5),
                WaveletTransform.ofLength(400, wavelets).apply(output, x, 3, at), 1e-9, "Morlet");
        Superlet.Setup superlets = Superlet.Setup.of(FOI, 500, 1, 4).c1(2).orders(Superlet.Orders.ADAPTIVE);
        FftReference.assertClose(FftReference.compute(SUPERLET, x, 3, 500, FOI, "AMPLITUDE", output, Arrays.toString(at), 1, 4, 2, "ADAPTIVE"),
                Superlet.ofLength(400, superlets).apply(output, x, 3, at), 1e-9, "superlet");
    }

    @ParameterizedTest
    @ValueSource(doubles = {250, 1000, 4000})
    void aCosineHasItsAmplitudeAndPhaseAtAnySamplerate(double fs) {
        int samples = (int) (2 * fs);
        double[] x = IntStream.range(0, samples).mapToDouble(s -> 3 * Math.cos(2 * Math.PI * 20 * s / fs - 0.7)).toArray();
        int[] at = IntStream.range(0, 40).map(k -> samples / 2 + k).toArray();
        List<Double> foi = List.of(20.0, 40.0);
        double[] morlet = WaveletTransform.ofLength(samples, WaveletTransform.Setup.of(foi, fs)).apply(SpectralOutput.FOURIER, x, 1, at);
        double[] superlet = Superlet.ofLength(samples, Superlet.Setup.of(foi, fs, 1, 5)).apply(SpectralOutput.ABS, x, 1, at);
        for (int i = 0; i < at.length; i++) {
            double phase = 2 * Math.PI * 20 * at[i] / fs - 0.7;
            assertEquals(3 * Math.cos(phase), morlet[4 * i], 1e-5);
            assertEquals(3 * Math.sin(phase), morlet[4 * i + 1], 1e-5);
            assertEquals(3, superlet[2 * i], 2e-3);
            assertTrue(superlet[2 * i + 1] < 0.01, "another rhythm");
        }
    }

    @Test
    void anImpulseIsSharpestInTimeAtTheSampleWhereItIs() {
        double[] x = new double[801];
        x[400] = 1;
        double[] moduli = Superlet.ofLength(801, Superlet.Setup.of(FOI, 500, 1, 3)).apply(SpectralOutput.ABS, x, 1, all(801));
        for (int f = 0; f < FOI.size(); f++) {
            for (int s = 1; s < 20; s++) {
                assertTrue(moduli[400 * 5 + f] > moduli[(400 + s) * 5 + f]);
                assertEquals(moduli[(400 - s) * 5 + f], moduli[(400 + s) * 5 + f], 1e-4 * moduli[400 * 5 + f]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 8, 9, 17})
    void aChannelDoesNotDependOnItsNeighbours(int channels) {
        double[] x = FftReference.noise(300 * channels, channels);
        x[100 * channels + 1] = Double.NaN;
        WaveletTransform morlet = WaveletTransform.ofLength(300, WaveletTransform.Setup.of(FOI, 500));
        Superlet superlet = Superlet.ofLength(300, Superlet.Setup.of(FOI, 500, 1, 3));
        double[] wavelets = morlet.apply(SpectralOutput.POW, x, channels, all(300));
        double[] superlets = superlet.apply(SpectralOutput.REAL, x, channels, all(300));
        for (int c = 0; c < channels; c++) {
            double[] alone = SosFilterTest.channel(x, channels, c);
            assertArrayEquals(SosFilterTest.channel(wavelets, channels, c), morlet.apply(SpectralOutput.POW, alone, 1, all(300)));
            assertArrayEquals(SosFilterTest.channel(superlets, channels, c), superlet.apply(SpectralOutput.REAL, alone, 1, all(300)));
        }
    }

    @Test
    void waveletsThatAreNotKeptGiveTheSameBits() {
        List<Double> many = IntStream.range(0, 2300).mapToObj(k -> 100 + k * 0.01).toList(); // more than are kept
        double[] x = FftReference.noise(3900, 1);
        int[] at = {0, 1000, 3899};
        double[] together = WaveletTransform.ofLength(3900, WaveletTransform.Setup.of(many, 500)).apply(SpectralOutput.POW, x, 1, at);
        double[] few = WaveletTransform.ofLength(3900, WaveletTransform.Setup.of(List.of(many.get(0), many.get(2299)), 500)).apply(SpectralOutput.POW, x, 1, at);
        for (int i = 0; i < at.length; i++) {
            assertEquals(few[2 * i], together[2300 * i]);
            assertEquals(few[2 * i + 1], together[2300 * i + 2299]);
        }
    }

    @Test
    void refusesParametersOutOfRange() {
        assertRefused("The frequency of interest 250.0 Hz is not between 0 Hz and the Nyquist frequency, 250.0 Hz at a samplerate of 500.0 Hz. A wavelet has a"
                + " frequency that the samples can hold. Correct foi.", () -> WaveletTransform.Setup.of(List.of(10.0, 250.0), 500));
        assertRefused("The frequency of interest 0.0 Hz is not between 0 Hz and the Nyquist frequency, 250.0 Hz at a samplerate of 500.0 Hz. A wavelet has a"
                + " frequency that the samples can hold. Correct foi.", () -> Superlet.Setup.of(List.of(0.0), 500, 1, 3));
        assertRefused("There are no frequencies of interest. There is at least one. Give frequencies in Hz in foi.", () -> WaveletTransform.Setup.of(List.of(), 500));
        assertRefused("The width of Morlet's wavelet is w0 = 0.5. It is a number, at least 1; 6 is usual. Correct width.",
                () -> WaveletTransform.Setup.of(FOI, 500).width(0.5));
        assertRefused("A wavelet Paul of order 3 was asked for. There are those of the orders 4 to 100; 4 is usual. Correct MotherWavelet.", () -> MotherWavelet.paul(3));
        assertRefused("A wavelet DOG of order 101 was asked for. There are those of the orders 1 to 100; 2 is usual. Correct MotherWavelet.", () -> MotherWavelet.dog(101));
        assertRefused("A wavelet Morlet of order 4 was asked for. Morlet's has no order; its width is given by width. Correct MotherWavelet.",
                () -> new MotherWavelet(MotherWavelet.Family.MORLET, 4));
        assertRefused("Superlets of orders 0 to 3 with c_1 = 3 were asked for. Orders begin at 1 and do not descend, and there is at least 1 cycle. Correct"
                + " order_min, order_max or c_1.", () -> Superlet.Setup.of(FOI, 500, 0, 3));
        assertRefused("Superlets of orders 4 to 3 with c_1 = 3 were asked for. Orders begin at 1 and do not descend, and there is at least 1 cycle. Correct"
                + " order_min, order_max or c_1.", () -> Superlet.Setup.of(FOI, 500, 4, 3));
        assertRefused("Adaptive superlets were asked for at one frequency, 10.0 Hz. Their orders grow from the lowest to the highest frequency. Give more in foi,"
                + " or use multiplicative ones (adaptive false).", () -> Superlet.Setup.of(List.of(10.0), 500, 1, 3).orders(Superlet.Orders.ADAPTIVE));
        assertRefused("A wavelet of 1.0E-6 Hz at a samplerate of 500.0 Hz would have 4.840066545971956E9 samples, more than 134217728. It is that long because its"
                + " frequency is that low. Use a higher frequency in foi, or fewer cycles.", () -> WaveletTransform.ofLength(10, WaveletTransform.Setup.of(List.of(1e-6), 500)));
    }

    @Test
    void refusesTrialsThatDoNotFit() {
        WaveletTransform morlet = WaveletTransform.ofLength(100, WaveletTransform.Setup.of(FOI, 500));
        assertRefused("The trial has 99 samples; the wavelets were prepared for 100. Their transforms belong to one length. Make others with ofLength(99, ...).",
                () -> morlet.apply(SpectralOutput.POW, new float[198], 2, new int[] {0}));
        assertRefused("Sample 100 of a trial was asked for, which has samples 0 to 99. Nothing lies outside it. Correct toi or select other trials.",
                () -> morlet.apply(SpectralOutput.POW, new float[200], 2, new int[] {100}));
        assertRefused("The trial has no samples. There is nothing to compute. Leave it out with trials(...).",
                () -> Superlet.ofLength(0, Superlet.Setup.of(FOI, 500, 1, 3)));
    }
}
