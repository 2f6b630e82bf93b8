package org.trialmap.app.plot;

import java.util.List;

/** What is drawn, without how: one pair of axes and what is between them. Labels have units. */
sealed interface Picture {
    String title();

    /** Values over x; where y is NaN, a line has a gap. */
    record Line(String name, double[] x, double[] y) { }

    /**
     * Lines.
     *
     * @param log whether the y axis is logarithmic; all y are then positive or NaN
     * @param rows names of the lines' places, from top to bottom, where each line has a place of its own: the last one is at y = 0, the one above it
     *         at 1, and so on; empty where y is what it says
     */
    record Lines(String title, String xLabel, String yLabel, boolean log, List<String> rows, List<Line> lines) implements Picture { }

    /**
     * A value for each x and y, as a colour; NaN has none.
     *
     * @param valueLabel what the colours mean
     * @param x ascending, as is {@code y}
     * @param values of (x, y)
     */
    record Heat(String title, String xLabel, String yLabel, String valueLabel, double[] x, double[] y, double[][] values) implements Picture { }
}
