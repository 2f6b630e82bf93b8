package org.trialmap.app.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** {@code trialmap plot} as users type it. */
class PlotCommandTest {
    @TempDir
    private Path folder;

    private Ended plot(String... arguments) {
        Ended ended = InProcess.run(Stream.concat(Stream.of("plot"), Stream.of(arguments)).toArray(String[]::new));
        String place = folder.toString();
        return new Ended(ended.code(), ended.out().replace(place, "F"), ended.err().replace(place, "F"));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    @BeforeEach
    void recordingAndSpectra() throws IOException {
        try (Hdf5Writer writer = Hdf5Writer.create(folder.resolve("r.h5"))) {
            writer.root().attribute("samplerate", NdArray.from(100.0));
            writer.root().dataset("channel", NdArray.from(new String[] {"Fz", "Cz", "<&Ö>"}));
            writer.root().dataset("data", NdArray.of(IntStream.range(0, 600).mapToDouble(i -> Math.sin(i / 7.0)).toArray(), 200, 3)).attribute("unit",
                    NdArray.from("uV"));
            writer.root().dataset("trialdefinition", NdArray.of(new long[] {0, 100, -50, 100, 200, 0}, 2, 3));
        }
        try (Hdf5Writer writer = Hdf5Writer.create(folder.resolve("s.h5"))) {
            writer.root().attribute("samplerate", NdArray.from(100.0));
            writer.root().dataset("freq", NdArray.from(new double[] {1, 2, 3, 4}));
            writer.root().dataset("data", NdArray.of(IntStream.range(0, 48).mapToDouble(i -> 1 + i * i).toArray(), 6, 1, 4, 2));
            writer.root().dataset("trialdefinition", NdArray.of(new long[] {0, 6, -2}, 1, 3));
        }
    }

    private Document svg(String name) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(folder.resolve(name).toFile());
    }

