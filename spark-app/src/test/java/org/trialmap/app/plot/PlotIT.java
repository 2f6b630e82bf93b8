package org.trialmap.app.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.Commands;
import org.trialmap.app.examples.SyntheticRecording;

/** Pictures by the distribution, in a process without a display. */
@Tag("slow")
class PlotIT {
    @TempDir
    private Path temporary;

    @Test
    void drawsPngAndSvg() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("here"));
        new SyntheticRecording(3, 500, 4, 250, 1).write(folder.resolve("r.h5"));
        Commands commands = new Commands(folder).with("DISPLAY", "");
        assertEquals(new Commands.Ended(0, "p.png\n", ""), commands.run(Commands.TRIALMAP, "plot", "r.h5", "--out", "p.png", "--width", "800", "--height", "600"));
        BufferedImage image = ImageIO.read(folder.resolve("p.png").toFile());
        assertEquals(800, image.getWidth());
        assertEquals(600, image.getHeight());
        assertTrue(java.util.Arrays.stream(image.getRGB(0, 0, 800, 600, null, 0, 800)).filter(rgb -> (rgb & 0xffffff) == 0x0072b2).count() > 1000);
        assertEquals(new Commands.Ended(0, "p.svg\n", ""), commands.run(Commands.TRIALMAP, "plot", "r.h5", "--out", "p.svg", "--trials", "2"));
        String svg = Files.readString(folder.resolve("p.svg"));
        for (int c = 1; c <= 4; c++) {
            assertTrue(svg.contains(">channel" + c + "</text"), "channel " + c);
        }
    }

    @Test
    void aMachineWithoutFontsIsToldSo() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("here"));
        new SyntheticRecording(3, 500, 4, 250, 1).write(folder.resolve("r.h5"));
        Path none = Files.writeString(temporary.resolve("fonts.conf"), "<?xml version=\"1.0\"?><fontconfig></fontconfig>");
        Commands.Ended ended = new Commands(folder).with("FONTCONFIG_FILE", none.toString()).with("TRIALMAP_JAVA_OPTS", "-Duser.home=" + folder)
                .run(Commands.TRIALMAP, "plot", "r.h5", "--out", "p.png");
        assertEquals(new Commands.Ended(1, "", "trialmap: No picture can be drawn here: Java finds no fonts on this machine (InternalError). The axes need one."
                + " Install one (Debian, Ubuntu: apt-get install fontconfig fonts-dejavu-core), or draw on another machine.\n"), ended);
    }
}
