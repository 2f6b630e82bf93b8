package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.analysis.average.Statistic;
import org.trialmap.analysis.data.Arithmetic;
import org.trialmap.analysis.data.Artifacts;
import org.trialmap.analysis.data.Convert;
import org.trialmap.analysis.data.RedefineTrial;
import org.trialmap.analysis.data.ZValue;
import org.trialmap.analysis.model.Fooof;
import org.trialmap.array.DType;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.parallel.BackendKind;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.filter.HilbertOutput;
import org.trialmap.signal.filter.Reference;
import org.trialmap.signal.model.FooofOptions;
import org.trialmap.signal.spectrum.MotherWavelet;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.signal.synth.Ar2Network;
import org.trialmap.store.SaveOptions;
import org.trialmap.task.Fingerprint;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.TrialChunks;
import org.trialmap.trial.TrialDefinition;

/** Every method gives the same bytes on every backend, with and without chunks of channels, written in place or gathered. */
@ParameterizedClass
@MethodSource("org.trialmap.parallel.BackendKind#ofAnalyses")
class AnalysisContractTest {
    private static final int CHANNELS = 11;
    /** By method and recording; what the first backend gave, all others must give. */
    private static final Map<String, String> DIGESTS = new LinkedHashMap<>();

    @Parameter
    BackendKind backend;

    @TempDir
    Path folder;

    static Map<String, TrialMethod> methods() {
        Map<String, TrialMethod> methods = new LinkedHashMap<>();
        FreqAnalysis spectrum = FreqAnalysis.mtmfft();
        methods.put("spectrum", spectrum);
        methods.put("spectrum of slepians", spectrum.tapsmofrq(12).foilim(5, 90).pad(Padding.NEXTPOW2));
        methods.put("all tapers", spectrum.taper(Taper.dpss(15, 3)).keeptapers(true).output(SpectralOutput.FOURIER).polyremoval(Detrend.LINE));
        methods.put("mean spectrum", spectrum.keeptrials(false));
        methods.put("mean of angles", spectrum.keeptrials(false).output(SpectralOutput.FOURIER).foi(10, 20.3, 40));
        Fooof models = HeldMethod.models();
        methods.put("models", models);
        methods.put("aperiodic parts", models.output(Fooof.Output.FOOOF_APERIODIC));
        methods.put("peaks of the mean", Fooof.of(models.spectrum().keeptrials(false)).output(Fooof.Output.FOOOF_PEAKS).fooofOpt(FooofOptions.DEFAULTS.peakWidthLimits(10, 60)));
        MtmConvolAnalysis windows = FreqAnalysis.mtmconvol(0.04);
        methods.put("windows that overlap", windows.toi(Toi.overlap(0.55)).tapsmofrq(40));
        methods.put("windows at every sample", windows.taper(Taper.dpss(40, 2)).keeptapers(true).output(SpectralOutput.FOURIER).foi(50, 100));
        methods.put("mean of windows", windows.toi(0.03, 0.05, 0.07).keeptrials(false));
        methods.put("welch", FreqAnalysis.welch(0.05).foilim(20, 200));
        methods.put("wavelets", FreqAnalysis.wavelet().foi(20, 45, 80).toi(0.03, 0.05, 0.07));
        methods.put("Paul's wavelets", FreqAnalysis.wavelet().wavelet(MotherWavelet.paul(4)).foi(20, 45, 80).toi(0.03, 0.05, 0.07));
        methods.put("mean of superlets", FreqAnalysis.superlet(3).adaptive(true).foi(30, 45, 80).toi(0.03, 0.05).keeptrials(false));
        methods.put("band", Preprocessing.steps().filter(Filter.but(Band.of(FilterType.BP, 20, 40))));
        methods.put("envelope", Preprocessing.steps().polyremoval(Detrend.LINE).filter(Filter.firws(Band.of(FilterType.LP, 30)).order(60))
                .hilbert(HilbertOutput.ABS));
        methods.put("analytic signal", Preprocessing.steps().zscore(true).hilbert(HilbertOutput.COMPLEX));
        methods.put("without line noise", Preprocessing.steps().dftfilter(50, 100, 150).polyremoval(Detrend.MEAN));
        methods.put("resampled", Resample.to(300).order(80));
        methods.put("median over time", Statistic.MEDIAN.over(Statistic.Axis.TIME));
        methods.put("pieces", RedefineTrial.pieces(0.031, 0.3));
        return methods;
    }

