package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.array.DType;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.Band;
import org.trialmap.signal.FilterType;
import org.trialmap.store.Hdf5File;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.RecordingFiles;
import org.trialmap.trial.RecordingOptions;

/** Spectra and band-passed signals of the two real recordings, float32 and int16, against SciPy in float64. */
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
        return Recording.open(RecordingFiles.real(name), RecordingOptions.DEFAULT.dataset(dataset));
    }

    private void assertClose(Method method, String name, String dataset, String want) throws IOException {
        Path out = Analysis.of(method, open(name, dataset).chunks(), ResultFile.at(folder.resolve("out.h5"))).run(SERIAL);
        try (Hdf5File file = Hdf5File.open(out)) {
            assertEquals(DType.FLOAT32, file.dataset("/data").dtype());
        }
        Numpy.assertClose(RecordingFiles.real(name), out, "\"" + dataset + "\"", TOLERANCE, TRIALS + want);
    }

    @ParameterizedTest
    @CsvSource({"eeg_biosemi_mne.h5, /data", "ecg15_ptb_s0010.h5, /data", "ecg15_ptb_s0010.h5, /raw"})
    void spectraOfAllTrials(String name, String dataset) throws IOException {
        assertClose(FreqAnalysis.mtmfft(), name, dataset,
                "want = [abs(spectrum(t, window('hann', len(t), len(t)), len(t), 0)[None]) ** 2 for t in trials]");
    }

    @ParameterizedTest
    @CsvSource({"eeg_biosemi_mne.h5, /data", "ecg15_ptb_s0010.h5, /data", "ecg15_ptb_s0010.h5, /raw"})
    void theMeanMultitaperSpectrum(String name, String dataset) throws IOException {
        assertClose(FreqAnalysis.mtmfft().tapsmofrq(3).keeptrials(false), name, dataset, """
                l = len(trials[0]); nw = 3 * l / fs
                tapers = dpss(l, l, nw, max(1, int(2 * nw - 1)))
                want = [np.mean([np.mean(abs(spectrum(t, tapers, l, 0)) ** 2, axis=0) for t in trials], axis=0)[None, None]]
                """);
    }

    @ParameterizedTest
    @CsvSource({"eeg_biosemi_mne.h5, /data", "ecg15_ptb_s0010.h5, /data", "ecg15_ptb_s0010.h5, /raw"})
    void theAlphaBandByButterworth(String name, String dataset) throws IOException {
        assertClose(Preprocessing.steps().filter(Filter.but(Band.of(FilterType.BP, 8, 12))), name, dataset, """
                sos = ss.butter(4, [8, 12], 'bandpass', fs=fs, output='sos')
                want = [ss.sosfiltfilt(sos, t, axis=0) for t in trials]
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eeg_biosemi_mne.h5", "ecg15_ptb_s0010.h5"})
    void theAlphaBandByWindowedSinc(String name) throws IOException {
        assertClose(Preprocessing.steps().filter(Filter.firws(Band.of(FilterType.BP, 8, 12)).order(200)), name, "/data", """
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
}
