package org.trialmap.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.trialmap.task.RunSummary;

/** When a picture of the result is drawn; the application's tests look at the picture. */
class ReportPictureTest {
    private static boolean isLong(double seconds) {
        return ReportPicture.isLong(new RunSummary(1, 1, 0, 0, 1, 1, seconds, null, 1, 1, 0, 0, "serial"));
    }

    @Test
    void runsThatDrawingWouldMakeLongerAreLeftAlone() {
        assertEquals(java.util.List.of(false, true), java.util.List.of(isLong(29.9), isLong(30)));
    }

    @Test
    void theLibraryAloneDrawsNothing() {
        assertEquals(java.util.Optional.empty(), SpectrumDrawing.find());
    }
}