    /** What needs all channels of a trial at once. */
    private static Map<String, TrialMethod> joint() {
        return Map.of("average reference", Preprocessing.steps().reref(Reference.average()), "reference channels and band",
                Preprocessing.steps().reref(Reference.channels("channel4", "channel1")).filter(Filter.but(Band.of(FilterType.BP, 20, 40))), "bipolar envelope",
                Preprocessing.steps().reref(Reference.bipolar()).hilbert(HilbertOutput.ABS), "mean of channels", Statistic.MEAN.over(Statistic.Axis.CHANNEL));
    }

    @Test
    void unevenTrialsOfFloat32() throws IOException {
        compare("uneven float32", Recordings.uneven(folder.resolve("uneven.h5"), DType.FLOAT32, CHANNELS), 1, 4);
    }

    @Test
    void manyShortTrialsOfFloat64() throws IOException {
        compare("many float64", Recordings.equal(folder.resolve("many.h5"), DType.FLOAT64, 700, 100, CHANNELS), 4);
    }

    /** What cannot be computed is the same NaN everywhere, and the same trials are listed. */
    @Test
    void trialsWithNanAndInfinities() throws IOException {
        compare("spoilt float32", Recordings.spoilt(folder.resolve("nan-float32.h5"), DType.FLOAT32, 60, 100, CHANNELS), 1, 4);
        compare("spoilt float64", Recordings.spoilt(folder.resolve("nan-float64.h5"), DType.FLOAT64, 60, 100, CHANNELS), 4);
    }

    /** @param chunks channels per task; one alone serially only, which has so many tasks */
    private void compare(String name, Path file, int... chunks) throws IOException {
        Recording recording = Recording.open(file);
        Path place = Files.createDirectory(folder.resolve(name));
        int run = 0;
        for (Map.Entry<String, TrialMethod> method : methods().entrySet()) {
            TrialChunks whole = recording.chunks(Selection.all().trials("3:,0:3,1").channels("3:,0:3"));
            Path out = run(method.getValue(), whole, place.resolve("whole" + run++ + ".h5"), SaveOptions.Transport.AUTO);
            String digest = digest(out);
            String key = name + ", " + method.getKey();
            assertEquals(DIGESTS.computeIfAbsent(key, first -> digest), digest, key + " on " + backend);
            for (int channels : backend == BackendKind.SERIAL ? chunks : new int[] {4}) {
                Path cut = run(method.getValue(), whole.channelsPerTask(channels), place.resolve("cut" + run++ + ".h5"), SaveOptions.Transport.AUTO);
                assertEquals(digest, digest(cut), key + ", " + channels + " channels per task, on " + backend);
            }
        }
    }

    @Test
    void whatNeedsAllChannels() throws IOException {
        Path file = Recordings.spoilt(folder.resolve("joint.h5"), DType.FLOAT32, 60, 100, CHANNELS);
        TrialChunks trials = Recording.open(file).chunks(Selection.all().trials("3:,0:3,1").channels("3:,0:3"));
        for (Map.Entry<String, TrialMethod> method : joint().entrySet()) {
            String name = method.getKey().replace(' ', '-');
            String digest = digest(run(method.getValue(), trials, folder.resolve(name + ".h5"), SaveOptions.Transport.AUTO));
            assertEquals(DIGESTS.computeIfAbsent(name, first -> digest), digest, name + " on " + backend);
            assertEquals(digest, digest(run(method.getValue(), trials, folder.resolve(name + "-gathered.h5"), SaveOptions.Transport.GATHER)), name + " gathered on " + backend);
        }
    }

    @Test
    void arithmeticOfTwo() throws IOException {
        Recording recording = Recording.open(Recordings.spoilt(folder.resolve("two.h5"), DType.FLOAT32, 60, 100, CHANNELS));
        TrialChunks some = recording.chunks(Selection.all().trials("30:60").channels("3:,0:3"));
        for (Arithmetic.Operation operation : Arithmetic.Operation.values()) {
            TrialMethod method = operation.with(recording.chunks(Selection.all().trials("0:30").channels("3:,0:3")));
            String digest = digest(run(method, some, folder.resolve(operation + ".h5"), SaveOptions.Transport.AUTO));
            assertEquals(DIGESTS.computeIfAbsent("arithmetic " + operation, first -> digest), digest, operation + " on " + backend);
            assertEquals(digest, digest(run(method, some.channelsPerTask(4), folder.resolve(operation + "-cut.h5"), SaveOptions.Transport.GATHER)), operation + ", 4 channels per task, on " + backend);
        }
    }

