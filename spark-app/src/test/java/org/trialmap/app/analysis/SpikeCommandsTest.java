package org.trialmap.app.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.analysis.ResultDatasets;
import org.trialmap.analysis.spike.SpikePsth;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.app.Main;
import org.trialmap.app.cli.OptionNames;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.spike.Binning;
import org.trialmap.spike.TimeWindow;
import org.trialmap.trial.discrete.DiscreteFiles;
import picocli.CommandLine;

/** The commands for spikes as users type them, in this process. */
@Timeout(600)
class SpikeCommandsTest {
    private static final String ROWS = "[[2, 0, 1], [10, 5, 0], [10, 0, 1], [14, 0, 2], [19, 0, 1], [20, 5, 0], [29, 0, 1]]";
    /** What the first backend gave, all others must give. */
    private static final Map<String, Map<String, NdArray>> PHASES = new HashMap<>();
    private static final String TRIALS = "[[0, 10, -5, 7], [10, 20, -5, 8], [20, 35, 2, 9]]";

    @TempDir
    Path folder;

    private String file() {
        InProcess.noOtherSpark();
        return DiscreteFiles.spikes(folder.resolve("x.spike"), ROWS, TRIALS, "").toString();
    }

    private String out(String name) {
        return folder.resolve(name).toString();
    }

    private Ended run(String command, String name, String... more) {
        List<String> words = new ArrayList<>(List.of(command, file(), "--out", out(name)));
        words.addAll(Arrays.asList(more));
        if (!words.contains("--master")) {
            words.addAll(List.of("--master", "serial"));
        }
        return InProcess.run(words.toArray(String[]::new));
    }

    private void refused(String command, String text, String... more) {
        assertEquals(new Ended(2, "", "trialmap: " + text + "\nHelp: trialmap " + command + " --help\n"), run(command, "no.h5", more));
        assertFalse(Files.exists(folder.resolve("no.h5")));
    }

    private static SpikePsth parsed(String options) {
        List<String> words = new ArrayList<>(List.of("spike_psth", "x", "--out", "y.h5"));
        words.addAll(Arrays.stream(options.split(" ")).filter(word -> !word.isEmpty()).toList());
        CommandLine top = Main.commandLine();
        top.parseArgs(OptionNames.dashed(words.toArray(String[]::new)));
        return ((SpikePsthCommand) top.getSubcommands().get("spike_psth").getCommand()).psth();
    }

    @Test
    void keywordsReachTheLibrary() {
        SpikePsth base = SpikePsth.rates();
        assertEquals(base, parsed(""));
        assertEquals(base.binsize(Binning.of(0.02)).latency(TimeWindow.of(-0.2, 0.6)), parsed("--binsize 0.02 --latency -0.2 0.6"));
        assertEquals(base.binsize(Binning.sqrt()).latency(TimeWindow.of(-0.2, 0.6)), parsed("--binsize sqrt --latency -0.2,0.6"));
        assertEquals(base.output(SpikePsth.Output.PROPORTION).latency(TimeWindow.of(TimeWindow.Period.MINPERIOD)), parsed("--output proportion --latency minperiod"));
        assertEquals(base.vartriallen(false).keeptrials(false), parsed("--vartriallen false --keeptrials false"));
    }

    /** The phases of a sine of 250 Hz at spikes that are multiples of its period apart are equal; at those half a period apart they are opposite. */
    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[1]", "local[4]", "local-cluster[1,1,1024]"})
    void phasesOfARecordingAroundSpikes(String master) throws Exception {
        InProcess.noOtherSpark();
        String spikes = DiscreteFiles.spikes(folder.resolve("x.spike"), "[[20, 0, 0], [21, 1, 0], [40, 0, 0], [44, 0, 0], [123, 1, 0], [160, 2, 0]]", "[[0, 100, -5, 1], [100, 200, 0, 2]]", "")
                .toString();
        Path recording = folder.resolve("r.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(recording)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().dataset("data", NdArray.of(IntStream.range(0, 400).mapToDouble(i -> i % 2 == 0 ? Math.sin(Math.PI / 2 * (i / 2) + 0.3) : i).toArray(), 200, 2));
            writer.root().dataset("trialdefinition", NdArray.from(new double[][] {{0, 100, -5, 1}, {100, 200, 0, 2}}));
        }
        assertEquals(new Ended(0, out("ppc.spy") + "\n", ""),
                InProcess.run("spikestats", spikes, "--recording", recording.toString(), "--recording-channels", "channel1", "--timwin", "-0.008", "0.007", "--foilim",
                        "240", "260", "--out", out("ppc.spy"), "--quiet", "--master", master));
        try (Hdf5File ppc = Hdf5File.open(folder.resolve("ppc.spy/ppc.crossspectral"))) {
            double[] values = (double[]) ppc.dataset("/data").read().data();
            assertEquals(3, values.length);
            assertEquals(1, values[0], 1e-12);
            assertEquals(-1, values[1], 1e-12);
            assertTrue(Double.isNaN(values[2]), "one spike");
            assertEquals(NdArray.of(new long[] {3, 2, 1}, 3, 1), ppc.dataset("/spikes").read());
        }
        Map<String, NdArray> found = ResultDatasets.of(folder.resolve("ppc.spy/ppc.crossspectral"));
        assertEquals(PHASES.computeIfAbsent("first", first -> found), found);
        assertEquals(new Ended(2, "",
                "trialmap: The recording has 1 trial, and the spikes have 2. Spikes are found in the recording by their samples, trial by trial. Select the same ones of both with --trials SEL.\nHelp: trialmap spikestats --help\n"),
                InProcess.run("spikestats", spikes, "--recording", one(), "--out", out("no.h5"), "--master", "serial"));
        refused("spikestats", "--latency is given with --recording, of which whole trials are taken. Leave it out, or cut both into other trials before (redefinetrial).", "--recording",
                recording.toString(), "--latency",
                "poststim");
        refused("spikestats", "--timwin is given without --recording FILE, whose phases it is about. Add that, or leave it out.", "--timwin", "-0.1", "0.1");
        refused("spikestats", "--recording " + out("none.h5") + " does not exist. Correct the path.", "--recording", out("none.h5"));
    }

