package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.analysis.statistics.ClusterResult;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.trial.AnalogData;

/** The commands of the guides, as they stand there; the numbers that the guides tell; and the size of their pictures. */
@Tag("slow")
class GuidesIT {
    private static final Path SOURCE = Path.of("src/test/sh/guides.sh");

    @TempDir
    private Path temporary;

    /** JUnit warns of each link that it finds when it cleans up. */
    @AfterEach
    void deleteLink() throws Exception {
        Files.deleteIfExists(temporary.resolve("here/spark-app"));
    }

    private Path run(String... tags) throws Exception {
        Path here = Files.createDirectory(temporary.resolve("here"));
        Files.createSymbolicLink(here.resolve("spark-app"), Commands.ROOT.resolve("spark-app"));
        String text = Files.readString(SOURCE);
        for (String tag : tags) {
            int start = text.indexOf("# tag::" + tag + "[]");
            String block = text.substring(text.indexOf('\n', start) + 1, text.indexOf("# end::" + tag + "[]"));
            Commands.Ended ended = new Commands(here).with("PATH", Commands.ROOT.resolve("scripts") + ":" + System.getenv("PATH")).run("bash", "-euc", block);
            assertEquals(0, ended.code(), tag + ": " + ended.err());
        }
        return here;
    }

    /** Letters may have other sizes on other machines, so pixels are not compared. */
    private static void assertLikeInTheGuide(Path here, String picture) throws Exception {
        var drawn = ImageIO.read(here.resolve(picture).toFile());
        var kept = ImageIO.read(Commands.ROOT.resolve("docs/pictures").resolve(picture).toFile());
        assertEquals(List.of(kept.getWidth(), kept.getHeight()), List.of(drawn.getWidth(), drawn.getHeight()), picture);
    }

    /** (freq, channel_i, channel_j), one after the other. */
    private static double[] values(Path file) throws Exception {
        try (Hdf5File opened = Hdf5File.open(file)) {
            float[] values = opened.dataset("/data").read().floats();
            return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
        }
    }

    /** Of a pair, at the frequencies from one bin to another; bins are 0.5 Hz. */
    private static DoubleStream pair(double[] values, int i, int j, int first, int last) {
        return IntStream.rangeClosed(first, last).mapToDouble(f -> values[f * 9 + i * 3 + j]);
    }

    @Test
    void connectivity() throws Exception {
        Path here = run("network", "coherence", "granger");
        double[] coherence = values(here.resolve("coherence.spy/coherence.crossspectral"));
        assertEquals(0.69, pair(coherence, 0, 1, 70, 90).average().orElseThrow(), 0.005);
        assertEquals(0.72, pair(coherence, 0, 1, 0, 200).max().orElseThrow(), 0.005);
        assertTrue(pair(coherence, 0, 2, 0, 200).max().orElseThrow() < 0.08 && pair(coherence, 1, 2, 0, 200).max().orElseThrow() < 0.08);
        double[] granger = values(here.resolve("granger.spy/granger.crossspectral"));
        assertEquals(0.61, granger[80 * 9 + 3], 0.005);
        assertEquals(0.003, granger[80 * 9 + 1], 0.0005);
        for (int c = 0; c < 3; c++) {
            assertTrue(pair(granger, c, 2, 0, 200).max().orElseThrow() < 0.003 && pair(granger, 2, c, 0, 200).max().orElseThrow() < 0.003, "channel " + c);
        }
        for (String picture : List.of("coherence-matrix.png", "coherence-spectrum.png", "granger.png")) {
            assertLikeInTheGuide(here, picture);
        }
    }

    @Test
    void statistics() throws Exception {
        Path here = run("study", "psth", "power", "clusters");
        assertArrayEquals(new double[] {-0.475, 0.975}, ends(AnalogData.open(here.resolve("psth.spy")).time(0)), 1e-9);
        double[] rates;
        try (Hdf5File psth = Hdf5File.open(here.resolve("psth.spy/psth.timelock"))) {
            rates = psth.dataset("/avg").read().doubles();
        }
        assertEquals(35, IntStream.range(12, 18).mapToDouble(t -> rates[2 * t]).average().orElseThrow(), 0.5);
        assertEquals(8, IntStream.range(0, 30).filter(t -> t < 12 || t >= 18).mapToDouble(t -> rates[2 * t]).average().orElseThrow(), 0.5);
        List<ClusterResult.Cluster> clusters = ClusterResult.open(here.resolve("clusters.h5")).clusters();
        ClusterResult.Cluster first = clusters.get(0);
        assertEquals(List.of(List.of("Cz"), 1 / 256.0, 0.05, 0.765, List.of(6.0, 22.0), 11060L),
                List.of(first.channels(), first.p(), round(first.time().get(0)), round(first.time().get(1)), first.freq(), Math.round(first.statistic())));
        ClusterResult.Cluster second = clusters.get(1);
        assertEquals(List.of(List.of("Pz"), 1 / 256.0, 0.23, 0.705, List.of(9.0, 19.0), 6314L),
                List.of(second.channels(), second.p(), round(second.time().get(0)), round(second.time().get(1)), second.freq(), Math.round(second.statistic())));
        assertEquals(0.168, clusters.stream().skip(2).mapToDouble(ClusterResult.Cluster::p).min().orElseThrow(), 0.001);
        assertLikeInTheGuide(here, "psth.png");
        assertLikeInTheGuide(here, "clusters.png");
    }

    private static double[] ends(double[] times) {
        return new double[] {times[0], times[times.length - 1]};
    }

    private static double round(double seconds) {
        return Math.rint(seconds * 1000) / 1000;
    }
}
