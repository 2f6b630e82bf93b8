package org.trialmap.signal.connectivity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums over trials have the same bits, however they are computed. */
class PairSumsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 37, 64})
    void vectorAndScalarGiveTheSameBits(int channels) {
        double[][] fourier = Spectra.noise(5, 2, 3, channels);
        Arrays.fill(fourier[1], 0); // no phase
        for (PairSums what : PairSums.values()) {
            int[] shape = {2, 3, channels};
            double[] expected = Spectra.sums(what, fourier, shape, 5, new PairScalar());
            assertArrayEquals(expected, Spectra.sums(what, fourier, shape, 5, new PairVector()), what.name());
        }
    }

    @Test
    void howManyTrialsAreAddedAtOnceDoesNotMatter() {
        double[][] fourier = Spectra.noise(67, 3, 2, 21);
        for (PairSums what : PairSums.values()) {
            double[] expected = Spectra.sums(what, fourier, new int[] {3, 2, 21}, 67, new PairVector());
            for (int block : new int[] {1, 2, 32, 66}) {
                assertArrayEquals(expected, Spectra.sums(what, fourier, new int[] {3, 2, 21}, block, new PairVector()), what.name());
            }
        }
    }

    @Test
    void partsOfTheFrequenciesAreThoseOfAll() {
        double[][] fourier = Spectra.noise(4, 1, 7, 5);
        Snapshots trials = new Snapshots(7, 5, 1, 4);
        Arrays.stream(fourier).forEach(trial -> trials.put(trial, 0, 7));
        for (PairSums what : PairSums.values()) {
            double[] all = new double[7 * what.values(5)];
            what.add(trials, 0, 7, all, 0);
            double[] parts = new double[all.length];
            what.add(trials, 0, 3, parts, 0);
            what.add(trials, 3, 4, parts, 3 * what.values(5));
            assertArrayEquals(all, parts);
            Snapshots four = new Snapshots(4, 5, 1, 4);
            Arrays.stream(fourier).forEach(trial -> four.put(trial, 3, 7));
            double[] alone = new double[4 * what.values(5)];
            what.add(four, 0, 4, alone, 0);
            assertArrayEquals(Arrays.copyOfRange(all, 3 * what.values(5), all.length), alone);
        }
    }

    /** Trials with several times: the sums of a frequency's times follow one another, each with the bits that it has alone. */
    @Test
    void timesCountAsFrequencies() {
        double[][] fourier = Spectra.noise(5, 2 * 3, 4, 5); // of 3 times with 2 tapers each
        Snapshots times = new Snapshots(2, 3, 5, 2, 5);
        Arrays.stream(fourier).forEach(trial -> times.put(trial, 1, 4));
        double[] sums = new double[6 * PairSums.CROSS.values(5)];
        PairSums.CROSS.add(times, 0, times.frequencies(), sums, 0);
        for (int t = 0; t < 3; t++) {
            Snapshots one = new Snapshots(2, 5, 2, 5);
            int size = fourier[0].length / 3;
            int from = t * size;
            Arrays.stream(fourier).forEach(trial -> one.put(Arrays.copyOfRange(trial, from, from + size), 1, 4));
            double[] alone = new double[2 * PairSums.CROSS.values(5)];
            PairSums.CROSS.add(one, 0, 2, alone, 0);
            for (int f = 0; f < 2; f++) {
                int values = PairSums.CROSS.values(5);
                assertArrayEquals(Arrays.copyOfRange(alone, f * values, (f + 1) * values), Arrays.copyOfRange(sums, (f * 3 + t) * values, (f * 3 + t + 1) * values));
            }
        }
        assertEquals(
                "7 numbers were given for 2 frequencies from bin 0 of a trial of 3 times x 2 tapers x 4 bins x 5 complex values, after 5 of 5 trials. Add up what is there, clear it, and give whole trials.",
                assertThrows(IllegalArgumentException.class, () -> times.put(new double[7], 0, 4)).getMessage());
    }

    @Test
    void floatsAreWidened() {
        float[] fourier = {1.5f, -2.25f, 0.1f, 3};
        Snapshots trials = new Snapshots(1, 2, 1, 1);
        trials.put(fourier, 0, 1);
        double[] sums = new double[6];
        PairSums.CROSS.add(trials, 0, 1, sums, 0);
        double tenth = 0.1f;
        assertArrayEquals(new double[] {1.5 * 1.5 + 2.25 * 2.25, tenth * 1.5 + 3 * -2.25, tenth * tenth + 9, 0, 3 * 1.5 - tenth * -2.25, 0}, sums);
    }

    @Test
    void trialsTooManyOrOfAnotherSizeAreRefused() {
        Snapshots trials = new Snapshots(3, 2, 2, 1);
        assertEquals(
                "7 numbers were given for 3 frequencies from bin 0 of a trial of 2 tapers x 3 bins x 2 complex values, after 0 of 1 trials. Add up what is there, clear it, and give whole trials.",
                assertThrows(IllegalArgumentException.class, () -> trials.put(new double[7], 0, 3)).getMessage());
        trials.put(new float[24], 0, 3);
        assertEquals(
                "24 numbers were given for 3 frequencies from bin 0 of a trial of 2 tapers x 3 bins x 2 complex values, after 1 of 1 trials. Add up what is there, clear it, and give whole trials.",
                assertThrows(IllegalArgumentException.class, () -> trials.put(new float[24], 0, 3)).getMessage());
    }
}
