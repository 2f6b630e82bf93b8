package org.trialmap.app.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Paints pictures side by side, with axes by XChart. */
final class PanelPainter {
    /** Colours that those who see fewer of them tell apart, too (Okabe and Ito). */
    private static final Color[] COLOURS = {new Color(0x0072b2), new Color(0xd55e00), new Color(0x009e73), new Color(0xcc79a7), new Color(0xe69f00),
        new Color(0x56b4e9), new Color(0x000000), new Color(0x8c6d31)};
    private static final BasicStroke SOLID = new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED = new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 3}, 0);
    private static final double MARGIN = 0.05;
    private static final int BAND = 60;
    private static final Color BAR = new Color(0xa6cee3);
    private static final int LINE = 24;
    static final Font NAMES = font(Font.PLAIN, 12);

    private PanelPainter() {}

    static void paint(List<Picture> pictures, Graphics2D g, int width, int height) {
        int columns = (int) Math.ceil(Math.sqrt(pictures.size()));
        int rows = (pictures.size() + columns - 1) / columns;
        Range colours = HeatPixels.range(pictures.stream().filter(Picture.Heat.class::isInstance).map(Picture.Heat.class::cast).toList());
        for (int k = 0; k < pictures.size(); k++) {
            int x = k % columns * (width / columns);
            int y = k / columns * (height / rows);
            g.translate(x, y);
            if (pictures.get(k) instanceof Picture.Lines lines) {
                lines(lines, g, width / columns, height / rows);
            } else if (pictures.get(k) instanceof Picture.Bars bars) {
                bars(bars, g, width / columns, height / rows);
            } else if (pictures.get(k) instanceof Picture.Heat heat) {
                HeatPainter.paint(heat, colours, g, width / columns, height / rows);
            }
            g.translate(-x, -y);
        }
    }

    /** The axes are XChart's; it would draw each line in as many pieces as it has points, and names as outlines, which nobody finds in an SVG. */
    private static void lines(Picture.Lines picture, Graphics2D g, int width, int height) {
        boolean named = picture.lines().size() > 1 || !picture.rows().isEmpty();
        g.setFont(NAMES);
        int margin = named ? Math.min(width / 3, LINE + 15 + picture.lines().stream().mapToInt(line -> g.getFontMetrics().stringWidth(line.name())).max()
                .orElse(0)) : 0;
        XYChart chart = empty(picture, width - margin, height);
        Range x = Range.over(picture.lines().stream().map(Picture.Line::x));
        x = x.extent() == 0 ? x.wider(0) : x;
        Range y = yRange(picture);
        Axes axes = axes(chart, x, y, picture.log());
        chart.getStyler().setYAxisLogarithmic(picture.log()).setYAxisTicksVisible(picture.rows().isEmpty())
                .setPlotGridHorizontalLinesVisible(picture.rows().isEmpty());
        chart.paint(g, width - margin, height);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        double right = axes.screenX(x.to());
        double top = axes.screenY(y.to());
        g.setFont(NAMES);
        for (int i = 0; i < picture.lines().size(); i++) {
            Picture.Line line = picture.lines().get(i);
            boolean inRows = !picture.rows().isEmpty();
            if (line.spread().length > 0) {
                g.setColor(new Color(colour(i, inRows).getRGB() & 0xffffff | BAND << 24, true));
                band(line, axes).forEach(g::fill);
            }
            g.setColor(colour(i, inRows));
            g.setStroke(stroke(i, inRows));
            g.draw(path(line, axes));
            double place = inRows ? axes.screenY(picture.lines().size() - 1 - i) : top + 10 + 18 * i;
            if (named && !inRows) {
                g.draw(new Line2D.Double(right + 8, place, right + 8 + LINE, place));
            }
            if (named) {
                g.drawString(line.name(), (float) right + 8 + (inRows ? 0 : LINE + 5), (float) place + 4);
            }
        }
    }

    /** A chart, and where numbers lie in it. */
    record Axes(XYChart chart, AxisScale x, AxisScale y) {
        double screenX(double value) {
            return chart.getScreenXFromChart(x.place(value));
        }

        double screenY(double value) {
            return chart.getScreenYFromChart(y.place(value));
        }
    }

    /** Sets the axes; the points of the series, which nobody sees, are not evenly spaced, for then XChart would put its ticks there. */
    static Axes axes(XYChart chart, Range xs, Range ys, boolean log) {
        Axes axes = new Axes(chart, AxisScale.of(xs), log ? new AxisScale(null, 0) : AxisScale.of(ys));
        Range x = axes.x.place(xs);
        Range y = axes.y.place(ys);
        if (axes.x.isShifted()) {
            chart.getStyler().setXAxisTickLabelsFormattingFunction(axes.x::label);
        }
        if (axes.y.isShifted()) {
            chart.getStyler().setYAxisTickLabelsFormattingFunction(axes.y::label);
        }
        double gap = Double.NaN;
        chart.getStyler().setXAxisMin(x.from()).setXAxisMax(x.to()).setYAxisMin(y.from()).setYAxisMax(y.to()).setLegendVisible(false);
        chart.addSeries("axes", new double[] {x.from(), x.from() + 0.3 * x.extent(), x.to()}, new double[] {gap, gap, gap}).setMarker(SeriesMarkers.NONE);
        return axes;
    }

    private static Color colour(int line, boolean inRows) {
        return COLOURS[line % (inRows ? 2 : COLOURS.length)];
    }

    private static BasicStroke stroke(int line, boolean inRows) {
        return inRows || line < COLOURS.length ? SOLID : DASHED;
    }

    private static Range yRange(Picture.Lines picture) {
        Range y = Range.over(picture.lines().stream().map(Picture.Line::range).map(range -> new double[] {range.from(), range.to()}));
        if (picture.log()) {
            Range decades = new Range(Math.log10(y.from()), Math.log10(y.to())).wider(MARGIN);
            return new Range(Math.pow(10, decades.from()), Math.pow(10, decades.to()));
        }
        Range wider = y.wider(MARGIN);
        return picture.rows().isEmpty() ? wider : new Range(Math.min(wider.from(), -0.5), Math.max(wider.to(), picture.rows().size() - 0.5));
    }

    /** A point that stands alone between gaps is a short stroke. */
    private static Path2D path(Picture.Line line, Axes axes) {
        Path2D path = new Path2D.Double();
        boolean gap = true;
        for (int i = 0; i < line.x().length; i++) {
            double value = line.y()[i];
            if (!Double.isFinite(value)) {
                gap = true;
                continue;
            }
            double x = hundredths(axes.screenX(line.x()[i]));
            double y = hundredths(axes.screenY(value));
            boolean alone = gap && (i + 1 == line.x().length || !Double.isFinite(line.y()[i + 1]));
            if (gap) {
                path.moveTo(alone ? x - 2 : x, y);
            }
            if (!gap || alone) {
                path.lineTo(alone ? x + 2 : x, y);
            }
            gap = false;
        }
        return path;
    }

    /** Between the ends of a line's band, a piece between two gaps each. */
    private static List<Path2D> band(Picture.Line line, Axes axes) {
        double[] upper = line.shifted(1);
        double[] lower = line.shifted(-1);
        List<Path2D> pieces = new ArrayList<>();
        for (int i = 0; i < upper.length; i++) {
            if (!Double.isFinite(upper[i])) {
                continue;
            }
            int end = i;
            while (end + 1 < upper.length && Double.isFinite(upper[end + 1])) {
                end++;
            }
            Path2D piece = new Path2D.Double();
            piece.moveTo(hundredths(axes.screenX(line.x()[i])), hundredths(axes.screenY(upper[i])));
            for (int k = i + 1; k <= end; k++) {
                piece.lineTo(hundredths(axes.screenX(line.x()[k])), hundredths(axes.screenY(upper[k])));
            }
            for (int k = end; k >= i; k--) {
                piece.lineTo(hundredths(axes.screenX(line.x()[k])), hundredths(axes.screenY(lower[k])));
            }
            piece.closePath();
            pieces.add(piece);
            i = end;
        }
        return pieces;
    }

    private static void bars(Picture.Bars picture, Graphics2D g, int width, int height) {
        double[] heights = picture.heights();
        double[] spread = picture.spread().length == 0 ? new double[heights.length] : picture.spread();
        Range all = Range.over(IntStream.range(0, heights.length).mapToObj(i -> new double[] {0, heights[i], heights[i] + spread[i], heights[i] - spread[i]}));
        Range wider = all.wider(MARGIN);
        XYChart chart = empty(picture, width, height);
        Axes axes = axes(chart, Range.of(picture.edges()), new Range(all.from() < 0 ? wider.from() : 0, all.to() > 0 || all.from() == 0 ? wider.to() : 0), false);
        chart.paint(g, width, height);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setStroke(SOLID);
        for (int i = 0; i < heights.length; i++) {
            if (Double.isFinite(heights[i])) {
                double left = hundredths(axes.screenX(picture.edges()[i]));
                double right = hundredths(axes.screenX(picture.edges()[i + 1]));
                double zero = hundredths(axes.screenY(0));
                double end = hundredths(axes.screenY(heights[i]));
                Rectangle2D bar = new Rectangle2D.Double(left, Math.min(zero, end), right - left, Math.abs(zero - end));
                g.setColor(BAR);
                g.fill(bar);
                g.setColor(COLOURS[0]);
                g.draw(bar);
                if (spread[i] > 0) {
                    double middle = hundredths((left + right) / 2);
                    g.setColor(Color.DARK_GRAY);
                    g.draw(new Line2D.Double(middle, hundredths(axes.screenY(heights[i] - spread[i])), middle, hundredths(axes.screenY(heights[i] + spread[i]))));
                }
            }
        }
    }

    /** Shorter in SVG. */
    static double hundredths(double pixels) {
        return Math.rint(100 * pixels) / 100;
    }

    static XYChart empty(Picture picture, int width, int height) {
        XYChart chart = new XYChartBuilder().width(width).height(height).title(picture.title()).xAxisTitle(picture.xLabel()).yAxisTitle(picture.yLabel()).build();
        XYStyler styler = chart.getStyler();
        styler.setLocale(Locale.ROOT).setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE).setPlotContentSize(1)
                .setChartTitleBoxVisible(false).setChartTitleFont(font(Font.BOLD, 15)).setPlotBorderVisible(true);
        styler.setAxisTitleFont(font(Font.PLAIN, 13)).setAxisTickLabelsFont(NAMES).setPlotGridLinesColor(new Color(0xe4e4e4))
                .setPlotGridLinesStroke(new BasicStroke(1));
        return chart;
    }

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
