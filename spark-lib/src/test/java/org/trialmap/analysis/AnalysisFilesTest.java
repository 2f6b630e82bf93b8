package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.synth.WhiteNoise;
import org.trialmap.store.Existing;
import org.trialmap.store.RunRefusedException;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.store.run.Gather;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.SyncopyContainer;
import org.trialmap.trial.SyncopyFiles;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.TrialChunks;

/** The files that analyses leave, in good and in bad times. */
class AnalysisFilesTest {
    @TempDir
    Path folder;

    private static ParallelMap pmap() {
        return ParallelMap.serial().progress(RunOptions.Progress.HIDDEN);
    }

    private TrialChunks trials() throws IOException {
        Path file = folder.resolve("recording.h5");
        return Recording.open(Files.exists(file) ? file : Recordings.uneven(file, DType.FLOAT32, 5)).chunks();
    }

    private List<String> names(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void syncopyOpensASpectrum() throws IOException {
        Path out = FreqAnalysis.mtmfft().tapsmofrq(10).foilim(1, 150).run(pmap(), trials().channelsPerTask(2), folder.resolve("spec.spy"));
        assertEquals(folder.resolve("spec.spy"), out);
        assertEquals(List.of(".run", "spec.spectral", "spec.spectral.info"), names(out));
        String[] found = SyncopyFiles.load(folder, "spec.spy/spec.spectral").split("\n");
        assertEquals("spec.spectral SpectralData float32 (6, 1, 150, 5) True 1000.0", found[0]);
        assertTrue(found[1].startsWith("[[0.0, 1.0, -50.0, 7.0], [1.0, 2.0, 0.0, 8.0], [2.0, 3.0, -100.0, 9.0], [3.0, 4.0, 20.0, 7.0], [4.0, 5.0, 0.0, 3.0],"
                + " [5.0, 6.0, -7.0, 1.0]] ["), found[1]);
        assertTrue(found[1].endsWith("['channel', 'data', 'freq', 'taper', 'trialdefinition'] True"), found[1]);
        SyncopyContainer.verify(out.resolve("spec.spectral"));
    }

    @Test
    void syncopyOpensFilteredData() throws IOException {
        Path out = Preprocessing.steps().filter(Filter.but(Band.of(FilterType.BP, 20, 40))).run(pmap(), trials(), folder.resolve("filtered.spy"));
        String[] found = SyncopyFiles.load(folder, "filtered.spy/filtered.analog").split("\n");
        assertEquals("filtered.analog AnalogData float32 (2137, 5) True 1000.0", found[0]);
        assertEquals("preprocessing", AnalogData.open(out).history().toString());
    }

    @Test
    void bothKindsOfFilesHoldTheSame() throws IOException {
        FreqAnalysis method = FreqAnalysis.mtmfft().keeptrials(false);
        SpectralData plain = SpectralData.open(method.run(pmap(), trials(), folder.resolve("s.h5")));
        SpectralData syncopy = SpectralData.open(method.run(pmap(), trials(), folder.resolve("s.spy")));
        assertEquals(plain.trial(0), syncopy.trial(0));
        assertArrayEquals(plain.freq(), syncopy.freq());
        assertEquals(plain.channel(), syncopy.channel());
        assertEquals(plain.taper(), syncopy.taper());
        assertEquals(List.of("hann"), plain.taper());
    }

    @Test
    void aResultIsARecordingForTheNext() throws IOException {
        ParallelMap pmap = pmap();
        Path noise = new SynthData(new WhiteNoise(), 20, 100, 4, 1000, 42).run(pmap, folder.resolve("noise.h5"));
        Path filtered = Preprocessing.steps().filter(Filter.but(Band.of(FilterType.BP, 20, 40))).run(pmap, Recording.open(noise).chunks(), folder.resolve("f.spy"));
        Path low = Resample.to(500).run(pmap, Recording.open(filtered).chunks(), folder.resolve("low.h5"));
        Path spectrum = FreqAnalysis.mtmfft().run(pmap, Recording.open(low).chunks(), folder.resolve("spectrum.spy"));
        SpectralData read = SpectralData.open(spectrum);
        assertEquals("synthdata, preprocessing, resampledata, freqanalysis", read.history().toString());
        assertEquals(500, read.samplerateHz());
        assertEquals(List.of("channel1", "channel2", "channel3", "channel4"), read.channel());
        assertEquals(-1, AnalogData.open(noise).time(19)[0]);
        assertEquals(42, read.history().steps().get(0).options().get("seed"));
    }

    @Test
    void aTrialOfSyntheticDataDependsOnItsNumberOnly() throws IOException {
        Path few = new SynthData(new WhiteNoise(), 3, 1000, 32, 1000, 7).run(pmap(), folder.resolve("few.h5"));
        Path many = new SynthData(new WhiteNoise(), 200, 1000, 32, 1000, 7).run(pmap(), folder.resolve("many.h5"));
        for (int k = 0; k < 3; k++) {
            assertEquals(AnalogData.open(few).trial(k), AnalogData.open(many).trial(k));
        }
        assertFalse(AnalogData.open(many).trial(0).equals(AnalogData.open(many).trial(1)));
    }

    @Test
    void whatIsThereIsNotReplacedUnlessAskedFor() throws IOException {
        Path out = FreqAnalysis.mtmfft().run(pmap(), trials(), folder.resolve("s.spy"));
        byte[] before = Files.readAllBytes(out.resolve("s.spectral"));
        Analysis other = Analysis.of(FreqAnalysis.mtmfft().taper("boxcar"), trials(), ResultFile.at(out));
        RunRefusedException refused = assertThrows(RunRefusedException.class, () -> unwrapped(() -> other.run(pmap())));
        assertEquals("Results are in " + out.resolve("s.spectral") + " already (complete, 1 tasks), so this run was refused; nothing was touched. Use"
                + " Existing.OVERWRITE to replace them, or choose another file with ResultFile.at(...).", refused.getMessage());
        assertArrayEquals(before, Files.readAllBytes(out.resolve("s.spectral")));
        Analysis.of(FreqAnalysis.mtmfft().taper("boxcar"), trials(), ResultFile.at(out).withExisting(Existing.OVERWRITE)).run(pmap());
        SyncopyContainer.verify(out.resolve("s.spectral"));
        assertEquals(List.of("boxcar"), SpectralData.open(out).taper());
        Path mean = FreqAnalysis.mtmfft().keeptrials(false).run(pmap(), trials(), folder.resolve("mean.h5"));
        assertThrows(RunRefusedException.class, () -> unwrapped(() -> FreqAnalysis.mtmfft().keeptrials(false).run(pmap(), trials(), mean)));
    }

    private interface Call {
        void run() throws IOException;
    }

    private static void unwrapped(Call call) throws Throwable {
        try {
            call.run();
        } catch (RuntimeException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Test
    void aResultMustNotReplaceItsRecording() throws IOException {
        TrialChunks trials = trials();
        Path recording = folder.resolve("recording.h5");
        assertRefused("The result would replace the recording that it is made of: " + recording + " is the input, too. Choose another file with ResultFile.at(...).",
                () -> Analysis.of(FreqAnalysis.mtmfft(), trials, ResultFile.at(recording).withExisting(Existing.OVERWRITE)));
        assertRefused("The result cannot be written to '" + folder.resolve("x.hdf") + "': its name says which kind of file it is. Name it NAME.spy (a Syncopy"
                + " container) or NAME.h5 (one HDF5 file), with ResultFile.at(...).", () -> ResultFile.at(folder.resolve("x.hdf")));
    }

    /** Fails on some trials as long as a file is there. */
    record Fragile(String file) implements TrialMethod {
        @Override
        public String command() {
            return "fragile";
        }

        @Override
        public Map<String, Object> options() {
            return Map.of();
        }

        @Override
        public ResultForm form(TrialChunks trials) {
            return ResultForm.analog(trials, DType.FLOAT32);
        }

        @Override
        public TrialFunction function(TrialChunks trials) {
            String broken = file;
            return trial -> copy(trial, broken);
        }

        private static NdArray copy(TrialChunk trial, String broken) {
            if (trial.trial() % 3 == 2 && Files.exists(Path.of(broken))) {
                throw new IllegalStateException("not yet");
            }
            return NdArray.of(trial.array().floats().clone(), trial.samples(), trial.channels());
        }
    }

    @Test
    void aFailedRunIsResumedAndGivesTheSame() throws IOException {
        Path broken = Files.createFile(folder.resolve("broken"));
        Fragile method = new Fragile(broken.toString());
        ResultFile out = ResultFile.at(folder.resolve("out.spy"));
        MapFailedException failed = assertThrows(MapFailedException.class, () -> Analysis.of(method, trials(), out).run(pmap()));
        assertEquals(2, failed.failures().size());
        assertTrue(failed.getMessage().startsWith("Task 2 of 6 (trial 2) failed on "), failed.getMessage());
        assertFalse(Files.exists(folder.resolve("out.spy/out.analog")), "nothing half-written");
        Files.delete(broken);
        Path result = Analysis.of(method, trials(), out.withExisting(Existing.RESUME)).run(pmap());
        Path whole = Analysis.of(method, trials(), ResultFile.at(folder.resolve("whole.spy"))).run(pmap());
        SyncopyContainer.verify(result.resolve("out.analog"));
        for (int k = 0; k < 6; k++) {
            assertEquals(AnalogData.open(whole).trial(k), AnalogData.open(result).trial(k));
        }
        assertEquals(result, Analysis.of(method, trials(), out.withExisting(Existing.RESUME)).run(pmap()), "nothing is left to do");
    }

    @Test
    void whatAStoppedRunLeftCanBeGathered() throws IOException {
        Path broken = Files.createFile(folder.resolve("broken"));
        for (SaveOptions.Transport transport : new SaveOptions.Transport[] {SaveOptions.Transport.IN_PLACE, SaveOptions.Transport.GATHER}) {
            ResultFile out = ResultFile.at(folder.resolve(transport + "/out.h5")).withTransport(transport);
            assertThrows(MapFailedException.class, () -> Analysis.of(new Fragile(broken.toString()), trials(), out).run(pmap()));
            try (SavedResults gathered = Gather.folder(folder.resolve(transport.toString()))) {
                assertEquals("{2, 5}", gathered.missing().toString());
            }
            try (Hdf5File file = Hdf5File.open(out.path())) {
                assertArrayEquals(new long[] {2137, 5}, file.dataset("/data").shape());
                assertTrue(file.exists("/trialdefinition"));
            }
        }
    }

    @Test
    void trialsBeyondAnArrayAreRefusedBeforehand() throws IOException {
        Path huge = Recordings.reserved(folder.resolve("huge.h5"), 3_000_000_000L);
        TrialChunks trials = Recording.open(huge).chunks();
        for (TrialMethod method : new TrialMethod[] {FreqAnalysis.mtmfft(), FreqAnalysis.welch(1), FreqAnalysis.wavelet().foi(10), Resample.to(500),
            Preprocessing.steps().rectify(true)}) {
            assertRefused("Trial 0 of /data of " + huge + " has 3000000000 samples, too many for a task of 1 channels: one array in memory holds at most"
                    + " 2147483639 values. Use fewer channels per task with channelsPerTask(...), or shorter trials.",
                    () -> Analysis.of(method, trials, ResultFile.at(folder.resolve("out.h5"))));
        }
        TrialChunks longOnes = Recording.open(Recordings.reserved(folder.resolve("long.h5"), 2_000_000)).chunks();
        String many = "1599999 Slepian tapers of 2000000 samples were asked for, more numbers than the 2147483639 that one array in memory holds. Choose a smaller"
                + " half bandwidth with tapsmofrq(...), fewer tapers with Taper.dpss(...), or shorter trials or windows.";
        assertRefused("Trial 0 of 2000000 samples cannot be tapered. " + many, () -> FreqAnalysis.mtmfft().tapsmofrq(400).form(longOnes));
        assertRefused("Windows of 2000.0 s, 2000000 samples, cannot be tapered. " + many, () -> FreqAnalysis.welch(2000).tapsmofrq(400).form(longOnes));
    }

    @Test
    void aMethodOfTheUsersOwn() throws IOException {
        // tag::own[]
        Path out = Analysis.of(new MovingRms(50), trials().channelsPerTask(2), ResultFile.at(folder.resolve("rms.spy"))).run(pmap());
        AnalogData rms = AnalogData.open(out);
        // end::own[]
        assertEquals(20, rms.samplerateHz());
        Path plain = Analysis.of(new MovingRms(50), trials(), ResultFile.at(folder.resolve("rms.h5"))).run(pmap());
        Numpy.assertClose(folder.resolve("recording.h5"), plain, "null", 1e-9,
                "want = [np.sqrt((t[:len(t) // 50 * 50].reshape(-1, 50, t.shape[1]) ** 2).mean(axis=1)) for t in trials]");
        assertEquals(AnalogData.open(plain).trial(2), rms.trial(2));
        assertEquals("movingrms", rms.history().toString());
    }
}
