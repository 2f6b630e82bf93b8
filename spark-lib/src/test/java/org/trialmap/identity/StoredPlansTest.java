package org.trialmap.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.Filter;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.Preprocessing;
import org.trialmap.analysis.Resample;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.SynthData;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.analysis.average.Statistic;
import org.trialmap.analysis.average.TimeLockAnalysis;
import org.trialmap.analysis.connectivity.Connectivity;
import org.trialmap.analysis.model.Fooof;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.synth.WhiteNoise;
import org.trialmap.store.Existing;
import org.trialmap.store.Layout;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.task.Inputs;
import org.trialmap.task.Pair;
import org.trialmap.task.TaskFunction;
import org.trialmap.trial.Recording;
import org.trialmap.trial.TrialChunks;

/**
 * Plans are stored, so the same call must have the same plan id in every version, whatever classes are called; the runs among the resources were begun by an
 * earlier version. A plan id that changes here makes users' runs start over: see docs/decisions.
 */
class StoredPlansTest {
    private static final SynthData SYNTH = new SynthData(new WhiteNoise(), 4, 100, 2, 500, 3);
    private static final SaveOptions RESUMED = SaveOptions.DEFAULTS.withLayout(Layout.STACKED).withExisting(Existing.RESUME);
    @TempDir
    Path folder;

