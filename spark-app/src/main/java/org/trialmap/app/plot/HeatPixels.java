package org.trialmap.app.plot;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** The cells of an image, each from half way to its neighbours before to half way to those after it, as pixels; a pixel has the mean of its cells. */
final class HeatPixels {
    /** From small to large, evenly spaced: the colour map viridis. */
    private static final int[] COLOURS = {0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725};
    /** From blue through white to red: what ColorBrewer calls RdBu, reversed. */
    private static final int[] ABOUT_ZERO = {0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7, 0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b};
    private static final int NOTHING = 0xd0d0d0;

    private HeatPixels() {}

    static BufferedImage paint(Picture.Heat heat, Range range, int width, int height) {
        int[][] columns = covered(edges(heat.x()), width);
        int[][] rows = covered(edges(heat.y()), height);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < height; j++) {
                image.setRGB(i, height - 1 - j, colour(mean(heat.values(), columns[i], rows[j]), range, heat.look().aboutZero()));
            }
        }
        return image;
    }

    /** One more than cells: where they begin, and where the last one ends. */
    static double[] edges(double[] centres) {
        int last = centres.length - 1;
        double[] edges = new double[centres.length + 1];
        for (int i = 1; i <= last; i++) {
            edges[i] = (centres[i - 1] + centres[i]) / 2;
        }
        edges[0] = last == 0 ? centres[0] - 0.5 : centres[0] - (edges[1] - centres[0]);
        edges[last + 1] = last == 0 ? centres[0] + 0.5 : centres[last] + (centres[last] - edges[last]);
        return edges;
    }

    /** For each of so many equal parts the first and the last cell that it covers. */
    static int[][] covered(double[] edges, int parts) {
        int cells = edges.length - 1;
        double part = (edges[cells] - edges[0]) / parts;
        int[][] covered = new int[parts][];
        int cell = 0;
        for (int i = 0; i < parts; i++) {
            while (cell < cells - 1 && edges[cell + 1] <= edges[0] + i * part) {
                cell++;
            }
            int last = cell;
            while (last < cells - 1 && edges[last + 1] < edges[0] + (i + 1) * part) {
                last++;
            }
            covered[i] = new int[] {cell, last};
        }
        return covered;
    }

    private static double mean(double[][] values, int[] columns, int[] rows) {
        double sum = 0;
        int count = 0;
        for (int x = columns[0]; x <= columns[1]; x++) {
            for (int y = rows[0]; y <= rows[1]; y++) {
                if (Double.isFinite(values[x][y])) {
                    sum += values[x][y];
                    count++;
                }
            }
        }
        return sum / count;
    }

    static int colour(double value, Range range) {
        return colour(value, range, false);
    }

    static int colour(double value, Range range, boolean aboutZero) {
        int[] colours = aboutZero ? ABOUT_ZERO : COLOURS;
        if (Double.isNaN(value)) {
            return NOTHING;
        }
        double place = range.extent() == 0 ? 0.5 : Math.max(0, Math.min(1, (value - range.from()) / range.extent()));
        double at = place * (colours.length - 1);
        int below = Math.min((int) at, colours.length - 2);
        double share = at - below;
        int colour = 0;
        for (int shift : new int[] {16, 8, 0}) {
            int from = colours[below] >> shift & 0xff;
            int to = colours[below + 1] >> shift & 0xff;
            colour |= (int) Math.round(from + share * (to - from)) << shift;
        }
        return colour;
    }

    /** Of all images of a picture; as far below 0 as above it where 0 is the middle of the colours. */
    static Range range(List<Picture.Heat> heats) {
        Range range = Range.over(heats.stream().flatMap(heat -> Arrays.stream(heat.values())));
        double most = Math.max(Math.abs(range.from()), Math.abs(range.to()));
        return heats.stream().anyMatch(heat -> heat.look().aboutZero()) ? new Range(-most, most) : range;
    }
}
