package org.trialmap.app.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineThinningTest {
    private static Picture.Line reduced(double[] values, int columns) {
        return LineThinning.of("x", values.length, i -> i / 10.0, i -> values[i], columns);
    }

    @Test
    void shortLinesStayAsTheyAre() {
        double[] values = {3, 1, Double.NaN, 2};
        Picture.Line line = reduced(values, 2);
        assertArrayEquals(values, line.y());
        assertArrayEquals(new double[] {0, 0.1, 0.2, 0.3}, line.x());
    }

    @ParameterizedTest
    @CsvSource({"1000, 7", "1001, 100", "99999, 1200"})
    void everyColumnHasItsSmallestAndLargestValueWhereTheyAre(int count, int columns) {
        Random random = new Random(count);
        double[] values = random.doubles(count, -1, 1).toArray();
        values[count / 3] = 1000; // one sample wide
        Picture.Line line = reduced(values, columns);
        assertTrue(line.x().length <= 2 * columns, "points: " + line.x().length);
        int at = 0;
        for (int column = 0; column < columns; column++) {
            double[] part = Arrays.copyOfRange(values, (int) ((long) column * count / columns), (int) ((column + 1L) * count / columns));
            double[] kept = {line.y()[at], line.y()[at + 1]};
            Arrays.sort(kept);
            assertArrayEquals(new double[] {Arrays.stream(part).min().orElseThrow(), Arrays.stream(part).max().orElseThrow()}, kept, "column " + column);
            at += 2;
        }
        for (int i = 0; i < at; i++) {
            assertEquals(values[(int) Math.round(line.x()[i] * 10)], line.y()[i]);
            assertTrue(i == 0 || line.x()[i] > line.x()[i - 1], "in the order of time");
        }
        assertEquals(1000, Arrays.stream(line.y()).max().orElseThrow());
    }

    @Test
    void columnsOfNothingAreGaps() {
        double[] values = new double[40];
        Arrays.fill(values, 10, 20, Double.NaN);
        values[3] = Double.NaN;
        values[5] = -2;
        Picture.Line line = reduced(values, 4);
        assertArrayEquals(new double[] {0, -2, Double.NaN, 0, 0}, line.y());
        assertArrayEquals(new double[] {0, 0.5, 1, 2, 3}, line.x());
    }
}
