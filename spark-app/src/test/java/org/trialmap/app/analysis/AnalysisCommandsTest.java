package org.trialmap.app.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;
import org.trialmap.analysis.ResultDatasets;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.SpectralData;

/** The analyses as users type them, in this process: exit code, stdout, stderr, files, and what info says of them. */
@Timeout(600)
class AnalysisCommandsTest extends AnalysisRuns {
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

    /** The aperiodic part and the peaks are the whole model; the plot takes the result; parameters are those of the mean. */
    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[2]"})
    void modelsOfSpectraAddUp(String master) throws Exception {
        for (String keeptrials : List.of("true", "false")) {
            double[][] parts = new double[3][];
            for (String output : List.of("fooof", "fooof_aperiodic", "fooof_peaks")) {
                String result = out(output + keeptrials + ".h5");
                assertEquals(new Ended(0, result + "\n", ""),
                        InProcess.run("freqanalysis", file.toString(), "--output", output, "--fooof_opt", "max_n_peaks=2,peak_width_limits=4,20", "--foilim", "2", "50",
                                "--tapsmofrq", "3", "--keeptrials", keeptrials, "--out", result, "--quiet", "--master", master));
                parts[List.of("fooof", "fooof_aperiodic", "fooof_peaks").indexOf(output)] = SpectralData.open(Path.of(result)).trial(0).toDoubles();
            }
            for (int i = 0; i < parts[0].length; i++) {
                assertEquals(parts[0][i], parts[1][i] + parts[2][i], 1e-6 * parts[0][i]); // float32
            }
        }
        assertEquals(0, InProcess.run("plot", out("fooof_peaksfalse.h5"), "--out", out("peaks.png")).code());
        try (Hdf5File mean = Hdf5File.open(folder.resolve("fooof_aperiodicfalse.h5")); Hdf5File kept = Hdf5File.open(folder.resolve("fooof_aperiodictrue.h5"))) {
            for (String parameters : List.of("aperiodic_params", "peak_params", "gaussian_params", "n_peaks", "r_squared", "error")) {
                assertTrue(mean.isDataset("/" + parameters) && kept.isDataset("/" + parameters), parameters);
            }
        }
    }

