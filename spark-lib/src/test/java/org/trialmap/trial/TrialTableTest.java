package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.array.NdArray;

class TrialTableTest {
    private static final TrialTable FLAT = new TrialTable("/trialdefinition of x.h5", "/data", new long[] {100, 4});
    private static final TrialTable CUBE = new TrialTable("/trialdefinition of x.h5", "/data", new long[] {3, 10, 4});

    @Test
    void readsOverlappingUnequalUnsortedTrialsWithOffsetsAndFreeColumns() {
        TrialDefinition trials = FLAT.read(NdArray.from(new double[][] {{50, 100, -10, 1.5, 7}, {0, 60, 0, 2.5, 8}, {59, 60, 3, Double.NaN, 9}}));
        assertEquals(3, trials.count());
        assertEquals(50, trials.start(0));
        assertEquals(60, trials.stop(1));
        assertEquals(-10, trials.offset(0));
        assertEquals(1, trials.length(2));
        assertArrayEquals(new int[] {3, 2}, trials.info().shape());
        assertArrayEquals(new double[] {2.5, 8}, trials.info(1).doubles());
        assertEquals("3 trials", trials.toString());
    }

    @Test
    void keepsTheDtypeOfFreeColumns() {
        long stamp = 1_700_000_000_000_000_001L; // nanoseconds: no double has this value
        TrialDefinition trials = FLAT.read(NdArray.from(new long[][] {{0, 100, 0, stamp}}));
        assertArrayEquals(new long[] {stamp}, (long[]) trials.info(0).data());
        assertArrayEquals(new int[] {1, 0}, FLAT.read(NdArray.from(new short[][] {{0, 100, 0}})).info().shape());
    }

    @Test
    void refusesTrialsOutsideTheData() {
        refuses(FLAT, new int[][] {{0, 10, 0}, {90, 101, 0}}, "Trial 1 in /trialdefinition of x.h5 goes from sample 90 to 101 (excluded), but"
                + " /data has the samples 0 to 99. A trial must lie inside the data; nothing is cut or padded. Correct the file, or read the"
                + " dataset that the trials were defined for with dataset(...).");
        refuses(FLAT, new int[][] {{-1, 10, 0}}, "Trial 0 in /trialdefinition of x.h5 goes from sample -1 to 10 (excluded), but /data has"
                + " the samples 0 to 99. A trial must lie inside the data; nothing is cut or padded. Correct the file, or read the dataset that the"
                + " trials were defined for with dataset(...).");
    }

    @Test
    void refusesTrialsWithoutSamples() {
        refuses(FLAT, new long[][] {{0, 10, 0}, {10, 10, 0}}, "Trial 1 in /trialdefinition of x.h5 goes from sample 10 to 10, so it has no"
                + " samples. The stop is excluded and must be greater than the start. Correct the file.");
    }

    @Test
    void offsetsOfTimeFrequencySpectraMayBeFractions() {
        TrialTable spectra = new TrialTable("/trialdefinition of x.h5", "/data", new long[] {100, 1}, TrialTable.Offsets.FRACTIONAL);
        TrialDefinition trials = spectra.read(NdArray.from(new double[][] {{0, 10, -2.5}, {10, 20, 3}, {20, 30, 0.125}}));
        assertEquals(-3, trials.offset(0));
        assertEquals(0.5, trials.offsetFraction(0));
        assertEquals(3, trials.offset(1));
        assertEquals(0, trials.offsetFraction(1));
        assertEquals(0.125, trials.offsetFraction(2));
        assertEquals(0, spectra.read(NdArray.from(new double[][] {{0, 10, -2}})).offsetFraction(0));
        refuses(spectra, new double[][] {{0, 10.5, 0}}, "Trial 0 in /trialdefinition of x.h5 has the stop 10.5. Trials are cut at samples, so it must be a"
                + " whole number of samples; nothing is rounded. Correct the file: times in seconds must be multiplied by the samplerate.");
        refuses(spectra, new double[][] {{0, 10, Double.NaN}}, "Trial 0 in /trialdefinition of x.h5 has the offset NaN. Trials are cut at samples, so"
                + " it must be a whole number of samples; nothing is rounded. Correct the file: times in seconds must be multiplied by the samplerate.");
    }

