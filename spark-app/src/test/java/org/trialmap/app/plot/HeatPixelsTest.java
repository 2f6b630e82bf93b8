package org.trialmap.app.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeatPixelsTest {
    private static final Range RANGE = new Range(0, 8);

    private static int pixel(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xffffff;
    }

    @Test
    void cellsEndHalfWayToTheirNeighbours() {
        assertArrayEquals(new double[] {0.5, 1.5, 3, 5}, HeatPixels.edges(new double[] {1, 2, 4}));
        assertArrayEquals(new double[] {6.5, 7.5}, HeatPixels.edges(new double[] {7}));
    }

    @Test
    void everyPixelKnowsItsCells() {
        assertArrayEquals(new int[][] {{0, 0}, {0, 0}, {1, 1}, {1, 1}}, HeatPixels.covered(new double[] {0, 1, 2}, 4));
        assertArrayEquals(new int[][] {{0, 1}, {2, 3}}, HeatPixels.covered(new double[] {0, 1, 2, 3, 4}, 2));
        assertArrayEquals(new int[][] {{0, 0}, {0, 1}, {1, 1}}, HeatPixels.covered(new double[] {0, 1.5, 3}, 3));
    }

    @Test
    void lowFrequenciesAreAtTheBottomAndPixelsHaveTheMeanOfTheirCells() {
        double[][] values = {{0, 8}, {4, Double.NaN}};
        Picture.Heat heat = new Picture.Heat("", "", "", "", new double[] {0, 1}, new double[] {10, 20}, values);
        BufferedImage image = HeatPixels.paint(heat, RANGE, 2, 2);
        assertEquals(List.of(0xfde725, 0xd0d0d0, 0x440154, 0x21918c), List.of(pixel(image, 0, 0), pixel(image, 1, 0), pixel(image, 0, 1), pixel(image, 1, 1)));
        BufferedImage one = HeatPixels.paint(heat, RANGE, 1, 1);
        assertEquals(0x21918c, pixel(one, 0, 0)); // the mean of 0, 8 and 4
    }

    @Test
    void coloursEndWithTheRangeAndAreMixedInBetween() {
        assertEquals(List.of(0x440154, 0x440154, 0xfde725, 0x461768), List.of(HeatPixels.colour(-1, RANGE), HeatPixels.colour(0, RANGE),
                HeatPixels.colour(9, RANGE), HeatPixels.colour(0.5, RANGE)));
        assertEquals(0x21918c, HeatPixels.colour(3, new Range(3, 3)));
    }
}
