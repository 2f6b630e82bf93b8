package org.trialmap.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against the same steps in numpy and scipy, in double. */
class MtmFftTest {
    /** Arguments: channels, N, NW, tapers, detrend type, output. */
    private static final String MTMFFT = """
            c, n, nw, k, trend, output = arg
            x = x.reshape(-1, c)
            m = x.shape[0]
            x = x if trend == 'none' else scipy.signal.detrend(x, axis=0, type=trend)
            w = scipy.signal.windows.dpss(m, nw, k) * np.sqrt(n)
            z = np.fft.rfft(w[:, :, None] * x[None], n, axis=1) * np.sqrt(2) / (m * np.sqrt(n / m))
            f = dict(power=lambda z: (abs(z) ** 2).mean(axis=0), POW=lambda z: abs(z) ** 2, ABS=np.abs, REAL=np.real, IMAG=np.imag, ANGLE=np.angle,
                ABSREAL=lambda z: abs(z.real), ABSIMAG=lambda z: abs(z.imag), FOURIER=lambda z: np.stack([z.real, z.imag], axis=-1))
            y = f[output](z).ravel()
            """;

    @ParameterizedTest
    @CsvSource({"3, 3, 2, 1", "7, 16, 1, 2", "97, 97, 3, 3", "1000, 1000, 8, 7", "1000, 1024, 1, 3", "1000, 1500, 33, 5",
        "1009, 1009, 2, 3", "500, 1000, 300, 2"})
    void powerIsNumpys(int samples, int length, int channels, int count) {
        double nw = samples < 10 ? 1 : 4;
        double[] x = FftReference.noise(samples * channels, length);
        MtmFft.Setup setup = setup(samples, length, nw, count);
        for (Detrend detrend : Detrend.values()) {
            double[] expected = FftReference.compute(MTMFFT, x, channels, length, nw, count, scipy(detrend), "power");
            MtmFft fft = MtmFft.ofLength(length, setup.detrend(detrend));
            FftReference.assertClose(expected, fft.power(x, channels), 1e-9, detrend + ", double");
            FftReference.assertClose(expected, FftReference.doubles(fft.power(FftReference.floats(x), channels)), 1e-6, detrend + ", float");
        }
    }

    private static MtmFft.Setup setup(int samples, int length, double nw, int count) {
        int[] bins = IntStream.rangeClosed(0, length / 2).toArray();
        return MtmFft.Setup.of(Tapers.slepian(samples, length, new Tapers.Slepian(nw, count)), bins, MtmFft.scale(samples, length));
    }

    private static String scipy(Detrend detrend) {
        return detrend == Detrend.NONE ? "none" : detrend == Detrend.MEAN ? "constant" : "linear";
    }

    @ParameterizedTest
    @ValueSource(strings = {"POW", "ABS", "FOURIER", "REAL", "IMAG", "ANGLE", "ABSREAL", "ABSIMAG"})
    void outputsAreNumpys(MtmFft.Output output) {
        int channels = 5;
        double[] x = FftReference.noise(250 * channels, 4);
        double[] expected = FftReference.compute(MTMFFT, x, channels, 300, 3, 4, "none", output.name());
        MtmFft fft = MtmFft.ofLength(300, setup(250, 300, 3, 4).detrend(Detrend.NONE));
        FftReference.assertClose(expected, fft.perTaper(output, x, channels), 1e-9, "double");
        float[] floats = fft.perTaper(output, FftReference.floats(x), channels);
        // The phase of a value that is small beside the others is as uncertain as that value.
        FftReference.assertClose(expected, FftReference.doubles(floats), output == MtmFft.Output.ANGLE ? 1e-4 : 1e-6, "float");
    }

