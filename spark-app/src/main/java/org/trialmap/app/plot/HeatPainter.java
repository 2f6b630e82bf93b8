package org.trialmap.app.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.knowm.xchart.XYChart;

/** Paints images with the bar of their colours, names at their axes, and outlines. */
final class HeatPainter {
    private static final int COLOUR_BAR = 90;
    private static final int GAP = 6;
    private static final int NAME_HEIGHT = 14;
    private static final int TITLE = 26;
    private static final BasicStroke OUTLINE = new BasicStroke(2, BasicStroke.CAP_SQUARE, BasicStroke.JOIN_MITER);

    private HeatPainter() {}

    /** What names need beside the axes; nothing where there are numbers. */
    private record Margins(int left, int below, boolean turned) {
        static Margins of(Picture.Heat picture, Graphics2D g, int width, int height) {
            g.setFont(PanelPainter.NAMES);
            Picture.Look look = picture.look();
            int wide = widest(look.xNames(), g);
            boolean turned = !look.xNames().isEmpty() && wide + GAP > (double) width / look.xNames().size();
            int left = look.yNames().isEmpty() ? 0 : Math.min(width / 4, widest(look.yNames(), g)) + GAP + TITLE;
            int below = look.xNames().isEmpty() ? 0 : (turned ? Math.min(height / 4, wide) : NAME_HEIGHT) + GAP + TITLE;
            return new Margins(left, below, turned);
        }

        private static int widest(List<String> names, Graphics2D g) {
            return names.stream().mapToInt(name -> g.getFontMetrics().stringWidth(name)).max().orElse(0);
        }
    }

    static void paint(Picture.Heat picture, Range colours, Graphics2D g, int width, int height) {
        Margins margins = Margins.of(picture, g, width - COLOUR_BAR, height);
        int plotWidth = width - COLOUR_BAR - margins.left;
        int plotHeight = height - margins.below;
        XYChart chart = PanelPainter.empty(picture, plotWidth, plotHeight);
        double[] x = HeatPixels.edges(picture.x());
        double[] y = HeatPixels.edges(picture.y());
        Range xs = Range.of(x);
        Range ys = Range.of(y);
        PanelPainter.Axes axes = PanelPainter.axes(chart, xs, ys, false);
        chart.getStyler().setPlotGridLinesVisible(false).setXAxisTicksVisible(margins.below == 0).setXAxisTitleVisible(margins.below == 0).setYAxisTicksVisible(margins.left == 0)
                .setYAxisTitleVisible(margins.left == 0);
        g.translate(margins.left, 0);
        chart.paint(g, plotWidth, plotHeight);
        int left = (int) Math.round(axes.screenX(xs.from()));
        int top = (int) Math.round(axes.screenY(ys.to()));
        int wide = Math.max(1, (int) Math.round(axes.screenX(xs.to())) - left);
        int high = Math.max(1, (int) Math.round(axes.screenY(ys.from())) - top);
        g.drawImage(HeatPixels.paint(picture, colours, wide, high), left, top, null);
        if (picture.look().marked().length > 0) {
            g.setColor(Color.BLACK);
            g.setStroke(OUTLINE);
            g.draw(outline(picture.look().marked(), x, y, axes));
        }
        names(picture, margins, axes, new Rectangle2D.Double(left, top, wide, high), g);
        bar(picture, colours, g, new Rectangle2D.Double(plotWidth + 5, top, 18, high));
        g.translate(-margins.left, 0);
    }

