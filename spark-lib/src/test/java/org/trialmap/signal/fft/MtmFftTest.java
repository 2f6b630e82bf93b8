package org.trialmap.signal.fft;

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
import org.trialmap.signal.filter.ButterworthTest;
import org.trialmap.signal.spectrum.Tapers;

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
    void outputsAreNumpys(SpectralOutput output) {
        int channels = 5;
        double[] x = FftReference.noise(250 * channels, 4);
        double[] expected = FftReference.compute(MTMFFT, x, channels, 300, 3, 4, "none", output.name());
        MtmFft fft = MtmFft.ofLength(300, setup(250, 300, 3, 4).detrend(Detrend.NONE));
        FftReference.assertClose(expected, fft.perTaper(output, x, channels), 1e-9, "double");
        float[] floats = fft.perTaper(output, FftReference.floats(x), channels);
        // The phase of a value that is small beside the others is as uncertain as that value.
        FftReference.assertClose(expected, FftReference.doubles(floats), output == SpectralOutput.ANGLE ? 1e-4 : 1e-6, "float");
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

    /** Trials that lie anywhere in a larger array, the last one at its end; what is beside the results stays as it was. */
    @ParameterizedTest
    @CsvSource({"50, 50, 4", "50, 64, 1", "99, 99, 3", "100, 100, 16", "100, 128, 40"})
    void placesInLargerArraysGiveTheSame(int samples, int length, int channels) {
        MtmFft fft = MtmFft.ofLength(length, setup(samples, length, 2, 3));
        int trial = samples * channels;
        double[] x = FftReference.noise(5 + 3 * trial, length);
        float[] narrow = FftReference.floats(x);
        int size = fft.bins() * channels;
        double[] sums = new double[size + 2];
        double[] floatSums = new double[size + 2];
        double[] expectedSums = new double[size + 2];
        double[] expectedFloatSums = new double[size + 2];
        for (int from = 5; from < x.length; from += trial) {
            double[] power = fft.power(Arrays.copyOfRange(x, from, from + trial), channels);
            float[] floatPower = fft.power(Arrays.copyOfRange(narrow, from, from + trial), channels);
            double[] out = filled(size + 7);
            fft.power(x, from, channels, out, 3);
            assertArrayEquals(within(power, 3, 4), out);
            float[] floatOut = FftReference.floats(filled(size + 7));
            fft.power(narrow, from, channels, floatOut, 3);
            assertArrayEquals(within(FftReference.doubles(floatPower), 3, 4), FftReference.doubles(floatOut));
            fft.addPower(x, from, channels, sums, 1);
            fft.addPower(narrow, from, channels, floatSums, 1);
            for (int i = 0; i < size; i++) {
                expectedSums[i + 1] += power[i];
                expectedFloatSums[i + 1] += floatPower[i];
            }
        }
        assertArrayEquals(expectedSums, sums);
        assertArrayEquals(expectedFloatSums, floatSums, "powers are rounded to float, their sums are not");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POW", "FOURIER"})
    void singleTapersInLargerArraysGiveTheSame(SpectralOutput output) {
        MtmFft fft = MtmFft.ofLength(100, setup(80, 100, 2, 3));
        double[] x = FftReference.noise(6 + 80 * 5, 2);
        double[] alone = fft.perTaper(output, Arrays.copyOfRange(x, 6, x.length), 5);
        double[] out = filled(alone.length + 3);
        fft.perTaper(output, x, 6, 5, out, 2);
        assertArrayEquals(within(alone, 2, 1), out);
        float[] narrow = FftReference.floats(x);
        float[] floatAlone = fft.perTaper(output, Arrays.copyOfRange(narrow, 6, x.length), 5);
        float[] floatOut = FftReference.floats(filled(alone.length + 3));
        fft.perTaper(output, narrow, 6, 5, floatOut, 2);
        assertArrayEquals(within(FftReference.doubles(floatAlone), 2, 1), FftReference.doubles(floatOut));
    }

    private static double[] filled(int size) {
        double[] values = new double[size];
        Arrays.fill(values, -7);
        return values;
    }

    private static double[] within(double[] values, int before, int after) {
        double[] all = filled(before + values.length + after);
        System.arraycopy(values, 0, all, before, values.length);
        return all;
    }

    @Test
    void refusesPlacesThatAreNotThere() {
        MtmFft fft = MtmFft.ofLength(100, setup(100, 100, 2, 1));
        assertEquals("A trial of 100 samples of 2 channels was asked for at 1 of an array of 200 values. It is not wholly there. Give the place and the"
                + " channels of a trial as long as the tapers.",
                ButterworthTest.refusal(() -> fft.power(new float[200], 1, 2, new float[102], 0)));
        assertEquals("A result of 102 values does not fit at 1 of an array of 102 values. Results are never cut off. Make the array longer.",
                ButterworthTest.refusal(() -> fft.addPower(new float[200], 0, 2, new double[102], 1)));
        assertEquals("A result of 204 values does not fit at -1 of an array of 300 values. Results are never cut off. Make the array longer.",
                ButterworthTest.refusal(() -> fft.perTaper(SpectralOutput.FOURIER, new double[200], 0, 2, new double[300], -1)));
    }

    @Test
    void refusesWhatDoesNotFit() {
        MtmFft.Setup setup = setup(100, 100, 2, 1);
        assertEquals(
                "A trial of 100 samples does not fit into a transform of length 64. Samples are never cut off. Pad to the longest trial (pad) or select shorter"
                        + " ones (latency).",
                assertThrows(IllegalArgumentException.class, () -> MtmFft.ofLength(64, setup)).getMessage());
        assertEquals("The trial has 50 samples, the tapers have 100. Tapers are made for one length. Make others for trials of another length.",
                assertThrows(IllegalArgumentException.class, () -> MtmFft.ofLength(100, setup).power(new float[100], 2)).getMessage());
        assertEquals("Bin 51 was asked for. A transform of length 100 has bins 0 to 50. Choose frequencies from 0 to half the samplerate.",
                assertThrows(IllegalArgumentException.class, () -> MtmFft.ofLength(100, MtmFft.Setup.of(setup.tapers(), new int[] {51}, 1))).getMessage());
        assertEquals(
                "The 2 tapers do not have one and the same length of at least 1. Every taper weights the samples of a trial. Make them together, for the trial's"
                        + " length.",
                assertThrows(IllegalArgumentException.class, () -> MtmFft.Setup.of(new double[][] {{1}, {1, 1}}, new int[] {0}, 1)).getMessage());
    }
}