    @Test
    void refusesFractionsOfSamples() {
        refuses(FLAT, new double[][] {{0, 10, 0}, {10, 20.5, 0}}, "Trial 1 in /trialdefinition of x.h5 has the stop 20.5. Trials are cut at"
                + " samples, so it must be a whole number of samples; nothing is rounded. Correct the file: times in seconds must be multiplied by"
                + " the samplerate.");
        refuses(FLAT, new float[][] {{0, 10, Float.NaN}}, "Trial 0 in /trialdefinition of x.h5 has the offset NaN. Trials are cut at samples, so"
                + " it must be a whole number of samples; nothing is rounded. Correct the file: times in seconds must be multiplied by the"
                + " samplerate.");
    }

    @ParameterizedTest
    @CsvSource({"0, start", "1, stop", "2, offset"})
    void refusesNumbersThatAreNone(int column, String name) {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e300, 0.5}) {
            double[][] rows = {{0, 10, 0}, {10, 20, 0}};
            rows[1][column] = value;
            refuses(FLAT, rows, "Trial 1 in /trialdefinition of x.h5 has the " + name + " " + value + ". Trials are cut at samples, so it must be a whole"
                    + " number of samples; nothing is rounded. Correct the file: times in seconds must be multiplied by the samplerate.");
        }
    }

    @Test
    void readsManyTrialsInNoTime() {
        int count = 900_000;
        double[] rows = new double[count * 3];
        for (int k = 0; k < count; k++) {
            rows[3 * k] = k;
            rows[3 * k + 1] = k + 50;
            rows[3 * k + 2] = -k;
        }
        NdArray table = NdArray.of(rows, count, 3);
        TrialTable many = new TrialTable("/trialdefinition of x.h5", "/data", new long[] {count + 50, 4});
        TrialDefinition trials = assertTimeout(Duration.ofSeconds(20), () -> many.read(table)); // 5 ms; minutes if it were quadratic
        assertEquals(1 - count, trials.offset(count - 1));
        assertEquals(50, trials.length(count - 1));
    }

    @Test
    void refusesTablesOfAnotherForm() {
        String rest = ", which is not a trial definition. It must be a table of numbers with a row per trial: first sample, sample after the last,"
                + " offset in samples, and any further columns. Correct the file.";
        refuses(FLAT, new int[][] {{0, 10}}, "/trialdefinition of x.h5 is int32 (1, 2)" + rest);
        refuses(FLAT, new int[] {0, 10, 0}, "/trialdefinition of x.h5 is int32 (3,)" + rest);
        refuses(FLAT, new String[][] {{"0", "10", "0"}}, "/trialdefinition of x.h5 is str (1, 3)" + rest);
        refuses(FLAT, NdArray.of(new int[0], 0, 3), "/trialdefinition of x.h5 has no rows, so the recording has no trials. There would be nothing to"
                + " compute. Correct the file, or remove the dataset to have all samples as one trial.");
    }

    @Test
    void takesOffsetsForADatasetThatIsCutAlready() {
        TrialDefinition trials = CUBE.read(NdArray.from(new int[][] {{0, 10, -2, 5}, {10, 20, -3, 6}, {20, 30, -4, 7}}));
        assertEquals(-3, trials.offset(1));
        assertArrayEquals(new int[] {7}, (int[]) trials.info(2).data());
    }

    @Test
    void refusesToCutTrialsOnceMore() {
        refuses(CUBE, new int[][] {{0, 10, 0}, {10, 20, 0}}, "/trialdefinition of x.h5 has 2 rows, but /data of shape (3, 10, 4) has 3 trials. A"
                + " dataset (trial, sample, channel) is cut into trials already; the table may only add offsets and free columns, one row per trial."
                + " Correct the file.");
        refuses(CUBE, new int[][] {{0, 10, 0}, {11, 20, 0}, {20, 30, 0}}, "Trial 1 in /trialdefinition of x.h5 goes from sample 11 to 20"
                + " (excluded), but trial 1 of /data goes from 10 to 20. A dataset (trial, sample, channel) is cut into trials already; samples"
                + " count as if its trials lay one after the other. Correct the file.");
    }

    @Test
    void namesTheTrialsThatThereAre() {
        TrialDefinition one = TrialDefinition.consecutive(1, 5);
        assertEquals("Trial 1 of 1 (they count from 0).", assertThrows(IndexOutOfBoundsException.class, () -> one.start(1)).getMessage());
        assertEquals(one, TrialDefinition.consecutive(1, 5));
        assertEquals(one.hashCode(), TrialDefinition.consecutive(1, 5).hashCode());
        assertEquals("1 trial", one.toString());
    }

    private static void refuses(TrialTable table, Object rows, String text) {
        NdArray array = NdArray.from(rows);
        assertEquals(text, assertThrows(IllegalArgumentException.class, () -> table.read(array)).getMessage());
    }
}
