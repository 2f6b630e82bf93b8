package org.trialmap.signal.spectrum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.signal.fft.FftReference;

/** Slepian tapers compared with SciPy's dpss, signs included. */
class TapersTest {
    @ParameterizedTest
    @CsvSource({"1, 0.4, 1", "2, 0.5, 1", "2, 0.9, 2", "3, 1, 1", "7, 2, 3", "50, 1, 1", "97, 2.5, 4", "1000, 4, 7",
        "1000, 10, 19", "1024, 3.5, 6", "10007, 20, 39"})
    void slepianTapersAreSciPys(int samples, double nw, int count) {
        double[] expected = FftReference.compute("y = scipy.signal.windows.dpss(arg[0], arg[1], arg[2])", new double[1], samples, nw, count);
        double[] actual = Arrays.stream(Dpss.symmetric(samples, nw, count)).flatMapToDouble(Arrays::stream).toArray();
        FftReference.assertClose(expected, actual, 1e-9, samples + " samples");
        double[] periodic = Arrays.stream(Tapers.periodicSlepian(samples, new Tapers.Slepian(nw, count))).flatMapToDouble(Arrays::stream).toArray();
        if (samples > 1) {
            FftReference.assertClose(FftReference.compute("y = scipy.signal.windows.dpss(arg[0], arg[1], arg[2], sym=False)", new double[1], samples, nw, count),
                    periodic, 1e-9, "periodic");
        }
    }

    @Test
    void scalesAreSyncopys() {
        double[] hann = FftReference.compute("w = scipy.signal.windows.hann(100)\ny = w * np.sqrt(4 / 3) * np.sqrt(128 / w.sum())", new double[1]);
        FftReference.assertClose(hann, Tapers.window("hann", 100, 128, Map.of())[0], 1e-14, "hann");
        assertArrayEquals(new double[] {2, 2}, Tapers.window("boxcar", 2, 8, Map.of())[0], 1e-15);
        double[] slepian = Tapers.slepian(100, 256, new Tapers.Slepian(3, 5))[4];
        double[] plain = Dpss.symmetric(100, 3, 5)[4];
        assertEquals(16 * plain[7], slepian[7], 1e-15);
    }

    @Test
    void bandwidthDecidesTheNumberOfTapers() {
        assertEquals(new Tapers.Slepian(10, 19), Tapers.Slepian.ofHalfBandwidthHz(10, 1000, 1000));
        assertEquals(new Tapers.Slepian(1, 1), Tapers.Slepian.ofHalfBandwidthHz(0.2, 1000, 1000), "at least one bin");
        assertEquals(new Tapers.Slepian(2.2, 3), Tapers.Slepian.ofHalfBandwidthHz(2, 550, 500));
        assertEquals("The half bandwidth is 0.0 Hz. It must be positive. Give a positive tapsmofrq.",
                assertThrows(IllegalArgumentException.class, () -> Tapers.Slepian.ofHalfBandwidthHz(0, 1000, 1000)).getMessage());
    }

    @Test
    void refusesTapersThatThereAreNot() {
        assertEquals(
                "Slepian tapers of 10 samples with NW = 5.0 were asked for. NW lies between 0 and half the samples. Choose a smaller bandwidth (tapsmofrq) or"
                        + " longer trials.",
                assertThrows(IllegalArgumentException.class, () -> Dpss.symmetric(10, 5, 1)).getMessage());
        assertEquals("11 Slepian tapers of 10 samples were asked for. There are at least 1 and at most as many as samples. Choose fewer (nTaper).",
                assertThrows(IllegalArgumentException.class, () -> Dpss.symmetric(10, 4, 11)).getMessage());
        assertEquals(
                "The window hann of 2 samples has the sum 0.0. A taper that lets nothing through cannot be scaled. Choose the window boxcar or longer trials.",
                assertThrows(IllegalArgumentException.class, () -> Tapers.window("hann", 2, 2, Map.of())).getMessage());
    }
}
