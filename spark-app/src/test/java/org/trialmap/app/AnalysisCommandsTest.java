package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.array.NdArray;
import org.trialmap.store.Hdf5Writer;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.SyncopyContainer;

/** The analyses as users type them, in this process: exit code, stdout, stderr, files, and what info says of them. */
@Timeout(120)
class AnalysisCommandsTest {
    private static final int TRIALS = 6;
    private static final int SAMPLES = 100;
    private static final int CHANNELS = 3;

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void record() throws Exception {
        InProcess.noOtherSpark();
        file = recording("x.h5", -1);
    }

    /** Trials with odd numbers begin 0.5 s before t = 0; one of them may have a value that is no number. */
    private Path recording(String name, int broken) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        float[] samples = new float[TRIALS * SAMPLES * CHANNELS];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (random.nextDouble() - 0.5);
        }
        if (broken >= 0) {
            samples[(broken * SAMPLES + 50) * CHANNELS + 1] = Float.NaN;
        }
        long[] trials = new long[TRIALS * 3];
        for (int k = 0; k < TRIALS; k++) {
            System.arraycopy(new long[] {k * SAMPLES, (k + 1) * SAMPLES, k % 2 == 0 ? 0 : -50}, 0, trials, 3 * k, 3);
        }
        Path created = folder.resolve(name);
        try (Hdf5Writer writer = Hdf5Writer.create(created)) {
            writer.root().attribute("samplerate", NdArray.from(100.0));
            writer.root().dataset("data", NdArray.of(samples, TRIALS * SAMPLES, CHANNELS));
            writer.root().dataset("trialdefinition", NdArray.of(trials, TRIALS, 3));
        }
        return created;
    }

    private Ended run(String command, Path input, String out, String... more) {
        List<String> words = new ArrayList<>(List.of(command, input.toString(), "--out", out(out), "--master", "serial"));
        words.addAll(Arrays.asList(more));
        return InProcess.run(words.toArray(String[]::new));
    }

    private String out(String name) {
        return folder.resolve(name).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[2]"})
    void eachCommandWritesItsResultAndPrintsItsPathOnly(String master) throws Exception {
        String[] where = {"--quiet", "--master", master};
        assertEquals(new Ended(0, out("noise.spy") + "\n", ""), InProcess.run("synthdata", "white_noise", "--trials", "4", "--samples", "50", "--samplerate",
                "100", "--out", out("noise.spy"), where[0], where[1], where[2]));
        assertEquals(new Ended(0, out("spec.h5") + "\n", ""), InProcess.run("freqanalysis", out("noise.spy"), "--keeptapers", "true", "--tapsmofrq", "5",
                "--out", out("spec.h5"), where[0], where[1], where[2]));
        assertEquals(new Ended(0, out("low.spy") + "\n", ""), InProcess.run("resampledata", out("noise"), "--resamplefs", "50", "--order", "20", "--out",
                out("low.spy"), where[0], where[1], where[2]));
        assertEquals(new Ended(0, out("hilbert.h5") + "\n", ""), InProcess.run("preprocessing", out("low.spy"), "--freq", "10", "--hilbert", "complex",
                "--out", out("hilbert.h5"), where[0], where[1], where[2]));
        SpectralData spectrum = SpectralData.open(folder.resolve("spec.h5"));
        assertEquals(List.of(4, List.of("dpss1", "dpss2", "dpss3", "dpss4")), List.of(spectrum.trials().count(), spectrum.taper()));
        assertArrayEquals(new int[] {1, 4, 26, 2}, spectrum.trial(3).shape());
        AnalogData analytic = AnalogData.open(folder.resolve("hilbert.h5"));
        assertEquals(List.of(50.0, "complex64"), List.of(analytic.samplerateHz(), analytic.dtype().toString()));
        assertEquals("synthdata, resampledata, preprocessing", analytic.history().toString());
        assertArrayEquals(new int[] {25, 2}, analytic.trial(0).shape());
    }

    @Test
    void trialsThatDoNotCoverTheLatencyAreNamed() throws Exception {
        Ended ended = run("preprocessing", file, "y.h5", "--freq", "10", "--latency", "-0.1", "0.2");
        assertEquals(List.of(0, out("y.h5") + "\n"), List.of(ended.code(), ended.out()));
        assertTrue(ended.err().startsWith("trialmap: 3 trials do not cover the latency -0.1 to 0.2 s and are left out: 0, 2, 4 (trial 0: it goes from 0.0 to"
                + " 0.99 s).\n"), ended.err());
        AnalogData window = AnalogData.open(folder.resolve("y.h5"));
        assertEquals(List.of(3, 31L, -10L), List.of(window.trials().count(), window.trials().length(0), window.trials().offset(0)));
        assertEquals(new Ended(0, out("z.h5") + "\n", ""), run("preprocessing", file, "z.h5", "--freq", "10", "--latency", "-0.1", "0.2", "--quiet"));
    }

    @Test
    void aHintSaysWhereChunksAreWasteful() {
        String hint = "trialmap: --chan-per-worker 1 cuts each trial into 3 chunks. 6 trials keep the only slot busy without that, and chunks cost time. Leave it"
                + " out, unless a trial of 3 channels is too large for the memory.\n";
        Ended plan = run("preprocessing", file, "y.h5", "--freq", "10", "--chan_per_worker", "1", "--plan");
        assertEquals(List.of(0, hint), List.of(plan.code(), plan.err()));
        assertTrue(plan.out().contains("tasks      : 3 on 1 slot of serial\n"), plan.out());
        assertTrue(plan.out().contains("results    : " + out("y.h5") + " (stacked)\n"), plan.out());
        assertFalse(Files.exists(folder.resolve("y.h5")));
        assertEquals("", run("preprocessing", file, "y.h5", "--freq", "10", "--plan").err());
    }

    @Test
    void nothingIsOverwrittenUnlessAsked() {
        String[] power = {"--foi", "10", "--quiet"};
        assertEquals(0, run("freqanalysis", file, "y.spy", power).code());
        Ended refused = run("freqanalysis", file, "y.spy", power);
        assertEquals(List.of(1, ""), List.of(refused.code(), refused.out()));
        assertTrue(refused.err().contains("Use --overwrite to replace them"), refused.err());
        assertEquals(new Ended(0, out("y.spy") + "\n", ""), run("freqanalysis", file, "y.spy", "--foi", "20", "--quiet", "--overwrite"));
    }

    @Test
    void infoSaysWhatItIsAndHowItCameAbout() {
        assertEquals(0, run("freqanalysis", file, "y.spy", "--foilim", "10", "20", "--channels", "2,0", "--quiet").code());
        Ended info = InProcess.run("info", out("y.spy"));
        assertEquals(List.of(0, ""), List.of(info.code(), info.err()));
        assertEquals("""
                results  : OUT/y.spy/y.spectral
                class    : SpectralData
                data     : float32 (6, 1, 11, 2): time, taper, freq, channel
                rate     : 100.0 Hz
                channels : 2: channel3, channel1
                trials   : 6, 1 sample each
                freq     : 11, 10.0 to 20.0 Hz
                tapers   : 1: hann
                tasks    : 1, 1 finished
                plan id  : ID
                summary  : TEXT
                step 1   : WHEN freqanalysis trialmap (not packaged)
                    input: /data of x.h5: float32 (600, 3), 100.0 Hz, digest HASH
                    method: mtmfft
                    output: pow
                    keeptrials: true
                    foi: null
                    foilim: [10.0,20.0]
                    pad: maxperlen
                    polyremoval: 0
                    taper: hann
                    taper_opt: null
                    tapsmofrq: null
                    nTaper: null
                    keeptapers: false
                    demean_taper: false
                    ft_compat: false
                    select: {"trials":"0:6","channel":["channel3","channel1"],"latency":null}
                """, info.out().replace(folder.toString(), "OUT").replaceAll("plan id  : \\w+", "plan id  : ID").replaceAll("summary  : .*", "summary  : TEXT")
                .replaceAll(": \\S+Z freq", ": WHEN freq").replaceAll("digest \\w+", "digest HASH"));
    }

    @Test
    void whatIsMissingIsMarkedOrResumed() throws Exception {
        Path broken = recording("broken.h5", 2);
        assertEquals(new Ended(0, out("y.spy") + "\n", "trialmap: 1 of 6 results are missing and marked so (--on-error continue). Add --resume to try them"
                + " again.\n"), run("freqanalysis", broken, "y.spy", "--foi", "10", "--on-error", "continue", "--quiet"));
        assertTrue(InProcess.run("info", out("y.spy")).out().contains("tasks    : 6, 5 finished, 1 missing: 2 (run the same command with --resume)\n"));
        Ended failed = run("freqanalysis", broken, "z.spy", "--foi", "10", "--quiet");
        assertEquals(List.of(1, ""), List.of(failed.code(), failed.out()));
        assertTrue(failed.err().contains(": In trial 2 1 value is NaN or infinite, the first one at sample 50 of channel 1."), failed.err());
        assertFalse(Files.exists(folder.resolve("z.spy/z.spectral.info")));
    }

    /** Trials that are so long that there are several tasks. */
    private Path longTrials() throws Exception {
        int samples = 300_000;
        float[] values = new float[8 * samples];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 17;
        }
        values[2 * samples + 7] = Float.NaN;
        Path longer = folder.resolve("long.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(longer)) {
            writer.root().attribute("samplerate", NdArray.from(100.0));
            writer.root().dataset("data", NdArray.of(values, 8, samples, 1));
        }
        return longer;
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void whatIsGatheredIsAContainerAsAnyOther(boolean payloadFiles) throws Exception {
        Path longer = longTrials();
        String[] how = payloadFiles ? new String[] {"--foi", "10", "--quiet", "--gather"} : new String[] {"--foi", "10", "--quiet"};
        assertEquals(1, run("freqanalysis", longer, "y.spy", how).code());
        Path data = folder.resolve("y.spy/y.spectral");
        for (int times = 0; times < 2; times++) { // the second one finds a header there
            Ended gathered = InProcess.run("gather", out("y.spy"));
            assertEquals(List.of(0, data + "\n"), List.of(gathered.code(), gathered.out()));
            assertEquals("trialmap: 1 of 4 tasks have no result yet and are marked as missing. Run the same command with --resume to run them.\n",
                    gathered.err().replaceAll("(?m)^\\d\\d:.*\n", ""));
            SyncopyContainer.verify(data);
        }
        SpectralData spectrum = SpectralData.open(folder.resolve("y.spy"));
        assertEquals(List.of("hann"), spectrum.taper());
        assertEquals(List.of("channel1"), spectrum.channel());
        assertArrayEquals(new double[] {10}, spectrum.freq());
        assertEquals(100, spectrum.samplerateHz());
        assertTrue(Float.isNaN(spectrum.trial(2).floats()[0]), "missing");
        assertEquals(0, run("freqanalysis", longer, "whole.spy", "--foi", "10", "--quiet", "--on-error", "continue").code());
        SpectralData whole = SpectralData.open(folder.resolve("whole.spy"));
        assertEquals(whole.trial(7), spectrum.trial(7));
        assertEquals(whole.history().text().replaceAll("\\S+Z ", ""), spectrum.history().text().replaceAll("\\S+Z ", ""));
        String info = InProcess.run("info", out("y.spy")).out();
        assertTrue(info.contains("missing: 1 (run the same command with --resume)"), info);
    }

    @Test
    void aRunGoesOnUnderAnotherRuleForFailures() throws Exception {
        Path longer = longTrials();
        String[] marked = {"--foi", "10", "--quiet", "--resume", "--on-error", "continue"};
        assertEquals(1, run("freqanalysis", longer, "y.spy", "--foi", "10", "--quiet").code());
        Ended plan = run("freqanalysis", longer, "y.spy", "--foi", "10", "--resume", "--on-error", "continue", "--plan");
        assertTrue(plan.out().contains("tasks      : 4 on 1 slot of serial\n"), plan.out());
        assertTrue(plan.out().contains("results    : " + out("y.spy/y.spectral") + " (stacked)\n"), plan.out());
        assertEquals(new Ended(0, out("y.spy") + "\n", "trialmap: 1 of 4 results are missing and marked so (--on-error continue). Add --resume to try them"
                + " again.\n"), run("freqanalysis", longer, "y.spy", marked));
        SyncopyContainer.verify(folder.resolve("y.spy/y.spectral"));
        assertEquals(0, run("freqanalysis", longer, "z.spy", "--foi", "10", "--quiet", "--on-error", "continue").code());
        Ended failed = run("freqanalysis", longer, "z.spy", "--foi", "10", "--quiet", "--resume");
        assertTrue(failed.err().startsWith("trialmap: Task 2 of 8 (trial 2) failed on "), failed.err());
        SpectralData y = SpectralData.open(folder.resolve("y.spy"));
        SpectralData z = SpectralData.open(folder.resolve("z.spy"));
        for (int k = 0; k < 8; k++) {
            assertEquals(k == 2 || k == 3, Float.isNaN(y.trial(k).floats()[0]), "the task of trials 2 and 3 is missing");
            assertEquals(k == 2, Float.isNaN(z.trial(k).floats()[0]));
            assertEquals(k == 2 || k == 3 || y.trial(k).equals(z.trial(k)), true);
        }
    }

    @Test
    void whereNothingIsFinishedARunThatGoesOnBeginsAnew() throws Exception {
        Path broken = recording("broken.h5", 2);
        Ended failed = run("freqanalysis", broken, "y.spy", "--foi", "10", "--quiet");
        assertTrue(failed.err().contains("\n  kept  : nothing, since no task is finished\n"), failed.err());
        assertTrue(failed.err().endsWith(" to run the 1 missing task\n"), failed.err());
        try (Stream<Path> files = Files.list(folder.resolve("y.spy"))) {
            assertEquals(List.of(".run"), files.map(path -> path.getFileName().toString()).toList(), "nothing half-written");
        }
        assertEquals(new Ended(0, out("y.spy") + "\n", "trialmap: 1 of 6 results are missing and marked so (--on-error continue). Add --resume to try them"
                + " again.\n"), run("freqanalysis", broken, "y.spy", "--foi", "20", "--quiet", "--resume", "--on-error", "continue"));
        assertArrayEquals(new double[] {20}, SpectralData.open(folder.resolve("y.spy")).freq());
    }

    @ParameterizedTest
    @CsvSource({"--foi 20,captured values", "--foi 10 --trials 1:,inputs", "--foi 10 --chan-per-worker 1,inputs"})
    void resultsOfAnotherPlanAreRefused(String options, String field) {
        assertEquals(0, run("freqanalysis", file, "y.spy", "--foi", "10", "--quiet").code());
        Ended refused = run("freqanalysis", file, "y.spy", (options + " --quiet --resume").split(" "));
        assertEquals("trialmap: The results named 'y' in " + out("y.spy") + " are of another plan (" + field + ": A -> B), so they cannot be resumed; nothing was"
                + " touched. Inputs are the recording, what is selected of it and --chan-per-worker, captured values are the keywords. The earlier plan is in "
                + out("y.spy/.run/ID/plan.json") + ". Run with what it says, use --overwrite to start anew, or choose another file with --out.\n",
                refused.err().replaceAll(": \\w{16} -> \\w{16}", ": A -> B").replaceAll("\\.run/\\w+", ".run/ID"));
        assertEquals(1, refused.code());
    }

    @Test
    void whatWasRemovedIsComputedAnew() throws Exception {
        assertEquals(0, run("freqanalysis", file, "y.h5", "--foi", "10", "--quiet").code());
        Files.delete(folder.resolve("y.h5"));
        assertEquals(new Ended(0, out("y.h5") + "\n", ""), run("freqanalysis", file, "y.h5", "--foi", "20", "--quiet"));
        assertArrayEquals(new double[] {20}, SpectralData.open(folder.resolve("y.h5")).freq());
    }

    @Test
    void aContainerHasOneResult() throws Exception {
        assertEquals(0, run("preprocessing", file, "y.spy", "--freq", "10", "--quiet").code());
        assertEquals(new Ended(2, "", "trialmap: " + out("y.spy") + " holds y.analog, AnalogData, and this result is SpectralData. A container has one result, or"
                + " readers would not know which one is meant. Choose another file with --out, or remove the folder.\nHelp: trialmap freqanalysis --help\n"),
                run("freqanalysis", file, "y.spy", "--foi", "10", "--quiet", "--overwrite"));
        assertEquals(0, run("preprocessing", file, "y.spy", "--freq", "10", "--quiet", "--resume").code());
        try (Stream<Path> files = Files.list(folder.resolve("y.spy"))) {
            assertEquals(List.of(".run", "y.analog", "y.analog.info"), files.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void whichOfSeveralRunsIsGatheredIsSaid() throws Exception {
        Path longer = longTrials();
        for (String name : new String[] {"y.h5", "z.h5"}) {
            Ended failed = run("freqanalysis", longer, name, "--foi", "10", "--quiet");
            assertTrue(failed.err().endsWith(" missing task; a file of what there is: trialmap gather " + out(name) + "\n"), failed.err());
        }
        assertEquals(out("z.h5") + "\n", InProcess.run("gather", out("z.h5")).out());
        assertEquals(1, run("freqanalysis", longer, "x.spy", "--foi", "10", "--quiet").code());
        assertEquals(out("x.spy/x.spectral") + "\n", InProcess.run("gather", out("x.spy/x.spectral")).out());
    }

    @Test
    void aContainerThatLostItsHeaderGetsItBack() throws Exception {
        assertEquals(0, run("preprocessing", file, "y.spy", "--freq", "10", "--quiet").code());
        Path header = folder.resolve("y.spy/y.analog.info");
        byte[] before = Files.readAllBytes(header);
        assertEquals(InProcess.run("info", out("y.spy/y.analog")), InProcess.run("info", out("y.spy/y.analog.info")));
        Files.delete(header);
        String info = InProcess.run("info", out("y.spy")).out();
        assertTrue(info.contains("\nheader   : none yet, so Syncopy does not open it (trialmap gather " + out("y.spy") + " writes it)\n"), info);
        assertEquals(0, InProcess.run("gather", out("y.spy")).code());
        assertArrayEquals(before, Files.readAllBytes(header));
    }
}
