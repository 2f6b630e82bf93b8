package org.trialmap.app.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
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
    private static final int COLOUR_BAR = 90;
    private static final int LINE = 24;
    private static final Font NAMES = font(Font.PLAIN, 12);

    private PanelPainter() { }

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
            } else if (pictures.get(k) instanceof Picture.Heat heat) {
                heat(heat, colours, g, width / columns, height / rows);
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
    private record Axes(XYChart chart, AxisScale x, AxisScale y) {
        double screenX(double value) {
            return chart.getScreenXFromChart(x.place(value));
        }

        double screenY(double value) {
            return chart.getScreenYFromChart(y.place(value));
        }
    }

    /** Sets the axes; the points of the series, which nobody sees, are not evenly spaced, for then XChart would put its ticks there. */
    private static Axes axes(XYChart chart, Range xs, Range ys, boolean log) {
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
        Range y = Range.over(picture.lines().stream().map(Picture.Line::y));
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

    /** Shorter in SVG. */
    private static double hundredths(double pixels) {
        return Math.rint(100 * pixels) / 100;
    }

    private static XYChart empty(Picture picture, int width, int height) {
        boolean lines = picture instanceof Picture.Lines;
        XYChart chart = new XYChartBuilder().width(width).height(height).title(picture.title())
                .xAxisTitle(lines ? ((Picture.Lines) picture).xLabel() : ((Picture.Heat) picture).xLabel())
                .yAxisTitle(lines ? ((Picture.Lines) picture).yLabel() : ((Picture.Heat) picture).yLabel()).build();
        XYStyler styler = chart.getStyler();
        styler.setLocale(Locale.ROOT).setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE).setPlotContentSize(1)
                .setChartTitleBoxVisible(false).setChartTitleFont(font(Font.BOLD, 15)).setPlotBorderVisible(true);
        styler.setAxisTitleFont(font(Font.PLAIN, 13)).setAxisTickLabelsFont(NAMES).setPlotGridLinesColor(new Color(0xe4e4e4))
                .setPlotGridLinesStroke(new BasicStroke(1));
        return chart;
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    private static void heat(Picture.Heat picture, Range colours, Graphics2D g, int width, int height) {
        int plotWidth = width - COLOUR_BAR;
        XYChart chart = empty(picture, plotWidth, height);
        double[] x = HeatPixels.edges(picture.x());
        double[] y = HeatPixels.edges(picture.y());
        Range xs = Range.of(x);
        Range ys = Range.of(y);
        Axes axes = axes(chart, xs, ys, false);
        chart.getStyler().setPlotGridLinesVisible(false);
        chart.paint(g, plotWidth, height);
        int left = (int) Math.round(axes.screenX(xs.from()));
        int top = (int) Math.round(axes.screenY(ys.to()));
        int wide = Math.max(1, (int) Math.round(axes.screenX(xs.to())) - left);
        int high = Math.max(1, (int) Math.round(axes.screenY(ys.from())) - top);
        g.drawImage(HeatPixels.paint(picture, colours, wide, high), left, top, null);
        bar(picture.valueLabel(), colours, g, new Rectangle2D.Double(plotWidth + 5, top, 18, high));
    }

    private static void bar(String label, Range colours, Graphics2D g, Rectangle2D place) {
        int steps = 64;
        for (int i = 0; i < steps; i++) {
            g.setColor(new Color(HeatPixels.colour(colours.from() + colours.extent() * (i + 0.5) / steps, colours)));
            double top = place.getMaxY() - place.getHeight() * (i + 1) / steps;
            g.fill(new Rectangle2D.Double(place.getX(), top, place.getWidth(), place.getHeight() / steps + 0.5));
        }
        g.setColor(Color.DARK_GRAY);
        g.setFont(font(Font.PLAIN, 11));
        for (int i = 0; i <= 4; i++) {
            float y = (float) (place.getMaxY() - place.getHeight() * i / 4 + 4);
            g.drawString(Tick.text(colours.from() + colours.extent() * i / 4, colours.extent()), (float) place.getMaxX() + 4, y);
        }
        int width = g.getFontMetrics().stringWidth(label);
        double turn = -Math.PI / 2;
        double x = place.getMaxX() + 58;
        double y = place.getCenterY() + width / 2.0;
        g.translate(x, y);
        g.rotate(turn);
        g.drawString(label, 0, 0);
        g.rotate(-turn);
        g.translate(-x, -y);
    }
}
