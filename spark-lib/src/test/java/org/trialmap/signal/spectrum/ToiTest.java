package org.trialmap.signal.spectrum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trialmap.Refusals.assertRefused;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.signal.fft.FftReference;

/** Where windows lie, and their tapers. */
class ToiTest {
    private static Toi.TrialTime time(int samples) {
        return new Toi.TrialTime(samples, 1000, -500);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "2, 1, 0", "3, 2, 0.5", "1000, 100, 0", "1000, 100, 0.5", "1000, 101, 0.5", "1009, 250, 0.9", "1009, 250, 0.999"})
    void overlappingWindowsAreSyncopys(int samples, int window, double overlap) {
        double[] expected = FftReference.compute("n, w, o = arg\nstep = w - int(o * w)\ny = np.arange(int(np.ceil(n / step))) * step", new double[1], samples, window, overlap);
        int[] centres = Toi.overlap(overlap).centres(time(samples), window);
        assertArrayEquals(expected, IntStream.of(centres).asDoubleStream().toArray());
    }

    @Test
    void allIsEverySampleAndTimesAreTheNearestOnes() {
        assertArrayEquals(new int[] {513, 488, 500, 525}, Toi.times(0.0125, -0.0125, 0.0, 0.025).centres(time(1000), 10), "of two the later one");
        assertArrayEquals(IntStream.range(0, 97).toArray(), Toi.all().centres(time(97), 10));
        assertArrayEquals(IntStream.range(0, 97).toArray(), Toi.all().samples(time(97)));
        assertArrayEquals(new int[] {500, 0, 999, 1, 1}, Toi.times(0.0, -0.5, 0.4994, -0.499, -0.4994).centres(time(1000), 10));
        assertArrayEquals(new int[] {500, 0}, Toi.times(0.0, -0.5).samples(time(1000)));
        assertArrayEquals(new int[] {0, 1, 2}, Toi.overlap(Math.nextDown(1.0)).centres(time(3), 3), "windows always move on");
    }

    @Test
    void windowsAreCutToWholeSamplesOfTheirDecimals() {
        assertEquals(290, new SlidingWindow(0.29, 1000).samples());
        assertEquals(57, new SlidingWindow(0.57, 100).samples(), "int(0.57 * 100) is 56 in Python");
        assertEquals(1, new SlidingWindow(0.001, 1000).samples());
    }

    @Test
    void tapersAreSciPysScaledForTheWindow() {
        SlidingWindow window = new SlidingWindow(0.25, 1000);
        double[] hann = FftReference.compute("w = scipy.signal.windows.hann(250)\ny = w * np.sqrt(4 / 3 * 250 / w.sum())", new double[1]);
        FftReference.assertClose(hann, window.taper("hann", Map.of())[0], 1e-12, "hann");
        FftReference.assertClose(IntStream.range(0, 250).mapToDouble(s -> 1).toArray(), window.taper("boxcar", Map.of())[0], 1e-15, "boxcar");
        double[] dpss = FftReference.compute("y = scipy.signal.windows.dpss(250, 3, 5, sym=False) * np.sqrt(250)", new double[1]);
        double[][] slepian = window.slepian(12); // NW = 12 Hz * 0.25 s = 3, of the window
        assertEquals(5, slepian.length);
        FftReference.assertClose(dpss, java.util.Arrays.stream(slepian).flatMapToDouble(java.util.Arrays::stream).toArray(), 1e-9, "dpss");
    }

    @Test
    void refusesWhatCannotBe() {
        assertRefused("The overlap of windows is 1.0. It is a share in [0, 1): windows move on. Correct toi, or use all for a window at every sample.",
                () -> Toi.overlap(1));
        assertRefused("The overlap of windows is -0.1. It is a share in [0, 1): windows move on. Correct toi, or use all for a window at every sample.",
                () -> Toi.overlap(-0.1));
        assertRefused("The times of interest are []. There is at least one, and all are numbers of seconds. Correct toi.", Toi::times);
        assertRefused("The times of interest are [NaN]. There is at least one, and all are numbers of seconds. Correct toi.", () -> Toi.times(Double.NaN));
        assertRefused("The time of interest 0.5 s lies outside the trial, which goes from -0.5 to 0.499 s. There are no samples. Correct toi or select other"
                + " trials.", () -> Toi.times(0.5).centres(time(1000), 10));
        assertRefused("The times of interest are an overlap of 0.5. Wavelets and superlets have another length at each frequency, so there is nothing to"
                + " overlap. Use all or times in toi.", () -> Toi.overlap(0.5).samples(time(10)));
        assertRefused("The window of t_ftimwin = 5.0E-4 s has 0.5 samples at 1000.0 Hz. It has at least 1, and no more than a trial. Correct t_ftimwin.",
                () -> new SlidingWindow(0.0005, 1000));
        assertRefused("The samplerate 0.0 Hz is not a positive number. Frequencies and times have no meaning without it. Correct the recording's samplerate, or"
                + " give it with samplerateHz(...).", () -> new SlidingWindow(1, 0));
        assertRefused("The window of t_ftimwin = 0.5 s has 500 samples at 1000.0 Hz, the trial has 499. A window is no longer than the trial. Use a shorter"
                + " t_ftimwin or select longer trials (latency).", () -> new SlidingWindow(0.5, 1000).requireFits(499));
        new SlidingWindow(0.5, 1000).requireFits(500);
        assertEquals(new Toi.Times(List.of(1.0)), Toi.times(1.0));
    }
}
