package org.trialmap.signal.spectrum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trialmap.Refusals.assertRefused;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.FftReference;
import org.trialmap.signal.fft.SpectralOutput;

/** Sliding windows and Welch's mean of them, compared with numpy and scipy, in double. */
class MtmConvolTest {
    /** Arguments: channels, window, centres, taper (dpss or another one), detrend type, output. Leaves windows x tapers x bins x channels. */
    private static final String WINDOWS = """
            c, win, centres, taper, trend, output = arg
            x = x.reshape(-1, c)
            padded = np.pad(x, ((win // 2, win), (0, 0)))
            seg = np.stack([padded[m:m + win] for m in centres])
            seg = seg if trend == 'none' else scipy.signal.detrend(seg, axis=1, type=trend)
            if taper == 'dpss':
                w = scipy.signal.windows.dpss(win, 3, 5, sym=False) * np.sqrt(win)
            else:
                w = scipy.signal.get_window(taper, win, fftbins=False)
                w = w[None] * (1 if taper == 'boxcar' else np.sqrt(4 / 3 * win / w.sum()))
            z = np.fft.rfft(w[None, :, :, None] * seg[:, None], axis=2) * np.sqrt(2) / win
            f = dict(power=lambda z: (abs(z) ** 2).mean(axis=1), POW=lambda z: abs(z) ** 2, ABS=np.abs, REAL=np.real, IMAG=np.imag, ANGLE=np.angle,
                ABSREAL=lambda z: abs(z.real), ABSIMAG=lambda z: abs(z.imag), FOURIER=lambda z: np.stack([z.real, z.imag], axis=-1))
            y = f[output](z)
            """;
    private static final double FS = 1000;

    private static MtmConvol.Setup setup(int window, String taper) {
        SlidingWindow sliding = new SlidingWindow((window + 0.5) / FS, FS);
        assertEquals(window, sliding.samples());
        double[][] tapers = taper.equals("dpss") ? sliding.slepian(3 * FS / window) : sliding.taper(taper, Map.of());
        return MtmConvol.Setup.of(tapers, IntStream.rangeClosed(0, window / 2).toArray());
    }

    private static Toi.TrialTime time(int samples) {
        return new Toi.TrialTime(samples, FS, 0);
    }

