package org.trialmap.app.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Axes of small numbers, and of numbers that are large beside their extent. */
class AxisScaleTest {
    @ParameterizedTest
    @CsvSource({"0, 1, false", "-12.3, 55, false", "-4.7e-5, 5.1e-5, false", "120000, 800000, false", "-3e-13, 3e-13, true", "1000000, 1000000.5, true",
        "1e15, 1000000000000010, true", "1, 1.0000001, true", "1e-300, 2e-300, true"})
    void whereTheDrawingLibraryHasTicksNothingChanges(double from, double to, boolean shifted) {
        AxisScale scale = AxisScale.of(new Range(from, to));
        assertEquals(shifted, scale.isShifted());
        Range placed = scale.place(new Range(from, to));
        if (shifted) {
            assertTrue(placed.extent() >= 0.9 && placed.extent() < 11 && Math.abs(placed.from()) < 1100, placed.toString());
        } else {
            assertEquals(new Range(from, to), placed);
        }
    }

    @ParameterizedTest
    @CsvSource({"-3e-13, 3e-13, 1.5e-13, 1.5e-13", "1000000, 1000000.5, 1000000.25, 1000000.25", "1e15, 1000000000000010, 1000000000000005, 1000000000000005",
        "1, 1.0000001, 1.00000005, 1.00000005", "-2e-7, -1e-7, -1.2e-7, -1.2e-7", "3e-13, 9e-13, 0, 0", "-1000000.5, -1000000, -1000000.3, -1000000.3", "1000000, 1000000.5, 1000000, 1000000"})
    void placesHaveTheirNumbers(double from, double to, double value, String label) {
        AxisScale scale = AxisScale.of(new Range(from, to));
        assertEquals(label, scale.label(scale.place(value)));
    }

    private static boolean isGrey(BufferedImage image, int x, int y) {
        int colour = image.getRGB(x, y) & 0xffffff;
        return colour % 0x010101 == 0 && colour < 0xfafafa;
    }

    /** There are some lines of the grid, in the picture of a line that goes from one number to the other. */
    @ParameterizedTest
    @Timeout(60)
    @CsvSource({"-3e-13, 3e-13", "1000000, 1000000.5", "1e15, 1000000000000010", "1e9, 1000000000.003", "0, 0", "5, 5", "1e-13, 1e-13", "0, 1", "1e-300, 2e-300"})
    void axesHaveTicks(double from, double to) {
        BufferedImage image = new BufferedImage(600, 400, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, 600, 400);
        Picture.Line line = new Picture.Line("a", new double[] {0, 1}, new double[] {from, to});
        PanelPainter.paint(List.of(new Picture.Lines("title", "x", "y", false, List.of(), List.of(line))), g, 600, 400);
        int lines = 0;
        for (int y = 1; y < 400; y++) {
            lines += isGrey(image, 430, y) && isGrey(image, 433, y) && isGrey(image, 436, y) ? 1 : 0;
        }
        assertTrue(lines >= 5 && lines <= 25, lines + " lines, with those of the frame");
    }
}
