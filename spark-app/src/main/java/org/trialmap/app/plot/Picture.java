package org.trialmap.app.plot;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is drawn, without how: one pair of axes and what is between them. Labels have units. */
sealed interface Picture {
    String title();

    String xLabel();

    String yLabel();

    /**
     * Values over x; where y is NaN, a line has a gap.
     *
     * @param spread a band from y - spread to y + spread is drawn; empty: none
     */
    record Line(String name, double[] x, double[] y, double[] spread) {
        Line(String name, double[] x, double[] y) {
            this(name, x, y, new double[0]);
        }

        /** The line and its band. */
        Range range() {
            return spread.length == 0 ? Range.of(y) : Range.over(Stream.of(y, shifted(1), shifted(-1)));
        }

        /** The upper or the lower end of the band; the line itself where the band is not known. */
        double[] shifted(int sign) {
            return IntStream.range(0, y.length).mapToDouble(i -> Double.isFinite(spread[i]) ? y[i] + sign * spread[i] : y[i]).toArray();
        }
    }

    /**
     * Lines.
     *
     * @param log whether the y axis is logarithmic; all y are then positive or NaN
     * @param rows names of the lines' places, from top to bottom, where each line has a place of its own: the last one is at y = 0, the one above it
     *         at 1, and so on; empty where y is what it says
     */
    record Lines(String title, String xLabel, String yLabel, boolean log, List<String> rows, List<Line> lines) implements Picture {}

    /**
     * Bars that stand side by side, from 0 up or down; NaN: none.
     *
     * @param edges ascending; one more than there are bars
     * @param spread a stroke from height - spread to height + spread is drawn in each bar; empty: none
     */
    record Bars(String title, String xLabel, String yLabel, double[] edges, double[] heights, double[] spread) implements Picture {}

    /**
     * A value for each x and y, as a colour; NaN has none.
     *
     * @param valueLabel what the colours mean
     * @param x ascending, as is {@code y}
     * @param values of (x, y)
     */
    record Heat(String title, String xLabel, String yLabel, String valueLabel, double[] x, double[] y, double[][] values, Look look) implements Picture {
        Heat(String title, String xLabel, String yLabel, String valueLabel, double[] x, double[] y, double[][] values) {
            this(title, xLabel, yLabel, valueLabel, x, y, values, Look.PLAIN);
        }
    }

    /**
     * How an image is drawn.
     *
     * @param xNames what is written at each x in place of numbers; empty: numbers
     * @param yNames as {@code xNames}
     * @param marked of (x, y): what an outline is drawn around; empty: nothing
     * @param aboutZero whether 0 is in the middle of the colours, which are then blue below and red above
     */
    record Look(List<String> xNames, List<String> yNames, boolean[][] marked, boolean aboutZero) {
        static final Look PLAIN = new Look(List.of(), List.of(), new boolean[0][], false);
    }
}
