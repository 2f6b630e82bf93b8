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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.array.NdArray;
import org.trialmap.store.Hdf5Writer;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.SpectralData;

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
    @Test
    void whatIsGatheredHasNoHeaderAndInfoSaysSo() throws Exception {
        int samples = 300_000;
        float[] values = new float[8 * samples];
        values[2 * samples + 7] = Float.NaN;
        Path longer = folder.resolve("long.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(longer)) {
            writer.root().attribute("samplerate", NdArray.from(100.0));
            writer.root().dataset("data", NdArray.of(values, 8, samples, 1));
        }
        assertEquals(1, run("freqanalysis", longer, "y.spy", "--foi", "10", "--quiet").code());
        Ended gathered = InProcess.run("gather", out("y.spy"));
        assertEquals(List.of(0, out("y.spy/y.spectral") + "\n"), List.of(gathered.code(), gathered.out()));
        assertTrue(gathered.err().endsWith("trialmap: y.spectral has no header yet, so Syncopy does not open it. The same command with --resume writes it last of"
                + " all.\n"), gathered.err());
        String info = InProcess.run("info", out("y.spy")).out();
        assertTrue(info.contains("\nheader   : none yet, so Syncopy does not open it (run the same command with --resume)\n"), info);
        assertTrue(info.contains(" missing: "), info);
    }
}
