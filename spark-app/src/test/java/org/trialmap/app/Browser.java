package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.trialmap.References;

/** Pages as a browser shows them: Chromium without a window (Debian: chromium). */
final class Browser {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    /** Pictures for people who want to look at what the tests saw. */
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final int WIDTH = 1200;

    private Browser() {}

    /** @param html the page after it was laid out */
    record Page(String html, BufferedImage picture) {
        /** How many points of the picture have that colour. */
        long points(int rgb) {
            long count = 0;
            for (int y = 0; y < picture.getHeight(); y++) {
                for (int x = 0; x < picture.getWidth(); x++) {
                    count += (picture.getRGB(x, y) & 0xffffff) == rgb ? 1 : 0;
                }
            }
            return count;
        }
    }

    /** @param scratch where Chromium has its profile */
    static Page open(Path file, int height, Path scratch) throws IOException, InterruptedException {
        References.need(Files.isExecutable(CHROMIUM), "Chromium (Debian: apt-get install chromium)");
        Path picture = Files.createDirectories(PICTURES).toAbsolutePath().resolve(file.getFileName().toString().replaceFirst("\\.html$", ".png"));
        Files.deleteIfExists(picture);
        Commands.Ended ended = new Commands(scratch).run(CHROMIUM.toString(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                "--user-data-dir=" + scratch.resolve("profile"),
                "--window-size=" + WIDTH + "," + height, "--screenshot=" + picture, "--dump-dom", file.toUri().toString());
        assertEquals(0, ended.code(), ended.err());
        assertTrue(Files.exists(picture), () -> String.join("\n", List.of("no picture was made", ended.out(), ended.err())));
        return new Page(ended.out(), ImageIO.read(picture.toFile()));
    }
}