    /** Every output of spectra, and what else there is of each method. */
    @Test
    void outputsAndKinds() throws IOException {
        TrialChunks trials = Recording.open(Recordings.spoilt(folder.resolve("outputs.h5"), DType.FLOAT32, 60, 100, CHANNELS)).chunks().channelsPerTask(4);
        List<TrialMethod> methods = new ArrayList<>(List.of(FreqAnalysis.wavelet().wavelet(MotherWavelet.dog(2)).foi(20, 45).toi(0.03, 0.05), RedefineTrial.toilim(0.01, 0.05),
                RedefineTrial.offset(-30L).minlength(0.1), Arithmetic.Operation.MULTIPLY.by(2)));
        for (SpectralOutput output : SpectralOutput.values()) {
            methods.addAll(List.of(FreqAnalysis.mtmfft().output(output), FreqAnalysis.mtmconvol(0.04).toi(Toi.overlap(0.5)).output(output)));
        }
        for (TrialMethod method : methods) {
            String digest = digest(run(method, trials, folder.resolve("kind" + methods.indexOf(method) + ".h5"), SaveOptions.Transport.AUTO));
            assertEquals(DIGESTS.computeIfAbsent(method.toString(), first -> digest), digest, method + " on " + backend);
        }
    }

    /** What selectdata writes of a spectrum, and definetrial of a table. */
    @Test
    void partsAndOtherTrials() throws IOException {
        Recording recording = Recording.open(Recordings.spoilt(folder.resolve("parts.h5"), DType.FLOAT32, 60, 100, CHANNELS));
        Path spectrum = FreqAnalysis.mtmfft().tapsmofrq(20).keeptapers(true).output(SpectralOutput.FOURIER).run(ParallelMap.serial(), recording.chunks(), folder.resolve("fourier.h5"));
        TrialChunks part = SpectralData.open(spectrum).chunks(Selection.all().trials("7:50,3").channels("2,0,5").frequency(20, 200));
        TrialChunks cut = recording.withTrials(TrialDefinition.of(new long[] {0, 80, 900}, new long[] {60, 120, 1500}, new long[] {-2, 0, 7})).chunks();
        for (Map.Entry<String, TrialChunks> trials : Map.of("selectdata", part, "definetrial", cut).entrySet()) {
            String digest = digest(run(new Convert(trials.getKey()), trials.getValue(), folder.resolve(trials.getKey() + ".h5"), SaveOptions.Transport.AUTO));
            assertEquals(DIGESTS.computeIfAbsent(trials.getKey(), first -> digest), digest, trials.getKey() + " on " + backend);
            assertEquals(digest, digest(run(new Convert(trials.getKey()), trials.getValue().channelsPerTask(2), folder.resolve(trials.getKey() + "-cut.h5"), SaveOptions.Transport.GATHER)),
                    trials.getKey() + ", 2 channels per task, on " + backend);
        }
    }

    /** Windows of a long recording with margins, joined or not. */
    @Test
    void windowsOfALongRecording() throws IOException {
        Path file = Recordings.write(folder.resolve("long.h5"), DType.FLOAT32, new double[][] {{0, 4100, -10, 1}, {4200, 6000, 0, 2}}, 6000, CHANNELS);
        Recording recording = Recording.open(file);
        Map<String, TrialMethod> filters = Map.of("low-pass", Preprocessing.steps().filter(Filter.but(Band.of(FilterType.LP, 40))), "resampled", Resample.to(250).order(80));
        for (Map.Entry<String, TrialMethod> filter : filters.entrySet()) {
            for (Recording cut : java.util.List.of(recording.windows(0.5), recording.pieces(0.3))) {
                String name = filter.getKey() + cut.trials().count();
                String digest = digest(run(filter.getValue(), cut.chunks(), folder.resolve(name + ".h5"), SaveOptions.Transport.AUTO));
                assertEquals(DIGESTS.computeIfAbsent("windows, " + name, first -> digest), digest, name + " on " + backend);
                assertEquals(digest, digest(run(filter.getValue(), cut.chunks().channelsPerTask(4), folder.resolve(name + "-cut.h5"), SaveOptions.Transport.GATHER)), name + " cut, on " + backend);
            }
        }
    }