    /** The sides of marked cells behind which there is none. */
    static Path2D outline(boolean[][] marked, double[] x, double[] y, PanelPainter.Axes axes) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < marked.length; i++) {
            for (int j = 0; j < marked[i].length; j++) {
                if (marked[i][j]) {
                    double left = PanelPainter.hundredths(axes.screenX(x[i]));
                    double right = PanelPainter.hundredths(axes.screenX(x[i + 1]));
                    double lower = PanelPainter.hundredths(axes.screenY(y[j]));
                    double upper = PanelPainter.hundredths(axes.screenY(y[j + 1]));
                    side(path, i > 0 && marked[i - 1][j], left, lower, left, upper);
                    side(path, i + 1 < marked.length && marked[i + 1][j], right, lower, right, upper);
                    side(path, j > 0 && marked[i][j - 1], left, lower, right, lower);
                    side(path, j + 1 < marked[i].length && marked[i][j + 1], left, upper, right, upper);
                }
            }
        }
        return path;
    }

    private static void side(Path2D path, boolean inner, double x, double y, double toX, double toY) {
        if (!inner) {
            path.moveTo(x, y);
            path.lineTo(toX, toY);
        }
    }

    /** Every name, or every few where they would lie on one another; and what the axis is. */
    private static void names(Picture.Heat picture, Margins margins, PanelPainter.Axes axes, Rectangle2D place, Graphics2D g) {
        g.setColor(Color.DARK_GRAY);
        g.setFont(PanelPainter.NAMES);
        FontMetrics font = g.getFontMetrics();
        List<String> yNames = picture.look().yNames();
        for (int k = 0; k < yNames.size(); k += every(place.getHeight() / yNames.size())) {
            g.drawString(yNames.get(k), (float) place.getX() - GAP - font.stringWidth(yNames.get(k)), (float) axes.screenY(picture.y()[k]) + 4);
        }
        List<String> xNames = picture.look().xNames();
        for (int k = 0; k < xNames.size(); k += margins.turned ? every(place.getWidth() / xNames.size()) : 1) {
            double at = axes.screenX(picture.x()[k]);
            int wide = font.stringWidth(xNames.get(k));
            if (margins.turned) {
                turned(xNames.get(k), at + 4, place.getMaxY() + GAP + wide, g);
            } else {
                g.drawString(xNames.get(k), (float) at - wide / 2f, (float) place.getMaxY() + NAME_HEIGHT);
            }
        }
        g.setColor(Color.BLACK);
        g.setFont(PanelPainter.font(Font.PLAIN, 13));
        if (!xNames.isEmpty()) {
            int wide = g.getFontMetrics().stringWidth(picture.xLabel());
            g.drawString(picture.xLabel(), (float) place.getCenterX() - wide / 2f, (float) place.getMaxY() + margins.below - 2);
        }
        if (!yNames.isEmpty()) {
            int wide = g.getFontMetrics().stringWidth(picture.yLabel());
            turned(picture.yLabel(), place.getX() - margins.left + NAME_HEIGHT, place.getCenterY() + wide / 2.0, g);
        }
    }

    private static int every(double room) {
        return Math.max(1, (int) Math.ceil(NAME_HEIGHT / room));
    }

    /** From there upwards. */
    private static void turned(String text, double x, double y, Graphics2D g) {
        double turn = -Math.PI / 2;
        g.translate(x, y);
        g.rotate(turn);
        g.drawString(text, 0, 0);
        g.rotate(-turn);
        g.translate(-x, -y);
    }

    private static void bar(Picture.Heat picture, Range colours, Graphics2D g, Rectangle2D place) {
        int steps = 64;
        for (int i = 0; i < steps; i++) {
            g.setColor(new Color(HeatPixels.colour(colours.from() + colours.extent() * (i + 0.5) / steps, colours, picture.look().aboutZero())));
            double top = place.getMaxY() - place.getHeight() * (i + 1) / steps;
            g.fill(new Rectangle2D.Double(place.getX(), top, place.getWidth(), place.getHeight() / steps + 0.5));
        }
        g.setColor(Color.DARK_GRAY);
        g.setFont(PanelPainter.font(Font.PLAIN, 11));
        for (int i = 0; i <= 4; i++) {
            float y = (float) (place.getMaxY() - place.getHeight() * i / 4 + 4);
            g.drawString(Tick.text(colours.from() + colours.extent() * i / 4, colours.extent()), (float) place.getMaxX() + 4, y);
        }
        int width = g.getFontMetrics().stringWidth(picture.valueLabel());
        turned(picture.valueLabel(), place.getMaxX() + 58, place.getCenterY() + width / 2.0, g);
    }
}
