package org.trialmap.analysis.average;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.MtmConvolAnalysis;
import org.trialmap.analysis.NanPolicy;
import org.trialmap.analysis.Recordings;
import org.trialmap.analysis.ResultFile;
import org.trialmap.array.DType;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.SyncopyFiles;
import org.trialmap.trial.TrialChunks;

/** Statistics over trials and along axes, of recordings and spectra, against NumPy; what they are called, and what is refused. */
class StatisticTest {
    private static final ParallelMap SERIAL = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
    /** Arguments: input, result, function, axis of its trials or -1 for trials, whether trials are kept, and so on; prints the largest difference relative to the largest value. */
    private static final String COMPARE = """
            import sys, h5py, numpy as np
            def read(name):
                with h5py.File(name) as f: return [f['data'][int(a):int(b)] for a, b in f['trialdefinition'][:, :2]]
            worst, args = 0, sys.argv[1:]
            while args:
                given, result, name, axis, keep, *args = args
                x, got, axis = [t.astype('c16' if t.dtype.kind == 'c' else 'f8') for t in read(given)], read(result), int(axis)
                if name == 'itc': want = [abs(np.mean([t / abs(t) for t in x], axis=0).mean(1, keepdims=True))]
                elif axis < 0: want = [getattr(np, name)(np.array(x), axis=0)]
                else: want = [getattr(np, name)(t, axis=axis, keepdims=True) for t in x]
                if keep == 'false' and axis >= 0: want = [np.mean(want, axis=0)]
                assert [w.shape for w in want] == [g.shape for g in got], (given, name, axis, want[0].shape, got[0].shape)
                tolerance = 1e-13 if got[0].dtype.char in 'dD' else 3e-7
                for w, g in zip(want, got):
                    off = abs(w - g).max() / abs(w).max()
                    assert off < tolerance, (given, name, axis, off)
                    worst += 1
            print(worst)
            """;

    @TempDir
    Path folder;

    private Path run(AnalysisMethod method, TrialChunks trials, String out) throws IOException {
        return method.run(SERIAL, trials, folder.resolve(out));
    }

    private static MtmConvolAnalysis windows() {
        return FreqAnalysis.mtmconvol(0.02).toi(Toi.overlap(0.5)).foilim(0, 200).tapsmofrq(100).keeptapers(true);
    }

    private List<String> jobs(String name, Path given, TrialChunks trials, Map<Statistic.Axis, Integer> axes) throws IOException {
        List<String> jobs = new ArrayList<>();
        for (Statistic statistic : Statistic.values()) {
            if (statistic == Statistic.MEDIAN && trials.recording().dtype().isComplex()) {
                continue;
            }
            jobs.addAll(List.of(given.toString(), run(statistic.overTrials(), trials, name + statistic + ".h5").toString(), statistic.toString(), "-1", "false"));
            for (Map.Entry<Statistic.Axis, Integer> axis : axes.entrySet()) {
                for (boolean keeptrials : new boolean[] {true, false}) {
                    Path out = run(statistic.over(axis.getKey()).keeptrials(keeptrials), trials, name + statistic + axis.getKey() + keeptrials + ".h5");
                    jobs.addAll(List.of(given.toString(), out.toString(), statistic.toString(), axis.getValue().toString(), Boolean.toString(keeptrials)));
                }
            }
        }
        return jobs;
    }