    @Test
    void artifactsThatAreFoundAndWritten() throws IOException {
        TrialChunks trials = Recording.open(Recordings.spoilt(folder.resolve("artifacts.h5"), DType.FLOAT32, 210, 50, CHANNELS)).chunks(Selection.all().channels("3:,0:3"));
        ZValue how = ZValue.above(2).artpadding(0.002).steps(Preprocessing.steps().filter(Filter.but(Band.of(FilterType.BP, 20, 40)).order(2)).hilbert(HilbertOutput.ABS));
        Artifacts found = how.find(backend.map(), trials);
        assertEquals(DIGESTS.computeIfAbsent("found", first -> found.list().toString()), found.list().toString(), "artifacts on " + backend);
        for (TrialMethod method : List.of(found.mark(), found.nan(), found.complete())) {
            String name = method.identity().orElseThrow().replace('/', '-');
            String digest = digest(run(method, trials, folder.resolve(name + ".h5"), SaveOptions.Transport.AUTO));
            assertEquals(DIGESTS.computeIfAbsent(name, first -> digest), digest, name + " on " + backend);
            assertEquals(digest, digest(run(method, trials.channelsPerTask(4), folder.resolve(name + "-cut.h5"), SaveOptions.Transport.GATHER)), name + ", 4 channels per task, on " + backend);
        }
    }

    @Test
    void severalRecordingsAsOne() throws IOException {
        Recording one = Recording.open(Recordings.uneven(folder.resolve("one.h5"), DType.FLOAT32, CHANNELS));
        Recording two = Recording.open(Recordings.equal(folder.resolve("two.h5"), DType.INT16, 50, 60, CHANNELS));
        TrialChunks trials = Recording.alongTrials(List.of(one.chunks(Selection.all().trials("3:,0")), two.chunks())).chunks();
        TrialChunks channels = Recording.alongChannels(List.of(one.chunks(Selection.all().channels("2:")), one.chunks(Selection.all().channels("0,1")))).chunks();
        for (Map.Entry<String, TrialChunks> joined : Map.of("trials", trials, "channels", channels).entrySet()) {
            String digest = digest(run(new Convert("concat"), joined.getValue(), folder.resolve(joined.getKey() + ".h5"), SaveOptions.Transport.AUTO));
            assertEquals(DIGESTS.computeIfAbsent("concat " + joined.getKey(), first -> digest), digest, joined.getKey() + " on " + backend);
            assertEquals(digest, digest(run(new Convert("concat"), joined.getValue().channelsPerTask(4), folder.resolve(joined.getKey() + "-cut.h5"), SaveOptions.Transport.GATHER)),
                    joined.getKey() + " on " + backend);
        }
    }

    @Test
    void syntheticData() throws IOException {
        Path out = new SynthData(Ar2Network.DEFAULT, 300, 1000, 2, 1000, 42).run(backend.map(), folder.resolve("synthetic.h5"));
        String digest = digest(out);
        assertEquals(DIGESTS.computeIfAbsent("synthetic", first -> digest), digest, backend.toString());
    }

    @Test
    void gatheringGivesTheSame() throws IOException {
        Recording recording = Recording.open(Recordings.uneven(folder.resolve("uneven.h5"), DType.FLOAT32, CHANNELS));
        int run = 0;
        for (TrialMethod method : methods().values()) {
            TrialChunks chunks = recording.chunks().channelsPerTask(3);
            Path inPlace = run(method, chunks, folder.resolve("place" + run + ".h5"), SaveOptions.Transport.IN_PLACE);
            Path gathered = run(method, chunks, folder.resolve("gathered" + run++ + ".h5"), SaveOptions.Transport.GATHER);
            assertEquals(digest(inPlace), digest(gathered), method.toString());
        }
    }

    private Path run(TrialMethod method, TrialChunks trials, Path out, SaveOptions.Transport transport) throws IOException {
        ParallelMap pmap = backend.map();
        Path result = Analysis.of(method, trials, ResultFile.at(out).withTransport(transport)).run(pmap);
        assertEquals(out, result);
        return result;
    }

    private static String digest(Path file) throws IOException {
        try (Hdf5File hdf = Hdf5File.open(file)) {
            assertTrue(hdf.dataset("/data").isContiguous());
            Fingerprint fingerprint = new Fingerprint();
            for (String name : hdf.names("/")) {
                fingerprint.add(name).add(hdf.dataset("/" + name).read());
            }
            for (String name : new String[] {"nan_trials", "nan_left_out", "unit"}) {
                fingerprint.add(hdf.dataset("/data").attribute(name).orElse(null));
            }
            return fingerprint.hex();
        }
    }
}