    @BeforeEach
    void copyStoredRuns() throws IOException {
        copy(Path.of("src/test/resources/begun"), folder);
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.sorted().toList()) {
                Path target = to.resolve(from.relativize(file));
                if (!Files.exists(target)) {
                    Files.copy(file, target);
                }
            }
        }
    }

    private TrialChunks trials() throws IOException {
        return Recording.open(folder.resolve("analysis/recording.h5")).chunks();
    }

    static FreqAnalysis mtmfft() {
        return FreqAnalysis.mtmfft().foilim(5, 80).tapsmofrq(4);
    }

    /** What was begun: 18 tasks, one for each of 3 channels of 6 trials. */
    static TrialMethod superlet() {
        return FreqAnalysis.superlet(3).foi(100, 110).toi(-0.9, -0.8);
    }

    private String planId(AnalysisMethod method) throws IOException {
        return Analysis.of(method, trials(), ResultFile.at(folder.resolve("spec.h5"))).plan(ParallelMap.serial()).tasks().planId();
    }

    @Test
    void builtInAnalysesKeepTheirPlanIds() throws IOException {
        Map<String, String> ids = new TreeMap<>();
        for (TrialMethod method : List.of(mtmfft(), mtmfft().keeptrials(false), FreqAnalysis.mtmconvol(0.1).toi(-0.9, -0.7), FreqAnalysis.welch(0.1), FreqAnalysis.wavelet().toi(-0.9),
                superlet(), Preprocessing.steps().filter(Filter.but(Band.of(FilterType.LP, 40))).zscore(true), Preprocessing.steps().filter(Filter.firws(Band.of(FilterType.HP, 10))),
                Resample.to(500))) {
            String keywords = method.keeptrials() ? "" : " mean";
            ids.put(method.identity().orElseThrow() + keywords + (ids.containsKey(method.identity().orElseThrow() + keywords) ? " 2" : ""), planId(method));
        }
        for (AnalysisMethod method : List.of(Connectivity.csd(), Connectivity.coh().tapsmofrq(4), Connectivity.ppc(), Connectivity.granger(), Connectivity.corr())) {
            ids.put(method.identity().orElseThrow(), planId(method));
        }
        ids.put("freqanalysis/fooof mean", planId(Fooof.of(mtmfft().foilim(10, 100).keeptrials(false)).output(Fooof.Output.FOOOF_PEAKS)));
        ids.put("timelockanalysis", planId(TimeLockAnalysis.withCovariance()));
        ids.put("statistic/std trials", planId(Statistic.STD.overTrials()));
        ids.put("statistic/std time", planId(Statistic.STD.over(Statistic.Axis.TIME)));
        ids.put("synthdata/white_noise", SYNTH.plan(ParallelMap.serial(), ResultFile.at(folder.resolve("noise.h5"))).tasks().planId());
        Map<String, String> stored = new TreeMap<>(Map.of("connectivityanalysis/csd", "b93679686ed9", "connectivityanalysis/coh", "485113587e39", "connectivityanalysis/ppc", "695bc1e1e21c",
                "connectivityanalysis/granger", "a500f5c63fad", "connectivityanalysis/corr", "4065fad487fd"));
        stored.putAll(Map.of("freqanalysis/mtmfft", "2c66aad7b31d", "freqanalysis/mtmfft mean", "db275ee6aaf8", "freqanalysis/mtmconvol", "92af24a68d79",
                "freqanalysis/welch", "d81658496ce0", "freqanalysis/wavelet", "76123504d775", "freqanalysis/superlet", "55baad591879", "preprocessing", "64282caa32ea",
                "preprocessing 2", "3d612bec073e", "resampledata", "7a356557e291", "synthdata/white_noise", "6a85a412184c"));
        stored.putAll(Map.of("freqanalysis/fooof mean", "c1a1e12e377a", "timelockanalysis", "6c103f77e7bd", "statistic/std trials", "f22dffd8c784", "statistic/std time", "6ee3385207a3"));
        assertEquals(stored, ids);
    }

    /** Options alone identify a built-in analysis, so each of them must count. */
    @Test
    void everyOptionOfABuiltInAnalysisChangesThePlan() throws Exception {
        for (List<? extends AnalysisMethod> variants : OptionVariants.all()) {
            Class<?> type = variants.get(0).getClass();
            Map<String, AnalysisMethod> ids = new TreeMap<>();
            for (AnalysisMethod variant : variants) {
                assertNull(ids.put(planId(variant), variant), () -> ids.values() + " or " + variant);
            }
            for (RecordComponent option : type.getRecordComponents()) {
                Set<Object> values = new HashSet<>();
                for (AnalysisMethod variant : variants) {
                    values.add(option.getAccessor().invoke(variant));
                }
                assertTrue(values.size() > 1, () -> "no variant of the option " + option + " of " + type);
            }
        }
    }

    @Test
    void functionsOfUsersKeepTheirPlanIds() {
        TaskFunction<Double, Double> root = Math::sqrt;
        Inputs<Pair<Integer, String>> grid = Inputs.grid(List.of(1, 2), List.of("a", "b"));
        assertEquals("aa2af24a049b", ParallelMap.serial().over(Scaled.inputs()).plan(Scaled.STORED).tasks().planId());
        assertEquals("8f5e629b2d7a", ParallelMap.serial().over(Scaled.inputs()).plan(root).tasks().planId());
        assertEquals("dcf3d1fd780d", ParallelMap.serial().seed(5).over(grid).plan(StoredPlansTest::repeat).tasks().planId());
    }

    static String repeat(Pair<Integer, String> pair) {
        return pair.second().repeat(pair.first());
    }

    @Test
    void anAnalysisThatAnEarlierVersionBeganIsResumed() throws IOException {
        Path own = folder.resolve("analysis");
        ResultFile file = ResultFile.at(own.resolve("spec.h5")).withExisting(Existing.RESUME);
        Path resumed = Analysis.of(superlet(), trials().channelsPerTask(1), file).run(ParallelMap.serial());
        Path whole = Analysis.of(superlet(), trials(), ResultFile.at(folder.resolve("whole.h5"))).run(ParallelMap.serial());
        try (Hdf5File expected = Hdf5File.open(whole); Hdf5File found = Hdf5File.open(resumed)) {
            NdArray data = found.dataset("/data").read();
            assertEquals(12, data.shape()[0]);
            assertTrue(((String[]) found.attribute("/", "summary").orElseThrow().data())[0].matches(".*\"ran\"\\s*:\\s*13\\b.*"));
            assertArrayEquals((float[]) expected.dataset("/data").read().data(), (float[]) data.data());
        }
    }

    @Test
    void aUsersRunThatAnEarlierVersionBeganIsResumed() throws IOException {
        try (SavedResults results = ParallelMap.serial().over(Scaled.inputs()).saving(RESUMED).save(folder.resolve("function"), Scaled.STORED)) {
            for (int i = 0; i < 6; i++) {
                double x = 0.5 + i;
                assertArrayEquals(new double[] {2.5 * x + 1, 2.5 * x - 2}, results.doubles(i));
            }
            assertEquals(3, results.summary().orElseThrow().ran());
        }
    }
}