    private static String scipy(Detrend detrend) {
        return detrend == Detrend.NONE ? "none" : detrend == Detrend.MEAN ? "constant" : "linear";
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, boxcar, 0", "2, 1, 3, boxcar, 0", "2, 2, 1, boxcar, 0", "3, 3, 1, hann, 0.5", "97, 97, 2, dpss, 0.5", "1000, 100, 3, hann, 0.5",
        "1000, 101, 1, dpss, 0.9", "1009, 128, 5, dpss, 0", "211, 16, 7, hamming, all", "500, 50, 300, hann, 0.5"})
    void powerIsNumpys(int samples, int window, int channels, String taper, String toi) {
        double[] x = FftReference.noise(samples * channels, window);
        int[] centres = (toi.equals("all") ? Toi.all() : Toi.overlap(Double.parseDouble(toi))).centres(time(samples), window);
        Detrend detrend = window < 3 ? Detrend.NONE : Detrend.values()[window % 3]; // nothing is left of one or two samples without their line
        double[] expected = FftReference.compute(WINDOWS, x, channels, window, Arrays.toString(centres), taper, scipy(detrend), "power");
        MtmConvol convol = MtmConvol.of(setup(window, taper).detrend(detrend));
        FftReference.assertClose(expected, convol.power(x, channels, centres), 1e-9, "double");
        FftReference.assertClose(expected, FftReference.doubles(convol.power(FftReference.floats(x), channels, centres)), 1e-6, "float");
    }

    @ParameterizedTest
    @EnumSource(SpectralOutput.class)
    void outputsOfAllTapersAreNumpys(SpectralOutput output) {
        int channels = 3;
        double[] x = FftReference.noise(400 * channels, 4);
        int[] centres = {0, 399, 7, 200, 200};
        double[] expected = FftReference.compute(WINDOWS, x, channels, 60, Arrays.toString(centres), "dpss", "none", output.name());
        MtmConvol convol = MtmConvol.of(setup(60, "dpss").detrend(Detrend.NONE));
        // A real value of negative sign at 0 and the Nyquist frequency may have either pi as its phase.
        double[] ours = convol.perTaper(output, x, channels, centres);
        double[] floats = FftReference.doubles(convol.perTaper(output, FftReference.floats(x), channels, centres));
        if (output == SpectralOutput.ANGLE) {
            double[] cosines = Arrays.stream(expected).map(Math::cos).toArray();
            FftReference.assertClose(cosines, Arrays.stream(ours).map(Math::cos).toArray(), 1e-9, "double");
            FftReference.assertClose(cosines, Arrays.stream(floats).map(Math::cos).toArray(), 1e-4, "float");
        } else {
            FftReference.assertClose(expected, ours, 1e-9, "double");
            FftReference.assertClose(expected, floats, 1e-6, "float");
        }
    }

    @Test
    void aCosineOfAmplitudeAHasThePowerOfHalfItsSquareInEveryWholeWindow() {
        double[] x = IntStream.range(0, 1000).mapToDouble(s -> 3 * Math.cos(2 * Math.PI * 50 * s / FS)).toArray();
        int[] centres = {50, 51, 300, 949, 950};
        for (double power : MtmConvol.of(new MtmConvol.Setup(setup(100, "boxcar").tapers(), new int[] {5}, Detrend.MEAN)).power(x, 1, centres)) {
            assertEquals(4.5, power, 1e-9);
        }
    }

    @Test
    void timesGiveTheWindowsOfAllAtTheseTimes() {
        double[] x = FftReference.noise(300 * 2, 1);
        MtmConvol convol = MtmConvol.of(setup(40, "hann"));
        double[] all = convol.power(x, 2, Toi.all().centres(time(300), 40));
        double[] some = convol.power(x, 2, Toi.times(0.0, 0.299, 0.1).centres(time(300), 40));
        int one = 21 * 2;
        assertArrayEquals(Arrays.copyOfRange(all, 0, one), Arrays.copyOfRange(some, 0, one));
        assertArrayEquals(Arrays.copyOfRange(all, 299 * one, 300 * one), Arrays.copyOfRange(some, one, 2 * one));
        assertArrayEquals(Arrays.copyOfRange(all, 100 * one, 101 * one), Arrays.copyOfRange(some, 2 * one, 3 * one));
    }

    @ParameterizedTest
    @CsvSource({"1000, 100, 0.5, hann, 3", "1009, 128, 0.25, hann, 1", "997, 997, 0.5, hamming, 2", "500, 50, 0, dpss, 4", "1, 1, 0, boxcar, 1"})
    void welchIsSciPys(int samples, int window, double overlap, String taper, int channels) {
        double[] x = FftReference.noise(samples * channels, samples);
        // SciPy divides by the sum of the squared window, ours is scaled by Tapers; it doubles all but 0 and the Nyquist frequency.
        double[] expected = FftReference.compute("""
                c, win, overlap, taper = arg
                x = x.reshape(-1, c)
                if taper == 'dpss':
                    w = scipy.signal.windows.dpss(win, 3, 5, sym=False) * np.sqrt(win)
                else:
                    w = scipy.signal.get_window(taper, win, fftbins=False)
                    w = w[None] * (1 if taper == 'boxcar' else np.sqrt(4 / 3 * win / w.sum()))
                y = [scipy.signal.welch(x, 1, v, win, int(overlap * win), detrend=False, return_onesided=False, axis=0)[1][:win // 2 + 1]
                    * (v ** 2).sum() * 2 / win ** 2 for v in w]
                """, x, channels, window, overlap, taper);
        Welch welch = Welch.of(setup(window, taper).detrend(Detrend.NONE), new Toi.Overlap(overlap));
        FftReference.assertClose(expected, welch.perTaper(x, channels), 1e-9, "double");
        FftReference.assertClose(expected, FftReference.doubles(welch.perTaper(FftReference.floats(x), channels)), 1e-6, "float");
        double[] mean = new double[expected.length / (taper.equals("dpss") ? 5 : 1)];
        for (int i = 0; i < expected.length; i++) {
            mean[i % mean.length] += expected[i] * mean.length / expected.length;
        }
        FftReference.assertClose(mean, welch.power(x, channels), 1e-9, "double");
        FftReference.assertClose(mean, FftReference.doubles(welch.power(FftReference.floats(x), channels)), 1e-6, "float");
    }

    @Test
    void welchCountsWholeWindows() {
        Welch welch = Welch.of(setup(100, "hann"), new Toi.Overlap(0.5));
        assertEquals(0, welch.windows(99));
        assertEquals(1, welch.windows(149));
        assertEquals(2, welch.windows(150));
        assertEquals(19, welch.windows(1000));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 99})
    void refusesTrialsShorterThanTheWindow(int samples) {
        String text = "The window has 100 samples, the trial has " + samples + ". A window is no longer than the trial. Use a shorter t_ftimwin or select"
                + " longer trials (latency).";
        assertRefused(text, () -> MtmConvol.of(setup(100, "hann")).power(new float[samples * 2], 2, new int[] {0}));
        assertRefused(text, () -> MtmConvol.of(setup(100, "hann")).perTaper(SpectralOutput.POW, new double[samples], 1, new int[] {0}));
        assertRefused(text, () -> Welch.of(setup(100, "hann"), new Toi.Overlap(0)).power(new float[samples * 2], 2));
    }

    @Test
    void refusesWhatDoesNotFit() {
        MtmConvol convol = MtmConvol.of(setup(10, "hann"));
        assertRefused("Sample 20 of a trial was asked for, which has samples 0 to 19. Nothing lies outside it. Correct toi or select other trials.",
                () -> convol.power(new float[20], 1, new int[] {0, 20}));
        assertRefused("Sample -1 of a trial was asked for, which has samples 0 to 19. Nothing lies outside it. Correct toi or select other trials.",
                () -> convol.power(new float[20], 1, new int[] {-1}));
        assertRefused("Bin 6 was asked for. A transform of length 10 has bins 0 to 5. Choose frequencies from 0 to half the samplerate.",
                () -> MtmConvol.of(MtmConvol.Setup.of(setup(10, "hann").tapers(), new int[] {6})));
        assertRefused("The 0 tapers do not have one and the same length of at least 1. Every taper weights the samples of a trial. Make them together, for the"
                + " trial's length.", () -> MtmConvol.of(MtmConvol.Setup.of(new double[0][], new int[] {0})));
    }
}
