package org.trialmap.signal.filter;

/** Between some samples of samples x channels, in float or double, and rows of a few of the channels in double. Lane by lane: Java makes little of loops as short as a row. */
final class LaneCopies {
    private LaneCopies() {}

    /**
     * Takes {@code rows} rows of {@code lanes} values.
     *
     * @param samples array of float or double; the first value is at {@code from}, that of the next row {@code step} later
     * @param into from {@code at} on
     */
    static void take(Object samples, int from, int step, int rows, int lanes, double[] into, int at) {
        for (int l = 0; l < lanes; l++) {
            if (samples instanceof float[] floats) {
                widen(floats, from + l, step, rows, lanes, into, at + l);
            } else {
                copy((double[]) samples, from + l, step, rows, lanes, into, at + l);
            }
        }
    }

    private static void widen(float[] samples, int from, int step, int rows, int lanes, double[] into, int at) {
        for (int r = 0; r < rows; r++) {
            into[at + r * lanes] = samples[from + r * step];
        }
    }

    private static void copy(double[] samples, int from, int step, int rows, int lanes, double[] into, int at) {
        for (int r = 0; r < rows; r++) {
            into[at + r * lanes] = samples[from + r * step];
        }
    }

    /**
     * Puts {@code rows} rows of {@code lanes} values, to float rounded.
     *
     * @param samples array of float or double; lanes are {@code gap} apart, rows {@code step}
     */
    static void put(double[] values, int from, int rows, int lanes, Object samples, int to, int gap, int step) {
        for (int l = 0; l < lanes; l++) {
            if (samples instanceof float[] floats) {
                round(values, from + l, rows, lanes, floats, to + l * gap, step);
            } else {
                copyBack(values, from + l, rows, lanes, (double[]) samples, to + l * gap, step);
            }
        }
    }

    private static void round(double[] values, int from, int rows, int lanes, float[] samples, int to, int step) {
        for (int r = 0; r < rows; r++) {
            samples[to + r * step] = (float) values[from + r * lanes];
        }
    }

    private static void copyBack(double[] values, int from, int rows, int lanes, double[] samples, int to, int step) {
        for (int r = 0; r < rows; r++) {
            samples[to + r * step] = values[from + r * lanes];
        }
    }
}
