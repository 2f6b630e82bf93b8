package org.trialmap.app.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.trialmap.app.cli.UsageException;
import org.trialmap.support.AtomicFile;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A PNG or SVG file that appears when it is complete. */
record PictureFile(Path path, int width, int height) {
    static final int NARROWEST = 200;
    static final int WIDEST = 10_000;

    /** Refuses what cannot be written, before anything is read. */
    static PictureFile at(Path out, boolean overwrite, int width, int height) {
        if (out.toString().isEmpty()) {
            throw new UsageException("--out is empty, often since a variable is not set. Name a file: NAME.png or NAME.svg.");
        }
        String name = out.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".png") && !name.endsWith(".svg")) {
            throw new UsageException("--out " + out + " is not a PNG or SVG file. The extension of the name chooses the format: .png (pixels) or .svg"
                    + " (lines). Name a file: NAME.png or NAME.svg.");
        }
        Path folder = out.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new UsageException("--out " + out + " cannot be written: there is no folder " + folder + ". Folders are not made for pictures. Make it, or name"
                    + " another one.");
        }
        if (Files.isDirectory(out)) {
            throw new UsageException("--out " + out + " is a folder. A picture is one file, and no folder is replaced by one. Name a file: NAME.png or"
                    + " NAME.svg.");
        }
        if (Files.exists(out) && !overwrite) {
            throw new UsageException("--out " + out + " already exists. Existing files are not replaced. Name another file, or replace it with --overwrite.");
        }
        if (Math.min(width, height) < NARROWEST || Math.max(width, height) > WIDEST) {
            throw new UsageException("--width " + width + " --height " + height + " is not a possible size of a picture. Axes need " + NARROWEST + " pixels each way, and more"
                    + " than " + WIDEST + " are too many to draw. Correct --width and --height.");
        }
        return new PictureFile(out, width, height);
    }

    /** Servers may have none. */
    static void requireFonts() throws IOException {
        try {
            new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics().getFontMetrics().stringWidth("0");
        } catch (InternalError | LinkageError | RuntimeException e) {
            throw new IOException("No picture can be drawn here: Java finds no fonts on this machine (" + e.getClass().getSimpleName() + "). The axes need one."
                    + " Install one (Debian, Ubuntu: apt-get install fontconfig fonts-dejavu-core), or draw on another machine.", e);
        }
    }

    void write(List<Picture> pictures) throws IOException {
        AtomicFile.replace(path.toAbsolutePath(), temporary -> {
            try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW))) {
                if (path.toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
                    svg(pictures, stream);
                } else {
                    png(pictures, stream, width, height);
                }
            }
        });
    }

    static void png(List<Picture> pictures, OutputStream stream, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        PanelPainter.paint(pictures, g, width, height);
        g.dispose();
        ImageIO.setUseCache(false);
        ImageIO.write(image, "png", stream);
    }

    private void svg(List<Picture> pictures, OutputStream stream) throws IOException {
        SVGGraphics2D g = new SVGGraphics2D(svgDocument());
        PanelPainter.paint(pictures, g, width, height);
        Element root = g.getRoot();
        root.setAttribute("width", width + "px");
        root.setAttribute("height", height + "px");
        root.setAttribute("viewBox", "0 0 " + width + " " + height);
        Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
        g.stream(root, writer, false, false);
        writer.flush();
    }

    private static Document svgDocument() {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation().createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("Java's own XML parser cannot be set up: " + e.getMessage(), e);
        }
    }
}