    @Test
    void everyStatisticAlongEveryAxisIsNumpys() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(COMPARE));
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Path samples = Recordings.equal(folder.resolve(dtype + ".h5"), dtype, 7, 61, 3);
            TrialChunks recording = Recording.open(samples).chunks();
            arguments.addAll(jobs("a" + dtype, samples, recording, Map.of(Statistic.Axis.TIME, 0, Statistic.Axis.CHANNEL, 1)));
            Map<Statistic.Axis, Integer> axes = Map.of(Statistic.Axis.TIME, 0, Statistic.Axis.TAPER, 1, Statistic.Axis.FREQ, 2, Statistic.Axis.CHANNEL, 3);
            for (SpectralOutput output : new SpectralOutput[] {SpectralOutput.POW, SpectralOutput.FOURIER}) {
                Path spectra = run(windows().output(output), recording, output + "" + dtype + ".h5");
                arguments.addAll(jobs("s" + output + dtype, spectra, SpectralData.open(spectra).chunks(), axes));
            }
            Path fourier = folder.resolve("FOURIER" + dtype + ".h5");
            arguments.addAll(List.of(fourier.toString(), run(Statistic.interTrialCoherence(), SpectralData.open(fourier).chunks(), "itc" + dtype + ".h5").toString(), "itc", "-1", "false"));
        }
        assertTrue(Integer.parseInt(call(arguments)) > 300);
    }

    private static String call(List<String> arguments) {
        return References.scipy(arguments.get(0), arguments.subList(1, arguments.size()).toArray(String[]::new)).strip();
    }

    @Test
    void trialsOfUnequalLengthAndSpectraOfWholeTrials() throws IOException {
        Path samples = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT64, 3);
        TrialChunks recording = Recording.open(samples).chunks();
        Path spectra = run(FreqAnalysis.mtmfft().output(SpectralOutput.FOURIER), recording, "fourier.spy").resolve("fourier.spectral");
        TrialChunks whole = SpectralData.open(spectra).chunks();
        List<String> arguments = new ArrayList<>(List.of(COMPARE));
        arguments.addAll(List.of(samples.toString(), run(Statistic.STD.over(Statistic.Axis.TIME), recording, "a.h5").toString(), "std", "0", "true"));
        arguments.addAll(List.of(samples.toString(), run(Statistic.MEDIAN.over(Statistic.Axis.TIME).keeptrials(false), recording, "b.h5").toString(), "median", "0", "false"));
        arguments.addAll(List.of(spectra.toString(), run(Statistic.MEAN.overTrials(), whole, "c.h5").toString(), "mean", "-1", "false"));
        arguments.addAll(List.of(spectra.toString(), run(Statistic.VAR.over(Statistic.Axis.FREQ), whole, "d.h5").toString(), "var", "2", "true"));
        // tag::itc[]
        Path coherence = Statistic.interTrialCoherence().run(SERIAL, SpectralData.open(spectra).chunks(), folder.resolve("itc.h5"));
        // end::itc[]
        arguments.addAll(List.of(spectra.toString(), coherence.toString(), "itc", "-1", "false"));
        assertEquals("15", call(arguments));
    }

    @Test
    void partsOfASpectrum() throws IOException {
        Path samples = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 5, 61, 4);
        Path spectra = run(windows().output(SpectralOutput.POW), Recording.open(samples).chunks(), "tf.h5");
        SpectralData all = SpectralData.open(spectra);
        Selection part = Selection.all().trials("3,1").channels("channel4,0").tapers("1,0").frequency(50, 150).latency(0, 0.02);
        Path mean = run(Statistic.MEAN.over(Statistic.Axis.TAPER), all.chunks(part).channelsPerTask(1), "mean.h5");
        SpectralData made = SpectralData.open(mean);
        SpectralData given = all.select(part);
        assertArrayEquals(given.freq(), made.freq());
        assertArrayEquals(given.time(1), made.time(1));
        assertEquals(List.of("channel4", "channel1"), made.channel());
        assertEquals(List.of("mean"), made.taper());
        assertEquals(List.of(given.trials().info(0), given.trials().info(1)), List.of(made.trials().info(0), made.trials().info(1)));
        for (int k = 0; k < 2; k++) {
            float[] x = given.trial(k).floats();
            float[] y = made.trial(k).floats();
            int perTaper = given.freq().length * 2;
            for (int i = 0; i < y.length; i++) {
                int at = i / perTaper * 2 * perTaper + i % perTaper;
                assertEquals((float) (((double) x[at] + x[at + perTaper]) / 2), y[i]);
            }
        }
        assertEquals("Tasks were asked for of a part of /data of " + spectra + " that select(...) gave. They count in the file's own positions. Give the whole selection to chunks(...).",
                assertThrows(IllegalArgumentException.class, () -> given.chunks()).getMessage());
        assertTrue(made.history().text().contains("mean"), made.history().text());
    }

    @Test
    void axesHaveOneEntryWithAName() throws IOException {
        Path samples = Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 3, 61, 2);
        TrialChunks recording = Recording.open(samples).chunks();
        Path spectra = run(windows(), recording, "tf.h5");
        Path frequencies = run(Statistic.VAR.over(Statistic.Axis.FREQ), SpectralData.open(spectra).chunks(), "freq.spy");
        assertArrayEquals(new double[] {100}, SpectralData.open(frequencies).freq());
        assertTrue(SyncopyFiles.load(frequencies, "freq.spectral").startsWith("freq.spectral SpectralData float32 (21, 3, 1, 2)"), SyncopyFiles.load(frequencies, "freq.spectral"));
        Path times = run(Statistic.STD.over(Statistic.Axis.TIME), recording, "time.spy");
        AnalogData one = AnalogData.open(times);
        assertArrayEquals(new double[] {0}, one.time(2));
        assertEquals(2, one.trials().info(2).doubles()[0]);
        Path channels = run(Statistic.MEDIAN.over(Statistic.Axis.CHANNEL), recording, "channel.spy");
        assertEquals(List.of("median"), AnalogData.open(channels).channel());
        assertEquals("channel.analog AnalogData float32 (183, 1) True 1000.0", SyncopyFiles.load(channels, "channel.analog").split("\n")[0]);
    }

    @Test
    void nanIsWhereItWas() throws IOException {
        Path samples = Recordings.spoilt(folder.resolve("r.h5"), DType.FLOAT64, 15, 30, 3);
        TrialChunks recording = Recording.open(samples).chunks();
        Path time = run(Statistic.MEAN.over(Statistic.Axis.TIME), recording, "time.h5");
        Path channel = run(Statistic.MEDIAN.over(Statistic.Axis.CHANNEL), recording, "channel.h5");
        Path trials = run(Statistic.MEDIAN.overTrials(), recording, "trials.h5");
        assertEquals("ok", References.scipy("""
                import sys, h5py, numpy as np
                x, t, c, k = [h5py.File(name)['data'] for name in sys.argv[1:]]
                x = x[()].reshape(15, 30, 3); x[~np.isfinite(x)] = np.nan
                assert np.allclose(t[()], x.mean(1), equal_nan=True) and np.allclose(c[()].reshape(15, 30), np.median(x, axis=2), equal_nan=True)
                good = x[np.isfinite(x).all((1, 2))]
                assert len(good) == 13 and np.allclose(k[()], np.median(good, axis=0))
                assert t.attrs['nan_trials'].tolist() == c.attrs['nan_trials'].tolist() == k.attrs['nan_trials'].tolist() == [3, 10] and k.attrs['nan_left_out'].tolist() == [2]
                print('ok')
                """, samples.toString(), time.toString(), channel.toString(), trials.toString()).strip());
        Path fourier = run(windows().output(SpectralOutput.FOURIER), recording, "tf.h5");
        Path itc = run(Statistic.interTrialCoherence(), SpectralData.open(fourier).chunks(), "itc.h5");
        assertEquals("13 True", References.scipy("""
                import sys, h5py, numpy as np
                with h5py.File(sys.argv[1]) as f: x = np.array([f['data'][int(a):int(b)] for a, b in f['trialdefinition'][:, :2]])
                with h5py.File(sys.argv[2]) as f: itc = f['data'][()]
                x = x[np.isfinite(x).all((1, 2, 3, 4))]
                print(len(x), np.allclose(itc, abs((x / abs(x)).mean(0).mean(1, keepdims=True)), rtol=0, atol=1e-12))
                """, fourier.toString(), itc.toString()).strip());
        String refused = assertThrows(MapFailedException.class, () -> Analysis.of(Statistic.MEAN.over(Statistic.Axis.TIME), SpectralData.open(fourier).chunks(), ResultFile.at(folder.resolve("no.h5")),
                NanPolicy.REFUSE).run(SERIAL)).getMessage();
        assertTrue(refused.contains("values are NaN or infinite, the first one at sample 9 (-0.01 s) of channel 'channel1' (number 0)"), refused);
    }

    private void assertRefused(String text, AnalysisMethod method, TrialChunks trials) {
        assertEquals(text.replace("FOLDER", folder.toString()), assertThrows(IllegalArgumentException.class, () -> run(method, trials, "no.h5")).getMessage());
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        TrialChunks recording = Recording.open(Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 3, 61, 2)).chunks();
        TrialChunks one = Recording.open(folder.resolve("r.h5")).chunks(Selection.all().trials("1").channels("0"));
        run(windows().output(SpectralOutput.FOURIER), recording, "tf.h5");
        TrialChunks fourier = SpectralData.open(folder.resolve("tf.h5")).chunks();
        run(windows().taper("hann").keeptapers(false), recording, "pow.h5");
        TrialChunks power = SpectralData.open(folder.resolve("pow.h5")).chunks();
        assertRefused("The mean over freq was asked for of FOLDER/r.h5, a recording, which has the axes time and channel. Take one of them, or trials, with over(...), or name a spectrum.",
                Statistic.MEAN.over(Statistic.Axis.FREQ), recording);
        assertRefused("The median was asked for of FOLDER/tf.h5, whose values are complex (complex64). They have no order, so none of them is in the middle. Take the mean, or the median of the power"
                + " (FreqAnalysis and output(SpectralOutput.POW)).", Statistic.MEDIAN.over(Statistic.Axis.TIME), fourier);
        assertRefused("The mean over channel was asked for of FOLDER/r.h5 with 1 of its 2 channels per task. All of them go into one result. Leave out channelsPerTask(...).",
                Statistic.MEAN.over(Statistic.Axis.CHANNEL), recording.channelsPerTask(1));
        assertRefused(
                "The var over channel was asked for of FOLDER/r.h5, which has only one entry on this axis, so it would be 0 whatever the data are. Take another axis with over(...), or"
                        + " select more.",
                Statistic.VAR.over(Statistic.Axis.CHANNEL), one);
        assertRefused(
                "The std over taper was asked for of FOLDER/pow.h5, which has only one entry on this axis, so it would be 0 whatever the data are. Take another axis with over(...), or"
                        + " select more.",
                Statistic.STD.over(Statistic.Axis.TAPER), power);
        assertRefused("The var over trials was asked for of 1 trial. Of one trial it would be 0 whatever the data are. Select more with trials(...).", Statistic.VAR.overTrials(), one);
        assertRefused(
                "Inter-trial coherence was asked for of FOLDER/r.h5, a recording. It is made of the phases of complex spectra. Compute them with FreqAnalysis and output(SpectralOutput.FOURIER), and give that"
                        + " result.",
                Statistic.interTrialCoherence(), recording);
        assertRefused(
                "Inter-trial coherence was asked for of FOLDER/pow.h5, a spectrum of float32. It is made of the phases of complex spectra. Compute them with FreqAnalysis and output(SpectralOutput.FOURIER), and give"
                        + " that result.",
                Statistic.interTrialCoherence(), power);
        assertRefused("Inter-trial coherence was asked for of 1 trial. Of one trial it would be 1 whatever the data are. Select more with trials(...).", Statistic.interTrialCoherence(),
                SpectralData.open(folder.resolve("tf.h5")).chunks(Selection.all().trials("2")));
        assertRefused("freqanalysis was asked for of FOLDER/pow.h5, a spectrum. It works on recordings, samples over time. Name the recording that the spectrum was made of.", FreqAnalysis.mtmfft(),
                power);
        assertRefused(
                "What is computed is summed over trials, but trial 1 gives 211 rows and trial 0 257. Only what has one shape can be summed. Select trials of one length with trials(...), or a common"
                        + " window with latency(...).",
                Statistic.MEAN.overTrials(), Recording.open(Recordings.uneven(folder.resolve("u.h5"), DType.FLOAT64, 2)).chunks());
    }
}