    /** Of each trial and of the mean. */
    @ParameterizedTest
    @ValueSource(strings = {"local[1]", "local[4]", "local-cluster[1,1,1024]"})
    void modelsHaveTheSameBytesEverywhere(String master) throws Exception {
        for (String keeptrials : List.of("true", "false")) {
            List<Map<String, NdArray>> results = new ArrayList<>();
            for (String where : List.of("serial", master)) {
                String result = out("models" + keeptrials + results.size() + ".h5");
                assertEquals(new Ended(0, result + "\n", ""), InProcess.run("freqanalysis", file.toString(), "--output", "fooof", "--foilim", "2", "50", "--tapsmofrq", "3", "--keeptrials", keeptrials,
                        "--out", result, "--quiet", "--master", where));
                results.add(ResultDatasets.of(Path.of(result)));
            }
            assertEquals(results.get(0), results.get(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[2]"})
    void connectivityIsOneResultOfAllTrials(String master) throws Exception {
        String[] where = {"--quiet", "--master", master};
        for (String method : List.of("csd", "coh", "imcoh", "plv", "ciplv", "ppc", "pli", "wpli", "dwpli", "corr", "granger")) {
            assertEquals(new Ended(0, out(method + ".spy") + "\n", ""), InProcess.run("connectivityanalysis", file.toString(), "--method", method, "--out", out(method + ".spy"), where[0],
                    where[1], where[2]), method);
        }
        Ended plan = run("connectivityanalysis", file, "plan.h5", "--method", "coh", "--plan");
        assertTrue(plan.out().contains("sums       : 0.0 MB per task: 51 of 51 slices of 12 numbers\n"), plan.out());
        Ended info = InProcess.run("info", out("coh.spy"));
        assertEquals(List.of(0, ""), List.of(info.code(), info.err()));
        assertTrue(info.out().contains("""
                class    : CrossSpectralData
                data     : float32 (1, 51, 3, 3): time, freq, channel_i, channel_j
                rate     : 100.0 Hz
                channel_i: 3: channel1, channel2, channel3
                channel_j: 3: channel1, channel2, channel3
                freq     : 51, 0.0 to 50.0 Hz
                tasks    : 1, 1 finished
                """), info.out());
        assertTrue(InProcess.run("info", out("granger.spy")).out().contains("\nnumbers  : cond_num "), info.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[2]"})
    void connectivityOfSpectraAndOfEachTrial(String master) throws Exception {
        String[] where = {"--quiet", "--master", master};
        String[][] commands = {
            {"freqanalysis", file.toString(), "--trials", "1,3,5", "--method", "mtmconvol", "--t-ftimwin", "0.2", "--toi", "0.5", "--output", "fourier", "--out", out("tf.spy")},
            {"connectivityanalysis", out("tf.spy"), "--method", "ppc", "--frequency", "10", "30", "--out", out("ppc.spy")},
            {"connectivityanalysis", file.toString(), "--method", "csd", "--keeptrials", "true", "--out", out("each.spy")},
        };
        for (String[] command : commands) {
            assertEquals(new Ended(0, command[command.length - 1] + "\n", ""), InProcess.run(Stream.concat(Arrays.stream(command), Arrays.stream(where)).toArray(String[]::new)));
        }
        Ended info = InProcess.run("info", out("ppc.spy"));
        assertTrue(info.out().contains("""
                data     : float32 (10, 5, 3, 3): time, freq, channel_i, channel_j
                rate     : 10.0 Hz
                """), info.out());
        assertTrue(InProcess.run("info", out("each.spy")).out().contains("data     : complex64 (6, 51, 3, 3): time, freq, channel_i, channel_j\n"), info.out());
        Ended plot = InProcess.run("plot", out("each.spy"), "--out", out("each.png"));
        assertEquals(new Ended(2, "",
                "trialmap: /data of " + out("each.spy/each.crossspectral") + " has the shape (6, 51, 3, 3), with 51 frequencies, 3 x 3 channels. Drawn are CrossSpectralData of one trial,"
                        + " with (time, freq, channel_i, channel_j) and either one time or one frequency. Draw such a result.\nHelp: trialmap plot --help\n"),
                plot);
    }

    @Test
    void scoresAreOfWhatIsDetrendedAndTheRestFollows() {
        assertEquals(0, run("preprocessing", file, "y.h5", "--zscore", "true", "--polyremoval", "1", "--freq", "20", "--rectify", "true", "--quiet").code());
        assertEquals("True", References.scipy("""
                import sys, h5py, numpy as np, scipy.signal as ss
                sos = ss.butter(4, 20, 'lp', fs=100, output='sos')
                with h5py.File(sys.argv[1]) as f: trials = f['data'][()].astype('f8').reshape(6, 100, 3)
                with h5py.File(sys.argv[2]) as f: out = f['data'][()].reshape(6, 100, 3)
                rest = ss.detrend(trials, axis=1)
                want = abs(ss.sosfiltfilt(sos, ss.detrend((rest - rest.mean(1, keepdims=True)) / rest.std(1, keepdims=True), axis=1), axis=1))
                print(abs(out - want).max() < 1e-6 * want.max())
                """, file.toString(), out("y.h5")).strip());
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
                    nan: propagate
                    select: {"trials":"0:6","channel":["channel3","channel1"],"latency":null}
                """, info.out().replace(folder.toString(), "OUT").replaceAll("plan id  : \\w+", "plan id  : ID").replaceAll("summary  : .*", "summary  : TEXT")
                .replaceAll(": \\S+Z freq", ": WHEN freq").replaceAll("digest \\w+", "digest HASH"));
    }
}
