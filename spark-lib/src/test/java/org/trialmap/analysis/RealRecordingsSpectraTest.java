package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.array.DType;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.RecordingFiles;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;

/** Spectra and band-passed signals of an EEG and an ECG, float32 and int16, against SciPy in float64. */
class RealRecordingsSpectraTest {
    private static final double TOLERANCE = 1e-6;
    private static final ParallelMap SERIAL = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
    /** Reads the trials again, from the dataset that the argument names, and the samplerate. */
    private static final String TRIALS = """
            with h5py.File(recording) as f:
                x = f[arg][()].astype('f8')
                trials = [x[int(a):int(b)] for a, b in f['trialdefinition'][:, :2]]
                fs = float(f.attrs['samplerate'])
            """;

    @TempDir
    Path folder;

    private static Recording open(String name, String dataset) throws IOException {
        return Recording.open(RecordingFiles.recording(name), RecordingOptions.DEFAULT.dataset(dataset));
    }

    private void assertClose(TrialMethod method, String name, String dataset, String want) throws IOException {
        Path out = Analysis.of(method, open(name, dataset).chunks(), ResultFile.at(folder.resolve("out.h5"))).run(SERIAL);
        try (Hdf5File file = Hdf5File.open(out)) {
            assertEquals(DType.FLOAT32, file.dataset("/data").dtype());
        }
        Numpy.assertClose(RecordingFiles.recording(name), out, "\"" + dataset + "\"", TOLERANCE, TRIALS + want);
    }

    @ParameterizedTest
    @MethodSource("org.trialmap.trial.RecordingFiles#datasets")
    void spectraOfAllTrials(String name, String dataset) throws IOException {
        assertClose(FreqAnalysis.mtmfft(), name, dataset,
                "want = [abs(spectrum(t, window('hann', len(t), len(t)), len(t), 0)[None]) ** 2 for t in trials]");
    }

    @ParameterizedTest
    @MethodSource("org.trialmap.trial.RecordingFiles#datasets")
    void theMeanMultitaperSpectrum(String name, String dataset) throws IOException {
        assertClose(FreqAnalysis.mtmfft().tapsmofrq(3).keeptrials(false), name, dataset, """
                l = len(trials[0]); nw = 3 * l / fs
                tapers = dpss(l, l, nw, max(1, int(2 * nw - 1)))
                want = [np.mean([np.mean(abs(spectrum(t, tapers, l, 0)) ** 2, axis=0) for t in trials], axis=0)[None, None]]
                """);
    }

    @ParameterizedTest
    @MethodSource("org.trialmap.trial.RecordingFiles#datasets")
    void theAlphaBandByButterworth(String name, String dataset) throws IOException {
        assertClose(Preprocessing.steps().filter(Filter.but(Band.of(FilterType.BP, 8, 12))), name, dataset, """
                sos = ss.butter(4, [8, 12], 'bandpass', fs=fs, output='sos')
                want = [ss.sosfiltfilt(sos, t, axis=0) for t in trials]
                """);
    }

    @ParameterizedTest
    @MethodSource("org.trialmap.trial.RecordingFiles#names")
    void theAlphaBandByWindowedSinc(String name) throws IOException {
        assertClose(Preprocessing.steps().filter(Filter.firws(Band.of(FilterType.BP, 8, 12)).order(200).direction(Filter.Direction.ONEPASS)), name, "/data", """
                n = np.arange(-100, 101); w = ss.get_window('hamming', 201, fftbins=False)
                def lowpass(f):
                    k = np.sinc(2 * f / fs * n) * w
                    return k / k.sum()
                delta = (n == 0).astype('f8')
                high = delta - lowpass(8)
                kernel = lowpass(12) + high - delta
                want = [np.apply_along_axis(lambda c: np.convolve(c, kernel, 'same'), 0, t) for t in trials]
                """);
    }

    /** The numbers that docs/guide-eeg.md tells. */
    @Test
    void theGuidesNumbers() throws IOException {
        SpectralData spectrum = spectrum(Selection.all());
        float[] power = spectrum.trial(0).floats();
        int channels = spectrum.channel().size();
        assertEquals(136, channels);
        assertEquals(50, spectrum.freq()[50]);
        assertEquals(Map.of("A", 8, "B", 16, "C", 1, "D", 1, "E", 5, "F", 7, "H", 3), alphaPeaks(spectrum));
        assertEquals(121, alphaPeaks(spectrum(Selection.all().trials("1:"))).values().stream().mapToInt(Integer::intValue).sum());
        int b7 = spectrum.channel().indexOf("B7");
        assertArrayEquals(new double[] {9.6, 18.5, 6.2}, IntStream.of(7, 10, 12).mapToDouble(f -> power[f * channels + b7]).toArray(), 0.05);
        assertEquals(4.4, median(power, 50, channels), 0.05);
        assertEquals(0.34, median(power, 45, channels), 0.005);
        assertEquals(0.16, median(power, 150, channels), 0.005);
        assertEquals(0.18, median(power, 250, channels), 0.005);
    }

    private SpectralData spectrum(Selection selection) throws IOException {
        Path out = folder.resolve("spectrum" + System.nanoTime() + ".h5");
        FreqAnalysis.mtmfft().tapsmofrq(2).keeptrials(false).run(SERIAL, open("eeg_biosemi_mne.h5", "/data").chunks(selection), out);
        return SpectralData.open(out).select(Selection.all().channels("A1..I8"));
    }

    /** How many channels have a local maximum of power from 8 to 12 Hz, by the first letter of their names. */
    private static Map<String, Integer> alphaPeaks(SpectralData spectrum) throws IOException {
        float[] power = spectrum.trial(0).floats();
        int channels = spectrum.channel().size();
        Map<String, Integer> peaks = new TreeMap<>();
        for (int c = 0; c < channels; c++) {
            int channel = c;
            if (IntStream.rangeClosed(8, 12).anyMatch(f -> power[f * channels + channel] > Math.max(power[(f - 1) * channels + channel],
                    power[(f + 1) * channels + channel]))) {
                peaks.merge(spectrum.channel().get(c).substring(0, 1), 1, Integer::sum);
            }
        }
        return peaks;
    }

    private static double median(float[] power, int freq, int channels) {
        double[] sorted = IntStream.range(0, channels).mapToDouble(c -> power[freq * channels + c]).sorted().toArray();
        return (sorted[channels / 2 - 1] + sorted[channels / 2]) / 2;
    }
}
