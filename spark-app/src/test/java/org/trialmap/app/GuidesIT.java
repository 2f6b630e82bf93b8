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
import org.trialmap.References;
import org.trialmap.analysis.statistics.ClusterResult;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.format.EdfFiles;

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
        Path here = Files.createDirectories(temporary.resolve("here"));
        Files.createSymbolicLink(here.resolve("spark-app"), Commands.ROOT.resolve("spark-app"));
        for (String tag : tags) {
            Commands.Ended ended = new Commands(here).with("PATH", Commands.ROOT.resolve("scripts") + ":" + System.getenv("PATH")).run("bash", "-euc", block(tag));
            assertEquals(0, ended.code(), tag + ": " + ended.err());
        }
        return here;
    }

    private static String block(String tag) throws Exception {
        String text = Files.readString(SOURCE);
        int start = text.indexOf("# tag::" + tag + "[]");
        return text.substring(text.indexOf('\n', start) + 1, text.indexOf("# end::" + tag + "[]"));
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

    /** Three subjects; 10 Hz after "go", stronger from one to the next, not after "stop". The second one's recording has another sampling rate. */
    @Test
    void bids() throws Exception {
        Path data = Files.createDirectory(temporary.resolve("data"));
        EdfFiles.python(data, """
                import os
                for k in (1, 2, 3):
                    name, hz = 'study/sub-0%d/eeg/sub-0%d_task-go' % (k, k), (200, 250, 200)[k - 1]
                    os.makedirs(os.path.dirname(folder + name))
                    t, go = np.arange(150 * hz) / hz, np.arange(2, 148, 3)
                    rhythm = sum(300 * k * np.sin(2 * np.pi * 10 * (t - s)) * ((t >= s) & (t < s + 0.8)) for s in go[::2])
                    noise = np.random.default_rng(k)
                    write(name + '_eeg.edf', [Signal(c, hz, numbers=np.rint(100 * noise.standard_normal(t.size) + a * rhythm + 2000).astype(int)) for c, a in (('Fz', 0), ('Pz', 1))], 150)
                    open(folder + name + '_events.tsv', 'w').write('onset\\tduration\\ttrial_type\\n' + ''.join('%d\\t0\\t%s\\n' % (s, ('go', 'stop')[i % 2]) for i, s in enumerate(go)))
                open(folder + 'study/participants.tsv', 'w').write('participant_id\\tage\\tgroup\\nsub-01\\t31\\tpatient\\nsub-02\\tn/a\\tcontrol\\nsub-03\\t44\\tcontrol\\n')
                """);
        Path here = temporary.resolve("here");
        Files.move(data, here);
        run("bids");
        List<String> lines = Files.readAllLines(here.resolve("alpha.csv"));
        assertEquals("participant_id,file,trial,time,taper,freq,channel,value,event,trial_type", lines.get(0));
        assertEquals(1 + 3 * 49 * 5, lines.size()); // 8, 9, 10, 11, 12 Hz
        assertEquals("""
                sub-01 patient go TRUE
                sub-02 control go TRUE
                sub-03 control go TRUE
                TRUE
                """, References.r("setwd(commandArgs(TRUE)[1])\n" + block("r") + """
                go <- power[power$event == 1, ]; stop <- power[power$event == 2, ]
                for (i in order(go$participant_id)) cat(go$participant_id[i], go$group[i], "go", go$value[i] > 20 * stop$value[stop$participant_id == go$participant_id[i]], "\\n")
                cat(all(diff(go$value[order(go$participant_id)]) > 0), "\\n")
                """.replace("print(power)\n", ""), here.toString()).lines().filter(line -> line.contains("TRUE") || line.contains("FALSE")).map(line -> line.strip() + "\n")
                .collect(java.util.stream.Collectors.joining()));
    }

    private static double[] ends(double[] times) {
        return new double[] {times[0], times[times.length - 1]};
    }

    private static double round(double seconds) {
        return Math.rint(seconds * 1000) / 1000;
    }
}
