package org.trialmap.app.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;

/** The picture of a spectrum in the report of the run that made it. */
class ReportPictureTest extends AnalysisRuns {
    private static final Pattern PICTURE = Pattern.compile("<h2>Result</h2>\n<img alt=\"spectrum\" src=\"data:image/png;base64,([^\"]+)\"/>");

    private Path page(String name) {
        Ended report = InProcess.run("report", folder.resolve(name).toString());
        assertEquals(0, report.code(), report.err());
        return Path.of(report.out().strip());
    }

    private static Optional<BufferedImage> picture(Path page) throws Exception {
        String html = Files.readString(page);
        assertTrue(html.length() < 2_000_000 && html.contains("img-src data:"));
        Matcher found = PICTURE.matcher(html);
        return found.find() ? Optional.of(ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(found.group(1))))) : Optional.empty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s.h5", "s.spy"})
    void aSpectrumIsDrawn(String name) throws Exception {
        assertEquals(0, run("freqanalysis", file, name, "--foilim", "5", "40", "--quiet").code());
        Path page = page(name);
        BufferedImage image = picture(page).orElseThrow();
        assertEquals(900, image.getWidth());
        assertTrue(Arrays.stream(image.getRGB(0, 0, 900, 450, null, 0, 900)).distinct().count() > 10, "lines, axes and letters");
    }

    @Test
    void whatIsNoSpectrumOrSaysNothingAsAMeanIsNot() throws Exception {
        assertEquals(0, run("preprocessing", file, "p.h5", "--filter-class", "none", "--zscore", "true", "--quiet").code());
        assertEquals(Optional.empty(), picture(page("p.h5")));
        assertEquals(0, run("freqanalysis", file, "a.h5", "--output", "angle", "--keeptapers", "true", "--tapsmofrq", "5", "--quiet").code());
        assertEquals(Optional.empty(), picture(page("a.h5")));
    }
}
