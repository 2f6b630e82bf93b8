package org.trialmap.app.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;

/** {@code trialmap plot} of connectivity, averages and cluster tests, as users type it. */
class ResultPlotsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void results() throws Exception {
        ResultFiles.cross(folder.resolve("coh.h5"), "coh", "abs");
        ResultFiles.lags(folder.resolve("corr.h5"));
        ResultFiles.average(folder.resolve("erp.h5"), "timelockanalysis", 2);
        ResultFiles.average(folder.resolve("psth.h5"), "spike_psth", 2);
        ResultFiles.clusters(folder.resolve("stat.h5"), true);
    }

    private Ended plot(String options) {
        String[] words = Stream.concat(Stream.of("plot"), Arrays.stream(options.split(" ")).map(word -> word.startsWith("F/") ? folder + word.substring(1) : word)).toArray(String[]::new);
        Ended ended = InProcess.run(words);
        return new Ended(ended.code(), ended.out().replace(folder.toString(), "F"), ended.err().replace(folder.toString(), "F"));
    }

    /** How many pixels have a colour that only what is looked for has. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            F/coh.h5 --frequency 10 20 | d0d0d0 | 10000
            F/coh.h5 --channelcmb A;B,C | d55e00 | 20
            F/corr.h5 | b2182b | 1000
            F/corr.h5 --channelcmb A;B | 0072b2 | 40
            F/erp.h5 --channels 0 | c3deed | 10000
            F/erp.h5 --average false --trials 0 | 0072b2 | 100
            F/psth.h5 | a6cee3 | 10000
            F/stat.h5 | b2182b | 1000
            F/stat.h5 --frequency 8 8 | b2182b | 1000
            """)
    void picturesHaveTheirColours(String options, String colour, int least) throws Exception {
        assertEquals(new Ended(0, "F/p.png\n", ""), plot(options + " --width 600 --height 400 --out F/p.png"));
        int[] pixels = ImageIO.read(folder.resolve("p.png").toFile()).getRGB(0, 0, 600, 400, null, 0, 600);
        long count = IntStream.of(pixels).filter(rgb -> (rgb & 0xffffff) == Integer.parseInt(colour, 16)).count();
        assertTrue(count >= least, options + ": " + count);
    }

    @Test
    void anSvgHasTheNamesOfBothAxes() throws Exception {
        assertEquals(new Ended(0, "F/p.svg\n", ""), plot("F/coh.h5 --out F/p.svg"));
        String svg = Files.readString(folder.resolve("p.svg"));
        for (String text : new String[] {">A</text", ">C</text", ">channel_i</text", ">coherence</text"}) {
            assertTrue(svg.contains(text), text);
        }
        assertEquals(2, svg.split(">B</text", -1).length - 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    coh.h5 --frequency 12 18 | The selection asks for the frequency 12.0 to 18.0 Hz, but the frequency axis of F/coh.h5 has none in this range: the nearest are 10.0 and 20.0 Hz. There would be nothing left. Widen --frequency A B.
                    coh.h5 --channelcmb A | --channelcmb is 'A', which has 1 part separated by semicolons. It has two: names of senders and of receivers. Write --channelcmb 'A,B;C,D'.
                    coh.h5 --latency 0 1 | --latency 0.0 1.0 is given for F/coh.h5, CrossSpectralData over frequencies, which have no times. Leave it out.
                    coh.h5 --average | --average true is given for F/coh.h5, CrossSpectralData. They are of all trials together, so there is nothing to average. Leave it out.
                    coh.h5 --trials 0 | --trials 0 is given for F/coh.h5, CrossSpectralData. They are of all trials together, so there are none to choose from. Leave it out.
                    coh.h5 --tapers 0 | --tapers 0 is given for F/coh.h5, CrossSpectralData, which have no tapers. Leave it out.
                    coh.h5 --band sd | --band sd is given for F/coh.h5, which is not an average with its variance over trials, as timelockanalysis and spike_psth make. Only such averages have a band. Leave it out.
                    corr.h5 --frequency 1 2 | --frequency 1.0 2.0 is given for F/corr.h5, a correlation over lags, which has no frequencies. Lags are chosen with --latency A B. Leave it out.
                    erp.h5 --channelcmb A;B | --channelcmb A;B is given for F/erp.h5, which is not CrossSpectralData, as connectivityanalysis makes. Only such data have pairs of channels. Leave it out.
                    erp.h5 --band wide | Invalid value for option '--band': 'wide' is not one of se, sd, none.
                    stat.h5 --log true | --log true is given for F/stat.h5, a map of t or F. It has negative values too, so it is never logarithmic. Leave it out.
                    stat.h5 --average | --average true is given for F/stat.h5, the result of a cluster test. It is one map, so there is nothing to average. Leave it out.
                    """)
    void whatHasNoMeaningIsRefused(String options, String text) {
        assertEquals(new Ended(2, "", "trialmap: " + text + "\nHelp: trialmap plot --help\n"), plot("F/" + options + " --out F/no.png"));
        assertTrue(Files.notExists(folder.resolve("no.png")));
    }
}
