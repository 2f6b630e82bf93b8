package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trialmap.Refusals.assertRefused;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bins, wavelets' frequencies and padded lengths of decimals, against exact arithmetic: no last one is lost, none comes twice. */
class FrequenciesTest {
    @ParameterizedTest
    @ValueSource(strings = {"0.1", "24.4", "250", "512.1", "1000", "1017.25", "30000"})
    void bothEndsOfARangeOfBinsAreIn(String hz) {
        double samplerate = Double.parseDouble(hz);
        for (int from = 0; from < 500; from += 3) {
            int to = from + (500 - from) * 3 / 7;
            double low = new BigDecimal(hz).multiply(BigDecimal.valueOf(from, 3)).doubleValue();
            double high = new BigDecimal(hz).multiply(BigDecimal.valueOf(to, 3)).doubleValue();
            assertArrayEquals(IntStream.rangeClosed(from, to).toArray(), Frequencies.between(low, high).bins(1000, samplerate), low + " to " + high);
            assertArrayEquals(new int[] {from}, Frequencies.nearest(low).bins(1000, samplerate));
        }
    }

    @Test
    void rangesOfWaveletsHaveTheirLastFrequency() {
        assertArrayEquals(new double[] {1.35, 2.35, 3.35, 4.35}, Frequencies.between(1.35, 4.35).waveletHz(1000, 100));
        for (int from = 1; from < 300; from++) {
            for (int width = 0; width < 80; width++) {
                BigDecimal low = BigDecimal.valueOf(from, 2);
                BigDecimal high = low.add(BigDecimal.valueOf(width, 1));
                double[] hz = Frequencies.between(low.doubleValue(), high.doubleValue()).waveletHz(1000, 100);
                assertEquals(high.subtract(low).setScale(0, RoundingMode.FLOOR).intValueExact() + 1, hz.length, low + " to " + high);
                for (int k = 0; k < hz.length; k++) {
                    assertEquals(low.add(BigDecimal.valueOf(k)).doubleValue(), hz[k], 1e-14);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.5, 1", "1.5, 2", "2.5, 3", "2.49, 2"})
    void ofTwoBinsTheHigherOne(double hz, int bin) {
        assertArrayEquals(new int[] {bin}, Frequencies.nearest(hz).bins(1000, 1000));
    }

    @Test
    void whatLiesBetweenTwoBinsIsRefused() {
        assertRefused("There is no frequency from 1.1 to 1.9 Hz in spectra of 1000 samples at 1000.0 Hz, which are 1.0 Hz apart. Widen foilim(...),"
                + " or make these more: pad(...) for trials, mtmconvol(...) or welch(...) for windows.", () -> Frequencies.between(1.1, 1.9).bins(1000, 1000));
    }

    @Test
    void quartersOfOctavesEndAtOnePeriod() {
        for (int octaves = 1; octaves < 25; octaves++) {
            double[] hz = Frequencies.ALL.waveletHz(2L << octaves, 1000);
            assertEquals(4 * octaves, hz.length);
            assertEquals(500.0 / (1 << octaves), hz[0], 1e-12);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "250", "512", "24.4", "1017.25"})
    void paddedLengthsAreTheNearest(String hz) {
        for (int k = 1; k < 1000; k++) {
            BigDecimal seconds = BigDecimal.valueOf(k, 2);
            int exact = seconds.multiply(new BigDecimal(hz)).add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR).intValueExact();
            assertEquals(exact, Padding.seconds(seconds.doubleValue()).length(0, Double.parseDouble(hz)), seconds + " s at " + hz);
        }
    }
}
