package org.trialmap.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;
import org.trialmap.Sessions;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.Outcome;
import org.trialmap.parallel.Outcomes;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.spike.SpikeStatistics;
import org.trialmap.store.SavedResults;
import org.trialmap.task.RunOptions;
import org.trialmap.task.RunSummary;

/** The numbers of the examples, serially and on four slots. */
class ExamplesTest {
    private static final Pattern OUTPUT = Pattern.compile("(?s)# tag::(\\S+)\\[]\n(.*?)# end::");

    private static ParallelMap on(String master) {
        ParallelMap pmap = master.equals("serial") ? ParallelMap.serial() : ParallelMap.on(Sessions.on(master));
        return pmap.progress(RunOptions.Progress.HIDDEN);
    }

    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    private static String printed(String name, ParallelMap pmap) throws Exception {
        StringWriter text = new StringWriter();
        Examples.run(name, pmap, new PrintWriter(text, true));
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", Sessions.LOCAL_4})
    void printWhatTheirPagesShow(String master) throws Exception {
        Matcher output = OUTPUT.matcher(Files.readString(Path.of("src/test/text/outputs.txt")));
        List<String> seen = new ArrayList<>();
        while (output.find()) {
            seen.add(output.group(1));
            assertEquals(output.group(2), printed(output.group(1), on(master)), output.group(1));
        }
        assertEquals(7, seen.size(), seen::toString);
        assertTrue(Examples.list().keySet().containsAll(seen));
    }

    @Test
    void allNamesAreOnAPage() throws Exception {
        Map<String, String> list = Examples.list();
        TreeSet<String> missing = new TreeSet<>(list.keySet());
        try (var pages = Files.list(Path.of("../docs/tutorials"))) {
            for (Path page : pages.toList()) {
                String text = Files.readString(page);
                missing.removeIf(name -> text.contains("trialmap examples " + name));
            }
        }
        assertEquals(new TreeSet<>(), missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", Sessions.LOCAL_4})
    void firstMap(String master) {
        assertEquals(List.of(18.0, 24.0, 30.0, 36.0), FirstMap.results(on(master)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", Sessions.LOCAL_4})
    void genAndMean(String master) {
        List<GenAndMean.Mean> means = GenAndMean.results(on(master), 200_000);
        assertArrayEquals(new double[] {0, 1, 0.5}, means.stream().mapToDouble(GenAndMean.Mean::mean).toArray(), 0.01);
        assertEquals(GenAndMean.results(ParallelMap.serial(), 200_000).stream().map(GenAndMean.Mean::mean).toList(), means.stream().map(GenAndMean.Mean::mean).toList());
        assertTrue(means.stream().allMatch(mean -> mean.seconds() > 0));
    }

    /** The machine may have other things to do: the best of three counts. */
    @Test
    void slowAndFast() {
        ParallelMap pmap = on(Sessions.LOCAL_4);
        SlowAndFast.run(pmap, 1, 10);
        double dynamic = IntStream.range(0, 3).mapToObj(i -> SlowAndFast.run(pmap, 1, 500)).mapToDouble(summary -> summary.phases().runSeconds() / summary.longestCallSeconds()).min().orElseThrow();
        assertTrue(dynamic <= 1.3, dynamic + " times the longest call");
        RunSummary batches = SlowAndFast.run(pmap, 6, 500);
        assertEquals(3, batches.partitions());
        assertTrue(batches.phases().runSeconds() >= 2.0, "four slow calls one after the other: " + batches.line());
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", Sessions.LOCAL_4})
    void nestedLoops(String master, @TempDir Path folder) throws Exception {
        List<List<Double>> errors = NestedLoops.results(on(master));
        assertEquals(30, errors.size());
        try (SavedResults saved = NestedLoops.save(on(master), folder)) {
            assertArrayEquals(new long[] {30, 10}, saved.stacked(0).shape());
            assertArrayEquals(errors.stream().flatMap(List::stream).mapToDouble(error -> error).toArray(), saved.stacked(0).read().doubles());
            assertEquals(List.of("k", "fold"), List.copyOf(saved.inputs().keySet()));
            assertEquals(NdArray.of(IntStream.range(0, 300).map(i -> 1 + i / 10).toArray(), 300), saved.inputs().get("k"));
        }
        assertEquals(NestedLoops.error(7, 3), errors.get(6).get(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", Sessions.LOCAL_4})
    void stratified(String master) {
        double[] slopes = Stratified.results(on(master), 80_000).stream().mapToDouble(slope -> slope).toArray();
        assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5, 6, 7}, slopes, 0.05);
    }

    @Test
    void ensemble() {
        List<double[]> models = Ensemble.results(on(Sessions.LOCAL_4));
        double single = models.stream().mapToDouble(Ensemble::error).average().orElseThrow();
        assertTrue(Ensemble.error(Ensemble.mean(models)) < single / 2);
    }

    /** The mean of n values has an error of (0.9 + 0.1 * 25) / n; the best trimmed mean less than half of it. */
    @Test
    void simulation() {
        List<double[]> estimates = Simulation.results(on(Sessions.LOCAL_4));
        assertEquals(1000, estimates.size());
        assertEquals(1000, estimates.stream().map(Arrays::toString).distinct().count());
        double[] errors = Simulation.errors(estimates);
        assertEquals((0.9 + 0.1 * 25) / 40, errors[0], 0.01);
        assertTrue(errors[6] < errors[0] / 2, Arrays.toString(errors));
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", Sessions.LOCAL_4})
    void geyser(String master) throws Exception {
        double[] durations = Geyser.durations();
        assertEquals(299, durations.length);
        assertEquals(3.460814, Arrays.stream(durations).average().orElseThrow(), 5e-7);
        List<Double> deviations = Geyser.deviations(on(master), durations);
        double variance = Arrays.stream(durations).map(d -> (d - 3.460814) * (d - 3.460814)).sum() / 299;
        assertEquals(0, deviations.stream().mapToDouble(d -> d).average().orElseThrow(), 0.01);
        assertEquals(Math.sqrt(variance / 299), Math.sqrt(deviations.stream().mapToDouble(d -> d * d).average().orElseThrow()), 0.005);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", Sessions.LOCAL_4})
    void bigArray(String master) {
        List<BigArray.Seen> seen = BigArray.results(on(master), 100_000);
        assertEquals(8, seen.size());
        assertEquals(1, seen.stream().distinct().count(), seen::toString);
        assertEquals(0, seen.get(0).mean(), 0.02);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", Sessions.LOCAL_4})
    void primes(String master) {
        Outcomes<Boolean> results = Primes.results(on(master), master.equals("serial") ? 0 : 2);
        assertEquals(54, Primes.count(results));
        assertEquals(1001, results.summary().ran());
    }

    @Test
    void fortySlots() {
        Outcomes<Boolean> results = Primes.results(on("local[40]"), 20);
        assertEquals(54, Primes.count(results));
        assertEquals(40, results.summary().slots());
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", Sessions.LOCAL_4})
    void spikeTrains(String master) {
        List<double[]> trains = SpikeTrains.trains(on(master));
        List<Double> rates = SpikeTrains.rates(on(master), trains);
        assertEquals(trains.stream().map(train -> SpikeStatistics.meanFiringRate(train, 0, 10)).toList(), rates);
        assertEquals(10, rates.stream().mapToDouble(rate -> rate).average().orElseThrow(), 1);
        List<Double> widths = SpikeTrains.widths();
        assertEquals(List.of(0.1, 1.0), List.of(widths.get(0), widths.get(99)));
        List<double[]> histograms = SpikeTrains.histograms(on(master), trains).stream().map(Outcome::value).toList();
        for (int i = 0; i < 100; i++) {
            double end = histograms.get(i).length * widths.get(i);
            long spikes = trains.stream().flatMapToDouble(Arrays::stream).filter(t -> t < end).count();
            assertTrue(end <= 10 + 1e-9 && end > 10 - widths.get(i), "bins that fit: " + end);
            assertEquals(spikes, Arrays.stream(histograms.get(i)).sum(), "width " + widths.get(i));
        }
    }

    /** Whatever BLAS this machine has. */
    @Test
    void crossproductAndItsCholeskyFactorAreNumPys() {
        String judged = References.python("""
                import numpy as np
                x = np.random.Generator(np.random.PCG64(np.random.SeedSequence(1, spawn_key=(0,)))).standard_normal((600, 600))
                print(2 * np.log(np.diag(np.linalg.cholesky(x @ x.T))).sum())
                """);
        Crossprod.Seen seen = Crossprod.result(on("serial"), 600);
        assertEquals(Double.parseDouble(judged), seen.logDeterminant(), 1e-7);
        assertTrue(seen.crossprod() > 0 && seen.chol() > 0, seen::toString);
    }
}
