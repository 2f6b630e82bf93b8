package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.analysis.average.Statistic;
import org.trialmap.analysis.connectivity.Connectivity;
import org.trialmap.array.DType;
import org.trialmap.parallel.BackendKind;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.cross.CrossSpectralData;

/** Two analyses in one program. */
class AnalysisResultTest {
    private static final ParallelMap SERIAL = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);

    @TempDir
    Path folder;

    @Test
    void whatOneGivesTheNextTakes() throws IOException {
        Recording recording = Recording.open(Recordings.uneven(folder.resolve("x.h5"), DType.FLOAT32, 3));
        ParallelMap pmap = SERIAL;
        // tag::chain[]
        AnalysisResult band = Preprocessing.steps().filter(Filter.but(Band.of(FilterType.BP, 20, 40))).run(pmap, recording.chunks());
        AnalogData filtered = band.analog();                                                // to look at
        AnalysisResult power = FreqAnalysis.mtmfft().foilim(10, 60).run(pmap, band.chunks(Selection.all().trials("0,3")));
        Path mean = Statistic.MEAN.overTrials().run(pmap, power.chunks(), folder.resolve("mean.spy"));
        // end::chain[]
        SpectralData result = SpectralData.open(mean);
        assertEquals("preprocessing, freqanalysis, mean", result.history().toString());
        Path step = Preprocessing.steps().filter(Filter.but(Band.of(FilterType.BP, 20, 40))).run(SERIAL, recording.chunks(), folder.resolve("band.h5"));
        Path next = FreqAnalysis.mtmfft().foilim(10, 60).run(SERIAL, Recording.open(step).chunks(Selection.all().trials("0,3")), folder.resolve("power.h5"));
        assertEquals(SpectralData.open(next).trial(1), power.spectral().trial(1));
        assertEquals(AnalogData.open(step).trial(2), filtered.trial(2));
        assertArrayEquals(power.spectral().freq(), result.freq());
        String text = assertThrows(IllegalArgumentException.class, band::spectral).getMessage();
        assertTrue(text.contains("Open it with AnalogData.open(path) or Recording.open(path)"), text);
        band.close();
        assertFalse(Files.exists(band.path().getParent()));
        power.close();
    }

    /** Recording, spectra, connectivity: no file of the user's between, and the result is the same as that of the recording. */
    @Test
    void connectivityOfSpectraThatAnotherGave() throws IOException {
        Recording recording = Recording.open(Recordings.equal(folder.resolve("x.h5"), DType.FLOAT32, 7, 50, 3));
        try (AnalysisResult fourier = FreqAnalysis.mtmfft().output(SpectralOutput.FOURIER).run(SERIAL, recording.chunks());
                AnalysisResult ofSpectra = Connectivity.coh().run(SERIAL, fourier.chunks());
                AnalysisResult ofRecording = Connectivity.coh().run(SERIAL, recording.chunks())) {
            CrossSpectralData coherence = ofSpectra.cross();
            assertEquals(List.of("channel1", "channel2", "channel3"), coherence.channelI());
            assertArrayEquals(new int[] {1, 26, 3, 3}, coherence.trial(0).shape());
            assertEquals(ofRecording.cross().trial(0), coherence.trial(0));
            assertEquals("freqanalysis, connectivityanalysis", coherence.history().toString());
        }
    }

    @Test
    void executorsOnThisMachineSeeTheTemporaryFiles() throws IOException {
        Recording recording = Recording.open(Recordings.uneven(folder.resolve("x.h5"), DType.FLOAT32, 3));
        try (AnalysisResult here = Preprocessing.steps().zscore(true).run(SERIAL, recording.chunks());
                AnalysisResult beside = Preprocessing.steps().zscore(true).run(BackendKind.CLUSTER.map(), recording.chunks())) {
            assertEquals(here.analog().trial(2), beside.analog().trial(2));
        }
    }
}