    private String one() throws Exception {
        Path file = folder.resolve("one.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().dataset("data", NdArray.of(new double[200], 200, 1));
        }
        return file.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[2]"})
    void eachWritesItsResultAndPrintsItsPathOnly(String master) throws Exception {
        assertEquals(new Ended(0, out("p.spy") + "\n", ""), run("spike_psth", "p.spy", "--binsize", "0.005", "--latency", "-0.005", "0.005", "--output", "spikecount", "--quiet", "--master", master));
        assertEquals(new Ended(0, out("s.h5") + "\n", ""), run("spikestats", "s.h5", "--trials", "info1=7,8", "--channels", "channel1", "--quiet", "--master", master));
        try (Hdf5File psth = Hdf5File.open(folder.resolve("p.spy/p.timelock")); Hdf5File stats = Hdf5File.open(folder.resolve("s.h5"))) {
            assertEquals(NdArray.of(new double[] {1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN}, 6, 3), psth.dataset("/data").read());
            assertEquals(NdArray.of(new long[] {3, 1}, 2), stats.dataset("/spikes").read());
        }
    }

    @Test
    void notesSayWhatIsLeftOut() {
        Ended psth = run("spike_psth", "p.h5", "--binsize", "0.005", "--latency", "-0.005", "0.005", "--vartriallen", "false");
        assertTrue(psth.err().startsWith("trialmap: trial 2 does not cover the window and is left out.\n"), psth.err());
        Ended stats = run("spikestats", "s.h5");
        assertTrue(stats.err()
                .startsWith("trialmap: There is no fanofactor: it compares numbers of spikes in equal times, and the trials cover 0.01 to 0.015 s of the window. Take a window that all of them"
                        + " cover, as with --latency minperiod.\n"),
                stats.err());
    }

    @Test
    void infoSaysWhatTheHistogramIs() {
        for (String name : List.of("p.spy", "q.h5")) {
            assertEquals(0, run("spike_psth", name, "--binsize", "0.005", "--quiet").code());
            String info = InProcess.run("info", out(name)).out();
            assertTrue(info.contains("class    : TimeLockData\ndata     : float64 (12, 3): time, channel\nrate     : 200.0 Hz\nchannels : 3: channel0_unit1, channel0_unit2, channel5_unit0\n"
                    + "trials   : 3, 4 samples each\nbeside   : avg (4, 3), var (4, 3)\n"), info);
            assertTrue(info.contains(" spike_psth trialmap "), info);
        }
    }

    @Test
    void wrongUsageIsRefusedBeforeAnythingRuns() {
        refused("spike_psth", "Invalid value for option '--binsize': 'wide' is not one of rice, sqrt, or a positive number of seconds.", "--binsize", "wide");
        refused("spike_psth", "Invalid value for option '--binsize': '0' is not one of rice, sqrt, or a positive number of seconds.", "--binsize", "0");
        refused("spike_psth", "--latency is 'soon', which is no period and not two numbers. Write maxperiod, minperiod, prestim, poststim, or two numbers of seconds: --latency -0.5 1.", "--latency",
                "soon");
        refused("spike_psth",
                "Bins of 1.0 s do not fit into the window from -0.005 to 0.017 s. A bin is longer than 0 s and at most as long as the window, and there are at most 16777216. Correct --binsize or --latency.",
                "--binsize", "1");
        refused("spikestats",
                "The latency 1.0 to 0.0 s is not possible. It is a window of time around t = 0: two finite numbers of seconds, the first less than the second. Correct --latency.",
                "--latency", "1", "0");
        assertEquals(new Ended(2, "", "trialmap: " + out("none.spy") + " does not exist. Correct the path.\nHelp: trialmap spikestats --help\n"),
                InProcess.run("spikestats", out("none.spy"), "--out", out("no.h5"), "--master", "serial"));
    }
}