    private static List<String> texts(Document svg) {
        NodeList texts = svg.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength()).mapToObj(i -> texts.item(i).getTextContent()).toList();
    }

    @ParameterizedTest
    @CsvSource({"r.h5, 640, 400, 0", "r.h5, 333, 251, 0:2", "s.h5, 500, 300, 0"})
    void aPngHasTheSizeAndIsNotBlank(String data, int width, int height, String trials) throws IOException {
        Ended ended = plot(file(data), "--out", file("p.PNG"), "--width", "" + width, "--height", "" + height, "--trials", trials, "--channels", "0");
        assertEquals(new Ended(0, "F/p.PNG\n", ""), ended);
        BufferedImage image = ImageIO.read(folder.resolve("p.PNG").toFile());
        assertEquals(List.of(width, height), List.of(image.getWidth(), image.getHeight()));
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        long blue = IntStream.of(pixels).filter(rgb -> (rgb & 0xffffff) == (data.equals("r.h5") ? 0x0072b2 : 0xfde725)).count();
        assertTrue(blue > 50, "pixels of the line or of the largest value: " + blue);
        assertEquals(0xffffff, pixels[0] & 0xffffff);
    }

    @Test
    void anSvgHasTheNames() throws Exception {
        assertEquals(new Ended(0, "F/p.svg\n", ""), plot(file("r.h5"), "--out", file("p.svg"), "--trials", "1"));
        Document svg = svg("p.svg");
        assertEquals(List.of("Fz", "Cz", "<&Ö>"), texts(svg));
        assertEquals("1200px", svg.getDocumentElement().getAttribute("width"));
        assertEquals(new Ended(0, "F/q.svg\n", ""), plot(file("r.h5"), "--out", file("q.svg"), "--channels", "Cz"));
        assertEquals(List.of("trial 0", "trial 1"), texts(svg("q.svg")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "svg"})
    void theSameDataGiveTheSameBytes(String format) throws IOException {
        for (String name : List.of("a.", "b.")) {
            assertEquals(0, plot(file("r.h5"), "--out", file(name + format)).code());
            assertEquals(0, plot(file("s.h5"), "--out", file(name + "s." + format), "--channels", "1").code());
        }
        assertArrayEquals(Files.readAllBytes(folder.resolve("a." + format)), Files.readAllBytes(folder.resolve("b." + format)));
        assertArrayEquals(Files.readAllBytes(folder.resolve("a.s." + format)), Files.readAllBytes(folder.resolve("b.s." + format)));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(6, files.count(), "nothing else is left there");
        }
    }

    @Test
    void selectionsAreThoseOfTheLibrary() throws Exception {
        Ended late = plot(file("r.h5"), "--out", file("p.png"), "--latency", "-0.2", "0.1");
        assertEquals(new Ended(0, "F/p.png\n", "trialmap: trial 1 does not cover the latency -0.2 to 0.1 s and is left out: it goes from 0.0 to 0.99 s.\n"), late);
        assertEquals(new Ended(0, "F/s.svg\n", ""), plot(file("s.h5"), "--out", file("s.svg"), "--channels", "1", "--frequency", "2", "3", "--average", "false",
                "--tapers", "0", "--log", "false", "--title", "Power", "--unit", "uV"));
    }

    private static Ended refused(String text) {
        return new Ended(2, "", "trialmap: " + text + "\nHelp: trialmap plot --help\n");
    }

    @Test
    void whatCannotBeDrawnIsRefused() throws IOException {
        Files.writeString(folder.resolve("there.png"), "mine");
        Files.createDirectory(folder.resolve("folder.svg"));
        assertEquals(refused("F/none.h5 does not exist. Only what a file holds can be drawn. Correct the path."), plot(file("none.h5"), "--out", file("p.png")));
        assertEquals(refused("--out F/p.pdf is not a PNG or SVG file. The extension of the name chooses the format: .png (pixels) or .svg (lines). Name a file:"
                + " NAME.png or NAME.svg."), plot(file("r.h5"), "--out", file("p.pdf")));
        assertEquals(refused("--out F/there.png already exists. Existing files are not replaced. Name another file, or replace it with --overwrite."),
                plot(file("r.h5"), "--out", file("there.png")));
        assertEquals(refused("--out F/folder.svg is a folder. A picture is one file, and no folder is replaced by one. Name a file: NAME.png or NAME.svg."),
                plot(file("r.h5"), "--out", file("folder.svg"), "--overwrite"));
        assertEquals(refused("--out F/no/p.png cannot be written: there is no folder F/no. Folders are not made for pictures. Make it, or name another one."),
                plot(file("r.h5"), "--out", file("no/p.png")));
        assertEquals(refused("--width 100 --height 700 is not a possible size of a picture. Axes need 200 pixels each way, and more than 10000 are too many to draw. Correct"
                + " --width and --height."), plot(file("r.h5"), "--out", file("p.png"), "--width", "100"));
        assertEquals(refused("--log true is given for F/r.h5, samples over time. Their axis has negative values too, so it is never logarithmic. Leave it out."),
                plot(file("r.h5"), "--out", file("p.png"), "--log", "true"));
        assertEquals(refused("The range 3: in the channel selection is empty. A range is start:stop[:step], stop excluded. Use a stop above the start in --channels SEL."),
                plot(file("r.h5"), "--out", file("p.png"), "--channels", "3:"));
        assertEquals(refused("The trial selection '' has an empty entry. Entries are separated by single commas. Write for example 0,3,5:10, or leave the selection out"
                + " to take every trial."), plot(file("r.h5"), "--out", file("p.png"), "--trials", ""));
        assertEquals("mine", Files.readString(folder.resolve("there.png")));
        assertEquals(new Ended(0, "F/there.png\n", ""), plot(file("r.h5"), "--out", file("there.png"), "--overwrite", "--channels", "0"));
        assertTrue(Files.notExists(folder.resolve("p.png")));
    }
}
