package org.trialmap.signal.statistics;

import java.util.Arrays;

/** Prepares samples for {@link StatisticMap}: finds points that have no variance, and scales the others so that no square is too large or too small for a double. */
public final class SampleRows {
    private SampleRows() {}

    /** Differences of the first and the second half of the rows, sample by sample. */
    public static double[][] differences(double[][] rows) {
        double[][] differences = new double[rows.length / 2][];
        for (int k = 0; k < differences.length; k++) {
            double[] difference = rows[k].clone();
            double[] second = rows[k + differences.length];
            for (int i = 0; i < difference.length; i++) {
                difference[i] -= second[i];
            }
            differences[k] = difference;
        }
        return differences;
    }

    /**
     * Scales each point of all samples by a power of two, which changes no bit of t and F, and puts zeros where all samples are the same (of differences: are 0).
     *
     * @param rows per sample the values of all points; changed
     * @param sizes samples per group; one number for {@link TestStatistic#DEPSAMPLES_T}
     * @return the first point whose groups have no variance, but different values (of differences: another value than 0), so that t and F are infinite; -1 if there is none
     */
    public static int prepare(TestStatistic statistic, double[][] rows, int[] sizes) {
        for (int i = 0; i < rows[0].length; i++) {
            int flat = 0;
            for (int g = 0, k = 0; g < sizes.length; k += sizes[g++]) {
                flat += isFlat(rows, k, k + sizes[g], i) ? 1 : 0;
            }
            boolean same = isFlat(rows, 0, rows.length, i) && (statistic != TestStatistic.DEPSAMPLES_T || rows[0][i] == 0);
            if (flat == sizes.length && !same) {
                return i;
            }
            scale(rows, i, same);
        }
        return -1;
    }

    private static boolean isFlat(double[][] rows, int from, int to, int point) {
        for (int k = from + 1; k < to; k++) {
            if (rows[k][point] != rows[from][point]) {
                return false;
            }
        }
        return true;
    }

    private static void scale(double[][] rows, int point, boolean same) {
        double largest = 0;
        for (double[] row : rows) {
            largest = Math.max(largest, Math.abs(row[point]));
        }
        int exponent = Math.getExponent(largest);
        if (same) {
            Arrays.stream(rows).forEach(row -> row[point] = 0);
        } else if (exponent > 300 || exponent < -300) {
            for (double[] row : rows) {
                row[point] = Math.scalb(row[point], -exponent);
            }
        }
    }
}