    @Test
    void aCosineOfAmplitudeAHasThePowerOfHalfItsSquareWhateverThePadding() {
        for (int length : new int[] {1000, 2000, 3000, 7000}) {
            double[] x = IntStream.range(0, 1000).mapToDouble(s -> 3 * Math.cos(2 * Math.PI * 50 * s / 1000)).toArray();
            assertEquals(4.5, power(x, "boxcar", length, MtmFft.scale(1000, length)), 1e-9);
            assertEquals(4.5 * 2 / 3, power(x, "hann", length, MtmFft.scale(1000, length)), 4e-3, "the sum of a symmetric window is one half short");
        }
        double[] x = IntStream.range(0, 1000).mapToDouble(s -> 3 * Math.cos(2 * Math.PI * 50 * s / 1000)).toArray();
        assertEquals(4.5 / 4 * 2, power(x, "boxcar", 2000, MtmFft.fieldTripScale(2000)), 1e-9, "FieldTrip's falls with the padding");
    }

    private static double power(double[] x, String taper, int length, double scale) {
        MtmFft.Setup setup = MtmFft.Setup.of(Tapers.window(taper, x.length, length, Map.of()), new int[] {50 * length / 1000}, scale);
        return MtmFft.ofLength(length, setup).power(x, 1)[0];
    }

    @Test
    void chosenBinsComeOutInTheirOrder() {
        double[] x = FftReference.noise(3 * 128, 1);
        MtmFft.Setup all = setup(128, 128, 2, 2);
        double[] whole = MtmFft.ofLength(128, all).power(x, 3);
        double[] chosen = MtmFft.ofLength(128, new MtmFft.Setup(all.tapers(), new int[] {64, 0, 5, 5}, all.detrend(), all.tapered(), all.scale())).power(x, 3);
        for (int c = 0; c < 3; c++) {
            assertEquals(whole[64 * 3 + c], chosen[c]);
            assertEquals(whole[c], chosen[3 + c]);
            assertEquals(whole[15 + c], chosen[6 + c]);
            assertEquals(whole[15 + c], chosen[9 + c]);
        }
    }

    @Test
    void demeanedTapersHaveNoPowerAtZero() {
        double[] x = FftReference.noise(2 * 100, 1);
        MtmFft.Setup setup = setup(100, 100, 4, 3);
        double[] plain = MtmFft.ofLength(100, setup).power(x, 2);
        double[] demeaned = MtmFft.ofLength(100, setup.tapered(MtmFft.Tapered.DEMEANED)).power(x, 2);
        assertArrayEquals(new double[] {0, 0}, Arrays.copyOf(demeaned, 2), 1e-28);
        FftReference.assertClose(Arrays.copyOfRange(plain, 2, 102), Arrays.copyOfRange(demeaned, 2, 102), 1e-12, "other bins");
    }

    @Test
    void refusesWhatDoesNotFit() {
        MtmFft.Setup setup = setup(100, 100, 2, 1);
        assertEquals(
                "A trial of 100 samples does not fit into a transform of length 64. Samples are never cut off. Pad to the longest trial (pad) or select shorter"
                + " ones (latency).", assertThrows(IllegalArgumentException.class, () -> MtmFft.ofLength(64, setup)).getMessage());
        assertEquals("The trial has 50 samples, the tapers have 100. Tapers are made for one length. Make others for trials of another length.",
                assertThrows(IllegalArgumentException.class, () -> MtmFft.ofLength(100, setup).power(new float[100], 2)).getMessage());
        assertEquals("Bin 51 was asked for. A transform of length 100 has bins 0 to 50. Choose frequencies from 0 to half the samplerate.",
                assertThrows(IllegalArgumentException.class, () -> MtmFft.ofLength(100, MtmFft.Setup.of(setup.tapers(), new int[] {51}, 1))).getMessage());
        assertEquals(
                "The 2 tapers do not have one and the same length of at least 1. Every taper weights the samples of a trial. Make them together, for the trial's"
                + " length.", assertThrows(IllegalArgumentException.class, () -> MtmFft.Setup.of(new double[][] {{1}, {1, 1}}, new int[] {0}, 1)).getMessage());
    }
}
